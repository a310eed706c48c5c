import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { at } from './columns.ts'

/** Answers already given, kept in the same transaction as what they answered; a repeated key gets the same answer. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    key: text().primaryKey(),
    /** Who, which endpoint and which input: the same key for anything else is refused. */
    request: text().notNull(),
    answer: jsonb(),
    at: at().notNull(),
  },
  (t) => [index().on(t.at)], // old keys are swept
)
