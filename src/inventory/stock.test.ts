import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testCtx } from '../core/testDb.ts'
import { wellKnown } from './place.commands.ts'
import { postMove, reverseMove } from './stock.commands.ts'
import { stockBalances } from './stock.tables.ts'
import { testItem, unequalBalances } from './testShop.ts'

async function shop() {
  const ctx = await testCtx()
  const item = await testItem(ctx, 'OAK')
  const [stores, supplier, adjustment] = [
    await wellKnown(ctx, 'stores'),
    await wellKnown(ctx, 'supplier'),
    await wellKnown(ctx, 'adjustment'),
  ]
  const move = (from: number, to: number, quantity: number, value?: number) =>
    postMove(ctx, {
      itemId: item.id,
      fromPlaceId: from,
      toPlaceId: to,
      quantity,
      document: 'receipt',
      documentNumber: 'T-1',
      ...(value === undefined ? {} : { value }),
    })
  return { ctx, stores: stores.id, supplier: supplier.id, adjustment: adjustment.id, move }
}

test('goods leave at the moving average and the last takes what is left', async () => {
  const { stores, supplier, adjustment, move } = await shop()
  await move(supplier, stores, 2, 10) // 2 at 5.00
  await move(supplier, stores, 1, 6) //  3 worth 16.00: 5.3333 each
  expect((await move(stores, adjustment, 1)).value).toBe(5.3333)
  expect((await move(stores, adjustment, 1)).value).toBe(5.3334) // 10.6667 / 2 = 5.33335, half up
  expect((await move(stores, adjustment, 1)).value).toBe(5.3333) // 16 - 5.3333 - 5.3334
})

test('a physical place never goes below zero, and says what it holds', async () => {
  const { stores, supplier, adjustment, move } = await shop()
  await move(supplier, stores, 2, 10)
  await expect(move(stores, adjustment, 3)).rejects.toThrow('Stores holds 2 of OAK, not 3.')
})

test('two takers at once cannot take the same piece', async () => {
  const { ctx, stores, supplier, adjustment, move } = await shop()
  await move(supplier, stores, 5, 10)
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => move(stores, adjustment, 1)))
  expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(5)
  expect(await unequalBalances(ctx)).toEqual([])
})

test('a reversal brings goods back at the value they left with, once', async () => {
  const { ctx, stores, supplier, adjustment, move } = await shop()
  await move(supplier, stores, 3, 10)
  const out = await move(stores, adjustment, 1)
  await reverseMove(ctx, out.id, 'wrong item')
  const rows = await ctx.db.select().from(stockBalances)
  expect(rows.find((r) => r.placeId === stores)).toMatchObject({ quantity: 3, value: 10 })
  await expect(reverseMove(ctx, out.id, 'again')).rejects.toThrow('reversed already')
})

test('whatever is moved, every balance is the sum of its moves', async () => {
  const { ctx, stores, supplier, adjustment, move } = await shop()
  const step = fc.record({
    way: fc.constantFrom('in', 'out', 'back'),
    quantity: fc.integer({ min: 1, max: 4000 }).map((n) => n / 1000),
    value: fc.integer({ min: 0, max: 100_000 }).map((n) => n / 10_000),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 15 }), async (steps) => {
      for (const s of steps)
        await (s.way === 'in'
          ? move(supplier, stores, s.quantity, s.value)
          : s.way === 'out'
            ? move(stores, adjustment, s.quantity)
            : move(adjustment, stores, s.quantity)
        ).catch(() => {})
      expect(await unequalBalances(ctx)).toEqual([])
    }),
    { numRuns: 15, seed: 7 },
  )
})
