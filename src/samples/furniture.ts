import { deals } from './furniture/deals.ts'
import { items, testPlans } from './furniture/items.ts'
import { masters } from './furniture/masters.ts'
import { methods } from './furniture/methods.ts'
import { more } from './furniture/more.ts'
import type { SampleCompany } from './sample.ts'

export const furniture: SampleCompany = {
  name: 'furniture',
  ...masters,
  exchangeRates: { EUR: 1.09 },
  items,
  methods,
  testPlans,
  customerPartNumbers: [
    ['C-100', 'DSK-HTL', 'HH-DESK-01'],
    ['C-100', 'BED-HEAD', 'HH-HEAD-02'],
    ['C-105', 'CHR-ASH', 'CK-CHAIR'],
    ['C-107', 'SDB-1800', 'SV-4410'],
  ],
  deals,
  more,
}
