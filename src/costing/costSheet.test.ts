import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { methodMaterials } from '../catalog/method.tables.ts'
import type { Ctx } from '../core/ctx.ts'
import { round, sum } from '../core/decimal.ts'
import { ListInput } from '../core/list.model.ts'
import { found } from '../core/missing.ts'
import { later, testCtx } from '../core/testDb.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { createJob, releaseJob } from '../jobs/job.commands.ts'
import { type SplitDriver, splitDrivers } from '../jobs/job.model.ts'
import { operationsOf, workOrdersOfJob } from '../jobs/job.queries.ts'
import { createDispatch, sendDispatch } from '../outsourcing/dispatch.commands.ts'
import { receiveFromVendor } from '../outsourcing/vendorReceipt.commands.ts'
import { returnMaterial } from '../production/material.commands.ts'
import { recordResults, releaseTest, testsOf } from '../quality/test.commands.ts'
import { getTest } from '../quality/test.queries.ts'
import { createTestPlan } from '../quality/testPlan.commands.ts'
import { runReport } from '../reports/report.queries.ts'
import { createSalesOrder } from '../sales/salesOrder.commands.ts'
import { testCustomer } from '../sales/testSales.ts'
import { correctTime, voidTime } from '../shopfloor/correct.commands.ts'
import { chargeJob, closeJob } from './cost.commands.ts'
import { costEntries } from './cost.tables.ts'
import { costFaults } from './costFaults.queries.ts'
import { accountBalances, costFactsOf, costSheetOf } from './costSheet.queries.ts'
import { costingShop, valueAt } from './testCosting.ts'

const actualsOf = async (ctx: Ctx, jobId: number) =>
  Object.fromEntries((await costSheetOf(ctx.db, jobId)).lines.map((l) => [l.element, l.actual]))
const booksOf = async (ctx: Ctx) =>
  Object.fromEntries((await accountBalances(ctx.db)).filter((a) => a.balance !== 0).map((a) => [a.account, a.balance]))
/** Every number of a sheet opens to facts that add up to it. */
const factsFit = async (ctx: Ctx, jobId: number) =>
  expect(sum((await costFactsOf(ctx.db, jobId)).map((f) => f.amount))).toBe(
    (await costSheetOf(ctx.db, jobId)).total.actual,
  )

/** Shares of 100.00 of freight and of one hour at 50.00 (hours keep six decimals, so 0.0001 may be rounded) of 2 heavy and slow pieces and 6 light and quick ones. */
const shares: Record<SplitDriver, { charge: number[]; labor: number[] }> = {
  quantity: { charge: [25, 75], labor: [12.5, 37.5] }, // 2 : 6
  weight: { charge: [50, 50], labor: [25, 25] }, // 2 × 3 kg : 6 × 1 kg
  area: { charge: [66.6667, 33.3333], labor: [33.3334, 16.6667] }, // 2 × 6 m² : 6 × 1 m²; 33.3333… min is 0.666667 h
  time: { charge: [40, 60], labor: [20, 30] }, // 2 × 12 min : 6 × 6 min
  value: { charge: [37.931, 62.069], labor: [18.9655, 31.0345] }, // 2 × 11.00 : 6 × 6.00 = 22 : 36
}

