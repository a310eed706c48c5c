import '../methodGuards.ts'
import { describe, expect, test } from 'vitest'
import { estimateMethod } from '../catalog/estimate.queries.ts'
import { asInput, ensureMasterMethod, storeLevel } from '../catalog/method.commands.ts'
import { getMethodTree } from '../catalog/method.queries.ts'
import type { Ctx } from '../core/ctx.ts'
import { testCtx } from '../core/testDb.ts'
import { recordOutput } from '../production/output.commands.ts'
import { testTable } from '../sales/testSales.ts'
import { blockWorkOrder, unblockWorkOrder } from './block.commands.ts'
import { completeWorkOrderShort, reopenJob } from './finish.commands.ts'
import { createJob, releaseJob } from './job.commands.ts'
import { getJobRow, getWorkOrder, operationsOf, workOrdersOfJob } from './job.queries.ts'
import { getJob } from './jobPage.queries.ts'
import { pushBackWorkOrder, takeOverMaster } from './master.commands.ts'
import { previewPushBack } from './master.queries.ts'
import { mergeCandidates } from './regroup.queries.ts'

async function tables(quantity: number) {
  const ctx = await testCtx()
  const made = await testTable(ctx)
  const newJob = async () => {
    const job = await createJob(ctx, { items: [{ itemId: made.table, quantity, dueOn: '2026-05-01' }] })
    const [w] = await workOrdersOfJob(ctx.db, job.id)
    if (!w) throw new Error('A table is a work order.')
    return { job, w }
  }
  return { ctx, ...made, newJob, ...(await newJob()) }
}
const copyOf = async (ctx: Ctx, methodId: number) => asInput(await getMethodTree(ctx.db, methodId))
const report = async (ctx: Ctx, workOrderId: number, good: number) => {
  const [operation] = await operationsOf(ctx.db, [workOrderId])
  await recordOutput(ctx, { operationId: operation?.operation.id ?? 0, good, scrap: 0, rework: 0 })
}
const material = { fixedQuantity: 0, scrapPercent: 0, operationSequence: null, designators: '', note: '' } as const

test('a blocked work order takes no report, and says why, until it is unblocked', async () => {
  const { ctx, job, w } = await tables(4)
  await expect(blockWorkOrder(ctx, w.id, { reason: 'Cracked' })).rejects.toThrow('nobody can start it yet')
  await releaseJob(ctx, job.id)
  await blockWorkOrder(ctx, w.id, { reason: 'Cracked' })
  await expect(report(ctx, w.id, 1)).rejects.toThrow('is blocked: Cracked')
  await expect(blockWorkOrder(ctx, w.id, { reason: 'Again' })).rejects.toThrow('blocked already: Cracked')
  await unblockWorkOrder(ctx, w.id, {})
  await report(ctx, w.id, 1)
  await expect(unblockWorkOrder(ctx, w.id, {})).rejects.toThrow('Nothing of')
  expect((await getJob(ctx.db, job.id)).events.slice(0, 3).map((e) => [e.event, e.note])).toEqual([
    ['start', ''],
    ['unblock', 'Cracked'],
    ['block', 'Cracked'],
  ])
})

test('a completed job is reopened for chosen work orders, and completes again', async () => {
  const { ctx, job, w } = await tables(2)
  const again = { workOrderIds: [w.id], reason: 'One is missing' }
  await expect(reopenJob(ctx, job.id, again)).rejects.toThrow('cannot reopen')
  await releaseJob(ctx, job.id)
  await report(ctx, w.id, 2)
  expect((await getJobRow(ctx.db, job.id)).status).toBe('completed')
  await expect(reopenJob(ctx, job.id, { ...again, workOrderIds: [] })).rejects.toThrow('Choose')
  await reopenJob(ctx, job.id, again)
  expect([(await getJobRow(ctx.db, job.id)).status, (await getWorkOrder(ctx.db, w.id)).status]).toEqual([
    'started',
    'started',
  ])
  await report(ctx, w.id, 1)
  expect(await getWorkOrder(ctx.db, w.id)).toMatchObject({ status: 'completed', completedQuantity: 3 })
  await reopenJob(ctx, job.id, again)
  await completeWorkOrderShort(ctx, w.id, 'It was there')
  expect((await getJobRow(ctx.db, job.id)).status).toBe('completed')
})

