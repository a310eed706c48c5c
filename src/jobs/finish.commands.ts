import { inArray } from 'drizzle-orm'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { unless } from '../core/refusal.ts'
import { whyNotFinished, whyNotLeft } from './finishGuards.queries.ts'
import { completeWorkOrder, freeMaterials, moveJob, noteJobEvent } from './job.commands.ts'
import { getWorkOrder, lockWorkOfJob, operationsOf, workOrdersOfJob } from './job.queries.ts'
import { isOpen, whyNotCompleteShort, whyNotReopen } from './job.rules.ts'
import { operationProgress, workOrders } from './job.tables.ts'
import { progressFacts } from './jobPage.queries.ts'
import { doneAt } from './quantity.rules.ts'

/** Ends a work order with fewer pieces than ordered: its operations are done, and what was reserved for it is free again. */
export const completeWorkOrderShort = (ctx: Ctx, id: number, reason: string): Promise<number> =>
  inTransaction(ctx, async (tx) => {
    const workOrder = await getWorkOrder(tx.db, id, { lock: true })
    const operations = await operationsOf(tx.db, [id])
    const children = (await workOrdersOfJob(tx.db, workOrder.jobId)).filter((w) => w.parentId === id)
    unless([
      ...whyNotCompleteShort({
        ...workOrder,
        reason,
        openChildren: children.filter((w) => isOpen(w.status)).map((w) => w.number),
        atVendor: operations.reduce((n, o) => n + (o.progress?.atVendorQuantity ?? 0), 0),
      }),
      ...(await whyNotLeft(tx.db, [id])),
      ...(await whyNotFinished(
        tx.db,
        children.map((w) => w.id),
      )),
    ])
    const left = operations.filter((o) => !o.progress?.done).map((o) => o.operation.id)
    if (left.length > 0)
      await tx.db
        .update(operationProgress)
        .set({ done: true, doneAt: tx.now })
        .where(inArray(operationProgress.operationId, left))
    await freeMaterials(tx, [id])
    await noteJobEvent(
      tx,
      workOrder.jobId,
      workOrder.completedQuantity < workOrder.quantity ? 'completedShort' : 'complete',
      `${workOrder.completedQuantity} of ${workOrder.quantity}: ${reason}`,
      id,
    )
    await completeWorkOrder(tx, id)
    return workOrder.jobId
  })

/**
 * Takes up a job again, completed or still running: the chosen work orders start once more. Operations that more pieces can still reach are open;
 * when all pieces are made, every operation is.
 */
export const reopenJob = (
  ctx: Ctx,
  id: number,
  { workOrderIds, reason }: { workOrderIds: readonly number[]; reason: string },
): Promise<number> =>
  inTransaction(ctx, async (tx) => {
    const job = await lockWorkOfJob(tx.db, id)
    const members = (await workOrdersOfJob(tx.db, id)).filter((w) => workOrderIds.includes(w.id))
    unless(whyNotReopen(job, members, reason))
    for (const w of members) {
      const facts = progressFacts(await operationsOf(tx.db, [w.id]))
      const done = doneAt(facts, w.quantity)
      const open = facts.filter((_, i) => done.at(-1) || !done[i]).map((f) => f.operationId)
      if (open.length > 0)
        await tx.db
          .update(operationProgress)
          .set({ done: false, doneAt: null })
          .where(inArray(operationProgress.operationId, open))
    }
    await tx.db
      .update(workOrders)
      .set({ status: 'started' })
      .where(
        inArray(
          workOrders.id,
          members.map((w) => w.id),
        ),
      )
    const note = `${members.map((w) => w.number).join(', ')}: ${reason}`
    if (job.status === 'completed') await moveJob(tx, job, 'reopen', note)
    else await noteJobEvent(tx, id, 'reopen', note)
    return id
  })
