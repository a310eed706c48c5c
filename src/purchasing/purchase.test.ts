import { expect, test } from 'vitest'
import { testShop } from '../catalog/testCatalog.ts'
import type { Ctx } from '../core/ctx.ts'
import { later, testCtx } from '../core/testDb.ts'
import { costEntries } from '../costing/cost.tables.ts'
import { costFaults } from '../costing/costFaults.queries.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { stockMoves } from '../inventory/stock.tables.ts'
import { postOpeningStock } from '../inventory/stockEntry.commands.ts'
import { listReservations, stockOfItem } from '../inventory/stockList.queries.ts'
import { unequalBalances } from '../inventory/testShop.ts'
import { createJob, releaseJob } from '../jobs/job.commands.ts'
import { workOrdersOfJob } from '../jobs/job.queries.ts'
import { parties } from '../parties/party.tables.ts'
import { issueMaterial } from '../production/material.commands.ts'
import { buyReorders, buyShortages, reserveJobMaterials } from './buy.commands.ts'
import { hurtByLine, listLatePurchases } from './late.queries.ts'
import {
  cancelPurchaseOrder,
  closePurchaseLine,
  confirmPurchaseLine,
  createPurchaseOrder,
  sendPurchaseOrder,
  updatePurchaseOrder,
} from './purchase.commands.ts'
import { listPurchaseOrders, withoutPrices } from './purchase.queries.ts'
import { supplierPrices } from './purchase.tables.ts'
import { receivePurchase, reverseReceipt } from './receipt.commands.ts'
import { listReorder, listShortages, materialsOfJob } from './shortage.queries.ts'

const page = { limit: 50 }

