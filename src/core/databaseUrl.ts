import pg from 'pg'
import { StartError } from './startError.ts'

const oldestMajor = 16
const connectMs = 10_000

/** Where a database is, for people: host and port, never the user's password. */
export function hostAndPort(url: string): string {
  try {
    const { protocol, hostname, port } = new URL(url)
    if (/^postgres(ql)?:$/.test(protocol) && hostname) return `${hostname}:${port || 5432}`
  } catch {
    // Said below, without the text itself: it may hold a password.
  }
  throw new StartError('The database address must look like postgres://user:password@host:5432/database.')
}

/** Why this PostgreSQL will not do, or undefined. `version` is its `server_version`, such as `15.8 (Debian 15.8-1)`. */
export function whyNotVersion(version: string): string | undefined {
  const number = version.split(' ')[0] ?? version
  if (Number.parseInt(number, 10) >= oldestMajor) return undefined
  return `Fettle needs PostgreSQL ${oldestMajor} or newer; this one is ${number}.`
}

/** Connects once. Throws StartError when the database cannot be reached or is too old. */
export async function checkDatabase(url: string): Promise<void> {
  const place = hostAndPort(url)
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectMs })
  client.on('error', () => undefined) // A connection lost after the answer is of no interest here.
  let version: string
  try {
    await client.connect()
    const answer = await client.query<{ server_version: string }>('show server_version')
    version = answer.rows[0]?.server_version ?? ''
  } catch (error) {
    throw new StartError(`Cannot reach the database at ${place}: ${reasonOf(error)}.`)
  } finally {
    await client.end().catch(() => undefined)
  }
  const reason = whyNotVersion(version)
  if (reason) throw new StartError(reason)
}

/** An error of several attempts (a host with several addresses) has an empty message; its first attempt then speaks. */
function reasonOf(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error
  const message = first instanceof Error ? first.message : String(first)
  return message.replace(/\.$/, '')
}
