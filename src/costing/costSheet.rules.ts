import { divide, multiply, round, sum } from '../core/decimal.ts'
import { type CostElement, type Costs, costElements } from '../engines/costing/elements.ts'
import type { JobStatus } from '../jobs/job.model.ts'

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

export type LevelFacts = {
  status: JobStatus
  estimate: Costs
  actual: Costs
  /** Share of the operations' planned work that is reported, 0 to 1. */
  doneShare: number
}

const isOver = (status: JobStatus): boolean => status === 'completed' || status === 'closed' || status === 'canceled'

/**
 * What is still to be spent on one level and element. Nothing once it is completed. Before that, for what follows the
 * work (labor, machine, overhead), the estimate's share of the work not yet reported; for what is bought or happens
 * once (material, set-up, outside, tooling, freight), what the estimate has left. Rework and scrap are never planned.
 */
export function toGoOf(element: CostElement, level: LevelFacts): number {
  if (isOver(level.status) || element === 'rework' || element === 'scrap') return 0
  const estimate = level.estimate[element] ?? 0
  if (element === 'labor' || element === 'machine' || element === 'overhead')
    return multiply(4, estimate, 1 - level.doneShare)
  return Math.max(0, round(estimate - (level.actual[element] ?? 0), 4))
}

export function sheetOf(levels: readonly LevelFacts[]): SheetLine[] {
  return costElements
    .map((element): SheetLine => {
      const estimate = sum(levels.map((l) => l.estimate[element] ?? 0))
      const actual = sum(levels.map((l) => l.actual[element] ?? 0))
      const toGo = sum(levels.map((l) => toGoOf(element, l)))
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
