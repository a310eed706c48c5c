import type { Bar } from './board.model.ts'
import { workedUntil } from './planCalendar.rules.ts'
import { keyOf, type StepFacts, type WorkFacts } from './planFacts.model.ts'
import type { SolvedPlan } from './planProblem.rules.ts'
import { keysOf } from './planShop.rules.ts'
import { instantOf } from './planTotals.rules.ts'
import { namesOf, reasonText } from './planWords.rules.ts'

/** What comes before and after each step: in its work order, and over to the parent that uses it. */
export function neighborsOf(work: readonly WorkFacts[]): Map<number, { previous: number[]; next: number[] }> {
  const found = new Map<number, { previous: number[]; next: number[] }>()
  const of = (id: number) => {
    const known = found.get(id) ?? { previous: [], next: [] }
    found.set(id, known)
    return known
  }
  const join = (from: StepFacts | undefined, to: StepFacts | undefined) => {
    if (!from || !to) return
    of(from.id).next.push(to.id)
    of(to.id).previous.push(from.id)
  }
  const byId = new Map(work.map((w) => [w.id, w]))
  for (const w of work) {
    for (const [i, s] of w.steps.entries()) join(s, w.steps[i + 1])
    const parent = w.parentId === null ? undefined : byId.get(w.parentId)
    const at = w.usedAtSequence
    join(w.steps.at(-1), (at === null ? undefined : parent?.steps.find((s) => s.sequence >= at)) ?? parent?.steps[0])
  }
  return found
}

export const materialOf = (s: StepFacts): Bar['material'] =>
  !s.usesMaterial ? 'none' : s.readyAt === null ? 'ready' : s.materialMissing ? 'missing' : 'expected'

export const lateDaysOf = (lateMinutes: number): number => Math.round((lateMinutes / 1440) * 100) / 100

/** A plan as bars: what its rows would be if it were stored. */
export function barsOf(plan: SolvedPlan): (Bar & { stepId: number })[] {
  const names = namesOf(plan.facts)
  const late = new Map(plan.answer.jobs.map((j) => [j.jobId, lateDaysOf(j.lateMinutes)]))
  const neighbors = neighborsOf(plan.facts.work)
  const machines = new Map(plan.problem.machines.map((m) => [m.id, m]))
  const parts = new Map<number, number>()
  return plan.answer.placements.flatMap((p): (Bar & { stepId: number })[] => {
    const part = parts.get(p.operationId) ?? 0
    parts.set(p.operationId, part + 1)
    const found = names.step(p.operationId)
    if (!found) return []
    const { work: w, step: s } = found
    const calendarId = machines.get(p.machineId)?.calendarId
    const windows = calendarId === undefined ? [] : plan.shop.book.windows(calendarId)
    const setupEnd = p.setupMinutes > 0 ? (workedUntil(windows, p.start, p.setupMinutes, true) ?? p.start) : p.start
    const waits = p.reason.operationId
    return [
      {
        stepId: s.id,
        key: `${s.id}${part > 0 ? `.${part}` : ''}`,
        operationId: s.id > 0 ? s.id : null,
        part,
        workOrderId: w.id > 0 ? w.id : null,
        jobId: w.jobId,
        operation: `${w.number}/${s.sequence}`,
        name: s.name,
        kind: s.kind,
        job: w.job,
        customers: w.customers,
        item: w.item,
        quantity: p.quantity,
        resource: keyOf(p.machineId),
        lane: p.lane,
        personIds: [...new Set(p.people.map((b) => b.personId))],
        state: s.running || s.atVendor ? 'running' : w.id > 0 ? 'planned' : 'held',
        startAt: instantOf(p.start),
        setupEndAt: instantOf(Math.min(setupEnd, p.end)),
        endAt: instantOf(p.end),
        pinned: s.choice?.startAt != null,
        bound: s.choice?.resource != null,
        frozen: p.start < plan.shop.frozenUntil,
        rush: w.rush,
        dueOn: w.dueOn,
        lateDays: late.get(w.topId) ?? 0,
        material: materialOf(s),
        reasonCode: p.reason.code,
        reason: reasonText(
          p.reason,
          { machineId: p.machineId, start: p.start, frozenUntil: plan.shop.frozenUntil },
          s,
          names,
        ),
        waitsForId: waits !== undefined && waits > 0 ? waits : null,
        previousIds: (neighbors.get(s.id)?.previous ?? []).filter((id) => id > 0),
        nextIds: (neighbors.get(s.id)?.next ?? []).filter((id) => id > 0),
        alternatives: keysOf(plan.shop, s),
      },
    ]
  })
}
