import { z } from 'zod'
import { defineList } from '../core/list.model.ts'
import { Day, Id, LongText, PositiveQuantity, RequiredText } from '../core/shapes.ts'
import { enquiryChecks, enquiryStatuses } from './sales.model.ts'

export const EnquiryLineInput = z.object({
  itemId: Id.nullable().default(null).describe('The item, when it is one of ours already'),
  description: RequiredText(500).describe("What is wanted, in the customer's words"),
  quantity: PositiveQuantity,
})

export const EnquiryInput = z.object({
  customerId: Id,
  contactId: Id.nullable().default(null),
  receivedOn: Day.optional().describe('Today when left out'),
  wishedOn: Day.nullable().default(null).describe('When the customer wants it'),
  title: RequiredText(200),
  words: LongText.default('').describe("The customer's own words"),
  answered: z.array(z.enum(enquiryChecks)).max(enquiryChecks.length).default([]).describe('Checks ticked by hand'),
  lines: z.array(EnquiryLineInput).max(200).default([]),
})
export type EnquiryInput = z.infer<typeof EnquiryInput>
/** What a caller may leave out. */
export type NewEnquiry = z.input<typeof EnquiryInput>

export const CheckResult = z.object({
  check: z.enum(enquiryChecks),
  answered: z.boolean(),
  by: z.enum(['record', 'hand']).nullable().describe('record: seen in the enquiry itself; hand: ticked'),
})
export type CheckResult = z.infer<typeof CheckResult>

export const Enquiry = z.object({
  id: Id,
  number: z.string(),
  status: z.enum(enquiryStatuses),
  customerId: Id,
  customerName: z.string(),
  contactId: Id.nullable(),
  contactName: z.string().nullable(),
  receivedOn: Day,
  wishedOn: Day.nullable(),
  title: z.string(),
  words: z.string(),
  answered: z.array(z.enum(enquiryChecks)),
  declinedReason: z.string(),
  checklist: z.array(CheckResult),
  lines: z.array(
    z.object({
      id: Id,
      line: z.int(),
      itemId: Id.nullable(),
      itemNumber: z.string().nullable(),
      itemName: z.string().nullable(),
      description: z.string(),
      quantity: z.number(),
    }),
  ),
  quotations: z.array(z.object({ id: Id, number: z.string(), status: z.string() })),
})
export type Enquiry = z.infer<typeof Enquiry>

export const enquiryList = defineList({
  name: 'enquiries',
  columns: {
    id: { kind: 'id', hidden: true },
    number: { kind: 'text', search: true, link: '/enquiries/{id}' },
    status: { kind: 'word', words: enquiryStatuses },
    customerId: { kind: 'id', hidden: true },
    customer: { kind: 'text', search: true, link: '/parties/{customerId}' },
    title: { kind: 'text', search: true },
    receivedOn: { kind: 'day' },
    wishedOn: { kind: 'day', optional: true },
    lines: { kind: 'integer' },
    answeredChecks: { kind: 'integer' },
    words: { kind: 'text', search: true, hidden: true },
  },
  sort: [
    { column: 'receivedOn', direction: 'descending' },
    { column: 'id', direction: 'descending' },
  ],
})
