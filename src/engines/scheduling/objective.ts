import type { Plan } from './plan.ts'
import type { Shop } from './shop.ts'

/** What the planner weighs against each other, in money. Operations without a place outweigh all. */
export type Weights = {
  /** Per unit of late cost (job weight × days late). Default 1. */
  late: number
  /** Per minute of set-up. Default 0.01. */
  setupMinute: number
  /** Per job and day between its first start and its completion: work in progress. Default 0.01. */
  workInProgressDay: number
  /** Per day until everything is done. Default 0.01. */
  makespanDay: number
}

export const defaultWeights: Weights = { late: 1, setupMinute: 0.01, workInProgressDay: 0.01, makespanDay: 0.01 }

const unplacedCost = 1e9
const day = 1440

/** The plan's cost, and each job's late cost in `late` (length: jobs). */
export function costOf(shop: Shop, plan: Plan, weights: Weights, late: Float64Array): number {
  const jobs = shop.problem.jobs.length
  const first = new Float64Array(jobs).fill(Infinity)
  const end = new Float64Array(jobs).fill(-Infinity)
  let setup = 0
  let makespan = shop.problem.start
  for (let row = 0; row < plan.rows; row++) {
    const j = shop.opJob[plan.rowOp[row]!]!
    if (plan.rowStart[row]! < first[j]!) first[j] = plan.rowStart[row]!
    if (plan.rowEnd[row]! > end[j]!) end[j] = plan.rowEnd[row]!
    if (plan.rowEnd[row]! > makespan) makespan = plan.rowEnd[row]!
    setup += plan.rowSetup[row]!
  }
  let unplaced = 0
  for (let i = 0; i < shop.count; i++) if (plan.opUnplaced[i] !== 0) unplaced++
  let lateCost = 0
  let progress = 0
  for (let j = 0; j < jobs; j++) {
    late[j] = end[j]! > shop.jobDue[j]! ? ((end[j]! - shop.jobDue[j]!) / day) * shop.jobWeight[j]! : 0
    lateCost += late[j]!
    if (end[j]! > -Infinity) progress += (end[j]! - first[j]!) / day
  }
  return (
    unplaced * unplacedCost +
    lateCost * weights.late +
    setup * weights.setupMinute +
    progress * weights.workInProgressDay +
    ((makespan - shop.problem.start) / day) * weights.makespanDay
  )
}
