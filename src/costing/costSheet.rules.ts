import { divide, multiply, sum } from '../core/decimal.ts'
import { type CostElement, type Costs, costElements } from '../engines/costing/elements.ts'

export type SheetLine = {
  element: CostElement
  estimate: number
  actual: number
  /** What is still to be spent. */
  toGo: number
  /** actual + toGo */
  forecast: number
  /** forecast − estimate; positive costs more than estimated. */
  variance: number
}

/** Of one level alone; `toGo` is what is still to be spent. */
export type LevelFacts = { estimate: Costs; actual: Costs; toGo: Costs }

export function sheetOf(levels: readonly LevelFacts[]): SheetLine[] {
  return costElements
    .map((element): SheetLine => {
      const estimate = sum(levels.map((l) => l.estimate[element] ?? 0))
      const actual = sum(levels.map((l) => l.actual[element] ?? 0))
      const toGo = sum(levels.map((l) => l.toGo[element] ?? 0))
      const forecast = sum([actual, toGo])
      return { element, estimate, actual, toGo, forecast, variance: sum([forecast, -estimate]) }
    })
    .filter((l) => l.estimate !== 0 || l.actual !== 0 || l.toGo !== 0)
}

export const totalLine = (lines: readonly SheetLine[]): Omit<SheetLine, 'element'> => ({
  estimate: sum(lines.map((l) => l.estimate)),
  actual: sum(lines.map((l) => l.actual)),
  toGo: sum(lines.map((l) => l.toGo)),
  forecast: sum(lines.map((l) => l.forecast)),
  variance: sum(lines.map((l) => l.variance)),
})

export type Margin = { revenue: number; cost: number; margin: number; percent: number | null }

export const marginOf = (revenue: number, cost: number): Margin => ({
  revenue,
  cost,
  margin: sum([revenue, -cost]),
  percent: revenue === 0 ? null : multiply(2, divide(8, sum([revenue, -cost]), revenue), 100),
})
