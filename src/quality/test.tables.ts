import { boolean, index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { at, id, quantity, ref, word, wordCheck } from '../core/columns.ts'
import { items } from '../catalog/item.tables.ts'
import { lots } from '../inventory/stock.tables.ts'
import { workOrders } from '../jobs/job.tables.ts'
import { characteristicKinds, dispositions, sampleKinds, testStatuses } from './test.model.ts'

/** What an item's finished goods must pass; an item without a plan goes to stock at completion. */
export const testPlans = pgTable(
  'test_plans',
  {
    id: id(),
    itemId: ref().notNull().unique().references(() => items.id),
    name: text().notNull(),
    sample: word(sampleKinds).notNull(),
    /** Pieces when sample is `count`, percent when `percent`. */
    sampleSize: quantity().notNull(),
    instructions: text().notNull(),
  },
  (t) => [wordCheck('test_plans_sample', t.sample, sampleKinds)],
)

export const testCharacteristics = pgTable(
  'test_characteristics',
  {
    id: id(),
    planId: ref().notNull().references(() => testPlans.id, { onDelete: 'cascade' }),
    line: integer().notNull(),
    name: text().notNull(),
    kind: word(characteristicKinds).notNull(),
    unit: text().notNull(),
    nominal: quantity(),
    lowerLimit: quantity(),
    upperLimit: quantity(),
    instrument: text().notNull(),
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
    planId: ref().notNull().references(() => testPlans.id),
    itemId: ref().notNull().references(() => items.id),
    workOrderId: ref().references(() => workOrders.id),
    lotId: ref().references(() => lots.id),
    quantity: quantity().notNull(),
    sampleQuantity: quantity().notNull(),
    createdAt: at().notNull(),
    decidedAt: at(),
    decidedBy: text().notNull().default(''),
    disposition: word(dispositions),
    dispositionNote: text().notNull().default(''),
  },
  (t) => [wordCheck('tests_status', t.status, testStatuses), index().on(t.workOrderId), index().on(t.status), index().on(t.lotId)],
)

export const testResults = pgTable(
  'test_results',
  {
    id: id(),
    testId: ref().notNull().references(() => tests.id, { onDelete: 'cascade' }),
    characteristicId: ref().notNull().references(() => testCharacteristics.id),
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
