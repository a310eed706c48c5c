import { describe, expect, test } from 'vitest'
import { convertQuantity, type ItemUnits, type Unit, whyNotConvert } from './unit.rules.ts'

const unit = (id: number, code: string, dimension: Unit['dimension'], factor: number): Unit => ({
  id,
  code,
  dimension,
  factor,
})
const [m, mm, ft] = [unit(1, 'm', 'length', 1), unit(2, 'mm', 'length', 0.001), unit(3, 'ft', 'length', 0.3048)]
const [kg, g] = [unit(4, 'kg', 'mass', 1), unit(5, 'g', 'mass', 0.001)]
const [pc, dozen, sheet, roll] = [
  unit(6, 'pc', 'count', 1),
  unit(7, 'dz', 'count', 12),
  unit(8, 'sheet', 'other', 1),
  unit(9, 'roll', 'other', 1),
]
const bar: ItemUnits = { itemNumber: 'BAR', stockUnit: m, own: [] }
/** A sheet of the stuff weighs 12.5 kg. */
const steel: ItemUnits = { itemNumber: 'STEEL', stockUnit: sheet, own: [{ unit: kg, factor: 0.08 }] }

describe('a quantity is converted', () => {
  test.each([
    ['within its dimension', 2500, mm, m, bar, 2.5],
    ['between systems', 10, ft, m, bar, 3.048],
    ['by dozens', 3, dozen, pc, bar, 36],
    ['by the item’s own unit', 25, kg, sheet, steel, 2],
    ['back from the item’s own unit', 2, sheet, kg, steel, 25],
    ['by way of the item’s own unit', 6250, g, sheet, steel, 0.5],
    ['not at all', 7, roll, roll, bar, 7],
  ])('%s', (_how, quantity, from, to, item, expected) => {
    expect(whyNotConvert(from, to, item)).toEqual([])
    expect(convertQuantity(quantity, from, to, item)).toBe(expected)
  })

  test('by its own factor before the general one', () => {
    const pack: ItemUnits = { itemNumber: 'SCREW', stockUnit: pc, own: [{ unit: dozen, factor: 10 }] }
    expect(convertQuantity(2, dozen, pc, pack)).toBe(20)
  })
})

test.each([
  ['between dimensions', kg, m, bar],
  ['of no dimension', roll, sheet, steel],
  ['that the item does not have', pc, sheet, steel],
])('a conversion %s is refused by name', (_why, from, to, item) => {
  expect(whyNotConvert(from, to, item).map((r) => r.code)).toEqual(['unit.no-conversion'])
  expect(whyNotConvert(from, to, item)[0]?.message).toContain(`one ${from.code} of ${item.itemNumber}`)
})
