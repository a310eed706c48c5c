import { and, asc, desc, eq } from 'drizzle-orm'
import { auditLog } from './audit.tables.ts'
import type { Db } from './ctx.ts'
import { found } from './missing.ts'
import { attachments, comments, storedFiles } from './record.tables.ts'
import { isSecretColumn } from './recordAccess.model.ts'

type Columns = Record<string, unknown> | null
type HistoryRow = {
  id: number
  at: string
  actor: string
  act: 'insert' | 'update' | 'delete'
  before: Columns
  after: Columns
}

const withoutSecrets = (columns: Columns): Columns =>
  columns && Object.fromEntries(Object.entries(columns).filter(([column]) => !isSecretColumn(column)))

export async function historyOf(db: Db, tableName: string, recordId: number): Promise<HistoryRow[]> {
  const rows = (await db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.tableName, tableName), eq(auditLog.recordId, recordId)))
    .orderBy(desc(auditLog.id))
    .limit(500)) as HistoryRow[]
  return rows.map((r) => ({ ...r, before: withoutSecrets(r.before), after: withoutSecrets(r.after) }))
}

export async function getAttachment(db: Db, id: number): Promise<typeof attachments.$inferSelect> {
  const [row] = await db.select().from(attachments).where(eq(attachments.id, id))
  return found(row, 'attachment', id)
}

export const commentsOn = (db: Db, tableName: string, recordId: number) =>
  db
    .select()
    .from(comments)
    .where(and(eq(comments.tableName, tableName), eq(comments.recordId, recordId)))
    .orderBy(asc(comments.id))

export const attachmentsOf = (db: Db, tableName: string, recordId: number) =>
  db
    .select({
      id: attachments.id,
      name: attachments.name,
      kind: attachments.kind,
      revision: attachments.revision,
      type: storedFiles.type,
      bytes: storedFiles.bytes,
      hash: attachments.hash,
      by: attachments.by,
      at: attachments.at,
    })
    .from(attachments)
    .innerJoin(storedFiles, eq(storedFiles.hash, attachments.hash))
    .where(and(eq(attachments.tableName, tableName), eq(attachments.recordId, recordId)))
    .orderBy(asc(attachments.id))
