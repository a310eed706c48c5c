import { join } from 'node:path'
import { type Ctx, systemActor } from '../core/ctx.ts'
import { type Database, migrateDatabase, openDatabase } from '../core/database.ts'
import { checkDatabase } from '../core/databaseUrl.ts'
import { startEmbeddedPostgres } from '../core/embeddedPostgres.ts'
import { runningEmbeddedUrl } from '../core/embeddedUrl.ts'
import { StartError } from '../core/startError.ts'

export type OpenedDatabase = Database & { url: string; embedded: boolean; stop(): Promise<void> }

/**
 * The database that the options and DATABASE_URL ask for, started if it is the embedded one, and migrated. With `join`,
 * a command joins the embedded database of a Fettle that is running in the same data folder.
 */
export async function openConfigured(
  options: { 'data-dir'?: string | undefined },
  log: (line: string) => void,
  { join: mayJoin = false } = {},
): Promise<OpenedDatabase> {
  const external = process.env.DATABASE_URL
  if (external) {
    await checkDatabase(external)
    return opened(external, false, async () => {})
  }
  const dataDir = join(options['data-dir'] ?? join('.data', 'fettle'), 'postgres')
  try {
    const server = await startEmbeddedPostgres(dataDir, log)
    return await opened(server.url, true, server.stop)
  } catch (error) {
    const running = mayJoin && error instanceof StartError ? runningEmbeddedUrl(dataDir) : undefined
    if (!running) throw error
    await checkDatabase(running).catch(() => {
      throw error
    })
    return opened(running, true, async () => {})
  }
}

async function opened(url: string, embedded: boolean, stopServer: () => Promise<void>): Promise<OpenedDatabase> {
  const database = openDatabase(url)
  try {
    await migrateDatabase(database)
  } catch (error) {
    await database.close()
    await stopServer()
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    throw new StartError(
      `The database cannot be brought up to date by this version (${reason}). It was left as it is; start with the version that made it, or name another with --data-dir.`,
    )
  }
  return {
    ...database,
    url,
    embedded,
    stop: async () => {
      await database.close()
      await stopServer()
    },
  }
}

/** Opens the database, acts as the system, and closes it again whatever happens. */
export async function withDatabase<T>(
  options: { 'data-dir'?: string | undefined },
  act: (ctx: Ctx, database: OpenedDatabase) => Promise<T>,
): Promise<T> {
  const database = await openConfigured(options, (line) => console.error(line), { join: true })
  try {
    return await act({ db: database.db, actor: systemActor, now: new Date().toISOString() }, database)
  } finally {
    await database.stop()
  }
}
