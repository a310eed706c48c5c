import { expect, test } from 'vitest'
import { testShop } from '../catalog/testCatalog.ts'
import type { Ctx } from '../core/ctx.ts'
import { ListInput } from '../core/list.model.ts'
import { renderPaper } from '../core/paper.ts'
import { later, testCtx } from '../core/testDb.ts'
import { meanwhile } from '../core/testTurns.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { ensureLot, postMove } from '../inventory/stock.commands.ts'
import { reservations } from '../inventory/stock.tables.ts'
import { whereIs } from '../quality/testQuality.ts'
import { changeOrderLine, createSalesOrder } from '../sales/salesOrder.commands.ts'
import { getSalesOrder } from '../sales/salesOrder.queries.ts'
import { testCustomer } from '../sales/testSales.ts'
import { brokenInvariants } from '../stories/invariants.ts'
import { choicesOf } from './choice.queries.ts'
import {
  cancelInvoice,
  changeInvoice,
  createInvoice,
  creditInvoice,
  payInvoice,
  sendInvoice,
} from './invoice.commands.ts'
import { getInvoice, listInvoices, listNotInvoiced } from './invoice.queries.ts'
import { invoicePaper } from './invoicePaper.queries.ts'
import { listReadyToShip } from './ready.queries.ts'
import { returnGoods } from './return.commands.ts'
import {
  cancelShipment,
  changeShipment,
  createShipment,
  prepareShipment,
  reverseShipment,
  shipShipment,
} from './shipment.commands.ts'
import { getShipment, listShipments } from './shipment.queries.ts'
import { packingListPaper } from './shipmentPaper.queries.ts'

const all = ListInput.parse({})

/** Ten chairs at 20.00 in finished goods; a customer who orders six of them at 80.00 and their assembly at 45.00 as a service. */
async function chairShop(ctx: Ctx) {
  const shop = await testShop(ctx)
  const chair = await shop.item('CHAIR', 20, { weightKg: 6.5 })
  const assembly = await shop.item('ASSEMBLY', 0, { kind: 'service' })
  await postMove(ctx, {
    itemId: chair,
    fromPlaceId: (await wellKnown(ctx, 'supplier')).id,
    toPlaceId: (await wellKnown(ctx, 'finished')).id,
    quantity: 10,
    value: 200,
    document: 'receipt',
    documentNumber: 'R-1',
  })
  const customer = await testCustomer(ctx)
  const order = await createSalesOrder(ctx, {
    customerId: customer.id,
    lines: [
      { itemId: chair, quantity: 6, unitPrice: 80, promisedOn: '2026-03-10' },
      { itemId: assembly, quantity: 1, unitPrice: 45, promisedOn: '2026-03-12' },
    ],
  })
  const [chairs, service] = order.lines.map((l) => l.id)
  return { shop, chair, customer, order, chairs: chairs ?? 0, service: service ?? 0 }
}

test('goods and a service leave in parts; the order completes with the last', async () => {
  const ctx = await testCtx()
  const { chair, customer, order, chairs, service } = await chairShop(ctx)
  const one = await createShipment(ctx, {
    customerId: customer.id,
    lines: [{ salesOrderLineId: chairs, quantity: 4 }, { salesOrderLineId: service }],
  })
  expect([one.netKg, one.whyNot.ship, one.papers.map((p) => p.state)]).toEqual([
    26,
    [],
    ['ready', 'ready', 'none', 'none'],
  ])
  await shipShipment(ctx, one.id)
  await expect(shipShipment(ctx, one.id)).rejects.toThrow('The shipment is shipped.')
  expect(await whereIs(ctx, chair)).toEqual({ CUSTOMERS: 4, FINISHED: 6, SUPPLIERS: -10 })
  expect((await getSalesOrder(ctx.db, order.id)).lines.map((l) => [l.deliveredQuantity, l.actualOn])).toEqual([
    [4, null],
    [1, '2026-03-02'],
  ])
  const two = await createShipment(ctx, { customerId: customer.id, lines: [{ salesOrderLineId: chairs }] })
  await expect(shipShipment(ctx, two.id, { shippedOn: '2026-03-03' })).rejects.toThrow('after today')
  await shipShipment(later(ctx, '2026-03-11T09:00:00.000Z'), two.id, { shippedOn: '2026-03-09' })
  const done = await getSalesOrder(ctx.db, order.id)
  expect([done.status, done.lines[0]?.actualOn]).toEqual(['completed', '2026-03-09'])
  await expect(createShipment(ctx, { customerId: customer.id, lines: [{ salesOrderLineId: chairs }] })).rejects.toThrow(
    'Nothing of SO-1001 line 1 is left to ship.',
  )
  // Without the second shipment, four that the customer keeps left with the first.
  await reverseShipment(ctx, two.id, 'Wrong truck')
  expect((await changeOrderLine(ctx, chairs, { quantity: 4 })).lines[0]?.actualOn).toBe('2026-03-02')
  expect((await renderPaper(await packingListPaper(ctx.db, two.id))).length).toBeGreaterThan(1000)
})

