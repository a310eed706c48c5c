import { and, asc, eq, inArray, ne } from 'drizzle-orm'
import { estimateMethod } from '../catalog/estimate.queries.ts'
import { methodMaterials } from '../catalog/method.tables.ts'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { nextNumber } from '../core/number.commands.ts'
import { refuse, unless } from '../core/refusal.ts'
import { ensurePlace } from '../inventory/place.commands.ts'
import { reservations } from '../inventory/stock.tables.ts'
import { salesOrderLines, salesOrders } from '../sales/sales.tables.ts'
import { type JobEvent, type JobMove, type JobStatus, jobMoves, type SplitDriver } from './job.model.ts'
import {
  getJobRow,
  type JobRow,
  lockJobWithMembers,
  lockWorkOfJob,
  operationsOf,
  workOrdersOfJob,
} from './job.queries.ts'
import { whyNotComplete, whyNotHeld, whyNotMove, whyNotRelease } from './job.rules.ts'
import { jobEvents, jobs, operationProgress, workOrders } from './job.tables.ts'
import { type PlannedOrder, plannedFromLine, planWorkOrders } from './workOrder.commands.ts'

export type NewJob = {
  title?: string
  /** One or many lines, also of several customers, become one job. */
  salesOrderLineIds?: readonly number[]
  /** Work for stock or without an order. */
  items?: readonly { itemId: number; quantity: number; dueOn: string }[]
  splitDriver?: SplitDriver
  priority?: 'normal' | 'rush'
}

/** Makes a job with a work order for every made level of each line, each owning its copy of the method. */
export const createJob = (ctx: Ctx, input: NewJob): Promise<JobRow> =>
  inTransaction(ctx, async (tx) => {
    const lineIds = [...new Set(input.salesOrderLineIds ?? [])]
    await lockOrdersOfLines(tx, lineIds)
    const taken =
      lineIds.length === 0
        ? []
        : await tx.db
            .select({ number: workOrders.number })
            .from(workOrders)
            .where(and(inArray(workOrders.salesOrderLineId, lineIds), ne(workOrders.status, 'canceled')))
    const orders: PlannedOrder[] = [
      ...(await Promise.all(lineIds.map((id) => plannedFromLine(tx, id)))),
      ...(input.items ?? []).map((i) => ({ ...i, salesOrderLineId: null, methodId: null })),
    ]
    unless([
      ...refuse(orders.length === 0, 'job.empty', 'Choose at least one order line or item.'),
      ...refuse(
        taken.length > 0,
        'job.line-taken',
        `The order line is made already by ${taken.map((t) => t.number).join(', ')}.`,
      ),
    ])
    return makeJob(tx, input, orders)
  })

/** Two people who make a job for one order line come one after the other; the orders in one direction, so that neither waits for the other. */
const lockOrdersOfLines = (tx: Ctx, lineIds: readonly number[]) =>
  tx.db
    .select({ id: salesOrders.id })
    .from(salesOrders)
    .where(
      inArray(
        salesOrders.id,
        tx.db
          .select({ id: salesOrderLines.salesOrderId })
          .from(salesOrderLines)
          .where(inArray(salesOrderLines.id, [...lineIds])),
      ),
    )
    .orderBy(asc(salesOrders.id))
    .for('update')

/** The job with its work orders, once it is known that it may be made. */
export const makeJob = (
  ctx: Ctx,
  input: Pick<NewJob, 'title' | 'splitDriver' | 'priority'>,
  orders: readonly PlannedOrder[],
): Promise<JobRow> =>
  inTransaction(ctx, async (tx) => {
    const dueOn = orders.map((o) => o.dueOn).sort()[0] ?? ''
    const [job] = await tx.db
      .insert(jobs)
      .values({
        number: await nextNumber(tx, 'J'),
        title: input.title ?? '',
        status: 'planned',
        holdReason: '',
        splitDriver: input.splitDriver ?? 'quantity',
        priority: input.priority ?? 'normal',
        dueOn,
        createdAt: tx.now,
      })
      .returning()
    const id = found(job, 'job', 'new').id
    for (const order of orders) await planWorkOrders(tx, id, order)
    if (!input.title)
      await tx.db
        .update(jobs)
        .set({ title: await titleOf(tx, id) })
        .where(eq(jobs.id, id))
    await noteJobEvent(tx, id, 'created', '')
    return getJobRow(tx.db, id)
  })

