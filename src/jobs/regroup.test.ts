import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { asInput, storeLevel } from '../catalog/method.commands.ts'
import { getMethodTree } from '../catalog/method.queries.ts'
import type { Ctx } from '../core/ctx.ts'
import { testCtx } from '../core/testDb.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { reserve } from '../inventory/reservation.commands.ts'
import { postMove } from '../inventory/stock.commands.ts'
import { reservations } from '../inventory/stock.tables.ts'
import { createSalesOrder } from '../sales/salesOrder.commands.ts'
import { testCustomer, testTable } from '../sales/testSales.ts'
import { cancelJob, createJob, holdJob, releaseJob, resumeJob, startWork, unreleaseJob } from './job.commands.ts'
import { jobMoves, jobStatuses } from './job.model.ts'
import { getJobRow, operationsOf, workOrdersOfJob } from './job.queries.ts'
import { whyNotMove } from './job.rules.ts'
import { operationProgress } from './job.tables.ts'
import { openOrderLines } from './jobList.queries.ts'
import { getJob } from './jobPage.queries.ts'
import { mergeWorkOrders, moveWorkOrders, splitWorkOrder } from './regroup.commands.ts'

/** A desk holds one table, which is made in the same job; two customers want desks. */
async function deskShop(ctx: Ctx) {
  const { shop, table, board, saw } = await testTable(ctx)
  const desk = await shop.item('DESK')
  await shop.method(desk, {
    operations: [{ workCenterId: saw, runMinutes: 5, scrapPercent: 50 }],
    materials: [{ itemId: table, supply: 'make' }],
  })
  const orderFor = async (code: string, quantity: number, promiseOn: string) => {
    const customer = await testCustomer(ctx, code)
    const order = await createSalesOrder(ctx, {
      customerId: customer.id,
      buyerOrderNumber: code,
      lines: [{ itemId: desk, description: 'Desk', quantity, unitPrice: 100, promisedOn: promiseOn }],
    })
    return order.lines[0]?.id ?? 0
  }
  return {
    desk,
    table,
    board,
    saw,
    lines: [await orderFor('C-1', 4, '2026-04-10'), await orderFor('C-2', 6, '2026-04-03')] as const,
  }
}

const quantities = async (ctx: Ctx, jobId: number) =>
  (await workOrdersOfJob(ctx.db, jobId)).map((w) => [w.itemNumber, w.quantity, w.status])
const topsOf = async (ctx: Ctx, jobId: number) =>
  (await workOrdersOfJob(ctx.db, jobId)).filter((w) => w.parentId === null)

test('the table of moves leads to every status but the first, and refuses every other move', () => {
  for (const [move, { from, to }] of Object.entries(jobMoves))
    for (const status of jobStatuses) {
      const open = (from as readonly string[]).includes(status)
      expect([move, status, whyNotMove(status, move as keyof typeof jobMoves).length]).toEqual([
        move,
        status,
        open ? 0 : 1,
      ])
      expect(to).not.toBe(open ? status : '')
    }
  const reached = new Set<string>(Object.values(jobMoves).map((m) => m.to))
  expect(jobStatuses.filter((s) => !reached.has(s))).toEqual([])
})