test('two shipments at once cannot both deliver the last pieces', async () => {
  const ctx = await testCtx()
  const { customer, chairs, order } = await chairShop(ctx)
  const drafts = [
    await createShipment(ctx, { customerId: customer.id, lines: [{ salesOrderLineId: chairs, quantity: 4 }] }),
    await createShipment(ctx, { customerId: customer.id, lines: [{ salesOrderLineId: chairs, quantity: 4 }] }),
  ]
  const left = await Promise.allSettled(drafts.map((d) => shipShipment(ctx, d.id)))
  expect(left.filter((l) => l.status === 'fulfilled')).toHaveLength(1)
  expect(String(left.find((l) => l.status === 'rejected')?.reason)).toContain(
    'Only 2 of CHAIR are still to be delivered',
  )
  expect((await getSalesOrder(ctx.db, order.id)).lines[0]?.deliveredQuantity).toBe(4)
})

test('a shipment takes only its customer’s orders; a canceled draft gives back nothing, a reversed one everything', async () => {
  const ctx = await testCtx()
  const { chair, customer, order, chairs } = await chairShop(ctx)
  const other = await testCustomer(ctx, 'C-2')
  await expect(createShipment(ctx, { customerId: other.id, lines: [{ salesOrderLineId: chairs }] })).rejects.toThrow(
    "another customer's order",
  )
  const draft = await createShipment(ctx, { customerId: customer.id, lines: [{ salesOrderLineId: chairs }] })
  expect((await cancelShipment(ctx, draft.id)).status).toBe('canceled')
  const wrong = await createShipment(ctx, { customerId: customer.id, lines: [{ salesOrderLineId: chairs }] })
  await shipShipment(ctx, wrong.id)
  const invoice = await createInvoice(ctx, { shipmentIds: [wrong.id] })
  await expect(reverseShipment(ctx, wrong.id, 'wrong color')).rejects.toThrow(`invoiced by ${invoice.number}`)
  await cancelInvoice(ctx, invoice.id, 'wrong goods')
  expect(await reverseShipment(ctx, wrong.id, 'wrong color')).toMatchObject({
    status: 'reversed',
    reversedReason: 'wrong color',
  })
  expect(await whereIs(ctx, chair)).toEqual({ FINISHED: 10, SUPPLIERS: -10 })
  expect(await getSalesOrder(ctx.db, order.id)).toMatchObject({
    status: 'open',
    lines: [{ deliveredQuantity: 0, invoicedQuantity: 0, actualOn: null }, {}],
  })
  expect((await listShipments(ctx.db, all)).rows.map((r) => r.status).sort()).toEqual(['canceled', 'reversed'])
})

