import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { inTransaction } from './ctx.ts'
import { refuse, unless } from './refusal.ts'
import { testCtx } from './testDb.ts'

const codeOf = (error: unknown): string => {
  for (let e = error; e instanceof Error; e = e.cause) if ('code' in e) return String(e.code)
  return ''
}

test('of statements side by side the fault that came first is told, not what it made the others refuse', async () => {
  const ctx = await testCtx()
  const failed = inTransaction(ctx, (tx) => {
    const fault = async () => tx.db.execute(sql`select 1 / 0`)
    const deep = async () => [await (async () => [await fault()])()]
    return Promise.all([deep(), tx.db.execute(sql`select 1`)])
  })
  expect(codeOf(await failed.catch((e: unknown) => e))).toBe('22012')
})

test('whoever still runs when a command is refused writes nothing any more', async () => {
  const ctx = await testCtx()
  await ctx.db.execute(sql`create table strays (n int)`)
  const stray = { ended: '' }
  const refused = inTransaction(ctx, (tx) => {
    const slow = async () => {
      try {
        await tx.db.execute(sql`select pg_sleep(0.05)`)
        await tx.db.execute(sql`insert into strays values (1)`)
      } catch (error) {
        stray.ended = String((error as Error).cause)
      }
    }
    const quick = async () => unless(refuse(true, 'no', 'Not so.'))
    return Promise.all([slow(), quick()])
  })
  await expect(refused).rejects.toThrow('Not so.')
  expect((await ctx.db.execute(sql`select n from strays`)).rows).toEqual([])
  expect(stray.ended).toContain('The transaction has ended.')
  // The connection is sound afterwards.
  await inTransaction(ctx, (tx) => tx.db.execute(sql`insert into strays values (2)`))
  expect((await ctx.db.execute(sql`select n from strays`)).rows).toEqual([{ n: 2 }])
})
