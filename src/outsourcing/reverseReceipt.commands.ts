import { and, eq, sql } from 'drizzle-orm'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { roundQuantity, sum } from '../core/decimal.ts'
import { found } from '../core/missing.ts'
import { nextNumber } from '../core/number.commands.ts'
import { postCosts } from '../costing/cost.commands.ts'
import { getWorkOrder } from '../jobs/job.queries.ts'
import { operationProgress } from '../jobs/job.tables.ts'
import { takeBackOutput } from '../production/takeBack.commands.ts'
import { lockDispatch } from './dispatch.commands.ts'
import { dispatchMoves } from './dispatch.model.ts'
import { type Dispatch, getDispatch, todayOf } from './dispatch.queries.ts'
import { chargeOfReceipt, whyNotReverseReceipt } from './dispatch.rules.ts'
import { dispatches, dispatchLines, vendorReceipts } from './dispatch.tables.ts'

/**
 * Takes a wrong receipt back by a counter-receipt: the pieces are at the vendor again, what they brought about is undone,
 * and the line's charge becomes what its remaining good pieces cost, minimum included.
 */
export const reverseVendorReceipt = (ctx: Ctx, id: number, reason: string): Promise<Dispatch> =>
  inTransaction(ctx, async (tx) => {
    const [named] = await tx.db
      .select({ dispatchId: dispatchLines.dispatchId })
      .from(vendorReceipts)
      .innerJoin(dispatchLines, eq(dispatchLines.id, vendorReceipts.dispatchLineId))
      .where(eq(vendorReceipts.id, id))
    const { dispatchId } = found(named, 'vendor receipt', id)
    await lockDispatch(tx, dispatchId)
    const dispatch = await getDispatch(tx.db, dispatchId)
    const [row] = await tx.db.select().from(vendorReceipts).where(eq(vendorReceipts.id, id))
    const receipt = found(row, 'vendor receipt', id)
    const line = found(
      dispatch.lines.find((l) => l.id === receipt.dispatchLineId),
      'line of this dispatch',
      receipt.dispatchLineId,
    )
    const workOrder = await getWorkOrder(tx.db, line.workOrderId, { lock: true })
    const rework = receipt.rejectedTo === 'rework' ? receipt.rejectedQuantity : 0
    const total = sum([receipt.goodQuantity, receipt.rejectedQuantity, receipt.lostQuantity])
    await takeBackOutput(tx, {
      workOrder,
      operationId: line.operationId,
      good: receipt.goodQuantity,
      scrap: roundQuantity(total - receipt.goodQuantity - rework),
      rework,
      effects: receipt.effects,
      reason: `${receipt.number}: ${reason.trim()}`,
      refusals: whyNotReverseReceipt({
        number: receipt.number,
        isCounter: receipt.reversesId !== null,
        reversed: dispatch.receipts.some((r) => r.reversesId === id),
        reason,
      }),
    })
    await backToVendor(tx, line, receipt)
    await postCounter(tx, line, receipt, reason.trim())
    await tx.db
      .update(dispatches)
      .set({ status: dispatchMoves.reopen.to, returnedAt: null })
      .where(eq(dispatches.id, dispatchId))
    return getDispatch(tx.db, dispatchId)
  })

type Receipt = typeof vendorReceipts.$inferSelect
type Line = Dispatch['lines'][number]

async function backToVendor(tx: Ctx, line: Line, receipt: Receipt): Promise<void> {
  const total = roundQuantity(sum([receipt.goodQuantity, receipt.rejectedQuantity, receipt.lostQuantity]))
  await tx.db
    .update(dispatchLines)
    .set({
      goodQuantity: sql`${dispatchLines.goodQuantity} - ${receipt.goodQuantity}`,
      rejectedQuantity: sql`${dispatchLines.rejectedQuantity} - ${receipt.rejectedQuantity}`,
      lostQuantity: sql`${dispatchLines.lostQuantity} - ${receipt.lostQuantity}`,
    })
    .where(eq(dispatchLines.id, line.id))
  await tx.db
    .update(operationProgress)
    .set({ atVendorQuantity: sql`${operationProgress.atVendorQuantity} + ${total}` })
    .where(
      and(eq(operationProgress.operationId, line.operationId), eq(operationProgress.workOrderId, line.workOrderId)),
    )
}

async function postCounter(tx: Ctx, line: Line, receipt: Receipt, reason: string): Promise<void> {
  const amount = chargeOfReceipt(line, line.goodQuantity, -receipt.goodQuantity)
  const number = await nextNumber(tx, 'VR')
  const [counter] = await tx.db
    .insert(vendorReceipts)
    .values({
      number,
      dispatchLineId: line.id,
      receivedOn: await todayOf(tx),
      goodQuantity: -receipt.goodQuantity,
      rejectedQuantity: -receipt.rejectedQuantity,
      rejectedTo: receipt.rejectedTo,
      lostQuantity: -receipt.lostQuantity,
      amount,
      reason,
      deliveryNote: receipt.deliveryNote,
      by: tx.actor.name,
      at: tx.now,
      effects: { moveIds: [], testIds: [] },
      reversesId: receipt.id,
    })
    .returning({ id: vendorReceipts.id })
  if (amount === 0) return
  await postCosts(
    tx,
    {
      jobId: line.jobId,
      workOrderId: line.workOrderId,
      operationId: line.operationId,
      source: 'vendorReceipt',
      sourceId: found(counter, 'vendor receipt', number).id,
    },
    [
      {
        element: 'outside',
        quantity: -receipt.goodQuantity,
        rate: line.unitPrice,
        amount,
        credit: 'outsideAccrued',
        note: `${receipt.number} taken back: ${reason}`,
      },
    ],
  )
}
