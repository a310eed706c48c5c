import { priceBreaks } from '../priceBreaks.ts'
import type { SampleMore } from '../sample.ts'
import { items } from './items.ts'

/** Fixtures, calibrated instruments and what the mills ask. */
export const more: SampleMore = {
  bins: [],
  tools: [
    ['Lug fixture F-4411', 1, 'Two stations'],
    ['Form tools P6', 2, 'One set at regrinding'],
    ['Tombstone T-5120', 1, 'Four sides'],
    ['Rib fixture F-3105', 1, 'Vacuum, 900 mm'],
  ],
  gauges: [
    ['CMM-1', 'CMM', -160, 205, 'Measuring room'],
    ['AG-12', 'Air gauge 12', -80, 100, 'Precision grinding'],
    ['HG-600', 'Height gauge', -220, 145, 'Measuring room'],
    ['BG-03', 'Bore gauge', -350, 15, 'Turning'],
    ['RT-1', 'Roughness tester', -30, 335, 'Measuring room'],
    ['TG-2', 'Torque gauge', -395, -30, 'At the calibration laboratory'],
  ],
  setupTimes: [],
  supplierPrices: priceBreaks(
    items.filter(([, , , family]) => family === 'Bearings' || family === 'Seals' || family === 'Fasteners'),
    { 'S-407': 0.86 },
  ),
  itemUnits: [],
  counts: [{ age: 8, family: 'Seals', note: 'Shelf life check', found: { 'ORG-214': -2 } }],
  reservedFor: ['RIB-3105', 'FIT-5120'],
  whatIf: [{ name: 'Twenty fittings for the spare set', item: 'FIT-5120', quantity: 20, dueIn: 25 }],
}
