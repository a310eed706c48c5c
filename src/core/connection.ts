import { setImmediate } from 'node:timers/promises'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import type pg from 'pg'
import { databaseFault } from './databaseFault.ts'

/** Statements said this often are parsed once per connection instead of each time. */
const often = 5
/** Each connection keeps its prepared statements in PostgreSQL's memory, so there is an end to them. */
const most = 400

const said = new Map<string, number>()
const names = new Map<string, string>()

/** The name under which a statement is prepared, or undefined while it is not said often enough. */
function nameOf(text: string): string | undefined {
  const name = names.get(text)
  if (name || names.size >= most) return name
  const times = (said.get(text) ?? 0) + 1
  if (times < often) {
    // Lists of ids make ever new texts; what is said once must not pile up here.
    if (said.size > 5000) said.clear()
    said.set(text, times)
    return undefined
  }
  said.delete(text)
  names.set(text, `s${names.size}`)
  return names.get(text)
}

type Stream = { cork(): void; uncork(): void; writableCorked: number }
type Wire = { stream: Stream; on(event: 'errorMessage', listener: (fault: Error & { code?: string }) => void): void }

/** What PostgreSQL refused last on a connection, leaving out what it refuses only because of an earlier fault. */
const lastFault = new WeakMap<pg.PoolClient, Error>()
/** In a transaction that has failed: asked of it, and of a statement whose preparation failed with it. */
const followUps = new Set(['25P02', '26000'])
/** Connections whose transaction has failed: whoever of it still runs may not write on, least of all after the rollback. */
const over = new WeakSet<pg.PoolClient>()

/**
 * Readies a new connection: what is asked often is prepared, and all that is asked in one turn of the event loop leaves
 * in one piece. The floor's statements are short, so reading them and waking PostgreSQL costs more than running them.
 */
export function readyConnection(client: pg.PoolClient): void {
  // One that breaks while it is lent fails the query that runs on it; without a listener it would end the process too.
  client.on('error', () => {})
  const query = client.query.bind(client) as (...all: unknown[]) => unknown
  const wire = (client as unknown as { connection: Wire }).connection
  const { stream } = wire
  wire.on('errorMessage', (fault) => {
    if (!followUps.has(fault.code ?? '')) lastFault.set(client, fault)
  })
  client.query = ((asked: { text?: unknown; name?: unknown }, values: unknown, ...rest: unknown[]) => {
    if (over.has(client)) return Promise.reject(new Error('The transaction has ended.'))
    if (stream.writableCorked === 0) {
      stream.cork()
      process.nextTick(() => stream.uncork())
    }
    const name =
      typeof asked?.text === 'string' && asked.name === undefined && Array.isArray(values) && values.length > 0
        ? nameOf(asked.text)
        : undefined
    return query(name ? { ...asked, name } : asked, values, ...rest)
  }) as typeof client.query
}

export const databaseOn = (client: pg.Pool | pg.PoolClient): NodePgDatabase => drizzle(client, { casing: 'snake_case' })

const bound = new WeakMap<pg.PoolClient, NodePgDatabase>()

/** The database through one connection, for a transaction. */
const through = (client: pg.PoolClient): NodePgDatabase => {
  const db = bound.get(client) ?? databaseOn(client)
  bound.set(client, db)
  return db
}

/** Writes on their way whose answers nobody reads; the commit waits for them and fails with them. */
export type Sent = Promise<unknown>[]

export function sendOn(sent: Sent, write: PromiseLike<unknown>): void {
  // The executor runs at once, so writes keep the order in which they are said.
  const sending = new Promise((resolve, reject) => void write.then(resolve, reject))
  // The commit reports the failure; until then it is nobody's unhandled one.
  sending.catch(() => {})
  sent.push(sending)
}

/**
 * After one statement fails, PostgreSQL refuses all that follow; the first fault is the one that says why. Of statements
 * that ran side by side, the one whose refusal is heard first need not be it.
 */
export async function firstFault(client: pg.PoolClient, sent: Sent, error: unknown): Promise<unknown> {
  const failed = (await Promise.allSettled(sent)).find((s) => s.status === 'rejected')
  const first = failed ? failed.reason : error
  return followUps.has(databaseFault(first)?.code ?? '') ? (lastFault.get(client) ?? first) : first
}

/** Rolls back and waits until whoever of the transaction still runs has been told that it is over. */
async function rollBack(client: pg.PoolClient): Promise<Error | undefined> {
  const rolledBack = client.query('rollback')
  over.add(client)
  try {
    await rolledBack
    await setImmediate()
    return undefined
  } catch (error) {
    return error as Error
  } finally {
    over.delete(client)
  }
}

/** Runs `act` in a transaction on a connection of its own; the audit trigger knows who acts by `actor`. */
export async function transaction<T>(
  pool: pg.Pool,
  actor: string,
  act: (db: NodePgDatabase, sent: Sent) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  const sent: Sent = []
  lastFault.delete(client)
  let broken: Error | undefined
  try {
    // Not awaited: what `act` asks first travels together with it.
    sendOn(sent, client.query(`begin; select set_config('fettle.actor', ${client.escapeLiteral(actor)}, true)`))
    const result = await act(through(client), sent)
    const [committed] = await Promise.all([client.query('commit'), ...sent])
    if (committed.command !== 'COMMIT') throw new Error('The transaction was not committed.')
    return result
  } catch (error) {
    broken = await rollBack(client)
    throw await firstFault(client, sent, error)
  } finally {
    client.release(broken)
  }
}
