import { boolean, index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { at, day, id, money, percent, quantity, ref, word, wordCheck } from '../core/columns.ts'
import { items } from '../catalog/item.tables.ts'
import { lots, places } from '../inventory/stock.tables.ts'
import { currencies } from '../parties/party.model.ts'
import { deliveryPlaces, parties } from '../parties/party.tables.ts'
import { salesOrderLines } from '../sales/sales.tables.ts'
import { invoiceStatuses, shipmentStatuses } from './delivery.model.ts'

export const shipments = pgTable(
  'shipments',
  {
    id: id(),
    number: text().notNull().unique(),
    status: word(shipmentStatuses).notNull(),
    customerId: ref().notNull().references(() => parties.id),
    deliveryPlaceId: ref().references(() => deliveryPlaces.id),
    carrier: text().notNull(),
    tracking: text().notNull(),
    packages: integer().notNull(),
    grossKg: quantity().notNull(),
    notes: text().notNull(),
    shippedAt: at(),
    shippedOn: day(),
  },
  (t) => [wordCheck('shipments_status', t.status, shipmentStatuses), index().on(t.customerId)],
)

export const shipmentLines = pgTable(
  'shipment_lines',
  {
    id: id(),
    shipmentId: ref().notNull().references(() => shipments.id, { onDelete: 'cascade' }),
    line: integer().notNull(),
    salesOrderLineId: ref().notNull().references(() => salesOrderLines.id),
    itemId: ref().notNull().references(() => items.id),
    lotId: ref().references(() => lots.id),
    placeId: ref().references(() => places.id),
    quantity: quantity().notNull(),
    /** Cost of the goods when they left. */
    value: money().notNull().default(0),
    invoiced: boolean().notNull().default(false),
  },
  (t) => [unique().on(t.shipmentId, t.line), index().on(t.salesOrderLineId)],
)

export const invoices = pgTable(
  'invoices',
  {
    id: id(),
    number: text().notNull().unique(),
    status: word(invoiceStatuses).notNull(),
    customerId: ref().notNull().references(() => parties.id),
    currency: word(currencies).notNull(),
    exchangeRate: quantity().notNull(),
    invoicedOn: day().notNull(),
    dueOn: day().notNull(),
    notes: text().notNull(),
  },
  (t) => [wordCheck('invoices_status', t.status, invoiceStatuses), index().on(t.customerId)],
)

export const invoiceLines = pgTable(
  'invoice_lines',
  {
    id: id(),
    invoiceId: ref().notNull().references(() => invoices.id, { onDelete: 'cascade' }),
    line: integer().notNull(),
    salesOrderLineId: ref().notNull().references(() => salesOrderLines.id),
    shipmentLineId: ref().references(() => shipmentLines.id),
    description: text().notNull(),
    quantity: quantity().notNull(),
    unitPrice: money().notNull(),
    taxPercent: percent().notNull(),
    /** Rounded to the currency's decimals, half up; the invoice is the sum of its lines. */
    net: money().notNull(),
    tax: money().notNull(),
  },
  (t) => [unique().on(t.invoiceId, t.line), index().on(t.salesOrderLineId)],
)
