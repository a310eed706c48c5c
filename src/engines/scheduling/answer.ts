import type { Plan } from './plan.ts'
import type { Answer, JobResult, Placement, Reason, Unplaced } from './problem.model.ts'
import { reasonCodes, unplacedCodes } from './problem.model.ts'
import type { Shop } from './shop.ts'

const nobody: Placement['people'] = []

/** The plan in the problem's own ids. */
export function toAnswer(shop: Shop, plan: Plan): Answer {
  const placements: Placement[] = new Array<Placement>(plan.rows)
  const { operations, machines } = shop.problem
  const people = shop.problem.people ?? []
  let makespanEnd = shop.problem.start
  let setupMinutes = 0
  for (let row = 0; row < plan.rows; row++) {
    const machine = shop.altMachine[plan.rowAlt[row]!]!
    const crew = plan.rowPeople.get(row)
    const start = plan.rowStart[row]!
    const end = plan.rowEnd[row]!
    const attendedEnd = plan.rowAttendedEnd[row]!
    if (end > makespanEnd) makespanEnd = end
    setupMinutes += plan.rowSetup[row]!
    placements[row] = {
      operationId: operations[plan.rowOp[row]!]!.id,
      machineId: machines[machine]!.id,
      lane: plan.rowLane[row]! - shop.laneFirst[machine]!,
      quantity: plan.rowQuantity[row]!,
      start,
      attendedEnd,
      end,
      setupMinutes: plan.rowSetup[row]!,
      people: crew ? crew.map((p) => ({ personId: people[p]!.id, from: start, to: attendedEnd })) : nobody,
      reason: reasonOf(shop, plan, row),
    }
  }
  const jobs = jobResults(shop, plan)
  return {
    placements,
    jobs,
    unplaced: unplacedOf(shop, plan),
    makespanEnd,
    setupMinutes,
    lateCost: jobs.reduce((sum, j) => sum + j.lateCost, 0),
  }
}

const plainReasons: readonly Reason[] = reasonCodes.map((code) => ({ code }))

function reasonOf(shop: Shop, plan: Plan, row: number): Reason {
  const at = plan.rowReason[row]!
  const blocker = plan.rowBlocker[row]!
  const thing = plan.rowThing[row]!
  if (blocker < 0 && thing < 0) return plainReasons[at]!
  const reason: Reason = { code: reasonCodes[at]! }
  if (blocker >= 0) reason.operationId = shop.problem.operations[blocker]!.id
  if (thing >= 0 && reason.code === 'tool') reason.toolId = shop.problem.tools![thing]!.id
  else if (thing >= 0) reason.personId = shop.problem.people![thing]!.id
  return reason
}

function jobResults(shop: Shop, plan: Plan): JobResult[] {
  const end = new Float64Array(shop.problem.jobs.length).fill(-Infinity)
  for (let i = 0; i < shop.count; i++) {
    const j = shop.opJob[i]!
    end[j] = Math.max(end[j]!, plan.opRow[i]! < 0 ? Infinity : plan.opEnd[i]!)
  }
  return shop.problem.jobs.map((job, j) => {
    // A job without operations is complete from the start.
    const completion = end[j] === -Infinity ? shop.problem.start : end[j]!
    if (completion === Infinity) return { jobId: job.id, completion: null, lateMinutes: 0, lateCost: 0 }
    const lateMinutes = Math.max(0, completion - shop.jobDue[j]!)
    return { jobId: job.id, completion, lateMinutes, lateCost: (lateMinutes / 1440) * shop.jobWeight[j]! }
  })
}

function unplacedOf(shop: Shop, plan: Plan): Unplaced[] {
  const found: Unplaced[] = []
  for (let i = 0; i < shop.count; i++) {
    const code = plan.opUnplaced[i]!
    if (code > 0) found.push({ operationId: shop.problem.operations[i]!.id, code: unplacedCodes[code - 1]! })
  }
  return found
}
