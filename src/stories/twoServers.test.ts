import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createCompany } from '../core/company.commands.ts'
import { type Ctx, inTransaction, systemActor } from '../core/ctx.ts'
import { enqueue } from '../core/task.ts'
import { testDatabase } from '../core/testDb.ts'
import { addUser } from '../core/user.commands.ts'
import { fettle, freePort, type Running, until } from './testProcess.ts'

const patience = 240_000
const password = 'long enough 7'

async function startServer(url: string): Promise<{ address: string; running: Running }> {
  const port = await freePort()
  const running = fettle(['serve', '--port', String(port), '--sample', 'none', '--no-worker'], url)
  await until(`the server: ${running.output()}`, () => running.output().includes('Fettle is ready'), 120_000)
  return { address: `http://127.0.0.1:${port}`, running }
}

async function signIn(
  address: string,
): Promise<(path: string, init?: RequestInit & { key?: string }) => Promise<Response>> {
  const answer = await fetch(`${address}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'owner@works.test', password }),
  })
  expect(answer.status).toBe(200)
  const cookie = answer.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ')
  return (path, { key, ...init } = {}) =>
    fetch(`${address}/api${path}`, {
      ...init,
      headers: { cookie, 'content-type': 'application/json', ...(key ? { 'idempotency-key': key } : {}) },
    })
}

async function shop() {
  const database = await testDatabase()
  const ctx: Ctx = { db: database.db, actor: systemActor, now: new Date().toISOString() }
  await createCompany(ctx, { name: 'Works', currency: 'USD', timeZone: 'UTC', locale: 'en-US', sample: '' })
  await addUser(ctx, { name: 'Owner', email: 'owner@works.test', password, roles: ['owner'] })
  return { ...database, ctx }
}

test('two servers on one database are one Fettle', { timeout: patience }, async () => {
  const { url, db } = await shop()
  const [one, two] = await Promise.all([startServer(url), startServer(url)])
  const [atOne, atTwo] = await Promise.all([signIn(one.address), signIn(two.address)])

  // What is written at one arrives live at the other.
  const live = await atTwo('/events')
  const reader = live.body!.getReader()
  let heard = ''
  const listening = (async () => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      heard += new TextDecoder().decode(value)
    }
  })().catch(() => undefined)
  await until('the greeting', () => heard.includes('event: hello'))
  const unit = { code: 'pc', name: 'piece', dimension: 'count', factor: 1, decimals: 0 }
  // The servers' listening connections may still be on their way; every announcement counts.
  await until('news at the other server', async () => {
    await atOne('/units', {
      method: 'POST',
      body: JSON.stringify({ ...unit, code: `u${Math.random().toString(36).slice(2, 8)}` }),
    })
    return heard.includes('event: changed') && heard.includes('data: units')
  })
  await reader.cancel()
  await listening

  // The same request sent to both at once is done once, and both get its answer.
  const answers = await Promise.all(
    Array.from({ length: 20 }, async (_, i) => {
      const body = JSON.stringify({ ...unit, code: `k${i}` })
      const both = await Promise.all(
        [atOne, atTwo].map(async (at) => at('/units', { method: 'POST', body, key: `key-${i}` })),
      )
      return Promise.all(both.map(async (a) => [a.status, await a.json()]))
    }),
  )
  for (const [a, b] of answers) expect([a?.[0], b]).toEqual([200, a])
  expect((await db.execute(sql`select count(*)::int as n from units where code like 'k%'`)).rows).toEqual([{ n: 20 }])
})

test('a killed worker loses its task to another', { timeout: patience }, async () => {
  const { url, ctx, pool, db } = await shop()
  const first = fettle(['worker'], url)
  await until('the first worker', () => first.output().includes('ready'), 120_000)

  // The sweep of old keys cannot end while somebody holds the table; so the worker is surely in the middle of it when it dies.
  const old = new Date(Date.now() - 30 * 86_400_000).toISOString()
  await db.execute(
    sql`insert into idempotency_keys (key, request, at) values ('old', 'x', ${old}), ('new', 'x', now())`,
  )
  const holder = await pool.connect()
  await holder.query('begin')
  await holder.query('lock table idempotency_keys in access exclusive mode')
  await inTransaction(ctx, (tx) => enqueue(tx, 'sweep', {}))
  const waiting = async () =>
    (
      await pool.query(
        "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like 'delete from \"idempotency_keys\"%'",
      )
    ).rows.length > 0
  await until('the worker to be in the middle', waiting)
  first.child.kill('SIGKILL')
  await first.ended
  const second = fettle(['worker'], url)
  await until('the second worker', () => second.output().includes('ready'), 120_000)
  await holder.query('rollback')
  holder.release()
  await until(
    'the task to be done',
    async () => (await pool.query('select 1 from graphile_worker.jobs')).rows.length === 0,
    90_000,
  )
  expect((await db.execute(sql`select key from idempotency_keys`)).rows).toEqual([{ key: 'new' }])
})
