import { describe, expect, test } from 'vitest'
import type { Ctx } from '../core/ctx.ts'
import { testCtx } from '../core/testDb.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { reserve } from '../inventory/reservation.commands.ts'
import { postMove } from '../inventory/stock.commands.ts'
import { reservations } from '../inventory/stock.tables.ts'
import { recordOutput } from '../production/output.commands.ts'
import { testTable } from '../sales/testSales.ts'
import { reopenJob } from './finish.commands.ts'
import { createJob, releaseJob } from './job.commands.ts'
import { getJobRow, getWorkOrder, operationsOf, workOrdersOfJob } from './job.queries.ts'
import { getJob } from './jobPage.queries.ts'
import { changeWorkOrderQuantity } from './quantity.commands.ts'
import { previewQuantity } from './quantity.queries.ts'
import { type LevelState, whyNotChangeQuantity } from './quantity.rules.ts'

/** A desk takes two tables, each of two boards; half of the desks are scrapped, so twice as many tables are started. */
async function desks(quantity: number) {
  const ctx = await testCtx()
  const { shop, table, board, saw } = await testTable(ctx)
  const desk = await shop.item('DESK')
  await shop.method(desk, {
    operations: [
      { workCenterId: saw, runMinutes: 5, scrapPercent: 50 },
      { workCenterId: saw, runMinutes: 1 },
    ],
    materials: [{ itemId: table, supply: 'make', quantityPer: 2 }],
  })
  const job = await createJob(ctx, { items: [{ itemId: desk, quantity, dueOn: '2026-05-01' }] })
  const [top, child] = await workOrdersOfJob(ctx.db, job.id)
  if (!top || !child) throw new Error('A desk and its tables are two work orders.')
  return { ctx, job, top, child, board }
}

const quantitiesOf = async (ctx: Ctx, jobId: number) => (await workOrdersOfJob(ctx.db, jobId)).map((w) => w.quantity)
const report = async (ctx: Ctx, workOrderId: number, index: number, good: number) => {
  const operation = (await operationsOf(ctx.db, [workOrderId]))[index]?.operation.id ?? 0
  await recordOutput(ctx, { operationId: operation, good, scrap: 0, rework: 0 })
}
const doneOf = async (ctx: Ctx, workOrderId: number) =>
  (await operationsOf(ctx.db, [workOrderId])).map((o) => o.progress?.done)

