import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { items } from '../catalog/item.tables.ts'
import { methodMaterials } from '../catalog/method.tables.ts'
import { getCompany } from '../core/company.queries.ts'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { divide, sum } from '../core/decimal.ts'
import { found } from '../core/missing.ts'
import { nextNumber } from '../core/number.commands.ts'
import { type Refusal, refuse, unless } from '../core/refusal.ts'
import { workOrders } from '../jobs/job.tables.ts'
import { parties } from '../parties/party.tables.ts'
import { type PurchaseLineInput, type PurchaseOrderInput, purchaseOrderMoves } from './purchase.model.ts'
import { getPurchaseOrder, type PurchaseOrder, todayOf } from './purchase.queries.ts'
import {
  addDays,
  priceFor,
  whyNotBuy,
  whyNotCancel,
  whyNotChange,
  whyNotCloseShort,
  whyNotConfirm,
  whyNotMove,
  whyNotSend,
  whyNotSupply,
} from './purchase.rules.ts'
import { purchaseOrderLines, purchaseOrders, purchasePegs, supplierPrices } from './purchase.tables.ts'

type OrderRow = typeof purchaseOrders.$inferSelect

/** The order's row, locked, so that two people do not change it at once. */
export async function lockOrder(tx: Ctx, id: number): Promise<OrderRow> {
  const [row] = await tx.db.select().from(purchaseOrders).where(eq(purchaseOrders.id, id)).for('update')
  return found(row, 'purchase order', id)
}

async function supplierOf(tx: Ctx, id: number) {
  const [row] = await tx.db.select().from(parties).where(eq(parties.id, id))
  return found(row, 'supplier', id)
}

/** The company's currency for one of another: as given, else as on the last order in it. */
async function rateFor(tx: Ctx, currency: string, given: number | undefined): Promise<number> {
  const { currency: own } = await getCompany(tx.db)
  if (currency === own) return 1
  if (given !== undefined) return given
  const [last] = await tx.db
    .select({ rate: purchaseOrders.exchangeRate })
    .from(purchaseOrders)
    .where(eq(purchaseOrders.currency, currency as OrderRow['currency']))
    .orderBy(desc(purchaseOrders.id))
    .limit(1)
  unless(refuse(last === undefined, 'purchase.no-rate', `Give the exchange rate: ${own} for one ${currency}.`))
  return last?.rate ?? 1
}

/** Creates a draft. Prices, descriptions and dates that are left out come from the supplier's prices and the item. */
export const createPurchaseOrder = (ctx: Ctx, input: PurchaseOrderInput): Promise<PurchaseOrder> =>
  inTransaction(ctx, async (tx) => {
    const supplier = await supplierOf(tx, input.supplierId)
    unless(whyNotSupply(supplier))
    const currency = input.currency ?? supplier.currency
    const exchangeRate = await rateFor(tx, currency, input.exchangeRate)
    const number = await nextNumber(tx, 'PO')
    const [row] = await tx.db
      .insert(purchaseOrders)
      .values({
        number,
        status: 'draft',
        supplierId: supplier.id,
        currency,
        exchangeRate,
        orderedOn: await todayOf(tx),
        notes: input.notes ?? '',
      })
      .returning()
    const order = found(row, 'purchase order', number)
    await storeLines(tx, order, input.lines)
    return getPurchaseOrder(tx.db, order.id)
  })

/** Changes a draft; its lines are replaced by the given ones. */
export const updatePurchaseOrder = (
  ctx: Ctx,
  id: number,
  input: Omit<PurchaseOrderInput, 'supplierId'>,
): Promise<PurchaseOrder> =>
  inTransaction(ctx, async (tx) => {
    const before = await lockOrder(tx, id)
    unless(whyNotChange(before))
    const currency = input.currency ?? before.currency
    const exchangeRate = await rateFor(
      tx,
      currency,
      input.exchangeRate ?? (currency === before.currency ? before.exchangeRate : undefined),
    )
    const order = { ...before, currency, exchangeRate, notes: input.notes ?? before.notes }
    await tx.db
      .update(purchaseOrders)
      .set({ currency, exchangeRate, notes: order.notes })
      .where(eq(purchaseOrders.id, id))
    await tx.db.delete(purchaseOrderLines).where(eq(purchaseOrderLines.purchaseOrderId, id))
    await storeLines(tx, order, input.lines)
    return getPurchaseOrder(tx.db, id)
  })

