import { integer, pgTable, text } from 'drizzle-orm/pg-core'

/** The last number given out per series: J → 1042 makes the next job J-1043. */
export const numberSeries = pgTable('number_series', {
  prefix: text().primaryKey(),
  last: integer().notNull(),
})
