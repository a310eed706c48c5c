import { index, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { methodOperations } from '../catalog/method.tables.ts'
import { at, id, money, quantity, ref, word, wordCheck } from '../core/columns.ts'
import { costElements } from '../engines/costing/elements.ts'
import { accounts } from '../inventory/stock.model.ts'
import { jobs, workOrders } from '../jobs/job.tables.ts'
import { costSources } from './cost.model.ts'

/**
 * Appended, never edited. Debits work in process of the work order and credits `credit`;
 * a negative amount is the reverse. Material enters and leaves by stock moves, which carry their own value.
 */
export const costEntries = pgTable(
  'cost_entries',
  {
    id: id(),
    at: at().notNull(),
    jobId: ref()
      .notNull()
      .references(() => jobs.id),
    workOrderId: ref()
      .notNull()
      .references(() => workOrders.id),
    operationId: ref().references(() => methodOperations.id, { onDelete: 'set null' }),
    element: word(costElements).notNull(),
    /** Hours for labor, machine, setup and overhead; quantity for the others. */
    quantity: quantity().notNull(),
    rate: money().notNull(),
    amount: money().notNull(),
    credit: word(accounts).notNull(),
    source: word(costSources).notNull(),
    sourceId: ref().notNull(),
    note: text().notNull(),
  },
  (t) => [
    unique('each_fact_posts_once').on(t.source, t.sourceId, t.element, t.workOrderId),
    wordCheck('cost_entries_element', t.element, costElements),
    wordCheck('cost_entries_source', t.source, costSources),
    wordCheck('cost_entries_credit', t.credit, accounts),
    index().on(t.workOrderId),
    index().on(t.jobId),
  ],
)

/** A cost typed in: tooling, freight, or anything that no other fact brings. On a whole job it is split over its work orders. */
export const charges = pgTable(
  'charges',
  {
    id: id(),
    at: at().notNull(),
    by: text().notNull(),
    jobId: ref()
      .notNull()
      .references(() => jobs.id),
    workOrderId: ref().references(() => workOrders.id),
    element: word(costElements).notNull(),
    amount: money().notNull(),
    note: text().notNull(),
  },
  (t) => [index().on(t.jobId), wordCheck('charges_element', t.element, costElements)],
)