async function storeLines(tx: Ctx, order: OrderRow, lines: readonly PurchaseLineInput[]): Promise<void> {
  const today = await todayOf(tx)
  const itemIds = [...new Set(lines.map((l) => l.itemId))]
  const known = new Map((await tx.db.select().from(items).where(inArray(items.id, itemIds))).map((i) => [i.id, i]))
  const prices = await tx.db
    .select()
    .from(supplierPrices)
    .where(and(inArray(supplierPrices.itemId, itemIds), eq(supplierPrices.archived, false)))
  const refusals: Refusal[] = []
  for (const [i, line] of lines.entries()) {
    const item = found(known.get(line.itemId), 'item', line.itemId)
    const pegged = sum((line.pegs ?? []).map((p) => p.quantity))
    refusals.push(
      ...whyNotBuy({ item: item.number, kind: item.kind, archived: item.archived, quantity: line.quantity, pegged }),
    )
    if (refusals.length > 0) continue
    const price = priceFor(
      prices.filter((p) => p.itemId === item.id),
      order.supplierId,
      line.quantity,
    )
    const [row] = await tx.db
      .insert(purchaseOrderLines)
      .values({
        purchaseOrderId: order.id,
        line: i + 1,
        itemId: item.id,
        description: line.description || item.name,
        quantity: line.quantity,
        unitPrice: line.unitPrice ?? price?.unitPrice ?? divide(4, item.standardCost, order.exchangeRate),
        taxPercent: line.taxPercent ?? 0,
        dueOn: line.dueOn ?? addDays(today, price?.leadDays ?? item.leadDays),
        ...(line.overPercent === undefined ? {} : { overPercent: line.overPercent }),
      })
      .returning({ id: purchaseOrderLines.id })
    for (const peg of line.pegs ?? []) await storePeg(tx, found(row, 'line', i + 1).id, item, peg)
  }
  unless(refusals)
}

async function storePeg(
  tx: Ctx,
  lineId: number,
  item: { id: number; number: string; kind: string },
  peg: { materialId?: number | undefined; workOrderId?: number | undefined; quantity: number },
): Promise<void> {
  if (peg.materialId === undefined) {
    const [wanted] = await tx.db
      .select({ id: workOrders.id, number: workOrders.number, status: workOrders.status })
      .from(workOrders)
      .where(eq(workOrders.id, peg.workOrderId ?? 0))
    const { id, number, status } = found(wanted, 'work order', peg.workOrderId ?? 0)
    unless([
      ...refuse(
        item.kind !== 'service',
        'purchase.no-material',
        `${item.number} is bought for a material line of ${number}, not for the whole work order.`,
      ),
      ...refuse(status === 'closed' || status === 'canceled', 'purchase.work-over', `${number} is ${status}.`),
    ])
    await tx.db.insert(purchasePegs).values({ purchaseOrderLineId: lineId, workOrderId: id, quantity: peg.quantity })
    return
  }
  const [material] = await tx.db
    .select({ workOrderId: workOrders.id, itemId: methodMaterials.itemId })
    .from(methodMaterials)
    .innerJoin(workOrders, eq(workOrders.methodId, methodMaterials.methodId))
    .where(eq(methodMaterials.id, peg.materialId))
  const { workOrderId, itemId: wanted } = found(material, 'material of a work order', peg.materialId)
  unless(refuse(wanted !== item.id, 'purchase.other-item', `The work order does not want ${item.number} there.`))
  await tx.db
    .insert(purchasePegs)
    .values({ purchaseOrderLineId: lineId, workOrderId, materialId: peg.materialId, quantity: peg.quantity })
}

