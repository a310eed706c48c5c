import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Ctx } from '../core/ctx.ts'
import { row, rowsOf as rowsOfQuery } from '../core/rows.ts'
import type { Placement } from '../engines/scheduling/problem.model.ts'
import { operationProgress } from '../jobs/job.tables.ts'
import { wholeMinutes } from './plan.rules.ts'
import { planOperations } from './plan.tables.ts'
import { workedUntil } from './planCalendar.rules.ts'
import { isOutside, keyOf, type StepFacts, type WorkFacts } from './planFacts.model.ts'
import type { SolvedPlan } from './planProblem.rules.ts'
import { instantOf } from './planTotals.rules.ts'
import { type Names, namesOf, reasonText, unplacedText } from './planWords.rules.ts'
import { holdStepKey } from './promiseWork.rules.ts'

export type PlanRow = typeof planOperations.$inferInsert
type Found = { work: WorkFacts; step: StepFacts }

const seriesOf = (id: number) => Math.floor((-id - 1) / 100_000)
/** The row's name: the operation's id, with the number of the part behind the first; held slots have names of their own. */
const keyOfRow = ({ work, step }: Found, part: number): string =>
  `${work.holdId === null ? step.id : holdStepKey(work.holdId, seriesOf(step.id), step.id)}${part > 0 ? `.${part}` : ''}`

const identity = (found: Found, part: number) => ({
  key: keyOfRow(found, part),
  operationId: found.step.operationId,
  part,
  workOrderId: found.work.holdId === null ? found.work.id : null,
  holdId: found.work.holdId,
})

function placeOf(plan: SolvedPlan, machineId: number) {
  const key = keyOf(machineId)
  const id = Number(key.slice(1))
  return {
    workCenterId: plan.shop.centerOf.get(key) ?? null,
    machineId: key.startsWith('m') ? id : null,
    vendorId: isOutside(key) && id > 0 ? id : null,
  }
}

function rowOf(plan: SolvedPlan, p: Placement, part: number, found: Found, names: Names): PlanRow {
  const machine = plan.problem.machines.find((m) => m.id === p.machineId)
  const windows = machine?.calendarId === undefined ? [] : plan.shop.book.windows(machine.calendarId)
  const setupEnd = p.setupMinutes > 0 ? (workedUntil(windows, p.start, p.setupMinutes, true) ?? p.start) : p.start
  const share = found.step.quantityLeft > 0 ? p.quantity / found.step.quantityLeft : 1
  const waitsFor = p.reason.operationId
  return {
    ...identity(found, part),
    ...placeOf(plan, p.machineId),
    lane: p.lane,
    quantity: p.quantity,
    startAt: instantOf(p.start),
    setupEndAt: instantOf(Math.min(setupEnd, p.end)),
    endAt: instantOf(p.end),
    setupMinutes: p.setupMinutes,
    workMinutes:
      found.step.kind === 'outside' ? 0 : wholeMinutes(p.setupMinutes + found.step.runMinutesLeft * Math.min(1, share)),
    personIds: [...new Set(p.people.map((b) => b.personId))],
    reasonCode: p.reason.code,
    reason: reasonText(
      p.reason,
      { machineId: p.machineId, start: p.start, frozenUntil: plan.shop.frozenUntil },
      found.step,
      names,
    ),
    waitsForId: waitsFor !== undefined && waitsFor > 0 ? waitsFor : null,
  }
}

/** A plan as rows: where each part goes, and how it got there in words. Work that nobody ordered or holds is left out. */
export function rowsOf(plan: SolvedPlan): PlanRow[] {
  const names = namesOf(plan.facts)
  const parts = new Map<number, number>()
  const rows: PlanRow[] = []
  const of = (id: number): Found | undefined => {
    const found = names.step(id)
    return found && (found.work.id > 0 || found.work.holdId !== null) ? found : undefined
  }
  for (const p of [...plan.answer.placements].sort((a, b) => a.start - b.start)) {
    const part = parts.get(p.operationId) ?? 0
    parts.set(p.operationId, part + 1)
    const found = of(p.operationId)
    if (found) rows.push(rowOf(plan, p, part, found, names))
  }
  const nowhere = [
    ...plan.homeless,
    ...plan.answer.unplaced.map((u) => ({ operationId: u.operationId, reason: unplacedText(u.code) })),
  ]
  for (const h of nowhere) {
    const found = of(h.operationId)
    if (found)
      rows.push({
        ...identity(found, 0),
        workCenterId: null,
        machineId: null,
        vendorId: null,
        lane: 0,
        quantity: found.step.quantityLeft,
        startAt: null,
        setupEndAt: null,
        endAt: null,
        setupMinutes: 0,
        workMinutes: 0,
        personIds: [],
        reasonCode: 'none',
        reason: h.reason,
        waitsForId: null,
      })
  }
  return rows
}

/** Writes the plan, and answers how many operations somebody reports on just now: these are not waited for. */
export async function storeRows(tx: Ctx, rows: readonly PlanRow[]): Promise<number> {
  await tx.db.delete(planOperations)
  for (let i = 0; i < rows.length; i += 1000) await tx.db.insert(planOperations).values(rows.slice(i, i + 1000))
  // Released work carries its plan with its progress, where the floor and the job page read it.
  const [left] = await rowsOfQuery(
    tx.db,
    sql`
    with plan as (
      select operation_id, min(start_at) as start_at, max(end_at) as end_at, min(work_center_id) filter (where part = 0) as work_center_id, min(reason) filter (where part = 0) as reason
        from ${planOperations} where hold_id is null group by operation_id),
    other as (
      select p.id, o.start_at, o.end_at, o.work_center_id, coalesce(o.reason, '') as reason
        from ${operationProgress} p left join plan o on o.operation_id = p.operation_id
       where not p.done and (p.planned_start_at, p.planned_end_at, p.planned_work_center_id, p.planned_reason) is distinct from (o.start_at, o.end_at, o.work_center_id, coalesce(o.reason, ''))),
    free as (select p.id from ${operationProgress} p where p.id in (select id from other) order by p.id for no key update skip locked),
    stored as (
      update ${operationProgress} p set planned_start_at = o.start_at, planned_end_at = o.end_at, planned_work_center_id = o.work_center_id, planned_reason = o.reason
        from other o join free f on f.id = o.id where p.id = o.id returning p.id)
    select (select count(*) from other) - (select count(*) from stored) as count`,
    z.object({ count: row.number }),
  )
  return left?.count ?? 0
}
