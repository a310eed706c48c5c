import { describe, expect, test } from 'vitest'
import type { Ctx } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { testCtx } from '../core/testDb.ts'
import { meanwhile } from '../core/testTurns.ts'
import { closeJob } from '../costing/cost.commands.ts'
import { costSheetOf } from '../costing/costSheet.queries.ts'
import { createShipment, shipShipment } from '../delivery/shipment.commands.ts'
import { recordOutput } from '../production/output.commands.ts'
import {
  cancelOrderLine,
  changeOrderLine,
  closeOrderLineShort,
  createSalesOrder,
} from '../sales/salesOrder.commands.ts'
import { testCustomer, testTable } from '../sales/testSales.ts'
import { createJob, releaseJob } from './job.commands.ts'
import { operationsOf, workOrdersOfJob } from './job.queries.ts'
import { planMore } from './orderLine.commands.ts'
import { madeNotDelivered, toPlan, whyNotPlanMore } from './orderLine.rules.ts'
import { splitWorkOrder } from './regroup.commands.ts'

/** An order for 16 tables at 100.00 and 32.00 once; one is scrapped, 15 are delivered, and the job is closed. */
async function shortOrder(ctx: Ctx) {
  const { table } = await testTable(ctx)
  const customer = await testCustomer(ctx)
  const order = await createSalesOrder(ctx, {
    customerId: customer.id,
    lines: [{ itemId: table, quantity: 16, unitPrice: 100, oneOffPrice: 32, promisedOn: '2026-03-20' }],
  })
  const lineId = found(order.lines[0], 'line', 1).id
  const job = await createJob(ctx, { salesOrderLineIds: [lineId] })
  await releaseJob(ctx, job.id)
  const workOrder = found((await workOrdersOfJob(ctx.db, job.id))[0], 'work order', 1)
  const [o] = await operationsOf(ctx.db, [workOrder.id])
  await recordOutput(ctx, { operationId: o?.operation.id ?? 0, good: 15, scrap: 1, rework: 0 })
  const shipment = await createShipment(ctx, {
    customerId: customer.id,
    lines: [{ salesOrderLineId: lineId, quantity: 15 }],
  })
  const ship = () => shipShipment(ctx, shipment.id)
  return { lineId, job, workOrder, ship }
}

describe('a line of which one piece is still open after its job is closed', () => {
  test('gets one more job for it, and not more than that', async () => {
    const ctx = await testCtx()
    const { lineId, job, ship } = await shortOrder(ctx)
    await ship()
    await closeJob(ctx, job.id)
    await expect(planMore(ctx, lineId, { quantity: 2, reason: '' })).rejects.toThrow(
      'Only 1 of line 1 is neither delivered nor being made.',
    )
    const more = await planMore(ctx, lineId, { quantity: 1, reason: 'One was scrapped' })
    const [again] = await workOrdersOfJob(ctx.db, more.id)
    expect(again).toMatchObject({ quantity: 1, salesOrderLineId: lineId, status: 'planned', dueOn: '2026-03-20' })
    await expect(planMore(ctx, lineId, { quantity: 1, reason: '' })).rejects.toThrow(
      `The one piece still to deliver is being made by ${again?.number}.`,
    )
    // 15 × 100 + 15/16 of 32, and 1 × 100 with the rest: together what the order is worth.
    expect((await costSheetOf(ctx.db, job.id)).margin.revenue).toBe(1530)
    expect((await costSheetOf(ctx.db, more.id)).margin.revenue).toBe(102)
  })

  test('or ends short, with the reason, on the day the last piece left', async () => {
    const ctx = await testCtx()
    const { lineId, ship } = await shortOrder(ctx)
    await expect(closeOrderLineShort(ctx, lineId, { reason: 'x' })).rejects.toThrow(
      'Nothing of line 1 is delivered: cancel it instead.',
    )
    await ship()
    await expect(cancelOrderLine(ctx, lineId, { reason: 'x' })).rejects.toThrow('15 are delivered. Close it short')
    await expect(closeOrderLineShort(ctx, lineId, { reason: ' ' })).rejects.toThrow('Say why')
    const order = await closeOrderLineShort(ctx, lineId, { reason: 'Customer takes 15' })
    expect(order.status).toBe('completed')
    expect(order.lines[0]).toMatchObject({ quantity: 15, state: 'delivered', actualOn: ctx.now.slice(0, 10) })
    expect(order.lines[0]?.changes[0]).toMatchObject({
      field: 'closedShort',
      before: '16',
      after: '15',
      touches: 'Customer takes 15',
    })
    // Ordered up again, it is open again.
    expect((await changeOrderLine(ctx, lineId, { quantity: 17 })).lines[0]).toMatchObject({
      state: 'partDelivered',
      actualOn: null,
    })
  })
})

