import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import { createCompany } from './company.commands.ts'
import type { Ctx } from './ctx.ts'
import { type Database, openDatabase } from './database.ts'
import { databaseUrl } from './testPostgres.ts'

export type TestDatabase = Database & { url: string }

/** A database of the test's own, migrated and empty, dropped when the test ends. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('postgresUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  // A template cannot be copied while another copy of it is being made.
  await admin.query("select pg_advisory_lock(hashtext('template'))")
  await admin.query(`create database "${name}" template "${inject('template')}" strategy wal_log`)
  await admin.end()
  const database = openDatabase(databaseUrl(server, name), 10)
  onTestFinished(async () => {
    await database.close()
    const cleaner = new pg.Client({ connectionString: server })
    await cleaner.connect()
    await cleaner.query(`drop database if exists "${name}" with (force)`)
    await cleaner.end()
  })
  return { ...database, url: databaseUrl(server, name) }
}

/** A command's context on a database of its own with an empty company, as the owner, on a Monday morning. */
export async function testCtx(now = '2026-03-02T08:00:00.000Z'): Promise<Ctx> {
  const { db } = await testDatabase()
  const ctx: Ctx = { db, actor: { name: 'Test Owner', roles: ['owner'], userId: 'test-owner' }, now }
  await createCompany(ctx, { name: 'Test Works', currency: 'USD', timeZone: 'UTC', locale: 'en-US', sample: '' })
  return ctx
}

/** The same shop some time later. */
export const later = (ctx: Ctx, now: string): Ctx => ({ ...ctx, now })
