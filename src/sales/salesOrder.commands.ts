import { eq, sql } from 'drizzle-orm'
import { items } from '../catalog/item.tables.ts'
import { dayAt, getCompany } from '../core/company.queries.ts'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { sum } from '../core/decimal.ts'
import { found } from '../core/missing.ts'
import { nextNumber } from '../core/number.commands.ts'
import { refuse, unless } from '../core/refusal.ts'
import { getParty, whyNotTrade } from '../parties/party.queries.ts'
import { lastExchangeRate } from './quotation.queries.ts'
import { orderChanges, promiseChanges, salesOrderLines, salesOrders } from './sales.tables.ts'
import {
  type NewSalesOrder,
  type OrderLineChange,
  type PromiseChange,
  type SalesOrder,
  SalesOrderInput,
  type SalesOrderLine,
} from './salesOrder.model.ts'
import { getOrderOfLine, getSalesOrder } from './salesOrder.queries.ts'
import {
  orderStatusOf,
  whyNotCancelLine,
  whyNotChangeLine,
  whyNotCloseShort,
  whyNotDeliver,
  whyNotInvoice,
  whyNotPromise,
} from './salesOrder.rules.ts'

/** 1 for the company's own currency, the given rate, or the one last used; refused when there is none. */
export async function exchangeRateFor(tx: Ctx, currency: string, given: number | undefined): Promise<number> {
  const { currency: own } = await getCompany(tx.db)
  if (currency === own) return 1
  const rate = given ?? (await lastExchangeRate(tx.db, currency))
  unless(refuse(rate === undefined, 'sales.no-rate', `Give the exchange rate: ${own} for one ${currency}.`))
  return rate ?? 1
}

/** Takes an order, with or without a quotation. Each line's promise becomes its first, which never changes. */
export const createSalesOrder = (ctx: Ctx, given: NewSalesOrder): Promise<SalesOrder> =>
  inTransaction(ctx, async (tx) => {
    const { lines, ...fields } = SalesOrderInput.parse(given)
    unless(await whyNotTrade(tx.db, fields))
    const customer = await getParty(tx.db, fields.customerId)
    const currency = fields.currency ?? customer.currency
    const { timeZone } = await getCompany(tx.db)
    const number = await nextNumber(tx, 'SO')
    const [row] = await tx.db
      .insert(salesOrders)
      .values({
        ...fields,
        number,
        status: 'open',
        currency,
        exchangeRate: await exchangeRateFor(tx, currency, fields.exchangeRate),
        orderedOn: fields.orderedOn ?? dayAt(tx.now, timeZone),
        paymentDays: fields.paymentDays ?? customer.paymentDays,
        canceledReason: '',
      })
      .returning({ id: salesOrders.id })
    const { id } = found(row, 'sales order', number)
    for (const [i, { promisedOn, ...l }] of lines.entries()) {
      const [item] = await tx.db.select({ name: items.name }).from(items).where(eq(items.id, l.itemId))
      const { name } = found(item, 'item', l.itemId)
      await tx.db.insert(salesOrderLines).values({
        ...l,
        salesOrderId: id,
        line: i + 1,
        description: l.description || name,
        taxPercent: l.taxPercent ?? customer.taxPercent,
        firstPromiseOn: promisedOn,
        currentPromiseOn: promisedOn,
      })
    }
    return getSalesOrder(tx.db, id)
  })

/** After a line changed, the order's status follows from its lines. */
const settleStatus = async (tx: Ctx, orderId: number, canceledReason?: string): Promise<SalesOrder> => {
  const order = await getSalesOrder(tx.db, orderId)
  const status = orderStatusOf(order.lines)
  if (status !== order.status)
    await tx.db
      .update(salesOrders)
      .set({ status, canceledReason: status === 'canceled' ? (canceledReason ?? '') : '' })
      .where(eq(salesOrders.id, orderId))
  return getSalesOrder(tx.db, orderId)
}

export const changePromise = (ctx: Ctx, lineId: number, change: PromiseChange): Promise<SalesOrder> =>
  inTransaction(ctx, async (tx) => {
    const { order, line } = await getOrderOfLine(tx.db, lineId, { lock: true })
    unless(whyNotPromise(line, change.toOn))
    await tx.db.insert(promiseChanges).values({
      ...change,
      note: change.note ?? '',
      salesOrderLineId: lineId,
      at: tx.now,
      by: tx.actor.name,
      fromOn: line.currentPromiseOn,
    })
    await tx.db.update(salesOrderLines).set({ currentPromiseOn: change.toOn }).where(eq(salesOrderLines.id, lineId))
    return getSalesOrder(tx.db, order.id)
  })

type Change = Pick<typeof orderChanges.$inferInsert, 'field' | 'before' | 'after' | 'touches'>

/** What became of a line, who did it and when: its history is only ever added to. */
const noteChanges = (tx: Ctx, salesOrderLineId: number, changes: readonly Change[]) =>
  tx.db
    .insert(orderChanges)
    .values(changes.map((change) => ({ salesOrderLineId, at: tx.now, by: tx.actor.name, ...change })))

const changeable = ['quantity', 'unitPrice', 'oneOffPrice', 'description'] as const

