import { asc, eq, inArray, sql } from 'drizzle-orm'
import { items, units } from '../catalog/item.tables.ts'
import { methodOperations } from '../catalog/method.tables.ts'
import type { Db } from '../core/ctx.ts'
import { quantityDecimals } from '../core/decimal.ts'
import { found } from '../core/missing.ts'
import { statement } from '../core/statement.ts'
import { type MadeLevel, startQuantity } from './job.rules.ts'
import { jobs, operationProgress, workOrders } from './job.tables.ts'

export type JobRow = typeof jobs.$inferSelect
export type WorkOrderRow = typeof workOrders.$inferSelect & { itemNumber: string; itemName: string }

/** Locks leave others free to refer to the row: a lock on keys too would wait in a circle with entries that are just being posted. */
export async function getJobRow(db: Db, id: number, options?: { lock: boolean }): Promise<JobRow> {
  const query = db.select().from(jobs).where(eq(jobs.id, id))
  const [job] = await (options?.lock ? query.for('no key update') : query)
  return found(job, 'job', id)
}

const lockMembers = (db: Db, jobId: number) =>
  db
    .select({ id: workOrders.id })
    .from(workOrders)
    .where(eq(workOrders.jobId, jobId))
    .orderBy(asc(workOrders.id))
    .for('no key update')

/** A job and its work orders, for acts that change both: work orders first, as who reports on them locks. */
export async function lockWorkOfJob(db: Db, id: number): Promise<JobRow> {
  await lockMembers(db, id)
  return getJobRow(db, id, { lock: true })
}

/**
 * A job and its work orders, for acts that end them: locked in the same order. Whoever writes down something of the job (a cost) is
 * waited for too, and waits: the lock takes the key that their reference needs.
 */
export async function lockJobWithMembers(db: Db, id: number): Promise<JobRow> {
  await lockMembers(db, id)
  const [job] = await db.select().from(jobs).where(eq(jobs.id, id)).for('update')
  return found(job, 'job', id)
}

const withItem = (db: Db) =>
  db
    .select({ workOrder: workOrders, itemNumber: items.number, itemName: items.name })
    .from(workOrders)
    .innerJoin(items, eq(items.id, workOrders.itemId))
const flat = (r: {
  workOrder: typeof workOrders.$inferSelect
  itemNumber: string
  itemName: string
}): WorkOrderRow => ({ ...r.workOrder, itemNumber: r.itemNumber, itemName: r.itemName })

export const workOrdersOfJob = async (db: Db, jobId: number): Promise<WorkOrderRow[]> =>
  (await withItem(db).where(eq(workOrders.jobId, jobId)).orderBy(asc(workOrders.id))).map(flat)

export async function getWorkOrder(db: Db, id: number, options?: { lock: boolean }): Promise<WorkOrderRow> {
  if (options?.lock)
    await db.select({ id: workOrders.id }).from(workOrders).where(eq(workOrders.id, id)).for('no key update')
  const [row] = await withItem(db).where(eq(workOrders.id, id))
  return flat(found(row, 'work order', id))
}

export const operationsOf = (db: Db, workOrderIds: readonly number[]) =>
  workOrderIds.length === 0
    ? Promise.resolve([])
    : db
        .select({
          operation: methodOperations,
          progress: operationProgress,
          workOrderId: workOrders.id,
          /** Decimals of the stock unit of what the work order makes. */
          decimals: units.decimals,
        })
        .from(workOrders)
        .innerJoin(items, eq(items.id, workOrders.itemId))
        .innerJoin(units, eq(units.id, items.stockUnitId))
        .innerJoin(methodOperations, eq(methodOperations.methodId, workOrders.methodId))
        .leftJoin(operationProgress, eq(operationProgress.operationId, methodOperations.id))
        .where(inArray(workOrders.id, [...workOrderIds]))
        .orderBy(asc(workOrders.id), asc(methodOperations.sequence))
export type WorkOrderOperation = Awaited<ReturnType<typeof operationsOf>>[number]

/** A work order's losses, by its operations; without any, it is counted as finely as stock is kept. */
export const levelOf = (operations: readonly WorkOrderOperation[]): MadeLevel => ({
  decimals: operations[0]?.decimals ?? quantityDecimals,
  operations: operations.map((o) => o.operation),
})

/** How many pieces a work order starts with, by its operations; without any it starts with what it is for. */
export const startedOf = (quantity: number, operations: readonly WorkOrderOperation[]): number =>
  startQuantity(
    quantity,
    operations.map((o) => o.operation.scrapPercent),
    operations[0]?.decimals ?? quantityDecimals,
  )

const ofOperation = sql`(select method_id from method_operations where id = ${sql.placeholder('operationId')})`

const locking = statement('lockWorkOrderOfOperation', (db) =>
  db.select({ id: workOrders.id }).from(workOrders).where(eq(workOrders.methodId, ofOperation)).for('no key update'),
)

/** The work order that owns an operation of a method copy, locked against others who report on it. */
export const lockWorkOrderOfOperation = (db: Db, operationId: number) => locking(db).execute({ operationId })

const beside = statement('operationsBeside', (db) =>
  db
    .select({ operation: methodOperations, progress: operationProgress })
    .from(methodOperations)
    .leftJoin(operationProgress, eq(operationProgress.operationId, methodOperations.id))
    .where(eq(methodOperations.methodId, ofOperation))
    .orderBy(asc(methodOperations.sequence)),
)

/** All operations of the work order that has this one, in sequence. */
export const operationsBeside = (db: Db, operationId: number) => beside(db).execute({ operationId })

const workQuery = (db: Db) =>
  db
    .select({
      workOrder: workOrders,
      itemNumber: items.number,
      itemName: items.name,
      job: jobs,
      hasChildren: sql<boolean>`exists (select from work_orders c where c.parent_id = ${workOrders.id})`,
    })
    .from(workOrders)
    .innerJoin(items, eq(items.id, workOrders.itemId))
    .innerJoin(jobs, eq(jobs.id, workOrders.jobId))
    .where(eq(workOrders.methodId, ofOperation))
const work = statement('workOfOperation', (db) => workQuery(db))
// The work order first, then its job: the order in which everybody locks them.
const lockedWork = statement('lockedWorkOfOperation', (db) =>
  workQuery(db).for('no key update', { of: [workOrders, jobs] } as never),
)

/** An operation's work order, its job, and whether something is made for it; locked, neither ends nor is held meanwhile. */
export async function workOfOperation(
  db: Db,
  operationId: number,
  options?: { lock: boolean },
): Promise<{ workOrder: WorkOrderRow; job: JobRow; hasChildren: boolean }> {
  const [row] = await (options?.lock ? lockedWork : work)(db).execute({ operationId })
  const its = found(row, 'operation', operationId)
  return { workOrder: flat(its), job: its.job, hasChildren: its.hasChildren }
}

/** The work order that owns an operation of a method copy. */
export const workOrderOfOperation = async (db: Db, operationId: number): Promise<WorkOrderRow> =>
  (await workOfOperation(db, operationId)).workOrder
