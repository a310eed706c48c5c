import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { auditSql } from './audit.sql.ts'
import { migrateDatabase, openDatabase } from './database.ts'
import { startEmbeddedPostgres } from './embeddedPostgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string
    template: string
  }
}

/** One PostgreSQL for the whole run, with a migrated template database that each test file copies in a moment. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startEmbeddedPostgres(join(process.cwd(), '.data', 'test'), () => {})
  const template = `template_${schemaHash()}`
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  // Nothing here outlives the run, so nothing needs to reach the disk.
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes'])
    await admin.query(`alter system set ${setting} = off`)
  await admin.query('select pg_reload_conf()')
  const { rows } = await admin.query<{ datname: string }>(
    "select datname from pg_database where datname like 'test\\_%' or datname like 'template\\_%'",
  )
  for (const { datname } of rows)
    if (datname !== template) await admin.query(`drop database if exists "${datname}" with (force)`)
  if (!rows.some((r) => r.datname === template)) {
    await admin.query(`create database "making_${template}"`)
    const making = openDatabase(databaseUrl(server.url, `making_${template}`))
    await migrateDatabase(making)
    await making.close()
    await admin.query(`alter database "making_${template}" rename to "${template}"`)
  }
  await admin.end()
  project.provide('postgresUrl', server.url)
  project.provide('template', template)
  return server.stop
}

export const databaseUrl = (server: string, database: string): string => {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}

const schemaHash = (): string => {
  const hash = createHash('sha256').update(auditSql).update('tasks 0.18')
  for (const file of [
    ...readdirSync('migrations')
      .filter((f) => f.endsWith('.sql'))
      .sort(),
    'meta/_journal.json',
  ])
    hash.update(readFileSync(join('migrations', file)))
  return hash.digest('hex').slice(0, 12)
}
