import { and, eq, inArray, or, sql } from 'drizzle-orm'
import { items } from '../catalog/item.tables.ts'
import { methodOperations } from '../catalog/method.tables.ts'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { costDecimals, divide, multiply, split, sum } from '../core/decimal.ts'
import { found } from '../core/missing.ts'
import { refuse, unless } from '../core/refusal.ts'
import { statement } from '../core/statement.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { postMove } from '../inventory/stock.commands.ts'
import { whyNotFinished } from '../jobs/finishGuards.queries.ts'
import { moveJob } from '../jobs/job.commands.ts'
import type { SplitDriver } from '../jobs/job.model.ts'
import {
  getJobRow,
  getWorkOrder,
  type JobRow,
  lockJobWithMembers,
  operationsOf,
  type WorkOrderRow,
  workOrdersOfJob,
} from '../jobs/job.queries.ts'
import { driverWeight, whyNotMove } from '../jobs/job.rules.ts'
import { jobs } from '../jobs/job.tables.ts'
import { employees, laborGrades, workCenters } from '../plant/plant.tables.ts'
import type { CostSource } from './cost.model.ts'
import { inProcessOf } from './cost.queries.ts'
import { type Cost, closingEntry, costsOfTime, creditOfCharge, whyNotWriteOff } from './cost.rules.ts'
import { charges, costEntries } from './cost.tables.ts'

export type CostFact = {
  jobId: number
  workOrderId: number
  operationId?: number | null
  source: CostSource
  sourceId: number
}

const statusOf = statement('statusOfJob', (db) =>
  db
    .select({ status: jobs.status })
    .from(jobs)
    .where(eq(jobs.id, sql.placeholder('jobId'))),
)

const rates = statement('ratesOfTime', (db) =>
  db
    .select({
      laborRate: laborGrades.ratePerHour,
      machineRate: workCenters.machineRatePerHour,
      overheadDriver: workCenters.overheadDriver,
      overheadRate: workCenters.overheadRate,
      crew: methodOperations.crew,
      attendedPercent: methodOperations.attendedPercent,
    })
    .from(methodOperations)
    .innerJoin(workCenters, eq(workCenters.id, sql.placeholder('workCenterId')))
    .innerJoin(employees, eq(employees.id, sql.placeholder('employeeId')))
    .innerJoin(laborGrades, eq(laborGrades.id, employees.laborGradeId))
    .where(eq(methodOperations.id, sql.placeholder('operationId'))),
)

/**
 * Posts what one fact costs, exactly once: a fact posted before is left as it is. What comes after the job was closed is
 * posted as what it is and settled at once against closing variance, so that the cost sheet tells the truth and
 * nothing comes back into process.
 */
export async function postCosts(tx: Ctx, fact: CostFact, costs: readonly Cost[]): Promise<void> {
  if (costs.length === 0) return
  const byElement = new Map<string, Cost>()
  for (const c of costs) {
    // One fact may cost labor and machine time of the same element (set-up): one entry each would break "once per element".
    const same = byElement.get(c.element)
    byElement.set(
      c.element,
      same ? { ...same, amount: sum([same.amount, c.amount]), note: `${same.note}; ${c.note}` } : c,
    )
  }
  const posting = tx.db
    .insert(costEntries)
    .values(
      [...byElement.values()].map((c) => ({
        at: tx.now,
        jobId: fact.jobId,
        workOrderId: fact.workOrderId,
        operationId: fact.operationId ?? null,
        ...c,
        source: fact.source,
        sourceId: fact.sourceId,
      })),
    )
    .onConflictDoNothing()
    .returning()
    .execute()
  // Asked after the entry, whose reference holds the job's key: a job that is just being closed was waited for, and no other closes before this is posted.
  const [posted, [job]] = await Promise.all([posting, statusOf(tx.db).execute({ jobId: fact.jobId })])
  if (job?.status !== 'closed' || posted.length === 0) return
  // A late entry's settlement names the entry; it never meets a closing entry, whose element is scrap.
  const settled = posted.map(({ id, at, jobId, workOrderId, operationId, element, amount }) => ({
    at,
    jobId,
    workOrderId,
    operationId,
    element,
    quantity: 1,
    rate: -amount,
    amount: -amount,
    credit: 'closingVariance' as const,
    source: 'close' as const,
    sourceId: id,
    note: 'Came after the job was closed',
  }))
  await tx.db.insert(costEntries).values(settled)
}

