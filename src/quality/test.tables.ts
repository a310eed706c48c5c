import { sql } from 'drizzle-orm'
import { type AnyPgColumn, boolean, index, integer, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core'
import { items } from '../catalog/item.tables.ts'
import { methodOperations } from '../catalog/method.tables.ts'
import { at, day, id, quantity, ref, word, wordCheck } from '../core/columns.ts'
import { masterColumns } from '../core/master.tables.ts'
import { lots } from '../inventory/stock.tables.ts'
import { workOrders } from '../jobs/job.tables.ts'
import { characteristicKinds, dispositions, sampleKinds, testStatuses } from './test.model.ts'

/**
 * What an item's finished goods must pass; an item without a current plan goes to stock at completion. A plan that a
 * test has used is never edited: a change makes the next revision, so that a certificate keeps its limits.
 */
export const testPlans = pgTable(
  'test_plans',
  {
    id: id(),
    itemId: ref()
      .notNull()
      .references(() => items.id),
    revision: integer().notNull().default(1),
    current: boolean().notNull().default(true),
    name: text().notNull(),
    sample: word(sampleKinds).notNull(),
    /** Pieces when sample is `count`, percent when `percent`. */
    sampleSize: quantity().notNull(),
    instructions: text().notNull(),
    certificateRequired: boolean().notNull().default(false),
    /** The lots of material in the goods must have certificates too. */
    materialCertificatesRequired: boolean().notNull().default(false),
  },
  (t) => [
    wordCheck('test_plans_sample', t.sample, sampleKinds),
    unique().on(t.itemId, t.revision),
    uniqueIndex('one_current_test_plan').on(t.itemId).where(sql`${t.current}`),
  ],
)

export const gauges = pgTable('gauges', {
  ...masterColumns(),
  number: text().notNull().unique(),
  name: text().notNull(),
  calibratedOn: day(),
  /** The last day on which it measures; null for what needs no calibration. */
  dueOn: day(),
  place: text().notNull(),
  notes: text().notNull(),
})

export const testCharacteristics = pgTable(
  'test_characteristics',
  {
    id: id(),
    planId: ref()
      .notNull()
      .references(() => testPlans.id, { onDelete: 'cascade' }),
    line: integer().notNull(),
    name: text().notNull(),
    kind: word(characteristicKinds).notNull(),
    unit: text().notNull(),
    nominal: quantity(),
    lowerLimit: quantity(),
    upperLimit: quantity(),
    instrument: text().notNull(),
    /** The gauge that must be used, and must not be overdue. */
    gaugeId: ref().references(() => gauges.id),
  },
  (t) => [unique().on(t.planId, t.line), wordCheck('test_characteristics_kind', t.kind, characteristicKinds)],
)

/** The test of one completion of goods: a quantity of one lot, or one serial. */
export const tests = pgTable(
  'tests',
  {
    id: id(),
    number: text().notNull().unique(),
    status: word(testStatuses).notNull(),
    planId: ref()
      .notNull()
      .references(() => testPlans.id),
    itemId: ref()
      .notNull()
      .references(() => items.id),
    workOrderId: ref().references(() => workOrders.id),
    lotId: ref().references(() => lots.id),
    quantity: quantity().notNull(),
    sampleQuantity: quantity().notNull(),
    createdAt: at().notNull(),
    decidedAt: at(),
    decidedBy: text().notNull().default(''),
    disposition: word(dispositions),
    dispositionNote: text().notNull().default(''),
    /** Who allowed the disposition, when it was not the inspector alone. */
    approvedBy: text().notNull().default(''),
    /** When rejected goods went back into their work order, and from which operation on they are done again. */
    reworkedAt: at(),
    reworkOperationId: ref().references(() => methodOperations.id, { onDelete: 'set null' }),
    /** The rejected test whose goods were reworked and came back. */
    retestOfId: ref().references((): AnyPgColumn => tests.id),
    /** The test that these pieces were taken out of, so that some could be released and others not. */
    splitFromId: ref().references((): AnyPgColumn => tests.id),
  },
  (t) => [
    wordCheck('tests_status', t.status, testStatuses),
    index().on(t.workOrderId),
    index().on(t.status),
    index().on(t.lotId),
    index().on(t.planId),
    index().on(t.retestOfId),
  ],
)

export const testResults = pgTable(
  'test_results',
  {
    id: id(),
    testId: ref()
      .notNull()
      .references(() => tests.id, { onDelete: 'cascade' }),
    characteristicId: ref()
      .notNull()
      .references(() => testCharacteristics.id),
    /** Which piece of the sample, from 1. */
    piece: integer().notNull(),
    measured: quantity(),
    passed: boolean().notNull(),
    /** The stored file of a photo. */
    fileHash: text(),
    by: text().notNull(),
    at: at().notNull(),
  },
  (t) => [unique().on(t.testId, t.characteristicId, t.piece)],
)
