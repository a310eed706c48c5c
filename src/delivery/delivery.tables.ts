import { type AnyPgColumn, index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { items } from '../catalog/item.tables.ts'
import { at, day, id, money, percent, quantity, ref, word, wordCheck } from '../core/columns.ts'
import { lots, places } from '../inventory/stock.tables.ts'
import { currencies } from '../parties/party.model.ts'
import { deliveryPlaces, parties } from '../parties/party.tables.ts'
import { salesOrderLines } from '../sales/sales.tables.ts'
import { invoiceKinds, invoiceStatuses, shipmentStatuses } from './delivery.model.ts'

export const shipments = pgTable(
  'shipments',
  {
    id: id(),
    number: text().notNull().unique(),
    status: word(shipmentStatuses).notNull(),
    customerId: ref()
      .notNull()
      .references(() => parties.id),
    deliveryPlaceId: ref().references(() => deliveryPlaces.id),
    carrier: text().notNull(),
    tracking: text().notNull(),
    packages: integer().notNull(),
    grossKg: quantity().notNull(),
    notes: text().notNull(),
    createdAt: at().notNull(),
    shippedAt: at(),
    /** The plant's calendar day on which it left. */
    shippedOn: day(),
    reversedReason: text().notNull().default(''),
    /** The shipment of which this brings goods back; its quantities are less than nothing. */
    returnOfId: ref().references((): AnyPgColumn => shipments.id),
  },
  (t) => [
    index().on(t.returnOfId),
    wordCheck('shipments_status', t.status, shipmentStatuses),
    index().on(t.customerId),
    index().on(t.status),
  ],
)

export const shipmentLines = pgTable(
  'shipment_lines',
  {
    id: id(),
    shipmentId: ref()
      .notNull()
      .references(() => shipments.id, { onDelete: 'cascade' }),
    line: integer().notNull(),
    salesOrderLineId: ref()
      .notNull()
      .references(() => salesOrderLines.id),
    itemId: ref()
      .notNull()
      .references(() => items.id),
    lotId: ref().references(() => lots.id),
    /** The bin it is taken from; null in a draft is picked when it leaves. Services come from no bin. */
    placeId: ref().references(() => places.id),
    quantity: quantity().notNull(),
    /** Cost of the goods when they left. */
    value: money().notNull().default(0),
    /** The invoice line that charges it; null while it is not invoiced. */
    invoiceLineId: ref().references((): AnyPgColumn => invoiceLines.id),
    /** The line of an earlier shipment whose goods came back. */
    returnsLineId: ref().references((): AnyPgColumn => shipmentLines.id),
  },
  (t) => [
    index().on(t.returnsLineId),
    unique().on(t.shipmentId, t.line),
    index().on(t.salesOrderLineId),
    index().on(t.invoiceLineId),
  ],
)

export const invoices = pgTable(
  'invoices',
  {
    id: id(),
    number: text().notNull().unique(),
    kind: word(invoiceKinds).notNull().default('invoice'),
    status: word(invoiceStatuses).notNull(),
    customerId: ref()
      .notNull()
      .references(() => parties.id),
    currency: word(currencies).notNull(),
    /** One unit of `currency` in the company's currency. */
    exchangeRate: quantity().notNull(),
    invoicedOn: day().notNull(),
    paymentDays: integer().notNull(),
    dueOn: day().notNull(),
    sentAt: at(),
    paidOn: day(),
    /** The invoice that a credit note takes back. */
    creditsId: ref().references((): AnyPgColumn => invoices.id),
    notes: text().notNull(),
    /** Why it was canceled or credited. */
    reason: text().notNull().default(''),
  },
  (t) => [
    wordCheck('invoices_status', t.status, invoiceStatuses),
    wordCheck('invoices_kind', t.kind, invoiceKinds),
    index().on(t.customerId),
    index().on(t.status, t.dueOn),
  ],
)

export const invoiceLines = pgTable(
  'invoice_lines',
  {
    id: id(),
    invoiceId: ref()
      .notNull()
      .references(() => invoices.id, { onDelete: 'cascade' }),
    line: integer().notNull(),
    salesOrderLineId: ref()
      .notNull()
      .references(() => salesOrderLines.id),
    shipmentId: ref().references(() => shipments.id),
    description: text().notNull(),
    /** Less than nothing on a credit note. */
    quantity: quantity().notNull(),
    unitPrice: money().notNull(),
    /** The order line's one-off charge, on the invoice of its first delivery. */
    oneOffPrice: money().notNull().default(0),
    taxPercent: percent().notNull(),
    /** Rounded to the currency's decimals, half up; the invoice is the sum of its lines. */
    net: money().notNull(),
    tax: money().notNull(),
  },
  (t) => [unique().on(t.invoiceId, t.line), index().on(t.salesOrderLineId), index().on(t.shipmentId)],
)