test.each(splitDrivers)('a group job shares its charges and its time by %s', async (splitDriver) => {
  const ctx = await testCtx()
  const shop = await costingShop(ctx)
  // A piece costs 12 min × 50.00/h + 1.00 = 11.00 of the first item, 6.00 of the second.
  const heavy = await shop.product('HEAVY', { weightKg: 3, areaM2: 6, standardCost: 11 }, 12)
  const light = await shop.product('LIGHT', { weightKg: 1, areaM2: 1, standardCost: 6 }, 6)
  const work = await shop.start(ctx, {
    splitDriver,
    items: [
      { itemId: heavy, quantity: 2, dueOn: '2026-03-20' },
      { itemId: light, quantity: 6, dueOn: '2026-03-20' },
    ],
  })
  const jobId = work[0]?.jobId ?? 0
  await chargeJob(ctx, { jobId, workOrderId: null, element: 'freight', amount: 100, note: 'One crate' })
  await shop.work(ctx, work, 60)
  const { workOrders, total } = await costSheetOf(ctx.db, jobId)
  const of = (element: string) => workOrders.map((w) => w.lines.find((l) => l.element === element)?.actual ?? 0)
  const expected = shares[splitDriver]
  expect(of('freight')).toEqual(expected.charge)
  expect(sum(of('freight'))).toBe(100)
  for (const [i, labor] of of('labor').entries())
    expect(Math.abs(labor - (expected.labor[i] ?? 0))).toBeLessThan(0.00011)
  expect(Math.abs(total.actual - 150)).toBeLessThan(0.00011)
  await factsFit(ctx, jobId)
  expect(await costFaults(ctx.db)).toEqual([])
})

test('goods of a lower level count once, straight up or by way of their test; more from stock is material', async () => {
  const ctx = await testCtx()
  const shop = await costingShop(ctx)
  await shop.buy(ctx, shop.raw, 100)
  const tested = await shop.product('TESTED')
  const plain = await shop.product('PLAIN')
  const top = await shop.item('TOP')
  await shop.method(top, {
    operations: [{ workCenterId: shop.bench }],
    materials: [{ itemId: tested, supply: 'make' }, { itemId: plain, supply: 'make' }, { itemId: shop.raw }],
  })
  await createTestPlan(ctx, { itemId: tested, name: 'Look', characteristics: [{ name: 'Fine', kind: 'check' }] })
  const { id: jobId } = await createJob(ctx, { items: [{ itemId: top, quantity: 2, dueOn: '2026-03-20' }] })
  await releaseJob(ctx, jobId)
  const levels = await workOrdersOfJob(ctx.db, jobId)
  const level = (itemId: number) =>
    found(
      levels.find((w) => w.itemId === itemId),
      'level of',
      itemId,
    )
  const make = async (at: Ctx, itemId: number, quantity: number, minutes: number) => {
    await shop.issue(at, level(itemId), quantity, shop.raw)
    await shop.work(at, level(itemId), minutes)
    await shop.report(at, level(itemId), 2)
  }
  await make(ctx, tested, 4, 12) // 4.00 + 10.00
  await make(later(ctx, '2026-03-02T10:00:00.000Z'), plain, 2, 24) // 2.00 + 20.00
  const test0 = (await testsOf(ctx, level(tested).id))[0]
  const checks = (await getTest(ctx.db, test0?.id ?? 0)).characteristics
  await recordResults(
    ctx,
    test0?.id ?? 0,
    [1, 2].map((piece) => ({ characteristicId: checks[0]?.id ?? 0, piece, measured: null, passed: true })),
  )
  await releaseTest(ctx, test0?.id ?? 0)
  expect(await actualsOf(ctx, jobId)).toEqual({ material: 6, labor: 30 })
  await factsFit(ctx, jobId)
  expect((await costSheetOf(ctx.db, jobId)).inProcess).toBe(36)
  // A third tested piece comes from stock bought elsewhere for 9.00: that is material.
  await shop.buy(ctx, tested, 1, 9)
  await shop.issue(ctx, level(top), 1, tested)
  const { lines } = await costSheetOf(ctx.db, jobId)
  // The three cost 23.00; what goes beyond the two of the own level is a third of it.
  expect(lines.map((l) => [l.element, l.actual])).toEqual([
    ['material', 13.6667],
    ['labor', 30],
  ])
  await factsFit(ctx, jobId)
})

