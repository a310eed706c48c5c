import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { items } from '../catalog/item.tables.ts'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { divide, roundQuantity } from '../core/decimal.ts'
import { found } from '../core/missing.ts'
import { nextNumber } from '../core/number.commands.ts'
import { type Refusal, Refused, refuse, unless } from '../core/refusal.ts'
import { row, rowsOf } from '../core/rows.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { consumeReservation, reserveFree } from '../inventory/reservation.commands.ts'
import { ensureLot, getPlace, postMove, reverseMove } from '../inventory/stock.commands.ts'
import { lots } from '../inventory/stock.tables.ts'
import { isOpen } from '../jobs/job.rules.ts'
import { workOrders } from '../jobs/job.tables.ts'
import { lockOrder, settleStatus } from './purchase.commands.ts'
import { ReceiptInput, type ReceiptLineInput } from './purchase.model.ts'
import { getPurchaseOrder, type PurchaseOrder, todayOf } from './purchase.queries.ts'
import { receiptValue, whyNotReceive } from './purchase.rules.ts'
import { purchaseOrderLines, purchasePegs, receiptLines, receipts } from './purchase.tables.ts'
import { receiveService, reverseService } from './serviceReceipt.commands.ts'

type Line = typeof purchaseOrderLines.$inferSelect & {
  item: string
  tracking: 'none' | 'lot' | 'serial'
  service: boolean
}

async function linesOf(tx: Ctx, orderId: number): Promise<Map<number, Line>> {
  const rows = await tx.db
    .select({ row: purchaseOrderLines, item: items.number, tracking: items.tracking, kind: items.kind })
    .from(purchaseOrderLines)
    .innerJoin(items, eq(items.id, purchaseOrderLines.itemId))
    .where(eq(purchaseOrderLines.purchaseOrderId, orderId))
  return new Map(rows.map(({ row, kind, ...rest }) => [row.id, { ...row, ...rest, service: kind === 'service' }]))
}

/**
 * Goods from a supplier: into stock at the order's price and rate, by lot where the item is tracked, and reserved at
 * once for the work orders they were bought for. All faults of all lines are named together.
 */
export const receivePurchase = (ctx: Ctx, given: ReceiptInput): Promise<{ receipt: string; order: PurchaseOrder }> =>
  inTransaction(ctx, async (tx) => {
    const input = ReceiptInput.parse(given)
    const order = await lockOrder(tx, input.purchaseOrderId)
    const known = await linesOf(tx, order.id)
    const ids = input.lines.map((l) => l.purchaseOrderLineId)
    const refusals: Refusal[] = refuse(
      new Set(ids).size < ids.length,
      'receipt.line-twice',
      'A line stands there twice.',
    )
    for (const l of input.lines) {
      const line = found(known.get(l.purchaseOrderLineId), 'line of this order', l.purchaseOrderLineId)
      refusals.push(...whyNotReceive(order, line, l))
      if (l.placeId !== undefined) {
        const place = await getPlace(tx, l.placeId)
        refusals.push(
          ...refuse(
            !place.physical || place.archived || place.kind === 'vendor',
            'receipt.place',
            `${place.code} is no place to receive into.`,
          ),
        )
      }
    }
    unless(refusals)
    const number = await nextNumber(tx, 'RC')
    const [receipt] = await tx.db
      .insert(receipts)
      .values({
        number,
        purchaseOrderId: order.id,
        receivedOn: input.receivedOn ?? (await todayOf(tx)),
        deliveryNote: input.deliveryNote,
        by: tx.actor.name,
        at: tx.now,
      })
      .returning()
    const receiptId = found(receipt, 'receipt', number).id
    for (const l of input.lines)
      await receiveLine(
        tx,
        { receiptId, number, exchangeRate: order.exchangeRate },
        found(known.get(l.purchaseOrderLineId), 'line', l.purchaseOrderLineId),
        l,
      )
    await settleStatus(tx, order.id)
    return { receipt: number, order: await getPurchaseOrder(tx.db, order.id) }
  })

