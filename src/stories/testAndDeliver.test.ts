import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { methodMaterials } from '../catalog/method.tables.ts'
import { testShop } from '../catalog/testCatalog.ts'
import type { Ctx } from '../core/ctx.ts'
import { renderPaper } from '../core/paper.ts'
import { attachmentsOf } from '../core/record.queries.ts'
import { later, testCtx } from '../core/testDb.ts'
import { inProcessOf } from '../costing/cost.queries.ts'
import { costEntries } from '../costing/cost.tables.ts'
import { shipmentLines } from '../delivery/delivery.tables.ts'
import { createInvoice, payInvoice, sendInvoice } from '../delivery/invoice.commands.ts'
import { changeShipment, createShipment, shipShipment } from '../delivery/shipment.commands.ts'
import { deliveryNotePaper, shipmentCertificatesPaper } from '../delivery/shipmentPaper.queries.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { ensureLot, postMove } from '../inventory/stock.commands.ts'
import { lots } from '../inventory/stock.tables.ts'
import { createJob, releaseJob } from '../jobs/job.commands.ts'
import { getJobRow, operationsOf, workOrdersOfJob } from '../jobs/job.queries.ts'
import { employees } from '../plant/plant.tables.ts'
import { issueMaterial } from '../production/material.commands.ts'
import { reworkTest, splitTest } from '../quality/rework.commands.ts'
import { disposeTest, recordResults, releaseTest, testsOf } from '../quality/test.commands.ts'
import { getTest } from '../quality/test.queries.ts'
import { createTestPlan } from '../quality/testPlan.commands.ts'
import { whereIs } from '../quality/testQuality.ts'
import { createSalesOrder } from '../sales/salesOrder.commands.ts'
import { getSalesOrder } from '../sales/salesOrder.queries.ts'
import { testCustomer } from '../sales/testSales.ts'
import { clockOff, clockOn, reportQuantity } from '../shopfloor/time.commands.ts'
import { brokenInvariants } from './invariants.ts'

/** A bracket milled from half a kilogram of bar at 20.00; its machine costs nothing, a machinist earns 38.00 an hour. */
async function bracketShop(ctx: Ctx) {
  const shop = await testShop(ctx)
  const bar = await shop.item('BAR', 20, { tracking: 'lot' })
  const bracket = await shop.item('BRACKET', 0, { tracking: 'lot' })
  const mill = await shop.workCenter('MILL', 0)
  await shop.method(bracket, {
    operations: [{ name: 'Mill', workCenterId: mill }],
    materials: [{ itemId: bar, quantityPer: 0.5 }],
  })
  await createTestPlan(ctx, {
    itemId: bracket,
    name: 'Final inspection',
    certificateRequired: true,
    materialCertificatesRequired: true,
    characteristics: [
      {
        name: 'Bore',
        kind: 'measured',
        unit: 'mm',
        nominal: 10,
        lowerLimit: 9.98,
        upperLimit: 10.02,
        instrument: 'Bore gauge 3',
      },
      { name: 'No burrs', kind: 'check' },
    ],
  })
  const heat = await ensureLot(ctx, { itemId: bar, number: 'L-1', supplierLot: 'HEAT-77' })
  await postMove(ctx, {
    itemId: bar,
    lotId: heat.id,
    fromPlaceId: (await wellKnown(ctx, 'supplier')).id,
    toPlaceId: (await wellKnown(ctx, 'stores')).id,
    quantity: 10,
    value: 200,
    document: 'receipt',
    documentNumber: 'R-1',
  })
  const [ada] = await ctx.db
    .insert(employees)
    .values({ number: '1', name: 'Ada', laborGradeId: shop.grade.id, badge: 'B1', department: '', phone: '' })
    .returning()
  return { bar, bracket, heat, ada: ada?.id ?? 0 }
}

