import type { SampleItem } from '../sample.ts'

const chip = { supplier: 'S-800', leadDays: 4, opening: 40_000, reorder: [8000, 10_000] } as const

const resistor = (value: string, ohms: string, size = '0603'): SampleItem => [`R-${value}-${size}`, `Resistor ${ohms}, 1%, ${size}`, 'bought', 'Resistors', 'pc', 0.12, chip]
const capacitor = (value: string, text: string, cost: number, size = '0603'): SampleItem => [`C-${value}-${size}`, `Capacitor ${text}, ${size}`, 'bought', 'Capacitors', 'pc', cost, chip]

/** Chips on reels: resistors, capacitors, and what else is bought by the thousand. */
export const passives: readonly SampleItem[] = [
  resistor('0R', '0 Ω'),
  resistor('10R', '10 Ω'),
  resistor('22R', '22 Ω'),
  resistor('33R', '33 Ω'),
  resistor('47R', '47 Ω'),
  resistor('100R', '100 Ω'),
  resistor('120R', '120 Ω', '1206'),
  resistor('220R', '220 Ω'),
  resistor('330R', '330 Ω'),
  resistor('470R', '470 Ω'),
  resistor('1K', '1 kΩ'),
  resistor('1K5', '1.5 kΩ'),
  resistor('2K2', '2.2 kΩ'),
  resistor('3K3', '3.3 kΩ'),
  resistor('4K7', '4.7 kΩ'),
  resistor('5K6', '5.6 kΩ'),
  resistor('10K', '10 kΩ'),
  resistor('15K', '15 kΩ'),
  resistor('22K', '22 kΩ'),
  resistor('33K', '33 kΩ'),
  resistor('47K', '47 kΩ'),
  resistor('68K', '68 kΩ'),
  resistor('100K', '100 kΩ'),
  resistor('220K', '220 kΩ'),
  resistor('470K', '470 kΩ'),
  resistor('1M', '1 MΩ'),
  resistor('R05', '0.05 Ω shunt', '2512'),
  resistor('10K', '10 kΩ', '0402'),
  capacitor('12P', '12 pF, C0G', 0.2),
  capacitor('18P', '18 pF, C0G', 0.2),
  capacitor('100P', '100 pF, C0G', 0.2),
  capacitor('470P', '470 pF, C0G', 0.25),
  capacitor('1N', '1 nF, X7R', 0.18),
  capacitor('2N2', '2.2 nF, X7R', 0.2),
  capacitor('10N', '10 nF, X7R', 0.18),
  capacitor('47N', '47 nF, X7R', 0.22),
  capacitor('100N', '100 nF, X7R', 0.15),
  capacitor('100N', '100 nF, X7R', 0.14, '0402'),
  capacitor('220N', '220 nF, X7R', 0.28),
  capacitor('1U', '1 µF, X7R', 0.42),
  capacitor('2U2', '2.2 µF, X5R', 0.55, '0805'),
  capacitor('4U7', '4.7 µF, X5R', 0.7, '0805'),
  capacitor('10U', '10 µF, X5R', 0.95, '0805'),
  capacitor('22U', '22 µF, X5R', 1.8, '1206'),
]