/** What a job makes, in words; work orders that were canceled are not made. */
export const titleOf = async (tx: Ctx, jobId: number): Promise<string> => {
  const tops = (await workOrdersOfJob(tx.db, jobId)).filter((w) => w.parentId === null && w.status !== 'canceled')
  return tops
    .map((w) => `${w.quantity} × ${w.itemName}`)
    .join(', ')
    .slice(0, 200)
}

/** Keeps what happened to a job; whatever happens to one may move others in the plan. */
export async function noteJobEvent(
  tx: Ctx,
  jobId: number,
  event: JobEvent,
  note: string,
  workOrderId: number | null = null,
): Promise<void> {
  await tx.db.insert(jobEvents).values({ jobId, workOrderId, at: tx.now, by: tx.actor.name, event, note })
}

/** Gives back the stock that is reserved for work orders which will not be made. */
export const freeMaterials = (tx: Ctx, workOrderIds: readonly number[]) =>
  tx.db.delete(reservations).where(
    and(
      eq(reservations.demand, 'workOrderMaterial'),
      inArray(
        reservations.demandId,
        tx.db
          .select({ id: methodMaterials.id })
          .from(methodMaterials)
          .innerJoin(workOrders, eq(workOrders.methodId, methodMaterials.methodId))
          .where(inArray(workOrders.id, [...workOrderIds])),
      ),
    ),
  )

/** The one place where a job's status changes; its open work orders move with it. */
export async function moveJob(tx: Ctx, job: JobRow, move: JobMove, note = ''): Promise<JobRow> {
  unless(whyNotMove(job.status, move))
  const { from, to } = jobMoves[move]
  const stamp = {
    release: { releasedAt: tx.now },
    start: { startedAt: tx.now },
    complete: { completedAt: tx.now },
    close: { closedAt: tx.now },
    unrelease: { releasedAt: null },
    reopen: { completedAt: null },
    cancel: {},
  }[move]
  await tx.db
    .update(jobs)
    .set({ status: to, ...stamp })
    .where(eq(jobs.id, job.id))
  if (move !== 'start' && move !== 'complete' && move !== 'reopen')
    await tx.db
      .update(workOrders)
      .set({ status: to })
      .where(and(eq(workOrders.jobId, job.id), inArray(workOrders.status, [...from] as JobStatus[])))
  await noteJobEvent(tx, job.id, move, note)
  return getJobRow(tx.db, job.id)
}

/** Gives every work order its place in production and every operation its progress row, and lets people start. */
export const releaseJob = (ctx: Ctx, id: number): Promise<JobRow> =>
  inTransaction(ctx, async (tx) => {
    const job = await lockWorkOfJob(tx.db, id)
    const members = (await workOrdersOfJob(tx.db, id)).filter((w) => w.status !== 'canceled')
    const operations = await operationsOf(
      tx.db,
      members.map((w) => w.id),
    )
    unless(
      whyNotRelease({
        ...job,
        workOrders: members.map((w) => ({
          ...w,
          operations: operations.filter((o) => o.workOrderId === w.id).map((o) => o.operation),
        })),
      }),
    )
    await readyForWork(tx, members)
    await freezeEstimates(
      tx,
      members.filter((w) => w.parentId === null),
    )
    return moveJob(tx, job, 'release')
  })

/** A place in production for every work order, and a progress row for every operation that has none yet. */
export async function readyForWork(tx: Ctx, members: readonly { id: number; number: string }[]): Promise<void> {
  for (const w of members) {
    const place = await ensurePlace(tx, { code: w.number, name: `In process: ${w.number}`, kind: 'production' })
    await tx.db.update(workOrders).set({ placeId: place.id }).where(eq(workOrders.id, w.id))
  }
  const operations = await operationsOf(
    tx.db,
    members.map((w) => w.id),
  )
  const fresh = operations
    .filter((o) => o.progress === null)
    .map((o) => ({ workOrderId: o.workOrderId, operationId: o.operation.id }))
  if (fresh.length > 0) await tx.db.insert(operationProgress).values(fresh)
}

/** What each level should cost, at the rates of the day it was released. */
export async function freezeEstimates(tx: Ctx, tops: readonly { methodId: number; quantity: number }[]): Promise<void> {
  for (const top of tops) {
    const { levels } = await estimateMethod(tx.db, top.methodId, top.quantity)
    for (const level of levels)
      await tx.db
        .update(workOrders)
        .set({ estimatedUnitCost: level.unitCost, estimatedCosts: level.own })
        .where(eq(workOrders.methodId, level.methodId))
  }
}