const record = async (ctx: Ctx, testId: number, bores: readonly number[]) => {
  const [bore, burrs] = (await getTest(ctx.db, testId)).characteristics
  return recordResults(
    ctx,
    testId,
    bores.flatMap((measured, i) => [
      { characteristicId: bore?.id ?? 0, piece: i + 1, measured, passed: false },
      { characteristicId: burrs?.id ?? 0, piece: i + 1, measured: null, passed: true },
    ]),
  )
}

const reasons = (act: Promise<unknown>): Promise<string[]> =>
  act.then(
    () => [],
    (error: { refusals?: { message: string }[] }) => (error.refusals ?? []).map((r) => r.message),
  )

test('four brackets: one fails, three leave, the fourth is reworked and completes the order', async () => {
  const monday = await testCtx('2026-03-02T08:00:00.000Z')
  const { bar, bracket, heat, ada } = await bracketShop(monday)
  const customer = await testCustomer(monday)
  const order = await createSalesOrder(monday, {
    customerId: customer.id,
    deliveryPlaceId: customer.placeId,
    buyerOrderNumber: '4711',
    lines: [{ itemId: bracket, quantity: 4, unitPrice: 33.335, oneOffPrice: 50, promisedOn: '2026-03-04' }],
  })
  const line = order.lines[0]?.id ?? 0

  // Made: 4 × 0.5 kg × 20.00 = 40.00 and half an hour at 38.00 = 19.00, so 59.00, 14.75 each.
  const job = await createJob(monday, { salesOrderLineIds: [line] })
  await releaseJob(monday, job.id)
  const [workOrder] = await workOrdersOfJob(monday.db, job.id)
  if (!workOrder) throw new Error('The job has a work order.')
  const [material] = await monday.db
    .select()
    .from(methodMaterials)
    .where(and(eq(methodMaterials.methodId, workOrder.methodId), eq(methodMaterials.itemId, bar)))
  await issueMaterial(monday, { materialId: material?.id ?? 0, quantity: 2 })
  const mill = (await operationsOf(monday.db, [workOrder.id]))[0]?.operation.id ?? 0
  await clockOn(monday, { employeeId: ada, operationId: mill, activity: 'run' })
  const half = later(monday, '2026-03-02T08:30:00.000Z')
  await clockOff(half, { employeeId: ada })
  await reportQuantity(half, { operationId: mill, employeeId: ada, good: 4, scrap: 0, rework: 0 })
  expect(await whereIs(half, bracket)).toEqual({ 'AWAITING-TEST': 4 })

  const early = await createShipment(half, { customerId: customer.id, lines: [{ salesOrderLineId: line }] })
  expect(early.deliveryPlaceId).toBe(customer.placeId)
  expect(await reasons(shipShipment(half, early.id))).toEqual(['Only 0 of BRACKET are released; 4 await their test.'])

  // Piece 2 is bored too wide: it is taken out of the test and rejected, the others are released.
  const [begun] = await testsOf(half, workOrder.id)
  const testId = begun?.id ?? 0
  await record(half, testId, [10, 10.05, 9.98, 10.02])
  const failed = await splitTest(half, testId, [2])
  await releaseTest(half, testId)
  await disposeTest(half, failed.id, 'rework', 'Bore too wide: bush it')
  expect(await whereIs(half, bracket)).toEqual({ FINISHED: 3, REJECT: 1 })
  expect(await reasons(shipShipment(half, early.id))).toEqual([
    'Only 3 of BRACKET are released; 1 were rejected.',
    `No material certificate for BAR lot L-1 in BRACKET ${workOrder.number}.`,
  ])

  // The mill certificate arrives; three leave on Wednesday with their papers.
  await half.db.update(lots).set({ certificate: 'MC-501' }).where(eq(lots.id, heat.id))
  const wednesday = later(monday, '2026-03-04T10:00:00.000Z')
  const first = await changeShipment(wednesday, early.id, {
    carrier: 'Own van',
    lines: [{ salesOrderLineId: line, quantity: 3 }],
  })
  expect(first.lines.map((l) => [l.lot, l.place, l.quantity])).toEqual([[workOrder.number, 'FINISHED', 3]])
  expect((await shipShipment(wednesday, first.id)).status).toBe('shipped')
  expect((await getSalesOrder(wednesday.db, order.id)).lines[0]).toMatchObject({
    deliveredQuantity: 3,
    actualOn: null,
    state: 'partDelivered',
  })
  const note = (await deliveryNotePaper(wednesday.db, first.id)).blocks.flatMap((b) =>
    b.kind === 'table' ? b.rows : [],
  )
  expect(note[0]?.slice(2)).toEqual(['4 pc', '3 pc', '1 pc'])
  expect((await renderPaper(await shipmentCertificatesPaper(wednesday.db, first.id))).subarray(0, 5).toString()).toBe(
    '%PDF-',
  )

  // 3 × 33.335 + 50 = 150.005, half up 150.01; 7 % of that is 10.5007, so 10.50; due 30 days after 4 March.
  const invoice = await createInvoice(wednesday, { shipmentIds: [first.id] })
  expect(invoice).toMatchObject({ currency: 'USD', net: 150.01, tax: 10.5, gross: 160.51, dueOn: '2026-04-03' })
  await sendInvoice(wednesday, invoice.id)
  expect((await attachmentsOf(wednesday.db, 'invoices', invoice.id)).map((a) => [a.name, a.type])).toEqual([
    [`${invoice.number}.pdf`, 'application/pdf'],
  ])

  // Reworked on Thursday: the piece brings its 14.75 back, half an hour of rework adds 19.00, so it costs 33.75.
  const thursday = later(monday, '2026-03-05T08:00:00.000Z')
  await reworkTest(thursday, failed.id, mill)
  expect((await getJobRow(thursday.db, job.id)).status).toBe('started')
  await clockOn(thursday, { employeeId: ada, operationId: mill, activity: 'rework' })
  const done = later(monday, '2026-03-05T08:30:00.000Z')
  await clockOff(done, { employeeId: ada })
  expect((await done.db.select().from(costEntries)).filter((c) => c.element === 'rework').map((c) => c.amount)).toEqual(
    [19],
  )
  await reportQuantity(done, { operationId: mill, employeeId: ada, good: 1, scrap: 0, rework: 0 })
  const retest = (await testsOf(done, workOrder.id)).at(-1)
  expect(retest).toMatchObject({ quantity: 1, retestOfId: failed.id })
  await record(done, retest?.id ?? 0, [10.01])
  await releaseTest(done, retest?.id ?? 0)

  const last = await createShipment(done, { customerId: customer.id, lines: [{ salesOrderLineId: line }] })
  expect(last.lines.map((l) => [l.lot, l.quantity])).toEqual([[workOrder.number, 1]])
  await shipShipment(done, last.id)
  const after = await getSalesOrder(done.db, order.id)
  expect([after.status, after.lines[0]?.actualOn, after.lines[0]?.firstPromiseOn]).toEqual([
    'completed',
    '2026-03-05',
    '2026-03-04',
  ])

  // 1 × 33.335 = 33.34; the one-off charge went with the first; 7 % is 2.3338, so 2.33.
  const second = await createInvoice(done, { shipmentIds: [last.id] })
  expect(second).toMatchObject({ net: 33.34, tax: 2.33, gross: 35.67 })
  await sendInvoice(done, second.id)
  expect((await payInvoice(later(monday, '2026-03-20T08:00:00.000Z'), second.id)).paidOn).toBe('2026-03-20')

  // All that was spent has left: 44.25 + 33.75 = 78.00 = 40.00 material + 19.00 labor + 19.00 rework.
  const values = (await done.db.select().from(shipmentLines)).map((l) => l.value)
  expect(values.filter((v) => v > 0)).toEqual([44.25, 33.75])
  expect((await inProcessOf(done.db, [workOrder.id])).get(workOrder.id)).toBe(0)
  expect(await whereIs(done, bracket)).toEqual({ CUSTOMERS: 4 })
  expect(await brokenInvariants(done.db)).toEqual([])
})
