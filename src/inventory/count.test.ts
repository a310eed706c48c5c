import { expect, test } from 'vitest'
import { testCtx } from '../core/testDb.ts'
import { cancelCount, countFound, createCount, enterCount, postCount } from './count.commands.ts'
import { getCount, listCounts } from './count.queries.ts'
import { wellKnown } from './place.commands.ts'
import { adjustStock, postOpeningStock } from './stockEntry.commands.ts'
import { stockOfItem } from './stockList.queries.ts'
import { testItem, unequalBalances } from './testShop.ts'

async function countedShop() {
  const ctx = await testCtx()
  const stores = await wellKnown(ctx, 'stores')
  const [oak, bolt, glue] = [
    await testItem(ctx, 'OAK'),
    await testItem(ctx, 'BOLT'),
    await testItem(ctx, 'GLUE', { standardCost: 7 }),
  ]
  await postOpeningStock(ctx, [
    { itemId: oak.id, placeId: stores.id, quantity: 10, unitCost: 5 },
    { itemId: bolt.id, placeId: stores.id, quantity: 100, unitCost: 0.1 },
  ])
  const { id } = await createCount(ctx, { placeId: stores.id })
  const sheet = await getCount(ctx.db, id, true)
  const line = (item: string) => sheet.lines.find((l) => l.item === item)?.id ?? 0
  return { ctx, stores, oak, bolt, glue, id, sheet, line }
}

test('a count shows its differences in value before it posts them', async () => {
  const { ctx, stores, oak, bolt, glue, id, sheet, line } = await countedShop()
  expect(sheet.lines.map((l) => [l.item, l.bookQuantity])).toEqual([
    ['BOLT', 100],
    ['OAK', 10],
  ])
  await expect(postCount(ctx, id)).rejects.toThrow('Nothing of SC-1001 is counted yet.')
  await enterCount(ctx, { countId: id, lineId: line('OAK'), countedQuantity: 8 })
  await countFound(ctx, { countId: id, itemId: glue.id, placeId: stores.id, countedQuantity: 3 })
  const preview = await getCount(ctx.db, id, true)
  expect(preview.lines.map((l) => [l.item, l.difference, l.differenceValue])).toEqual([
    ['BOLT', 0, 0],
    ['GLUE', 3, 21],
    ['OAK', -2, -10],
  ]) // 3 × 7.00, 2 × 5.00
  expect(preview).toMatchObject({ uncounted: 1, differenceValue: 11 })
  expect((await getCount(ctx.db, id, false)).differenceValue).toBeNull()
  expect(await postCount(ctx, id)).toEqual({ id, moves: 2 })
  expect(await stockOfItem(ctx.db, oak.id, true)).toMatchObject({ onHand: 8, value: 40 })
  expect(await stockOfItem(ctx.db, glue.id, true)).toMatchObject({ onHand: 3, value: 21 })
  expect((await stockOfItem(ctx.db, bolt.id, true)).onHand).toBe(100) // not counted, so not touched
  await expect(postCount(ctx, id)).rejects.toThrow('SC-1001 is posted.')
  await expect(enterCount(ctx, { countId: id, lineId: line('OAK'), countedQuantity: 1 })).rejects.toThrow(
    'SC-1001 is posted.',
  )
  expect((await listCounts(ctx.db, { limit: 5 })).rows).toMatchObject([
    { number: 'SC-1001', status: 'posted', lines: 3, counted: 2, differences: 2 },
  ])
  expect(await unequalBalances(ctx)).toEqual([])
})

test('goods that move after they were counted do not disturb the difference', async () => {
  const { ctx, stores, oak, id, line } = await countedShop()
  await enterCount(ctx, { countId: id, lineId: line('OAK'), countedQuantity: 9 }) // one missing
  await adjustStock(ctx, { itemId: oak.id, placeId: stores.id, change: -4, reason: 'used' })
  await postCount(ctx, id)
  expect((await stockOfItem(ctx.db, oak.id, true)).onHand).toBe(5) // 10 - 4 - 1
})

test('what has left since it was counted is named instead of going below zero', async () => {
  const { ctx, stores, oak, id, line } = await countedShop()
  await enterCount(ctx, { countId: id, lineId: line('OAK'), countedQuantity: 2 })
  await adjustStock(ctx, { itemId: oak.id, placeId: stores.id, change: -9, reason: 'used' })
  await expect(postCount(ctx, id)).rejects.toThrow('OAK: 1 left of the 10 when it was counted. Count it again.')
})

test('a canceled count posts nothing', async () => {
  const { ctx, oak, id, line } = await countedShop()
  await enterCount(ctx, { countId: id, lineId: line('OAK'), countedQuantity: 2 })
  await cancelCount(ctx, id)
  await expect(postCount(ctx, id)).rejects.toThrow('SC-1001 is canceled.')
  expect((await stockOfItem(ctx.db, oak.id, true)).onHand).toBe(10)
})
