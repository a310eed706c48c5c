import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { later, testCtx } from '../core/testDb.ts'
import { dealEvents } from './deal.queries.ts'
import {
  enquiryMoves,
  enquiryStatuses,
  quotationMoves,
  quotationStatuses,
  salesOrderMoves,
  salesOrderStatuses,
} from './sales.model.ts'
import { salesOrderLines } from './sales.tables.ts'
import {
  cancelOrderLine,
  changeOrderLine,
  changePromise,
  createSalesOrder,
  noteDelivered,
  noteInvoiced,
} from './salesOrder.commands.ts'
import { customerOverview, getSalesOrder, listOrderLines, listSalesOrders } from './salesOrder.queries.ts'
import { daysBetween, orderStatusOf } from './salesOrder.rules.ts'
import { testCustomer, testTable } from './testSales.ts'

const first = <T>(rows: readonly T[]): T => rows[0] as T

test.each([
  ['enquiry', enquiryStatuses, enquiryMoves],
  ['quotation', quotationStatuses, quotationMoves],
  ['sales order', salesOrderStatuses, salesOrderMoves],
] as const)('every status of a %s but the first can be reached', (_name, statuses, moves) => {
  const reached = new Set<string>(Object.values(moves).map((m) => m.to))
  expect(statuses.slice(1).filter((s) => !reached.has(s))).toEqual([])
})

test('won and lost quotations move nowhere', () => {
  for (const { from } of Object.values(quotationMoves))
    for (const end of ['won', 'lost']) expect(from).not.toContain(end)
})

test('an order’s status follows from its lines', () => {
  const line = (quantity: number, deliveredQuantity: number, canceled = '') => ({
    quantity,
    deliveredQuantity,
    canceled,
  })
  expect(orderStatusOf([line(1, 1), line(2, 1)])).toBe('open')
  expect(orderStatusOf([line(1, 1), line(2, 0, 'no need')])).toBe('completed')
  expect(orderStatusOf([line(2, 0, 'no need')])).toBe('canceled')
  expect(daysBetween('2026-02-27', '2026-03-02')).toBe(3)
})

const taken = async () => {
  const ctx = await testCtx()
  const customer = await testCustomer(ctx)
  const { table, board } = await testTable(ctx)
  const order = await createSalesOrder(ctx, {
    customerId: customer.id,
    buyerOrderNumber: 'PO 1',
    lines: [
      { itemId: table, quantity: 5, unitPrice: 80, promisedOn: '2026-03-20' },
      { itemId: board, quantity: 2, unitPrice: 30, promisedOn: '2026-03-10', description: 'Spare boards' },
    ],
  })
  return { ctx, customer, order, tableLine: first(order.lines).id, boardLine: order.lines[1]?.id ?? 0 }
}

