import { and, desc, eq, sql } from 'drizzle-orm'
import type { Ctx } from '../core/ctx.ts'
import { divide, multiply, roundQuantity, sum } from '../core/decimal.ts'
import { found } from '../core/missing.ts'
import { postCosts } from '../costing/cost.commands.ts'
import { costEntries } from '../costing/cost.tables.ts'
import { noteIssued } from '../jobs/issued.commands.ts'
import { receiptValue } from './purchase.rules.ts'
import { purchaseOrderLines, purchasePegs, receiptLines } from './purchase.tables.ts'

/** What of a received service was bought for one work order. */
export type ServiceShare = { peg: typeof purchasePegs.$inferSelect; share: number }

/**
 * A service that came moves no stock: what it costs goes straight to the work orders it was bought for, as outside cost,
 * and their material line, if they named one, has it. What was bought for no work order is no job's cost.
 */
export async function receiveService(
  tx: Ctx,
  receipt: { receiptId: number; number: string; exchangeRate: number },
  line: typeof purchaseOrderLines.$inferSelect & { item: string },
  quantity: number,
  shares: readonly (ServiceShare & { jobId: number })[],
): Promise<void> {
  const unitCost = divide(4, receiptValue(quantity, line.unitPrice, receipt.exchangeRate), quantity)
  const [row] = await tx.db
    .insert(receiptLines)
    .values({ receiptId: receipt.receiptId, purchaseOrderLineId: line.id, quantity, unitCost })
    .returning({ id: receiptLines.id })
  const sourceId = found(row, 'receipt line', receipt.number).id
  // Two material lines of one work order are one cost of it: a fact is posted once for each work order.
  for (const [workOrderId, mine] of Map.groupBy(shares, (s) => s.peg.workOrderId)) {
    const share = roundQuantity(sum(mine.map((s) => s.share)))
    await postCosts(tx, { jobId: mine[0]?.jobId ?? 0, workOrderId, source: 'serviceReceipt', sourceId }, [
      {
        element: 'outside',
        quantity: share,
        rate: unitCost,
        amount: receiptValue(share, line.unitPrice, receipt.exchangeRate),
        credit: 'accruedPurchases',
        note: `${receipt.number} ${line.item}`,
      },
    ])
    for (const { peg, share: part } of mine)
      if (peg.materialId !== null)
        await noteIssued(tx, workOrderId, peg.materialId, line.itemId, part, multiply(4, part, unitCost))
  }
}

/** The cost leaves the work orders that had it, by entries of its own, and they wait for the service again. */
export async function reverseService(tx: Ctx, row: typeof receiptLines.$inferSelect, reason: string): Promise<void> {
  const posted = await tx.db
    .select()
    .from(costEntries)
    .where(and(eq(costEntries.source, 'serviceReceipt'), eq(costEntries.sourceId, row.id)))
  for (const e of posted) {
    await postCosts(tx, { jobId: e.jobId, workOrderId: e.workOrderId, source: 'serviceReversal', sourceId: row.id }, [
      {
        element: e.element,
        quantity: -e.quantity,
        rate: e.rate,
        amount: -e.amount,
        credit: e.credit,
        note: `${e.note}: ${reason}`,
      },
    ])
    await takeBackShares(tx, row, e.workOrderId, e.quantity)
  }
}

async function takeBackShares(
  tx: Ctx,
  row: typeof receiptLines.$inferSelect,
  workOrderId: number,
  quantity: number,
): Promise<void> {
  const pegs = await tx.db
    .select({ peg: purchasePegs, itemId: purchaseOrderLines.itemId })
    .from(purchasePegs)
    .innerJoin(purchaseOrderLines, eq(purchaseOrderLines.id, purchasePegs.purchaseOrderLineId))
    .where(
      and(eq(purchasePegs.purchaseOrderLineId, row.purchaseOrderLineId), eq(purchasePegs.workOrderId, workOrderId)),
    )
    .orderBy(desc(purchasePegs.id))
  let left = quantity
  for (const { peg, itemId } of pegs) {
    const share = roundQuantity(Math.min(left, peg.receivedQuantity))
    if (share <= 0) continue
    left = roundQuantity(left - share)
    await tx.db
      .update(purchasePegs)
      .set({ receivedQuantity: sql`${purchasePegs.receivedQuantity} - ${share}` })
      .where(eq(purchasePegs.id, peg.id))
    if (peg.materialId !== null)
      await noteIssued(tx, workOrderId, peg.materialId, itemId, -share, -multiply(4, share, row.unitCost))
  }
}
