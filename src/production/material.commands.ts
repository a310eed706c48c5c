import { and, eq, sql } from 'drizzle-orm'
import { items } from '../catalog/item.tables.ts'
import { methodMaterials } from '../catalog/method.tables.ts'
import { type Ctx, inTransaction, send } from '../core/ctx.ts'
import { roundQuantity } from '../core/decimal.ts'
import { found } from '../core/missing.ts'
import { refuse, unless } from '../core/refusal.ts'
import { statement } from '../core/statement.ts'
import { consumeReservation, restoreReservation } from '../inventory/reservation.commands.ts'
import { type PostedMove, postMove, reverseMove } from '../inventory/stock.commands.ts'
import { binsOf, getMove } from '../inventory/stock.queries.ts'
import { noteIssued } from '../jobs/issued.commands.ts'
import { startWork } from '../jobs/job.commands.ts'
import { getJobRow, getWorkOrder, type JobRow } from '../jobs/job.queries.ts'
import { jobs, materialProgress, workOrders } from '../jobs/job.tables.ts'
import { pickFrom, whyNotGiveBack, whyNotIssue } from './production.rules.ts'

export type Issue = { materialId: number; itemId?: number; quantity: number; placeId?: number; lotId?: number | null }

const line = statement('materialLine', (db) =>
  db
    .select({ material: methodMaterials, itemNumber: items.number, workOrder: workOrders, job: jobs })
    .from(methodMaterials)
    .innerJoin(workOrders, eq(workOrders.methodId, methodMaterials.methodId))
    .innerJoin(jobs, eq(jobs.id, workOrders.jobId))
    .innerJoin(items, eq(items.id, methodMaterials.itemId))
    .where(eq(methodMaterials.id, sql.placeholder('materialId'))),
)

/** The material line, the work order whose method copy holds it, and that one's job. */
async function lineOf(tx: Ctx, materialId: number) {
  const [row] = await line(tx.db).execute({ materialId })
  return found(row, 'material of a work order', materialId)
}

/** The number of the line's own item, or of the one that is issued in its stead. */
const numberOf = async (tx: Ctx, of: Awaited<ReturnType<typeof lineOf>>, itemId: number): Promise<string> => {
  if (itemId === of.material.itemId) return of.itemNumber
  const [item] = await tx.db.select({ number: items.number }).from(items).where(eq(items.id, itemId))
  return found(item, 'item', itemId).number
}

/** Issues stock to the work order's material line, from the named bin or lot, else from the oldest lots first. */
export const issueMaterial = (
  ctx: Ctx,
  issue: Issue,
  document: 'issue' | 'backflush' = 'issue',
  knownJob?: JobRow,
): Promise<PostedMove[]> =>
  inTransaction(ctx, async (tx) => {
    const of = await lineOf(tx, issue.materialId)
    const { material, workOrder } = of
    const job = knownJob ?? of.job
    const itemId = issue.itemId ?? material.itemId
    const [inBins, itemNumber, promised] = await Promise.all([
      binsOf(tx.db, itemId),
      numberOf(tx, of, itemId),
      consumeReservation(tx, {
        demand: 'workOrderMaterial',
        demandId: material.id,
        itemId,
        quantity: issue.quantity,
      }),
    ])
    const bins = inBins.filter(
      (b) =>
        (issue.placeId === undefined || b.placeId === issue.placeId) &&
        (issue.lotId === undefined || b.lotId === issue.lotId),
    )
    const takes = pickFrom(bins, issue.quantity)
    unless(
      whyNotIssue({
        workOrder,
        itemNumber,
        quantity: issue.quantity,
        held: bins.reduce((sum, b) => sum + b.quantity, 0),
      }),
    )
    await startWork(tx, workOrder, job)
    let reserved = promised
    const moves: PostedMove[] = []
    for (const take of takes) {
      const reservedQuantity = Math.min(reserved, take.quantity)
      reserved = roundQuantity(reserved - reservedQuantity)
      moves.push(
        await postMove(tx, {
          itemId,
          lotId: take.lotId,
          fromPlaceId: take.placeId,
          toPlaceId: workOrder.placeId ?? 0,
          quantity: take.quantity,
          document,
          documentNumber: workOrder.number,
          demandId: material.id,
          reservedQuantity,
        }),
      )
    }
    const value = moves.reduce((sum, m) => sum + m.value, 0)
    send(tx, noteIssued(tx, workOrder.id, material.id, itemId, issue.quantity, value))
    return moves
  })

