import { expect, test } from 'vitest'
import { estimateMethod } from '../catalog/estimate.queries.ts'
import { testShop } from '../catalog/testCatalog.ts'
import type { Ctx } from '../core/ctx.ts'
import { testCtx } from '../core/testDb.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { postMove } from '../inventory/stock.commands.ts'
import { createJob, releaseJob } from '../jobs/job.commands.ts'
import { operationsOf, workOrdersOfJob } from '../jobs/job.queries.ts'
import { getJob } from '../jobs/jobPage.queries.ts'
import { parties } from '../parties/party.tables.ts'
import { recordOutput } from '../production/output.commands.ts'
import { buyShortages } from '../purchasing/buy.commands.ts'
import { netAll } from '../purchasing/netting.queries.ts'
import { sendPurchaseOrder } from '../purchasing/purchase.commands.ts'
import { receivePurchase } from '../purchasing/receipt.commands.ts'
import { operationSheet } from '../shopfloor/floor.queries.ts'
import { pickListOf } from '../shopfloor/pick.queries.ts'

const due = '2026-03-20'
const receive = async (ctx: Ctx, itemId: number, quantity: number) =>
  postMove(ctx, {
    itemId,
    fromPlaceId: (await wellKnown(ctx, 'supplier')).id,
    toPlaceId: (await wellKnown(ctx, 'stores')).id,
    quantity,
    value: quantity,
    document: 'receipt',
    documentNumber: 'R-1',
  })

async function supplier(ctx: Ctx): Promise<number> {
  const [party] = await ctx.db
    .insert(parties)
    .values({
      code: 'ABRASIVES',
      name: 'Abrasives',
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
    })
    .returning({ id: parties.id })
  return party?.id ?? 0
}

/** A cabinet: its carcass is cut, of which every tenth is lost; a door and two hinges go on afterwards. */
async function cabinets(ctx: Ctx) {
  const shop = await testShop(ctx)
  const bench = await shop.workCenter('BENCH', 0)
  const [cabinet, door] = [await shop.item('CABINET'), await shop.item('DOOR')]
  const [panel, hinge] = [await shop.item('PANEL', 20), await shop.item('HINGE', 1, { issueMethod: 'backflush' })]
  await shop.method(door, { operations: [{ workCenterId: bench }] })
  const methodId = await shop.method(cabinet, {
    operations: [
      { name: 'Cut', workCenterId: bench, scrapPercent: 10 },
      { name: 'Hang', workCenterId: bench },
    ],
    materials: [
      { itemId: panel, operationSequence: 10 },
      { itemId: door, supply: 'make', operationSequence: 20 },
      { itemId: hinge, quantityPer: 2, operationSequence: 20 },
    ],
  })
  const job = await createJob(ctx, { items: [{ itemId: cabinet, quantity: 10, dueOn: due }] })
  await releaseJob(ctx, job.id)
  return { methodId, job, hinge, panel }
}

test('the job makes, wants, picks and takes what the estimate prices: what enters the operation that consumes it', async () => {
  const ctx = await testCtx()
  const { methodId, job, hinge, panel } = await cabinets(ctx)
  const needed = [11, 10, 20]
  const estimate = await estimateMethod(ctx.db, methodId, 10)
  expect(estimate.levels[0]?.materials.map((m) => m.quantity)).toEqual(needed)
  const [top, doors] = await workOrdersOfJob(ctx.db, job.id)
  expect(doors?.quantity).toBe(10)
  expect((await getJob(ctx.db, job.id)).workOrders[0]?.materials.map((m) => m.required)).toEqual(needed)
  expect((await netAll(ctx.db, ctx.now)).netted.map((n) => n.line.required)).toEqual([11, 20])
  expect((await pickListOf(ctx.db, { jobId: job.id })).lines.map((l) => l.required)).toEqual([11, 20])
  await receive(ctx, panel, 11)
  await receive(ctx, hinge, 30)
  const [cut, hang, makeDoors] = (await operationsOf(ctx.db, [top?.id ?? 0, doors?.id ?? 0])).map((o) => o.operation.id)
  const sheet = await operationSheet(ctx.db, hang ?? 0)
  expect(sheet.materials.find((m) => m.itemNumber === 'HINGE')?.required).toBe(20)
  for (const operationId of [makeDoors, cut, hang])
    await recordOutput(ctx, { operationId: operationId ?? 0, good: 10, scrap: 0, rework: 0 })
  const done = (await getJob(ctx.db, job.id)).workOrders[0]
  expect(done?.status).toBe('completed')
  expect(done?.materials.map((m) => m.issued)).toEqual([0, 10, 20])
})

test('five jobs that each use a fifth of a disc pay for a fifth, pick a whole one, and one is bought for all', async () => {
  const ctx = await testCtx()
  const shop = await testShop(ctx)
  const bench = await shop.workCenter('BENCH', 0)
  const [table, disc] = [await shop.item('TABLE'), await shop.item('DISC', 10)]
  const methodId = await shop.method(table, {
    operations: [{ workCenterId: bench }],
    materials: [{ itemId: disc, quantityPer: 0.2 }],
  })
  expect((await estimateMethod(ctx.db, methodId, 1)).costs).toEqual({ material: 2 })
  const supplierId = await supplier(ctx)
  for (let i = 0; i < 5; i++) await createJob(ctx, { items: [{ itemId: table, quantity: 1, dueOn: due }] })
  const { netted } = await netAll(ctx.db, ctx.now)
  expect(netted.map((n) => n.short)).toEqual([0.2, 0.2, 0.2, 0.2, 0.2])
  const [job] = netted.map((n) => n.line.jobId)
  expect((await pickListOf(ctx.db, { jobId: job ?? 0 })).lines.map((l) => l.required)).toEqual([1])
  const [order] = await buyShortages(ctx, { materialIds: netted.map((n) => n.materialId), supplierId })
  expect(order?.lines.map((l) => l.quantity)).toEqual([1])
  // On order and then in stock, the one covers all five, though only the first can reserve it.
  expect((await netAll(ctx.db, ctx.now)).netted.map((n) => n.short)).toEqual([0, 0, 0, 0, 0])
  await sendPurchaseOrder(ctx, order?.id ?? 0)
  await receivePurchase(ctx, {
    purchaseOrderId: order?.id ?? 0,
    deliveryNote: '',
    lines: [{ purchaseOrderLineId: order?.lines[0]?.id ?? 0, quantity: 1, lots: [] }],
  })
  expect((await netAll(ctx.db, ctx.now)).netted.map((n) => [n.short, n.reserved])).toEqual([
    [0, 1],
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 0],
  ])
})
