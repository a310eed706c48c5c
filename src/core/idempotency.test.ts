import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { type Ctx, send } from './ctx.ts'
import { once } from './idempotency.commands.ts'
import { Refused } from './refusal.ts'
import { testCtx } from './testDb.ts'

async function shop() {
  const ctx = await testCtx()
  await ctx.db.execute(sql`create table counted (n int unique)`)
  const times = async (n: number): Promise<number> =>
    (await ctx.db.execute<{ n: number }>(sql`select count(*)::int as n from counted where n = ${n}`)).rows[0]?.n ?? -1
  return { ctx, times }
}

const count = (n: number) => async (tx: Ctx) => {
  await tx.db.execute(sql`insert into counted values (${n})`)
  return { n }
}
test('a repeated write happens once and is answered as before', async () => {
  const { ctx, times } = await shop()
  expect(await once(ctx, 'a', { ask: 1 }, count(1))).toEqual({ n: 1 })
  // The second try would break the table's rule; what it is refused is not the answer, for it never should have been tried.
  expect(await once(ctx, 'a', { ask: 1 }, count(1))).toEqual({ n: 1 })
  const other = await once(ctx, 'a', { ask: 1 }, async (tx) => {
    await tx.db.execute(sql`insert into counted values (99)`)
    throw new Refused([{ code: 'x', message: 'No.' }])
  })
  expect(other).toEqual({ n: 1 })
  const sent = await once(ctx, 'a', { ask: 1 }, async (tx) => {
    send(tx, tx.db.execute(sql`insert into counted values (1)`))
    return { n: 3 }
  })
  expect(sent).toEqual({ n: 1 })
  expect([await times(1), await times(99)]).toEqual([1, 0])
})

test('two tries at the same time are one write', async () => {
  const { ctx, times } = await shop()
  const answers = await Promise.all(Array.from({ length: 4 }, () => once(ctx, 'b', {}, count(2))))
  expect(answers).toEqual(Array(4).fill({ n: 2 }))
  expect(await times(2)).toBe(1)
})

test('a key belongs to one request', async () => {
  const { ctx, times } = await shop()
  await once(ctx, 'c', { ask: 1 }, count(3))
  await expect(once(ctx, 'c', { ask: 2 }, count(4))).rejects.toThrow(
    'This idempotency key was used for another request.',
  )
  expect(await times(4)).toBe(0)
})

test('what was refused may be tried again under its key', async () => {
  const { ctx, times } = await shop()
  await expect(
    once(ctx, 'd', {}, async (tx) => {
      await count(5)(tx)
      throw new Refused([{ code: 'x', message: 'Not yet.' }])
    }),
  ).rejects.toThrow('Not yet.')
  expect(await once(ctx, 'd', {}, count(5))).toEqual({ n: 5 })
  expect(await times(5)).toBe(1)
})

test('a write without an answer is remembered too', async () => {
  const { ctx, times } = await shop()
  const nothing = () => Promise.resolve(undefined)
  expect(await once(ctx, 'e', {}, nothing)).toBeUndefined()
  expect(await once(ctx, 'e', {}, count(6))).toBeUndefined()
  expect(await times(6)).toBe(0)
})
