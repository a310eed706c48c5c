import { index, pgTable, text } from 'drizzle-orm/pg-core'
import { methodOperations } from '../catalog/method.tables.ts'
import { at, minutes, ref } from '../core/columns.ts'
import { workOrders } from '../jobs/job.tables.ts'
import { workCenters } from '../plant/plant.tables.ts'

/** Where the last plan puts each operation that is not done. Written anew by each plan; no one's own words are kept here. */
export const planOperations = pgTable(
  'plan_operations',
  {
    operationId: ref()
      .primaryKey()
      .references(() => methodOperations.id, { onDelete: 'cascade' }),
    workOrderId: ref()
      .notNull()
      .references(() => workOrders.id, { onDelete: 'cascade' }),
    /** Null for outside work. */
    workCenterId: ref().references(() => workCenters.id),
    /** Null when the plan found no place; the reason says why. */
    startAt: at(),
    endAt: at(),
    /** Set-up and run that are left, on the machine. */
    workMinutes: minutes().notNull(),
    reason: text().notNull(),
  },
  (t) => [index().on(t.workOrderId), index().on(t.workCenterId)],
)
