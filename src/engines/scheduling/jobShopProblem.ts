import { toAnswer } from './answer.ts'
import type { JobShop } from './jobShop.ts'
import type { Sequence } from './jobShopState.ts'
import { emptyPlan } from './plan.ts'
import type { Answer, Problem } from './problem.model.ts'

import { codeOf, compile } from './shop.ts'

/** The job shop as a scheduling problem, so that the one checker judges both. `due` and `weight` are per job. */
export function problemOf(shop: JobShop, due?: ArrayLike<number>, weight?: ArrayLike<number>): Problem {
  return {
    start: 0,
    workCenters: [{ id: 0 }],
    machines: Array.from({ length: shop.machines }, (_, id) => ({ id, workCenterId: 0 })),
    jobs: Array.from({ length: shop.jobs }, (_, id) => ({
      id,
      ...(due ? { dueAt: due[id]! } : {}),
      ...(weight ? { weight: weight[id]! } : {}),
    })),
    operations: Array.from({ length: shop.count }, (_, id) => ({
      id,
      jobId: shop.jobOf[id]!,
      alternatives: Array.from({ length: shop.wayFirst[id + 1]! - shop.wayFirst[id]! }, (_, k) => ({
        machineId: shop.wayMachine[shop.wayFirst[id]! + k]!,
        attendedMinutes: shop.wayMinutes[shop.wayFirst[id]! + k]!,
      })),
      ...(id > shop.firstOp[shop.jobOf[id]!]! ? { after: [{ operationId: id - 1 }] } : {}),
    })),
  }
}

/** The earliest schedule of a sequence, as an answer to problemOf's problem. */
export function answerOf(problem: Problem, sequence: Sequence): Answer {
  const shop = compile(problem)
  const plan = emptyPlan(shop)
  const laneFree = new Float64Array(shop.machineCount)
  const laneLast = new Int32Array(shop.machineCount).fill(-1)
  for (const i of sequence.order) {
    const alt = sequence.way[i]!
    const machine = shop.altMachine[alt]!
    let start = 0
    let reason = codeOf.start
    let blocker = -1
    for (let r = shop.linkFirst[i]!; r < shop.linkFirst[i + 1]!; r++)
      if (plan.opEnd[shop.linkFrom[r]!]! > start) {
        start = plan.opEnd[shop.linkFrom[r]!]!
        reason = codeOf.predecessor
        blocker = shop.linkFrom[r]!
      }
    if (laneFree[machine]! > start) {
      start = laneFree[machine]!
      reason = codeOf.machine
      blocker = laneLast[machine]!
    }
    const row = plan.rows++
    const end = start + shop.altAttended[alt]!
    plan.rowOp[row] = i
    plan.rowAlt[row] = alt
    plan.rowLane[row] = machine
    plan.rowQuantity[row] = 1
    plan.rowStart[row] = start
    plan.rowAttendedEnd[row] = plan.rowEnd[row] = end
    plan.rowReason[row] = reason
    plan.rowBlocker[row] = blocker
    plan.rowThing[row] = -1
    plan.opRow[i] = row
    plan.opRows[i] = 1
    plan.opEnd[i] = end
    laneFree[machine] = end
    laneLast[machine] = i
  }
  return toAnswer(shop, plan)
}
