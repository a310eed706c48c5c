import { pgTable, text } from 'drizzle-orm/pg-core'
import { at } from './columns.ts'

/** Task runners that are alive: each writes its beat every few seconds; one that stopped loses its tasks to the others. */
export const taskRunners = pgTable('task_runners', {
  name: text().primaryKey(),
  beatAt: at().notNull(),
})
