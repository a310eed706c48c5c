import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { testShop } from '../catalog/testCatalog.ts'
import type { Ctx } from '../core/ctx.ts'
import { later, testCtx } from '../core/testDb.ts'
import { costEntries } from '../costing/cost.tables.ts'
import { genealogyOf } from '../inventory/genealogy.queries.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { postOpeningStock } from '../inventory/stockEntry.commands.ts'
import { listLots, stockOfItem } from '../inventory/stockList.queries.ts'
import { createJob, releaseJob } from '../jobs/job.commands.ts'
import { getJobRow, operationsOf, workOrdersOfJob } from '../jobs/job.queries.ts'
import { createDispatch, sendDispatch } from '../outsourcing/dispatch.commands.ts'
import { listAtVendors, listReadyToSend } from '../outsourcing/dispatchList.queries.ts'
import { receiveFromVendor } from '../outsourcing/vendorReceipt.commands.ts'
import { parties } from '../parties/party.tables.ts'
import { employees } from '../plant/plant.tables.ts'
import { issueMaterial } from '../production/material.commands.ts'
import { buyShortages } from '../purchasing/buy.commands.ts'
import { hurtByLine, listLatePurchases } from '../purchasing/late.queries.ts'
import { confirmPurchaseLine, sendPurchaseOrder } from '../purchasing/purchase.commands.ts'
import { supplierPrices } from '../purchasing/purchase.tables.ts'
import { receivePurchase } from '../purchasing/receipt.commands.ts'
import { listShortages } from '../purchasing/shortage.queries.ts'
import { createSalesOrder } from '../sales/salesOrder.commands.ts'
import { testCustomer } from '../sales/testSales.ts'
import { clockOff, clockOn, reportQuantity } from '../shopfloor/time.commands.ts'
import { brokenInvariants } from './invariants.ts'

const page = { limit: 50 }

async function supplier(ctx: Ctx, code: string, more: Partial<typeof parties.$inferInsert>): Promise<number> {
  const [row] = await ctx.db
    .insert(parties)
    .values({
      code,
      name: code,
      customer: false,
      supplier: true,
      currency: 'USD',
      paymentDays: 30,
      taxNumber: '',
      taxPercent: 0,
      email: '',
      phone: '',
      address: '',
      city: '',
      country: '',
      deliveryDays: 1,
      approvedProcesses: '',
      leadDays: 7,
      minimumCharge: 0,
      notes: '',
      ...more,
    })
    .returning()
  return row?.id ?? 0
}

/**
 * Brackets and covers are sawn from aluminum bar (lots with certificates, bought abroad at 20.00 EUR), anodized outside
 * at 2.50 each but at least 60.00 a line, and deburred. The joiner earns 38.00/h, the saw's machine costs 12.00/h.
 */
async function aluminumShop(ctx: Ctx) {
  const shop = await testShop(ctx)
  const mill = await supplier(ctx, 'MILL', { currency: 'EUR' })
  const plater = await supplier(ctx, 'PLATER', { minimumCharge: 60, approvedProcesses: 'Anodize', leadDays: 5 })
  const bar = await shop.item('BAR', 18, { tracking: 'lot', supplierId: mill })
  const [bracket, cover] = [await shop.item('BRACKET'), await shop.item('COVER')]
  const [saw, bench] = [await shop.workCenter('SAW', 12), await shop.workCenter('BENCH', 0)]
  const operations = [
    { workCenterId: saw, name: 'Saw' },
    { kind: 'outside' as const, name: 'Anodize', supplierId: plater, unitPrice: 2.5 },
    { workCenterId: bench, name: 'Deburr' },
  ]
  await shop.method(bracket, { operations, materials: [{ itemId: bar, quantityPer: 0.5, supply: 'buy' }] })
  await shop.method(cover, { operations, materials: [{ itemId: bar, quantityPer: 0.25 }] })
  await ctx.db.insert(supplierPrices).values({
    supplierId: mill,
    itemId: bar,
    fromQuantity: 0,
    unitPrice: 20,
    leadDays: 4,
    supplierPartNumber: '6061-25',
  })
  const [ada] = await ctx.db
    .insert(employees)
    .values({ number: '1', name: 'Ada', laborGradeId: shop.grade.id, badge: 'B1', department: '', phone: '' })
    .returning()
  const stores = await wellKnown(ctx, 'stores')
  await postOpeningStock(ctx, [
    { itemId: bar, placeId: stores.id, quantity: 2, unitCost: 18, lotNumber: 'H-0', certificate: 'C-0' },
  ])
  return { bar, bracket, cover, plater, ada: ada?.id ?? 0 }
}