async function receiveLine(
  tx: Ctx,
  receipt: { receiptId: number; number: string; exchangeRate: number },
  line: Line,
  input: ReceiptLineInput,
): Promise<void> {
  await tx.db
    .update(purchaseOrderLines)
    .set({ receivedQuantity: sql`${purchaseOrderLines.receivedQuantity} + ${input.quantity}` })
    .where(eq(purchaseOrderLines.id, line.id))
  if (line.service)
    return receiveService(tx, receipt, line, input.quantity, await receivePegs(tx, line, input.quantity))
  const supplier = await wellKnown(tx, 'supplier')
  const place = input.placeId === undefined ? await wellKnown(tx, 'stores') : await getPlace(tx, input.placeId)
  const parts =
    line.tracking === 'none'
      ? [{ quantity: input.quantity, lot: null }]
      : input.lots.map((lot) => ({ quantity: lot.quantity, lot }))
  for (const part of parts) {
    const lot = part.lot && (await newLot(tx, line, part.lot))
    const value = receiptValue(part.quantity, line.unitPrice, receipt.exchangeRate)
    const move = await postMove(tx, {
      itemId: line.itemId,
      lotId: lot?.id ?? null,
      fromPlaceId: supplier.id,
      toPlaceId: place.id,
      quantity: part.quantity,
      value,
      document: 'receipt',
      documentNumber: receipt.number,
    })
    await tx.db.insert(receiptLines).values({
      receiptId: receipt.receiptId,
      purchaseOrderLineId: line.id,
      quantity: part.quantity,
      unitCost: divide(4, value, part.quantity),
      lotId: lot?.id ?? null,
      placeId: place.id,
      moveId: move.id,
    })
  }
  const shares = await receivePegs(tx, line, input.quantity)
  if (place.kind === 'bin')
    for (const { peg, workOrder, status, share } of shares) {
      if (isOpen(status) && peg.materialId !== null)
        await reserveFree(tx, {
          itemId: line.itemId,
          quantity: share,
          demand: 'workOrderMaterial',
          demandId: peg.materialId,
          demandNumber: workOrder,
        })
    }
}

/** A serial number is born once; a lot may come in several deliveries, but not with another certificate. */
async function newLot(tx: Ctx, line: Line, lot: ReceiptLineInput['lots'][number]) {
  const [known] = await tx.db
    .select()
    .from(lots)
    .where(and(eq(lots.itemId, line.itemId), eq(lots.number, lot.number)))
  const before = known !== undefined
  const stored = await ensureLot(tx, {
    itemId: line.itemId,
    number: lot.number,
    serial: line.tracking === 'serial',
    supplierLot: lot.supplierLot,
    certificate: lot.certificate,
    expiresOn: lot.expiresOn,
  })
  unless([
    ...refuse(
      before && line.tracking === 'serial',
      'receipt.serial-known',
      `Serial number ${lot.number} of ${line.item} is known already.`,
    ),
    ...refuse(
      before && lot.certificate !== '' && stored.certificate !== '' && stored.certificate !== lot.certificate,
      'receipt.certificate-differs',
      `Lot ${lot.number} of ${line.item} has the certificate ${stored.certificate}, not ${lot.certificate}.`,
    ),
  ])
  return stored
}

/** Hands what came to those it was bought for, in the order of the pegs. */
async function receivePegs(tx: Ctx, line: Line, quantity: number) {
  const pegs = await tx.db
    .select({
      peg: purchasePegs,
      workOrder: workOrders.number,
      status: workOrders.status,
      jobId: workOrders.jobId,
    })
    .from(purchasePegs)
    .innerJoin(workOrders, eq(workOrders.id, purchasePegs.workOrderId))
    .where(eq(purchasePegs.purchaseOrderLineId, line.id))
    .orderBy(asc(purchasePegs.id))
  let left = quantity
  const shares = []
  for (const row of pegs) {
    const share = roundQuantity(Math.min(left, row.peg.quantity - row.peg.receivedQuantity))
    if (share <= 0) continue
    left = roundQuantity(left - share)
    shares.push({ ...row, share })
    await tx.db
      .update(purchasePegs)
      .set({ receivedQuantity: sql`${purchasePegs.receivedQuantity} + ${share}` })
      .where(eq(purchasePegs.id, row.peg.id))
  }
  return shares
}