/** Unused material goes back to the bin it came from, at the value it left with. */
export const returnMaterial = (
  ctx: Ctx,
  input: { materialId: number; itemId?: number; quantity: number; placeId: number; lotId?: number | null },
): Promise<PostedMove> =>
  inTransaction(ctx, async (tx) => {
    const { material, workOrder } = await lineOf(tx, input.materialId)
    const itemId = input.itemId ?? material.itemId
    const [issued] = await tx.db
      .select()
      .from(materialProgress)
      .where(and(eq(materialProgress.materialId, material.id), eq(materialProgress.itemId, itemId)))
      .for('update')
    unless([
      ...whyNotGiveBack(workOrder, await getJobRow(tx.db, workOrder.jobId)),
      ...refuse(input.quantity <= 0, 'material.no-quantity', 'The quantity must be more than 0.'),
      ...refuse(
        (issued?.issuedQuantity ?? 0) < input.quantity,
        'material.not-issued',
        `Only ${issued?.issuedQuantity ?? 0} were issued.`,
      ),
    ])
    const move = await postMove(tx, {
      itemId,
      lotId: input.lotId ?? null,
      fromPlaceId: workOrder.placeId ?? 0,
      toPlaceId: input.placeId,
      quantity: input.quantity,
      document: 'return',
      documentNumber: workOrder.number,
      demandId: material.id,
    })
    await noteIssued(tx, workOrder.id, material.id, itemId, -input.quantity, -move.value)
    return move
  })

/**
 * Takes one issue or return back: the goods go where they came from at the same value, the line forgets them, and what
 * was taken off its reservations is promised to it again. What a report took by itself goes back with the report.
 */
export const reverseIssue = (ctx: Ctx, moveId: number, reason: string): Promise<PostedMove> =>
  inTransaction(ctx, async (tx) => {
    const move = await getMove(tx.db, moveId)
    const isReturn = move.document === 'return'
    const [owner] = await tx.db
      .select({ id: workOrders.id })
      .from(workOrders)
      .where(eq(workOrders.placeId, isReturn ? move.fromPlaceId : move.toPlaceId))
    const workOrder = await getWorkOrder(tx.db, found(owner, 'work order of the stock move', moveId).id, { lock: true })
    unless([
      ...refuse(
        move.document !== 'issue' && move.document !== 'return',
        'issue.not-issued',
        move.document === 'backflush'
          ? 'A report took this by itself: take the report back.'
          : 'Only what was issued or returned by hand is taken back here.',
      ),
      ...refuse(reason.trim() === '', 'issue.no-reason', 'Say why it is taken back.'),
      ...whyNotGiveBack(workOrder, await getJobRow(tx.db, workOrder.jobId)),
    ])
    const counter = await reverseMove(tx, moveId, reason.trim())
    await undoIssue(tx, workOrder, move, workOrder.status !== 'completed')
    return counter
  })

/** What a work order's line knows of an issue or a return that was reversed, and what was promised to it before. */
export async function undoIssue(
  tx: Ctx,
  workOrder: { id: number; number: string },
  move: PostedMove,
  open: boolean,
): Promise<void> {
  if (move.demandId === null) return
  const sign = move.document === 'return' ? 1 : -1
  await noteIssued(tx, workOrder.id, move.demandId, move.itemId, sign * move.quantity, sign * move.value)
  if (open)
    await restoreReservation(tx, {
      demand: 'workOrderMaterial',
      demandId: move.demandId,
      demandNumber: workOrder.number,
      itemId: move.itemId,
      quantity: move.reservedQuantity,
    })
}
