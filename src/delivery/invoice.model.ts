import { z } from 'zod'
import { RefusalShape } from '../core/endpoint.ts'
import { defineList } from '../core/list.model.ts'
import { Day, Id, Instant, LongText, Money, Percent, PositiveQuantity, RequiredText } from '../core/shapes.ts'
import { currencies } from '../parties/party.model.ts'
import { invoiceKinds, invoiceStatuses } from './delivery.model.ts'

export const InvoiceInput = z.object({
  shipmentIds: z
    .array(Id)
    .min(1, 'Choose at least one shipment.')
    .max(200)
    .describe('Of one customer and one currency'),
  invoicedOn: Day.optional().describe('Today in the plant when left out'),
  exchangeRate: PositiveQuantity.optional().describe("The orders' when left out"),
  notes: LongText.default(''),
})
export type NewInvoice = z.input<typeof InvoiceInput>

export const InvoiceChangeInput = z.object({ invoicedOn: Day, paymentDays: z.int().min(0).max(365), notes: LongText })
export const PayInput = z.object({ paidOn: Day.optional().describe('Today in the plant when left out') })
export const InvoiceReasonInput = z.object({ reason: RequiredText(1000) })

export const InvoiceLine = z.object({
  id: Id,
  line: z.int(),
  salesOrderLineId: Id,
  salesOrderId: Id,
  orderNumber: z.string(),
  orderLine: z.int(),
  buyerOrderNumber: z.string(),
  shipmentId: Id.nullable(),
  shipmentNumber: z.string().nullable(),
  shippedOn: Day.nullable(),
  itemNumber: z.string(),
  description: z.string(),
  customerPartNumber: z.string().nullable(),
  unit: z.string(),
  quantity: z.number(),
  unitPrice: Money,
  oneOffPrice: Money,
  taxPercent: Percent,
  net: Money,
  tax: Money,
})
export type InvoiceLine = z.infer<typeof InvoiceLine>

export const Invoice = z.object({
  id: Id,
  number: z.string(),
  kind: z.enum(invoiceKinds),
  status: z.enum(invoiceStatuses),
  overdue: z.boolean(),
  customerId: Id,
  customer: z.string(),
  currency: z.enum(currencies),
  companyCurrency: z.string(),
  exchangeRate: z.number(),
  invoicedOn: Day,
  paymentDays: z.int(),
  dueOn: Day,
  sentAt: Instant.nullable(),
  paidOn: Day.nullable(),
  notes: z.string(),
  reason: z.string(),
  credits: z.object({ id: Id, number: z.string() }).nullable().describe('The invoice that this credit note takes back'),
  creditedBy: z.object({ id: Id, number: z.string() }).nullable(),
  net: Money,
  tax: Money,
  gross: Money,
  lines: z.array(InvoiceLine),
  whyNot: z.object({
    change: z.array(RefusalShape),
    send: z.array(RefusalShape),
    pay: z.array(RefusalShape),
    cancel: z.array(RefusalShape),
    credit: z.array(RefusalShape),
  }),
})
export type Invoice = z.infer<typeof Invoice>

export const invoiceList = defineList({
  name: 'invoices',
  columns: {
    id: { kind: 'id', hidden: true },
    number: { kind: 'text', search: true, link: '/invoices/{id}' },
    kind: { kind: 'word', words: invoiceKinds, hidden: true },
    status: { kind: 'word', words: invoiceStatuses },
    overdue: { kind: 'flag', hidden: true },
    customerId: { kind: 'id', hidden: true },
    customer: { kind: 'text', search: true },
    orders: { kind: 'text', search: true },
    /** Ids of the orders; filters find the invoices of one. */
    salesOrderIds: { kind: 'words', hidden: true },
    invoicedOn: { kind: 'day' },
    dueOn: { kind: 'day' },
    paidOn: { kind: 'day', optional: true },
    currency: { kind: 'word', words: currencies, hidden: true },
    net: { kind: 'money', currency: 'currency' },
    tax: { kind: 'money', currency: 'currency', hidden: true },
    gross: { kind: 'money', currency: 'currency' },
  },
  sort: [
    { column: 'invoicedOn', direction: 'descending' },
    { column: 'id', direction: 'descending' },
  ],
})

/** What left and nobody has charged yet, one row for each order line of each shipment. */
export const notInvoicedList = defineList({
  name: 'shippedNotInvoiced',
  columns: {
    /** The first shipment line of the row. */
    id: { kind: 'id', hidden: true },
    shipmentId: { kind: 'id', hidden: true },
    shipment: { kind: 'text', search: true, link: '/shipments/{shipmentId}' },
    shippedOn: { kind: 'day' },
    daysSince: { kind: 'integer' },
    customerId: { kind: 'id', hidden: true },
    customer: { kind: 'text', search: true },
    salesOrderId: { kind: 'id', hidden: true },
    order: { kind: 'text', search: true },
    buyerOrderNumber: { kind: 'text', search: true, hidden: true },
    item: { kind: 'text', search: true },
    description: { kind: 'text', search: true },
    quantity: { kind: 'quantity' },
    currency: { kind: 'word', words: currencies, hidden: true },
    /** Without one-off charges, which go with the first invoice. */
    net: { kind: 'money', currency: 'currency' },
  },
  sort: [{ column: 'shippedOn', direction: 'ascending' }],
})