test('one invoice charges several shipments; sent, paid, credited and charged again', async () => {
  const ctx = await testCtx()
  const { customer, chairs, service, order } = await chairShop(ctx)
  const ids: number[] = []
  for (const lines of [
    [{ salesOrderLineId: chairs, quantity: 4 }],
    [{ salesOrderLineId: chairs, quantity: 2 }, { salesOrderLineId: service }],
  ]) {
    const shipment = await createShipment(ctx, { customerId: customer.id, lines })
    await expect(createInvoice(ctx, { shipmentIds: [shipment.id] })).rejects.toThrow('has not left')
    await shipShipment(ctx, shipment.id)
    ids.push(shipment.id)
  }
  expect(
    (await listNotInvoiced(ctx.db, '2026-03-05T08:00:00.000Z', all)).rows.map((r) => [r.quantity, r.net, r.daysSince]),
  ).toEqual([
    [4, 320, 3],
    [2, 160, 3],
    [1, 45, 3],
  ])
  // 320 + 160 + 45 = 525; 7 % each: 22.40 + 11.20 + 3.15 = 36.75.
  const invoice = await createInvoice(ctx, { shipmentIds: ids })
  expect(invoice).toMatchObject({ net: 525, tax: 36.75, gross: 561.75, dueOn: '2026-04-01', status: 'draft' })
  await expect(createInvoice(ctx, { shipmentIds: ids })).rejects.toThrow('Nothing of it is left to invoice')
  expect((await listNotInvoiced(ctx.db, ctx.now, all)).total).toBe(0)
  expect(
    (await changeInvoice(ctx, invoice.id, { invoicedOn: '2026-03-03', paymentDays: 14, notes: 'Thank you' })).dueOn,
  ).toBe('2026-03-17')
  await expect(payInvoice(ctx, invoice.id)).rejects.toThrow('draft and cannot be paid')
  await sendInvoice(ctx, invoice.id)
  await expect(changeInvoice(ctx, invoice.id, { invoicedOn: '2026-03-03', paymentDays: 1, notes: '' })).rejects.toThrow(
    'The invoice is sent',
  )
  await expect(cancelInvoice(ctx, invoice.id, 'no')).rejects.toThrow('sent and cannot be canceled')
  expect(
    (await listInvoices(ctx.db, '2026-03-18T08:00:00.000Z', ListInput.parse({ filter: { overdue: 'true' } }))).rows,
  ).toMatchObject([{ number: invoice.number, gross: 561.75, orders: order.number }])

  const ofOrder = ListInput.parse({ filter: { salesOrderIds: String(order.id) } })
  expect([(await listInvoices(ctx.db, ctx.now, ofOrder)).total, (await listShipments(ctx.db, ofOrder)).total]).toEqual([
    1, 2,
  ])

  const note = await creditInvoice(ctx, invoice.id, 'wrong address')
  expect(note).toMatchObject({
    kind: 'creditNote',
    number: 'CN-1001',
    net: -525,
    tax: -36.75,
    credits: { id: invoice.id },
  })
  expect(await getInvoice(ctx.db, invoice.id, ctx.now)).toMatchObject({
    status: 'credited',
    reason: 'wrong address',
    creditedBy: { number: 'CN-1001' },
  })
  const again = await createInvoice(ctx, { shipmentIds: ids })
  expect(again.gross).toBe(561.75)
  expect((await invoicePaper(ctx.db, again.id)).watermark).toBe('DRAFT')
  await sendInvoice(ctx, again.id)
  expect((await payInvoice(later(ctx, '2026-03-20T08:00:00.000Z'), again.id, { paidOn: '2026-03-19' })).paidOn).toBe(
    '2026-03-19',
  )
  expect((await getSalesOrder(ctx.db, order.id)).lines.map((l) => l.invoicedQuantity)).toEqual([6, 1])
})

test('a one-off charge goes with the first invoice and again after that was credited', async () => {
  const ctx = await testCtx()
  const { chair, customer } = await chairShop(ctx)
  const order = await createSalesOrder(ctx, {
    customerId: customer.id,
    lines: [{ itemId: chair, quantity: 2, unitPrice: 10, oneOffPrice: 5, promisedOn: '2026-03-10' }],
  })
  const ship = async () => {
    const shipment = await createShipment(ctx, {
      customerId: customer.id,
      lines: [{ salesOrderLineId: order.lines[0]?.id ?? 0, quantity: 1 }],
    })
    return (await shipShipment(ctx, shipment.id)).id
  }
  const [first, second] = [await ship(), await ship()]
  const one = await createInvoice(ctx, { shipmentIds: [first] })
  expect([one.net, (await createInvoice(ctx, { shipmentIds: [second] })).net]).toEqual([15, 10])
  await sendInvoice(ctx, one.id)
  await creditInvoice(ctx, one.id, 'price')
  expect((await createInvoice(ctx, { shipmentIds: [first] })).net).toBe(15)
})

test('what could leave now is shared out by promise, without drafts and reservations', async () => {
  const ctx = await testCtx()
  const { chair, customer, order, chairs } = await chairShop(ctx)
  const later6 = await createSalesOrder(ctx, {
    customerId: customer.id,
    lines: [{ itemId: chair, quantity: 6, unitPrice: 80, promisedOn: '2026-03-20' }],
  })
  const rows = async () =>
    (
      await listReadyToShip(ctx.db, '2026-03-11T08:00:00.000Z', ListInput.parse({ filter: { item: 'CHAIR' } }))
    ).rows.map((r) => [r.order, r.open, r.ready, r.onDraft, r.state, r.late])
  // 10 chairs: 6 for the earlier promise, 4 for the later.
  expect(await rows()).toEqual([
    [order.number, 6, 6, 0, 'ready', true],
    [later6.number, 6, 4, 0, 'partly', false],
  ])
  await ctx.db
    .insert(reservations)
    .values({ itemId: chair, quantity: 3, demand: 'workOrderMaterial', demandId: 1, demandNumber: 'WO-1' })
  const draft = await createShipment(ctx, { customerId: customer.id, lines: [{ salesOrderLineId: chairs }] })
  expect(await rows()).toEqual([
    [order.number, 6, 0, 6, 'onDraft', true],
    [later6.number, 6, 1, 0, 'partly', false],
  ])
  expect((await getShipment(ctx.db, draft.id)).lines.map((l) => l.place)).toEqual(['FINISHED'])
})