test('outside work, rework and tooling each show as what they are; what is to go follows the work', async () => {
  const ctx = await testCtx()
  const shop = await costingShop(ctx, 100)
  await shop.buy(ctx, shop.raw, 100)
  const customer = await testCustomer(ctx)
  const plater = await testCustomer(ctx, 'PLATER', { customer: false, supplier: true })
  const part = await shop.item('PART')
  await shop.method(part, {
    operations: [
      { workCenterId: shop.bench, runMinutes: 6 },
      { kind: 'outside', name: 'Plate', supplierId: plater.id, unitPrice: 2 },
    ],
    materials: [{ itemId: shop.raw, quantityPer: 2 }],
  })
  const order = await createSalesOrder(ctx, {
    customerId: customer.id,
    lines: [{ itemId: part, quantity: 10, unitPrice: 30, promisedOn: '2026-03-20' }],
  })
  const [w] = await shop.start(ctx, { salesOrderLineIds: [order.lines[0]?.id ?? 0] })
  if (!w) throw new Error('The job has a work order.')
  // Estimate: 20.00 material, 60 min = 50.00 labor and as much overhead, 20.00 plating: 140.00 against 300.00.
  const sheet = () => costSheetOf(ctx.db, w.jobId)
  expect((await sheet()).margin).toEqual({ revenue: 300, cost: 140, margin: 160, percent: 53.33 })

  await shop.issue(ctx, w, 20)
  await shop.work(ctx, w, 45)
  await shop.report(ctx, w, 5)
  const half = await sheet()
  const line = (element: string) => half.lines.find((l) => l.element === element)
  // Half of the labor is to go (the plating has no minutes); all of the plating.
  expect(line('labor')).toMatchObject({ estimate: 50, actual: 37.5 })
  expect(Math.abs((line('labor')?.toGo ?? 0) - 25)).toBeLessThan(0.01)
  expect([line('material')?.toGo, line('outside')?.toGo]).toEqual([0, 20])
  const [live] = (await runReport(ctx, 'live-job-margin', ListInput.parse({}))).rows
  expect([live?.['forecast'], live?.['margin']]).toEqual([round(half.margin.cost, 2), round(half.margin.margin, 2)])

  await shop.report(ctx, w, 5)
  const plate = (await operationsOf(ctx.db, [w.id]))[1]?.operation.id ?? 0
  const dispatch = await createDispatch(ctx, { vendorId: plater.id, lines: [{ operationId: plate, quantity: 10 }] })
  await sendDispatch(ctx, dispatch.id)
  await chargeJob(ctx, { jobId: w.jobId, workOrderId: w.id, element: 'tooling', amount: 18, note: 'Fixture' })
  await receiveFromVendor(later(ctx, '2026-03-06T08:00:00.000Z'), {
    dispatchId: dispatch.id,
    lines: [{ dispatchLineId: dispatch.lines[0]?.id ?? 0, good: 10 }],
  })
  expect(await actualsOf(ctx, w.jobId)).toEqual({ material: 20, labor: 37.5, outside: 20, overhead: 37.5, tooling: 18 })
  expect([(await sheet()).total.toGo, (await sheet()).margin]).toEqual([
    0,
    { revenue: 300, cost: 133, margin: 167, percent: 55.67 },
  ])
  expect(await valueAt(ctx, 'FINISHED')).toBe(133)
  await factsFit(ctx, w.jobId)
  expect(await costFaults(ctx.db)).toEqual([])
})

test('rework time costs rework, with its overhead apart', async () => {
  const ctx = await testCtx()
  const shop = await costingShop(ctx, 200)
  const w = await shop.startOne(ctx, await shop.product('PART'))
  await shop.work(ctx, w, 30, 'rework')
  await shop.work(later(ctx, '2026-03-02T10:00:00.000Z'), w, 6, 'setup')
  expect(await actualsOf(ctx, w.jobId)).toEqual({ material: 0, setup: 5, overhead: 60, rework: 25 })
  expect(await costFaults(ctx.db)).toEqual([])
})