export type TimeToCost = {
  id: number
  employeeId: number
  operationId: number
  workCenterId: number
  jobId: number
  workOrderId: number
  activity: 'setup' | 'run' | 'rework'
  minutes: number
}

/** The person's grade and the work center's rates of now. */
export const ratesOfTime = async (
  tx: Ctx,
  log: Pick<TimeToCost, 'operationId' | 'employeeId' | 'workCenterId'>,
): Promise<TimeRates> => found((await rates(tx.db).execute({ ...log }))[0], 'operation', log.operationId)

type TimeRates = Awaited<ReturnType<ReturnType<typeof rates>['execute']>>[number]

/** A closed time log's cost. */
export const costTime = (tx: Ctx, log: TimeToCost, at: TimeRates, source: CostSource = 'timeLog'): Promise<void> =>
  postCosts(
    tx,
    { jobId: log.jobId, workOrderId: log.workOrderId, operationId: log.operationId, source, sourceId: log.id },
    costsOfTime({ ...at, activity: log.activity, minutes: log.minutes }),
  )

export type TimeCorrection = {
  id: number
  timeLogId: number
  jobId: number
  workOrderId: number
  operationId: number
  minutesBefore: number
  minutesAfter: number
}

/**
 * Posts what a corrected time log costs more or less than before, at the rates it was costed with then.
 * `earlier` are the corrections of the same log that are posted already.
 */
export async function correctTimeCost(tx: Ctx, c: TimeCorrection, earlier: readonly number[]): Promise<void> {
  const posted = await tx.db
    .select()
    .from(costEntries)
    .where(
      or(
        and(eq(costEntries.source, 'timeLog'), eq(costEntries.sourceId, c.timeLogId)),
        and(eq(costEntries.source, 'correction'), inArray(costEntries.sourceId, [...earlier])),
      ),
    )
  const ratio = c.minutesBefore === 0 ? 0 : divide(12, c.minutesAfter, c.minutesBefore) - 1
  const costs = [...new Set(posted.map((p) => p.element))].flatMap((element): Cost[] => {
    const of = posted.filter((p) => p.element === element)
    const amount = multiply(4, sum(of.map((p) => p.amount)), ratio)
    const [first] = of
    return amount === 0 || !first
      ? []
      : [
          {
            element,
            quantity: multiply(6, sum(of.map((p) => p.quantity)), ratio),
            rate: first.rate,
            amount,
            credit: first.credit,
            note: `${c.minutesBefore} min corrected to ${c.minutesAfter} min`,
          },
        ]
  })
  await postCosts(
    tx,
    { jobId: c.jobId, workOrderId: c.workOrderId, operationId: c.operationId, source: 'correction', sourceId: c.id },
    costs,
  )
}

export type Charge = {
  jobId: number
  workOrderId: number | null
  element: Cost['element']
  amount: number
  note: string
}

/** Charges a job or one of its work orders; on a whole job the amount is split by its driver and the parts add up to it. */
export const chargeJob = (ctx: Ctx, input: Charge): Promise<{ id: number }> =>
  inTransaction(ctx, async (tx) => {
    const job = await getJobRow(tx.db, input.jobId, { lock: true })
    const open = (await workOrdersOfJob(tx.db, input.jobId)).filter((w) => w.status !== 'canceled')
    const bearers =
      input.workOrderId === null
        ? open.filter((w) => w.parentId === null)
        : open.filter((w) => w.id === input.workOrderId)
    unless([
      ...refuse(job.status === 'canceled', 'charge.canceled', `${job.number} is canceled.`),
      ...refuse(
        job.status === 'closed' && input.element === 'scrap',
        'charge.closed',
        `${job.number} is closed; its scrap is settled.`,
      ),
      ...refuse(input.amount === 0, 'charge.nothing', 'The amount must not be 0.'),
      ...refuse(bearers.length === 0, 'charge.nobody', 'The job has no such work order.'),
    ])
    const [charge] = await tx.db
      .insert(charges)
      .values({ ...input, at: tx.now, by: tx.actor.name })
      .returning({ id: charges.id })
    const { id } = found(charge, 'charge', input.jobId)
    const parts = split(input.amount, await weightsOf(tx, job.splitDriver, bearers), costDecimals)
    for (const [i, w] of bearers.entries()) {
      const amount = parts[i] ?? 0
      await postCosts(tx, { jobId: job.id, workOrderId: w.id, source: 'charge', sourceId: id }, [
        {
          element: input.element,
          quantity: 1,
          rate: amount,
          amount,
          credit: creditOfCharge(input.element),
          note: input.note,
        },
      ])
    }
    return { id }
  })

