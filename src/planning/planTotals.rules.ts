import { divide, round } from '../core/decimal.ts'
import type { Answer, Placement } from '../engines/scheduling/problem.model.ts'
import type { JobChange, Moved, PlanTotals } from './board.model.ts'
import { keyOf, type PlanFacts, type WorkFacts } from './planFacts.model.ts'
import { namesOf, reasonText } from './planWords.rules.ts'

const day = 1440
const hours = (minutes: number) => divide(2, minutes, 60)
const money = (value: number) => round(value, 2)
export const instantOf = (minutes: number): string => new Date(Math.round(minutes) * 60_000).toISOString()

/** An order or held slot whose work is together late or not: what the engine calls a job. */
const topsOf = (facts: PlanFacts): Map<number, WorkFacts> => {
  const tops = new Map<number, WorkFacts>()
  for (const w of facts.work) if (w.id === w.topId || !tops.has(w.topId)) tops.set(w.topId, w)
  return tops
}

function spans(facts: PlanFacts, answer: Answer): Map<number, { first: number; last: number }> {
  const topOf = new Map(facts.work.flatMap((w) => w.steps.map((s) => [s.id, w.topId] as const)))
  const found = new Map<number, { first: number; last: number }>()
  for (const p of answer.placements) {
    const top = topOf.get(p.operationId) ?? 0
    const known = found.get(top)
    if (!known) found.set(top, { first: p.start, last: p.end })
    else {
      known.first = Math.min(known.first, p.start)
      known.last = Math.max(known.last, p.end)
    }
  }
  return found
}

/** What a plan costs. A unit of lateness, work in progress or earliness is a day begun only as far as it is used. */
export function totalsOf(facts: PlanFacts, answer: Answer): PlanTotals {
  const { settings } = facts
  const tops = topsOf(facts)
  const used = spans(facts, answer)
  const late = answer.jobs.filter((j) => j.lateMinutes > 0)
  const placed = new Set(answer.placements.map((p) => p.operationId))
  let [progress, early, outside, overtime, overtimeCost] = [0, 0, 0, 0, 0]
  for (const { first, last } of used.values()) progress += (last - Math.max(first, facts.start)) / day
  for (const [id, { last }] of used) early += Math.max(0, (tops.get(id)?.dueAt ?? last) - last) / day
  for (const s of facts.work.flatMap((w) => w.steps)) if (placed.has(s.id)) outside += s.outsidePrice
  for (const t of facts.times.filter((x) => x.kind === 'overtime' && x.to > facts.start)) {
    const center = facts.centers.find((c) => c.id === t.workCenterId)
    const minutes =
      (t.to - Math.max(t.from, facts.start)) * (t.machineId === null ? Math.max(1, center?.machines ?? 1) : 1)
    overtime += minutes
    overtimeCost += (minutes / 60) * (center?.hourCost ?? 0) * (1 + settings.overtimePercent / 100)
  }
  const parts = {
    lateMoney: money(answer.lateCost),
    workInProgressMoney: money(progress * settings.workInProgressPerDay),
    earlyMoney: money(early * settings.earlyPerDay),
    overtimeMoney: money(overtimeCost),
    outsideMoney: money(outside),
  }
  const setup = money((answer.setupMinutes / 60) * settings.setupPerHour)
  return {
    ...parts,
    lateJobs: late.length,
    lateDays: divide(
      2,
      late.reduce((sum, j) => sum + j.lateMinutes, 0),
      day,
    ),
    setupHours: hours(answer.setupMinutes),
    overtimeHours: hours(overtime),
    unplaced: answer.unplaced.length,
    endAt: answer.placements.length === 0 ? null : instantOf(answer.makespanEnd),
    money: money(Object.values(parts).reduce((sum, m) => sum + m, setup)),
  }
}

type Seen = { facts: PlanFacts; answer: Answer }