test('what is left in process at close is settled by its sign; a late bill shows as what it is', async () => {
  const ctx = await testCtx()
  const shop = await costingShop(ctx)
  await shop.buy(ctx, shop.raw, 100)
  const [dear, cheap] = [
    await shop.startOne(ctx, await shop.product('DEAR')),
    await shop.startOne(ctx, await shop.product('CHEAP')),
  ]
  for (const w of [dear, cheap]) {
    await shop.issue(ctx, w, 10)
    await shop.report(ctx, w, 1)
  }
  await chargeJob(ctx, {
    jobId: dear.jobId,
    workOrderId: null,
    element: 'freight',
    amount: 12.5,
    note: 'Came after completion',
  })
  const [material] = await ctx.db.select().from(methodMaterials).where(eq(methodMaterials.methodId, cheap.methodId))
  await returnMaterial(ctx, {
    materialId: material?.id ?? 0,
    quantity: 2,
    placeId: (await wellKnown(ctx, 'stores')).id,
  })
  const leftOf = async (jobId: number) => (await costSheetOf(ctx.db, jobId)).inProcess
  expect([await leftOf(dear.jobId), await leftOf(cheap.jobId)]).toEqual([12.5, -2])
  await closeJob(ctx, dear.jobId)
  await closeJob(ctx, cheap.jobId)
  expect([await leftOf(dear.jobId), await leftOf(cheap.jobId)]).toEqual([0, 0])
  expect(await booksOf(ctx)).toEqual({
    inventory: 82 + 20,
    accruedPurchases: -100,
    otherApplied: -12.5,
    closingVariance: 10.5,
  })
  await expect(closeJob(ctx, dear.jobId)).rejects.toThrow('closed job cannot close')

  await chargeJob(ctx, { jobId: dear.jobId, workOrderId: null, element: 'outside', amount: 40, note: 'Bill of May' })
  expect(await actualsOf(ctx, dear.jobId)).toEqual({ material: 10, outside: 40, freight: 12.5 })
  expect(await leftOf(dear.jobId)).toBe(0)
  expect(await booksOf(ctx)).toMatchObject({ otherApplied: -52.5, closingVariance: 50.5 })
  await factsFit(ctx, dear.jobId)
  await expect(
    chargeJob(ctx, { jobId: dear.jobId, workOrderId: null, element: 'scrap', amount: -5, note: '' }),
  ).rejects.toThrow('is closed')
  expect(await costFaults(ctx.db)).toEqual([])
})

test('corrected time costs what it would have cost at once', async () => {
  const ctx = await testCtx()
  const shop = await costingShop(ctx, 100)
  const w = await shop.startOne(ctx, await shop.product('PART'))
  const [log] = await shop.work(ctx, w, 60)
  const after = later(ctx, '2026-03-02T12:00:00.000Z')
  const correct = (id: number, endedAt: string) =>
    correctTime(after, { id, activity: 'run', startedAt: ctx.now, endedAt, reason: 'Forgot' })
  const again = await correct(log?.id ?? 0, '2026-03-02T08:20:00.000Z')
  expect(await actualsOf(after, w.jobId)).toEqual({ material: 0, labor: 16.6667, overhead: 16.6667 })
  expect(await costFaults(ctx.db)).toEqual([])
  await voidTime(after, again.id, 'Never there')
  expect(await actualsOf(after, w.jobId)).toEqual({ material: 0 })
  expect(await costFaults(ctx.db)).toEqual([])
})

test('a cost that its fact does not explain is found', async () => {
  const ctx = await testCtx()
  const shop = await costingShop(ctx)
  const w = await shop.startOne(ctx, await shop.product('PART'))
  await shop.work(ctx, w, 30)
  await chargeJob(ctx, { jobId: w.jobId, workOrderId: w.id, element: 'tooling', amount: 10, note: 'Jig' })
  expect(await costFaults(ctx.db)).toEqual([])
  const fact = {
    at: ctx.now,
    jobId: w.jobId,
    workOrderId: w.id,
    operationId: null,
    quantity: 1,
    rate: 5,
    amount: 5,
    credit: 'otherApplied',
    note: '',
  } as const
  await ctx.db.insert(costEntries).values([
    { ...fact, element: 'tooling', source: 'charge', sourceId: 999 },
    { ...fact, element: 'machine', source: 'timeLog', sourceId: 1 },
  ])
  const faults = await costFaults(ctx.db)
  expect(faults).toHaveLength(2)
  expect(faults.join()).toMatch(/1 h of machine for 5, but it bears 30 min.*no charge 999/)
})
