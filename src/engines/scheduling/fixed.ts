import { release } from './commit.ts'
import { lineOf } from './plan.ts'
import type { Fixed } from './problem.model.ts'
import type { Pin, Run } from './run.ts'
import { codeOf, type Shop } from './shop.ts'
import { finish } from './timeline.ts'

/** Places running and pinned operations as they stand and blocks their machines, people and tools. Throws when an operation is fixed to a machine it cannot run on. */
export function placeFixed(run: Run): void {
  const { shop } = run
  const fixed: number[] = []
  for (let i = 0; i < shop.count; i++) if (shop.opFixed[i] === 1) fixed.push(i)
  if (fixed.length === 0) return
  const { operations } = shop.problem
  fixed.sort((a, b) => operations[a]!.fixed!.start - operations[b]!.fixed!.start || a - b)
  const people = new Map((shop.problem.people ?? []).map((p, i) => [p.id, i]))
  for (const op of fixed) placeOne(run, op, operations[op]!.fixed!, people)
  for (const lists of [run.lanePins, run.personPins, run.unitPins]) for (const pins of lists) if (pins) ascend(pins)
  for (const op of fixed) release(run, op)
}

/** Pins in conflict overlap; lengthening the later one keeps both ends ascending and blocks no more time. */
function ascend(pins: Pin[]): void {
  pins.sort((a, b) => a.from - b.from || a.to - b.to)
  for (let k = 1; k < pins.length; k++) pins[k]!.to = Math.max(pins[k]!.to, pins[k - 1]!.to)
}

function placeOne(run: Run, op: number, fixed: Fixed, people: ReadonlyMap<number, number>): void {
  const { shop, plan } = run
  const alt = fixedAlternative(shop, op, fixed)
  const machine = shop.altMachine[alt]!
  const row = plan.rows++
  const { attendedEnd, end } = fixedTimes(shop, op, alt, fixed)
  const held = { from: fixed.start, to: end - shop.transitBack[machine]! - shop.transitOut[machine]!, row }
  plan.rowOp[row] = op
  plan.rowAlt[row] = alt
  plan.rowLane[row] = shop.machineUnlimited[machine] === 1 ? shop.laneFirst[machine]! : pinLane(run, machine, held)
  plan.rowQuantity[row] = shop.opQuantity[op]!
  plan.rowStart[row] = fixed.start
  plan.rowAttendedEnd[row] = attendedEnd
  plan.rowEnd[row] = plan.opEnd[op] = end
  plan.rowSetup[row] = fixed.setupMinutes ?? 0
  plan.rowReason[row] = codeOf.fixed
  plan.rowBlocker[row] = plan.rowThing[row] = -1
  plan.opRow[op] = row
  plan.opRows[op] = 1
  const crew = (fixed.personIds ?? []).map((id) => known(people, id))
  if (crew.length > 0) plan.rowPeople.set(row, crew)
  for (const p of crew) addPin(run.personPins, p, { from: fixed.start, to: attendedEnd, row })
  for (let r = shop.toolFirst[op]!; r < shop.toolFirst[op + 1]!; r++)
    pinTool(run, shop.toolOf[r]!, { from: fixed.start, to: end, row })
}

function addPin(lists: (Pin[] | null)[], at: number, pin: Pin): void {
  const pins = lists[at]
  if (pins) pins.push(pin)
  else lists[at] = [pin]
}

function known(people: ReadonlyMap<number, number>, id: number): number {
  const p = people.get(id)
  if (p === undefined) throw new Error(`The problem has no person ${id}.`)
  return p
}

function fixedAlternative(shop: Shop, op: number, fixed: Fixed): number {
  for (let a = shop.altFirst[op]!; a < shop.altFirst[op + 1]!; a++)
    if (shop.problem.machines[shop.altMachine[a]!]!.id === fixed.machineId) return a
  throw new Error(
    `Operation ${shop.problem.operations[op]!.id} is fixed to machine ${fixed.machineId}, which is not among its alternatives.`,
  )
}

/** Ends on the machine's own calendar. Running work is counted from the problem's start; its unattended part is what is done last. */
export function fixedTimes(shop: Shop, op: number, alt: number, fixed: Fixed): { attendedEnd: number; end: number } {
  const machine = shop.altMachine[alt]!
  const attendedLine = lineOf(shop, op, machine, true)
  const anyLine = lineOf(shop, op, machine, false)
  const running = fixed.remainingMinutes
  const unattended = running === undefined ? shop.altUnattended[alt]! : Math.min(running, shop.altUnattended[alt]!)
  const attended = running === undefined ? (fixed.setupMinutes ?? 0) + shop.altAttended[alt]! : running - unattended
  const from =
    running === undefined ? fixed.start + shop.transitOut[machine]! : Math.max(shop.problem.start, fixed.start)
  const attendedEnd = finish(attendedLine, from, attended)
  const end = finish(anyLine, attendedEnd, unattended) + shop.transitBack[machine]!
  // Work that no calendar can finish still has to be shown somewhere: it then runs on without pause.
  return end < Infinity
    ? { attendedEnd, end }
    : { attendedEnd: from + attended, end: from + attended + unattended + shop.transitBack[machine]! }
}

/** The first lane that is free then; on a batch machine one may join a run with the same start. Two pins in conflict share the last lane. */
function pinLane(run: Run, machine: number, pin: Pin): number {
  const { shop } = run
  let lane = shop.laneFirst[machine]!
  for (; lane < shop.laneFirst[machine + 1]! - 1; lane++) {
    const clash = run.lanePins[lane]?.some(
      (p) => p.from < pin.to && p.to > pin.from && !(shop.machineLoad[machine]! > 0 && p.from === pin.from),
    )
    if (!clash) break
  }
  addPin(run.lanePins, lane, pin)
  return lane
}

function pinTool(run: Run, tool: number, pin: Pin): void {
  const { toolFirstUnit } = run.shop
  let unit = toolFirstUnit[tool]!
  while (unit < toolFirstUnit[tool + 1]! - 1 && run.unitPins[unit]?.some((p) => p.from < pin.to && p.to > pin.from))
    unit++
  addPin(run.unitPins, unit, pin)
}
