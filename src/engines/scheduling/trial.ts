import { pickCrew } from './crew.ts'
import { finishWithPeople, lineOf, rowProgress } from './plan.ts'
import { pinWithin, type Run } from './run.ts'
import { codeOf, trait } from './shop.ts'
import { finish, type MaybeTimeline, nextOpen, nextOpenTogether, openUntil } from './timeline.ts'

/** What a try to start found: filled only when the try succeeds. Set `quantity` and `setup` before. */
export type Trial = {
  op: number
  alt: number
  lane: number
  quantity: number
  setup: number
  /** Run minutes for the whole quantity; a batch takes the longest of its members'. */
  attended: number
  unattended: number
  start: number
  attendedEnd: number
  end: number
  people: readonly number[]
  units: readonly number[]
}

const none: readonly number[] = []
const TINY = 1e-6

export const newTrial = (op: number, alt: number, lane: number, quantity: number, setup: number): Trial => ({
  op,
  alt,
  lane,
  quantity,
  setup,
  attended: -1,
  unattended: -1,
  start: 0,
  attendedEnd: 0,
  end: 0,
  people: none,
  units: none,
})

/** Makes a trial anew, to spare an object per look. */
export function resetTrial(trial: Trial, op: number, alt: number, lane: number, quantity: number, setup: number): void {
  trial.op = op
  trial.alt = alt
  trial.lane = lane
  trial.quantity = quantity
  trial.setup = setup
  trial.attended = trial.unattended = -1
}

/** Notes what is in the way and returns when it is worth trying again: later than now, or Infinity for never on this machine. */
export function inTheWay(run: Run, op: number, code: number, at: number, from = -1, thing = -1): number {
  run.retryAt[op] = at
  run.retryCode[op] = code
  run.retryFrom[op] = from
  run.retryThing[op] = thing
  return at
}

/** Can the operation start at exactly t on a lane that is free then? Returns t and fills the trial, or the next instant worth trying. */
export function tryStart(run: Run, trial: Trial, t: number): number {
  const { shop } = run
  const { op, alt } = trial
  const machine = shop.altMachine[alt]!
  const share = trial.quantity === shop.opQuantity[op]! ? 1 : trial.quantity / shop.opQuantity[op]!
  const attended = trial.setup + (trial.attended >= 0 ? trial.attended : shop.altAttended[alt]! * share)
  const unattended = trial.unattended >= 0 ? trial.unattended : shop.altUnattended[alt]! * share
  const outside = shop.machineOutside[machine] === 1
  const attendedLine = lineOf(shop, op, machine, true)
  const anyLine = lineOf(shop, op, machine, false)
  trial.people = none
  trial.units = none
  const begin = outside ? t + shop.transitOut[machine]! : t
  const open = outside ? nextPickup(shop.pickups[machine]!, t) : nextOpen(attended > 0 ? attendedLine : anyLine, t)
  if (open > t) return inTheWay(run, op, outside ? codeOf.pickup : codeOf.calendar, open)
  let attendedEnd = attended > 0 ? finish(attendedLine, begin, attended) : begin
  if (attendedEnd === Infinity) return inTheWay(run, op, codeOf.calendar, Infinity)
  if (!outside && attended > 0 && (shop.opTraits[op]! & trait.crew) !== 0) {
    const retry = pickCrew(run, trial, attendedLine, t, attendedEnd)
    if (retry > t) return retry
    attendedEnd = finishWithPeople(shop, attendedLine, trial.people, t, attended)
    if (attendedEnd === Infinity) return inTheWay(run, op, codeOf.calendar, Infinity)
    for (const p of trial.people) {
      const pin = pinWithin(run.personPins[p]!, t, attendedEnd)
      if (pin) return inTheWay(run, op, codeOf.person, pin.to, run.plan.rowOp[pin.row]!, p)
    }
  }
  const end = unattended > 0 ? finish(anyLine, attendedEnd, unattended) : attendedEnd
  if (end === Infinity) return inTheWay(run, op, codeOf.calendar, Infinity)
  trial.start = t
  trial.attendedEnd = attendedEnd
  trial.end = outside ? end + shop.transitBack[machine]! : end
  return checkRest(run, trial, attendedLine, anyLine, end - begin - attended - unattended)
}

