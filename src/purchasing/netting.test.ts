import { expect, test } from 'vitest'
import { testShop } from '../catalog/testCatalog.ts'
import { inTransaction } from '../core/ctx.ts'
import { testCtx } from '../core/testDb.ts'
import { createJob } from '../jobs/job.commands.ts'
import { netAll, netAllShown } from './netting.queries.ts'

test('what pages show of the netting is reckoned once until something is committed, and always what a transaction sees', async () => {
  const ctx = await testCtx()
  const shop = await testShop(ctx)
  const [rail, frame] = [await shop.item('RAIL', 3), await shop.item('FRAME')]
  await shop.method(frame, { materials: [{ itemId: rail, quantityPer: 2 }] })
  const job = () => createJob(ctx, { items: [{ itemId: frame, quantity: 5, dueOn: '2026-03-20' }] })
  const shown = async () => (await netAllShown(ctx.db, ctx.now)).netted.map((n) => n.short)
  await job()
  expect(await shown()).toEqual([10])
  // Others on the same server may commit in between.
  await expect
    .poll(async () => new Set([await netAllShown(ctx.db, ctx.now), await netAllShown(ctx.db, ctx.now)]).size, {
      timeout: 10_000,
    })
    .toBe(1)
  await job()
  expect(await shown()).toEqual([10, 10])
  await inTransaction(ctx, async (tx) => {
    await createJob(tx, { items: [{ itemId: frame, quantity: 1, dueOn: '2026-03-20' }] })
    const { netted } = await netAllShown(tx.db, tx.now)
    expect(netted.map((n) => n.short)).toEqual([10, 10, 2])
    expect(netted).toEqual((await netAll(tx.db, tx.now)).netted)
    expect(await shown()).toEqual([10, 10])
  })
  expect(await shown()).toEqual([10, 10, 2])
})
