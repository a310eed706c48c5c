import { deals } from './aerospace/deals.ts'
import { items, testPlans } from './aerospace/items.ts'
import { masters } from './aerospace/masters.ts'
import { methods } from './aerospace/methods.ts'
import { more } from './aerospace/more.ts'
import type { SampleCompany } from './sample.ts'

export const aerospace: SampleCompany = {
  name: 'aerospace',
  ...masters,
  exchangeRates: { EUR: 0.86, USD: 0.79 },
  items,
  methods,
  testPlans,
  customerPartNumbers: [
    ['C-300', 'HNG-4410', 'WFA 57-4410-201'],
    ['C-300', 'RIB-3105', 'WFA 57-3105-003'],
    ['C-301', 'ACT-2200', 'KV-ACT-22'],
    ['C-302', 'MNF-8100', '81-00-MAN-4'],
    ['C-304', 'FIT-5120', 'E71-5120-1'],
  ],
  deals,
  more,
}
