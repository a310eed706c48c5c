import { createHash } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { type Ctx, inTransaction } from './ctx.ts'
import { found } from './missing.ts'
import { attachmentsOf } from './record.queries.ts'
import { attachments, comments, storedFiles } from './record.tables.ts'
import { type Refusal, refuse, unless } from './refusal.ts'

export const maximumFileBytes = 25 * 1024 * 1024

/** File types we keep, by their first bytes; text types have none and are checked to be UTF-8. */
const signatures: readonly { type: string; starts: readonly number[] }[] = [
  { type: 'application/pdf', starts: [0x25, 0x50, 0x44, 0x46] },
  { type: 'image/png', starts: [0x89, 0x50, 0x4e, 0x47] },
  { type: 'image/jpeg', starts: [0xff, 0xd8, 0xff] },
  { type: 'image/gif', starts: [0x47, 0x49, 0x46, 0x38] },
  { type: 'image/webp', starts: [0x52, 0x49, 0x46, 0x46] },
  { type: 'application/zip', starts: [0x50, 0x4b, 0x03, 0x04] },
]

/** The type by content, never by name: undefined when it is nothing we keep. */
export function typeOfContent(content: Buffer): string | undefined {
  const known = signatures.find((s) => s.starts.every((byte, i) => content[i] === byte))
  if (known) return known.type
  const text = new TextDecoder('utf-8', { fatal: true })
  try {
    const start = text.decode(content.subarray(0, content.length))
    if (start.includes('\u0000')) return undefined
    return start.startsWith('ISO-10303-21') ? 'model/step' : 'text/plain'
  } catch {
    return undefined
  }
}

export async function storeFile(ctx: Ctx, content: Buffer): Promise<{ hash: string; type: string; bytes: number }> {
  const type = typeOfContent(content)
  const refusals: Refusal[] = [
    ...refuse(content.length === 0, 'file.empty', 'The file is empty.'),
    ...refuse(content.length > maximumFileBytes, 'file.too-large', 'A file may have at most 25 MB.'),
    ...refuse(
      type === undefined,
      'file.type',
      'Only PDF, images, ZIP and Office files, STEP models and plain text can be attached.',
    ),
  ]
  unless(refusals)
  const hash = createHash('sha256').update(content).digest('hex')
  await ctx.db
    .insert(storedFiles)
    .values({ hash, type: type ?? '', bytes: content.length, content, at: ctx.now })
    .onConflictDoNothing()
  return { hash, type: type ?? '', bytes: content.length }
}

/** Refuses a record that is not there, so that nothing hangs on nothing. Table names come from our own schema only. */
async function mustExist(ctx: Ctx, tableName: string, recordId: number): Promise<void> {
  const table = await ctx.db.execute(
    sql`select 1 from information_schema.columns where table_schema = 'public' and table_name = ${tableName} and column_name = 'id' and data_type = 'bigint'`,
  )
  const there =
    table.rows.length > 0 &&
    (await ctx.db.execute(sql`select 1 from ${sql.identifier(tableName)} where id = ${recordId}`)).rows.length > 0
  found(there ? true : undefined, `${tableName} record`, recordId)
}

export const addComment = (ctx: Ctx, on: { tableName: string; recordId: number; text: string }) =>
  inTransaction(ctx, async (tx) => {
    await mustExist(tx, on.tableName, on.recordId)
    const [row] = await tx.db
      .insert(comments)
      .values({ ...on, by: tx.actor.name, at: tx.now })
      .returning()
    return found(row, 'comment', on.recordId)
  })

export type NewAttachment = {
  tableName: string
  recordId: number
  hash: string
  name: string
  kind: 'drawing' | 'photo' | 'document'
  revision: string
}

export const attachFile = (ctx: Ctx, input: NewAttachment) =>
  inTransaction(ctx, async (tx) => {
    await mustExist(tx, input.tableName, input.recordId)
    const [file] = await tx.db
      .select({ hash: storedFiles.hash })
      .from(storedFiles)
      .where(eq(storedFiles.hash, input.hash))
    found(file, 'file', input.hash)
    const [row] = await tx.db
      .insert(attachments)
      .values({ ...input, by: tx.actor.name, at: tx.now })
      .returning()
    return found(
      (await attachmentsOf(tx.db, input.tableName, input.recordId)).find((a) => a.id === row?.id),
      'attachment',
      input.hash,
    )
  })

export const detachFile = (ctx: Ctx, id: number) =>
  inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.delete(attachments).where(eq(attachments.id, id)).returning({ id: attachments.id })
    return found(row, 'attachment', id)
  })
