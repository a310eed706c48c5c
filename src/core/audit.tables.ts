import { bigint, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { at, id } from './columns.ts'

/** Who changed which row when, written by a trigger on every table so that nothing can forget it. */
export const auditLog = pgTable(
  'audit_log',
  {
    id: id(),
    at: at().notNull(),
    actor: text().notNull(),
    tableName: text().notNull(),
    recordId: bigint({ mode: 'number' }).notNull(),
    act: text({ enum: ['insert', 'update', 'delete'] }).notNull(),
    before: jsonb(),
    after: jsonb(),
  },
  (t) => [index().on(t.tableName, t.recordId, t.id)], // the history panel reads one record's changes
)
