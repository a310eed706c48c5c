import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { testShop } from '../catalog/testCatalog.ts'
import type { Ctx } from '../core/ctx.ts'
import { later, testCtx } from '../core/testDb.ts'
import { costEntries } from '../costing/cost.tables.ts'
import { createJob, holdJob, releaseJob } from '../jobs/job.commands.ts'
import { operationsOf, workOrdersOfJob } from '../jobs/job.queries.ts'
import { parties } from '../parties/party.tables.ts'
import { recordOutput } from '../production/output.commands.ts'
import { cancelDispatch, createDispatch, redateDispatch, sendDispatch, updateDispatch } from './dispatch.commands.ts'
import { getDispatch, withoutPrices } from './dispatch.queries.ts'
import {
  listAtVendors,
  listDispatches,
  listReadyToSend,
  listVendorReceipts,
  listVendorTurns,
} from './dispatchList.queries.ts'
import { reverseVendorReceipt } from './reverseReceipt.commands.ts'
import { receiveFromVendor } from './vendorReceipt.commands.ts'

const page = { limit: 50 }

async function vendor(ctx: Ctx, code: string, more: Partial<typeof parties.$inferInsert> = {}): Promise<number> {
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
      leadDays: 6,
      minimumCharge: 0,
      notes: '',
      ...more,
    })
    .returning()
  return row?.id ?? 0
}

/** A plate is cut, anodized outside at 2.00 each (at least 30.00 a line), and engraved. */
async function plateShop(quantities: readonly number[]) {
  const ctx = await testCtx('2026-03-02T08:00:00.000Z')
  const shop = await testShop(ctx)
  const plater = await vendor(ctx, 'PLATER', { minimumCharge: 30, approvedProcesses: 'Anodize; Heat treat' })
  const [saw, bench] = [await shop.workCenter('SAW', 0), await shop.workCenter('BENCH', 0)]
  const plate = await shop.item('PLATE')
  await shop.method(plate, {
    operations: [
      { workCenterId: saw },
      { kind: 'outside', name: 'Anodize clear', supplierId: plater, unitPrice: 2 },
      { workCenterId: bench, name: 'Engrave' },
    ],
  })
  const orders: { jobId: number; workOrder: string; operations: number[] }[] = []
  for (const quantity of quantities) {
    const job = await createJob(ctx, { items: [{ itemId: plate, quantity, dueOn: '2026-03-27' }] })
    await releaseJob(ctx, job.id)
    const [w] = await workOrdersOfJob(ctx.db, job.id)
    orders.push({
      jobId: job.id,
      workOrder: w?.number ?? '',
      operations: (await operationsOf(ctx.db, [w?.id ?? 0])).map((o) => o.operation.id),
    })
  }
  const good = (operationId: number | undefined, quantity: number) =>
    recordOutput(ctx, { operationId: operationId ?? 0, good: quantity, scrap: 0, rework: 0 })
  const ready = async () =>
    (await listReadyToSend(ctx.db, page, true)).rows.map((r) => [r.workOrder, r.ready, r.inDraft, r.atVendor])
  return { ctx, plater, orders, good, ready }
}

