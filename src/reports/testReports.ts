import { eq } from 'drizzle-orm'
import { items } from '../catalog/item.tables.ts'
import { methodMaterials } from '../catalog/method.tables.ts'
import type { Ctx } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { later } from '../core/testDb.ts'
import { costingShop } from '../costing/testCosting.ts'
import { createShipment, shipShipment } from '../delivery/shipment.commands.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { postOpeningStock } from '../inventory/stockEntry.commands.ts'
import { operationsOf } from '../jobs/job.queries.ts'
import { createDispatch, sendDispatch } from '../outsourcing/dispatch.commands.ts'
import { buyShortages } from '../purchasing/buy.commands.ts'
import { confirmPurchaseLine, sendPurchaseOrder } from '../purchasing/purchase.commands.ts'
import { recordResults, releaseTest, testsOf } from '../quality/test.commands.ts'
import { getTest } from '../quality/test.queries.ts'
import { createTestPlan } from '../quality/testPlan.commands.ts'
import { createQuotation, loseQuotation, sendQuotation } from '../sales/quotation.commands.ts'
import { addQuotationLine, setBreaks } from '../sales/quotationLine.commands.ts'
import { changePromise, createSalesOrder } from '../sales/salesOrder.commands.ts'
import { testCustomer } from '../sales/testSales.ts'

/**
 * A week of a small shop, every number of which can be checked by hand. Raw stock costs 1.00, an hour 50.00.
 * Ten parts (6 min, then plated outside at 2.00) at 30.00 and four brackets (12 min, tested) at 50.00 are ordered, and two of
 * a stocked thing at 12.00. Monday the parts are sawn; Tuesday they go to the plater, due back Thursday, and do not
 * come; two brackets get good and one scrap with the material there is, the rest is bought and comes late. Wednesday the
 * brackets pass their test; Thursday the stocked things leave, a day late; Friday the parts' promise moves by a day.
 */
export async function weekOfWork(monday: Ctx) {
  const shop = await costingShop(monday)
  const day = (n: number, hour = 8) => later(monday, `2026-03-0${n}T${String(hour).padStart(2, '0')}:00:00.000Z`)
  const customer = await testCustomer(monday)
  const mill = await testCustomer(monday, 'MILL', { customer: false, supplier: true, leadDays: 2 })
  const plater = await testCustomer(monday, 'PLATER', { customer: false, supplier: true })
  await monday.db.update(items).set({ supplierId: mill.id }).where(eq(items.id, shop.raw))
  await shop.buy(monday, shop.raw, 12)
  const part = await shop.item('PART')
  await shop.method(part, {
    operations: [
      { name: 'Saw', workCenterId: shop.bench, runMinutes: 6 },
      { kind: 'outside', name: 'Plate', supplierId: plater.id, unitPrice: 2 },
    ],
    materials: [{ itemId: shop.raw }],
  })
  const bracket = await shop.product('BRACKET', {}, 12)
  await createTestPlan(monday, { itemId: bracket, name: 'Look', characteristics: [{ name: 'Fine', kind: 'check' }] })
  const stocked = await shop.item('STOCKED', 8, { family: 'Things' })
  await postOpeningStock(monday, [
    { itemId: stocked, placeId: (await wellKnown(monday, 'finished')).id, quantity: 5, unitCost: 8 },
  ])

  const order = await createSalesOrder(monday, {
    customerId: customer.id,
    lines: [
      { itemId: part, quantity: 10, unitPrice: 30, promisedOn: '2026-03-06' },
      { itemId: bracket, quantity: 4, unitPrice: 50, promisedOn: '2026-03-20' },
    ],
  })
  const [partLine, bracketLine] = order.lines.map((l) => l.id)
  const small = await createSalesOrder(monday, {
    customerId: customer.id,
    lines: [{ itemId: stocked, quantity: 2, unitPrice: 12, promisedOn: '2026-03-04' }],
  })
  const [parts] = await shop.start(monday, { salesOrderLineIds: [partLine ?? 0] })
  const [brackets] = await shop.start(monday, { salesOrderLineIds: [bracketLine ?? 0] })
  if (!parts || !brackets) throw new Error('Each line has a work order.')
  await shop.issue(monday, parts, 10)
  await shop.work(monday, parts, 60)
  await shop.report(day(2, 9), parts, 10)
  const plate = (await operationsOf(monday.db, [parts.id]))[1]?.operation.id ?? 0
  const dispatch = await createDispatch(day(3), {
    vendorId: plater.id,
    dueOn: '2026-03-05',
    lines: [{ operationId: plate, quantity: 10 }],
  })
  await sendDispatch(day(3), dispatch.id)

  const [material] = await monday.db
    .select()
    .from(methodMaterials)
    .where(eq(methodMaterials.methodId, brackets.methodId))
  const [purchase] = await buyShortages(day(3), { materialIds: [found(material, 'material', brackets.number).id] })
  await sendPurchaseOrder(day(3), purchase?.id ?? 0)
  await confirmPurchaseLine(day(3), { lineId: purchase?.lines[0]?.id ?? 0, confirmedOn: '2026-03-05' })
  await shop.issue(day(3), brackets, 2)
  await shop.work(day(3), brackets, 30)
  await shop.report(day(3, 9), brackets, 2, 1)
  const [test] = await testsOf(day(4), brackets.id)
  const [fine] = (await getTest(monday.db, test?.id ?? 0)).characteristics
  await recordResults(
    day(4),
    test?.id ?? 0,
    [1, 2].map((piece) => ({ characteristicId: fine?.id ?? 0, piece, measured: null, passed: true })),
  )
  await releaseTest(day(4), test?.id ?? 0)
  const shipment = await createShipment(day(5), {
    customerId: customer.id,
    lines: [{ salesOrderLineId: small.lines[0]?.id ?? 0 }],
  })
  await shipShipment(day(5), shipment.id)
  await changePromise(day(6), partLine ?? 0, { toOn: '2026-03-07', cause: 'vendor', askedBy: 'Buyer' })

  const quote = async (unitPrice: number) => {
    const { id } = await createQuotation(monday, { customerId: customer.id })
    const { lines } = await addQuotationLine(monday, id, { itemId: part, quantities: [5] })
    await setBreaks(monday, lines[0]?.id ?? 0, [{ quantity: 5, fixedUnitPrice: unitPrice }])
    return id
  }
  const [open, lost] = [await quote(40), await quote(45)]
  await sendQuotation(monday, lost)
  await loseQuotation(day(4), lost, { reason: 'price' })
  return {
    now: day(9),
    order: order.number,
    small: small.number,
    parts: parts.number,
    brackets: brackets.number,
    dispatch: dispatch.number,
    purchase: purchase?.number ?? '',
    shipment: shipment.number,
    test: test?.number ?? '',
    open,
    jobs: [parts.jobId, brackets.jobId] as const,
  }
}
