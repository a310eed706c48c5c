import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { methodMaterials } from '../catalog/method.tables.ts'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { mayDo } from '../core/permissions.model.ts'
import { unless } from '../core/refusal.ts'
import { reverseMove } from '../inventory/stock.commands.ts'
import { stockMoves } from '../inventory/stock.tables.ts'
import { noteIssued } from '../jobs/issued.commands.ts'
import { moveJob } from '../jobs/job.commands.ts'
import { getJobRow, getWorkOrder, operationsOf, type WorkOrderRow } from '../jobs/job.queries.ts'
import { materialProgress, operationProgress, workOrders } from '../jobs/job.tables.ts'
import { factsOf } from '../production/output.commands.ts'
import { tests } from '../quality/test.tables.ts'
import { quantityReports } from './time.tables.ts'
import { whyNotUndo } from './undo.rules.ts'

type ReportRow = typeof quantityReports.$inferSelect

/**
 * Takes one report back whole: the pieces, the material that was taken for them, the goods that were completed and the
 * tests that were opened. What was written stays; counter-entries stand beside it.
 */
export const undoReport = (ctx: Ctx, reportIds: readonly number[]): Promise<{ reportIds: number[] }> =>
  inTransaction(ctx, async (tx) => {
    const [named] = await tx.db
      .select()
      .from(quantityReports)
      .where(inArray(quantityReports.id, [...reportIds]))
      .orderBy(asc(quantityReports.id))
    const first = found(named, 'report', reportIds[0] ?? 0)
    const workOrder = await getWorkOrder(tx.db, first.workOrderId, { lock: true })
    const rows = (await togetherWith(tx, first)).filter((r) => r.reversesId === null)
    const reversed = await tx.db.$count(
      quantityReports,
      inArray(
        quantityReports.reversesId,
        rows.map((r) => r.id),
      ),
    )
    const job = await getJobRow(tx.db, workOrder.jobId, { lock: true })
    const operations = factsOf(await operationsOf(tx.db, [workOrder.id]))
    const total = (kind: ReportRow['kind']) =>
      rows.filter((r) => r.kind === kind).reduce((sum, r) => sum + r.quantity, 0)
    const effects = rows.map((r) => r.effects).find((e) => e !== null) ?? { moveIds: [], testIds: [] }
    const opened =
      effects.testIds.length === 0
        ? []
        : await tx.db
            .select({
              id: tests.id,
              number: tests.number,
              status: tests.status,
              results: sql`(select count(*) from test_results r where r.test_id = ${tests.id})`.mapWith(Number),
            })
            .from(tests)
            .where(inArray(tests.id, effects.testIds))
    const usedBy = effects.moveIds.length > 0 ? await builtInto(tx, workOrder) : undefined
    unless(
      whyNotUndo({
        ...(usedBy === undefined ? {} : { usedBy }),
        secondsAgo: (Date.parse(tx.now) - Date.parse(first.at)) / 1000,
        mine: tx.actor.employeeId === undefined ? first.by === tx.actor.name : tx.actor.employeeId === first.employeeId,
        mayCorrect: mayDo(tx.actor.roles, 'shopfloor.correct'),
        undone: reversed > 0 || first.reversesId !== null,
        jobStatus: job.status,
        operations,
        index: operations.findIndex((o) => o.operationId === first.operationId),
        good: total('good'),
        testsDecided: opened.filter((t) => t.status !== 'waiting' || t.results > 0).map((t) => t.number),
      }),
    )
    if (opened.length > 0)
      await tx.db.delete(tests).where(
        inArray(
          tests.id,
          opened.map((t) => t.id),
        ),
      )
    const completed = await takeBackMoves(tx, workOrder, effects.moveIds)
    await tx.db
      .update(operationProgress)
      .set({
        goodQuantity: sql`${operationProgress.goodQuantity} - ${total('good')}`,
        scrapQuantity: sql`${operationProgress.scrapQuantity} - ${total('scrap')}`,
        reworkQuantity: sql`${operationProgress.reworkQuantity} - ${total('rework')}`,
        done: false,
        doneAt: null,
      })
      .where(eq(operationProgress.operationId, first.operationId))
    await tx.db
      .update(workOrders)
      .set({
        completedQuantity: sql`${workOrders.completedQuantity} - ${completed}`,
        scrappedQuantity: sql`${workOrders.scrappedQuantity} - ${total('scrap')}`,
        ...(workOrder.status === 'completed' ? { status: 'started' as const } : {}),
      })
      .where(eq(workOrders.id, workOrder.id))
    if (job.status === 'completed') await moveJob(tx, job, 'reopen', `${workOrder.number}: a report was taken back`)
    const counter = rows.map((r) => ({
      at: tx.now,
      by: tx.actor.name,
      employeeId: r.employeeId,
      workOrderId: r.workOrderId,
      operationId: r.operationId,
      kind: r.kind,
      quantity: -r.quantity,
      scrapReason: r.scrapReason,
      note: '',
      reversesId: r.id,
    }))
    const written = await tx.db.insert(quantityReports).values(counter).returning({ id: quantityReports.id })
    return { reportIds: written.map((w) => w.id) }
  })