const linesOf = (tx: Ctx, orderId: number) =>
  tx.db
    .select({ row: purchaseOrderLines, item: items.number })
    .from(purchaseOrderLines)
    .innerJoin(items, eq(items.id, purchaseOrderLines.itemId))
    .where(eq(purchaseOrderLines.purchaseOrderId, orderId))
    .orderBy(asc(purchaseOrderLines.line))
    .then((rows) => rows.map(({ row, item }) => ({ ...row, item })))

export const sendPurchaseOrder = (ctx: Ctx, id: number): Promise<PurchaseOrder> =>
  inTransaction(ctx, async (tx) => {
    const order = await lockOrder(tx, id)
    const today = await todayOf(tx)
    unless(whyNotSend(order, await linesOf(tx, id), today))
    await tx.db
      .update(purchaseOrders)
      .set({ status: purchaseOrderMoves.send.to, sentAt: tx.now, orderedOn: today })
      .where(eq(purchaseOrders.id, id))
    return getPurchaseOrder(tx.db, id)
  })

async function lineOf(tx: Ctx, lineId: number) {
  const [row] = await tx.db
    .select({ orderId: purchaseOrderLines.purchaseOrderId })
    .from(purchaseOrderLines)
    .where(eq(purchaseOrderLines.id, lineId))
  const order = await lockOrder(tx, found(row, 'purchase order line', lineId).orderId)
  const line = (await linesOf(tx, order.id)).find((l) => l.id === lineId)
  return { order, line: found(line, 'purchase order line', lineId) }
}

/** What the supplier confirmed, or his new date; the wished date stays beside it. */
export const confirmPurchaseLine = (
  ctx: Ctx,
  input: { lineId: number; confirmedOn: string; note?: string | undefined },
): Promise<PurchaseOrder> =>
  inTransaction(ctx, async (tx) => {
    const { order, line } = await lineOf(tx, input.lineId)
    unless(whyNotConfirm(order, line))
    await tx.db
      .update(purchaseOrderLines)
      .set({ confirmedOn: input.confirmedOn, dateNote: input.note ?? '' })
      .where(eq(purchaseOrderLines.id, line.id))
    return getPurchaseOrder(tx.db, order.id)
  })

export const closePurchaseLine = (ctx: Ctx, input: { lineId: number; reason: string }): Promise<PurchaseOrder> =>
  inTransaction(ctx, async (tx) => {
    const { order, line } = await lineOf(tx, input.lineId)
    unless(whyNotCloseShort(order, line, input.reason))
    await tx.db.update(purchaseOrderLines).set({ closedReason: input.reason }).where(eq(purchaseOrderLines.id, line.id))
    await settleStatus(tx, order.id)
    return getPurchaseOrder(tx.db, order.id)
  })

export const cancelPurchaseOrder = (ctx: Ctx, id: number, reason: string): Promise<PurchaseOrder> =>
  inTransaction(ctx, async (tx) => {
    const order = await lockOrder(tx, id)
    unless(whyNotCancel(order, await linesOf(tx, id), reason))
    await tx.db
      .update(purchaseOrders)
      .set({ status: purchaseOrderMoves.cancel.to, canceledReason: reason })
      .where(eq(purchaseOrders.id, id))
    return getPurchaseOrder(tx.db, id)
  })

/** A sent order is received when nothing is open on it, and sent again when a receipt was taken back. */
export async function settleStatus(tx: Ctx, orderId: number): Promise<void> {
  const order = await lockOrder(tx, orderId)
  const open = (await linesOf(tx, orderId)).some((l) => l.closedReason === '' && l.receivedQuantity < l.quantity)
  const move =
    !open && order.status === 'sent' ? 'complete' : open && order.status === 'received' ? 'reopen' : undefined
  if (!move) return
  unless(whyNotMove(order, move))
  await tx.db.update(purchaseOrders).set({ status: purchaseOrderMoves[move].to }).where(eq(purchaseOrders.id, orderId))
}
