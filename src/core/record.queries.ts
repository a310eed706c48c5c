import { and, asc, desc, eq } from 'drizzle-orm'
import { auditLog } from './audit.tables.ts'
import type { Db } from './ctx.ts'
import { attachments, comments, storedFiles } from './record.tables.ts'

export const historyOf = (db: Db, tableName: string, recordId: number) =>
  db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.tableName, tableName), eq(auditLog.recordId, recordId)))
    .orderBy(desc(auditLog.id))
    .limit(500) as Promise<
    {
      id: number
      at: string
      actor: string
      act: 'insert' | 'update' | 'delete'
      before: Record<string, unknown> | null
      after: Record<string, unknown> | null
    }[]
  >

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
