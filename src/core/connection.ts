import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import type pg from 'pg'

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

/**
 * Readies a new connection: what is asked often is prepared, and all that is asked in one turn of the event loop leaves
 * in one piece. The floor's statements are short, so reading them and waking PostgreSQL costs more than running them.
 */
export function readyConnection(client: pg.PoolClient): void {
  // One that breaks while it is lent fails the query that runs on it; without a listener it would end the process too.
  client.on('error', () => {})
  const query = client.query.bind(client) as (...all: unknown[]) => unknown
  const { stream } = (client as unknown as { connection: { stream: Stream } }).connection
  client.query = ((asked: { text?: unknown; name?: unknown }, values: unknown, ...rest: unknown[]) => {
    if (stream.writableCorked === 0) {
      stream.cork()
      process.nextTick(() => stream.uncork())
    }
    const often =
      typeof asked?.text === 'string' && asked.name === undefined && Array.isArray(values) && values.length > 0
    const name = often ? nameOf(asked.text as string) : undefined
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

/** After one write fails, PostgreSQL refuses all that follow; the first fault is the one that says why. */
export async function firstFault(sent: Sent, error: unknown): Promise<unknown> {
  const failed = (await Promise.allSettled(sent)).find((s) => s.status === 'rejected')
  return failed ? failed.reason : error
}

/** Runs `act` in a transaction on a connection of its own; the audit trigger knows who acts by `actor`. */
export async function transaction<T>(
  pool: pg.Pool,
  actor: string,
  act: (db: NodePgDatabase, sent: Sent) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  const sent: Sent = []
  let broken: Error | undefined
  try {
    // Not awaited: what `act` asks first travels together with it.
    sendOn(sent, client.query(`begin; select set_config('fettle.actor', ${client.escapeLiteral(actor)}, true)`))
    const result = await act(through(client), sent)
    const [committed] = await Promise.all([client.query('commit'), ...sent])
    if (committed.command !== 'COMMIT') throw new Error('The transaction was not committed.')
    return result
  } catch (error) {
    await client.query('rollback').catch((e: Error) => {
      broken = e
    })
    throw await firstFault(sent, error)
  } finally {
    client.release(broken)
  }
}
