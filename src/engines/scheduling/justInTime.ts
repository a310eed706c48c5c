import { busyOthers, type Others } from './busyOthers.ts'
import { finishWithPeople, lineOf } from './plan.ts'
import type { Answer, Link, Operation, Placement, Problem } from './problem.model.ts'
import { compile, type Shop } from './shop.ts'
import { finish, type MaybeTimeline, nextOpenTogether } from './timeline.ts'

type Follower = { operationId: number; lag: number }

/**
 * The answer with early work moved toward the day it is due, for a shop that would rather hold money than finished goods. Operations are taken
 * from the last to the first, and each is moved into the latest gap of its lane that what follows it and its job's due date allow, and in which its people
 * and tools are free; where set-up families are about, not past the next on its lane. It keeps its people. No job becomes later than it was or than it is due, and
 * set-up stays as it is. What is fixed, split, outside or in a batch, overlaps, or may not pause stays where it stands.
 */
export function justInTime(problem: Problem, answer: Answer): Answer {
  const shop = compile(problem)
  const index = new Map(problem.operations.map((o, i) => [o.id, i]))
  const parts = Map.groupBy(answer.placements, (p) => p.operationId)
  const moved = new Map<number, Placement>()
  const at = (id: number): readonly Placement[] => {
    const one = moved.get(id)
    return one ? [one] : (parts.get(id) ?? [])
  }
  const followers = followersOf(problem)
  const lanes = Map.groupBy(answer.placements, laneOf)
  const others = busyOthers(problem, answer)
  for (const p of [...answer.placements].sort((a, b) => b.start - a.start || b.end - a.end)) {
    const i = index.get(p.operationId)
    const own = i === undefined ? undefined : problem.operations[i]
    const alone = (parts.get(p.operationId) ?? []).length === 1
    if (i === undefined || own === undefined || !alone || !mayMove(problem, shop, i, own, followers)) continue
    const limit = latestEnd(shop, i, p, followers.get(p.operationId) ?? [], at)
    if (limit <= p.end + 1) continue
    const lane = (lanes.get(laneOf(p)) ?? []).filter((q) => q !== p).map((q) => moved.get(q.operationId) ?? q)
    const families = [p, ...lane].some((q) => shop.opFamily[index.get(q.operationId)!]! >= 0)
    const to = latestGap(shop, i, p, limit, lane, families, others)
    if (to) {
      moved.set(p.operationId, to)
      others.move(p, to)
    }
  }
  if (moved.size === 0) return answer
  const placements = answer.placements.map((p) => moved.get(p.operationId) ?? p)
  return { ...answer, placements, ...results(problem, answer, placements) }
}

function followersOf(problem: Problem): Map<number, (Follower & { overlap: boolean })[]> {
  const followers = new Map<number, (Follower & { overlap: boolean })[]>()
  for (const o of problem.operations)
    for (const l of o.after ?? []) {
      const known = followers.get(l.operationId) ?? []
      known.push({ operationId: o.id, lag: l.lagMinutes ?? 0, overlap: overlaps(l) })
      followers.set(l.operationId, known)
    }
  return followers
}
const overlaps = (l: Link) => l.transferQuantity !== undefined

const laneOf = (p: Placement) => `${p.machineId} ${p.lane}`

/** The latest place on the lane, between the others that stand there, that ends by the limit and is later than now. */
function latestGap(
  shop: Shop,
  i: number,
  p: Placement,
  limit: number,
  lane: Placement[],
  families: boolean,
  others: Others,
): Placement | undefined {
  const behind = lane.filter((q) => q.end > p.start + 1e-6 && q.start < limit).sort((a, b) => b.start - a.start)
  let until = limit
  const gaps: { from: number; until: number }[] = []
  for (const q of behind) {
    if (q.end < until) gaps.push({ from: q.end, until })
    until = Math.min(until, q.start)
  }
  gaps.push({ from: p.start, until })
  for (const gap of families ? gaps.slice(-1) : gaps) {
    const to = latestFree(shop, i, p, gap, others)
    if (to) return to
  }
  return undefined
}