/** Pieces of a child go straight into their parent's process; once it has completed goods they cannot come out again. */
async function builtInto(tx: Ctx, workOrder: WorkOrderRow): Promise<string | undefined> {
  if (workOrder.parentId === null) return undefined
  const [parent] = await tx.db
    .select({ number: workOrders.number, completed: workOrders.completedQuantity })
    .from(workOrders)
    .where(eq(workOrders.id, workOrder.parentId))
  return parent && parent.completed > 0 ? parent.number : undefined
}

/** Good, scrap and rework of one report are rows of their own, written together. */
const togetherWith = (tx: Ctx, first: ReportRow): Promise<ReportRow[]> =>
  tx.db
    .select()
    .from(quantityReports)
    .where(
      and(
        eq(quantityReports.operationId, first.operationId),
        eq(quantityReports.at, first.at),
        eq(quantityReports.by, first.by),
      ),
    )
    .orderBy(asc(quantityReports.id))

/** Reverses the moves, the last first, and what the work orders know of them. Answers with the pieces no longer completed. */
async function takeBackMoves(tx: Ctx, workOrder: WorkOrderRow, moveIds: readonly number[]): Promise<number> {
  if (moveIds.length === 0) return 0
  const moves = (
    await tx.db
      .select()
      .from(stockMoves)
      .where(inArray(stockMoves.id, [...moveIds]))
  ).sort((a, b) => b.id - a.id)
  let completed = 0
  for (const move of moves) {
    await reverseMove(tx, move.id, 'A report was taken back')
    if (move.document === 'completion') {
      completed += move.quantity
      await takeFromParent(tx, workOrder, move)
    } else await lessIssued(tx, workOrder, move)
  }
  return completed
}

/** A child's pieces that went straight into its parent's process are no longer issued to it. */
async function takeFromParent(tx: Ctx, workOrder: WorkOrderRow, move: typeof stockMoves.$inferSelect): Promise<void> {
  if (workOrder.parentId === null || workOrder.parentMaterialId === null) return
  const [parent] = await tx.db
    .select({ placeId: workOrders.placeId })
    .from(workOrders)
    .where(eq(workOrders.id, workOrder.parentId))
  if (parent?.placeId === move.toPlaceId)
    await noteIssued(tx, workOrder.parentId, workOrder.parentMaterialId, move.itemId, -move.quantity, -move.value)
}

async function lessIssued(tx: Ctx, workOrder: WorkOrderRow, move: typeof stockMoves.$inferSelect): Promise<void> {
  const [line] = await tx.db
    .select({ materialId: materialProgress.materialId })
    .from(materialProgress)
    .innerJoin(methodMaterials, eq(methodMaterials.id, materialProgress.materialId))
    .where(
      and(
        eq(materialProgress.workOrderId, workOrder.id),
        eq(materialProgress.itemId, move.itemId),
        sql`${materialProgress.issuedQuantity} >= ${move.quantity}`,
      ),
    )
  if (line) await noteIssued(tx, workOrder.id, line.materialId, move.itemId, -move.quantity, -move.value)
}
