import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Ctx } from '../core/ctx.ts'
import { sum } from '../core/decimal.ts'
import { row, rowsOf } from '../core/rows.ts'
import { later, testCtx } from '../core/testDb.ts'
import { createShipment, shipShipment } from '../delivery/shipment.commands.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { postMove } from '../inventory/stock.commands.ts'
import { createSalesOrder } from '../sales/salesOrder.commands.ts'
import { testCustomer } from '../sales/testSales.ts'
import { writeOffScrap } from './cost.commands.ts'
import { costFaults } from './costFaults.queries.ts'
import { accountBalances, costSheetOf } from './costSheet.queries.ts'
import { costingShop, valueAt } from './testCosting.ts'

/** Published months of jobs, worked through the commands that users call; only the sources' figures are used. */

const balanceOf = async (ctx: Ctx, account: string) =>
  (await accountBalances(ctx.db)).find((a) => a.account === account)?.balance ?? 0

/** Sells one piece from stock, as far as the door. */
async function sell(ctx: Ctx, customerId: number, itemId: number, unitPrice: number) {
  const order = await createSalesOrder(ctx, {
    customerId,
    lines: [{ itemId, quantity: 1, unitPrice, promisedOn: '2026-12-18' }],
  })
  const shipment = await createShipment(ctx, { customerId, lines: [{ salesOrderLineId: order.lines[0]?.id ?? 0 }] })
  await shipShipment(ctx, shipment.id)
}

test('a sign maker’s month of four jobs, all inventories (Principles of Accounting 2, 4.5, OpenStax)', async () => {
  const february = await testCtx('2026-02-27T08:00:00.000Z')
  const shop = await costingShop(february, 250) // 250 % of labor, section 4.3
  const customer = await testCustomer(february)
  const [porItem, macItem, trjItem, swmItem] = [
    await shop.product('POR143'),
    await shop.product('MAC001'),
    await shop.product('TRJ441'),
    await shop.product('SWM505'),
  ]
  // The month begins with 2,500 of raw material, 1,000 in process and 1,531 of finished goods.
  await shop.buy(february, shop.raw, 3500)
  const por = await shop.startOne(february, porItem)
  await shop.issue(february, por, 1000)
  await postMove(february, {
    itemId: swmItem,
    fromPlaceId: (await wellKnown(february, 'adjustment')).id,
    toPlaceId: (await wellKnown(february, 'finished')).id,
    quantity: 1,
    value: 1531,
    document: 'opening',
    documentNumber: 'O-1',
  })
  expect([
    await valueAt(february, 'STORES'),
    await balanceOf(february, 'workInProcess'),
    await valueAt(february, 'FINISHED'),
  ]).toEqual([2500, 1000, 1531])

  const march = later(february, '2026-03-02T08:00:00.000Z')
  await shop.buy(march, shop.raw, 10_500)
  const [mac, trj] = [await shop.startOne(march, macItem), await shop.startOne(march, trjItem)]
  for (const [w, material] of [
    [por, 200],
    [mac, 700],
    [trj, 500],
  ] as const)
    await shop.issue(march, w, material)
  // 150.00, 66.00 and 150.00 of labor are 3 h, 1.32 h and 3 h at 50.00.
  await shop.work(march, por, 180)
  await shop.work(later(march, '2026-03-03T08:00:00.000Z'), mac, 79.2)
  await shop.work(later(march, '2026-03-04T08:00:00.000Z'), trj, 180)
  const end = later(march, '2026-03-31T08:00:00.000Z')
  await shop.report(end, por, 1)
  await shop.report(end, mac, 1)
  await sell(end, customer.id, macItem, 2000)
  await sell(end, customer.id, swmItem, 2000)

  const sheets = await Promise.all([por, mac, trj].map((w) => costSheetOf(end.db, w.jobId)))
  expect(sheets.map((s) => s.total.actual)).toEqual([1725, 931, 1025])
  expect(sheets.map((s) => s.lines.map((l) => l.actual))).toEqual([
    [1200, 150, 375],
    [700, 66, 165],
    [500, 150, 375],
  ])
  expect(await valueAt(end, 'STORES')).toBe(11_600) // 1,400 used
  const costsAdded = sum(sheets.map((s) => s.total.actual)) - 1000
  const [wip, finished, sold] = [
    await balanceOf(end, 'workInProcess'),
    await valueAt(end, 'FINISHED'),
    await balanceOf(end, 'costOfGoodsSold'),
  ]
  expect([costsAdded, wip, finished, sold]).toEqual([2681, 1025, 1725, 2462])
  expect(1000 + costsAdded - wip).toBe(2656) // cost of goods manufactured
  expect(sum([wip, finished, sold])).toBe(5212)
  // What is applied in labor and overhead stands on its accounts.
  expect([await balanceOf(end, 'laborApplied'), await balanceOf(end, 'overheadApplied')]).toEqual([-366, -915])
  expect(await costFaults(end.db)).toEqual([])
})