/** A receipt booked by mistake goes back as a whole, while its goods are still where they were put. */
export const reverseReceipt = (ctx: Ctx, receiptId: number, reason: string): Promise<PurchaseOrder> =>
  inTransaction(ctx, async (tx) => {
    const [known] = await tx.db.select().from(receipts).where(eq(receipts.id, receiptId)).for('update')
    const receipt = found(known, 'receipt', receiptId)
    unless([
      ...refuse(receipt.reversedReason !== '', 'receipt.reversed', `${receipt.number} was taken back already.`),
      ...refuse(reason.trim() === '', 'receipt.no-reason', 'Say why the receipt is taken back.'),
    ])
    await lockOrder(tx, receipt.purchaseOrderId)
    const lines = await tx.db
      .select()
      .from(receiptLines)
      .where(eq(receiptLines.receiptId, receiptId))
      .orderBy(asc(receiptLines.id))
    const gone: Refusal[] = []
    for (const { moveId } of lines)
      if (moveId !== null)
        await reverseMove(tx, moveId, reason).catch((error) => {
          if (!(error instanceof Refused)) throw error
          gone.push(...error.refusals)
        })
    unless([...gone, ...(await whyNotValueLeft(tx, receipt, lines))])
    for (const l of lines) {
      await tx.db
        .update(purchaseOrderLines)
        .set({ receivedQuantity: sql`${purchaseOrderLines.receivedQuantity} - ${l.quantity}` })
        .where(eq(purchaseOrderLines.id, l.purchaseOrderLineId))
      if (l.moveId === null) await reverseService(tx, l, reason)
      else await takeBackPegs(tx, l.purchaseOrderLineId, l.quantity)
    }
    await tx.db.update(receipts).set({ reversedReason: reason }).where(eq(receipts.id, receiptId))
    await settleStatus(tx, receipt.purchaseOrderId)
    return getPurchaseOrder(tx.db, receipt.purchaseOrderId)
  })

/**
 * The goods of a receipt go back at the value they came with. When some of them were used at an average meanwhile, that can
 * leave a value in the bin without goods, or less than none: what was taken since has to come back first.
 */
async function whyNotValueLeft(
  tx: Ctx,
  receipt: typeof receipts.$inferSelect,
  lines: readonly (typeof receiptLines.$inferSelect)[],
): Promise<Refusal[]> {
  const moveIds = lines.flatMap((l) => l.moveId ?? [])
  if (moveIds.length === 0) return []
  const left = await rowsOf(
    tx.db,
    sql`select distinct i.number as item, p.name as place,
        (select string_agg(distinct x.document_number, ', ' order by x.document_number) from stock_moves x where x.item_id = b.item_id and x.lot_id is not distinct from b.lot_id
          and x.from_place_id = b.place_id and x.id > m.id and x.reverses_id is null and not exists (select from stock_moves r where r.reverses_id = x.id)) as taken
      from stock_moves m join stock_balances b on b.item_id = m.item_id and b.place_id = m.to_place_id and b.lot_id is not distinct from m.lot_id
      join items i on i.id = m.item_id join places p on p.id = m.to_place_id
      where ${inArray(sql`m.id`, moveIds)} and ((b.quantity = 0 and b.value <> 0) or b.value < 0) order by i.number, p.name`,
    z.object({ item: row.text, place: row.text, taken: row.text.nullable() }),
  )
  return left.map((l) => ({
    code: 'receipt.used',
    message: `${receipt.number} cannot go back: some of ${l.item} in ${l.place} has been taken for ${l.taken ?? 'other work'} since. Take that back first.`,
  }))
}

/** The last ones served give back first; goods bought for stock go back before anybody's. */
async function takeBackPegs(tx: Ctx, lineId: number, quantity: number): Promise<void> {
  const [line] = await tx.db.select().from(purchaseOrderLines).where(eq(purchaseOrderLines.id, lineId))
  const pegs = await tx.db
    .select()
    .from(purchasePegs)
    .where(eq(purchasePegs.purchaseOrderLineId, lineId))
    .orderBy(asc(purchasePegs.id))
  const served = pegs.reduce((sum, p) => roundQuantity(sum + p.receivedQuantity), 0)
  let left = roundQuantity(Math.min(quantity, served - (line?.receivedQuantity ?? 0)))
  for (const peg of [...pegs].reverse()) {
    const share = roundQuantity(Math.min(left, peg.receivedQuantity))
    if (share <= 0) continue
    left = roundQuantity(left - share)
    await tx.db
      .update(purchasePegs)
      .set({ receivedQuantity: sql`${purchasePegs.receivedQuantity} - ${share}` })
      .where(eq(purchasePegs.id, peg.id))
    if (peg.materialId !== null && line)
      await consumeReservation(tx, {
        demand: 'workOrderMaterial',
        demandId: peg.materialId,
        itemId: line.itemId,
        quantity: share,
      })
  }
}