async function supplier(ctx: Ctx, code: string, more: Partial<typeof parties.$inferInsert> = {}): Promise<number> {
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

/** Tables are made of one top and four legs at a bench, one working day each. */
async function tableShop() {
  const ctx = await testCtx('2026-03-02T08:00:00.000Z')
  const shop = await testShop(ctx)
  const timber = await supplier(ctx, 'TIMBER')
  const top = await shop.item('TOP', 40, { supplierId: timber, leadDays: 5 })
  const leg = await shop.item('LEG', 3, { supplierId: timber, leadDays: 5 })
  const table = await shop.item('TABLE')
  const bench = await shop.workCenter('BENCH', 0)
  await shop.method(table, {
    operations: [{ workCenterId: bench, runMinutes: 30 }],
    materials: [
      { itemId: top, supply: 'buy' },
      { itemId: leg, quantityPer: 4 },
    ],
  })
  const job = (quantity: number, dueOn: string) => createJob(ctx, { items: [{ itemId: table, quantity, dueOn }] })
  return { ctx, shop, timber, top, leg, table, job }
}

test('shortages of a job become one order, pegged, and what is free is reserved for it', async () => {
  const { ctx, top, leg, job } = await tableShop()
  const stores = await wellKnown(ctx, 'stores')
  await postOpeningStock(ctx, [{ itemId: leg, placeId: stores.id, quantity: 10, unitCost: 2 }])
  const first = await job(2, '2026-03-20') // 2 tops, 8 legs
  const second = await job(1, '2026-03-27') // 1 top, 4 legs, of which 2 are free after the first
  const short = await listShortages(ctx.db, ctx.now, page)
  expect(short.rows.map((r) => [r.job, r.item, r.required, r.free, r.short, r.neededOn, r.orderBy])).toEqual([
    [first.number, 'TOP', 2, 0, 2, '2026-03-19', '2026-03-14'],
    [second.number, 'TOP', 1, 0, 1, '2026-03-26', '2026-03-21'],
    [second.number, 'LEG', 4, 2, 2, '2026-03-26', '2026-03-21'],
  ])
  const [order] = await buyShortages(ctx, { materialIds: short.rows.map((r) => r.id) })
  expect(
    order?.lines.map((l) => [l.item, l.quantity, l.unitPrice, l.dueOn, l.pegs.map((p) => [p.job, p.quantity])]),
  ).toEqual([
    [
      'TOP',
      3,
      40,
      '2026-03-19',
      [
        [first.number, 2],
        [second.number, 1],
      ],
    ],
    ['LEG', 2, 3, '2026-03-26', [[second.number, 2]]],
  ])
  expect((await listReservations(ctx.db, page)).rows.map((r) => [r.item, r.quantity])).toEqual([['LEG', 2]])
  expect((await listShortages(ctx.db, ctx.now, page)).total).toBe(0)
  await expect(buyShortages(ctx, { materialIds: short.rows.map((r) => r.id) })).rejects.toThrow(
    'Nothing of that is short any more.',
  )
  expect(await reserveJobMaterials(ctx, first.id)).toEqual({ lines: 1 }) // its 8 legs
  expect(await stockOfItem(ctx.db, leg, true)).toMatchObject({ onHand: 10, reserved: 10, free: 0 })
  expect(
    (await materialsOfJob(ctx.db, ctx.now, first.id)).map((m) => [m.item, m.reserved, m.onOrder, m.expected[0]?.order]),
  ).toEqual([
    ['TOP', 0, 2, order?.number],
    ['LEG', 8, 0, undefined],
  ])
  expect(top).toBeGreaterThan(0)
})

test('a pegged receipt is reserved for its work order and its price reaches the issue', async () => {
  const { ctx, top, job } = await tableShop()
  const made = await job(2, '2026-03-20')
  await releaseJob(ctx, made.id)
  const line = (await materialsOfJob(ctx.db, ctx.now, made.id)).find((m) => m.item === 'TOP')
  const [draft] = await buyShortages(ctx, { materialIds: [line?.id ?? 0] })
  const priced = await updatePurchaseOrder(ctx, draft?.id ?? 0, {
    currency: 'EUR',
    exchangeRate: 1.1,
    lines: [{ itemId: top, quantity: 3, unitPrice: 50, pegs: [{ materialId: line?.id ?? 0, quantity: 2 }] }],
  })
  const lineId = priced.lines[0]?.id ?? 0
  await expect(
    receivePurchase(ctx, { purchaseOrderId: priced.id, lines: [{ purchaseOrderLineId: lineId, quantity: 1 }] }),
  ).rejects.toThrow('is draft')
  await sendPurchaseOrder(ctx, priced.id)
  const one = await receivePurchase(ctx, {
    purchaseOrderId: priced.id,
    deliveryNote: 'DN 7',
    lines: [{ purchaseOrderLineId: lineId, quantity: 1 }],
  })
  expect(one.order).toMatchObject({
    status: 'sent',
    net: 150,
    lines: [{ open: 2, forStock: 1, pegs: [{ receivedQuantity: 1 }] }],
  })
  const rest = await receivePurchase(ctx, {
    purchaseOrderId: priced.id,
    lines: [{ purchaseOrderLineId: lineId, quantity: 2 }],
  })
  expect(rest.order.status).toBe('received')
  expect(await stockOfItem(ctx.db, top, true)).toMatchObject({ onHand: 3, reserved: 2, value: 165, averageCost: 55 }) // 3 × 50 EUR × 1.1
  const [issue] = await issueMaterial(ctx, { materialId: line?.id ?? 0, quantity: 2 })
  expect(issue?.value).toBe(110)
  expect(await stockOfItem(ctx.db, top, true)).toMatchObject({ onHand: 1, reserved: 0, free: 1 })
  await expect(reverseReceipt(ctx, rest.order.receipts[0]?.receiptId ?? 0, 'wrong order')).rejects.toThrow(
    'Stores holds 1 of TOP, not 2.',
  )
  await reverseReceipt(ctx, one.order.receipts[0]?.receiptId ?? 0, 'counted twice')
  expect((await listPurchaseOrders(ctx, page, true)).rows).toMatchObject([
    { status: 'sent', openLines: 1, jobs: made.number },
  ])
  expect(await unequalBalances(ctx)).toEqual([])
})

test('tracked goods come in by lot with their certificate, a serial number only once', async () => {
  const { ctx, shop, timber } = await tableShop()
  const bar = await shop.item('BAR', 5, { tracking: 'lot' })
  const motor = await shop.item('MOTOR', 90, { tracking: 'serial' })
  const order = await createPurchaseOrder(ctx, {
    supplierId: timber,
    lines: [
      { itemId: bar, quantity: 10, overPercent: 10 },
      { itemId: motor, quantity: 2 },
    ],
  })
  await sendPurchaseOrder(ctx, order.id)
  const [bars, motors] = order.lines
  const receive = (lines: Parameters<typeof receivePurchase>[1]['lines']) =>
    receivePurchase(ctx, { purchaseOrderId: order.id, lines })
  await expect(
    receive([
      { purchaseOrderLineId: bars?.id ?? 0, quantity: 12 },
      { purchaseOrderLineId: motors?.id ?? 0, quantity: 1 },
    ]),
  ).rejects.toThrow(/at most 11 of BAR.*tracked by lot.*tracked by serial/s)
  const { order: after } = await receive([
    {
      purchaseOrderLineId: bars?.id ?? 0,
      quantity: 11,
      lots: [
        { number: 'H-1', quantity: 4, certificate: 'C-1', supplierLot: 'X' },
        { number: 'H-2', quantity: 7 },
      ],
    },
    { purchaseOrderLineId: motors?.id ?? 0, quantity: 1, lots: [{ number: 'M-1', quantity: 1 }] },
  ])
  expect(after.receipts.map((r) => [r.item, r.quantity, r.lot, r.certificate])).toEqual([
    ['BAR', 4, 'H-1', 'C-1'],
    ['BAR', 7, 'H-2', ''],
    ['MOTOR', 1, 'M-1', ''],
  ])
  await expect(
    receive([{ purchaseOrderLineId: motors?.id ?? 0, quantity: 1, lots: [{ number: 'M-1', quantity: 1 }] }]),
  ).rejects.toThrow('Serial number M-1 of MOTOR is known already.')
  const closed = await closePurchaseLine(ctx, { lineId: motors?.id ?? 0, reason: 'discontinued' })
  expect([closed.status, closed.lines[1]?.open]).toEqual(['received', 0])
})

test('a late line names the jobs it hurts, by its pegs and through common stock, with days', async () => {
  const { ctx, top, timber, job } = await tableShop()
  const pegged = await job(1, '2026-03-13') // needs its top on 12 March
  const [draft] = await buyShortages(ctx, {
    materialIds: (await materialsOfJob(ctx.db, ctx.now, pegged.id)).filter((m) => m.item === 'TOP').map((m) => m.id),
  })
  const stock = await createPurchaseOrder(ctx, {
    supplierId: timber,
    lines: [{ itemId: top, quantity: 1, dueOn: '2026-03-10' }],
  })
  const common = await job(1, '2026-03-18') // needs a top on 17 March, from common stock
  for (const o of [draft, stock]) await sendPurchaseOrder(ctx, o?.id ?? 0)
  const of = async (now = ctx.now) =>
    (await listLatePurchases(ctx.db, now, { ...page, sort: 'order' }, true)).rows.map((r) => [
      r.order,
      r.overdueDays,
      r.slipDays,
      r.jobs,
    ])
  expect(await of()).toEqual([])
  await confirmPurchaseLine(ctx, { lineId: draft?.lines[0]?.id ?? 0, confirmedOn: '2026-03-16', note: 'kiln broken' })
  expect(await of()).toEqual([[draft?.number, 0, 4, `${pegged.number} (4 d)`]])
  const after = later(ctx, '2026-03-20T08:00:00.000Z')
  expect(await of(after.now)).toEqual([
    [draft?.number, 4, 4, `${pegged.number} (8 d)`],
    [stock.number, 10, 0, `${common.number} (3 d)`], // due the 10th, today the 20th, needed the 17th
  ])
  expect(await hurtByLine(ctx.db, after.now, stock.lines[0]?.id ?? 0, true)).toMatchObject([
    { job: common.number, days: 3, pegged: false },
  ])
})

test('an item below its reorder point is bought up once, at the price of the break reached, in whole packs', async () => {
  const { ctx, shop, timber } = await tableShop()
  const screw = await shop.item('SCREW', 0.1, {
    reorderPoint: 500,
    reorderQuantity: 900,
    purchaseFactor: 200,
    leadDays: 3,
  })
  for (const [fromQuantity, unitPrice] of [
    [1, 0.12],
    [1000, 0.08],
  ] as const)
    await ctx.db
      .insert(supplierPrices)
      .values({ supplierId: timber, itemId: screw, fromQuantity, unitPrice, leadDays: 4, supplierPartNumber: 'S-9' })
  const [alert] = (await listReorder(ctx.db, page)).rows
  expect(alert).toMatchObject({ item: 'SCREW', position: 0, suggested: 1000, supplier: 'TIMBER', leadDays: 4 })
  const [order] = await buyReorders(ctx, { itemIds: [screw] })
  expect(order?.lines).toMatchObject([
    { quantity: 1000, unitPrice: 0.08, dueOn: '2026-03-06', supplierPartNumber: 'S-9' },
  ])
  expect((await listReorder(ctx.db, page)).total).toBe(0)
  await expect(buyReorders(ctx, { itemIds: [screw] })).rejects.toThrow('Nothing of that is below')
  await expect(cancelPurchaseOrder(ctx, order?.id ?? 0, '')).rejects.toThrow('Say why')
  await cancelPurchaseOrder(ctx, order?.id ?? 0, 'not needed')
  expect((await listReorder(ctx.db, page)).total).toBe(1)
  expect(order && withoutPrices(order).lines[0]?.unitPrice).toBeNull()
})

test('two buyers at once buy a shortage once', async () => {
  const { ctx, job } = await tableShop()
  const made = await job(2, '2026-03-20')
  const ids = (await materialsOfJob(ctx.db, ctx.now, made.id)).map((m) => m.id)
  const tries = await Promise.allSettled([1, 2, 3].map(() => buyShortages(ctx, { materialIds: ids })))
  expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1)
  expect((await listPurchaseOrders(ctx, page, true)).total).toBe(1)
})