export type ScrapLoss = {
  workOrderId: number
  /** Cost of the spoiled pieces less what they still bring; a loss of the period. */
  loss: number
  /** What is kept of them: an item that goes to stores, at the value that it still has. */
  salvage?: { itemId: number; quantity: number; value: number } | null
  note: string
}

/** Takes abnormal spoilage out of the job. Normal scrap needs no act: it stays, and the good pieces cost more. */
export const writeOffScrap = (ctx: Ctx, input: ScrapLoss): Promise<{ inProcess: number }> =>
  inTransaction(ctx, async (tx) => {
    const w = await getWorkOrder(tx.db, input.workOrderId, { lock: true })
    const left = async () => (await inProcessOf(tx.db, [w.id])).get(w.id) ?? 0
    unless(whyNotWriteOff({ ...w, inProcess: await left() }, input.loss, input.salvage?.value ?? 0))
    if (input.salvage)
      await postMove(tx, {
        ...input.salvage,
        fromPlaceId: w.placeId ?? 0,
        toPlaceId: (await wellKnown(tx, 'stores')).id,
        document: 'scrap',
        documentNumber: w.number,
        reason: input.note,
      })
    if (input.loss > 0)
      await chargeJob(tx, {
        jobId: w.jobId,
        workOrderId: w.id,
        element: 'scrap',
        amount: -input.loss,
        note: input.note,
      })
    return { inProcess: await left() }
  })

/** What each work order weighs by the job's split driver. */
async function weightsOf(tx: Ctx, driver: SplitDriver, members: readonly WorkOrderRow[]): Promise<number[]> {
  const facts = await tx.db
    .select()
    .from(items)
    .where(
      inArray(
        items.id,
        members.map((w) => w.itemId),
      ),
    )
  const operations = await operationsOf(
    tx.db,
    members.map((w) => w.id),
  )
  return members.map((w) => {
    const item = found(
      facts.find((i) => i.id === w.itemId),
      'item',
      w.itemId,
    )
    const runMinutes = sum(operations.filter((o) => o.workOrderId === w.id).map((o) => o.operation.runMinutes))
    return driverWeight(driver, {
      quantity: w.quantity,
      weightKg: item.weightKg,
      areaM2: item.areaM2,
      runMinutes,
      value: w.estimatedUnitCost,
    })
  })
}

/** Closes a job: whatever is left in process is settled by its sign against closing variance, and its numbers are final. */
export const closeJob = (ctx: Ctx, id: number): Promise<JobRow> =>
  inTransaction(ctx, async (tx) => {
    const job = await lockJobWithMembers(tx.db, id)
    const members = await workOrdersOfJob(tx.db, id)
    unless([
      ...whyNotMove(job.status, 'close'),
      ...(await whyNotFinished(
        tx.db,
        members.map((w) => w.id),
      )),
    ])
    const left = await inProcessOf(
      tx.db,
      members.map((w) => w.id),
    )
    for (const w of members) {
      const entry = closingEntry(left.get(w.id) ?? 0)
      if (entry)
        await postCosts(tx, { jobId: id, workOrderId: w.id, source: 'close', sourceId: w.id }, [
          {
            element: 'scrap',
            quantity: 1,
            rate: entry.amount,
            amount: entry.amount,
            credit: 'closingVariance',
            note: entry.note,
          },
        ])
    }
    return moveJob(tx, job, 'close')
  })
