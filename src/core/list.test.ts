import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { defineList } from './list.model.ts'
import { BadQuery, runList } from './list.queries.ts'
import { testDatabase } from './testDb.ts'

const list = defineList({
  name: 'saws',
  columns: {
    id: { kind: 'id' },
    name: { kind: 'text', search: true },
    length: { kind: 'quantity', optional: true },
    dueOn: { kind: 'day' },
  },
  sort: [{ column: 'length', direction: 'ascending' }],
})
const from = sql`select * from (values (1, 'rip', 2.5, date '2026-01-01'), (2, 'cross_cut', null, date '2026-01-03'), (3, 'fret', 1, date '2026-01-02'), (4, 'rip panel', 2.5, date '2026-01-09')) as v(id, name, length, "dueOn")`

test('pages follow each other without gap or repeat, empty values last', async () => {
  const { db } = await testDatabase()
  const seen: number[] = []
  let cursor: string | undefined
  do {
    const page = await runList(db, list, from, { limit: 1, ...(cursor ? { cursor } : {}) })
    seen.push(...page.rows.map((r) => r.id))
    expect(page.total).toBe(4)
    cursor = page.next ?? undefined
  } while (cursor)
  expect(seen).toEqual([3, 1, 4, 2])
})

test('filters and search narrow, with their special characters taken literally', async () => {
  const { db } = await testDatabase()
  const ids = async (input: { q?: string; filter?: Record<string, string> }) =>
    (await runList(db, list, from, { limit: 10, ...input })).rows.map((r) => r.id)
  expect(await ids({ q: 'rip' })).toEqual([1, 4])
  expect(await ids({ q: '_' })).toEqual([2])
  expect(await ids({ filter: { length: '-' } })).toEqual([2])
  expect(await ids({ filter: { length: '>=2' } })).toEqual([1, 4])
  expect(await ids({ filter: { dueOn: '2026-01-02..2026-01-03' } })).toEqual([3, 2])
  expect(await ids({ filter: { name: 'rip,fret' } })).toEqual([3, 1])
})

test('everything wrong with a question is named at once', async () => {
  const { db } = await testDatabase()
  const asking = runList(db, list, from, { limit: 10, sort: 'weight', filter: { length: 'long', color: 'red' } })
  await expect(asking).rejects.toThrow(BadQuery)
  await expect(asking).rejects.toThrow(/weight.*length.*color/s)
})
