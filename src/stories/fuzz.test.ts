import { request } from 'node:http'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { facts } from '../core/audit.sql.ts'
import { createCompany } from '../core/company.commands.ts'
import { systemActor } from '../core/ctx.ts'
import { type TestDatabase, testDatabase } from '../core/testDb.ts'
import { apiOn, type Endpoint, endpoints } from './testApi.ts'

const seed = Number(process.env.FUZZ_SEED ?? 20260302)
const budgetMs = Number(process.env.FUZZ_SECONDS ?? 30) * 1000

/** A small seeded generator (mulberry32), so that a failure can be run again. */
function generator(start: number): () => number {
  let a = start
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
type Random = () => number
const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T

const nasty: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1e308,
  -1e308,
  1e15,
  0.1234567890123,
  2 ** 53,
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '💥'.repeat(300),
  'x'.repeat(100_000),
  "'; drop table items; --",
  '../../etc/passwd',
  '2026-02-30',
  '9999-99-99',
  'NaN',
  '__proto__',
  [],
  {},
  [[[[]]]],
  { id: { id: 1 } },
  Array(2000).fill(1),
  { __proto__: null, constructor: 1 },
]

type Schema = {
  const?: unknown
  format?: string
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  enum?: unknown[]
  type?: string
  minimum?: number
  required?: string[]
}

/** A value that fits the shape, but for what chance spoils: about one value in `1 / spoil`. */
function valueFor(schema: Schema, random: Random, spoil: number, depth = 0): unknown {
  if (random() < spoil) return pick(random, nasty)
  const options = schema.anyOf ?? schema.oneOf
  if (options) return valueFor(pick(random, options), random, spoil, depth + 1)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((s) => valueFor(s, random, spoil, depth + 1)))
  if (schema.enum) return pick(random, schema.enum)
  if (schema.const !== undefined) return schema.const
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([name]) => schema.required?.includes(name) || random() < 0.6)
          .map(([name, s]) => [name, depth > 6 ? null : valueFor(s, random, spoil, depth + 1)]),
      )
    case 'array':
      return depth > 6
        ? []
        : Array.from({ length: Math.floor(random() * 3) }, () => valueFor(schema.items ?? {}, random, spoil, depth + 1))
    case 'integer':
      return pick(random, [1, 2, 3, 10, 999_999_999, schema.minimum ?? 1])
    case 'number':
      return pick(random, [0, 1, 2.5, 1e9, 0.000001, -3])
    case 'boolean':
      return random() < 0.5
    case 'null':
      return null
    default:
      return schema.format === 'date'
        ? pick(random, ['2026-03-02', '1900-01-01', '9999-12-31'])
        : pick(random, ['PC-1', 'a', 'items', 'someone@works.test', 'UTC', '2026-03-02T08:00:00Z', 'EUR'])
  }
}

type Case = { path: string; body?: string | Buffer }

const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
const wholeBodies: readonly (string | Buffer)[] = [
  '',
  '{',
  'null',
  '[]',
  '"text"',
  '12',
  '{"a":',
  deep,
  Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  '{"\\u0000":"\\u0000"}',
  `{"name":"${'y'.repeat(1_000_000)}"}`,
  '{"__proto__":{"admin":true}}',
]
const badIds = [
  '999999999',
  '0',
  '-1',
  'abc',
  '1.5',
  '9'.repeat(40),
  '%00',
  '%FF',
  '%E0%A4%A',
  "1'--",
  '1e400',
  '..',
  'true',
]
const badQueries = [
  'filter[nope]=1',
  'filter[id]=abc',
  'filter[id]=%00',
  'filter=x',
  'filter[number]=~%25%5C',
  'sort=nope',
  'sort=-',
  'cursor=zzz',
  'cursor=WyJ4Il0',
  'limit=-1',
  'limit=1e9',
  'limit=abc',
  'q=%00',
  `q=${'z'.repeat(5000)}`,
  'q=%FF',
  'filter[__proto__]=1',
  'filter[id]=1..',
  'filter[archived]=maybe',
  'sort=id,id,id',
  'q[]=1&q[]=2',
  '&&&===',
]

const withIds = (path: string, random: Random, bad: boolean) =>
  path.replace(/\{[^}]+\}/g, () => (bad ? pick(random, badIds) : pick(random, ['1', '2', '3', 'items', '999999999'])))

function casesOf({ method, path, input }: Endpoint, random: Random): Case[] {
  if (method === 'GET')
    return [
      ...[0, 1].map(() => ({ path: withIds(path, random, true) })),
      ...[0, 1, 2].map(() => ({ path: `${withIds(path, random, false)}?${pick(random, badQueries)}` })),
    ]
  const spoiled = [0.02, 0.1, 0.3].map((spoil) => ({
    path: withIds(path, random, random() < 0.2),
    body: JSON.stringify(valueFor(input as unknown as Schema, random, spoil)) ?? '',
  }))
  return [
    ...spoiled,
    { path: withIds(path, random, true), body: '{}' },
    { path: withIds(path, random, false), body: pick(random, wholeBodies) },
  ]
}

/** A number that moves whenever any row of a business table does. */
async function stateOf({ pool }: TestDatabase): Promise<string> {
  const tables = facts.filter((t) => t !== 'audit_log').map((t) => `(select count(*) from ${t})`)
  const { rows } = await pool.query(
    `select concat_ws(',', (select max(id) from audit_log), ${tables.join(', ')}) as state`,
  )
  return rows[0].state
}

