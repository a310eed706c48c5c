import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { items } from '../catalog/item.tables.ts'
import { testShop } from '../catalog/testCatalog.ts'
import type { Ctx } from '../core/ctx.ts'
import { later, testCtx } from '../core/testDb.ts'
import { closeJob } from '../costing/cost.commands.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { reserve } from '../inventory/reservation.commands.ts'
import { postMove } from '../inventory/stock.commands.ts'
import { reservations, stockMoves } from '../inventory/stock.tables.ts'
import { createJob, releaseJob } from '../jobs/job.commands.ts'
import { operationsOf, workOrdersOfJob } from '../jobs/job.queries.ts'
import { materialProgress } from '../jobs/job.tables.ts'
import { issueMaterial, returnMaterial } from '../production/material.commands.ts'
import { correctReport } from './correct.commands.ts'
import { issuePicked } from './pick.commands.ts'
import { pickListOf } from './pick.queries.ts'
import { reportQuantity } from './time.commands.ts'
import { reportsOf } from './time.queries.ts'
import { undoIssues, undoReport } from './undo.commands.ts'

/** A frame of 2 rails (issued by hand) and 4 screws (taken by themselves), 5 frames; 20 rails and 100 screws in stores. */
async function frameShop(ctx: Ctx) {
  const shop = await testShop(ctx)
  const [rail, screw, frame] = [await shop.item('RAIL', 3), await shop.item('SCREW', 0.1), await shop.item('FRAME')]
  await ctx.db.update(items).set({ issueMethod: 'backflush' }).where(eq(items.id, screw))
  const bench = await shop.workCenter('BENCH', 0)
  await shop.method(frame, {
    operations: [{ workCenterId: bench, runMinutes: 5 }],
    materials: [
      { itemId: rail, quantityPer: 2 },
      { itemId: screw, quantityPer: 4 },
    ],
  })
  const [supplier, stores] = [await wellKnown(ctx, 'supplier'), await wellKnown(ctx, 'stores')]
  for (const [itemId, quantity, value] of [
    [rail, 20, 60],
    [screw, 100, 10],
  ] as const)
    await postMove(ctx, {
      itemId,
      fromPlaceId: supplier.id,
      toPlaceId: stores.id,
      quantity,
      value,
      document: 'receipt',
      documentNumber: 'R-1',
    })
  const job = await createJob(ctx, { items: [{ itemId: frame, quantity: 5, dueOn: '2026-03-20' }] })
  await releaseJob(ctx, job.id)
  const [w] = await workOrdersOfJob(ctx.db, job.id)
  const [operation] = await operationsOf(ctx.db, [w?.id ?? 0])
  const list = await pickListOf(ctx.db, { jobId: job.id })
  const materialOf = (number: string) => list.lines.find((l) => l.itemNumber === number)?.materialId ?? 0
  const [railLine, screwLine] = [materialOf('RAIL'), materialOf('SCREW')]
  const promise = (materialId: number, itemId: number, quantity: number) =>
    reserve(ctx, { demand: 'workOrderMaterial', demandId: materialId, demandNumber: w?.number ?? '', itemId, quantity })
  const promised = async () =>
    (await ctx.db.select().from(reservations)).map((r) => [r.demandId, r.quantity, r.demandNumber])
  const issued = async (materialId: number) =>
    (await ctx.db.select().from(materialProgress).where(eq(materialProgress.materialId, materialId))).map((p) => [
      p.issuedQuantity,
      p.issuedValue,
    ])[0]
  return { job, w, rail, screw, railLine, screwLine, stores, promise, promised, issued, operation }
}

test('an issue that is taken back forgets the line and gives its reservation back', async () => {
  const eight = await testCtx('2026-03-02T08:00:00.000Z')
  const { railLine, rail, promise, promised, issued, w } = await frameShop(eight)
  await promise(railLine, rail, 6)
  const moves = await issueMaterial(eight, { materialId: railLine, quantity: 10 })
  expect([await promised(), await issued(railLine)]).toEqual([[], [10, 30]])
  const ada: Ctx = { ...eight, actor: { name: 'Ada', roles: ['operator'], employeeId: 1, deviceId: 1 } }
  await expect(undoIssues(ada, [moves[0]?.id ?? 0], undefined)).rejects.toThrow('Only whoever reported it')
  await undoIssues(eight, [moves[0]?.id ?? 0], undefined)
  // 6 of the 10 had been promised, not all 10.
  expect([await promised(), await issued(railLine)]).toEqual([[[railLine, 6, w?.number]], [0, 0]])
  await expect(undoIssues(eight, [moves[0]?.id ?? 0], undefined)).rejects.toThrow('reversed already')
  const noon = later(eight, '2026-03-02T12:00:00.000Z')
  const [again] = await issueMaterial(eight, { materialId: railLine, quantity: 3 })
  await expect(undoIssues(noon, [again?.id ?? 0], ' ')).rejects.toThrow('Say why it is taken back.')
  await undoIssues(noon, [again?.id ?? 0], 'Wrong job')
  expect(await promised()).toEqual([[railLine, 6, w?.number]])
})

