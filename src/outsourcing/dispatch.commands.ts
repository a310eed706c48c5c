import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { methodOperations } from '../catalog/method.tables.ts'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { nextNumber } from '../core/number.commands.ts'
import { refuse, unless } from '../core/refusal.ts'
import { startWork } from '../jobs/job.commands.ts'
import { getWorkOrder } from '../jobs/job.queries.ts'
import { operationProgress, workOrders } from '../jobs/job.tables.ts'
import { parties } from '../parties/party.tables.ts'
import { addDays, whyNotSupply } from '../purchasing/purchase.rules.ts'
import { type DispatchInput, type DispatchLineInput, dispatchMoves } from './dispatch.model.ts'
import { type Dispatch, getDispatch, todayOf } from './dispatch.queries.ts'
import { termsOf, whyNotMove, whyNotRedate, whyNotSend } from './dispatch.rules.ts'
import { dispatches, dispatchLines } from './dispatch.tables.ts'

export async function lockDispatch(tx: Ctx, id: number) {
  const [row] = await tx.db.select().from(dispatches).where(eq(dispatches.id, id)).for('update')
  return found(row, 'dispatch', id)
}

/** Locks the work orders of a dispatch, always in the same order, so that two dispatches never wait for each other in a circle. */
export async function lockWorkOrders(tx: Ctx, ids: readonly number[]): Promise<void> {
  const unique = [...new Set(ids)]
  if (unique.length > 0)
    await tx.db
      .select({ id: workOrders.id })
      .from(workOrders)
      .where(inArray(workOrders.id, unique))
      .orderBy(asc(workOrders.id))
      .for('update')
}

async function vendorOf(tx: Ctx, id: number) {
  const [row] = await tx.db.select().from(parties).where(eq(parties.id, id))
  return found(row, 'vendor', id)
}
type Vendor = Awaited<ReturnType<typeof vendorOf>>

/** Drafts a dispatch of many work orders' outside operations to one vendor. */
export const createDispatch = (ctx: Ctx, input: DispatchInput): Promise<Dispatch> =>
  inTransaction(ctx, async (tx) => {
    const vendor = await vendorOf(tx, input.vendorId)
    unless(whyNotSupply(vendor))
    const number = await nextNumber(tx, 'DC')
    const dueOn = input.dueOn ?? addDays(await todayOf(tx), await leadDaysOf(tx, vendor, input.lines))
    const [row] = await tx.db
      .insert(dispatches)
      .values({
        number,
        status: 'draft',
        vendorId: vendor.id,
        firstDueOn: dueOn,
        dueOn,
        carrier: input.carrier ?? '',
        notes: input.notes ?? '',
        createdAt: tx.now,
      })
      .returning()
    const { id } = found(row, 'dispatch', number)
    await storeLines(tx, id, vendor, input.lines)
    return getDispatch(tx.db, id)
  })

/** The longest lead of the operations; the vendor's own where they name none. */
async function leadDaysOf(tx: Ctx, vendor: Vendor, lines: readonly DispatchLineInput[]): Promise<number> {
  const rows = await tx.db
    .select({ leadDays: methodOperations.leadDays })
    .from(methodOperations)
    .where(
      inArray(
        methodOperations.id,
        lines.map((l) => l.operationId),
      ),
    )
  return Math.max(0, ...rows.map((r) => r.leadDays || vendor.leadDays))
}

/** Changes a draft; its lines are replaced by the given ones. */
export const updateDispatch = (ctx: Ctx, id: number, input: Omit<DispatchInput, 'vendorId'>): Promise<Dispatch> =>
  inTransaction(ctx, async (tx) => {
    const before = await lockDispatch(tx, id)
    unless(
      refuse(
        before.status !== 'draft',
        'dispatch.not-draft',
        `${before.number} is ${before.status}; only a draft can be changed.`,
      ),
    )
    const dueOn = input.dueOn ?? before.dueOn
    await tx.db
      .update(dispatches)
      .set({ dueOn, firstDueOn: dueOn, carrier: input.carrier ?? before.carrier, notes: input.notes ?? before.notes })
      .where(eq(dispatches.id, id))
    await tx.db.delete(dispatchLines).where(eq(dispatchLines.dispatchId, id))
    await storeLines(tx, id, await vendorOf(tx, before.vendorId), input.lines)
    return getDispatch(tx.db, id)
  })