/** The conditions that need the end: pauses, pins on the lane, tools, overlap with predecessors. */
function checkRest(
  run: Run,
  trial: Trial,
  attendedLine: MaybeTimeline,
  anyLine: MaybeTimeline,
  paused: number,
): number {
  const { shop } = run
  const { op, lane, start: t } = trial
  const machine = shop.altMachine[trial.alt]!
  const traits = shop.opTraits[op]!
  if (paused > TINY && (traits & trait.unbroken) !== 0) {
    const out = shop.transitOut[machine]!
    const lines = [
      trial.attendedEnd > t + out ? attendedLine : anyLine,
      ...trial.people.map((p) => shop.personLine[p]!),
    ]
    let until = openUntil(anyLine, t + out)
    for (const line of lines) until = Math.min(until, openUntil(line, t + out))
    return inTheWay(run, op, codeOf.calendar, nextOpenTogether(lines, until) - out)
  }
  if (run.lanePins[lane] !== null && shop.machineUnlimited[machine] === 0) {
    const out = shop.transitOut[machine]!
    const pin = pinWithin(run.lanePins[lane]!, t, trial.end - shop.transitBack[machine]! - out)
    if (pin) return inTheWay(run, op, codeOf.pinned, pin.to, run.plan.rowOp[pin.row]!)
  }
  if ((traits & trait.tools) !== 0) {
    const retry = pickTools(run, trial)
    if (retry > t) return retry
  }
  if ((traits & trait.overlap) === 0) return t
  for (let r = shop.linkFirst[op]!; r < shop.linkFirst[op + 1]!; r++)
    if (shop.linkShare[r]! > 0) {
      const retry = checkOverlap(run, trial, r)
      if (retry > t) return retry
    }
  return t
}

function nextPickup(pickups: Float64Array | null, t: number): number {
  if (pickups === null) return t
  let low = 0
  let high = pickups.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (pickups[middle]! < t) low = middle + 1
    else high = middle
  }
  return low < pickups.length ? pickups[low]! : Infinity
}

function pickTools(run: Run, trial: Trial): number {
  const { shop } = run
  const units: number[] = []
  for (let r = shop.toolFirst[trial.op]!; r < shop.toolFirst[trial.op + 1]!; r++) {
    const tool = shop.toolOf[r]!
    let found = -1
    let retry = Infinity
    let from = -1
    for (let u = shop.toolFirstUnit[tool]!; u < shop.toolFirstUnit[tool + 1]! && found < 0; u++) {
      if (units.includes(u)) continue
      const pin = pinWithin(run.unitPins[u]!, trial.start, trial.end)
      const free = pin ? pin.to : run.unitFree[u]!
      if (free <= trial.start) found = u
      else if (free < retry) {
        retry = free
        from = pin ? run.plan.rowOp[pin.row]! : run.unitLast[u]!
      }
    }
    if (found < 0) return inTheWay(run, trial.op, codeOf.tool, retry, from, tool)
    units.push(found)
  }
  trial.units = units
  return trial.start
}

/** Whether overlap may be used after this predecessor: it runs whole, inside, not in a batch, and had not begun before the plan. */
export function mayOverlap(run: Run, from: number): boolean {
  const { shop, plan } = run
  const machine = shop.altMachine[plan.rowAlt[plan.opRow[from]!]!]!
  const running = shop.opFixed[from] === 1 && shop.problem.operations[from]!.fixed!.remainingMinutes !== undefined
  return plan.opRows[from] === 1 && shop.machineOutside[machine] === 0 && shop.machineLoad[machine] === 0 && !running
}

/** The last transfer batch may not be begun before the predecessor, and its lag, have ended. */
function checkOverlap(run: Run, trial: Trial, link: number): number {
  const { shop, plan } = run
  const { op, alt, start: t } = trial
  const from = shop.linkFrom[link]!
  const until = plan.opEnd[from]! + shop.linkLag[link]!
  if (until <= t || !mayOverlap(run, from)) return t
  const machine = shop.altMachine[alt]!
  if (shop.machineOutside[machine] === 1 || shop.machineLoad[machine]! > 0 || trial.quantity < shop.opQuantity[op]!)
    return inTheWay(run, op, codeOf.predecessor, until, from)
  const runMinutes = shop.altAttended[alt]! + shop.altUnattended[alt]!
  const before = trial.setup + runMinutes * (1 - shop.linkShare[link]!)
  const attended = trial.setup + shop.altAttended[alt]!
  const last =
    before > attended
      ? finish(lineOf(shop, op, machine, false), trial.attendedEnd, before - attended)
      : finishWithPeople(shop, lineOf(shop, op, machine, true), trial.people, t, before)
  return last < until - TINY ? inTheWay(run, op, codeOf.overlap, t + (until - last), from) : t
}

/** When the first transfer batch over this link, or without overlap the whole, has arrived. */
export function arrivalOver(run: Run, link: number): number {
  const { shop, plan } = run
  const from = shop.linkFrom[link]!
  const row = plan.opRow[from]!
  const share = shop.linkShare[link]!
  if (share === 0 || !mayOverlap(run, from)) return plan.opEnd[from]! + shop.linkLag[link]!
  const alt = plan.rowAlt[row]!
  const minutes = plan.rowSetup[row]! + share * (shop.altAttended[alt]! + shop.altUnattended[alt]!)
  return rowProgress(shop, plan, row, minutes) + shop.linkLag[link]!
}
