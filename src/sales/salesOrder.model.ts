import { z } from 'zod'
import { defineList } from '../core/list.model.ts'
import {
  Day,
  Id,
  Instant,
  LongText,
  Money,
  NonNegativeMoney,
  Percent,
  PositiveQuantity,
  RequiredText,
  Text,
} from '../core/shapes.ts'
import { currencies } from '../parties/party.model.ts'
import { SpecificationRow } from './quotation.model.ts'
import { orderLineStates, promiseCauses, salesOrderStatuses } from './sales.model.ts'

export const OrderLineInput = z.object({
  itemId: Id,
  description: Text(500).default('').describe("The item's name when left out"),
  quotationLineId: Id.nullable().default(null),
  specification: z.array(SpecificationRow).max(100).default([]),
  quantity: PositiveQuantity,
  unitPrice: NonNegativeMoney,
  oneOffPrice: NonNegativeMoney.default(0),
  taxPercent: Percent.optional().describe("The customer's when left out"),
  promisedOn: Day.describe('The first promise: written once'),
})

export const SalesOrderInput = z.object({
  customerId: Id,
  contactId: Id.nullable().default(null),
  deliveryPlaceId: Id.nullable().default(null),
  quotationId: Id.nullable().default(null),
  buyerOrderNumber: Text(100).default(''),
  currency: z.enum(currencies).optional().describe("The customer's when left out"),
  exchangeRate: PositiveQuantity.optional(),
  orderedOn: Day.optional(),
  paymentDays: z.int().min(0).max(365).optional(),
  notes: LongText.default(''),
  lines: z.array(OrderLineInput).min(1).max(500),
})
export type SalesOrderInput = z.infer<typeof SalesOrderInput>
export type NewSalesOrder = z.input<typeof SalesOrderInput>

export const PromiseChangeInput = z.object({
  toOn: Day,
  cause: z.enum(promiseCauses),
  askedBy: RequiredText(100).describe('Who asked for it: the customer, a planner, …'),
  note: Text(1000).default(''),
})
export type PromiseChange = z.input<typeof PromiseChangeInput>

/** `touches` says what the change reaches (work orders, purchase orders); the page of the jobs area computes it. */
export const OrderLineChangeInput = z.object({
  quantity: PositiveQuantity.optional(),
  unitPrice: NonNegativeMoney.optional(),
  oneOffPrice: NonNegativeMoney.optional(),
  description: RequiredText(500).optional(),
  touches: LongText.default(''),
})
export type OrderLineChange = z.input<typeof OrderLineChangeInput>

export const SalesOrderLine = z.object({
  id: Id,
  line: z.int(),
  itemId: Id,
  itemNumber: z.string(),
  itemName: z.string(),
  unit: z.string(),
  customerPartNumber: z.string().nullable(),
  description: z.string(),
  quotationLineId: Id.nullable(),
  methodId: Id.nullable().describe("The quotation line's tailored method; null means the item's master"),
  specification: z.array(SpecificationRow),
  quantity: z.number(),
  unitPrice: Money,
  oneOffPrice: Money,
  taxPercent: Percent,
  net: z.number(),
  tax: z.number(),
  gross: z.number(),
  firstPromiseOn: Day,
  currentPromiseOn: Day,
  projectedOn: Day.nullable(),
  actualOn: Day.nullable(),
  deliveredQuantity: z.number(),
  invoicedQuantity: z.number(),
  canceled: z.string().describe('The reason, or empty'),
  state: z.enum(orderLineStates),
  promiseChanges: z.array(
    z.object({
      id: Id,
      at: Instant,
      by: z.string(),
      fromOn: Day,
      toOn: Day,
      cause: z.enum(promiseCauses),
      askedBy: z.string(),
      note: z.string(),
    }),
  ),
  changes: z.array(
    z.object({
      id: Id,
      at: Instant,
      by: z.string(),
      field: z.string(),
      before: z.string(),
      after: z.string(),
      touches: z.string(),
    }),
  ),
})
export type SalesOrderLine = z.infer<typeof SalesOrderLine>