async function workOf(ctx: Ctx, jobId: number) {
  const [w] = await workOrdersOfJob(ctx.db, jobId)
  const [saw, anodize, deburr] = (await operationsOf(ctx.db, [w?.id ?? 0])).map((o) => o.operation.id)
  return { id: w?.id ?? 0, number: w?.number ?? '', saw: saw ?? 0, anodize: anodize ?? 0, deburr: deburr ?? 0 }
}

test('ten brackets and twenty covers: bought, sent out to be anodized, and what a bracket cost', async () => {
  const monday = await testCtx('2026-03-02T08:00:00.000Z')
  const { bar, bracket, cover, plater, ada } = await aluminumShop(monday)
  const customer = await testCustomer(monday)
  const order = await createSalesOrder(monday, {
    customerId: customer.id,
    lines: [{ itemId: bracket, quantity: 10, unitPrice: 45, promisedOn: '2026-03-20' }],
  })
  const brackets = await createJob(monday, { salesOrderLineIds: [order.lines[0]?.id ?? 0] })
  const covers = await createJob(monday, { items: [{ itemId: cover, quantity: 20, dueOn: '2026-03-27' }] })
  for (const job of [brackets, covers]) await releaseJob(monday, job.id)

  // Brackets need 10 × 0.5 = 5 bars and are due first, so the 2 free bars are theirs; covers need 20 × 0.25 = 5.
  const short = await listShortages(monday.db, monday.now, page)
  expect(short.rows.map((r) => [r.job, r.item, r.required, r.free, r.short])).toEqual([
    [brackets.number, 'BAR', 5, 2, 3],
    [covers.number, 'BAR', 5, 0, 5],
  ])
  const [draft] = await buyShortages(monday, { materialIds: short.rows.map((r) => r.id), exchangeRate: 1.1 })
  const lineId = draft?.lines[0]?.id ?? 0
  expect(draft).toMatchObject({
    currency: 'EUR',
    net: 160,
    lines: [
      {
        quantity: 8,
        unitPrice: 20,
        supplierPartNumber: '6061-25',
        pegs: [
          { job: brackets.number, quantity: 3 },
          { job: covers.number, quantity: 5 },
        ],
      },
    ],
  })
  await sendPurchaseOrder(monday, draft?.id ?? 0)

  // The mill slips. The brackets hold an order line of 10 × 45.00.
  await confirmPurchaseLine(monday, { lineId, confirmedOn: '2026-03-30', note: 'furnace down' })
  const [late] = (await listLatePurchases(monday.db, monday.now, page, true)).rows
  expect(late).toMatchObject({ order: draft?.number, jobsHurt: 2, orderValue: 450 })
  expect(
    (await hurtByLine(monday.db, monday.now, lineId, true)).map((h) => [h.job, h.salesOrder, h.quantity, h.pegged]),
  ).toEqual([
    [brackets.number, order.number, 3, true],
    [covers.number, null, 5, true],
  ])

  // It comes after all, in two lots with their certificates, each worth its 20.00 EUR × 1.10 = 22.00.
  const wednesday = later(monday, '2026-03-04T08:00:00.000Z')
  const receive = (quantity: number, number: string) =>
    receivePurchase(wednesday, {
      purchaseOrderId: draft?.id ?? 0,
      lines: [{ purchaseOrderLineId: lineId, quantity, lots: [{ number, quantity, certificate: `C-${number}` }] }],
    })
  await receive(3, 'H-1')
  expect((await receive(5, 'H-2')).order.status).toBe('received')
  expect(await stockOfItem(wednesday.db, bar, true)).toMatchObject({ onHand: 10, reserved: 10, free: 0, value: 212 }) // 2 × 18 + 8 × 22

  const [b, c] = [await workOf(wednesday, brackets.id), await workOf(wednesday, covers.id)]
  const lots = new Map((await listLots(wednesday.db, page)).rows.map((l) => [l.number, l.id]))
  const [bMaterial, cMaterial] = short.rows.map((r) => r.id)
  for (const [lot, quantity] of [
    ['H-0', 2],
    ['H-1', 3],
  ] as const)
    await issueMaterial(wednesday, { materialId: bMaterial ?? 0, quantity, lotId: lots.get(lot) ?? 0 }) // 36 + 66 = 102
  await issueMaterial(wednesday, { materialId: cMaterial ?? 0, quantity: 5, lotId: lots.get('H-2') ?? 0 }) // 110
  await clockOn(wednesday, { employeeId: ada, operationId: b.saw, activity: 'run' })
  const half = later(monday, '2026-03-04T08:30:00.000Z')
  await clockOff(half, { employeeId: ada }) // half an hour × (38 + 12) = 25
  await reportQuantity(half, { operationId: b.saw, employeeId: ada, good: 10, scrap: 0, rework: 0 })
  await reportQuantity(half, { operationId: c.saw, employeeId: ada, good: 20, scrap: 0, rework: 0 })

  // One dispatch for both work orders; what lies at the vendor is known per work order, with its value so far.
  const ready = await listReadyToSend(half.db, page, true)
  expect(ready.rows.map((r) => [r.workOrder, r.process, r.ready])).toEqual([
    [b.number, 'Anodize', 10],
    [c.number, 'Anodize', 20],
  ])
  const dispatch = await createDispatch(half, {
    vendorId: plater,
    lines: ready.rows.map((r) => ({ operationId: r.id, quantity: r.ready })),
  })
  await sendDispatch(half, dispatch.id)
  expect((await listAtVendors(half, page, true)).rows.map((r) => [r.workOrder, r.atVendor, r.dueOn, r.value])).toEqual([
    [b.number, 10, '2026-03-09', 127],
    [c.number, 20, '2026-03-09', 110],
  ])
  await expect(
    reportQuantity(half, { operationId: b.deburr, employeeId: ada, good: 1, scrap: 0, rework: 0 }),
  ).rejects.toThrow('Only 0 pieces have come from operation 20; ')

  // Back in two parts: 6 brackets (15.00, so the minimum of 60.00) and 20 covers (50.00, 60.00); then 2 more brackets within the minimum, one spoiled, one lost.
  const [bLine, cLine] = dispatch.lines.map((l) => l.id)
  const tenth = later(monday, '2026-03-10T08:00:00.000Z')
  await receiveFromVendor(tenth, {
    dispatchId: dispatch.id,
    lines: [
      { dispatchLineId: bLine ?? 0, good: 6 },
      { dispatchLineId: cLine ?? 0, good: 20 },
    ],
  })
  expect((await listAtVendors(tenth, page, true)).rows).toMatchObject([
    { workOrder: b.number, atVendor: 4, daysLate: 1 },
  ])
  const back = await receiveFromVendor(tenth, {
    dispatchId: dispatch.id,
    lines: [{ dispatchLineId: bLine ?? 0, good: 2, rejected: 1, lost: 1, reason: 'fell into the tank' }],
  })
  expect(back.dispatch).toMatchObject({ status: 'returned', charged: 120 })
  const outside = (await tenth.db.select().from(costEntries).where(eq(costEntries.element, 'outside'))).map((e) => [
    e.workOrderId,
    e.amount,
  ])
  expect(outside).toEqual([
    [b.id, 60],
    [c.id, 60],
  ])

  await reportQuantity(tenth, { operationId: b.deburr, employeeId: ada, good: 8, scrap: 0, rework: 0 })
  await reportQuantity(tenth, { operationId: c.deburr, employeeId: ada, good: 20, scrap: 0, rework: 0 })
  // Brackets: bars 102 + saw 25 + anodizing 60 = 187 for 8 good ones, 23.375 each. Covers: 110 + 60 = 170 for 20, 8.50 each.
  expect(await stockOfItem(tenth.db, bracket, true)).toMatchObject({ onHand: 8, value: 187, averageCost: 23.375 })
  expect(await stockOfItem(tenth.db, cover, true)).toMatchObject({ onHand: 20, value: 170, averageCost: 8.5 })
  expect((await getJobRow(tenth.db, brackets.id)).status).toBe('completed')

  // The certificate's lot is found in both directions of its way.
  expect(
    (await genealogyOf(tenth.db, lots.get('H-1') ?? 0, 'usedIn')).map((r) => [r.kind, r.number, r.quantity]),
  ).toEqual([
    ['production', b.number, 3],
    ['item', 'BRACKET', 8],
  ])
  expect(await brokenInvariants(tenth.db)).toEqual([])
})
