import { fileURLToPath } from 'node:url'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { auditSql } from './audit.sql.ts'
import { databaseOn, readyConnection } from './connection.ts'
import { migrateTasks } from './task.ts'

// bigint and numeric arrive as numbers: values are limited to 15 significant digits (docs/decisions/003-decimals.md).
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)

export type Database = { db: NodePgDatabase; pool: pg.Pool; close(): Promise<void> }

const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url))
const migrationLock = 7_023_114_001

export function openDatabase(url: string, connections = 20): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    idleTimeoutMillis: 30_000,
    pipeline: true,
  })
  // An idle connection that breaks (PostgreSQL restarted) is dropped by the pool; the next query opens a new one.
  pool.on('error', () => {})
  pool.on('connect', readyConnection)
  return { db: databaseOn(pool), pool, close: () => pool.end() }
}

/** Brings the schema up to date; several processes may call it at once. */
export async function migrateDatabase({ pool }: Pick<Database, 'pool'>): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await migrate(databaseOn(client), { migrationsFolder })
    await client.query(auditSql)
    await migrateTasks(pool)
  } finally {
    await client.query('select pg_advisory_unlock($1)', [migrationLock]).catch(() => {})
    client.release()
  }
}