/** The jobs that a change makes later, earlier, dearer or cheaper, those that lose most first. */
export function jobChanges(before: Seen, after: Seen, dayOf: (minutes: number) => string): JobChange[] {
  type Side = { end: number | null; late: number; cost: number }
  type Both = { work: WorkFacts; before?: Side; after?: Side }
  const jobs = new Map<string, Both>()
  const read = ({ facts, answer }: Seen, side: 'before' | 'after') => {
    const tops = topsOf(facts)
    for (const j of answer.jobs) {
      const work = tops.get(j.jobId)
      if (!work) continue
      const key = work.jobId === null ? `w${work.id}` : `j${work.jobId}`
      const both: Both = jobs.get(key) ?? { work }
      const known = both[side]
      // An order of several families is done with its last one.
      const end =
        known && (known.end === null || j.completion === null)
          ? null
          : Math.max(known?.end ?? -Infinity, j.completion ?? -Infinity)
      both[side] = {
        end: j.completion === null ? null : end,
        late: Math.max(known?.late ?? 0, j.lateMinutes),
        cost: (known?.cost ?? 0) + j.lateCost,
      }
      jobs.set(key, both)
    }
  }
  read(before, 'before')
  read(after, 'after')
  return [...jobs.values()]
    .map(({ work, before: a, after: b }): JobChange => {
      const loses = money((b?.cost ?? 0) - (a?.cost ?? 0))
      const on = (side: Side | undefined) => (side?.end == null ? null : dayOf(side.end))
      return {
        jobId: work.jobId,
        job: work.job,
        customers: work.customers,
        dueOn: work.dueOn,
        beforeOn: on(a),
        afterOn: on(b),
        lateDaysBefore: divide(2, a?.late ?? 0, day),
        lateDaysAfter: divide(2, b?.late ?? 0, day),
        moneyBefore: money(a?.cost ?? 0),
        moneyAfter: money(b?.cost ?? 0),
        loses,
        sense: loses > 0 ? 'loses' : loses < 0 ? 'gains' : 'same',
      }
    })
    .filter((j) => j.beforeOn !== j.afterOn || j.loses !== 0)
    .sort(
      (x, y) => y.loses - x.loses || (y.afterOn ?? '9').localeCompare(x.afterOn ?? '9') || x.job.localeCompare(y.job),
    )
}

export function firstParts(answer: Answer): Map<number, Placement> {
  const first = new Map<number, Placement>()
  for (const p of answer.placements) {
    const known = first.get(p.operationId)
    if (!known || p.start < known.start) first.set(p.operationId, p)
  }
  return first
}

/** Operations that start elsewhere or at another minute, in the order of their new starts. */
export function movesOf(before: Seen, after: Seen, frozenUntil: number): (Moved & { id: number })[] {
  const [a, b] = [firstParts(before.answer), firstParts(after.answer)]
  const [was, is] = [namesOf(before.facts), namesOf(after.facts)]
  const place = (p: Placement | undefined) =>
    p ? { resource: keyOf(p.machineId), startAt: instantOf(p.start), endAt: instantOf(p.end) } : null
  const same = (p: Placement | undefined, q: Placement | undefined) =>
    (p === undefined && q === undefined) ||
    (p !== undefined &&
      q !== undefined &&
      p.machineId === q.machineId &&
      Math.abs(p.start - q.start) < 1 &&
      Math.abs(p.end - q.end) < 1)
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter((id) => !same(a.get(id), b.get(id)))
    .map((id) => {
      const [from, to] = [a.get(id), b.get(id)]
      const found = is.step(id) ?? was.step(id)
      return {
        id,
        operationId: found?.step.operationId ?? id,
        operation: is.operation(id) || was.operation(id),
        jobId: found?.work.jobId ?? null,
        job: found?.work.job ?? '',
        before: place(from),
        after: place(to),
        why: to
          ? reasonText(to.reason, { machineId: to.machineId, start: to.start, frozenUntil }, found?.step, is)
          : '',
      }
    })
    .sort((x, y) => (x.after?.startAt ?? '9').localeCompare(y.after?.startAt ?? '9') || x.id - y.id)
}