async function seededApi() {
  const database = await testDatabase()
  await createCompany(
    { db: database.db, actor: systemActor, now: '2026-03-02T08:00:00.000Z' },
    { name: 'Works', currency: 'USD', timeZone: 'UTC', locale: 'en-US', sample: '' },
  )
  const api = await apiOn(database)
  const send = (method: string, path: string, body?: string | Buffer) =>
    fetch(`${api.address}/api${path}`, {
      method,
      headers: { ...api.as('owner'), 'content-type': 'application/json' },
      ...(body === undefined || method === 'GET' ? {} : { body: body as BodyInit }),
    })
  // A few real records, so that some of the made-up requests get past the door.
  for (const n of [1, 2, 3]) {
    for (const [path, record] of [
      ['/units', { code: `u${n}`, name: 'piece', dimension: 'count', factor: 1, decimals: 0 }],
      ['/parties', { code: `P${n}`, name: `Party ${n}`, customer: true, supplier: true, currency: 'USD' }],
      [
        '/items',
        {
          number: `PC-${n}`,
          name: `Part ${n}`,
          kind: n === 1 ? 'made' : 'bought',
          stockUnitId: 1,
          tracking: 'none',
          issueMethod: 'issue',
        },
      ],
      ['/calendars', { name: `Calendar ${n}` }],
      ['/labor-grades', { code: `G${n}`, name: 'Grade', ratePerHour: 30 }],
      ['/work-centers', { code: `W${n}`, name: 'Saw', calendarId: 1, machines: 1 }],
      ['/employees', { number: `E${n}`, name: 'Worker', laborGradeId: 1 }],
    ] as const) {
      const answer = await send('POST', path, JSON.stringify(record))
      expect([path, answer.status]).toEqual([path, 200])
    }
  }
  return { database, send, ...api }
}

test('no request breaks the server, and no refused one changes anything', { timeout: 240_000 }, async () => {
  const { database, send, logged } = await seededApi()
  const random = generator(seed)
  const all = endpoints()
  const end = performance.now() + budgetMs
  const failures: string[] = []
  let [sent, rounds] = [0, 0]
  let state = await stateOf(database)
  // The first round is always whole, however slow the machine; more follow while there is time.
  do {
    for (const endpoint of all)
      for (const { path, body } of casesOf(endpoint, random)) {
        const answer = await send(endpoint.method, path, body)
        await answer.arrayBuffer()
        sent++
        const after = endpoint.reads ? state : await stateOf(database)
        const told = `${endpoint.method} ${path.slice(0, 200)} ${String(body ?? '').slice(0, 300)}`
        if (answer.status >= 500) failures.push(`${answer.status}: ${told}\n${logged.at(-1)?.slice(0, 600) ?? ''}`)
        if (answer.status >= 400 && after !== state) failures.push(`${answer.status} and yet a change: ${told}`)
        state = after
      }
    rounds++
  } while (performance.now() < end && failures.length === 0)
  console.log(`fuzz: ${sent} requests to ${all.length} operations in ${rounds} rounds, seed ${seed}`)
  expect(failures.slice(0, 20)).toEqual([])
  expect((await database.db.execute(sql`select count(*)::int as n from company`)).rows).toEqual([{ n: 1 }])
})

/** Sends up to 1 GB and says how much was taken before the answer came, or 0 when the line was cut instead. */
const upload = (
  address: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  announced: boolean,
): Promise<{ status: number; sent: number }> =>
  new Promise((resolve, reject) => {
    const gigabyte = 1024 ** 3
    const chunk = Buffer.alloc(1024 * 1024, ' ')
    let sent = 0
    let done = false
    const call = request(
      `${address}${path}`,
      {
        method,
        headers: {
          ...headers,
          'content-type': 'application/json',
          ...(announced ? { 'content-length': String(gigabyte) } : { 'transfer-encoding': 'chunked' }),
        },
      },
      (answer) => {
        done = true
        answer.resume()
        resolve({ status: answer.statusCode ?? 0, sent })
        call.destroy()
      },
    )
    call.on('error', (error: NodeJS.ErrnoException) => {
      if (done) return
      done = true
      if (error.code === 'EPIPE' || error.code === 'ECONNRESET') resolve({ status: 0, sent })
      else reject(error)
    })
    const push = () => {
      while (!done && sent < gigabyte) {
        sent += chunk.length
        if (!call.write(chunk)) return void call.once('drain', push)
      }
    }
    push()
  })

test.each([
  ['PUT', '/api/files', true],
  ['PUT', '/api/files', false],
  ['POST', '/api/parties', true],
  ['POST', '/api/parties', false],
  ['POST', '/api/imports/preview', true],
  ['POST', '/api/imports/preview', false],
])(
  'an upload of 1 GB to %s %s is refused early (announced: %s)',
  { timeout: 60_000 },
  async (method, path, announced) => {
    const database = await testDatabase()
    const { address, as } = await apiOn(database)
    const { status, sent } = await upload(address, method, path, as('owner'), announced)
    // Somebody who goes on sending without having said how much may find the line cut before he reads the answer.
    expect(announced ? [413] : [413, 0]).toContain(status)
    expect(sent).toBeLessThan(200 * 1024 * 1024)
  },
)