test('raw material accounts after purchases and requisitions (Principles of Accounting 2, 4.5, OpenStax)', async () => {
  const ctx = await testCtx()
  const shop = await costingShop(ctx)
  const [vinyl, black, red, other] = [
    await shop.item('VINYL', 1),
    await shop.item('BLACK', 1),
    await shop.item('RED', 1),
    await shop.item('OTHER', 1),
  ]
  const w = await shop.startOne(ctx, await shop.product('SIGN'))
  for (const [item, values] of [
    [vinyl, [1000, 10_000]],
    [black, [300, 500]],
    [red, [300]],
    [other, [400, 1000]],
  ] as const)
    for (const v of values) await shop.buy(ctx, item, v)
  for (const [item, used] of [
    [vinyl, 300],
    [black, 100],
    [red, 60],
    [other, 500],
  ] as const)
    await shop.issue(ctx, w, used, item)
  const stock = await rowsOf(
    ctx.db,
    sql`select i.number, b.value from stock_balances b join places p on p.id = b.place_id and p.code = 'STORES' join items i on i.id = b.item_id order by b.id`,
    z.object({ number: row.text, value: row.number }),
  )
  // The source's picture prints 300 for vinyl; its own postings give 10,700. The last is the account of section 4.4.
  expect(stock.map((s) => [s.number, s.value])).toEqual([
    ['VINYL', 10_700],
    ['BLACK', 700],
    ['RED', 240],
    ['OTHER', 900],
  ])
  expect(await balanceOf(ctx, 'workInProcess')).toBe(960)
})

test('cost of goods manufactured (posted solutions of a chapter on job costing)', async () => {
  const january = await testCtx('2026-01-05T08:00:00.000Z')
  const shop = await costingShop(january, 150)
  await shop.buy(january, shop.raw, 60_000)
  const [a, b] = [
    await shop.startOne(january, await shop.product('A')),
    await shop.startOne(january, await shop.product('B')),
  ]
  await shop.issue(january, a, 22_500) // in process when the period begins
  const february = later(january, '2026-02-02T08:00:00.000Z')
  await shop.issue(february, a, 14_500)
  await shop.issue(february, b, 10_500) // 25,000 of material; 10,500 of it still in process at the end
  await shop.work(february, a, 480 * 60) // 24,000 of labor and 36,000 of overhead
  await shop.report(later(january, '2026-02-27T08:00:00.000Z'), a, 1)
  expect([await valueAt(january, 'FINISHED'), await balanceOf(january, 'workInProcess')]).toEqual([97_000, 10_500])
})

test('status of five jobs over three months (a posted practice question; its month costs are printed, the balances computed)', async () => {
  const january = await testCtx('2026-01-05T08:00:00.000Z')
  const [february, march] = [later(january, '2026-02-02T08:00:00.000Z'), later(january, '2026-03-02T08:00:00.000Z')]
  const shop = await costingShop(january)
  const customer = await testCustomer(january)
  await shop.buy(january, shop.raw, 20_000)
  const items = {
    aa2: await shop.product('AA2'),
    aa3: await shop.product('AA3'),
    aa4: await shop.product('AA4'),
    aa5: await shop.product('AA5'),
  }
  const raw = () => valueAt(january, 'STORES')
  const standing = async () => [
    await balanceOf(january, 'workInProcess'),
    await valueAt(january, 'FINISHED'),
    await balanceOf(january, 'costOfGoodsSold'),
  ]

  const [aa2, aa4] = [await shop.startOne(january, items.aa2), await shop.startOne(january, items.aa4)]
  await shop.issue(january, aa2, 2500)
  await shop.issue(january, aa4, 4838)
  await shop.report(january, aa4, 1)
  expect([20_000 - (await raw()), ...(await standing())]).toEqual([7338, 2500, 4838, 0])

  const [aa5, aa3] = [await shop.startOne(february, items.aa5), await shop.startOne(february, items.aa3)]
  await shop.issue(february, aa2, 1200)
  await shop.issue(february, aa5, 3250)
  await shop.issue(february, aa3, 3409)
  await shop.report(february, aa2, 1)
  await shop.report(february, aa5, 1)
  await sell(february, customer.id, items.aa4, 6000)
  expect([20_000 - 7338 - (await raw()), ...(await standing())]).toEqual([7859, 3409, 6950, 4838])

  await shop.issue(march, aa3, 2319)
  await sell(march, customer.id, items.aa5, 6000)
  // 3,250 of cost of goods sold in March, on top of February's 4,838.
  expect([20_000 - 7338 - 7859 - (await raw()), ...(await standing())]).toEqual([2319, 5728, 3700, 4838 + 3250])
  expect(await costFaults(march.db)).toEqual([])
})

test('abnormal spoilage leaves the job for stock and scrap loss (Cost Accounting, Horngren, Datar, Rajan: job costing and spoilage)', async () => {
  const ctx = await testCtx()
  const shop = await costingShop(ctx)
  const spoiled = await shop.item('SPOILED', 600)
  await shop.buy(ctx, shop.raw, 100_000)
  const w = await shop.startOne(ctx, await shop.product('PART'), 50)
  await shop.issue(ctx, w, 100_000)
  await expect(writeOffScrap(ctx, { workOrderId: w.id, loss: 7000, note: 'Broken tool' })).rejects.toThrow('Nothing of')
  await shop.report(ctx, w, 0, 5)
  await expect(writeOffScrap(ctx, { workOrderId: w.id, loss: 100_001, note: 'Broken tool' })).rejects.toThrow(
    'Only 100000 is in process',
  )
  const left = await writeOffScrap(ctx, {
    workOrderId: w.id,
    loss: 7000,
    salvage: { itemId: spoiled, quantity: 5, value: 3000 },
    note: 'Broken tool',
  })
  expect(left.inProcess).toBe(90_000)
  await shop.report(ctx, w, 45)
  expect([
    await valueAt(ctx, 'FINISHED'),
    await valueAt(ctx, 'STORES'),
    await balanceOf(ctx, 'scrapLoss'),
    await balanceOf(ctx, 'workInProcess'),
  ]).toEqual([90_000, 3000, 7000, 0])
  const sheet = await costSheetOf(ctx.db, w.jobId)
  expect([sheet.lines.map((l) => [l.element, l.actual]), sheet.workOrders[0]?.unitCost]).toEqual([
    [
      ['material', 97_000],
      ['scrap', -7000],
    ],
    2000,
  ])
})
