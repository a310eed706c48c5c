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
import { costElements } from '../engines/costing/elements.ts'
import { currencies } from '../parties/party.model.ts'
import { lostReasons, quotationStatuses } from './sales.model.ts'

/** One row of a line's specification sheet: width · 1250 · mm. */
export const SpecificationRow = z.object({ name: RequiredText(100), value: Text(500), unit: Text(20).default('') })
export type SpecificationRow = z.infer<typeof SpecificationRow>

export const ElementAmounts = z
  .partialRecord(z.enum(costElements), z.number())
  .describe("By cost element, in the company's currency")
export const MarkupsShape = z.partialRecord(z.enum(costElements), Percent).describe('Percent by cost element')

/** What a quotation says at its head. What is left out comes from the customer and the company. */
export const QuotationFields = z.object({
  contactId: Id.nullable().optional(),
  deliveryPlaceId: Id.nullable().optional(),
  currency: z.enum(currencies).optional(),
  exchangeRate: PositiveQuantity.optional().describe('Company currency for one unit of the quotation currency'),
  quotedOn: Day.optional(),
  validUntil: Day.optional(),
  paymentDays: z.int().min(0).max(365).optional(),
  introduction: LongText.optional(),
  terms: LongText.optional(),
})
export type QuotationFields = z.infer<typeof QuotationFields>

export const QuotationInput = QuotationFields.extend({
  enquiryId: Id.optional().describe('Its customer, contact and lines are taken over'),
  customerId: Id.optional().describe('Needed without an enquiry'),
})
export type NewQuotation = z.input<typeof QuotationInput>

export const QuotationLineFields = z.object({
  description: RequiredText(500),
  specification: z.array(SpecificationRow).max(100),
  markups: MarkupsShape,
  minimumPrice: NonNegativeMoney.describe('Least amount for the goods of the line'),
  oneOffPrice: NonNegativeMoney.describe('Tooling and other charges once per order'),
  toolingInOneOff: z.boolean().describe('Tooling stays out of the price per piece'),
  taxPercent: Percent,
  leadDays: z.int().min(0).max(1000),
  promisedOn: Day.nullable(),
})
export type QuotationLineFields = z.infer<typeof QuotationLineFields>

export const QuotationLineInput = QuotationLineFields.partial().extend({
  itemId: Id,
  quantities: z.array(PositiveQuantity).max(12).optional().describe('The quantity breaks'),
})
export type NewQuotationLine = z.input<typeof QuotationLineInput>

/** A price the estimator typed, or null to take cost and mark-up again. */
export const BreakInput = z.object({
  quantity: PositiveQuantity,
  fixedUnitPrice: NonNegativeMoney.nullable().default(null),
})
export type BreakInput = z.input<typeof BreakInput>

export const QuotationBreak = z.object({
  id: Id,
  quantity: z.number(),
  costs: ElementAmounts,
  unitPrice: Money,
  unitPriceFixed: z.boolean(),
  net: z.number().describe('Quantity × price + one-off charge, in the quotation currency'),
  tax: z.number(),
  gross: z.number(),
  cost: z.number().nullable().describe("In the company's currency; null for those who may not see costs"),
  margin: z.number().nullable(),
  marginPercent: z.number().nullable(),
})
export type QuotationBreak = z.infer<typeof QuotationBreak>

export const QuotationLine = QuotationLineFields.extend({
  id: Id,
  line: z.int(),
  itemId: Id,
  itemNumber: z.string(),
  itemName: z.string(),
  unit: z.string(),
  customerPartNumber: z.string().nullable(),
  methodId: Id.nullable(),
  pricedAt: Instant.nullable(),
  stale: z.boolean().describe('The method was changed after the line was priced'),
  warnings: z.array(z.string()),
  breaks: z.array(QuotationBreak),
})
export type QuotationLine = z.infer<typeof QuotationLine>

export const Quotation = z.object({
  id: Id,
  number: z.string(),
  revision: z.int(),
  status: z.enum(quotationStatuses),
  enquiryId: Id.nullable(),
  enquiryNumber: z.string().nullable(),
  customerId: Id,
  customerName: z.string(),
  contactId: Id.nullable(),
  contactName: z.string().nullable(),
  deliveryPlaceId: Id.nullable(),
  deliveryPlaceName: z.string().nullable(),
  currency: z.enum(currencies),
  companyCurrency: z.string(),
  exchangeRate: z.number(),
  quotedOn: Day,
  validUntil: Day,
  paymentDays: z.int(),
  introduction: z.string(),
  terms: z.string(),
  sentAt: Instant.nullable(),
  decidedAt: Instant.nullable(),
  lostReason: z.enum(lostReasons).nullable(),
  lostNote: z.string(),
  lines: z.array(QuotationLine),
  orders: z.array(z.object({ id: Id, number: z.string() })),
})
export type Quotation = z.infer<typeof Quotation>

export const WonLine = z.object({
  quotationLineId: Id,
  quantity: PositiveQuantity.describe('Gets the price of the largest break that it reaches'),
  promisedOn: Day.optional().describe("The line's own promise, or its lead days from today, when left out"),
})
export const WinInput = z.object({
  buyerOrderNumber: Text(100).default(''),
  orderedOn: Day.optional(),
  deliveryPlaceId: Id.nullable().optional(),
  notes: LongText.default(''),
  lines: z.array(WonLine).min(1).max(200).describe('Lines left out are not ordered'),
})
export type Win = z.input<typeof WinInput>

export const LoseInput = z.object({ reason: z.enum(lostReasons), note: Text(1000).default('') })

export const quotationList = defineList({
  name: 'quotations',
  columns: {
    id: { kind: 'id', hidden: true },
    number: { kind: 'text', search: true, link: '/quotations/{id}' },
    status: { kind: 'word', words: quotationStatuses },
    customerId: { kind: 'id', hidden: true },
    customer: { kind: 'text', search: true, link: '/parties/{customerId}' },
    items: { kind: 'text', search: true, optional: true },
    enquiry: { kind: 'text', search: true, optional: true },
    currency: { kind: 'word', words: currencies, hidden: true },
    /** Net of the first break of every line. */
    net: { kind: 'money', currency: 'currency' },
    quotedOn: { kind: 'day' },
    validUntil: { kind: 'day' },
    lostReason: { kind: 'word', words: lostReasons, optional: true, hidden: true },
  },
  sort: [
    { column: 'quotedOn', direction: 'descending' },
    { column: 'id', direction: 'descending' },
  ],
})

/** A deal of the past that is like a line being quoted. */
export const SimilarDeal = z.object({
  kind: z.enum(['quotation', 'order']),
  documentId: Id,
  number: z.string(),
  status: z.string(),
  on: Day,
  customerName: z.string(),
  itemId: Id,
  itemNumber: z.string(),
  itemName: z.string(),
  description: z.string(),
  quantity: z.number(),
  unitPrice: z.number(),
  currency: z.string(),
  lostReason: z.string().nullable(),
  same: z.array(z.enum(['item', 'family', 'customer', 'words'])).describe('What it has in common, most telling first'),
})
export type SimilarDeal = z.infer<typeof SimilarDeal>
export const SimilarInput = z.object({
  itemId: z.coerce.number().int().positive(),
  customerId: z.coerce.number().int().positive().optional(),
  q: z.string().max(200).default('').describe('Words to find in descriptions and specifications'),
  except: z.coerce.number().int().positive().optional().describe('A quotation to leave out'),
})