describe('a group', () => {
  test('takes lines of two customers into one job that is due when the first is', async () => {
    const ctx = await testCtx()
    const { lines } = await deskShop(ctx)
    const job = await createJob(ctx, { salesOrderLineIds: lines })
    expect([job.title, job.dueOn]).toEqual(['4 × DESK, 6 × DESK', '2026-04-03'])
    // Half of the desks are scrapped, so twice as many tables are started.
    expect(await quantities(ctx, job.id)).toEqual([
      ['DESK', 4, 'planned'],
      ['TABLE', 8, 'planned'],
      ['DESK', 6, 'planned'],
      ['TABLE', 12, 'planned'],
    ])
    expect((await getJob(ctx.db, job.id)).orders.map((o) => [o.customer, o.quantity, o.value])).toEqual([
      ['Customer C-1', 4, 400],
      ['Customer C-2', 6, 600],
    ])
    expect(await openOrderLines(ctx.db)).toEqual([])
    await expect(createJob(ctx, { salesOrderLineIds: [lines[0]] })).rejects.toThrow('made already by WO-')
  })

  test('is dissolved and formed again by moving work orders, each with its levels', async () => {
    const ctx = await testCtx()
    const { lines } = await deskShop(ctx)
    const job = await createJob(ctx, { salesOrderLineIds: lines })
    const [, second] = await topsOf(ctx, job.id)
    const own = await moveWorkOrders(ctx, [second?.id ?? 0], null)
    expect(await quantities(ctx, own)).toEqual([
      ['DESK', 6, 'planned'],
      ['TABLE', 12, 'planned'],
    ])
    expect(await getJobRow(ctx.db, job.id)).toMatchObject({ title: '4 × DESK', dueOn: '2026-04-10' })
    await moveWorkOrders(ctx, [second?.id ?? 0], job.id)
    expect(await getJobRow(ctx.db, job.id)).toMatchObject({ title: '4 × DESK, 6 × DESK', dueOn: '2026-04-03' })
    expect((await getJobRow(ctx.db, own)).status).toBe('canceled')
    await expect(moveWorkOrders(ctx, [second?.id ?? 0], job.id)).rejects.toThrow('already')
  })

  test('refuses with all reasons at once', async () => {
    const ctx = await testCtx()
    const { lines } = await deskShop(ctx)
    const [one, two] = [
      await createJob(ctx, { salesOrderLineIds: [lines[0]] }),
      await createJob(ctx, { salesOrderLineIds: [lines[1]] }),
    ]
    await releaseJob(ctx, one.id)
    const [top, child] = await workOrdersOfJob(ctx.db, one.id)
    if (!top || !child) throw new Error('A desk and its table are two work orders.')
    const [operation] = await operationsOf(ctx.db, [child.id])
    await ctx.db
      .update(operationProgress)
      .set({ goodQuantity: 1 })
      .where(eq(operationProgress.operationId, operation?.operation.id ?? 0))
    const refused = await moveWorkOrders(ctx, [top.id, child.id], two.id).catch((e: { refusals: { code: string }[] }) =>
      e.refusals.map((r) => r.code),
    )
    expect(refused).toEqual([
      'workOrder.has-progress',
      'workOrder.has-progress',
      'workOrder.child',
      'workOrder.other-status',
    ])
    await expect(splitWorkOrder(ctx, top.id, 1)).rejects.toThrow('take the release back first')
  })
})

describe('split and merge', () => {
  test('keep the sum on every level, and each part its own method', async () => {
    const ctx = await testCtx()
    const { lines } = await deskShop(ctx)
    const job = await createJob(ctx, { salesOrderLineIds: [lines[0]] })
    const [whole] = await topsOf(ctx, job.id)
    await splitWorkOrder(ctx, whole?.id ?? 0, 1)
    expect(await quantities(ctx, job.id)).toEqual([
      ['DESK', 3, 'planned'],
      ['TABLE', 6, 'planned'],
      ['DESK', 1, 'planned'],
      ['TABLE', 2, 'planned'],
    ])
    expect(new Set((await workOrdersOfJob(ctx.db, job.id)).map((w) => w.methodId)).size).toBe(4)
    const tops = await topsOf(ctx, job.id)
    await mergeWorkOrders(
      ctx,
      tops.map((w) => w.id),
    )
    expect(await quantities(ctx, job.id)).toEqual([
      ['DESK', 4, 'planned'],
      ['TABLE', 8, 'planned'],
      ['DESK', 1, 'canceled'],
      ['TABLE', 2, 'canceled'],
    ])
    for (const quantity of [0, 4, 5])
      await expect(splitWorkOrder(ctx, whole?.id ?? 0, quantity)).rejects.toThrow('less than 4')
  })

  test('merge only what is made alike, for one order line', async () => {
    const ctx = await testCtx()
    const { lines, desk } = await deskShop(ctx)
    const job = await createJob(ctx, { salesOrderLineIds: lines })
    await expect(
      mergeWorkOrders(
        ctx,
        (await topsOf(ctx, job.id)).map((w) => w.id),
      ),
    ).rejects.toThrow('run them as one job instead')
    const stock = await createJob(ctx, {
      items: [
        { itemId: desk, quantity: 2, dueOn: '2026-05-08' },
        { itemId: desk, quantity: 3, dueOn: '2026-05-01' },
      ],
    })
    const [a, b] = await topsOf(ctx, stock.id)
    if (!a || !b) throw new Error('Two desks are made for stock.')
    const level = asInput(await getMethodTree(ctx.db, b.methodId))
    await storeLevel(ctx, b.methodId, { ...level, operations: level.operations.map((o) => ({ ...o, runMinutes: 7 })) })
    await expect(mergeWorkOrders(ctx, [a.id, b.id])).rejects.toThrow('made by the same method')
    await storeLevel(ctx, b.methodId, level)
    await mergeWorkOrders(ctx, [a.id, b.id])
    expect((await topsOf(ctx, stock.id)).map((w) => [w.quantity, w.status, w.dueOn])).toEqual([
      [5, 'planned', '2026-05-01'],
      [3, 'canceled', '2026-05-01'],
    ])
  })

  test('a merged work order gives its reserved stock back', async () => {
    const ctx = await testCtx()
    const { board, table } = await deskShop(ctx)
    const [supplier, stores] = [await wellKnown(ctx, 'supplier'), await wellKnown(ctx, 'stores')]
    await postMove(ctx, {
      itemId: board,
      fromPlaceId: supplier.id,
      toPlaceId: stores.id,
      quantity: 9,
      value: 90,
      document: 'receipt',
      documentNumber: 'R-1',
    })
    const job = await createJob(ctx, {
      items: [
        { itemId: table, quantity: 1, dueOn: '2026-05-01' },
        { itemId: table, quantity: 1, dueOn: '2026-05-01' },
      ],
    })
    const tops = await topsOf(ctx, job.id)
    for (const w of tops) {
      const material = (await getMethodTree(ctx.db, w.methodId)).materials[0]
      await reserve(ctx, {
        demand: 'workOrderMaterial',
        demandId: material?.id ?? 0,
        itemId: board,
        quantity: 2,
        demandNumber: w.number,
      })
    }
    await mergeWorkOrders(
      ctx,
      tops.map((w) => w.id),
    )
    expect((await ctx.db.select().from(reservations)).map((r) => r.demandNumber)).toEqual([tops[0]?.number])
    await cancelJob(ctx, job.id, 'No need')
    expect(await ctx.db.select().from(reservations)).toEqual([])
  })
})

