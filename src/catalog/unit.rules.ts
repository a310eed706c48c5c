import { roundQuantity } from '../core/decimal.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import type { unitDimensions } from './item.model.ts'
import type { Supply } from './method.model.ts'

/** One unit is `factor` of its dimension's base unit. */
export type Unit = { id: number; code: string; dimension: (typeof unitDimensions)[number]; factor: number }

/** Decimals of the units in which a line is made; undefined for what is bought or in stock, of which a part of one can be used. */
export const madeDecimals = (supply: Supply, unitDecimals: number): number | undefined =>
  supply === 'make' ? unitDecimals : undefined

/** How an item is counted: one of `unit` is `factor` of the stock unit, where the general conversion does not hold. */
export type ItemUnits = { itemNumber: string; stockUnit: Unit; own: readonly { unit: Unit; factor: number }[] }

const sameDimension = (a: Unit, b: Unit): boolean => a.dimension === b.dimension && a.dimension !== 'other'

/** Stock units in one `unit` of the item: its own factor first, then its dimension, then by way of one of its own units. */
function stockUnitsIn(unit: Unit, { stockUnit, own }: ItemUnits): number | undefined {
  if (unit.id === stockUnit.id) return 1
  const direct = own.find((o) => o.unit.id === unit.id)
  if (direct) return direct.factor
  if (sameDimension(unit, stockUnit)) return unit.factor / stockUnit.factor
  const through = own.find((o) => sameDimension(o.unit, unit))
  return through && (unit.factor / through.unit.factor) * through.factor
}

/** How many `to` one `from` of the item is, or undefined when nothing says so. */
export function conversionFactor(from: Unit, to: Unit, item: ItemUnits): number | undefined {
  if (from.id === to.id) return 1
  const [a, b] = [stockUnitsIn(from, item), stockUnitsIn(to, item)]
  if (a !== undefined && b !== undefined && b !== 0) return a / b
  return sameDimension(from, to) ? from.factor / to.factor : undefined
}

export const whyNotConvert = (from: Unit, to: Unit, item: ItemUnits): Refusal[] =>
  refuse(
    conversionFactor(from, to, item) === undefined,
    'unit.no-conversion',
    `Nothing says how many ${to.code} one ${from.code} of ${item.itemNumber} is. Add the unit to the item.`,
  )

/** The quantity in `to`, at six decimals. Ask whyNotConvert first; without a conversion this throws. */
export function convertQuantity(quantity: number, from: Unit, to: Unit, item: ItemUnits): number {
  const factor = conversionFactor(from, to, item)
  if (factor === undefined) throw new Error(`No conversion of ${item.itemNumber} from ${from.code} to ${to.code}.`)
  return roundQuantity(quantity * factor)
}
