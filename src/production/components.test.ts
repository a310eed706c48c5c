import '../finishGuards.ts'
import { expect, test } from 'vitest'
import { testShop } from '../catalog/testCatalog.ts'
import type { Ctx } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { testCtx } from '../core/testDb.ts'
import { chargeJob, closeJob } from '../costing/cost.commands.ts'
import { costSheetOf } from '../costing/costSheet.queries.ts'
import { completeWorkOrderShort } from '../jobs/finish.commands.ts'
import { createJob, releaseJob } from '../jobs/job.commands.ts'
import { getJobRow, operationsOf, workOrdersOfJob } from '../jobs/job.queries.ts'
import { getJob } from '../jobs/jobPage.queries.ts'
import { disposeTest, recordResults, releaseTest, testsOf } from '../quality/test.commands.ts'
import { getTest } from '../quality/test.queries.ts'
import { createTestPlan } from '../quality/testPlan.commands.ts'
import { whereIs } from '../quality/testQuality.ts'
import { whyNotWithoutComponents } from './components.rules.ts'
import { recordOutput } from './output.commands.ts'

/** Four boxes, each with two boards that are tested before they are built in; the boards cost 80.00 by a charge. */
async function boxes(ctx: Ctx) {
  const shop = await testShop(ctx)
  const bench = await shop.workCenter('BENCH', 0)
  const [box, board] = [await shop.item('BOX', 0), await shop.item('BOARD', 0)]
  await shop.method(board, { operations: [{ workCenterId: bench }], materials: [] })
  await shop.method(box, {
    operations: [
      { name: 'Assemble', workCenterId: bench },
      { name: 'Pack', workCenterId: bench },
    ],
    materials: [{ itemId: board, quantityPer: 2, supply: 'make', operationSequence: 10 }],
  })
  await createTestPlan(ctx, {
    itemId: board,
    name: 'Board',
    characteristics: [{ name: 'Boots', kind: 'check' }],
    sample: 'count',
    sampleSize: 1,
  })
  const job = await createJob(ctx, { items: [{ itemId: box, quantity: 4, dueOn: '2026-03-20' }] })
  await releaseJob(ctx, job.id)
  const [top, child] = await workOrdersOfJob(ctx.db, job.id)
  const [parent, boards] = [found(top, 'work order', 1), found(child, 'work order', 2)]
  await chargeJob(ctx, { jobId: job.id, workOrderId: boards.id, element: 'tooling', amount: 80, note: 'Stencil' })
  const ids = (await operationsOf(ctx.db, [parent.id, boards.id])).map((o) => o.operation.id)
  const report = (i: number, good: number) => recordOutput(ctx, { operationId: ids[i] ?? 0, good, scrap: 0, rework: 0 })
  return {
    board,
    job,
    parent,
    boards,
    assemble: (n: number) => report(0, n),
    pack: (n: number) => report(1, n),
    solder: (n: number) => report(2, n),
  }
}

const judge = async (ctx: Ctx, id: number, passed: boolean) => {
  const { characteristics } = await getTest(ctx.db, id)
  await recordResults(
    ctx,
    id,
    characteristics.map((c) => ({ characteristicId: c.id, piece: 1, measured: null, passed })),
  )
}

test('a parent is not assembled from components that await their test, and gets their cost when they are released', async () => {
  const ctx = await testCtx()
  const shop = await boxes(ctx)
  await expect(shop.assemble(1)).rejects.toThrow(
    `1 of ${shop.parent.number} take 2 of BOARD, and only 0 came: ${shop.boards.number} is released, with 0 of 8 made.`,
  )
  const stateOf = async (sequence: number) => {
    const { workOrders } = await getJob(ctx.db, shop.job.id)
    return workOrders.find((w) => w.id === shop.parent.id)?.operations.find((o) => o.sequence === sequence)?.status
  }
  expect(await stateOf(10)).toBe('waiting')
  await shop.solder(8)
  expect(await stateOf(10)).toBe('waiting')
  const [t1] = await testsOf(ctx, shop.boards.id)
  const testId = found(t1, 'test', 1).id
  await expect(shop.assemble(4)).rejects.toThrow(
    `4 of ${shop.parent.number} take 8 of BOARD, and only 0 came: 8 made by ${shop.boards.number} await their test ${t1?.number}.`,
  )
  await judge(ctx, testId, true)
  await releaseTest(ctx, testId)
  expect(await stateOf(10)).toBe('ready')
  await shop.assemble(4)
  await shop.pack(4)
  await closeJob(ctx, shop.job.id)
  const sheet = await costSheetOf(ctx.db, shop.job.id)
  expect(sheet.workOrders[0]).toMatchObject({ unitCost: 20, inProcess: 0 })
  expect(await whereIs(ctx, shop.board)).toEqual({})
})

