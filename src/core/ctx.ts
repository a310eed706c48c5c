import { sql } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { UserRole } from './permissions.model.ts'

export type Db = NodePgDatabase | Parameters<Parameters<NodePgDatabase['transaction']>[0]>[0]

/** Who acts: an office user, an operator at a terminal, or the system itself. */
export type Actor = {
  /** Shown in history, e.g. "Ada Miller" or "system". */
  name: string
  roles: readonly UserRole[]
  userId?: string
  employeeId?: number
  /** The enrolled device, when the act came from a shop-floor terminal. */
  deviceId?: number
}

/** All that a command may know of the world. `now` is an ISO instant: commands never ask the clock. */
export type Ctx = {
  db: Db
  actor: Actor
  now: string
  /** The request came from this very machine; only then are a sample's one-click users shown. */
  loopback?: boolean
}

/** The actor of a request without a log-in. */
export const nobody: Actor = { name: 'nobody', roles: [] }

export const systemActor: Actor = { name: 'system', roles: ['admin'] }

const inside = Symbol('inside a transaction')

/**
 * Runs `act` in one transaction; a command called by a command joins the transaction it is in, so all of it happens or
 * none. A caller that wants to go on after a refusal of an inner command says `attempt`. The actor's name is set for the
 * audit trigger.
 */
export async function inTransaction<T>(ctx: Ctx, act: (tx: Ctx) => Promise<T>): Promise<T> {
  if (inside in ctx) return act(ctx)
  for (let tries = 1; ; tries++)
    try {
      return await ctx.db.transaction(async (db) => {
        await db.execute(sql`select set_config('fettle.actor', ${ctx.actor.name}, true)`)
        return act({ ...ctx, db, [inside]: true } as Ctx)
      })
    } catch (error) {
      if (tries >= 3 || !mayTryAgain(error)) throw error
    }
}

/** PostgreSQL ended one of two transactions that waited for each other, and nothing of it stays: the other is done soon. */
const mayTryAgain = (error: unknown): boolean => {
  for (let e = error; e instanceof Error; e = e.cause) if ('code' in e && (e.code === '40P01' || e.code === '40001')) return true
  return false
}

/** An act inside a transaction that may be refused without losing the rest: a savepoint. */
export const attempt = <T>(tx: Ctx, act: (tx: Ctx) => Promise<T>): Promise<T> =>
  tx.db.transaction((db) => act({ ...tx, db, [inside]: true } as Ctx))

/** True inside a transaction; the idempotent write wraps whole requests in one. */
export const isInTransaction = (ctx: Ctx): boolean => inside in ctx
