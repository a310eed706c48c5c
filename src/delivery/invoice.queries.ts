import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { dayAt, getCompany } from '../core/company.queries.ts'
import type { Db } from '../core/ctx.ts'
import { sum } from '../core/decimal.ts'
import type { ListInput } from '../core/list.model.ts'
import { runList } from '../core/list.queries.ts'
import { found } from '../core/missing.ts'
import { refuse } from '../core/refusal.ts'
import { row, rowsOf } from '../core/rows.ts'
import { getParty } from '../parties/party.queries.ts'
import { netSql } from '../sales/price.queries.ts'
import { invoices } from './delivery.tables.ts'
import { type Invoice, type InvoiceLine, invoiceList, notInvoicedList } from './invoice.model.ts'
import { isOverdue, whyNotCredit, whyNotMoveInvoice } from './invoice.rules.ts'

const Line = z.object({
  id: row.id,
  line: row.id,
  salesOrderLineId: row.id,
  salesOrderId: row.id,
  orderNumber: row.text,
  orderLine: row.id,
  buyerOrderNumber: row.text,
  shipmentId: row.id.nullable(),
  shipmentNumber: row.text.nullable(),
  shippedOn: row.day.nullable(),
  itemNumber: row.text,
  description: row.text,
  customerPartNumber: row.text.nullable(),
  unit: row.text,
  quantity: row.number,
  unitPrice: row.number,
  oneOffPrice: row.number,
  taxPercent: row.number,
  net: row.number,
  tax: row.number,
})

const linesOfInvoice = (db: Db, id: number): Promise<InvoiceLine[]> =>
  rowsOf(
    db,
    sql`select v.id, v.line, v.sales_order_line_id as "salesOrderLineId", o.id as "salesOrderId", o.number as "orderNumber", ol.line as "orderLine", o.buyer_order_number as "buyerOrderNumber",
        s.id as "shipmentId", s.number as "shipmentNumber", s.shipped_on::text as "shippedOn", i.number as "itemNumber", v.description,
        (select p.part_number from customer_part_numbers p where p.item_id = i.id and p.party_id = o.customer_id and not p.archived order by p.id limit 1) as "customerPartNumber",
        u.code as unit, v.quantity, v.unit_price as "unitPrice", v.one_off_price as "oneOffPrice", v.tax_percent as "taxPercent", v.net, v.tax
      from invoice_lines v join sales_order_lines ol on ol.id = v.sales_order_line_id join sales_orders o on o.id = ol.sales_order_id
      join items i on i.id = ol.item_id join units u on u.id = i.stock_unit_id left join shipments s on s.id = v.shipment_id
      where v.invoice_id = ${id} order by v.line`,
    Line,
  )

export async function getInvoiceRow(db: Db, id: number, options?: { lock: boolean }) {
  const query = db.select().from(invoices).where(eq(invoices.id, id))
  const [invoice] = await (options?.lock ? query.for('update') : query)
  return found(invoice, 'invoice', id)
}

/** Whether it is overdue depends on `now`, the instant of the request. */
export async function getInvoice(db: Db, id: number, now: string): Promise<Invoice> {
  const { creditsId, ...invoice } = await getInvoiceRow(db, id)
  const company = await getCompany(db)
  const lines = await linesOfInvoice(db, id)
  const [credited] =
    creditsId === null
      ? []
      : await db.select({ id: invoices.id, number: invoices.number }).from(invoices).where(eq(invoices.id, creditsId))
  const [creditedBy] = await db
    .select({ id: invoices.id, number: invoices.number })
    .from(invoices)
    .where(eq(invoices.creditsId, id))
  const [net, tax] = [sum(lines.map((l) => l.net)), sum(lines.map((l) => l.tax))]
  const { status, kind } = invoice
  return {
    ...invoice,
    overdue: isOverdue(invoice, dayAt(now, company.timeZone)),
    customer: (await getParty(db, invoice.customerId)).name,
    companyCurrency: company.currency,
    credits: credited ?? null,
    creditedBy: creditedBy ?? null,
    net,
    tax,
    gross: sum([net, tax]),
    lines,
    whyNot: {
      change: refuse(status !== 'draft', 'invoice.not-draft', `The invoice is ${status}.`),
      send: whyNotMoveInvoice(status, 'send'),
      pay: whyNotMoveInvoice(status, 'pay'),
      cancel: whyNotMoveInvoice(status, 'cancel'),
      credit: whyNotCredit({ status, kind }),
    },
  }
}

export async function listInvoices(db: Db, now: string, input: ListInput) {
  const today = dayAt(now, (await getCompany(db)).timeZone)
  return runList(
    db,
    invoiceList,
    sql`select v.id, v.number, v.kind, v.status, v.status = 'sent' and v.due_on < ${today}::date as overdue, v.customer_id as "customerId", c.name as customer,
        coalesce(x.orders, '') as orders, coalesce(x.ids, '{}') as "salesOrderIds", v.invoiced_on::text as "invoicedOn", v.due_on::text as "dueOn", v.paid_on::text as "paidOn", v.currency,
        coalesce(x.net, 0) as net, coalesce(x.tax, 0) as tax, coalesce(x.net + x.tax, 0) as gross
      from invoices v join parties c on c.id = v.customer_id
      left join lateral (select string_agg(distinct o.number, ', ') as orders, array_agg(distinct o.id::text) as ids, sum(l.net) as net, sum(l.tax) as tax
        from invoice_lines l join sales_order_lines ol on ol.id = l.sales_order_line_id join sales_orders o on o.id = ol.sales_order_id where l.invoice_id = v.id) x on true`,
    input,
  )
}

export async function listNotInvoiced(db: Db, now: string, input: ListInput) {
  const today = dayAt(now, (await getCompany(db)).timeZone)
  return runList(
    db,
    notInvoicedList,
    sql`select min(l.id) as id, s.id as "shipmentId", s.number as shipment, s.shipped_on::text as "shippedOn", ${today}::date - s.shipped_on as "daysSince",
        s.customer_id as "customerId", c.name as customer, o.id as "salesOrderId", o.number as "order", o.buyer_order_number as "buyerOrderNumber",
        i.number as item, ol.description, sum(l.quantity) as quantity, o.currency,
        ${netSql(sql`sum(l.quantity)`, sql`ol.unit_price`, sql`0`, sql`o.currency`)} as net
      from shipment_lines l join shipments s on s.id = l.shipment_id and s.status = 'shipped' join parties c on c.id = s.customer_id
      join sales_order_lines ol on ol.id = l.sales_order_line_id join sales_orders o on o.id = ol.sales_order_id join items i on i.id = l.item_id
      where l.invoice_line_id is null
      group by s.id, c.id, ol.id, o.id, i.id`,
    input,
  )
}
