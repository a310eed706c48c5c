import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { type Ctx, inTransaction, systemActor } from './ctx.ts'
import { enqueue, type Tasks, taskRunner } from './task.ts'
import { testDatabase } from './testDb.ts'

const log = pino({ level: 'silent' })
const ctxOn = (db: Ctx['db']): Ctx => ({ db, actor: systemActor, now: '2026-03-02T08:00:00.000Z' })
const until = async (is: () => boolean | Promise<boolean>) => {
  for (let i = 0; i < 400 && !(await is()); i++) await new Promise((resolve) => setTimeout(resolve, 50))
  expect(await is()).toBe(true)
}

async function start(database: Awaited<ReturnType<typeof testDatabase>>, tasks: Tasks, deadMs?: number) {
  const runner = await taskRunner({ ...database, tasks, log, ...(deadMs ? { deadMs } : {}) })
  let stopped = false
  const stop = async () => {
    if (!stopped) await runner.stop()
    stopped = true
  }
  onTestFinished(stop)
  return { stop }
}

test('a task runs after its transaction, and never for one that was rolled back', async () => {
  const database = await testDatabase()
  const ctx = ctxOn(database.db)
  const ran: unknown[] = []
  const { stop } = await start(database, { note: async (_ctx, payload) => void ran.push(payload) })
  await inTransaction(ctx, async (tx) => {
    await enqueue(tx, 'note', { n: 1 })
    throw new Error('changed my mind')
  }).catch(() => undefined)
  await inTransaction(ctx, (tx) => enqueue(tx, 'note', { n: 2 }))
  await until(() => ran.length > 0)
  expect(ran).toEqual([{ n: 2 }])
  await stop()
})

test('of one key only the latest task waits', async () => {
  const database = await testDatabase()
  const ctx = ctxOn(database.db)
  for (const n of [1, 2, 3]) await inTransaction(ctx, (tx) => enqueue(tx, 'note', { n }, { key: 'the note' }))
  const ran: unknown[] = []
  const { stop } = await start(database, { note: async (_ctx, payload) => void ran.push(payload) })
  await until(() => ran.length > 0)
  expect(ran).toEqual([{ n: 3 }])
  await stop()
})

test('a task whose runner fell silent is run by another, one whose runner lives is not', async () => {
  const database = await testDatabase()
  const { db } = database
  await inTransaction(ctxOn(db), (tx) => enqueue(tx, 'note', { of: 'the dead' }))
  await inTransaction(ctxOn(db), (tx) => enqueue(tx, 'note', { of: 'the living' }))
  // Two runners of other processes hold one task each; one of them died an hour ago.
  await db.execute(
    sql`insert into task_runners (name, beat_at) values ('dead', now() - interval '30 minutes'), ('living', now() + interval '1 minute')`,
  )
  await db.execute(
    sql`update graphile_worker._private_jobs set locked_at = now() - interval '30 minutes', locked_by = payload ->> 'of'`,
  )
  await db.execute(sql`update graphile_worker._private_jobs set locked_by = replace(locked_by, 'the ', '')`)
  const ran: unknown[] = []
  const { stop } = await start(database, { note: async (_ctx, payload) => void ran.push(payload) }, 1500)
  await until(() => ran.length > 0)
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect(ran).toEqual([{ of: 'the dead' }])
  await stop()
})
