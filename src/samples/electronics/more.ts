import { priceBreaks } from '../priceBreaks.ts'
import type { SampleMore } from '../sample.ts'
import { items } from './items.ts'
import { passives } from './passives.ts'

/** Second sources that were asked once and are dearer or slower. */
const secondSources: SampleMore['supplierPrices'] = [
  ['S-800', 'U-LDO-33', 500, 9.1, 3, 'CD-LDO33'],
  ['S-800', 'U-CAN', 100, 24.5, 3, 'CD-CANSO8'],
  ['S-806', 'L-CMC', 100, 18.2, 6, 'KK-CMC'],
  ['S-800', 'K-REL-24', 100, 43.5, 3, 'CD-REL24'],
]

export const more: SampleMore = {
  bins: [
    ['DRY', 'Dry cabinet', 'Semiconductors'],
    ['WIRE', 'Wire rack', 'Wire'],
  ],
  tools: [
    ['Stencil BA-0200', 1, 'Controller board, 120 µm'],
    ['Stencil BA-0048', 1, 'Supply board, 150 µm'],
    ['Stencil BA-0010', 1, 'Sensor board, 100 µm'],
    ['Stencil BA-0030', 1, 'Driver board, 150 µm, stepped'],
    ['Needle adapter GA-0200', 1, 'For the in-circuit test of the controller board'],
    ['Crimp die 0.75 mm²', 2, 'One in the press, one spare'],
    ['Solder frame 160 × 100', 3, ''],
  ],
  gauges: [
    ['MM-01', 'Multimeter', -210, 155, 'Test stand A'],
    ['MM-02', 'Multimeter, bench 2', -340, 25, 'Through-hole bench'],
    ['OSC-1', 'Oscilloscope', -120, 245, 'Test stand B'],
    ['EL-1', 'Electronic load', -90, 275, 'Test stand A'],
    ['SM-1', 'Source meter', -300, 65, 'Test stand B'],
    ['SA-1', 'Spectrum analyzer', -40, 325, 'Radio corner'],
    ['TC-1', 'Thermal camera', -380, -15, 'At the calibration laboratory'],
    ['IT-1', 'Insulation tester', -150, 215, 'Panel cell'],
    ['TD-04', 'Torque driver 0.2 to 1.2 N·m', -170, 12, 'Box assembly'],
  ],
  setupTimes: [
    ['SMT', 'Large boards', 'Large boards', 15],
    ['SMT', 'Small boards', 'Small boards', 12],
    ['SMT', 'Large boards', 'Small boards', 45],
    ['SMT', 'Small boards', 'Large boards', 50],
  ],
  supplierPrices: [...priceBreaks([...passives, ...items], { 'S-801': 25.1 }), ...secondSources],
  itemUnits: [
    ['W-075-BK', 'drum', 500],
    ['W-075-RD', 'drum', 500],
    ['C-100N-0402', 'reel', 10_000],
  ],
  counts: [
    { age: 22, family: 'Connectors', note: 'Quarterly count', found: { 'J-TB-4': -3, 'J-HDR-10': 12 } },
    { age: 9, family: 'Electromechanical', note: 'After a wrong pick', found: { 'F-2A': -6 } },
    { age: 1, family: 'Wire', note: 'Rack is being sorted', found: { 'W-075-BK': -14.5 }, open: true },
  ],
  reservedFor: ['GW-200', 'PSU-48'],
  whatIf: [
    { name: 'Heltis wants ten controllers early', item: 'GW-200', quantity: 10, dueIn: 18 },
    { name: 'Fifty drivers before the holidays', item: 'DRV-30', quantity: 50, dueIn: 14 },
  ],
}
