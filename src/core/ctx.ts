import { sql } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { UserRole } from './permissions.model.ts'

export type Db = NodePgDatabase | Parameters<Parameters<NodePgDatabase["transaction"]>[0]>[0]

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
export type Ctx = { db: Db; actor: Actor; now: string }

export const systemActor: Actor = { name: 'system', roles: ['admin'] }

const inside = Symbol('inside a transaction')

/**
 * Runs `act` in one transaction; nested calls become savepoints, so commands call commands.
 * The actor's name is set for the audit trigger.
 */
export async function inTransaction<T>(ctx: Ctx, act: (tx: Ctx) => Promise<T>): Promise<T> {
  if (inside in ctx) return ctx.db.transaction((db) => act({ ...ctx, db }))
  return ctx.db.transaction(async (db) => {
    await db.execute(sql`select set_config('fettle.actor', ${ctx.actor.name}, true)`)
    return act({ ...ctx, db, [inside]: true } as Ctx)
  })
}

/** True inside a transaction; the idempotent write wraps whole requests in one. */
export const isInTransaction = (ctx: Ctx): boolean => inside in ctx
