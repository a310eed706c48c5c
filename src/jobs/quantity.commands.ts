import { asc, eq, inArray } from 'drizzle-orm'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { refuse, unless } from '../core/refusal.ts'
import { consumeReservation, reserveFree } from '../inventory/reservation.commands.ts'
import { familyOf } from './family.queries.ts'
import { completeWorkOrder, freeMaterials, freezeEstimates, noteJobEvent, titleOf } from './job.commands.ts'
import { getJobRow, getWorkOrder, type WorkOrderRow } from './job.queries.ts'
import { jobs, operationProgress, workOrders } from './job.tables.ts'
import { quantityFacts, type ReservationChange, reservationChanges } from './quantity.queries.ts'
import { doneAt, followedQuantities, type LevelState, whyNotChangeQuantity } from './quantity.rules.ts'

/**
 * Makes an open work order for another quantity. What is made for it follows, reservations follow what is needed, operations
 * open or end by what can still reach them, and a released level gets its estimate for the new quantity.
 */
export const changeWorkOrderQuantity = (
  ctx: Ctx,
  id: number,
  { quantity, reason }: { quantity: number; reason: string },
): Promise<number> =>
  inTransaction(ctx, async (tx) => {
    const workOrder = await getWorkOrder(tx.db, id, { lock: true })
    await lockFamily(tx, workOrder)
    const { family, parent } = await quantityFacts(tx.db, workOrder)
    unless([
      ...whyNotChangeQuantity(family, id, quantity, parent),
      ...refuse(reason.trim() === '', 'workOrder.no-reason', 'Say why the quantity changes.'),
    ])
    const title = await titleOf(tx, workOrder.jobId)
    const to = followedQuantities(family, id, quantity)
    await setQuantities(tx, family, to)
    await noteJobEvent(tx, workOrder.jobId, 'quantity', `${workOrder.quantity} → ${quantity}: ${reason}`, id)
    // A title that says what the job makes goes on saying so; one that somebody gave stays.
    if ((await getJobRow(tx.db, workOrder.jobId)).title === title)
      await tx.db
        .update(jobs)
        .set({ title: await titleOf(tx, workOrder.jobId) })
        .where(eq(jobs.id, workOrder.jobId))
    return workOrder.jobId
  })

/** What is made below follows, so nobody may report on it while it is judged. */
async function lockFamily(tx: Ctx, workOrder: WorkOrderRow): Promise<void> {
  const ids = (await familyOf(tx.db, workOrder)).map((w) => w.id)
  await tx.db
    .select({ id: workOrders.id })
    .from(workOrders)
    .where(inArray(workOrders.id, ids))
    .orderBy(asc(workOrders.id))
    .for('no key update')
}

/** Writes new quantities of work orders that were judged before, with everything that hangs on them. */
export async function setQuantities(
  tx: Ctx,
  family: readonly LevelState[],
  to: ReadonlyMap<number, number>,
): Promise<void> {
  for (const w of family) {
    const quantity = to.get(w.id)
    if (quantity === undefined || quantity === w.quantity) continue
    await tx.db.update(workOrders).set({ quantity }).where(eq(workOrders.id, w.id))
    if (w.status !== 'planned') {
      await settleOperations(tx, w, quantity)
      await refreeze(tx, w.id)
    }
  }
  for (const change of reservationChanges(family, to)) await moveReservation(tx, change)
  await completeMade(tx, family, to)
}

/** A running level of which nothing is left to do at its new quantity is completed, as its last report would have done. */
async function completeMade(tx: Ctx, family: readonly LevelState[], to: ReadonlyMap<number, number>): Promise<void> {
  for (const w of family) {
    const quantity = to.get(w.id)
    const made = quantity !== undefined && quantity < w.quantity && doneAt(w.operations, quantity).at(-1) === true
    if (!made || w.status !== 'started' || w.completedQuantity <= 0) continue
    await freeMaterials(tx, [w.id])
    await noteJobEvent(tx, w.jobId, 'complete', `${w.completedQuantity}`, w.id)
    await completeWorkOrder(tx, w.id)
  }
}

/** Raising opens operations that more pieces can reach again; lowering ends those that nothing more can reach. */
async function settleOperations(tx: Ctx, w: LevelState, quantity: number): Promise<void> {
  const reached = doneAt(w.operations, quantity)
  for (const [i, o] of w.operations.entries()) {
    const done = quantity > w.quantity ? o.done && reached[i] === true : o.done || reached[i] === true
    if (done !== o.done)
      await tx.db
        .update(operationProgress)
        .set({ done, doneAt: done ? tx.now : null })
        .where(eq(operationProgress.operationId, o.operationId))
  }
}

/** The yardstick of a released level, for the quantity that it is now for. */
async function refreeze(tx: Ctx, id: number): Promise<void> {
  await freezeEstimates(tx, [await getWorkOrder(tx.db, id)])
}

async function moveReservation(tx: Ctx, { level, material, more }: ReservationChange): Promise<void> {
  const demand = { demand: 'workOrderMaterial', demandId: material.id, itemId: material.itemId } as const
  if (more > 0) await reserveFree(tx, { ...demand, quantity: more, demandNumber: level.number })
  else await consumeReservation(tx, { ...demand, quantity: -more })
}
