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

const answering = statement('idempotencyAnswer', (db) =>
  db
    .update(idempotencyKeys)
    .set({ answer: sql`${sql.placeholder('answer')}::jsonb` })
    .where(eq(idempotencyKeys.key, sql.placeholder('key'))),
)

/**
 * Runs a write at most once per key. The key, the write and its answer are one transaction: a crash loses
 * all three or none; a retry waits for the first try and then gets its answer.
 */
export async function once<T>(
  ctx: Ctx,
  key: string | undefined,
  request: unknown,
  act: (tx: Ctx) => Promise<T>,
): Promise<T> {
  if (!key) return inTransaction(ctx, act)
  const asked = createHash('sha256').update(JSON.stringify(request)).digest('hex')
  let repeated = false
  try {
    return await inTransaction(ctx, async (tx) => {
      // Nearly every request is new, so what the act asks first travels together with its key. A repeated act is rolled back.
      const [claimed, acted] = await Promise.allSettled([
        begin(tx.db).execute({ key, request: asked, at: tx.now }),
        act(tx),
      ])
      if (claimed.status === 'rejected') throw claimed.reason
      repeated = claimed.value.length === 0
      if (repeated) throw new Error('It was done before.')
      if (acted.status === 'rejected') throw acted.reason
      const { value } = acted
      send(tx, answering(tx.db).execute({ key, answer: JSON.stringify({ value }) }))
      return value
    })
  } catch (error) {
    // Whatever the repeated act came to, a fault of a write that it sent included.
    if (repeated) return (await answerBefore(ctx, key, asked)) as T
    throw error
  }
}

async function answerBefore(ctx: Ctx, key: string, asked: string): Promise<unknown> {
  const [before] = await ctx.db.select().from(idempotencyKeys).where(eq(idempotencyKeys.key, key))
  unless(
    before?.request === asked
      ? []
      : [{ code: 'request.key-reused', message: 'This idempotency key was used for another request.' }],
  )
  return (before?.answer as { value: unknown } | undefined)?.value
}