describe('what jobs earn is together what their order line is worth', () => {
  /** An order for 16 tables at 100.00 and 32.00 once, with a planned job for it. */
  async function planned(ctx: Ctx) {
    const { table } = await testTable(ctx)
    const customer = await testCustomer(ctx)
    const order = await createSalesOrder(ctx, {
      customerId: customer.id,
      lines: [{ itemId: table, quantity: 16, unitPrice: 100, oneOffPrice: 32, promisedOn: '2026-03-20' }],
    })
    const lineId = found(order.lines[0], 'line', 1).id
    const job = await createJob(ctx, { salesOrderLineIds: [lineId] })
    const [top] = await workOrdersOfJob(ctx.db, job.id)
    const report = async (good: number, scrap: number) => {
      const [o] = await operationsOf(ctx.db, [top?.id ?? 0])
      return recordOutput(ctx, { operationId: o?.operation.id ?? 0, good, scrap, rework: 0 })
    }
    const revenue = async (jobId = job.id) => (await costSheetOf(ctx.db, jobId)).margin.revenue
    return { customer, lineId, job, top: top?.id ?? 0, report, revenue }
  }

  test('when all are made and the line is closed short: what was delivered', async () => {
    const ctx = await testCtx()
    const { customer, lineId, job, report, revenue } = await planned(ctx)
    await releaseJob(ctx, job.id)
    await report(16, 0)
    const { id } = await createShipment(ctx, {
      customerId: customer.id,
      lines: [{ salesOrderLineId: lineId, quantity: 8 }],
    })
    await shipShipment(ctx, id)
    expect(await revenue()).toBe(1632)
    await closeOrderLineShort(ctx, lineId, { reason: 'Eight will do' })
    expect(await revenue()).toBe(832)
  })

  test('when more is planned while the first work order still runs', async () => {
    const ctx = await testCtx()
    const { lineId, job, report, revenue } = await planned(ctx)
    await releaseJob(ctx, job.id)
    await report(3, 1)
    const more = await planMore(ctx, lineId, { quantity: 1, reason: '' })
    expect([await revenue(), await revenue(more.id)]).toEqual([1530, 102])
  })

  test('when it is split and more is planned: the one-off charge once', async () => {
    const ctx = await testCtx()
    const { lineId, job, top, report, revenue } = await planned(ctx)
    await splitWorkOrder(ctx, top, 8)
    await releaseJob(ctx, job.id)
    await report(7, 1)
    const more = await planMore(ctx, lineId, { quantity: 1, reason: '' })
    expect([await revenue(), await revenue(more.id)]).toEqual([1530, 102])
  })

  test('when it is canceled: nothing, though its work orders are still there', async () => {
    const ctx = await testCtx()
    const { lineId, revenue } = await planned(ctx)
    expect(await revenue()).toBe(1632)
    await cancelOrderLine(ctx, lineId, { reason: 'Not needed' })
    expect(await revenue()).toBe(0)
  })
})

test('two people who make a job for one order line at once make it once', async () => {
  const ctx = await testCtx()
  const { table } = await testTable(ctx)
  const customer = await testCustomer(ctx)
  const line = { itemId: table, quantity: 2, unitPrice: 100, promisedOn: '2026-03-20' }
  const order = await createSalesOrder(ctx, { customerId: customer.id, lines: [line] })
  const salesOrderLineIds = [found(order.lines[0], 'line', 1).id]
  const [first, second] = await meanwhile(
    ctx,
    (tx) => createJob(tx, { salesOrderLineIds }),
    (other) => createJob(other, { salesOrderLineIds }),
  )
  expect(first.status).toBe('fulfilled')
  expect(second).toMatchObject({
    status: 'rejected',
    reason: { message: 'The order line is made already by WO-1001.' },
  })
})

const made = { number: 'WO-1', status: 'closed', quantity: 16, completedQuantity: 15, scrappedQuantity: 1 } as const
const line = { line: 1, quantity: 16, deliveredQuantity: 15, canceled: '', workOrders: [made] }

test.each([
  ['one was scrapped', {}, 1, 0],
  ['nothing is delivered yet and all that was made lies somewhere', { deliveredQuantity: 0 }, 16, 15],
  ['the rest is running', { workOrders: [{ ...made, status: 'started', scrappedQuantity: 0 }] }, 0, 0],
  ['one of the rest is scrapped already', { workOrders: [{ ...made, status: 'started' }] }, 1, 0],
  ['its work is canceled', { workOrders: [{ ...made, status: 'canceled' }] }, 1, 0],
  ['all is delivered', { deliveredQuantity: 16 }, 0, 0],
  ['it is canceled', { canceled: 'No' }, 0, 0],
] as const)('what is to be planned of a line when %s', (_why, more, open, lying) => {
  const work = { ...line, ...more }
  expect([toPlan(work), madeNotDelivered(work)]).toEqual([open, lying])
  expect(whyNotPlanMore(work, 1).length === 0).toBe(open > 0)
})