describe('a copy that changes', () => {
  test('gets a work order for a new made line, its quantity with it, and loses it again', async () => {
    const { ctx, shop, saw, job, w } = await tables(3)
    const leg = await shop.item('LEG')
    await shop.method(leg, { operations: [{ workCenterId: saw, runMinutes: 2 }] })
    const level = await copyOf(ctx, w.methodId)
    const withLegs = (quantityPer: number, supply: 'make' | 'stock') => ({
      ...level,
      materials: [
        ...level.materials,
        { ...material, line: 20, itemId: leg, quantityPer, supply, alternateItemIds: [] },
      ],
    })
    const made = async () =>
      (await workOrdersOfJob(ctx.db, job.id)).slice(1).map((c) => [c.itemNumber, c.quantity, c.status])
    await storeLevel(ctx, w.methodId, withLegs(4, 'make'))
    expect(await made()).toEqual([['LEG', 12, 'planned']])
    await storeLevel(ctx, w.methodId, withLegs(5, 'make'))
    expect(await made()).toEqual([['LEG', 15, 'planned']])
    await storeLevel(ctx, w.methodId, withLegs(5, 'stock'))
    expect(await made()).toEqual([['LEG', 15, 'canceled']])
    await storeLevel(ctx, w.methodId, level)
    await releaseJob(ctx, job.id)
    await storeLevel(ctx, w.methodId, withLegs(2, 'make'))
    expect((await made()).at(-1)).toEqual(['LEG', 6, 'released'])
    const [, , child] = await workOrdersOfJob(ctx.db, job.id)
    await report(ctx, child?.id ?? 0, 1)
    await expect(storeLevel(ctx, w.methodId, withLegs(2, 'stock'))).rejects.toThrow('is started already')
  })

  test('can be reported on its new operation, which lies behind what is reported', async () => {
    const { ctx, job, w } = await tables(3)
    await releaseJob(ctx, job.id)
    await report(ctx, w.id, 1)
    const level = await copyOf(ctx, w.methodId)
    const [first] = level.operations
    if (!first) throw new Error('A table is sawn.')
    const withOne = (sequence: number) => ({ ...level, operations: [...level.operations, { ...first, sequence }] })
    await expect(storeLevel(ctx, w.methodId, withOne(5))).rejects.toThrow('must come behind it')
    await storeLevel(ctx, w.methodId, withOne(20))
    expect((await operationsOf(ctx.db, [w.id])).map((o) => o.progress?.goodQuantity)).toEqual([1, 0])
  })
})

describe('the master and its copies', () => {
  test('a copy tells that the master has changed since, and takes it over with its revision', async () => {
    const { ctx, table, newJob, w, job } = await tables(1)
    const master = await ensureMasterMethod(ctx, table)
    const later = { ...ctx, now: '2099-01-01T00:00:00.000Z' }
    const level = await copyOf(ctx, master)
    await storeLevel(later, master, { ...level, operations: level.operations.map((o) => ({ ...o, runMinutes: 9 })) })
    const shown = async () => (await getJob(ctx.db, job.id)).workOrders[0]
    expect(await shown()).toMatchObject({ masterDifferences: 1, masterChangedAt: later.now, copyChanged: false })
    const fresh = await newJob()
    await takeOverMaster(later, w.id)
    expect(await shown()).toMatchObject({ masterDifferences: 0, masterChangedAt: null })
    expect((await getMethodTree(ctx.db, w.methodId)).operations[0]?.runMinutes).toBe(9)
    await expect(takeOverMaster(later, w.id)).rejects.toThrow('is made as TABLE says')
    expect((await getJob(ctx.db, fresh.job.id)).workOrders[0]?.masterDifferences).toBe(0)
  })

  test('what others are released to changes only as a new revision', async () => {
    const { ctx, table, newJob, w } = await tables(1)
    const other = await newJob()
    await releaseJob(ctx, other.job.id)
    const level = await copyOf(ctx, w.methodId)
    await storeLevel(ctx, w.methodId, { ...level, operations: level.operations.map((o) => ({ ...o, runMinutes: 4 })) })
    const preview = await previewPushBack(ctx.db, w.id)
    expect(preview.differences.map((d) => [d.part, d.change, d.fields[0]?.field])).toEqual([
      ['operation', 'changed', 'runMinutes'],
    ])
    expect([preview.whyNotInPlace.length, preview.whyNotNewRevision.length]).toEqual([1, 0])
    await expect(pushBackWorkOrder(ctx, w.id, { reason: 'Faster' })).rejects.toThrow(
      `${other.w.number} is released to revision A of TABLE`,
    )
    await pushBackWorkOrder(ctx, w.id, { revision: 'B', reason: 'Faster' })
    expect((await getMethodTree(ctx.db, await ensureMasterMethod(ctx, table))).revision).toBe('B')
  })
})

test('what can be merged is offered with why the rest cannot', async () => {
  const { ctx, newJob, w } = await tables(2)
  const [alike, released] = [await newJob(), await newJob()]
  await releaseJob(ctx, released.job.id)
  expect((await mergeCandidates(ctx.db, w.id)).map((c) => [c.number, c.whyNot.map((r) => r.code)])).toEqual([
    [alike.w.number, []],
    [released.w.number, ['workOrder.released']],
  ])
})

test('an allowance for scrap makes a piece more when it comes to half of one, in the job as in its estimate', async () => {
  const ctx = await testCtx()
  const { shop, table, saw } = await testTable(ctx)
  const desk = await shop.item('DESK')
  const master = await shop.method(desk, {
    operations: [{ workCenterId: saw, runMinutes: 5 }],
    materials: [{ itemId: table, supply: 'make', scrapPercent: 1 }],
  })
  // 6 / 0.99 = 6.06 and 60 / 0.99 = 60.6
  for (const expected of [
    [6, 6],
    [60, 61],
  ]) {
    const quantity = expected[0] ?? 0
    const job = await createJob(ctx, { items: [{ itemId: desk, quantity, dueOn: '2026-05-01' }] })
    expect((await workOrdersOfJob(ctx.db, job.id)).map((w) => w.quantity)).toEqual(expected)
    expect((await estimateMethod(ctx.db, master, quantity)).levels.map((l) => l.quantity)).toEqual(expected)
  }
})