describe('an order', () => {
  test('without a quotation takes tax, terms and currency from the customer', async () => {
    const { order } = await taken()
    // 5 × 80 + 2 × 30 = 460; 7 % of 400 and of 60
    expect(order).toMatchObject({
      number: 'SO-1001',
      currency: 'USD',
      paymentDays: 30,
      orderedOn: '2026-03-02',
      net: 460,
      tax: 32.2,
    })
    expect(order.lines.map((l) => l.description)).toEqual(['TABLE', 'Spare boards'])
  })

  test('keeps its first promise whatever changes, with cause and asker of each change', async () => {
    const { ctx, tableLine } = await taken()
    await changePromise(ctx, tableLine, { toOn: '2026-03-27', cause: 'material', askedBy: 'Planner' })
    await ctx.db.update(salesOrderLines).set({ projectedOn: '2026-03-30' }).where(eq(salesOrderLines.id, tableLine))
    const order = await changePromise(ctx, tableLine, {
      toOn: '2026-03-25',
      cause: 'customer',
      askedBy: 'Buyer',
      note: 'site is ready',
    })
    expect(first(order.lines)).toMatchObject({
      firstPromiseOn: '2026-03-20',
      currentPromiseOn: '2026-03-25',
      projectedOn: '2026-03-30',
      actualOn: null,
    })
    expect(first(order.lines).promiseChanges).toMatchObject([
      { fromOn: '2026-03-20', toOn: '2026-03-27', cause: 'material', by: 'Test Owner' },
      { fromOn: '2026-03-27', toOn: '2026-03-25', askedBy: 'Buyer' },
    ])
    await expect(
      changePromise(ctx, tableLine, { toOn: '2026-03-25', cause: 'other', askedBy: 'x' }),
    ).rejects.toMatchObject({ refusals: [{ code: 'order.same-promise' }] })
    const lines = (await listOrderLines(ctx.db, ctx.now, { limit: 10 })).rows
    expect(lines.map((l) => [l.item.slice(0, 5), l.late])).toEqual([
      ['BOARD', false],
      ['TABLE', true],
    ])
  })

  test('is changed with what was before and what it touches', async () => {
    const { ctx, tableLine } = await taken()
    const order = await changeOrderLine(ctx, tableLine, { quantity: 6, unitPrice: 78, touches: 'WO-1 makes 5' })
    expect(first(order.lines)).toMatchObject({
      quantity: 6,
      net: 468,
      changes: [
        { field: 'quantity', before: '5', after: '6', touches: 'WO-1 makes 5' },
        { field: 'unitPrice', before: '80', after: '78' },
      ],
    })
    await expect(changeOrderLine(ctx, tableLine, { quantity: 6 })).rejects.toMatchObject({
      refusals: [{ code: 'order.nothing-changed' }],
    })
  })

  test('completes with its last piece, and opens again when one comes back', async () => {
    const { ctx, order, tableLine, boardLine } = await taken()
    await cancelOrderLine(ctx, boardLine, { reason: 'customer has some' })
    expect(await noteDelivered(ctx, tableLine, 3, '2026-03-18')).toMatchObject({
      state: 'partDelivered',
      actualOn: null,
    })
    await expect(changeOrderLine(ctx, tableLine, { quantity: 2 })).rejects.toMatchObject({
      refusals: [{ code: 'order.below-delivered' }],
    })
    await expect(cancelOrderLine(ctx, tableLine, { reason: 'x' })).rejects.toMatchObject({
      refusals: [{ code: 'order.line-delivered' }],
    })
    await expect(noteInvoiced(ctx, tableLine, 4)).rejects.toMatchObject({ refusals: [{ code: 'order.not-delivered' }] })
    await noteInvoiced(ctx, tableLine, 3)
    await expect(changeOrderLine(ctx, tableLine, { unitPrice: 1 })).rejects.toMatchObject({
      refusals: [{ code: 'order.price-invoiced' }],
    })
    expect(await noteDelivered(ctx, tableLine, 2, '2026-03-19')).toMatchObject({
      state: 'delivered',
      actualOn: '2026-03-19',
    })
    expect(await getSalesOrder(ctx.db, order.id)).toMatchObject({ status: 'completed', net: 400 })
    await noteDelivered(ctx, tableLine, -1, '2026-03-21')
    expect(await getSalesOrder(ctx.db, order.id)).toMatchObject({ status: 'open', lines: [{ actualOn: null }, {}] })
    // The customer keeps four: the last of them left on the 19th; when that delivery was none, on the 18th.
    expect((await changeOrderLine(ctx, tableLine, { quantity: 4 })).lines[0]?.actualOn).toBe('2026-03-19')
    await noteDelivered(ctx, tableLine, -1, '2026-03-19', { lastOn: '2026-03-18' })
    expect((await changeOrderLine(ctx, tableLine, { quantity: 3 })).lines[0]?.actualOn).toBe('2026-03-18')
  })

  test('is canceled when every line is', async () => {
    const { ctx, order, tableLine, boardLine } = await taken()
    await cancelOrderLine(ctx, boardLine, { reason: 'a' })
    expect(await cancelOrderLine(ctx, tableLine, { reason: 'project stopped' })).toMatchObject({
      status: 'canceled',
      canceledReason: 'project stopped',
      net: 0,
    })
    await expect(cancelOrderLine(ctx, tableLine, { reason: 'b' })).rejects.toMatchObject({
      refusals: [{ code: 'order.line-canceled' }],
    })
    expect((await listSalesOrders(ctx.db, { limit: 5 })).rows).toMatchObject([
      { id: order.id, openLines: 0, net: 0, nextPromiseOn: null },
    ])
  })

  test('shows in the customer’s overview and the deal’s events', async () => {
    const { ctx, customer, order, tableLine, boardLine } = await taken()
    await noteDelivered(ctx, boardLine, 2, '2026-03-12')
    const promised = later(ctx, '2026-03-05T10:00:00.000Z')
    await changePromise(promised, tableLine, { toOn: '2026-03-27', cause: 'capacity', askedBy: 'Planner' })
    expect(await customerOverview(ctx.db, customer.id, ctx.now)).toMatchObject({
      openOrders: 1,
      openNet: 400,
      orderedNet: 460,
      linesDelivered: 1,
      linesOnFirstPromise: 0,
    })
    expect((await dealEvents(ctx.db, { salesOrderId: order.id })).map((e) => e.act)).toEqual(['ordered', 'promised'])
  })

  test('needs a rate for a foreign currency, a customer, and a contact of that customer', async () => {
    const { ctx, customer } = await taken()
    const other = await testCustomer(ctx, 'C-9', { customer: false })
    const lines = [{ itemId: 1, quantity: 1, unitPrice: 1, promisedOn: '2026-03-20' }]
    await expect(createSalesOrder(ctx, { customerId: customer.id, currency: 'EUR', lines })).rejects.toMatchObject({
      refusals: [{ code: 'sales.no-rate' }],
    })
    await expect(
      createSalesOrder(ctx, { customerId: other.id, contactId: customer.contactId, lines }),
    ).rejects.toMatchObject({ refusals: [{ code: 'party.not-a-customer' }, { code: 'party.other-contact' }] })
  })
})
