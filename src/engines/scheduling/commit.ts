import { pushTimed } from './heaps.ts'
import { lineOf } from './plan.ts'
import { type UnplacedCode, unplacedCodes } from './problem.model.ts'
import { dequeue, queuedOp } from './queue.ts'
import type { Run } from './run.ts'
import { codeOf } from './shop.ts'
import { nextOpen } from './timeline.ts'
import { arrivalOver, type Trial } from './trial.ts'

/** Books a successful trial as the plan's next row. Call `release` after the operation's last row. */
export function commitRow(run: Run, trial: Trial): void {
  const { shop, plan } = run
  const { op, alt, lane, start, people, units } = trial
  const machine = shop.altMachine[alt]!
  const row = plan.rows++
  plan.rowOp[row] = op
  plan.rowAlt[row] = alt
  plan.rowLane[row] = lane
  plan.rowQuantity[row] = trial.quantity
  plan.rowStart[row] = start
  plan.rowAttendedEnd[row] = trial.attendedEnd
  plan.rowEnd[row] = trial.end
  plan.rowSetup[row] = trial.setup
  if (people.length > 0) plan.rowPeople.set(row, people)
  if (plan.opRow[op]! < 0) plan.opRow[op] = row
  plan.opRows[op]!++
  if (trial.end > plan.opEnd[op]! || plan.opRows[op] === 1) plan.opEnd[op] = trial.end
  explain(run, trial, row)
  if (shop.machineUnlimited[machine] === 0) {
    run.laneFree[lane] = trial.end - shop.transitBack[machine]! - shop.transitOut[machine]!
    run.laneFamily[lane] = shop.opFamily[op]!
    run.laneLast[lane] = op
  }
  for (const p of people) {
    run.personFree[p] = trial.attendedEnd
    run.personLast[p] = op
  }
  for (const u of units) {
    run.unitFree[u] = trial.end
    run.unitLast[u] = op
  }
}

/** The reason of a start is the condition that was met last. */
function explain(run: Run, trial: Trial, row: number): void {
  const { shop, plan } = run
  const { op, lane, start } = trial
  const machine = shop.altMachine[trial.alt]!
  let at = run.ready[op]!
  let code = run.readyCode[op]!
  let from = run.readyFrom[op]!
  let thing = -1
  if (shop.machineUnlimited[machine] === 0 && run.laneFree[lane]! > at) {
    at = run.laneFree[lane]!
    code = codeOf.machine
    from = run.laneLast[lane]!
  }
  for (const p of trial.people)
    if (run.personFree[p]! > at) {
      at = run.personFree[p]!
      code = codeOf.person
      from = run.personLast[p]!
      thing = p
    }
  for (const u of trial.units)
    if (run.unitFree[u]! > at) {
      at = run.unitFree[u]!
      code = codeOf.tool
      from = run.unitLast[u]!
      thing = toolOfUnit(shop.toolFirstUnit, u)
    }
  if (at < start - 1e-6) {
    const line = lineOf(shop, op, machine, trial.attendedEnd > start)
    from = -1
    thing = -1
    if (run.retryAt[op]! > at && run.retryAt[op]! <= start + 1e-6) {
      code = run.retryCode[op]!
      from = run.retryFrom[op]!
      thing = run.retryThing[op]!
    } else if (nextOpen(line, start - 1e-3) === start) code = codeOf.calendar
    else {
      code = codeOf.turn
      from = run.laneLast[lane]!
    }
  }
  plan.rowReason[row] = code
  plan.rowBlocker[row] = from
  plan.rowThing[row] = thing
}

function toolOfUnit(first: Int32Array, unit: number): number {
  let k = 0
  while (first[k + 1]! <= unit) k++
  return k
}

/** Tells the successors of a placed operation; those that wait for nobody else arrive when their time comes. */
export function release(run: Run, op: number): void {
  const { shop } = run
  for (let r = shop.outFirst[op]!; r < shop.outFirst[op + 1]!; r++) {
    const to = shop.outTo[r]!
    if (shop.opFixed[to] === 1) continue
    const link = shop.outLink[r]!
    const at = arrivalOver(run, link)
    if (at > run.ready[to]!) {
      run.ready[to] = at
      run.readyCode[to] = codeOf.predecessor
      run.readyFrom[to] = op
    }
    run.waitingFor[to]!--
    if (run.waitingFor[to] === 0) pushTimed(run.arrivals, run.ready[to]!, to)
  }
}

/** Takes entry `at` out of a machine's queue. */
export function leaveQueue(run: Run, machine: number, at: number): void {
  const op = queuedOp(run.queues[machine]!, at)
  const alt = run.opAlt[op]!
  run.queuedWork[machine]! -= run.shop.altAttended[alt]! + run.shop.altUnattended[alt]! + run.shop.altSetup[alt]!
  run.opAlt[op] = -1
  dequeue(run.queues[machine]!, at)
}

/** Marks an operation, and all that wait for it, as without a place. */
export function giveUp(run: Run, op: number, code: UnplacedCode): void {
  const { shop, plan } = run
  if (plan.opUnplaced[op] !== 0) return
  plan.opUnplaced[op] = 1 + unplacedCodes.indexOf(code)
  const stack = [op]
  while (stack.length > 0) {
    const i = stack.pop()!
    for (let r = shop.outFirst[i]!; r < shop.outFirst[i + 1]!; r++) {
      const to = shop.outTo[r]!
      if (shop.opFixed[to] === 1 || plan.opUnplaced[to] !== 0) continue
      plan.opUnplaced[to] = 1 + unplacedCodes.indexOf('predecessor')
      stack.push(to)
    }
  }
}