test('part of a shipment comes back: stock, order and invoice follow, and no piece comes back twice', async () => {
  const ctx = await testCtx()
  const { chair, customer, order, chairs } = await chairShop(ctx)
  const sent = await createShipment(ctx, { customerId: customer.id, lines: [{ salesOrderLineId: chairs }] })
  await expect(
    returnGoods(ctx, {
      shipmentId: sent.id,
      reason: 'x',
      lines: [{ shipmentLineId: sent.lines[0]?.id ?? 0, quantity: 1 }],
    }),
  ).rejects.toThrow('SH-1001 is draft: nothing of it can come back.')
  const shipped = await shipShipment(ctx, sent.id)
  const lineId = shipped.lines[0]?.id ?? 0
  const back = (quantity: number) =>
    returnGoods(ctx, { shipmentId: sent.id, reason: 'Scratched', lines: [{ shipmentLineId: lineId, quantity }] })
  await sendInvoice(ctx, (await createInvoice(ctx, { shipmentIds: [sent.id] })).id) // 6 × 80.00
  await expect(back(7)).rejects.toThrow('only 6 of CHAIR are at the customer')
  const returned = await back(2)
  expect(returned).toMatchObject({
    number: 'RT-1001',
    returnOf: { number: 'SH-1001' },
    lines: [{ quantity: -2, place: 'REJECT' }],
  })
  await expect(back(5)).rejects.toThrow('only 4 of CHAIR are at the customer')
  expect(await whereIs(ctx, chair)).toEqual({ CUSTOMERS: 4, FINISHED: 4, REJECT: 2, SUPPLIERS: -10 })
  expect((await getSalesOrder(ctx.db, order.id)).lines[0]).toMatchObject({ deliveredQuantity: 4, actualOn: null })
  expect((await listNotInvoiced(ctx.db, ctx.now, all)).rows.map((r) => [r.shipment, r.quantity, r.net])).toEqual([
    ['RT-1001', -2, -160],
  ])
  const draft = await createInvoice(ctx, { shipmentIds: [returned.id] })
  expect(draft).toMatchObject({ kind: 'creditNote', number: 'CN-1001', net: -160, credits: { number: 'INV-1001' } })
  await cancelInvoice(ctx, draft.id, 'Wait for the inspection')
  expect((await sendInvoice(ctx, (await createInvoice(ctx, { shipmentIds: [returned.id] })).id)).net).toBe(-160)
  expect((await getSalesOrder(ctx.db, order.id)).lines[0]).toMatchObject({ invoicedQuantity: 4 })
  await expect(reverseShipment(ctx, sent.id, 'no')).rejects.toThrow('came back by RT-1001')
  // Two others go in their place.
  const again = await createShipment(ctx, { customerId: customer.id, lines: [{ salesOrderLineId: chairs }] })
  expect((await shipShipment(ctx, again.id)).lines.map((l) => l.quantity)).toEqual([2])
  expect(await brokenInvariants(ctx.db)).toEqual([])
})

test('what came back before the invoice is not charged; a wrong return is reversed', async () => {
  const ctx = await testCtx()
  const { customer, chairs, order, chair } = await chairShop(ctx)
  const sent = await createShipment(ctx, { customerId: customer.id, lines: [{ salesOrderLineId: chairs }] })
  const lineId = (await shipShipment(ctx, sent.id)).lines[0]?.id ?? 0
  const back = () =>
    returnGoods(ctx, { shipmentId: sent.id, reason: 'Wrong color', lines: [{ shipmentLineId: lineId, quantity: 2 }] })
  const wrong = await back()
  await reverseShipment(ctx, wrong.id, 'Another customer')
  expect(await whereIs(ctx, chair)).toEqual({ CUSTOMERS: 6, FINISHED: 4, SUPPLIERS: -10 })
  await back()
  const invoice = await createInvoice(ctx, { shipmentIds: [sent.id] })
  expect([invoice.kind, invoice.lines.map((l) => l.quantity), invoice.net]).toEqual(['invoice', [6, -2], 320])
  expect((await getSalesOrder(ctx.db, order.id)).lines[0]).toMatchObject({ deliveredQuantity: 4, invoicedQuantity: 4 })
  expect(await brokenInvariants(ctx.db)).toEqual([])
})