export const SalesOrder = z.object({
  id: Id,
  number: z.string(),
  status: z.enum(salesOrderStatuses),
  quotationId: Id.nullable(),
  quotationNumber: z.string().nullable(),
  enquiryId: Id.nullable(),
  enquiryNumber: z.string().nullable(),
  customerId: Id,
  customerName: z.string(),
  contactId: Id.nullable(),
  contactName: z.string().nullable(),
  deliveryPlaceId: Id.nullable(),
  deliveryPlaceName: z.string().nullable(),
  buyerOrderNumber: z.string(),
  currency: z.enum(currencies),
  companyCurrency: z.string(),
  exchangeRate: z.number(),
  orderedOn: Day,
  paymentDays: z.int(),
  notes: z.string(),
  canceledReason: z.string(),
  net: z.number(),
  tax: z.number(),
  gross: z.number(),
  lines: z.array(SalesOrderLine),
})
export type SalesOrder = z.infer<typeof SalesOrder>

export const salesOrderList = defineList({
  name: 'salesOrders',
  columns: {
    id: { kind: 'id', hidden: true },
    number: { kind: 'text', search: true, link: '/sales-orders/{id}' },
    status: { kind: 'word', words: salesOrderStatuses },
    customerId: { kind: 'id', hidden: true },
    customer: { kind: 'text', search: true, link: '/parties/{customerId}' },
    buyerOrderNumber: { kind: 'text', search: true },
    items: { kind: 'text', search: true, optional: true },
    currency: { kind: 'word', words: currencies, hidden: true },
    net: { kind: 'money', currency: 'currency' },
    orderedOn: { kind: 'day' },
    /** The earliest current promise of an open line. */
    nextPromiseOn: { kind: 'day', optional: true },
    openLines: { kind: 'integer' },
  },
  sort: [
    { column: 'nextPromiseOn', direction: 'ascending' },
    { column: 'id', direction: 'descending' },
  ],
})

/** Every line of every order, with its four dates: the open order list of a customer is this, filtered. */
export const orderLineList = defineList({
  name: 'orderLines',
  columns: {
    id: { kind: 'id', hidden: true },
    salesOrderId: { kind: 'id', hidden: true },
    order: { kind: 'text', search: true, link: '/sales-orders/{salesOrderId}' },
    line: { kind: 'integer' },
    state: { kind: 'word', words: orderLineStates },
    customerId: { kind: 'id', hidden: true },
    customer: { kind: 'text', search: true, link: '/parties/{customerId}' },
    buyerOrderNumber: { kind: 'text', search: true, hidden: true },
    itemId: { kind: 'id', hidden: true },
    item: { kind: 'text', search: true },
    description: { kind: 'text', search: true },
    quantity: { kind: 'quantity' },
    deliveredQuantity: { kind: 'quantity' },
    currency: { kind: 'word', words: currencies, hidden: true },
    net: { kind: 'money', currency: 'currency' },
    firstPromiseOn: { kind: 'day' },
    currentPromiseOn: { kind: 'day' },
    projectedOn: { kind: 'day', optional: true },
    actualOn: { kind: 'day', optional: true },
    late: { kind: 'flag' },
  },
  sort: [
    { column: 'currentPromiseOn', direction: 'ascending' },
    { column: 'id', direction: 'ascending' },
  ],
})

/** One event of a deal, from enquiry to order. Later areas add theirs on the page. */
export const DealEvent = z.object({
  at: Instant,
  kind: z.enum(['enquiry', 'quotation', 'salesOrder', 'promise', 'change']),
  act: z.string().describe('received, quoted, sent, won, lost, expired, ordered, promised, changed, canceled'),
  documentId: Id,
  number: z.string(),
  by: z.string(),
  note: z.string().describe('The title, reason or note in the words of whoever wrote it'),
  revision: z.int().describe('Of a quotation that was sent'),
  change: z
    .object({ line: z.int(), field: z.string(), before: z.string(), after: z.string() })
    .nullable()
    .describe('What a promise or order change changed'),
})
export type DealEvent = z.infer<typeof DealEvent>

export const CustomerOverview = z.object({
  openOrders: z.int(),
  openNet: z.number().describe("Undelivered value in the company's currency"),
  openQuotations: z.int(),
  openEnquiries: z.int(),
  won: z.int().describe('Quotations won in the last 12 months'),
  lost: z.int().describe('Quotations lost or expired in the last 12 months'),
  orderedNet: z.number().describe("Ordered in the last 12 months, in the company's currency"),
  linesDelivered: z.int(),
  linesOnFirstPromise: z.int().describe('Of those, delivered no later than first promised'),
})
export type CustomerOverview = z.infer<typeof CustomerOverview>