/** The first clock, issue or report starts the job and the work order by itself. A caller that has read the job already gives it. */
export async function startWork(
  tx: Ctx,
  workOrder: { id: number; jobId: number; status: JobStatus },
  known?: JobRow,
): Promise<void> {
  const job = known ?? (await getJobRow(tx.db, workOrder.jobId))
  unless(whyNotHeld(job.holdReason))
  if (workOrder.status === 'released')
    // Not every caller locks the work order: one that somebody has completed meanwhile stays so.
    await tx.db
      .update(workOrders)
      .set({ status: 'started' })
      .where(and(eq(workOrders.id, workOrder.id), eq(workOrders.status, 'released')))
  if (job.status !== 'released') return
  // Whoever came first has started it meanwhile.
  const locked = await getJobRow(tx.db, job.id, { lock: true })
  if (locked.status === 'released') await moveJob(tx, locked, 'start')
}

/** Completes a work order; the last one completes its job. */
export async function completeWorkOrder(tx: Ctx, workOrderId: number): Promise<void> {
  const [row] = await tx.db
    .update(workOrders)
    .set({ status: 'completed' })
    .where(eq(workOrders.id, workOrderId))
    .returning()
  const job = await getJobRow(tx.db, found(row, 'work order', workOrderId).jobId, { lock: true })
  const members = await workOrdersOfJob(tx.db, job.id)
  if (whyNotComplete({ ...job, workOrders: members }).length === 0) await moveJob(tx, job, 'complete')
}

export type JobChange = {
  title?: string | undefined
  dueOn?: string | undefined
  priority?: 'normal' | 'rush' | undefined
  splitDriver?: SplitDriver | undefined
}

export const changeJob = (ctx: Ctx, id: number, change: JobChange): Promise<JobRow> =>
  inTransaction(ctx, async (tx) => {
    const job = await getJobRow(tx.db, id, { lock: true })
    unless(refuse(job.status === 'closed' || job.status === 'canceled', 'job.over', `The job is ${job.status}.`))
    const set = Object.fromEntries(Object.entries(change).filter(([, v]) => v !== undefined))
    if (Object.keys(set).length > 0) await tx.db.update(jobs).set(set).where(eq(jobs.id, id))
    return getJobRow(tx.db, id)
  })

/** Takes a release back while nobody has started. */
export const unreleaseJob = (ctx: Ctx, id: number): Promise<JobRow> =>
  inTransaction(ctx, async (tx) => moveJob(tx, await lockJobWithMembers(tx.db, id), 'unrelease'))

export const holdJob = (ctx: Ctx, id: number, reason: string): Promise<JobRow> =>
  inTransaction(ctx, async (tx) => {
    const job = await getJobRow(tx.db, id, { lock: true })
    unless([
      ...refuse(reason.trim() === '', 'job.no-reason', 'Say why the job is held.'),
      ...refuse(job.holdReason !== '', 'job.held', 'The job is on hold already.'),
      ...refuse(job.status === 'closed' || job.status === 'canceled', 'job.over', `The job is ${job.status}.`),
    ])
    await tx.db.update(jobs).set({ holdReason: reason }).where(eq(jobs.id, id))
    await noteJobEvent(tx, id, 'hold', reason)
    return getJobRow(tx.db, id)
  })

export const resumeJob = (ctx: Ctx, id: number): Promise<JobRow> =>
  inTransaction(ctx, async (tx) => {
    const job = await getJobRow(tx.db, id, { lock: true })
    unless(refuse(job.holdReason === '', 'job.not-held', 'The job is not on hold.'))
    await tx.db.update(jobs).set({ holdReason: '' }).where(eq(jobs.id, id))
    await noteJobEvent(tx, id, 'resume', job.holdReason)
    return getJobRow(tx.db, id)
  })

export const cancelJob = (ctx: Ctx, id: number, reason: string): Promise<JobRow> =>
  inTransaction(ctx, async (tx) => {
    const job = await lockJobWithMembers(tx.db, id)
    unless([
      ...whyNotMove(job.status, 'cancel'),
      ...refuse(reason.trim() === '', 'job.no-reason', 'Say why the job is canceled.'),
    ])
    await freeMaterials(
      tx,
      (await workOrdersOfJob(tx.db, id)).map((w) => w.id),
    )
    return moveJob(tx, job, 'cancel', reason)
  })
