import { sql } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type pg from 'pg'
import { firstFault, type Sent, sendOn, transaction } from './connection.ts'
import { databaseFault } from './databaseFault.ts'
import type { UserRole } from './permissions.model.ts'

export type Db = NodePgDatabase

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
type InsideTransaction = Ctx & { [inside]: Sent }

const poolOf = (db: Db): pg.Pool => (db as Db & { $client: pg.Pool }).$client
const clientOf = (db: Db): pg.PoolClient => (db as Db & { $client: pg.PoolClient }).$client

/**
 * Runs `act` in one transaction; a command called by a command joins the transaction it is in, so all of it happens or
 * none. A caller that wants to go on after a refusal of an inner command says `attempt`.
 */
export async function inTransaction<T>(ctx: Ctx, act: (tx: Ctx) => Promise<T>): Promise<T> {
  if (inside in ctx) return act(ctx)
  for (let tries = 1; ; tries++)
    try {
      return await transaction(poolOf(ctx.db), ctx.actor.name, (db, sent) => act({ ...ctx, db, [inside]: sent } as Ctx))
    } catch (error) {
      if (tries >= 3 || !mayTryAgain(error)) throw error
    }
}

/** PostgreSQL ended one of two transactions that waited for each other, and nothing of it stays: the other is done soon. */
const mayTryAgain = (error: unknown): boolean => ['40P01', '40001'].includes(databaseFault(error)?.code ?? '')

/**
 * Sends a write whose answer nobody reads without waiting for it: it travels together with what follows, and the
 * transaction commits only when it has gone well.
 */
export const send = (tx: Ctx, write: PromiseLike<unknown>): void => sendOn((tx as InsideTransaction)[inside], write)

/** An act inside a transaction that may be refused without losing the rest: a savepoint. */
export async function attempt<T>(tx: Ctx, act: (tx: Ctx) => Promise<T>): Promise<T> {
  const { db } = tx
  const sent: Sent = []
  await db.execute(sql`savepoint attempt`)
  try {
    const result = await act({ ...tx, [inside]: sent } as Ctx)
    await Promise.all(sent)
    await db.execute(sql`release savepoint attempt`)
    return result
  } catch (error) {
    await db.execute(sql`rollback to savepoint attempt`)
    await db.execute(sql`release savepoint attempt`)
    throw await firstFault(clientOf(db), sent, error)
  }
}