test('one dispatch takes ready pieces of many work orders, and no piece twice', async () => {
  const { ctx, plater, orders, good, ready } = await plateShop([10, 20])
  const [one, two] = orders
  expect(await ready()).toEqual([])
  await good(one?.operations[0], 10)
  await good(two?.operations[0], 15) // 5 are still at the saw
  expect(await ready()).toEqual([
    [one?.workOrder, 10, 0, 0],
    [two?.workOrder, 15, 0, 0],
  ])
  const dispatch = await createDispatch(ctx, {
    vendorId: plater,
    carrier: 'Own van',
    lines: [
      { operationId: one?.operations[1] ?? 0, quantity: 6 },
      { operationId: two?.operations[1] ?? 0, quantity: 16 },
    ],
  })
  expect(dispatch).toMatchObject({
    number: 'DC-1001',
    status: 'draft',
    dueOn: '2026-03-08',
    lines: [{ unitPrice: 2, minimumCharge: 30, sendable: 10 }, { sendable: 15 }],
  })
  await expect(sendDispatch(ctx, dispatch.id)).rejects.toThrow(
    `Line 2: only 15 of ${two?.workOrder} are ready for Anodize clear, not 16.`,
  )
  await updateDispatch(ctx, dispatch.id, {
    lines: [
      { operationId: one?.operations[1] ?? 0, quantity: 6 },
      { operationId: two?.operations[1] ?? 0, quantity: 15 },
    ],
  })
  expect(await ready()).toEqual([
    [one?.workOrder, 4, 6, 0],
    [two?.workOrder, 0, 15, 0],
  ])
  await sendDispatch(ctx, dispatch.id)
  expect(await ready()).toEqual([[one?.workOrder, 4, 0, 6]])
  expect((await listAtVendors(ctx, page, true)).rows.map((r) => [r.workOrder, r.atVendor, r.value])).toEqual([
    [one?.workOrder, 6, 0],
    [two?.workOrder, 15, 0],
  ])
  await expect(sendDispatch(ctx, dispatch.id)).rejects.toThrow('DC-1001 is sent.')
  await expect(good(one?.operations[2], 1)).rejects.toThrow(
    'Only 0 pieces have come from operation 20; 6 are still at the vendor.',
  ) // the next operation waits
  await expect(cancelDispatch(ctx, dispatch.id, 'no')).rejects.toThrow('DC-1001 is sent.')
})

test('parts come back good, spoiled or lost; each receipt is charged once and the line bears its minimum once', async () => {
  const { ctx, plater, orders, good, ready } = await plateShop([20])
  const [one] = orders
  await good(one?.operations[0], 20)
  const { id, lines } = await createDispatch(ctx, {
    vendorId: plater,
    lines: [{ operationId: one?.operations[1] ?? 0, quantity: 20 }],
  })
  await sendDispatch(ctx, id)
  const back = (line: Omit<Parameters<typeof receiveFromVendor>[1]['lines'][number], 'dispatchLineId'>) =>
    receiveFromVendor(ctx, { dispatchId: id, lines: [{ dispatchLineId: lines[0]?.id ?? 0, ...line }] })
  await expect(back({ good: 15, rejected: 3, lost: 3 })).rejects.toThrow(
    /only 20 of .* are at the vendor, not 21.*say why/s,
  )
  await back({ good: 5 }) // 10.00, so the minimum of 30.00
  await expect(good(one?.operations[2], 6)).rejects.toThrow('Only 5 pieces have come')
  await good(one?.operations[2], 5)
  await back({ good: 8, rejected: 2, rejectedTo: 'rework', reason: 'stains' }) // 13 × 2.00 = 26.00: still within the minimum
  expect(await ready()).toEqual([[one?.workOrder, 2, 0, 5]]) // the 2 stained ones can go again
  const last = await back({ good: 3, rejected: 1, lost: 1, reason: 'dropped in the tank' }) // 16 × 2.00 = 32.00: 2.00 more
  expect(last.dispatch).toMatchObject({
    status: 'returned',
    atVendor: 0,
    charged: 32,
    lines: [{ goodQuantity: 16, rejectedQuantity: 3, lostQuantity: 1 }],
  })
  const entries = await ctx.db.select().from(costEntries).where(eq(costEntries.source, 'vendorReceipt'))
  expect(entries.map((e) => [e.element, e.quantity, e.amount, e.credit])).toEqual([
    ['outside', 5, 30, 'outsideAccrued'],
    ['outside', 3, 2, 'outsideAccrued'],
  ])
  expect(
    (await listVendorReceipts(ctx.db, { ...page, sort: 'id' }, true)).rows.map((r) => [
      r.number,
      r.good,
      r.rejected,
      r.rejectedTo,
      r.lost,
      r.amount,
    ]),
  ).toEqual([
    ['VR-1001', 5, 0, 'scrap', 0, 30],
    ['VR-1002', 8, 2, 'rework', 0, 0],
    ['VR-1003', 3, 1, 'scrap', 1, 2],
  ])
  await expect(back({ good: 1 })).rejects.toThrow('DC-1001 is returned.')
  expect(withoutPrices(await getDispatch(ctx.db, id))).toMatchObject({ charged: null, lines: [{ unitPrice: null }] })
})