async function storeLines(
  tx: Ctx,
  dispatchId: number,
  vendor: Vendor,
  lines: readonly DispatchLineInput[],
): Promise<void> {
  const ids = lines.map((l) => l.operationId)
  unless(refuse(new Set(ids).size < ids.length, 'dispatch.twice', 'An operation stands there twice.'))
  for (const [i, line] of lines.entries()) {
    const [row] = await tx.db
      .select({ operation: methodOperations, workOrderId: workOrders.id })
      .from(methodOperations)
      .innerJoin(workOrders, eq(workOrders.methodId, methodOperations.methodId))
      .where(eq(methodOperations.id, line.operationId))
    const { operation, workOrderId } = found(row, 'operation of a work order', line.operationId)
    const terms = termsOf(operation, vendor)
    await tx.db.insert(dispatchLines).values({
      dispatchId,
      line: i + 1,
      workOrderId,
      operationId: operation.id,
      quantity: line.quantity,
      unitPrice: line.unitPrice ?? terms.unitPrice,
      minimumCharge: line.minimumCharge ?? terms.minimumCharge,
      approvalNote: line.approvalNote ?? '',
    })
  }
}

/** The goods leave: from now on they are at the vendor, piece by piece, in the same transaction. */
export const sendDispatch = (ctx: Ctx, id: number): Promise<Dispatch> =>
  inTransaction(ctx, async (tx) => {
    await lockDispatch(tx, id)
    await lockWorkOrders(
      tx,
      (await getDispatch(tx.db, id)).lines.map((l) => l.workOrderId),
    )
    const dispatch = await getDispatch(tx.db, id)
    unless(whyNotSend(dispatch))
    for (const line of dispatch.lines) {
      await startWork(tx, await getWorkOrder(tx.db, line.workOrderId))
      await tx.db
        .update(operationProgress)
        .set({
          atVendorQuantity: sql`${operationProgress.atVendorQuantity} + ${line.quantity}`,
          startedAt: sql`coalesce(${operationProgress.startedAt}, ${tx.now})`,
        })
        .where(
          and(eq(operationProgress.operationId, line.operationId), eq(operationProgress.workOrderId, line.workOrderId)),
        )
    }
    await tx.db
      .update(dispatches)
      .set({ status: dispatchMoves.send.to, sentAt: tx.now, sentBy: tx.actor.name })
      .where(eq(dispatches.id, id))
    return getDispatch(tx.db, id)
  })

/** The vendor moved his day; the first one stays, so that his slips can be counted. */
export const redateDispatch = (ctx: Ctx, input: { id: number; dueOn: string; reason: string }): Promise<Dispatch> =>
  inTransaction(ctx, async (tx) => {
    const dispatch = await lockDispatch(tx, input.id)
    unless(whyNotRedate(dispatch, input.reason))
    const slipped = input.dueOn > dispatch.dueOn ? 1 : 0
    await tx.db
      .update(dispatches)
      .set({ dueOn: input.dueOn, slips: dispatch.slips + slipped, slipReason: input.reason })
      .where(eq(dispatches.id, input.id))
    return getDispatch(tx.db, input.id)
  })

export const cancelDispatch = (ctx: Ctx, id: number, reason: string): Promise<Dispatch> =>
  inTransaction(ctx, async (tx) => {
    const dispatch = await lockDispatch(tx, id)
    unless([
      ...whyNotMove(dispatch, 'cancel'),
      ...refuse(reason.trim() === '', 'dispatch.no-reason', 'Say why the dispatch is canceled.'),
    ])
    await tx.db
      .update(dispatches)
      .set({ status: dispatchMoves.cancel.to, canceledReason: reason })
      .where(eq(dispatches.id, id))
    return getDispatch(tx.db, id)
  })
