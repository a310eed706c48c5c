import '../finishGuards.ts'
import { expect, test } from 'vitest'
import { asInput, storeLevel } from '../catalog/method.commands.ts'
import { getMethodTree, masterMethodId } from '../catalog/method.queries.ts'
import { testCtx } from '../core/testDb.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { postMove } from '../inventory/stock.commands.ts'
import { reservations } from '../inventory/stock.tables.ts'
import { completeWorkOrderShort } from '../jobs/finish.commands.ts'
import { createJob, releaseJob } from '../jobs/job.commands.ts'
import { getJobRow, operationsOf, workOrdersOfJob } from '../jobs/job.queries.ts'
import { getJob } from '../jobs/jobPage.queries.ts'
import { pushBackWorkOrder } from '../jobs/master.commands.ts'
import { employees } from '../plant/plant.tables.ts'
import { recordOutput } from '../production/output.commands.ts'
import { testTable } from '../sales/testSales.ts'
import { clockOff, clockOn } from '../shopfloor/time.commands.ts'
import { reserveForJob } from './reserve.commands.ts'
import { cuttingShop } from './testPlan.ts'

const aJob = async (quantity: number) => {
  const ctx = await testCtx()
  const { table, board } = await testTable(ctx)
  const job = await createJob(ctx, { items: [{ itemId: table, quantity, dueOn: '2026-03-20' }] })
  const [w] = await workOrdersOfJob(ctx.db, job.id)
  if (!w) throw new Error('The job has a work order.')
  return { ctx, table, board, job, w }
}

test('what is free is reserved for a job, and what lacks is told', async () => {
  const { ctx, board, job, w } = await aJob(3)
  const [supplier, stores] = [await wellKnown(ctx, 'supplier'), await wellKnown(ctx, 'stores')]
  await postMove(ctx, {
    itemId: board,
    fromPlaceId: supplier.id,
    toPlaceId: stores.id,
    quantity: 4,
    value: 80,
    document: 'receipt',
    documentNumber: 'R-1',
  })
  expect(await reserveForJob(ctx, job.id)).toEqual({ reserved: 1, lacking: 1 }) // 3 × 2 boards wanted, 4 there
  await postMove(ctx, {
    itemId: board,
    fromPlaceId: supplier.id,
    toPlaceId: stores.id,
    quantity: 9,
    value: 180,
    document: 'receipt',
    documentNumber: 'R-2',
  })
  expect(await reserveForJob(ctx, job.id)).toEqual({ reserved: 1, lacking: 0 })
  expect((await ctx.db.select().from(reservations)).map((r) => [r.demandNumber, r.quantity])).toEqual([[w.number, 6]])
  await expect(reserveForJob(ctx, job.id)).rejects.toThrow('no more material')
})

test('a work order ends short with a reason, and its job with it', async () => {
  const { ctx, job, w } = await aJob(5)
  await expect(completeWorkOrderShort(ctx, w.id, '')).rejects.toThrow('Say why it ends here.')
  await releaseJob(ctx, job.id)
  const [saw] = await operationsOf(ctx.db, [w.id])
  await recordOutput(ctx, { operationId: saw?.operation.id ?? 0, good: 3, scrap: 0, rework: 0 })
  await completeWorkOrderShort(ctx, w.id, 'The customer takes three')
  const shown = await getJob(ctx.db, job.id)
  expect([shown.status, shown.workOrders[0]?.status, shown.workOrders[0]?.completedQuantity]).toEqual([
    'completed',
    'completed',
    3,
  ])
  expect(shown.events.find((e) => e.event === 'completedShort')?.note).toBe('3 of 5: The customer takes three')
  await expect(completeWorkOrderShort(ctx, w.id, 'again')).rejects.toThrow('is completed')
})

test('a work order does not end while somebody is clocked on to it', async () => {
  const { ctx, shop, job } = await cuttingShop()
  const { id, ops, number } = await job(2, '2026-03-20')
  await releaseJob(ctx, id)
  const [ada] = await ctx.db
    .insert(employees)
    .values({ number: '1', name: 'Ada', laborGradeId: shop.grade.id, badge: 'B1', department: '', phone: '' })
    .returning()
  for (const operationId of ops) await recordOutput(ctx, { operationId, good: 1, scrap: 0, rework: 0 })
  await clockOn(ctx, { employeeId: ada?.id ?? 0, operationId: ops[0] ?? 0, activity: 'run' })
  const [w] = await workOrdersOfJob(ctx.db, id)
  await expect(completeWorkOrderShort(ctx, w?.id ?? 0, 'One will do')).rejects.toThrow(
    `Still clocked on to ${number}: Ada.`,
  )
  await clockOff(ctx, { employeeId: ada?.id ?? 0 })
  await completeWorkOrderShort(ctx, w?.id ?? 0, 'One will do')
})

test('a copy is pushed back to the master as a new revision, once', async () => {
  const { ctx, table, job, w } = await aJob(1)
  await expect(pushBackWorkOrder(ctx, w.id, { reason: 'x' })).rejects.toThrow('is made as TABLE says')
  const level = asInput(await getMethodTree(ctx.db, w.methodId))
  await storeLevel(ctx, w.methodId, { ...level, operations: level.operations.map((o) => ({ ...o, runMinutes: 4 })) })
  const other = await createJob(ctx, { items: [{ itemId: table, quantity: 1, dueOn: '2026-03-20' }] })
  await pushBackWorkOrder(ctx, w.id, { revision: 'B', reason: 'Faster feed' })
  const master = await getMethodTree(ctx.db, (await masterMethodId(ctx.db, table)) ?? 0)
  expect([master.revision, master.operations[0]?.runMinutes]).toEqual(['B', 4])
  expect((await getJob(ctx.db, job.id)).workOrders[0]).toMatchObject({
    revision: 'B',
    currentRevision: 'B',
    masterDifferences: 0,
  })
  // The other job keeps its own copy, and shows that it is made to the former revision.
  expect((await getJob(ctx.db, other.id)).workOrders[0]).toMatchObject({
    revision: 'A',
    currentRevision: 'B',
    masterDifferences: 1,
  })
  const [otherOrder] = await workOrdersOfJob(ctx.db, other.id)
  await expect(pushBackWorkOrder(ctx, otherOrder?.id ?? 0, { reason: 'x' })).rejects.toThrow('made to revision A')
  expect((await getJobRow(ctx.db, other.id)).status).toBe('planned')
})
