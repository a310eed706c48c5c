import { priceBreaks } from '../priceBreaks.ts'
import type { SampleMore } from '../sample.ts'
import { items } from './items.ts'

/** The joiners' fixtures and what they measure with; what the merchants ask. */
export const more: SampleMore = {
  bins: [],
  tools: [
    ['Profile cutter R6', 2, 'One at the grinder'],
    ['Leg fixture', 1, 'Table legs, left and right'],
    ['Chair fixture', 1, 'Glue-up of the ash chair'],
  ],
  gauges: [
    ['MM-11', 'Moisture meter', -200, 165, 'Rough mill'],
    ['GM-02', 'Gloss meter', -330, 35, 'Spray booth'],
    ['FG-01', 'Feeler gauge', -90, 275, 'Assembly'],
    ['SP-01', 'Surface plate', -500, 230, 'Bench joinery'],
  ],
  setupTimes: [],
  supplierPrices: priceBreaks(items.filter(([, , , family]) => family === 'Fittings' || family === 'Finishes')),
  itemUnits: [],
  counts: [{ age: 6, family: 'Fittings', note: 'Small parts, month end', found: { 'HNG-110': -4 } }],
  reservedFor: ['TBL-2000'],
  whatIf: [{ name: 'Two more tables before the fair', item: 'TBL-2000', quantity: 2, dueIn: 15 }],
}
