import { eq, inArray, sql } from 'drizzle-orm'
import { dayAt, getCompany } from '../core/company.queries.ts'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { sum } from '../core/decimal.ts'
import { found } from '../core/missing.ts'
import { nextNumber } from '../core/number.commands.ts'
import { renderPaper } from '../core/paper.ts'
import { attachFile, storeFile } from '../core/record.commands.ts'
import { refuse, unless } from '../core/refusal.ts'
import { currencies } from '../parties/party.model.ts'
import { salesOrderLines, salesOrders } from '../sales/sales.tables.ts'
import { noteInvoiced } from '../sales/salesOrder.commands.ts'
import { invoiceMoves } from './delivery.model.ts'
import { invoiceLines, invoices, shipmentLines, shipments } from './delivery.tables.ts'
import { type Invoice, InvoiceInput, type NewInvoice } from './invoice.model.ts'
import { getInvoice, getInvoiceRow } from './invoice.queries.ts'
import {
  type ChargedLine,
  chargeDelivered,
  dueDay,
  whyNotCredit,
  whyNotInvoiceShipments,
  whyNotMoveInvoice,
} from './invoice.rules.ts'
import { invoicePaper } from './invoicePaper.queries.ts'
import { returnsOf } from './return.commands.ts'

const today = async (tx: Ctx): Promise<string> => dayAt(tx.now, (await getCompany(tx.db)).timeZone)

/** Locks shipments, in one order by all. */
async function lockShipments(tx: Ctx, shipmentIds: readonly number[]): Promise<number[]> {
  const ids = [...new Set(shipmentIds)].sort((a, b) => a - b)
  const locked = await tx.db
    .select({ id: shipments.id })
    .from(shipments)
    .where(inArray(shipments.id, ids))
    .orderBy(shipments.id)
    .for('update')
  for (const id of ids)
    found(
      locked.find((s) => s.id === id),
      'shipment',
      id,
    )
  return ids
}

/** Everything that the shipments delivered, under their locks. */
async function deliveredOn(tx: Ctx, shipmentIds: readonly number[]) {
  const ids = await lockShipments(tx, shipmentIds)
  return tx.db
    .select({ shipment: shipments, line: shipmentLines, order: salesOrders, orderLine: salesOrderLines })
    .from(shipmentLines)
    .innerJoin(shipments, eq(shipments.id, shipmentLines.shipmentId))
    .innerJoin(salesOrderLines, eq(salesOrderLines.id, shipmentLines.salesOrderLineId))
    .innerJoin(salesOrders, eq(salesOrders.id, salesOrderLines.salesOrderId))
    .where(inArray(shipmentLines.shipmentId, ids))
    .orderBy(shipments.id, shipmentLines.line)
}

/** The order lines whose one-off charge an invoice that still holds has; a credit note has taken it back. */
async function alreadyCharged(tx: Ctx, orderLineIds: readonly number[]): Promise<Set<number>> {
  if (orderLineIds.length === 0) return new Set()
  const rows = await tx.db
    .select({ id: invoiceLines.salesOrderLineId })
    .from(invoiceLines)
    .innerJoin(invoices, eq(invoices.id, invoiceLines.invoiceId))
    .where(sql`${inArray(invoiceLines.salesOrderLineId, [...orderLineIds])} and ${invoices.status} <> 'canceled'`)
    .groupBy(invoiceLines.salesOrderLineId)
    .having(sql`sum(${invoiceLines.oneOffPrice}) <> 0`)
  return new Set(rows.map((r) => r.id))
}

/** The one invoice that charged what came back; null when there are several or none. */
async function invoiceReturned(tx: Ctx, shipmentLineIds: readonly number[]): Promise<number | null> {
  const rows = await tx.db
    .selectDistinct({ id: invoiceLines.invoiceId })
    .from(shipmentLines)
    .innerJoin(invoiceLines, eq(invoiceLines.id, shipmentLines.invoiceLineId))
    .where(inArray(shipmentLines.id, [...shipmentLineIds]))
  return rows.length === 1 ? (rows[0]?.id ?? null) : null
}

const storeCharged = async (tx: Ctx, invoiceId: number, lines: readonly ChargedLine[]) =>
  tx.db
    .insert(invoiceLines)
    .values(lines.map((l, i) => ({ ...l, invoiceId, line: i + 1 })))
    .returning()

/**
 * A draft that charges what left with the shipments and is not invoiced: at the orders' prices, in their currency, each
 * line rounded by the one rule, one-off charges with the first delivery. Due so many days on as the orders say, the
 * longest when they differ.
 */
