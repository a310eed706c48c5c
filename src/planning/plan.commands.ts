import { eq, sql } from 'drizzle-orm'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { schedule } from '../engines/scheduling/schedule.ts'
import { operationProgress, jobs } from '../jobs/job.tables.ts'
import { setProjected } from '../sales/salesOrder.commands.ts'
import { salesOrderLines } from '../sales/sales.tables.ts'
import { dayOfMinutes, instantOf, type OpenWork, planFacts } from './plan.queries.ts'
import { outsideMachine, type PlanFacts, problemOf, reasonText, unplacedText, wholeMinutes } from './plan.rules.ts'
import { planOperations } from './plan.tables.ts'

export type PlanResult = { operations: number; unplaced: number; lateJobs: number }

type Row = typeof planOperations.$inferInsert

/** Places every operation that is not done, and how it got there in words. */
function rowsOfPlan(facts: PlanFacts, codes: ReadonlyMap<number, string>): { rows: Row[]; completion: Map<number, number | null> } {
  const { problem, homeless } = problemOf(facts)
  const answer = schedule(problem)
  const steps = new Map(facts.work.flatMap((w) => w.steps.map((s) => [s.id, { step: s, work: w }] as const)))
  const names = {
    operation: (id: number) => `${steps.get(id)?.work.number ?? ''}/${steps.get(id)?.step.sequence ?? ''}`,
    center: (id: number) => codes.get(id) ?? '',
  }
  const workOrderOf = (operationId: number) => steps.get(operationId)?.work.id ?? 0
  const rows: Row[] = answer.placements.map((p) => ({
    operationId: p.operationId,
    workOrderId: workOrderOf(p.operationId),
    workCenterId: p.machineId === outsideMachine ? null : p.machineId,
    startAt: instantOf(p.start),
    endAt: instantOf(p.end),
    workMinutes: wholeMinutes(p.setupMinutes + (steps.get(p.operationId)?.step.runMinutesLeft ?? 0)),
    reason: reasonText(p.reason, p.machineId, p.start, steps.get(p.operationId)?.step, names),
  }))
  const nowhere = [...homeless, ...answer.unplaced.map((u) => ({ operationId: u.operationId, workOrderId: workOrderOf(u.operationId), reason: unplacedText(u.code) }))]
  rows.push(...nowhere.map((h) => ({ ...h, workCenterId: null, startAt: null, endAt: null, workMinutes: 0 })))
  const stuck = new Set(homeless.map((h) => facts.work.find((w) => w.id === h.workOrderId)?.topId))
  return { rows, completion: new Map(answer.jobs.map((j) => [j.jobId, stuck.has(j.jobId) ? null : j.completion])) }
}

async function storeRows(tx: Ctx, rows: readonly Row[]): Promise<void> {
  await tx.db.delete(planOperations)
  for (let i = 0; i < rows.length; i += 1000) await tx.db.insert(planOperations).values(rows.slice(i, i + 1000))
  // Released work carries its plan with its progress, where the floor and the job page read it.
  await tx.db.execute(sql`
    update ${operationProgress} p set planned_start_at = o.start_at, planned_end_at = o.end_at, planned_work_center_id = o.work_center_id, planned_reason = coalesce(o.reason, '')
      from ${operationProgress} q left join ${planOperations} o on o.operation_id = q.operation_id
     where q.id = p.id and not p.done and (p.planned_start_at, p.planned_end_at, p.planned_work_center_id, p.planned_reason) is distinct from (o.start_at, o.end_at, o.work_center_id, coalesce(o.reason, ''))`)
}

/** What the plan says of each open job and order line: the day the last of its work orders is done; null when one has no place. */
function projections(work: readonly OpenWork[], completion: ReadonlyMap<number, number | null>, zone: string) {
  const days = { jobs: new Map<number, string | null>(), lines: new Map<number, string | null>() }
  const later = (into: Map<number, string | null>, key: number, day: string | null) => {
    const before = into.get(key)
    into.set(key, before === null || day === null ? null : before !== undefined && before > day ? before : day)
  }
  for (const { workOrder: w, job } of work) {
    const end = completion.get(w.id)
    if (end === undefined) continue // below another: its family's top says it
    const day = end === null ? null : dayOfMinutes(end, zone)
    later(days.jobs, job.id, day)
    if (w.salesOrderLineId !== null) later(days.lines, w.salesOrderLineId, day)
  }
  return days
}

/** Plans all open work anew from now on, and says what that means for jobs and order lines. Runs one at a time. */
export const replan = (ctx: Ctx): Promise<PlanResult> =>
  inTransaction(ctx, async (tx) => {
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext('plan'))`)
    const { facts, work, zone, codes } = await planFacts(tx.db, tx.now)
    const { rows, completion } = rowsOfPlan(facts, codes)
    await storeRows(tx, rows)
    const projected = projections(work, completion, zone)
    let lateJobs = 0
    const known = new Map(work.map((w) => [w.job.id, w.job]))
    for (const [id, day] of projected.jobs) {
      const job = known.get(id)
      if (day !== null && job && day > job.dueOn) lateJobs += 1
      if (job?.projectedOn !== day) await tx.db.update(jobs).set({ projectedOn: day }).where(eq(jobs.id, id))
    }
    const lines = new Map((await tx.db.select({ id: salesOrderLines.id, projectedOn: salesOrderLines.projectedOn }).from(salesOrderLines)).map((l) => [l.id, l.projectedOn]))
    for (const [id, day] of projected.lines) if (lines.get(id) !== day) await setProjected(tx, id, day)
    return { operations: rows.length, unplaced: rows.filter((r) => r.startAt === null).length, lateJobs }
  })
