import { eq, inArray, sql } from 'drizzle-orm'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { type Refusal, unless } from '../core/refusal.ts'
import { type PostedMove, reverseMove } from '../inventory/stock.commands.ts'
import { stockMoves } from '../inventory/stock.tables.ts'
import { noteIssued } from '../jobs/issued.commands.ts'
import { moveJob } from '../jobs/job.commands.ts'
import { getJobRow, operationsOf, type WorkOrderRow } from '../jobs/job.queries.ts'
import { operationProgress, workOrders } from '../jobs/job.tables.ts'
import { tests } from '../quality/test.tables.ts'
import { undoIssue } from './material.commands.ts'
import { factsOf } from './output.commands.ts'
import type { OutputEffects } from './output.model.ts'
import { whyNotTakeBack } from './takeBack.rules.ts'

export type TakeBack = {
  /** Locked by the caller. */
  workOrder: WorkOrderRow
  operationId: number
  good: number
  scrap: number
  rework: number
  effects: OutputEffects
  /** Why, for the job's history and the counter-moves. */
  reason: string
  /** Why not, as far as the caller knows, so that all reasons are given at once. */
  refusals: readonly Refusal[]
}

/**
 * The counterpart of `recordOutput`: takes pieces back whole, with the material that was taken for them, the goods that
 * were completed and the tests that were opened. What was written stays; counter-entries stand beside it.
 */
export const takeBackOutput = (ctx: Ctx, input: TakeBack): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const { workOrder, effects } = input
    const job = await getJobRow(tx.db, workOrder.jobId, { lock: true })
    const operations = factsOf(await operationsOf(tx.db, [workOrder.id]))
    const opened = await openedTests(tx, effects.testIds)
    const usedBy = effects.moveIds.length > 0 ? await builtInto(tx, workOrder) : undefined
    unless([
      ...input.refusals,
      ...whyNotTakeBack({
        ...(usedBy === undefined ? {} : { usedBy }),
        jobStatus: job.status,
        operations,
        index: operations.findIndex((o) => o.operationId === input.operationId),
        good: input.good,
        testsDecided: opened.filter((t) => t.status !== 'waiting' || t.results > 0).map((t) => t.number),
      }),
    ])
    if (opened.length > 0)
      await tx.db.delete(tests).where(
        inArray(
          tests.id,
          opened.map((t) => t.id),
        ),
      )
    const completed = await takeBackMoves(tx, workOrder, effects.moveIds, input.reason)
    await tx.db
      .update(operationProgress)
      .set({
        goodQuantity: sql`${operationProgress.goodQuantity} - ${input.good}`,
        scrapQuantity: sql`${operationProgress.scrapQuantity} - ${input.scrap}`,
        reworkQuantity: sql`${operationProgress.reworkQuantity} - ${input.rework}`,
        done: false,
        doneAt: null,
      })
      .where(eq(operationProgress.operationId, input.operationId))
    await tx.db
      .update(workOrders)
      .set({
        completedQuantity: sql`${workOrders.completedQuantity} - ${completed}`,
        scrappedQuantity: sql`${workOrders.scrappedQuantity} - ${input.scrap}`,
        ...(workOrder.status === 'completed' ? { status: 'started' as const } : {}),
      })
      .where(eq(workOrders.id, workOrder.id))
    if (job.status === 'completed') await moveJob(tx, job, 'reopen', `${workOrder.number}: ${input.reason}`)
  })

const openedTests = async (tx: Ctx, ids: readonly number[]) =>
  ids.length === 0
    ? []
    : tx.db
        .select({
          id: tests.id,
          number: tests.number,
          status: tests.status,
          results: sql`(select count(*) from test_results r where r.test_id = ${tests.id})`.mapWith(Number),
        })
        .from(tests)
        .where(inArray(tests.id, [...ids]))

/** Pieces of a child go straight into their parent's process; once it has completed goods they cannot come out again. */
async function builtInto(tx: Ctx, workOrder: WorkOrderRow): Promise<string | undefined> {
  if (workOrder.parentId === null) return undefined
  const [parent] = await tx.db
    .select({ number: workOrders.number, completed: workOrders.completedQuantity })
    .from(workOrders)
    .where(eq(workOrders.id, workOrder.parentId))
  return parent && parent.completed > 0 ? parent.number : undefined
}

/** Reverses the moves, the last first, and what the work orders know of them. Answers with the pieces no longer completed. */
async function takeBackMoves(
  tx: Ctx,
  workOrder: WorkOrderRow,
  moveIds: readonly number[],
  reason: string,
): Promise<number> {
  if (moveIds.length === 0) return 0
  const moves = (
    await tx.db
      .select()
      .from(stockMoves)
      .where(inArray(stockMoves.id, [...moveIds]))
  ).sort((a, b) => b.id - a.id)
  let completed = 0
  for (const move of moves) {
    await reverseMove(tx, move.id, reason)
    if (move.document === 'completion') {
      completed += move.quantity
      await takeFromParent(tx, workOrder, move)
    } else await undoIssue(tx, workOrder, move, true)
  }
  return completed
}

/** A child's pieces that went straight into its parent's process are no longer issued to it. */
async function takeFromParent(tx: Ctx, workOrder: WorkOrderRow, move: PostedMove): Promise<void> {
  if (workOrder.parentId === null || workOrder.parentMaterialId === null) return
  const [parent] = await tx.db
    .select({ placeId: workOrders.placeId })
    .from(workOrders)
    .where(eq(workOrders.id, workOrder.parentId))
  if (parent?.placeId === move.toPlaceId)
    await noteIssued(tx, workOrder.parentId, workOrder.parentMaterialId, move.itemId, -move.quantity, -move.value)
}
