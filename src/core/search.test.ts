import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { finders } from '../finders.ts'
import { type Finder, findRecords } from './search.queries.ts'
import { testCtx } from './testDb.ts'

const made: Finder[] = [
  {
    kind: 'job',
    needs: 'jobs.read',
    path: (id) => `/jobs/${id}`,
    from: sql`select * from (values (1, 'J-1042', 'Oak table', ''), (2, 'J-10', 'Chair', ''), (3, 'J-104', 'Oak chair', '')) as v(id, number, label, also)`,
  },
  {
    kind: 'item',
    needs: 'catalog.read',
    path: (id) => `/items/${id}`,
    from: sql`select * from (values (7, 'T-100%', 'Table top', 'ACME-77')) as v(id, number, label, also)`,
  },
  {
    kind: 'wage',
    needs: 'costing.read',
    path: (id) => `/wages/${id}`,
    from: sql`select * from (values (9, 'J-1042', 'Secret', '')) as v(id, number, label, also)`,
  },
]
const numbers = (found: { number: string }[]) => found.map((f) => f.number)

test('the exact number comes first, then what begins with it', async () => {
  const ctx = { ...(await testCtx()), actor: { name: 'Viewer', roles: ['viewer' as const] } }
  expect(numbers(await findRecords(ctx, made, 'j-104'))).toEqual(['J-104', 'J-1042'])
})

test('every word counts, also of the text that is not shown, and signs are only signs', async () => {
  const ctx = await testCtx()
  expect(numbers(await findRecords(ctx, made, 'chair oak'))).toEqual(['J-104'])
  expect(await findRecords(ctx, made, 'acme-77')).toEqual([
    { kind: 'item', id: 7, number: 'T-100%', label: 'Table top', path: '/items/7' },
  ])
  expect(numbers(await findRecords(ctx, made, '%'))).toEqual(['T-100%'])
  expect(await findRecords(ctx, made, '  ')).toEqual([])
})

test('what a role may not read is not found', async () => {
  const ctx = await testCtx()
  const kinds = async (role: 'viewer' | 'owner') =>
    (await findRecords({ ...ctx, actor: { name: role, roles: [role] } }, made, 'J-1042')).map((f) => f.kind)
  expect(await kinds('viewer')).toEqual(['job'])
  expect((await kinds('owner')).sort()).toEqual(['job', 'wage'])
})

test('every kind of record can be searched', async () => {
  const ctx = await testCtx()
  expect(await findRecords(ctx, finders, 'nothing of this name')).toEqual([])
})
