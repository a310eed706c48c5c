import { join } from 'node:path'
import { type Database, migrateDatabase, openDatabase } from '../core/database.ts'
import { checkDatabase } from '../core/databaseUrl.ts'
import { startEmbeddedPostgres } from '../core/embeddedPostgres.ts'

export type Command = { summary: string; help: string; run(args: readonly string[]): Promise<number> }

/** The options of every command that touches the database. */
export const databaseOptions = { 'data-dir': { type: 'string' } } as const
export const databaseHelp = `  --data-dir DIR   where the embedded database lies (default .data/fettle)
  DATABASE_URL     set it to use a PostgreSQL 16 or newer of your own instead`

export type OpenedDatabase = Database & { url: string; embedded: boolean; stop(): Promise<void> }

/** The database that the options and DATABASE_URL ask for, started if it is the embedded one, and migrated. */
export async function openConfigured(options: { 'data-dir'?: string | undefined }, log: (line: string) => void): Promise<OpenedDatabase> {
  const external = process.env.DATABASE_URL
  if (external) {
    await checkDatabase(external)
    return opened(external, false, async () => {})
  }
  const server = await startEmbeddedPostgres(join(options['data-dir'] ?? join('.data', 'fettle'), 'postgres'), log)
  return opened(server.url, true, server.stop)
}

async function opened(url: string, embedded: boolean, stopServer: () => Promise<void>): Promise<OpenedDatabase> {
  const database = openDatabase(url)
  try {
    await migrateDatabase(database)
  } catch (error) {
    await database.close()
    await stopServer()
    throw error
  }
  return { ...database, url, embedded, stop: async () => { await database.close(); await stopServer() } }
}
