import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { methodOperations } from '../catalog/method.tables.ts'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { sum } from '../core/decimal.ts'
import { found } from '../core/missing.ts'
import { row, rowsOf } from '../core/rows.ts'
import { unless } from '../core/refusal.ts'
import { moveJob } from '../jobs/job.commands.ts'
import { getJobRow, type JobRow, workOrdersOfJob } from '../jobs/job.queries.ts'
import { whyNotMove } from '../jobs/job.rules.ts'
import { employees, laborGrades, workCenters } from '../plant/plant.tables.ts'
import type { CostSource } from './cost.model.ts'
import { closingEntry, type Cost, costsOfTime } from './cost.rules.ts'
import { costEntries } from './cost.tables.ts'

export type CostFact = { jobId: number; workOrderId: number; operationId?: number | null; source: CostSource; sourceId: number }

/** Posts what one fact costs, exactly once: a fact posted before is left as it is. */
export async function postCosts(tx: Ctx, fact: CostFact, costs: readonly Cost[]): Promise<void> {
  if (costs.length === 0) return
  const byElement = new Map<string, Cost>()
  for (const c of costs) {
    // One fact may cost labor and machine time of the same element (set-up): one entry each would break "once per element".
    const same = byElement.get(c.element)
    byElement.set(c.element, same ? { ...same, amount: sum([same.amount, c.amount]), note: `${same.note}; ${c.note}` } : c)
  }
  await tx.db
    .insert(costEntries)
    .values([...byElement.values()].map((c) => ({ at: tx.now, jobId: fact.jobId, workOrderId: fact.workOrderId, operationId: fact.operationId ?? null, ...c, source: fact.source, sourceId: fact.sourceId })))
    .onConflictDoNothing()
}

export type TimeToCost = { id: number; employeeId: number; operationId: number; workCenterId: number; jobId: number; workOrderId: number; activity: 'setup' | 'run' | 'rework'; minutes: number }

/** A closed time log's cost at the person's grade and the work center's rates of now. */
export async function costTime(tx: Ctx, log: TimeToCost, source: CostSource = 'timeLog'): Promise<void> {
  const [rates] = await tx.db
    .select({ laborRate: laborGrades.ratePerHour, machineRate: workCenters.machineRatePerHour, overheadDriver: workCenters.overheadDriver, overheadRate: workCenters.overheadRate, crew: methodOperations.crew, attendedPercent: methodOperations.attendedPercent })
    .from(methodOperations)
    .innerJoin(workCenters, eq(workCenters.id, log.workCenterId))
    .innerJoin(employees, eq(employees.id, log.employeeId))
    .innerJoin(laborGrades, eq(laborGrades.id, employees.laborGradeId))
    .where(eq(methodOperations.id, log.operationId))
  await postCosts(tx, { jobId: log.jobId, workOrderId: log.workOrderId, operationId: log.operationId, source, sourceId: log.id }, costsOfTime({ ...found(rates, 'operation', log.operationId), activity: log.activity, minutes: log.minutes }))
}

/** The cost now in process of work orders: what stock moves brought and took, and what was posted on them. */
export async function inProcessOf(tx: Pick<Ctx, 'db'>, workOrderIds: readonly number[]): Promise<Map<number, number>> {
  if (workOrderIds.length === 0) return new Map()
  const rows = await rowsOf(
    tx.db,
    sql`select w.id, coalesce((select sum(b.value) from stock_balances b where b.place_id = w.place_id), 0)
        + coalesce((select sum(c.amount) from cost_entries c where c.work_order_id = w.id), 0) as amount
      from work_orders w where w.id in (${sql.join(workOrderIds.map((id) => sql`${id}`), sql`, `)})`,
    z.object({ id: row.id, amount: row.number }),
  )
  return new Map(rows.map((r) => [r.id, r.amount]))
}

/** A charge typed in: tooling, freight, or anything that no other fact brings. */
export const chargeWorkOrder = (ctx: Ctx, input: { workOrderId: number; jobId: number; element: Cost['element']; amount: number; note: string; sourceId: number }): Promise<void> =>
  inTransaction(ctx, (tx) =>
    postCosts(tx, { jobId: input.jobId, workOrderId: input.workOrderId, source: 'charge', sourceId: input.sourceId }, [{ element: input.element, quantity: 1, rate: input.amount, amount: input.amount, credit: 'otherApplied', note: input.note }]),
  )

/** Closes a job: whatever is left in process is settled by its sign against closing variance, and its numbers are final. */
export const closeJob = (ctx: Ctx, id: number): Promise<JobRow> =>
  inTransaction(ctx, async (tx) => {
    const job = await getJobRow(tx.db, id, { lock: true })
    unless(whyNotMove(job.status, 'close'))
    const members = await workOrdersOfJob(tx.db, id)
    const left = await inProcessOf(tx, members.map((w) => w.id))
    for (const w of members) {
      const entry = closingEntry(left.get(w.id) ?? 0)
      if (entry) await postCosts(tx, { jobId: id, workOrderId: w.id, source: 'close', sourceId: w.id }, [{ element: 'scrap', quantity: 1, rate: entry.amount, amount: entry.amount, credit: 'closingVariance', note: entry.note }])
    }
    return moveJob(tx, job, 'close')
  })
