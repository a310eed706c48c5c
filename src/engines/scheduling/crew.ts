import { finishWithPeople } from './plan.ts'
import { pinWithin, type Run } from './run.ts'
import { codeOf } from './shop.ts'
import { type MaybeTimeline, nextOpen } from './timeline.ts'
import { inTheWay, type Trial } from './trial.ts'

/**
 * Finds people for set-up and attended run from t on: a matching of free people to needs, in which those come first who would end
 * soonest, then the least versatile. Returns t and fills trial.people, or the next instant worth trying.
 */
export function pickCrew(run: Run, trial: Trial, line: MaybeTimeline, t: number, attendedEnd: number): number {
  const { shop } = run
  const { op } = trial
  const needs: number[] = []
  for (let r = shop.crewFirst[op]!; r < shop.crewFirst[op + 1]!; r++)
    for (let k = 0; k < shop.crewCount[r]!; k++) needs.push(shop.crewSkill[r]!)
  const choices = new Map<number, number[]>()
  for (const skill of needs)
    if (!choices.has(skill)) choices.set(skill, freePeople(run, trial, skill, line, t, attendedEnd))
  const slotOf = new Map<number, number>()
  const augment = (slot: number, seen: Set<number>): boolean => {
    for (const p of choices.get(needs[slot]!)!) {
      if (seen.has(p)) continue
      seen.add(p)
      const holder = slotOf.get(p)
      if (holder === undefined || augment(holder, seen)) {
        slotOf.set(p, slot)
        return true
      }
    }
    return false
  }
  for (let slot = 0; slot < needs.length; slot++)
    if (!augment(slot, new Set())) return nextChance(run, trial, needs, t, attendedEnd)
  trial.people = [...slotOf.keys()].sort((a, b) => a - b)
  return t
}

function freePeople(
  run: Run,
  trial: Trial,
  skill: number,
  line: MaybeTimeline,
  t: number,
  attendedEnd: number,
): number[] {
  const { shop } = run
  const free: { p: number; end: number }[] = []
  for (const p of shop.skillPeople[skill]!) {
    if (run.personFree[p]! > t) continue
    const own = shop.personLine[p]!
    if (own !== null && own !== line && nextOpen(own, t) > t) continue
    if (pinWithin(run.personPins[p]!, t, attendedEnd)) continue
    const minutes =
      trial.setup +
      (trial.attended >= 0
        ? trial.attended
        : (shop.altAttended[trial.alt]! * trial.quantity) / shop.opQuantity[trial.op]!)
    const end = own === null || own === line ? attendedEnd : finishWithPeople(shop, line, [p], t, minutes)
    if (end < Infinity) free.push({ p, end })
  }
  // Stable: people of a skill are already sorted by how versatile they are.
  return free.sort((a, b) => a.end - b.end).map((x) => x.p)
}

/** The soonest later instant at which one more person with a needed skill is there. */
function nextChance(run: Run, trial: Trial, needs: readonly number[], t: number, attendedEnd: number): number {
  const { shop } = run
  let retry = Infinity
  let who = -1
  let from = -1
  let closed = false
  for (const skill of new Set(needs))
    for (const p of shop.skillPeople[skill]!) {
      const pin = pinWithin(run.personPins[p]!, t, attendedEnd)
      const free = Math.max(run.personFree[p]!, pin ? pin.to : -Infinity)
      const at = nextOpen(shop.personLine[p]!, Math.max(free, t))
      if (at <= t || at >= retry) continue
      retry = at
      who = p
      closed = at > free
      from = pin && pin.to >= run.personFree[p]! ? run.plan.rowOp[pin.row]! : run.personLast[p]!
    }
  return inTheWay(
    run,
    trial.op,
    closed && retry < Infinity ? codeOf.calendar : codeOf.person,
    retry,
    closed ? -1 : from,
    who,
  )
}
