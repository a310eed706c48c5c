import { controlBoard } from './electronics/controlBoard.ts'
import { deals } from './electronics/deals.ts'
import { items, testPlans } from './electronics/items.ts'
import { masters } from './electronics/masters.ts'
import { methods } from './electronics/methods.ts'
import { more } from './electronics/more.ts'
import { passives } from './electronics/passives.ts'
import type { SampleCompany } from './sample.ts'

export const electronics: SampleCompany = {
  name: 'electronics',
  ...masters,
  exchangeRates: { EUR: 25.1, CHF: 26.4 },
  items: [...passives, ...items],
  methods: [controlBoard, ...methods],
  testPlans,
  customerPartNumbers: [
    ['C-700', 'GW-200', 'HTS-9920-1'],
    ['C-701', 'SNS-10', 'AGR-NODE-10'],
    ['C-702', 'PSU-48', '4711-PS48'],
    ['C-704', 'DRV-30', 'MD30-REV4'],
  ],
  deals,
  more,
}
