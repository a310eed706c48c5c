import { and, eq, inArray, sql } from 'drizzle-orm'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { roundQuantity } from '../core/decimal.ts'
import { found } from '../core/missing.ts'
import { nextNumber } from '../core/number.commands.ts'
import { refuse, unless } from '../core/refusal.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { postMove } from '../inventory/stock.commands.ts'
import { moveJob, noteJobEvent } from '../jobs/job.commands.ts'
import { getJobRow, getWorkOrder, operationsOf } from '../jobs/job.queries.ts'
import { operationProgress, workOrders } from '../jobs/job.tables.ts'
import { statusOf, type TestRow, testFacts } from './test.commands.ts'
import { whyNotRework, whyNotSplit, whyNotTestAll } from './test.rules.ts'
import { testResults, tests } from './test.tables.ts'

/**
 * Rejected goods go back into their work order with their value, to be done again from one operation on. That operation
 * and the ones behind it open again by this quantity; time clocked there as rework costs the element rework. When the
 * goods are completed again they get a new test.
 */
export const reworkTest = (ctx: Ctx, id: number, operationId: number): Promise<TestRow> =>
  inTransaction(ctx, async (tx) => {
    const { row: test } = await testFacts(tx, id, { lock: true })
    const workOrder =
      test.workOrderId === null ? undefined : await getWorkOrder(tx.db, test.workOrderId, { lock: true })
    const job = workOrder && (await getJobRow(tx.db, workOrder.jobId, { lock: true }))
    const operations = workOrder ? await operationsOf(tx.db, [workOrder.id]) : []
    const from = operations.findIndex((o) => o.operation.id === operationId)
    unless([
      ...whyNotRework({ ...test, reworked: test.reworkedAt !== null, jobStatus: job?.status ?? null }),
      ...refuse(
        workOrder !== undefined && from < 0,
        'test.no-operation',
        `The operation is not one of ${workOrder?.number}.`,
      ),
    ])
    const { id: workOrderId, placeId, number, status } = found(workOrder, 'work order of test', test.number)
    const reject = await wellKnown(tx, 'reject')
    await postMove(tx, {
      itemId: test.itemId,
      lotId: test.lotId,
      fromPlaceId: reject.id,
      toPlaceId: placeId ?? 0,
      quantity: test.quantity,
      document: 'test',
      documentNumber: test.number,
      reason: `Rework in ${number}`,
    })
    const again = operations.slice(from).map((o) => o.operation.id)
    await tx.db
      .update(operationProgress)
      .set({ goodQuantity: sql`${operationProgress.goodQuantity} - ${test.quantity}`, done: false, doneAt: null })
      .where(inArray(operationProgress.operationId, again))
    await tx.db
      .update(operationProgress)
      .set({ reworkQuantity: sql`${operationProgress.reworkQuantity} + ${test.quantity}` })
      .where(eq(operationProgress.operationId, operationId))
    await tx.db
      .update(workOrders)
      .set({
        completedQuantity: sql`${workOrders.completedQuantity} - ${test.quantity}`,
        ...(status === 'completed' ? { status: 'started' as const } : {}),
      })
      .where(eq(workOrders.id, workOrderId))
    if (job?.status === 'completed') await moveJob(tx, job, 'reopen', `Rework after test ${test.number}`)
    await noteJobEvent(
      tx,
      job?.id ?? 0,
      'rework',
      `${test.quantity} after test ${test.number}: ${test.dispositionNote}`,
      workOrderId,
    )
    const [after] = await tx.db
      .update(tests)
      .set({ reworkedAt: tx.now, reworkOperationId: operationId })
      .where(eq(tests.id, id))
      .returning()
    return found(after, 'test', id)
  })

/** A failed sample may be sorted: every piece is tested, and then each stands for itself. */
export const testEveryPiece = (ctx: Ctx, id: number): Promise<TestRow> =>
  inTransaction(ctx, async (tx) => {
    const test = await testFacts(tx, id, { lock: true })
    unless(whyNotTestAll(test.row))
    const sampleQuantity = Math.ceil(test.row.quantity)
    const [row] = await tx.db
      .update(tests)
      .set({ sampleQuantity, status: statusOf({ ...test, sampleQuantity }) })
      .where(eq(tests.id, id))
      .returning()
    return found(row, 'test', id)
  })

/** Takes pieces with their values out into a test of their own, so that the others can be decided without them. */
export const splitTest = (ctx: Ctx, id: number, pieces: readonly number[]): Promise<TestRow> =>
  inTransaction(ctx, async (tx) => {
    const test = await testFacts(tx, id, { lock: true })
    const taken = [...new Set(pieces)].sort((a, b) => a - b)
    unless(whyNotSplit(test.row, taken))
    const quantity = roundQuantity(test.row.quantity - taken.length)
    const { planId, itemId, workOrderId, lotId, createdAt, retestOfId, status } = test.row
    const [made] = await tx.db
      .insert(tests)
      .values({
        number: await nextNumber(tx, 'T'),
        status,
        planId,
        itemId,
        workOrderId,
        lotId,
        quantity: taken.length,
        sampleQuantity: taken.length,
        createdAt,
        retestOfId,
        splitFromId: id,
      })
      .returning()
    const newId = found(made, 'test', id).id
    const stay = Array.from({ length: test.row.sampleQuantity }, (_, i) => i + 1).filter((p) => !taken.includes(p))
    await tx.db
      .update(testResults)
      .set({ testId: newId })
      .where(and(eq(testResults.testId, id), inArray(testResults.piece, taken)))
    // Both tests number their pieces from 1; going up in order never meets a number still in use.
    for (const [testId, old] of [...taken.map((p) => [newId, p] as const), ...stay.map((p) => [id, p] as const)]) {
      const piece = (testId === id ? stay : taken).indexOf(old) + 1
      if (piece !== old)
        await tx.db
          .update(testResults)
          .set({ piece })
          .where(and(eq(testResults.testId, testId), eq(testResults.piece, old)))
    }
    await tx.db.update(tests).set({ quantity, sampleQuantity: quantity }).where(eq(tests.id, id))
    for (const each of [id, newId])
      await tx.db
        .update(tests)
        .set({ status: statusOf(await testFacts(tx, each)) })
        .where(eq(tests.id, each))
    return (await testFacts(tx, newId)).row
  })
