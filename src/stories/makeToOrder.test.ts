import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { methodMaterials } from '../catalog/method.tables.ts'
import { testShop } from '../catalog/testCatalog.ts'
import type { Ctx } from '../core/ctx.ts'
import { later, testCtx } from '../core/testDb.ts'
import { closeJob } from '../costing/cost.commands.ts'
import { inProcessOf } from '../costing/cost.queries.ts'
import { costEntries } from '../costing/cost.tables.ts'
import { accountBalances, costSheetOf } from '../costing/costSheet.queries.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { postMove } from '../inventory/stock.commands.ts'
import { stockBalances } from '../inventory/stock.tables.ts'
import { createJob, releaseJob } from '../jobs/job.commands.ts'
import { getJobRow, operationsOf, workOrdersOfJob } from '../jobs/job.queries.ts'
import { employees } from '../plant/plant.tables.ts'
import { issueMaterial } from '../production/material.commands.ts'
import { clockOff, clockOn, reportQuantity } from '../shopfloor/time.commands.ts'
import { brokenInvariants } from './invariants.ts'

/**
 * Two stools, each of one seat and three legs. The seat is made in the same job from a board.
 * Joiners earn 38.00/h, the bench has no machine rate; the saw's machine costs 12.00/h.
 */
async function stoolShop(ctx: Ctx) {
  const shop = await testShop(ctx)
  const [board, leg] = [await shop.item('BOARD', 9), await shop.item('LEG', 2.5)]
  const [seat, stool] = [await shop.item('SEAT'), await shop.item('STOOL')]
  const [saw, bench] = [await shop.workCenter('SAW', 12), await shop.workCenter('BENCH', 0)]
  await shop.method(seat, {
    operations: [{ workCenterId: saw, setupMinutes: 10, runMinutes: 6 }],
    materials: [{ itemId: board, quantityPer: 0.5 }],
  })
  await shop.method(stool, {
    operations: [{ workCenterId: bench, runMinutes: 30 }],
    materials: [
      { itemId: seat, supply: 'make' },
      { itemId: leg, quantityPer: 3 },
    ],
  })
  const [ada] = await ctx.db
    .insert(employees)
    .values({ number: '1', name: 'Ada', laborGradeId: shop.grade.id, badge: 'B1', department: '', phone: '' })
    .returning()
  const [supplier, stores] = [await wellKnown(ctx, 'supplier'), await wellKnown(ctx, 'stores')]
  const buy = (itemId: number, quantity: number, value: number) =>
    postMove(ctx, {
      itemId,
      fromPlaceId: supplier.id,
      toPlaceId: stores.id,
      quantity,
      value,
      document: 'receipt',
      documentNumber: 'R-1',
    })
  await buy(board, 4, 40) // 10.00 each, not the 9.00 that the estimate knows
  await buy(leg, 10, 25)
  return { board, leg, seat, stool, ada: ada?.id ?? 0 }
}