export const createInvoice = (ctx: Ctx, given: NewInvoice): Promise<Invoice> =>
  inTransaction(ctx, async (tx) => {
    const input = InvoiceInput.parse(given)
    // What came back of a shipment is credited with it, so that nobody is charged for what he no longer has. A return locks
    // the shipment that it brings back, so under the locks nothing comes back any more.
    await lockShipments(tx, input.shipmentIds)
    const rows = await deliveredOn(tx, [...input.shipmentIds, ...(await returnsOf(tx, input.shipmentIds))])
    unless(
      whyNotInvoiceShipments(
        rows.map((r) => ({
          shipment: r.shipment.number,
          status: r.shipment.status,
          customerId: r.shipment.customerId,
          currency: r.order.currency,
          exchangeRate: r.order.exchangeRate,
          invoiced: r.line.invoiceLineId !== null,
        })),
        input,
      ),
    )
    const open = rows.filter((r) => r.line.invoiceLineId === null)
    const { order, shipment } = found(open[0], 'shipment', input.shipmentIds[0] ?? 0)
    const currency = found(
      currencies.find((c) => c === order.currency),
      'currency',
      order.currency,
    )
    const isCredit = open.every((r) => r.shipment.returnOfId !== null)
    const charged = chargeDelivered(
      open.map((r) => ({
        shipmentId: r.shipment.id,
        salesOrderLineId: r.orderLine.id,
        quantity: r.line.quantity,
        unitPrice: r.orderLine.unitPrice,
        oneOffPrice: r.orderLine.oneOffPrice,
        taxPercent: r.orderLine.taxPercent,
        description: r.orderLine.description,
      })),
      isCredit
        ? new Set(open.map((r) => r.orderLine.id))
        : await alreadyCharged(
            tx,
            open.map((r) => r.orderLine.id),
          ),
      currency,
    )
    const invoicedOn = input.invoicedOn ?? (await today(tx))
    const paymentDays = Math.max(...open.map((r) => r.order.paymentDays))
    const number = await nextNumber(tx, isCredit ? 'CN' : 'INV')
    const [row] = await tx.db
      .insert(invoices)
      .values({
        number,
        kind: isCredit ? 'creditNote' : 'invoice',
        creditsId: isCredit
          ? await invoiceReturned(
              tx,
              open.flatMap((r) => r.line.returnsLineId ?? []),
            )
          : null,
        status: 'draft',
        customerId: shipment.customerId,
        currency,
        exchangeRate: input.exchangeRate ?? order.exchangeRate,
        invoicedOn,
        paymentDays,
        dueOn: dueDay(invoicedOn, paymentDays),
        notes: input.notes,
      })
      .returning({ id: invoices.id })
    const { id } = found(row, 'invoice', number)
    for (const line of await storeCharged(tx, id, charged)) {
      const covered = open
        .filter((r) => r.shipment.id === line.shipmentId && r.orderLine.id === line.salesOrderLineId)
        .map((r) => r.line.id)
      await tx.db.update(shipmentLines).set({ invoiceLineId: line.id }).where(inArray(shipmentLines.id, covered))
    }
    for (const [orderLineId, lines] of Map.groupBy(charged, (l) => l.salesOrderLineId))
      await noteInvoiced(tx, orderLineId, sum(lines.map((l) => l.quantity)))
    return getInvoice(tx.db, id, tx.now)
  })

export const changeInvoice = (
  ctx: Ctx,
  id: number,
  change: { invoicedOn: string; paymentDays: number; notes: string },
): Promise<Invoice> =>
  inTransaction(ctx, async (tx) => {
    const invoice = await getInvoiceRow(tx.db, id, { lock: true })
    unless(refuse(invoice.status !== 'draft', 'invoice.not-draft', `The invoice is ${invoice.status}.`))
    await tx.db
      .update(invoices)
      .set({ ...change, dueOn: dueDay(change.invoicedOn, change.paymentDays) })
      .where(eq(invoices.id, id))
    return getInvoice(tx.db, id, tx.now)
  })

/** Keeps the paper as the customer got it, whatever changes later. */
async function freezePaper(tx: Ctx, id: number, number: string): Promise<void> {
  const { hash } = await storeFile(tx, await renderPaper(await invoicePaper(tx.db, id)))
  await attachFile(tx, {
    tableName: 'invoices',
    recordId: id,
    hash,
    name: `${number}.pdf`,
    kind: 'document',
    revision: '',
  })
}