test('neither the parent ends short nor the job closes while a component awaits its test', async () => {
  const ctx = await testCtx()
  const shop = await boxes(ctx)
  await shop.solder(4)
  const [first] = await testsOf(ctx, shop.boards.id)
  await judge(ctx, found(first, 'test', 1).id, true)
  await releaseTest(ctx, found(first, 'test', 1).id)
  await shop.assemble(2)
  await shop.pack(2)
  await shop.solder(4)
  const second = found((await testsOf(ctx, shop.boards.id))[1], 'test', 2)
  await expect(completeWorkOrderShort(ctx, shop.parent.id, 'Two will do')).rejects.toThrow(
    `4 of BOARD, made by ${shop.boards.number}, await their test ${second.number}: decide it first.`,
  )
  await judge(ctx, second.id, false)
  await disposeTest(ctx, second.id, 'scrap', 'Warped')
  // Nothing more will come: the parent goes on with what is there, and the loss is the shop's.
  await completeWorkOrderShort(ctx, shop.parent.id, 'Two will do')
  expect((await getJobRow(ctx.db, shop.job.id)).status).toBe('completed')
  expect((await getJob(ctx.db, shop.job.id)).whyNotClose).toEqual([])
  await closeJob(ctx, shop.job.id)
})

test('a job does not close while its own goods await their test', async () => {
  const ctx = await testCtx()
  const shop = await boxes(ctx)
  const job = await createJob(ctx, { items: [{ itemId: shop.board, quantity: 3, dueOn: '2026-03-20' }] })
  await releaseJob(ctx, job.id)
  const [only] = await workOrdersOfJob(ctx.db, job.id)
  const [o] = await operationsOf(ctx.db, [only?.id ?? 0])
  await recordOutput(ctx, { operationId: o?.operation.id ?? 0, good: 3, scrap: 0, rework: 0 })
  const why = `3 of BOARD, made by ${only?.number}, await their test T-1001: decide it first.`
  expect((await getJob(ctx.db, job.id)).whyNotClose.map((r) => r.message)).toEqual([why])
  await expect(closeJob(ctx, job.id)).rejects.toThrow(why)
})

test('nor while rejected goods wait for their rework; scrapping them after all lets it close', async () => {
  const ctx = await testCtx()
  const shop = await boxes(ctx)
  const job = await createJob(ctx, { items: [{ itemId: shop.board, quantity: 3, dueOn: '2026-03-20' }] })
  await releaseJob(ctx, job.id)
  const [only] = await workOrdersOfJob(ctx.db, job.id)
  const [o] = await operationsOf(ctx.db, [only?.id ?? 0])
  await recordOutput(ctx, { operationId: o?.operation.id ?? 0, good: 3, scrap: 0, rework: 0 })
  const { id } = found((await testsOf(ctx, only?.id ?? 0))[0], 'test', 1)
  await judge(ctx, id, false)
  await disposeTest(ctx, id, 'rework', 'Solder again')
  const why = `3 of BOARD, made by ${only?.number}, wait for rework after test T-1001: rework or scrap them there.`
  expect((await getJob(ctx.db, job.id)).whyNotClose.map((r) => r.message)).toEqual([why])
  await expect(closeJob(ctx, job.id)).rejects.toThrow(why)
  await expect(disposeTest(ctx, id, 'useAsIs', 'Good enough')).rejects.toThrow('can only be scrapped')
  await disposeTest(ctx, id, 'scrap', 'Not worth it')
  expect(await whereIs(ctx, shop.board)).toEqual({ SCRAP: 3 })
  await expect(disposeTest(ctx, id, 'scrap', 'Once more')).rejects.toThrow()
  await closeJob(ctx, job.id)
})

const bracket = {
  number: 'WO-2',
  status: 'started',
  item: 'BRACKET',
  quantity: 10,
  completedQuantity: 4,
  quantityPer: 1,
  issued: 4,
  awaiting: 0,
  tests: '',
} as const

test.each([
  ['all of it came', 4, {}, 0],
  ['too little came and more is being made', 5, {}, 1],
  ['stock took its place', 5, { issued: 5 }, 0],
  ['nothing more will come', 5, { status: 'completed' }, 0],
  ['it is made but not tested', 5, { status: 'completed', awaiting: 1, tests: 'T-1' }, 1],
] as const)('pieces are reported or not: %s', (_why, pieces, more, refusals) => {
  expect(whyNotWithoutComponents('WO-1', pieces, [{ ...bracket, ...more }])).toHaveLength(refusals)
})