test('what cannot be bought is said all at once', async () => {
  const { ctx, shop, timber } = await tableShop()
  const plating = await shop.item('PLATING', 1, { kind: 'phantom' })
  const old = await shop.item('OLD', 1, { archived: true })
  await expect(
    createPurchaseOrder(ctx, {
      supplierId: timber,
      lines: [
        { itemId: plating, quantity: 1 },
        { itemId: old, quantity: 1 },
      ],
    }),
  ).rejects.toThrow(/PLATING is a phantom.*OLD is archived/s)
  const customer = await supplier(ctx, 'BUYER', { supplier: false })
  await expect(
    createPurchaseOrder(ctx, { supplierId: customer, lines: [{ itemId: old, quantity: 1 }] }),
  ).rejects.toThrow('not marked as a supplier')
  const abroad = await supplier(ctx, 'ABROAD', { currency: 'EUR' })
  await expect(createPurchaseOrder(ctx, { supplierId: abroad, lines: [{ itemId: old, quantity: 1 }] })).rejects.toThrow(
    'Give the exchange rate: USD for one EUR.',
  )
})

test('a service goes to no place: its cost goes straight to the work orders it was bought for, and comes back with the receipt', async () => {
  const { ctx, shop, timber, top, job } = await tableShop()
  const oiling = await shop.item('OILING', 15, { kind: 'service', supplierId: timber })
  const [one, two] = [await job(2, '2026-03-20'), await job(3, '2026-03-27')]
  const [w1] = await workOrdersOfJob(ctx.db, one.id)
  const [w2] = await workOrdersOfJob(ctx.db, two.id)
  await expect(
    createPurchaseOrder(ctx, {
      supplierId: timber,
      lines: [{ itemId: top, quantity: 1, pegs: [{ workOrderId: w1?.id ?? 0, quantity: 1 }] }],
    }),
  ).rejects.toThrow('TOP is bought for a material line')
  const order = await createPurchaseOrder(ctx, {
    supplierId: timber,
    lines: [
      {
        itemId: oiling,
        quantity: 6,
        unitPrice: 15,
        pegs: [
          { workOrderId: w1?.id ?? 0, quantity: 2 },
          { workOrderId: w2?.id ?? 0, quantity: 3 },
        ],
      },
    ],
  })
  await sendPurchaseOrder(ctx, order.id)
  const lineId = order.lines[0]?.id ?? 0
  const receive = (quantity: number, more: { placeId?: number } = {}) =>
    receivePurchase(ctx, { purchaseOrderId: order.id, lines: [{ purchaseOrderLineId: lineId, quantity, ...more }] })
  await expect(receive(1, { placeId: (await wellKnown(ctx, 'stores')).id })).rejects.toThrow('goes to no place')
  const first = await receive(4) // 2 for the first, 2 for the second
  await receive(2) // 1 for the second, 1 for nobody
  const cost = async () => {
    const entries = await ctx.db.select().from(costEntries)
    return [w1, w2].map((w) => entries.filter((e) => e.workOrderId === w?.id).reduce((sum, e) => sum + e.amount, 0))
  }
  expect(await cost()).toEqual([30, 45]) // 2 and 3 at 15.00
  expect((await ctx.db.select().from(costEntries)).map((e) => [e.element, e.credit])).toEqual(
    Array(3).fill(['outside', 'accruedPurchases']),
  )
  expect(await ctx.db.$count(stockMoves)).toBe(0)
  expect(await costFaults(ctx.db)).toEqual([])
  await reverseReceipt(ctx, first.order.receipts[0]?.receiptId ?? 0, 'Not ours')
  expect(await cost()).toEqual([0, 15])
  await receive(4)
  expect(await cost()).toEqual([30, 45])
  expect(await costFaults(ctx.db)).toEqual([])
})