test('what comes back while the invoice is made is not charged', async () => {
  const ctx = await testCtx()
  const { customer, chairs } = await chairShop(ctx)
  const sent = await createShipment(ctx, { customerId: customer.id, lines: [{ salesOrderLineId: chairs }] })
  const lineId = (await shipShipment(ctx, sent.id)).lines[0]?.id ?? 0
  const [, invoice] = await meanwhile(
    ctx,
    (tx) =>
      returnGoods(tx, { shipmentId: sent.id, reason: 'Scratched', lines: [{ shipmentLineId: lineId, quantity: 2 }] }),
    (at) => createInvoice(at, { shipmentIds: [sent.id] }),
  )
  expect(invoice).toMatchObject({ status: 'fulfilled', value: { net: 320 } }) // (6 − 2) × 80.00
})

test('what is ready of an order is prepared, and the rest says why', async () => {
  const ctx = await testCtx()
  const { shop, chair, customer, chairs } = await chairShop(ctx)
  const table = await shop.item('TABLE', 90)
  const order = await createSalesOrder(ctx, {
    customerId: customer.id,
    lines: [
      { itemId: chair, quantity: 7, unitPrice: 80, promisedOn: '2026-03-20' },
      { itemId: table, quantity: 1, unitPrice: 300, promisedOn: '2026-03-20' },
    ],
  })
  // Ten chairs; six are promised earlier to the first order, so four are ready.
  const { shipment, left } = await prepareShipment(ctx, order.id)
  expect(shipment.lines.map((l) => [l.itemNumber, l.quantity])).toEqual([['CHAIR', 4]])
  expect(left.map((r) => r.message)).toEqual([
    'Line 1: 3 of CHAIR stay here: 3 not made or bought yet, or promised elsewhere.',
    'Line 2: 1 of TABLE stay here: 1 not made or bought yet, or promised elsewhere.',
  ])
  await expect(prepareShipment(ctx, order.id)).rejects.toThrow(
    /7 of CHAIR stay here: 4 on another draft, 3 not made.*1 of TABLE/s,
  )
  expect(chairs).toBeGreaterThan(0)
})

test('lots are chosen for a draft, those made for the line first', async () => {
  const ctx = await testCtx()
  const { shop, customer } = await chairShop(ctx)
  const lamp = await shop.item('LAMP', 15, { tracking: 'lot' })
  const finished = (await wellKnown(ctx, 'finished')).id
  const lotIds = []
  for (const number of ['L-1', 'L-2']) {
    const lot = await ensureLot(ctx, { itemId: lamp, number })
    lotIds.push(lot.id)
    await postMove(ctx, {
      itemId: lamp,
      lotId: lot.id,
      fromPlaceId: (await wellKnown(ctx, 'supplier')).id,
      toPlaceId: finished,
      quantity: 3,
      value: 45,
      document: 'receipt',
      documentNumber: 'R-2',
    })
  }
  const order = await createSalesOrder(ctx, {
    customerId: customer.id,
    lines: [{ itemId: lamp, quantity: 3, unitPrice: 50, promisedOn: '2026-03-20' }],
  })
  const salesOrderLineId = order.lines[0]?.id ?? 0
  const draft = await createShipment(ctx, { customerId: customer.id, lines: [{ salesOrderLineId }] })
  expect(draft.lines.map((l) => l.lot)).toEqual(['L-1'])
  expect((await choicesOf(ctx.db, draft.id)).map((c) => [c.lot, c.place, c.quantity, c.madeFor])).toEqual([
    ['L-1', 'FINISHED', 3, null],
    ['L-2', 'FINISHED', 3, null],
  ])
  await changeShipment(ctx, draft.id, {
    lines: [
      { salesOrderLineId, lotId: lotIds[1] ?? 0, placeId: finished, quantity: 2 },
      { salesOrderLineId, lotId: lotIds[0] ?? 0, placeId: finished, quantity: 1 },
    ],
  })
  const left = await shipShipment(ctx, draft.id)
  expect(left.lines.map((l) => [l.lot, l.quantity])).toEqual([
    ['L-2', 2],
    ['L-1', 1],
  ])
})
