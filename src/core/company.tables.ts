import { boolean, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { at, id } from './columns.ts'

/** One row: the company whose database this is. */
export const company = pgTable('company', {
  id: id(),
  name: text().notNull(),
  currency: text().notNull(),
  timeZone: text().notNull(),
  locale: text().notNull(),
  address: text().notNull(),
  taxNumber: text().notNull(),
  /** The sample company loaded here, or empty for a real one. One-click users exist only in a sample. */
  sample: text().notNull(),
  allowNegativeStock: boolean().notNull().default(false),
  quotationValidDays: integer().notNull().default(30),
  createdAt: at().notNull(),
})
