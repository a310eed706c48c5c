import { priceBreaks } from '../priceBreaks.ts'
import type { SampleMore } from '../sample.ts'
import { items } from './items.ts'

/** What the tool room measures with, and what steel and elements cost. */
export const more: SampleMore = {
  bins: [],
  tools: [
    ['Wire cut program', 1, 'Proven on the sample die'],
    ['Electrode holder set', 4, ''],
  ],
  gauges: [
    ['PRJ-1', 'Projector', -140, 225, 'Inspection'],
    ['HT-1', 'Hardness tester', -310, 55, 'Inspection'],
    ['DG-05', 'Dial gauge', -60, 305, 'Tool room bench'],
    ['LC-50', 'Load cell', -380, -15, 'At the calibration laboratory'],
  ],
  setupTimes: [],
  supplierPrices: priceBreaks(items.filter(([, , , family]) => family === 'Die elements' || family === 'Tool steel')),
  itemUnits: [],
  counts: [{ age: 5, family: 'Die elements', note: 'Half-yearly', found: { 'SPR-R32': -6, 'BUS-20': 2 } }],
  reservedFor: ['FXT-CHK', 'JIG-D12'],
  whatIf: [{ name: 'A second checking fixture this month', item: 'FXT-CHK', quantity: 1, dueIn: 18 }],
}
