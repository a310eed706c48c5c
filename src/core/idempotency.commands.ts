import { createHash } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { type Ctx, inTransaction, send } from './ctx.ts'
import { idempotencyKeys } from './idempotency.tables.ts'
import { unless } from './refusal.ts'
import { statement } from './statement.ts'

const begin = statement('idempotencyBegin', (db) =>
  db
    .insert(idempotencyKeys)
    .values({ key: sql.placeholder('key'), request: sql.placeholder('request'), at: sql.placeholder('at') })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key }),
)

/**
 * Runs a write at most once per key. The key, the write and its answer are one transaction: a crash loses
 * all three or none; a retry waits for the first try and then gets its answer.
 */
export const once = <T>(
  ctx: Ctx,
  key: string | undefined,
  request: unknown,
  act: (tx: Ctx) => Promise<T>,
): Promise<T> =>
  inTransaction(ctx, async (tx) => {
    if (!key) return act(tx)
    const asked = createHash('sha256').update(JSON.stringify(request)).digest('hex')
    const fresh = await begin(tx.db).execute({ key, request: asked, at: tx.now })
    if (fresh.length === 0) {
      const [before] = await tx.db.select().from(idempotencyKeys).where(eq(idempotencyKeys.key, key))
      unless(
        before?.request === asked
          ? []
          : [{ code: 'request.key-reused', message: 'This idempotency key was used for another request.' }],
      )
      return (before?.answer as { value: T } | undefined)?.value as T
    }
    const value = await act(tx)
    send(tx, tx.db.update(idempotencyKeys).set({ answer: { value } }).where(eq(idempotencyKeys.key, key)))
    return value
  })
