import { boolean, index, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { items } from '../catalog/item.tables.ts'
import { methods } from '../catalog/method.tables.ts'
import { at, day, id, money, percent, quantity, ref, word, wordCheck } from '../core/columns.ts'
import type { CostElement } from '../engines/costing/elements.ts'
import { currencies } from '../parties/party.model.ts'
import { contacts, deliveryPlaces, parties } from '../parties/party.tables.ts'
import {
  type EnquiryCheck,
  enquiryStatuses,
  lostReasons,
  promiseCauses,
  quotationStatuses,
  salesOrderStatuses,
} from './sales.model.ts'

export const enquiries = pgTable(
  'enquiries',
  {
    id: id(),
    number: text().notNull().unique(),
    status: word(enquiryStatuses).notNull(),
    customerId: ref()
      .notNull()
      .references(() => parties.id),
    contactId: ref().references(() => contacts.id),
    receivedOn: day().notNull(),
    wishedOn: day(),
    title: text().notNull(),
    /** The customer's own words. */
    words: text().notNull(),
    /** The checks that are answered; the others are what is missing. */
    answered: jsonb().$type<EnquiryCheck[]>().notNull(),
    declinedReason: text().notNull(),
  },
  (t) => [wordCheck('enquiries_status', t.status, enquiryStatuses), index().on(t.customerId)],
)

export const enquiryLines = pgTable(
  'enquiry_lines',
  {
    id: id(),
    enquiryId: ref()
      .notNull()
      .references(() => enquiries.id, { onDelete: 'cascade' }),
    line: integer().notNull(),
    itemId: ref().references(() => items.id),
    description: text().notNull(),
    quantity: quantity().notNull(),
  },
  (t) => [unique().on(t.enquiryId, t.line)],
)

export const quotations = pgTable(
  'quotations',
  {
    id: id(),
    number: text().notNull().unique(),
    /** 0 at first; one more each time a sent quotation is taken back to change it. */
    revision: integer().notNull().default(0),
    status: word(quotationStatuses).notNull(),
    enquiryId: ref().references(() => enquiries.id),
    customerId: ref()
      .notNull()
      .references(() => parties.id),
    contactId: ref().references(() => contacts.id),
    deliveryPlaceId: ref().references(() => deliveryPlaces.id),
    currency: word(currencies).notNull(),
    /** One unit of `currency` in the company's currency, fixed when the quotation is made. */
    exchangeRate: quantity().notNull(),
    quotedOn: day().notNull(),
    validUntil: day().notNull(),
    paymentDays: integer().notNull(),
    introduction: text().notNull(),
    terms: text().notNull(),
    sentAt: at(),
    decidedAt: at(),
    lostReason: word(lostReasons),
    lostNote: text().notNull(),
  },
  (t) => [wordCheck('quotations_status', t.status, quotationStatuses), index().on(t.customerId)],
)

export type SpecificationRow = { name: string; value: string; unit: string }

export const quotationLines = pgTable(
  'quotation_lines',
  {
    id: id(),
    quotationId: ref()
      .notNull()
      .references(() => quotations.id, { onDelete: 'cascade' }),
    line: integer().notNull(),
    itemId: ref()
      .notNull()
      .references(() => items.id),
    description: text().notNull(),
    /** The line's own copy of the method, tailored freely. */
    methodId: ref().references(() => methods.id),
    /** Tailored size, style, material, …; numbers in it feed nothing unless the estimator edits the method. */
    specification: jsonb().$type<SpecificationRow[]>().notNull(),
    /** Mark-up per cost element, in percent. */
    markups: jsonb().$type<Partial<Record<CostElement, number>>>().notNull(),
    minimumPrice: money().notNull(),
    /** Tooling and other charges once per order. */
    oneOffPrice: money().notNull(),
    /** Tooling is charged in the one-off price and stays out of the price per piece. */
    toolingInOneOff: boolean().notNull().default(false),
    taxPercent: percent().notNull(),
    /** When its breaks were last estimated; a method changed later makes the prices stale. */
    pricedAt: at(),
    /** What makes that estimate doubtful: a missing rate, a cost of zero, an item without a method. */
    warnings: jsonb().$type<string[]>().notNull(),
    leadDays: integer().notNull(),
    promisedOn: day(),
  },
  (t) => [unique().on(t.quotationId, t.line)],
)

/** One column of the quantity breaks: the price for one piece when `quantity` are ordered. */
export const quotationBreaks = pgTable(
  'quotation_breaks',
  {
    id: id(),
    quotationLineId: ref()
      .notNull()
      .references(() => quotationLines.id, { onDelete: 'cascade' }),
    quantity: quantity().notNull(),
    /** Estimated cost by element for the whole quantity, frozen when it was last priced. */
    costs: jsonb().$type<Partial<Record<CostElement, number>>>().notNull(),
    unitPrice: money().notNull(),
    /** True when the estimator typed the price instead of taking cost and mark-up. */
    unitPriceFixed: boolean().notNull().default(false),
  },
  (t) => [unique().on(t.quotationLineId, t.quantity)],
)

export const salesOrders = pgTable(
  'sales_orders',
  {
    id: id(),
    number: text().notNull().unique(),
    status: word(salesOrderStatuses).notNull(),
    quotationId: ref().references(() => quotations.id),
    customerId: ref()
      .notNull()
      .references(() => parties.id),
    contactId: ref().references(() => contacts.id),
    deliveryPlaceId: ref().references(() => deliveryPlaces.id),
    buyerOrderNumber: text().notNull(),
    currency: word(currencies).notNull(),
    exchangeRate: quantity().notNull(),
    orderedOn: day().notNull(),
    paymentDays: integer().notNull(),
    notes: text().notNull(),
    canceledReason: text().notNull(),
  },
  (t) => [wordCheck('sales_orders_status', t.status, salesOrderStatuses), index().on(t.customerId)],
)

export const salesOrderLines = pgTable(
  'sales_order_lines',
  {
    id: id(),
    salesOrderId: ref()
      .notNull()
      .references(() => salesOrders.id, { onDelete: 'cascade' }),
    line: integer().notNull(),
    itemId: ref()
      .notNull()
      .references(() => items.id),
    description: text().notNull(),
    quotationLineId: ref().references(() => quotationLines.id),
    specification: jsonb().$type<SpecificationRow[]>().notNull(),
    quantity: quantity().notNull(),
    unitPrice: money().notNull(),
    oneOffPrice: money().notNull(),
    taxPercent: percent().notNull(),
    /** What we first promised: written once. */
    firstPromiseOn: day().notNull(),
    currentPromiseOn: day().notNull(),
    /** What the plan says now. */
    projectedOn: day(),
    /** The day the last piece left. */
    actualOn: day(),
    /** The day of the last delivery that stands, also while more is to come; null when none does. */
    lastDeliveredOn: day(),
    deliveredQuantity: quantity().notNull().default(0),
    invoicedQuantity: quantity().notNull().default(0),
    canceled: text().notNull().default(''),
  },
  (t) => [unique().on(t.salesOrderId, t.line), index().on(t.itemId), index().on(t.currentPromiseOn)],
)

export const promiseChanges = pgTable(
  'promise_changes',
  {
    id: id(),
    salesOrderLineId: ref()
      .notNull()
      .references(() => salesOrderLines.id, { onDelete: 'cascade' }),
    at: at().notNull(),
    by: text().notNull(),
    fromOn: day().notNull(),
    toOn: day().notNull(),
    cause: word(promiseCauses).notNull(),
    askedBy: text().notNull(),
    note: text().notNull(),
  },
  (t) => [index().on(t.salesOrderLineId), wordCheck('promise_changes_cause', t.cause, promiseCauses)],
)

/** Quantity, price or cancel changes of an open order, with what they touched. */
export const orderChanges = pgTable(
  'order_changes',
  {
    id: id(),
    salesOrderLineId: ref()
      .notNull()
      .references(() => salesOrderLines.id, { onDelete: 'cascade' }),
    at: at().notNull(),
    by: text().notNull(),
    field: text().notNull(),
    before: text().notNull(),
    after: text().notNull(),
    touches: text().notNull(),
  },
  (t) => [index().on(t.salesOrderLineId)],
)
