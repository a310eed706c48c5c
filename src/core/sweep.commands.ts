import { lt, sql } from 'drizzle-orm'
import { session, verification } from './auth.tables.ts'
import { type Ctx, inTransaction } from './ctx.ts'
import { idempotencyKeys } from './idempotency.tables.ts'

/** A retry comes within days at most; after that its key may be used again. */
const keyDays = 14

/** Deletes what nobody can need any more: old idempotency keys, sessions and verifications that have run out. */
export const sweep = (ctx: Ctx): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const now = new Date(tx.now)
    await tx.db
      .delete(idempotencyKeys)
      .where(lt(idempotencyKeys.at, new Date(now.getTime() - keyDays * 86_400_000).toISOString()))
    await tx.db.delete(session).where(lt(session.expiresAt, now))
    await tx.db.delete(verification).where(lt(verification.expiresAt, now))
  })

/** Empties the queue; only ever called to leave a sample company. */
export const emptyQueue = (tx: Ctx) =>
  tx.db.execute(
    sql`select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs where locked_by is null))`,
  )
