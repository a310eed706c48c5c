import { bigint, customType, index, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { at, id, ref } from './columns.ts'

const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

/** A file by its content's SHA-256: the same content is stored once, in the database, so every process and backup has it. */
export const storedFiles = pgTable('stored_files', {
  hash: text().primaryKey(),
  type: text().notNull(),
  bytes: integer().notNull(),
  content: bytea().notNull(),
  at: at().notNull(),
})

/** A file attached to a record, named by the record's table and id. */
export const attachments = pgTable(
  'attachments',
  {
    id: id(),
    tableName: text().notNull(),
    recordId: bigint({ mode: 'number' }).notNull(),
    hash: text()
      .notNull()
      .references(() => storedFiles.hash),
    name: text().notNull(),
    kind: text({ enum: ['drawing', 'photo', 'document'] }).notNull(),
    revision: text().notNull(),
    by: text().notNull(),
    at: at().notNull(),
  },
  (t) => [index().on(t.tableName, t.recordId)],
)

export const comments = pgTable(
  'comments',
  {
    id: id(),
    tableName: text().notNull(),
    recordId: bigint({ mode: 'number' }).notNull(),
    text: text().notNull(),
    by: text().notNull(),
    at: at().notNull(),
  },
  (t) => [index().on(t.tableName, t.recordId, t.id)],
)

/** One import of rows, which can be undone as a whole while nothing uses what it made. */
export const imports = pgTable('imports', {
  id: id(),
  target: text().notNull(),
  fileName: text().notNull(),
  rows: integer().notNull(),
  by: text().notNull(),
  at: at().notNull(),
  undoneAt: at(),
})

export const importedRecords = pgTable(
  'imported_records',
  {
    id: id(),
    importId: ref()
      .notNull()
      .references(() => imports.id),
    tableName: text().notNull(),
    recordId: bigint({ mode: 'number' }).notNull(),
    /** The row before an import that changed or removed it; null when the import made it. */
    before: jsonb(),
    /** The row as the import left it; null when the import removed it. Undo is refused when it has changed since. */
    after: jsonb(),
  },
  (t) => [index().on(t.importId), unique().on(t.importId, t.tableName, t.recordId)],
)