test('two people at the same receipt cannot both take the last pieces', async () => {
  const { ctx, plater, orders, good } = await plateShop([4])
  await good(orders[0]?.operations[0], 4)
  const { id, lines } = await createDispatch(ctx, {
    vendorId: plater,
    lines: [{ operationId: orders[0]?.operations[1] ?? 0, quantity: 4 }],
  })
  await sendDispatch(ctx, id)
  const tries = await Promise.allSettled(
    [1, 2, 3].map(() =>
      receiveFromVendor(ctx, { dispatchId: id, lines: [{ dispatchLineId: lines[0]?.id ?? 0, good: 3 }] }),
    ),
  )
  expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1)
  expect((await ctx.db.select().from(costEntries)).length).toBe(1)
})

test('a process goes only to a vendor who is approved for it, unless somebody says why', async () => {
  const { ctx, orders, good } = await plateShop([4])
  const welder = await vendor(ctx, 'WELDER', { approvedProcesses: 'TIG weld' })
  await good(orders[0]?.operations[0], 4)
  const line = { operationId: orders[0]?.operations[1] ?? 0, quantity: 4 }
  const { id } = await createDispatch(ctx, { vendorId: welder, lines: [line] })
  await expect(sendDispatch(ctx, id)).rejects.toThrow('WELDER is not approved for Anodize clear')
  await updateDispatch(ctx, id, { lines: [{ ...line, approvalNote: 'concession 12 of the customer' }] })
  expect((await sendDispatch(ctx, id)).status).toBe('sent')
})

test('a held job stays in the shop, and inside operations never leave it', async () => {
  const { ctx, plater, orders, good, ready } = await plateShop([4])
  const [one] = orders
  await good(one?.operations[0], 4)
  await holdJob(ctx, one?.jobId ?? 0, 'drawing')
  expect(await ready()).toEqual([])
  const { id } = await createDispatch(ctx, {
    vendorId: plater,
    lines: [
      { operationId: one?.operations[1] ?? 0, quantity: 4 },
      { operationId: one?.operations[2] ?? 0, quantity: 4 },
    ],
  })
  await expect(sendDispatch(ctx, id)).rejects.toThrow(/on hold: drawing.*Engrave of .* is done inside/s)
})

test("a vendor's slips are counted from the first day, and lateness from the last", async () => {
  const { ctx, plater, orders, good } = await plateShop([4])
  await good(orders[0]?.operations[0], 4)
  const { id, lines } = await createDispatch(ctx, {
    vendorId: plater,
    dueOn: '2026-03-06',
    lines: [{ operationId: orders[0]?.operations[1] ?? 0, quantity: 4 }],
  })
  await sendDispatch(ctx, id)
  await expect(redateDispatch(ctx, { id, dueOn: '2026-03-09', reason: '' })).rejects.toThrow('Say why the day moves.')
  await redateDispatch(ctx, { id, dueOn: '2026-03-09', reason: 'tank leaks' })
  const eleventh = later(ctx, '2026-03-11T08:00:00.000Z')
  expect((await listDispatches(eleventh, { ...page, filter: { daysLate: '>=1' } })).rows).toMatchObject([
    { firstDueOn: '2026-03-06', dueOn: '2026-03-09', daysLate: 2, slips: 1, atVendor: 4 },
  ])
  expect((await listAtVendors(eleventh, page, true)).rows).toMatchObject([
    { daysOut: 9, daysLate: 2, slips: 1, slipReason: 'tank leaks' },
  ])
  await receiveFromVendor(eleventh, {
    dispatchId: id,
    lines: [{ dispatchLineId: lines[0]?.id ?? 0, good: 3, lost: 1, reason: 'lost' }],
  })
  expect((await listVendorTurns(ctx.db, page)).rows).toMatchObject([
    {
      vendor: 'PLATER',
      dispatches: 1,
      onTimePercent: 0,
      averageDaysOut: 9,
      averageDaysLate: 5,
      slips: 1,
      lostPercent: 25,
      atVendor: 0,
    },
  ])
})