test('a copy that was changed says in how many places it differs from the master, a split copy included', async () => {
  const ctx = await testCtx()
  const { desk } = await deskShop(ctx)
  const job = await createJob(ctx, { items: [{ itemId: desk, quantity: 2, dueOn: '2026-05-01' }] })
  const differences = async () => (await getJob(ctx.db, job.id)).workOrders.map((w) => w.masterDifferences)
  const [top, child] = await workOrdersOfJob(ctx.db, job.id)
  expect(await differences()).toEqual([0, 0])
  const level = asInput(await getMethodTree(ctx.db, child?.methodId ?? 0))
  await storeLevel(ctx, child?.methodId ?? 0, {
    ...level,
    operations: level.operations.map((o) => ({ ...o, setupMinutes: 99 })),
    materials: level.materials.map((m) => ({ ...m, quantityPer: 3 })),
  })
  expect(await differences()).toEqual([0, 2])
  await splitWorkOrder(ctx, top?.id ?? 0, 1)
  expect(await differences()).toEqual([0, 2, 0, 2])
})

test('a job on hold cannot start or be released, and goes on when resumed', async () => {
  const ctx = await testCtx()
  const { desk } = await deskShop(ctx)
  const job = await createJob(ctx, { items: [{ itemId: desk, quantity: 2, dueOn: '2026-05-01' }] })
  await expect(holdJob(ctx, job.id, ' ')).rejects.toThrow('Say why')
  await holdJob(ctx, job.id, 'Customer asks for another color')
  await expect(releaseJob(ctx, job.id)).rejects.toThrow('another color')
  await resumeJob(ctx, job.id)
  await releaseJob(ctx, job.id)
  await holdJob(ctx, job.id, 'No drawing')
  const [top] = await topsOf(ctx, job.id)
  await expect(startWork(ctx, top ?? { id: 0, jobId: 0, status: 'planned' })).rejects.toThrow('No drawing')
  await resumeJob(ctx, job.id)
  await unreleaseJob(ctx, job.id)
  await expect(cancelJob(ctx, job.id, '')).rejects.toThrow('Say why')
  await cancelJob(ctx, job.id, 'Customer withdrew')
  expect((await quantities(ctx, job.id)).map((q) => q[2])).toEqual(['canceled', 'canceled'])
  expect((await getJob(ctx.db, job.id)).events.map((e) => e.event)).toEqual([
    'cancel',
    'unrelease',
    'resume',
    'hold',
    'release',
    'resume',
    'hold',
    'created',
  ])
})
