import { eq } from 'drizzle-orm'
import { items } from '../catalog/item.tables.ts'
import { asInput, pushBackMethod, storeLevel } from '../catalog/method.commands.ts'
import { getMethodTree, masterMethodId } from '../catalog/method.queries.ts'
import { methods } from '../catalog/method.tables.ts'
import { startRevision } from '../catalog/revision.commands.ts'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { refuse, unless } from '../core/refusal.ts'
import { noteJobEvent } from './job.commands.ts'
import { getWorkOrder } from './job.queries.ts'
import { workOrders } from './job.tables.ts'
import { driftOf, previewPushBack } from './master.queries.ts'

/**
 * Makes the items' own methods say what a work order's copy says, with every level below it. With a new revision the method
 * as it was is kept, frozen, as the former revision's, and the work order is made to the new one.
 */
export const pushBackWorkOrder = (
  ctx: Ctx,
  id: number,
  { revision, reason }: { revision?: string | undefined; reason: string },
): Promise<number> =>
  inTransaction(ctx, async (tx) => {
    const workOrder = await getWorkOrder(tx.db, id, { lock: true })
    await tx.db.select({ id: items.id }).from(items).where(eq(items.id, workOrder.itemId)).for('update')
    const preview = await previewPushBack(tx.db, id)
    unless([...preview.whyNot, ...(revision ? preview.whyNotNewRevision : preview.whyNotInPlace)])
    if (revision) {
      await startRevision(tx, workOrder.itemId, { revision, reason })
      await setRevision(tx, id, workOrder.methodId, revision)
    }
    await pushBackMethod(tx, workOrder.methodId)
    await noteJobEvent(
      tx,
      workOrder.jobId,
      'pushedBack',
      [revision && `revision ${revision}`, reason].filter(Boolean).join(': '),
      id,
    )
    return workOrder.jobId
  })

/** Makes a work order's own level say what the item's method says today, to its revision of today. */
export const takeOverMaster = (ctx: Ctx, id: number): Promise<number> =>
  inTransaction(ctx, async (tx) => {
    const workOrder = await getWorkOrder(tx.db, id, { lock: true })
    const master = await masterMethodId(tx.db, workOrder.itemId)
    const { masterDifferences } = (await driftOf(tx.db, [{ ...workOrder, parentId: null }])).get(
      workOrder.methodId,
    ) ?? {
      masterDifferences: 0,
    }
    unless(
      refuse(
        master === undefined || masterDifferences === 0,
        'workOrder.no-differences',
        `${workOrder.number} is made as ${workOrder.itemNumber} says.`,
      ),
    )
    const tree = await getMethodTree(tx.db, master ?? 0)
    await storeLevel(tx, workOrder.methodId, asInput(tree))
    await setRevision(tx, id, workOrder.methodId, tree.revision)
    // From here on the copy comes from the master as it is now.
    await tx.db.update(methods).set({ copiedAt: tx.now }).where(eq(methods.id, workOrder.methodId))
    await noteJobEvent(
      tx,
      workOrder.jobId,
      'takenOver',
      `${masterDifferences} ${masterDifferences === 1 ? 'place' : 'places'}`,
      id,
    )
    return workOrder.jobId
  })

const setRevision = async (tx: Ctx, id: number, methodId: number, revision: string): Promise<void> => {
  await tx.db.update(methods).set({ revision }).where(eq(methods.id, methodId))
  await tx.db.update(workOrders).set({ revision }).where(eq(workOrders.id, id))
}
