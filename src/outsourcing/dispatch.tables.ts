import { type AnyPgColumn, index, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { methodOperations } from '../catalog/method.tables.ts'
import { at, day, id, money, quantity, ref, word, wordCheck } from '../core/columns.ts'
import { workOrders } from '../jobs/job.tables.ts'
import { parties } from '../parties/party.tables.ts'
import type { OutputEffects } from '../production/output.model.ts'
import { dispatchStatuses, rejectedFates } from './dispatch.model.ts'

/** One dispatch (challan) takes part-finished work of many work orders to one vendor. */
export const dispatches = pgTable(
  'dispatches',
  {
    id: id(),
    number: text().notNull().unique(),
    status: word(dispatchStatuses).notNull(),
    vendorId: ref()
      .notNull()
      .references(() => parties.id),
    /** The day the vendor first agreed to; his slips are counted from it. */
    firstDueOn: day().notNull(),
    dueOn: day().notNull(),
    /** How often he moved the day, and what he said last. */
    slips: integer().notNull().default(0),
    slipReason: text().notNull().default(''),
    carrier: text().notNull(),
    notes: text().notNull(),
    createdAt: at().notNull(),
    sentAt: at(),
    sentBy: text().notNull().default(''),
    returnedAt: at(),
    canceledReason: text().notNull().default(''),
  },
  (t) => [wordCheck('dispatches_status', t.status, dispatchStatuses), index().on(t.vendorId)],
)

export const dispatchLines = pgTable(
  'dispatch_lines',
  {
    id: id(),
    dispatchId: ref()
      .notNull()
      .references(() => dispatches.id, { onDelete: 'cascade' }),
    line: integer().notNull(),
    workOrderId: ref()
      .notNull()
      .references(() => workOrders.id),
    operationId: ref()
      .notNull()
      .references(() => methodOperations.id),
    quantity: quantity().notNull(),
    unitPrice: money().notNull(),
    minimumCharge: money().notNull(),
    goodQuantity: quantity().notNull().default(0),
    rejectedQuantity: quantity().notNull().default(0),
    lostQuantity: quantity().notNull().default(0),
    /** Who let it go to a vendor without the approval for this process, and why. */
    approvalNote: text().notNull().default(''),
  },
  (t) => [unique().on(t.dispatchId, t.line), index().on(t.operationId), index().on(t.workOrderId)],
)

/** What came back, when, and what the vendor charged for it. */
export const vendorReceipts = pgTable(
  'vendor_receipts',
  {
    id: id(),
    number: text().notNull(),
    dispatchLineId: ref()
      .notNull()
      .references(() => dispatchLines.id),
    receivedOn: day().notNull(),
    goodQuantity: quantity().notNull(),
    rejectedQuantity: quantity().notNull(),
    lostQuantity: quantity().notNull(),
    /** What becomes of the rejected pieces: scrapped, or kept to be done again. */
    rejectedTo: word(rejectedFates).notNull(),
    amount: money().notNull(),
    reason: text().notNull(),
    deliveryNote: text().notNull().default(''),
    by: text().notNull(),
    at: at().notNull(),
    /** What the pieces brought about, so that a wrong receipt can be taken back whole. */
    effects: jsonb().$type<OutputEffects>().notNull(),
    /** A counter-receipt bears the quantities and the amount of the one it takes back, less than nothing. */
    reversesId: ref().references((): AnyPgColumn => vendorReceipts.id),
  },
  (t) => [
    unique().on(t.reversesId),
    index().on(t.dispatchLineId),
    index().on(t.number),
    wordCheck('vendor_receipts_rejected_to', t.rejectedTo, rejectedFates),
  ],
)
