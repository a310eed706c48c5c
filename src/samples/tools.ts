import type { SampleCompany } from './sample.ts'
import { deals } from './tools/deals.ts'
import { items, testPlans } from './tools/items.ts'
import { masters } from './tools/masters.ts'
import { methods } from './tools/methods.ts'
import { more } from './tools/more.ts'

export const tools: SampleCompany = {
  name: 'tools',
  ...masters,
  exchangeRates: { USD: 84.5, EUR: 91.2 },
  items,
  methods,
  testPlans,
  customerPartNumbers: [
    ['C-500', 'DIE-P4', 'VAH/TL/0417'],
    ['C-501', 'FXT-CHK', 'DPL-GF-22'],
    ['C-503', 'JIG-D12', 'KT-JIG-12'],
    ['C-505', 'MLD-CAP', '90-1182-T'],
  ],
  deals,
  more,
}
