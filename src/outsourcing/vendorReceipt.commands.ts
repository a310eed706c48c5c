import { and, eq, sql } from 'drizzle-orm'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { multiply, roundQuantity, sum } from '../core/decimal.ts'
import { found } from '../core/missing.ts'
import { nextNumber } from '../core/number.commands.ts'
import { type Refusal, refuse, unless } from '../core/refusal.ts'
import { postCosts } from '../costing/cost.commands.ts'
import { operationProgress } from '../jobs/job.tables.ts'
import { recordOutput } from '../production/output.commands.ts'
import { lockDispatch, lockWorkOrders } from './dispatch.commands.ts'
import { dispatchMoves, VendorReceiptInput, type VendorReceiptLine } from './dispatch.model.ts'
import { type Dispatch, getDispatch, todayOf } from './dispatch.queries.ts'
import { chargeOfReceipt, whyNotReceive } from './dispatch.rules.ts'
import { dispatches, dispatchLines, vendorReceipts } from './dispatch.tables.ts'

/**
 * What a vendor brings back, in one part or many: good pieces go on to the next operation, rejected ones are scrapped or
 * kept to be done again, lost ones are scrapped; the vendor's charge is posted once per receipt, before the pieces
 * move on, so that goods completed by it carry it.
 */
export const receiveFromVendor = (
  ctx: Ctx,
  given: VendorReceiptInput,
): Promise<{ receipt: string; dispatch: Dispatch }> =>
  inTransaction(ctx, async (tx) => {
    const input = VendorReceiptInput.parse(given)
    await lockDispatch(tx, input.dispatchId)
    const before = await getDispatch(tx.db, input.dispatchId)
    const ids = input.lines.map((l) => l.dispatchLineId)
    const lines = input.lines.map((came) => ({
      came,
      line: found(
        before.lines.find((l) => l.id === came.dispatchLineId),
        'line of this dispatch',
        came.dispatchLineId,
      ),
    }))
    const refusals: Refusal[] = refuse(
      new Set(ids).size < ids.length,
      'vendorReceipt.line-twice',
      'A line stands there twice.',
    )
    unless([...refusals, ...lines.flatMap(({ came, line }) => whyNotReceive(before, line, came))])
    await lockWorkOrders(
      tx,
      lines.map(({ line }) => line.workOrderId),
    )
    const head = {
      number: await nextNumber(tx, 'VR'),
      receivedOn: input.receivedOn ?? (await todayOf(tx)),
      deliveryNote: input.deliveryNote,
    }
    for (const { came, line } of lines) await receiveLine(tx, head, line, came)
    const after = await getDispatch(tx.db, input.dispatchId)
    if (after.atVendor === 0)
      await tx.db
        .update(dispatches)
        .set({ status: dispatchMoves.complete.to, returnedAt: tx.now })
        .where(eq(dispatches.id, input.dispatchId))
    return { receipt: head.number, dispatch: await getDispatch(tx.db, input.dispatchId) }
  })

async function receiveLine(
  tx: Ctx,
  head: { number: string; receivedOn: string; deliveryNote: string },
  line: Dispatch['lines'][number],
  came: VendorReceiptLine,
): Promise<void> {
  const total = roundQuantity(sum([came.good, came.rejected, came.lost]))
  const amount = chargeOfReceipt(line, line.goodQuantity, came.good)
  const [row] = await tx.db
    .insert(vendorReceipts)
    .values({
      ...head,
      dispatchLineId: line.id,
      goodQuantity: came.good,
      rejectedQuantity: came.rejected,
      rejectedTo: came.rejectedTo,
      lostQuantity: came.lost,
      amount,
      reason: came.reason,
      by: tx.actor.name,
      at: tx.now,
      effects: { moveIds: [], testIds: [] },
    })
    .returning({ id: vendorReceipts.id })
  const receiptId = found(row, 'vendor receipt', head.number).id
  await tx.db
    .update(dispatchLines)
    .set({
      goodQuantity: sql`${dispatchLines.goodQuantity} + ${came.good}`,
      rejectedQuantity: sql`${dispatchLines.rejectedQuantity} + ${came.rejected}`,
      lostQuantity: sql`${dispatchLines.lostQuantity} + ${came.lost}`,
    })
    .where(eq(dispatchLines.id, line.id))
  await tx.db
    .update(operationProgress)
    .set({ atVendorQuantity: sql`${operationProgress.atVendorQuantity} - ${total}` })
    .where(
      and(eq(operationProgress.operationId, line.operationId), eq(operationProgress.workOrderId, line.workOrderId)),
    )
  if (amount !== 0)
    await postCosts(
      tx,
      {
        jobId: line.jobId,
        workOrderId: line.workOrderId,
        operationId: line.operationId,
        source: 'vendorReceipt',
        sourceId: receiptId,
      },
      [
        {
          element: 'outside',
          quantity: came.good,
          rate: line.unitPrice,
          amount,
          credit: 'outsideAccrued',
          note: chargeNote(line, came.good, amount),
        },
      ],
    )
  const rework = came.rejectedTo === 'rework' ? came.rejected : 0
  const { moveIds, testIds } = await recordOutput(tx, {
    operationId: line.operationId,
    good: came.good,
    scrap: roundQuantity(total - came.good - rework),
    rework,
    cameBack: true,
  })
  if (moveIds.length + testIds.length > 0)
    await tx.db.update(vendorReceipts).set({ effects: { moveIds, testIds } }).where(eq(vendorReceipts.id, receiptId))
}

/** How the amount came about, for the cost sheet. */
const chargeNote = (
  line: { unitPrice: number; minimumCharge: number; goodQuantity: number },
  good: number,
  amount: number,
): string =>
  amount === multiply(4, good, line.unitPrice)
    ? `${good} × ${line.unitPrice}`
    : `${good} × ${line.unitPrice}, minimum ${line.minimumCharge} for the line`
