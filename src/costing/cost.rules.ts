import { divide, multiply, roundCost, sum } from '../core/decimal.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import type { CostElement } from '../engines/costing/elements.ts'
import type { Account } from '../inventory/stock.model.ts'
import type { JobStatus } from '../jobs/job.model.ts'
import type { OverheadDriver } from '../plant/plant.model.ts'

/** What one fact costs: an amount of one element, with how it came about. */
export type Cost = { element: CostElement; quantity: number; rate: number; amount: number; credit: Account; note: string }

export type TimeFact = {
  activity: 'setup' | 'run' | 'rework'
  /** Minutes that the person's log bears. */
  minutes: number
  laborRate: number
  machineRate: number
  crew: number
  /** Share of the run time that needs people, in percent. */
  attendedPercent: number
  overheadDriver: OverheadDriver
  overheadRate: number
}

const hours = (minutes: number): number => divide(6, minutes, 60)

/**
 * Labor, machine and overhead of one time log. A crew's logs share the machine, so each bears its part; a machine that
 * runs partly unattended runs longer than its people. Set-up and rework time are elements of their own, so that
 * they are seen; overhead follows the work center's driver (predetermined rate × actual driver).
 */
export function costsOfTime(t: TimeFact): Cost[] {
  const laborHours = hours(t.minutes)
  const machineMinutes = t.minutes / Math.max(1, t.crew) / (t.activity === 'run' && t.attendedPercent > 0 ? t.attendedPercent / 100 : 1)
  const machineHours = hours(machineMinutes)
  const own = t.activity === 'run' ? undefined : t.activity
  const labor = multiply(4, laborHours, t.laborRate)
  const costs: Cost[] = [
    { element: own ?? 'labor', quantity: laborHours, rate: t.laborRate, amount: labor, credit: 'laborApplied', note: `${laborHours} h × ${t.laborRate}` },
    { element: own ?? 'machine', quantity: machineHours, rate: t.machineRate, amount: multiply(4, machineHours, t.machineRate), credit: 'machineApplied', note: `${machineHours} h × ${t.machineRate}` },
    overheadOf(t, laborHours, machineHours, labor),
  ]
  return costs.filter((c) => c.amount !== 0)
}

function overheadOf(t: TimeFact, laborHours: number, machineHours: number, labor: number): Cost {
  const cost = (quantity: number, amount: number, note: string): Cost => ({ element: 'overhead', quantity, rate: t.overheadRate, amount, credit: 'overheadApplied', note })
  switch (t.overheadDriver) {
    case 'laborHours':
      return cost(laborHours, multiply(4, laborHours, t.overheadRate), `${laborHours} labor h × ${t.overheadRate}`)
    case 'machineHours':
      return cost(machineHours, multiply(4, machineHours, t.overheadRate), `${machineHours} machine h × ${t.overheadRate}`)
    case 'laborCost':
      return cost(laborHours, multiply(4, labor, t.overheadRate, 0.01), `${t.overheadRate} % of labor ${labor}`)
    case 'none':
      return cost(0, 0, '')
  }
}

export type Relief = {
  /** Cost now in process of the work order. */
  inProcess: number
  /** Pieces completed now, and still to come (ordered less completed less scrapped, before this completion). */
  quantity: number
  remaining: number
  estimatedUnitCost: number
}

/**
 * What completed pieces take with them out of work in process. The last ones take all that is left, so that nothing
 * stays behind; earlier ones take their estimate, but never more than their even share of what will have been spent,
 * so that a partial receipt neither empties the job nor runs it below zero.
 */
export function valueCompleted(r: Relief): number {
  if (r.quantity >= r.remaining) return roundCost(r.inProcess)
  const even = multiply(4, r.inProcess, divide(10, r.quantity, r.remaining))
  const estimate = multiply(4, r.estimatedUnitCost, r.quantity)
  return Math.max(0, estimate > 0 ? Math.min(estimate, r.inProcess) : even)
}

/** What closing settles: whatever is still in process, by its sign. A negative rest was relieved too much. */
export const closingEntry = (inProcess: number): { amount: number; note: string } | undefined =>
  inProcess === 0 ? undefined : { amount: -inProcess, note: inProcess > 0 ? 'Cost left in process at close' : 'Relieved more than was spent' }

/** What a typed charge credits: a scrap charge (negative when pieces are written off) goes against scrap loss. */
export const creditOfCharge = (element: CostElement): Account => (element === 'scrap' ? 'scrapLoss' : 'otherApplied')

/** Writing off spoiled pieces that no job should bear: their cost leaves the job, what they still bring goes to stock. */
export const whyNotWriteOff = (w: { number: string; status: JobStatus; scrappedQuantity: number; inProcess: number }, loss: number, salvage: number): Refusal[] => [
  ...refuse(w.status === 'planned' || w.status === 'canceled' || w.status === 'closed', 'scrap.not-open', `${w.number} is ${w.status}.`),
  ...refuse(w.scrappedQuantity <= 0, 'scrap.none', `Nothing of ${w.number} was reported as scrap.`),
  ...refuse(loss < 0 || salvage < 0 || loss + salvage <= 0, 'scrap.no-amount', 'The amount must be more than 0.'),
  ...refuse(sum([loss, salvage]) > w.inProcess, 'scrap.too-much', `Only ${w.inProcess} is in process of ${w.number}.`),
]

export const totalOf = (costs: Partial<Record<CostElement, number>>): number => sum(Object.values(costs))