test('a wrong receipt is taken back whole, once, and the line costs what its other pieces cost', async () => {
  const { ctx, plater, orders, good, ready } = await plateShop([20])
  const [one] = orders
  await good(one?.operations[0], 20)
  const { id, lines } = await createDispatch(ctx, {
    vendorId: plater,
    lines: [{ operationId: one?.operations[1] ?? 0, quantity: 20 }],
  })
  await sendDispatch(ctx, id)
  const back = (line: { good?: number; rejected?: number; reason?: string }) =>
    receiveFromVendor(ctx, { dispatchId: id, lines: [{ dispatchLineId: lines[0]?.id ?? 0, ...line }] })
  const wrong = (await back({ good: 10, rejected: 1, reason: 'scratched' })).dispatch.receipts[0]?.id ?? 0 // the minimum of 30.00
  await back({ good: 9 }) // 19 × 2.00 = 38.00: 8.00 more
  await good(one?.operations[2], 10)
  await expect(reverseVendorReceipt(ctx, wrong, ' ')).rejects.toThrow(/Say why.*Operation 30 has worked on these/s)

  const { orders: others, ...again } = await plateShop([20])
  await again.good(others[0]?.operations[0], 20)
  const sent = await createDispatch(again.ctx, {
    vendorId: again.plater,
    lines: [{ operationId: others[0]?.operations[1] ?? 0, quantity: 20 }],
  })
  await sendDispatch(again.ctx, sent.id)
  const came = (line: { good?: number; rejected?: number; reason?: string }) =>
    receiveFromVendor(again.ctx, { dispatchId: sent.id, lines: [{ dispatchLineId: sent.lines[0]?.id ?? 0, ...line }] })
  const first = (await came({ good: 10, rejected: 1, reason: 'scratched' })).dispatch.receipts[0]?.id ?? 0
  expect((await came({ good: 9 })).dispatch).toMatchObject({ status: 'returned', charged: 38 })
  const now = await reverseVendorReceipt(again.ctx, first, 'Another job of ours')
  // 9 × 2.00 = 18.00 is within the minimum of 30.00, so 8.00 of the 38.00 are gone.
  expect(now).toMatchObject({
    status: 'sent',
    atVendor: 11,
    charged: 30,
    returnedAt: null,
    lines: [{ goodQuantity: 9, rejectedQuantity: 0 }],
  })
  expect(now.receipts[0]).toMatchObject({ goodQuantity: -10, rejectedQuantity: -1, amount: -8, reversesId: first })
  const outside = await again.ctx.db.select().from(costEntries).where(eq(costEntries.element, 'outside'))
  expect(outside.reduce((sum, e) => sum + e.amount, 0)).toBe(30)
  await expect(again.good(others[0]?.operations[2], 10)).rejects.toThrow(
    'Only 9 pieces have come from operation 20; 11 are still at the vendor.',
  )
  await expect(reverseVendorReceipt(again.ctx, first, 'twice')).rejects.toThrow('VR-1001 was taken back already.')
  await expect(reverseVendorReceipt(again.ctx, now.receipts[0]?.id ?? 0, 'no')).rejects.toThrow('takes another receipt')
  await came({ good: 11 }) // 20 × 2.00 = 40.00
  expect((await getDispatch(again.ctx.db, sent.id)).charged).toBe(40)
  expect(await ready()).toEqual([])
})

test('goods that came back are received also while the job is on hold; pieces at a vendor are not reported here', async () => {
  const { ctx, plater, orders, good } = await plateShop([4])
  const [one] = orders
  await good(one?.operations[0], 4)
  const { id, lines } = await createDispatch(ctx, {
    vendorId: plater,
    lines: [{ operationId: one?.operations[1] ?? 0, quantity: 4 }],
  })
  await sendDispatch(ctx, id)
  await expect(good(one?.operations[1], 1)).rejects.toThrow('4 pieces are still at the vendor for operation 20')
  await holdJob(ctx, one?.jobId ?? 0, 'drawing')
  const { dispatch } = await receiveFromVendor(ctx, {
    dispatchId: id,
    lines: [{ dispatchLineId: lines[0]?.id ?? 0, good: 4 }],
  })
  expect(dispatch).toMatchObject({ status: 'returned', atVendor: 0 })
  await expect(good(one?.operations[2], 1)).rejects.toThrow('on hold: drawing')
})
