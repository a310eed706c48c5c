import { expect, test } from 'vitest'
import { testCtx } from '../core/testDb.ts'
import { createSalesOrder } from '../sales/salesOrder.commands.ts'
import { testCustomer } from '../sales/testSales.ts'
import { pastJobsOf } from './pastJobs.queries.ts'
import { costingShop } from './testCosting.ts'

test('what an item cost before stands beside its estimate, and its family after it', async () => {
  const ctx = await testCtx('2026-03-02T08:00:00.000Z')
  const shop = await costingShop(ctx)
  await shop.buy(ctx, shop.raw, 50)
  const [stool, chair] = [
    await shop.product('STOOL', { family: 'Seats' }, 6),
    await shop.product('CHAIR', { family: 'Seats' }, 12),
  ]
  const customer = await testCustomer(ctx)
  const order = await createSalesOrder(ctx, {
    customerId: customer.id,
    lines: [{ itemId: stool, quantity: 5, unitPrice: 20, promisedOn: '2026-03-20' }],
  })
  expect(await pastJobsOf(ctx.db, stool)).toEqual([])
  const [made] = await shop.start(ctx, { salesOrderLineIds: [order.lines[0]?.id ?? 0] })
  if (!made) throw new Error('The line has a work order.')
  await shop.issue(ctx, made, 6)
  await shop.work(ctx, made, 60)
  await shop.report(ctx, made, 5)
  const like = await shop.startOne(ctx, chair)
  await shop.issue(ctx, like, 1)

  const [own, other] = await pastJobsOf(ctx.db, stool)
  // Estimated: a raw at 1.00 and 6 minutes at 50.00 an hour. Actual: 6 raw and an hour for five.
  expect(own).toMatchObject({
    sameItem: true,
    status: 'completed',
    quantity: 5,
    estimated: 6,
    actual: 11.2,
    unitPrice: 20,
  })
  expect(own?.elements).toEqual([
    { element: 'material', estimated: 1, actual: 1.2 },
    { element: 'labor', estimated: 5, actual: 10 },
  ])
  expect(other).toMatchObject({ sameItem: false, itemNumber: 'CHAIR', status: 'started', estimated: 11 })
  expect((await pastJobsOf(ctx.db, chair)).map((j) => j.itemNumber)).toEqual(['CHAIR', 'STOOL'])
})