test('an undone report gives the reservations of what it took back', async () => {
  const eight = await testCtx('2026-03-02T08:00:00.000Z')
  const { screwLine, screw, promise, promised, issued, operation, w } = await frameShop(eight)
  await promise(screwLine, screw, 20)
  const { reportIds } = await reportQuantity(eight, {
    operationId: operation?.operation.id ?? 0,
    good: 2,
    scrap: 0,
    rework: 1,
    reworkReason: 'handling',
  })
  expect([await promised(), await issued(screwLine)]).toEqual([[[screwLine, 12, w?.number]], [8, 0.8]])
  const [taken] = await eight.db.select().from(stockMoves).where(eq(stockMoves.document, 'backflush'))
  await expect(undoIssues(eight, [taken?.id ?? 0], 'x')).rejects.toThrow('take the report back')
  await undoReport(eight, reportIds, 'Not mine')
  expect([await promised(), await issued(screwLine)]).toEqual([[[screwLine, 20, w?.number]], [0, 0]])
})

test('a correction says who, when and why, beside what was said before', async () => {
  const eight = await testCtx('2026-03-02T08:00:00.000Z')
  const { operation, job } = await frameShop(eight)
  const { reportIds } = await reportQuantity(eight, {
    operationId: operation?.operation.id ?? 0,
    good: 3,
    scrap: 0,
    rework: 0,
  })
  const noon: Ctx = { ...later(eight, '2026-03-02T12:00:00.000Z'), actor: { name: 'Super', roles: ['supervisor'] } }
  await correctReport(noon, {
    reportIds,
    good: 2,
    scrap: 0,
    rework: 1,
    scrapReason: null,
    reworkReason: 'drawing',
    note: 'One frame is crooked',
  })
  const trail = (await reportsOf(eight.db, { jobId: job.id })).map((r) => [
    r.kind,
    r.quantity,
    r.scrapReason,
    r.enteredBy,
    r.at,
    r.note,
    r.takenBack,
  ])
  const [at, later12] = ['2026-03-02T08:00:00.000Z', '2026-03-02T12:00:00.000Z']
  expect(trail).toEqual([
    ['good', 3, null, 'Test Owner', at, '', true],
    ['good', -3, null, 'Super', later12, 'One frame is crooked', false],
    ['good', 2, null, 'Super', later12, 'One frame is crooked', false],
    ['rework', 1, 'drawing', 'Super', later12, 'One frame is crooked', false],
  ])
})

test('the pick list is issued in one act, without what is reserved for others; two people do not issue it twice', async () => {
  const eight = await testCtx('2026-03-02T08:00:00.000Z')
  const { job, rail, railLine, issued, promise } = await frameShop(eight)
  await promise(999, rail, 14) // another job's: 6 of the 20 are free
  const list = await pickListOf(eight.db, { jobId: job.id })
  expect(
    list.lines.map((l) => [l.itemNumber, l.missing, l.backflushed, l.picks.map((p) => p.quantity), l.short]),
  ).toEqual([
    ['RAIL', 10, false, [6], 4],
    ['SCREW', 20, true, [], 0],
  ])
  const tries = await Promise.allSettled([issuePicked(eight, { id: job.id }), issuePicked(eight, { id: job.id })])
  expect(tries.filter((t) => t.status === 'fulfilled').map((t) => t.value)).toMatchObject([{ lines: 1, short: 1 }])
  expect(await issued(railLine)).toEqual([6, 18])
  await expect(issuePicked(eight, { id: job.id })).rejects.toThrow('Nothing that it still needs is in stock and free.')
  expect((await pickListOf(eight.db, { jobId: job.id })).issued.map((m) => [m.itemNumber, m.quantity])).toEqual([
    ['RAIL', 6],
  ])
})

test('nothing comes back from a closed job', async () => {
  const eight = await testCtx('2026-03-02T08:00:00.000Z')
  const { job, railLine, operation, stores } = await frameShop(eight)
  const [move] = await issueMaterial(eight, { materialId: railLine, quantity: 10 })
  await reportQuantity(eight, { operationId: operation?.operation.id ?? 0, good: 5, scrap: 0, rework: 0 })
  await returnMaterial(eight, { materialId: railLine, quantity: 1, placeId: stores.id })
  await closeJob(eight, job.id)
  await expect(returnMaterial(eight, { materialId: railLine, quantity: 50, placeId: stores.id })).rejects.toThrow(
    /is closed: its cost is final.*Only 9 were issued/s,
  )
  await expect(undoIssues(eight, [move?.id ?? 0], '')).rejects.toThrow('is closed: its cost is final.')
})