/** Changes an open line and keeps, field by field, what was before and what the change touches. */
export const changeOrderLine = (
  ctx: Ctx,
  lineId: number,
  { touches = '', ...change }: OrderLineChange,
): Promise<SalesOrder> =>
  inTransaction(ctx, async (tx) => {
    const { order, line } = await getOrderOfLine(tx.db, lineId, { lock: true })
    const changed = changeable.filter((field) => change[field] !== undefined && change[field] !== line[field])
    unless([
      ...whyNotChangeLine(line, change),
      ...refuse(changed.length === 0, 'order.nothing-changed', 'Nothing is different from before.'),
    ])
    await noteChanges(
      tx,
      lineId,
      changed.map((field) => ({ field, before: String(line[field]), after: String(change[field]), touches })),
    )
    await tx.db.update(salesOrderLines).set(change).where(eq(salesOrderLines.id, lineId))
    await settleActual(tx, lineId)
    return settleStatus(tx, order.id)
  })

/** A line is done on the day its last piece left; another quantity may make an earlier delivery the last one, or not. */
const settleActual = (tx: Ctx, lineId: number) =>
  tx.db
    .update(salesOrderLines)
    .set({
      actualOn: sql`case when ${salesOrderLines.deliveredQuantity} > 0 and ${salesOrderLines.deliveredQuantity} >= ${salesOrderLines.quantity}
        then coalesce(${salesOrderLines.lastDeliveredOn}, ${salesOrderLines.actualOn}) end`,
    })
    .where(eq(salesOrderLines.id, lineId))

/** Ends a line with what was delivered of it. What was ordered stays in its history, with the reason. */
export const closeOrderLineShort = (
  ctx: Ctx,
  lineId: number,
  { reason, touches = '' }: { reason: string; touches?: string },
): Promise<SalesOrder> =>
  inTransaction(ctx, async (tx) => {
    const { order, line } = await getOrderOfLine(tx.db, lineId, { lock: true })
    unless(whyNotCloseShort(line, reason))
    await noteChanges(tx, lineId, [
      {
        field: 'closedShort',
        before: String(line.quantity),
        after: String(line.deliveredQuantity),
        touches: [reason.trim(), touches].filter(Boolean).join(' · '),
      },
    ])
    await tx.db
      .update(salesOrderLines)
      .set({ quantity: line.deliveredQuantity, projectedOn: null })
      .where(eq(salesOrderLines.id, lineId))
    await settleActual(tx, lineId)
    return settleStatus(tx, order.id)
  })

export const cancelOrderLine = (
  ctx: Ctx,
  lineId: number,
  { reason, touches = '' }: { reason: string; touches?: string },
): Promise<SalesOrder> =>
  inTransaction(ctx, async (tx) => {
    const { order, line } = await getOrderOfLine(tx.db, lineId, { lock: true })
    unless(whyNotCancelLine(line, reason))
    await noteChanges(tx, lineId, [{ field: 'canceled', before: '', after: reason, touches }])
    await tx.db
      .update(salesOrderLines)
      .set({ canceled: reason, projectedOn: null })
      .where(eq(salesOrderLines.id, lineId))
    return settleStatus(tx, order.id, reason)
  })

/**
 * `quantity` more left for the customer on `day`, or came back when it is negative. The last piece dates the line. Whoever takes a
 * delivery back says by `lastOn` when the last one left that stands; null: none does.
 */
export const noteDelivered = (
  ctx: Ctx,
  lineId: number,
  quantity: number,
  day: string,
  { lastOn }: { lastOn?: string | null } = {},
): Promise<SalesOrderLine> =>
  inTransaction(ctx, async (tx) => {
    const { order, line } = await getOrderOfLine(tx.db, lineId, { lock: true })
    unless(whyNotDeliver(line, quantity))
    const [row] = await tx.db
      .select({ lastOn: salesOrderLines.lastDeliveredOn })
      .from(salesOrderLines)
      .where(eq(salesOrderLines.id, lineId))
    const known = row?.lastOn ?? null
    const later = quantity > 0 && (known === null || day > known) ? day : known
    const deliveredQuantity = sum([line.deliveredQuantity, quantity])
    await tx.db
      .update(salesOrderLines)
      .set({ deliveredQuantity, lastDeliveredOn: lastOn === undefined ? later : lastOn })
      .where(eq(salesOrderLines.id, lineId))
    await settleActual(tx, lineId)
    return found(
      (await settleStatus(tx, order.id)).lines.find((l) => l.id === lineId),
      'sales order line',
      lineId,
    )
  })

/** `quantity` of what was delivered is invoiced; negative when an invoice is taken back. */
export const noteInvoiced = (
  ctx: Ctx,
  lineId: number,
  quantity: number,
  options: { takenBack?: boolean } = {},
): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const { line } = await getOrderOfLine(tx.db, lineId, { lock: true })
    // A canceled credit note of returned goods leaves more invoiced than delivered, as it was before the note.
    unless(whyNotInvoice(line, quantity).filter((r) => !options.takenBack || r.code !== 'order.not-delivered'))
    await tx.db
      .update(salesOrderLines)
      .set({ invoicedQuantity: sum([line.invoicedQuantity, quantity]) })
      .where(eq(salesOrderLines.id, lineId))
  })
