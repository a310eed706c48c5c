import { eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { compareMethods } from '../catalog/compare.rules.ts'
import { pushBackMethod } from '../catalog/method.commands.ts'
import { getMethodTree, masterMethodId } from '../catalog/method.queries.ts'
import { items } from '../catalog/item.tables.ts'
import { methods } from '../catalog/method.tables.ts'
import { startRevision } from '../catalog/revision.commands.ts'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { unless } from '../core/refusal.ts'
import { row, rowsOf } from '../core/rows.ts'
import { completeWorkOrder, freeMaterials, noteJobEvent } from './job.commands.ts'
import { getWorkOrder, operationsOf, workOrdersOfJob } from './job.queries.ts'
import { whyNotCompleteShort, whyNotPushBack } from './job.rules.ts'
import { operationProgress, workOrders } from './job.tables.ts'

/** Ends a work order with fewer pieces than ordered: its operations are done, and what was reserved for it is free again. */
export const completeWorkOrderShort = (ctx: Ctx, id: number, reason: string): Promise<number> =>
  inTransaction(ctx, async (tx) => {
    const workOrder = await getWorkOrder(tx.db, id, { lock: true })
    const operations = await operationsOf(tx.db, [id])
    const open = (await workOrdersOfJob(tx.db, workOrder.jobId)).filter((w) => w.parentId === id && (w.status === 'planned' || w.status === 'released' || w.status === 'started'))
    const [clocks] = await rowsOf(tx.db, sql`select count(*) as n from time_logs where work_order_id = ${id} and ended_at is null and not voided`, z.object({ n: row.number }))
    unless(whyNotCompleteShort({ ...workOrder, reason, clockedOn: clocks?.n ?? 0, openChildren: open.map((w) => w.number), atVendor: operations.reduce((n, o) => n + (o.progress?.atVendorQuantity ?? 0), 0) }))
    const left = operations.filter((o) => !o.progress?.done).map((o) => o.operation.id)
    if (left.length > 0) await tx.db.update(operationProgress).set({ done: true, doneAt: tx.now }).where(inArray(operationProgress.operationId, left))
    await freeMaterials(tx, [id])
    await noteJobEvent(tx, workOrder.jobId, 'completedShort', `${workOrder.completedQuantity} of ${workOrder.quantity}: ${reason}`, id)
    await completeWorkOrder(tx, id)
    return workOrder.jobId
  })

/**
 * Makes the items' own methods say what a work order's copy says, with every level below it. With a new revision the method
 * as it was is kept, frozen, as the former revision's, and the work order is made to the new one.
 */
export const pushBackWorkOrder = (ctx: Ctx, id: number, { revision, reason }: { revision?: string | undefined; reason: string }): Promise<number> =>
  inTransaction(ctx, async (tx) => {
    const workOrder = await getWorkOrder(tx.db, id, { lock: true })
    const [row] = await tx.db.select().from(items).where(eq(items.id, workOrder.itemId)).for('update')
    const item = found(row, 'item', workOrder.itemId)
    const master = await masterMethodId(tx.db, item.id)
    const copy = await getMethodTree(tx.db, workOrder.methodId)
    const differences = master === undefined ? 1 : compareMethods(copy, await getMethodTree(tx.db, master)).length
    unless(whyNotPushBack({ number: workOrder.number, madeTo: workOrder.revision, current: item.revision, item: item.number, differences }))
    if (revision) {
      await startRevision(tx, item.id, { revision, reason })
      await tx.db.update(methods).set({ revision }).where(eq(methods.id, workOrder.methodId))
      await tx.db.update(workOrders).set({ revision }).where(eq(workOrders.id, id))
    }
    await pushBackMethod(tx, workOrder.methodId)
    await noteJobEvent(tx, workOrder.jobId, 'pushedBack', [revision && `revision ${revision}`, reason].filter(Boolean).join(': '), id)
    return workOrder.jobId
  })