describe('another quantity', () => {
  test('takes what is made below with it, and the title', async () => {
    const { ctx, job, top } = await desks(4)
    expect(await quantitiesOf(ctx, job.id)).toEqual([4, 16]) // 4 desks, 8 started, 2 tables each
    expect((await previewQuantity(ctx.db, top.id, 5)).workOrders.map((w) => [w.from, w.to])).toEqual([
      [4, 5],
      [16, 20],
    ])
    await changeWorkOrderQuantity(ctx, top.id, { quantity: 5, reason: 'One more' })
    expect(await quantitiesOf(ctx, job.id)).toEqual([5, 20])
    expect((await getJobRow(ctx.db, job.id)).title).toBe('5 × DESK')
    expect((await getJob(ctx.db, job.id)).events[0]).toMatchObject({ event: 'quantity', note: '4 → 5: One more' })
  })

  test('keeps below what was deliberately made more of, and nothing below its parent’s need', async () => {
    const { ctx, job, top, child } = await desks(4)
    await expect(changeWorkOrderQuantity(ctx, child.id, { quantity: 12, reason: 'x' })).rejects.toThrow('needs 16')
    await changeWorkOrderQuantity(ctx, child.id, { quantity: 18, reason: 'Two spares' })
    await changeWorkOrderQuantity(ctx, top.id, { quantity: 2, reason: 'Halved' })
    expect(await quantitiesOf(ctx, job.id)).toEqual([2, 10])
  })

  test('stops at what is reported, and opens and ends operations by what can reach them', async () => {
    const { ctx, job, child } = await desks(4)
    await releaseJob(ctx, job.id)
    await report(ctx, child.id, 0, 16)
    expect((await getWorkOrder(ctx.db, child.id)).status).toBe('completed')
    const { ctx: own, job: other, top, child: tables } = await desks(4)
    await releaseJob(own, other.id)
    await report(own, tables.id, 0, 6)
    await report(own, top.id, 0, 3)
    await report(own, top.id, 1, 2)
    const refused = await previewQuantity(own.db, top.id, 2)
    expect(refused.whyNot.map((r) => r.message)).toEqual([`Operation 10 of ${top.number} has 3 reported already.`])
    expect((await previewQuantity(own.db, top.id, 3)).whyNot).toEqual([])
    await changeWorkOrderQuantity(own, top.id, { quantity: 3, reason: 'Fewer' })
    expect(await doneOf(own, top.id)).toEqual([true, false])
    await changeWorkOrderQuantity(own, top.id, { quantity: 6, reason: 'More again' })
    expect(await doneOf(own, top.id)).toEqual([false, false])
    await report(own, top.id, 1, 1)
    // All three that were sawn are through: with three ordered nothing would be left to do.
    expect((await previewQuantity(own.db, top.id, 3)).whyNot.map((r) => r.code)).toEqual([
      'workOrder.quantity-all-made',
    ])
  })

  test('completes a level below that is lowered to what is made of it', async () => {
    const { ctx, job, top, child } = await desks(4)
    await releaseJob(ctx, job.id)
    await report(ctx, child.id, 0, 12)
    expect((await getWorkOrder(ctx.db, child.id)).status).toBe('started')
    await changeWorkOrderQuantity(ctx, top.id, { quantity: 3, reason: 'One fewer' })
    expect(await getWorkOrder(ctx.db, child.id)).toMatchObject({ quantity: 12, status: 'completed' })
    await report(ctx, top.id, 0, 3)
    await report(ctx, top.id, 1, 3)
    expect((await getJobRow(ctx.db, job.id)).status).toBe('completed')
  })

  test('does not raise what a completed level below cannot feed', async () => {
    const { ctx, job, top, child } = await desks(4)
    await releaseJob(ctx, job.id)
    await report(ctx, child.id, 0, 16)
    await expect(changeWorkOrderQuantity(ctx, top.id, { quantity: 5, reason: 'x' })).rejects.toThrow(
      `${child.number} is completed with 16, and 20 would be needed`,
    )
    await reopenJob(ctx, job.id, { workOrderIds: [child.id], reason: 'One more desk' })
    await changeWorkOrderQuantity(ctx, top.id, { quantity: 5, reason: 'x' })
    expect(await quantitiesOf(ctx, job.id)).toEqual([5, 20])
  })

  test('gives a released level the estimate for its new quantity', async () => {
    const { ctx, job, child } = await desks(1)
    await releaseJob(ctx, job.id)
    await changeWorkOrderQuantity(ctx, child.id, { quantity: 8, reason: 'Spares' })
    // 8 tables of 2 boards at 20 each.
    expect((await getWorkOrder(ctx.db, child.id)).estimatedCosts.material).toBe(320)
  })

  test('moves reservations with it, as far as stock is free', async () => {
    const { ctx, job, top, child, board } = await desks(1)
    const [supplier, stores] = [await wellKnown(ctx, 'supplier'), await wellKnown(ctx, 'stores')]
    await postMove(ctx, {
      itemId: board,
      fromPlaceId: supplier.id,
      toPlaceId: stores.id,
      quantity: 12,
      value: 240,
      document: 'receipt',
      documentNumber: 'R-1',
    })
    const shown = await getJob(ctx.db, job.id)
    const line = shown.workOrders.find((w) => w.id === child.id)?.materials[0]
    await reserve(ctx, {
      demand: 'workOrderMaterial',
      demandId: line?.id ?? 0,
      itemId: board,
      quantity: 8,
      demandNumber: child.number,
    })
    expect((await previewQuantity(ctx.db, top.id, 2)).reservations).toMatchObject([{ from: 8, to: 12 }])
    await changeWorkOrderQuantity(ctx, top.id, { quantity: 2, reason: 'More' })
    expect((await ctx.db.select().from(reservations)).map((r) => r.quantity)).toEqual([12])
    await changeWorkOrderQuantity(ctx, top.id, { quantity: 1, reason: 'Less' })
    expect((await ctx.db.select().from(reservations)).map((r) => r.quantity)).toEqual([8])
  })
})

test('material issued beyond what fewer take has to come back first', () => {
  const level: LevelState = {
    id: 1,
    number: 'WO-1',
    jobId: 1,
    status: 'started',
    quantity: 10,
    completedQuantity: 0,
    parentId: null,
    parentMaterialId: null,
    decimals: 0,
    operations: [],
    materials: [
      {
        id: 5,
        itemId: 7,
        operationSequence: null,
        itemNumber: 'BAR',
        unit: 'kg',
        made: false,
        quantityPer: 2,
        fixedQuantity: 1,
        scrapPercent: 0,
        supply: 'stock',
        decimals: 0,
        issued: 13,
        reserved: 0,
      },
    ],
  }
  // Six take 6 × 2 + 1 = 13, five take 11.
  expect(whyNotChangeQuantity([level], 1, 6).map((r) => r.code)).toEqual([])
  expect(whyNotChangeQuantity([level], 1, 5).map((r) => r.message)).toEqual([
    '13 kg of BAR are issued to WO-1, and 5 take only 11: return the rest first.',
  ])
  expect(whyNotChangeQuantity([{ ...level, status: 'closed' }], 1, 12).map((r) => r.message)).toEqual([
    'WO-1 is closed.',
  ])
})