test('two stools, from job to unit cost', async () => {
  const eight = await testCtx('2026-03-02T08:00:00.000Z')
  const { stool, board, leg, ada } = await stoolShop(eight)

  const job = await createJob(eight, { items: [{ itemId: stool, quantity: 2, dueOn: '2026-03-20' }] })
  await releaseJob(eight, job.id)
  const [top, seats] = await workOrdersOfJob(eight.db, job.id)
  if (!top || !seats) throw new Error('The stool and its seat are two work orders.')
  // Seat: set-up 10 min + run 12 min = 22/60 × (38 + 12) = 18.3333; board 2 × 0.5 × 9 = 9. Stool: 60/60 × 38 + 6 × 2.5 = 53. In all 80.3333, 40.1667 each.
  expect([top.quantity, seats.quantity, top.estimatedUnitCost]).toEqual([2, 2, 40.1667])

  const materialOf = async (methodId: number, itemId: number) =>
    (await eight.db.select().from(methodMaterials).where(eq(methodMaterials.methodId, methodId))).find(
      (m) => m.itemId === itemId,
    )?.id ?? 0
  await issueMaterial(eight, { materialId: await materialOf(seats.methodId, board), quantity: 1 })
  await issueMaterial(eight, { materialId: await materialOf(top.methodId, leg), quantity: 6 })
  const [assemble, saw] = await operationsOf(eight.db, [top.id, seats.id])
  if (!assemble || !saw) throw new Error('Both levels have an operation.')

  await clockOn(eight, { employeeId: ada, operationId: saw.operation.id, activity: 'run' })
  const half = later(eight, '2026-03-02T08:30:00.000Z')
  await clockOff(half, { employeeId: ada })
  await reportQuantity(half, { operationId: saw.operation.id, employeeId: ada, good: 2, scrap: 0, rework: 0 })

  await clockOn(half, { employeeId: ada, operationId: assemble.operation.id, activity: 'run' })
  const ten = later(eight, '2026-03-02T10:00:00.000Z')
  await clockOff(ten, { employeeId: ada })
  await reportQuantity(ten, { operationId: assemble.operation.id, employeeId: ada, good: 2, scrap: 0, rework: 0 })

  expect((await getJobRow(ten.db, job.id)).status).toBe('completed')
  // Seats: board 10.00 + half an hour × (38 + 12) = 35.00. Stools: seats 35.00 + legs 15.00 + 1.5 h × 38 = 107.00, 53.50 each.
  const finished = (await ten.db.select().from(stockBalances)).find((b) => b.itemId === stool && b.quantity > 0)
  expect(finished).toMatchObject({ quantity: 2, value: 107 })
  const sheet = await costSheetOf(ten.db, job.id)
  // Estimate: board 9 + legs 15 = 24 material; labor 60 min + 12 min = 1.2 h × 38 = 45.60; machine 12/60 × 12 = 2.40; set-up 10/60 × 50 = 8.3333.
  expect(sheet.lines.map((l) => [l.element, l.estimate, l.actual])).toEqual([
    ['material', 24, 25], // board 10 + legs 15
    ['labor', 45.6, 76], // 0.5 h + 1.5 h, × 38
    ['machine', 2.4, 6], // 0.5 h × 12
    ['setup', 8.3333, 0],
  ])
  expect([sheet.total.actual, sheet.workOrders[0]?.unitCost, sheet.inProcess]).toEqual([107, 53.5, 0])
  await closeJob(ten, job.id)
  expect([...(await inProcessOf(ten.db, [top.id, seats.id])).values()]).toEqual([0, 0])
  expect((await ten.db.select().from(costEntries)).filter((c) => c.source === 'close')).toEqual([])
  const books = Object.fromEntries((await accountBalances(ten.db)).map((a) => [a.account, a.balance]))
  // 65 bought, 25 of it used; 107 made; nothing in process: 40 + 107 in stock.
  expect(books).toMatchObject({
    inventory: 147,
    workInProcess: 0,
    accruedPurchases: -65,
    laborApplied: -76,
    machineApplied: -6,
  })
  expect(await brokenInvariants(ten.db)).toEqual([])
})

test('a person at two operations at once pays each once', async () => {
  const eight = await testCtx('2026-03-02T08:00:00.000Z')
  const { stool, ada } = await stoolShop(eight)
  const [one, two] = [
    await createJob(eight, { items: [{ itemId: stool, quantity: 1, dueOn: '2026-03-20' }] }),
    await createJob(eight, { items: [{ itemId: stool, quantity: 1, dueOn: '2026-03-20' }] }),
  ]
  const saws: number[] = []
  for (const job of [one, two]) {
    await releaseJob(eight, job.id)
    const seats = (await workOrdersOfJob(eight.db, job.id))[1]
    saws.push((await operationsOf(eight.db, [seats?.id ?? 0]))[0]?.operation.id ?? 0)
    await clockOn(eight, { employeeId: ada, operationId: saws.at(-1) ?? 0, activity: 'run' })
  }
  await expect(clockOn(eight, { employeeId: ada, operationId: saws[0] ?? 0, activity: 'run' })).rejects.toThrow(
    'clocked on to this operation already',
  )
  await clockOff(later(eight, '2026-03-02T09:00:00.000Z'), { employeeId: ada, operationId: saws[0] ?? 0 }) // bears 30 of 60
  await clockOff(later(eight, '2026-03-02T09:30:00.000Z'), { employeeId: ada }) // bears 30 + 30
  const labor = (await eight.db.select().from(costEntries)).filter((c) => c.element === 'labor').map((c) => c.amount)
  expect(labor).toEqual([19, 38])
  expect(await brokenInvariants(eight.db)).toEqual([])
})