test('a service that a method names is short until it is received', async () => {
  const { ctx, shop, timber } = await tableShop()
  const oiling = await shop.item('OILING', 15, { kind: 'service', supplierId: timber })
  const stool = await shop.item('STOOL')
  const bench = await shop.workCenter('OILER', 0)
  await shop.method(stool, {
    operations: [{ workCenterId: bench, runMinutes: 5 }],
    materials: [{ itemId: oiling, supply: 'buy', quantityPer: 1 }],
  })
  const made = await createJob(ctx, { items: [{ itemId: stool, quantity: 4, dueOn: '2026-03-20' }] })
  const short = (await listShortages(ctx.db, ctx.now, page)).rows
  expect(short.map((s) => [s.item, s.short])).toEqual([['OILING', 4]])
  const [order] = await buyShortages(ctx, { materialIds: [short[0]?.id ?? 0] })
  await sendPurchaseOrder(ctx, order?.id ?? 0)
  const lines = [{ purchaseOrderLineId: order?.lines[0]?.id ?? 0, quantity: 4 }]
  await receivePurchase(ctx, { purchaseOrderId: order?.id ?? 0, lines })
  expect((await listShortages(ctx.db, ctx.now, page)).rows).toEqual([])
  const entries = await ctx.db.select().from(costEntries)
  expect(entries.map((e) => [e.jobId, e.amount])).toEqual([[made.id, 60]]) // 4 × 15.00
})