/** The paper is kept with it as it was sent, unless `keepPaper` is false (for history that is loaded, not lived). */
export const sendInvoice = (ctx: Ctx, id: number, options: { keepPaper?: boolean } = {}): Promise<Invoice> =>
  inTransaction(ctx, async (tx) => {
    const invoice = await getInvoiceRow(tx.db, id, { lock: true })
    unless(whyNotMoveInvoice(invoice.status, 'send'))
    await tx.db.update(invoices).set({ status: invoiceMoves.send.to, sentAt: tx.now }).where(eq(invoices.id, id))
    if (options.keepPaper !== false) await freezePaper(tx, id, invoice.number)
    return getInvoice(tx.db, id, tx.now)
  })

export const payInvoice = (ctx: Ctx, id: number, options: { paidOn?: string | undefined } = {}): Promise<Invoice> =>
  inTransaction(ctx, async (tx) => {
    const invoice = await getInvoiceRow(tx.db, id, { lock: true })
    const day = await today(tx)
    const paidOn = options.paidOn ?? day
    unless([
      ...whyNotMoveInvoice(invoice.status, 'pay'),
      ...refuse(paidOn > day, 'invoice.future', 'It cannot have been paid after today.'),
    ])
    await tx.db.update(invoices).set({ status: invoiceMoves.pay.to, paidOn }).where(eq(invoices.id, id))
    return getInvoice(tx.db, id, tx.now)
  })

/** What it charged is shipped and not invoiced again. */
async function takeBack(tx: Ctx, invoiceId: number): Promise<void> {
  const lines = await tx.db.select().from(invoiceLines).where(eq(invoiceLines.invoiceId, invoiceId))
  await tx.db
    .update(shipmentLines)
    .set({ invoiceLineId: null })
    .where(
      inArray(
        shipmentLines.invoiceLineId,
        lines.map((l) => l.id),
      ),
    )
  for (const [orderLineId, of] of Map.groupBy(lines, (l) => l.salesOrderLineId))
    await noteInvoiced(tx, orderLineId, -sum(of.map((l) => l.quantity)), { takenBack: true })
}

/** A draft that nobody has seen; its number stays, canceled, so that the series has no hole. */
export const cancelInvoice = (ctx: Ctx, id: number, reason: string): Promise<Invoice> =>
  inTransaction(ctx, async (tx) => {
    const invoice = await getInvoiceRow(tx.db, id, { lock: true })
    unless([
      ...whyNotMoveInvoice(invoice.status, 'cancel'),
      ...refuse(reason.trim() === '', 'invoice.no-reason', 'Say why the invoice is canceled.'),
    ])
    await takeBack(tx, id)
    await tx.db
      .update(invoices)
      .set({ status: invoiceMoves.cancel.to, reason: reason.trim() })
      .where(eq(invoices.id, id))
    return getInvoice(tx.db, id, tx.now)
  })

/** Takes a sent invoice back by a credit note with the same lines below zero; the goods can be invoiced again. Returns the credit note. */
export const creditInvoice = (ctx: Ctx, id: number, reason: string): Promise<Invoice> =>
  inTransaction(ctx, async (tx) => {
    const { customerId, currency, exchangeRate, ...invoice } = await getInvoiceRow(tx.db, id, { lock: true })
    unless([
      ...whyNotCredit(invoice),
      ...refuse(reason.trim() === '', 'invoice.no-reason', 'Say why the invoice is credited.'),
    ])
    const day = await today(tx)
    const number = await nextNumber(tx, 'CN')
    const [row] = await tx.db
      .insert(invoices)
      .values({
        number,
        kind: 'creditNote',
        status: 'sent',
        customerId,
        currency,
        exchangeRate,
        invoicedOn: day,
        paymentDays: 0,
        dueOn: day,
        sentAt: tx.now,
        creditsId: id,
        notes: '',
        reason: reason.trim(),
      })
      .returning({ id: invoices.id })
    const note = found(row, 'credit note', number)
    const lines = await tx.db
      .select()
      .from(invoiceLines)
      .where(eq(invoiceLines.invoiceId, id))
      .orderBy(invoiceLines.line)
    await tx.db.insert(invoiceLines).values(
      lines.map(({ id: _id, ...l }) => ({
        ...l,
        invoiceId: note.id,
        quantity: -l.quantity,
        oneOffPrice: -l.oneOffPrice,
        net: -l.net,
        tax: -l.tax,
      })),
    )
    await takeBack(tx, id)
    await tx.db
      .update(invoices)
      .set({ status: invoiceMoves.credit.to, reason: reason.trim() })
      .where(eq(invoices.id, id))
    await freezePaper(tx, note.id, number)
    return getInvoice(tx.db, note.id, tx.now)
  })