function mayMove(
  problem: Problem,
  shop: Shop,
  i: number,
  own: Operation,
  followers: ReturnType<typeof followersOf>,
): boolean {
  if (own.fixed || own.unbroken) return false
  if ((own.after ?? []).some(overlaps) || (followers.get(own.id) ?? []).some((f) => f.overlap)) return false
  for (let a = shop.altFirst[i]!; a < shop.altFirst[i + 1]!; a++) {
    const machine = problem.machines[shop.altMachine[a]!]!
    if (machine.outside || machine.maximumLoad !== undefined) return false
  }
  return true
}

/** Until when it must be done for what follows it and for its job's due date. */
function latestEnd(
  shop: Shop,
  i: number,
  p: Placement,
  followers: readonly Follower[],
  at: (id: number) => readonly Placement[],
): number {
  const due = shop.jobDue[shop.opJob[i]!]!
  if (followers.length === 0 && due === Infinity) return p.end
  let limit = Math.max(due, p.end)
  for (const f of followers) {
    const own = at(f.operationId)
    if (own.length === 0) return p.end
    for (const q of own) limit = Math.min(limit, q.start - f.lag)
  }
  return limit
}

/** The latest placement within the gap in which its people and tools do nothing else. */
function latestFree(
  shop: Shop,
  i: number,
  p: Placement,
  gap: { from: number; until: number },
  others: Others,
): Placement | undefined {
  const by = { end: gap.until, attendedEnd: gap.until }
  for (;;) {
    const to = by.end > gap.from ? latestStart(shop, i, p, by) : undefined
    if (!to || to.start < gap.from - 1e-6) return undefined
    const people = others.peopleBusyFrom(p, to)
    const tools = others.toolsBusyFrom(p, to)
    if (people === undefined && tools === undefined) return to
    if (people !== undefined) by.attendedEnd = people
    if (tools !== undefined) by.end = tools
  }
}

/** The placement at the latest whole minute from which it still ends in time, its work begun in open time. */
function latestStart(
  shop: Shop,
  i: number,
  p: Placement,
  by: { end: number; attendedEnd: number },
): Placement | undefined {
  const machine = shop.problem.machines.findIndex((m) => m.id === p.machineId)
  let alt = shop.altFirst[i]!
  while (shop.altMachine[alt] !== machine) alt++
  const attendedLine = lineOf(shop, i, machine, true)
  const anyLine = lineOf(shop, i, machine, false)
  const people = [...new Set(p.people.map((b) => b.personId))].map((id) =>
    shop.problem.people!.findIndex((x) => x.id === id),
  )
  const attended = p.setupMinutes + shop.altAttended[alt]!
  const unattended = shop.altUnattended[alt]!
  if (attended + unattended <= 0) return undefined
  const endsOf = (start: number) => {
    const attendedEnd = finishWithPeople(shop, attendedLine, people, start, attended)
    return { attendedEnd, end: finish(anyLine, attendedEnd, unattended) }
  }
  const inTime = (ends: { attendedEnd: number; end: number }) =>
    ends.end <= by.end + 1e-6 && ends.attendedEnd <= by.attendedEnd + 1e-6
  let [low, high] = [0, Math.max(0, Math.floor(Math.min(by.end, by.attendedEnd) - p.start))]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (inTime(endsOf(p.start + middle))) low = middle
    else high = middle - 1
  }
  const lines: MaybeTimeline[] =
    attended > 0 ? [attendedLine, ...people.map((person) => shop.personLine[person]!)] : [anyLine]
  const start = nextOpenTogether(lines, p.start + low)
  if (!(start > p.start + 1) || start === Infinity) return undefined
  const ends = endsOf(start)
  if (!inTime(ends)) return undefined
  const booked = p.people.map((b) => ({ ...b, from: start, to: ends.attendedEnd }))
  return { ...p, start, ...ends, people: booked, reason: { code: 'due' } }
}

function results(
  problem: Problem,
  answer: Answer,
  placements: readonly Placement[],
): Pick<Answer, 'jobs' | 'makespanEnd'> {
  const jobOf = new Map(problem.operations.map((o) => [o.id, o.jobId]))
  const ends = new Map<number, number>()
  let makespanEnd = problem.start
  for (const p of placements) {
    const job = jobOf.get(p.operationId)!
    ends.set(job, Math.max(ends.get(job) ?? -Infinity, p.end))
    makespanEnd = Math.max(makespanEnd, p.end)
  }
  return {
    makespanEnd,
    jobs: answer.jobs.map((j) => (j.completion === null ? j : { ...j, completion: ends.get(j.jobId) ?? j.completion })),
  }
}
