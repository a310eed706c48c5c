import { expect, test } from 'vitest'
import { testShop } from '../catalog/testCatalog.ts'
import type { Ctx } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { testCtx } from '../core/testDb.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { postMove } from '../inventory/stock.commands.ts'
import { createJob, releaseJob } from '../jobs/job.commands.ts'
import { operationsOf, workOrdersOfJob } from '../jobs/job.queries.ts'
import { getJob } from '../jobs/jobPage.queries.ts'
import { issueMaterial } from '../production/material.commands.ts'
import { recordOutput } from '../production/output.commands.ts'
import { operationSheet } from '../shopfloor/floor.queries.ts'
import { issuePicked } from '../shopfloor/pick.commands.ts'
import { pickListOf } from '../shopfloor/pick.queries.ts'

/** Four boxes of two boards each, cut and then assembled; `at` is the operation that the boards belong to. */
async function boxes(ctx: Ctx, at: number | null) {
  const shop = await testShop(ctx)
  const bench = await shop.workCenter('BENCH', 0)
  const [box, board, screw] = [await shop.item('BOX'), await shop.item('BOARD'), await shop.item('SCREW', 1)]
  await shop.method(board, { operations: [{ workCenterId: bench }] })
  await shop.method(box, {
    operations: [
      { name: 'Cut', workCenterId: bench },
      { name: 'Assemble', workCenterId: bench },
    ],
    materials: [
      { itemId: board, quantityPer: 2, supply: 'make', operationSequence: at },
      { itemId: screw, operationSequence: 20 },
    ],
  })
  const job = await createJob(ctx, { items: [{ itemId: box, quantity: 4, dueOn: '2026-03-20' }] })
  await releaseJob(ctx, job.id)
  const ids = (await workOrdersOfJob(ctx.db, job.id)).map((w) => w.id)
  const [cut, assemble] = (await operationsOf(ctx.db, ids)).map((o) => o.operation.id)
  const store = async (itemId: number, quantity: number) =>
    postMove(ctx, {
      itemId,
      fromPlaceId: (await wellKnown(ctx, 'supplier')).id,
      toPlaceId: (await wellKnown(ctx, 'stores')).id,
      quantity,
      value: quantity,
      document: 'receipt',
      documentNumber: 'R-1',
    })
  const report = (operationId: number | undefined, good: number) =>
    recordOutput(ctx, { operationId: operationId ?? 0, good, scrap: 0, rework: 0 })
  return { job, board, screw, store, cut, assemble, report }
}

const boardsOn = async (ctx: Ctx, jobId: number) =>
  (await pickListOf(ctx.db, { jobId })).lines.find((l) => l.itemNumber === 'BOARD')

test('stock takes the place of what cannot be made, from the pick list and only by name', async () => {
  const ctx = await testCtx()
  const shop = await boxes(ctx, 10)
  await expect(shop.report(shop.cut, 4)).rejects.toThrow('only 0 came')
  expect(await boardsOn(ctx, shop.job.id)).toBeUndefined()
  await shop.store(shop.board, 8)
  await shop.store(shop.screw, 4)
  const line = found(await boardsOn(ctx, shop.job.id), 'line', 'BOARD')
  expect(line).toMatchObject({ made: true, required: 8, missing: 8, short: 0 })
  // All of the list is what is not made in the job.
  await issuePicked(ctx, { id: shop.job.id })
  expect(await boardsOn(ctx, shop.job.id)).toMatchObject({ issued: 0 })
  await issuePicked(ctx, { id: shop.job.id, materialIds: [line.materialId] })
  await shop.report(shop.cut, 4)
})

test('the floor offers stock where the made parts must have come', async () => {
  const ctx = await testCtx()
  const shop = await boxes(ctx, null)
  await shop.store(shop.board, 8)
  const shown = async (operationId: number | undefined) =>
    (await operationSheet(ctx.db, operationId ?? 0)).materials.map((m) => [m.itemNumber, m.made, m.required])
  expect(await shown(shop.cut)).toEqual([])
  expect(await shown(shop.assemble)).toEqual([
    ['BOARD', true, 8],
    ['SCREW', false, 4],
  ])
})

test('what no operation names holds up the last one only', async () => {
  const ctx = await testCtx()
  const shop = await boxes(ctx, null)
  const states = async () => (await getJob(ctx.db, shop.job.id)).workOrders[0]?.operations.map((o) => o.status)
  expect(await states()).toEqual(['ready', 'waiting'])
  await shop.report(shop.cut, 4)
  expect(await states()).toEqual(['done', 'waiting'])
  await expect(shop.report(shop.assemble, 1)).rejects.toThrow('1 of WO-1001 take 2 of BOARD, and only 0 came')
  await shop.store(shop.board, 2)
  const sheet = await operationSheet(ctx.db, shop.assemble ?? 0)
  await issueMaterial(ctx, { materialId: sheet.materials[0]?.id ?? 0, quantity: 2 })
  await shop.report(shop.assemble, 1)
})
