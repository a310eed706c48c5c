import { and, eq } from 'drizzle-orm'
import { items } from '../catalog/item.tables.ts'
import { methodMaterials } from '../catalog/method.tables.ts'
import { type Ctx, inTransaction, send } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { refuse, unless } from '../core/refusal.ts'
import { consumeReservation } from '../inventory/reservation.commands.ts'
import { type PostedMove, postMove } from '../inventory/stock.commands.ts'
import { binsOf } from '../inventory/stock.queries.ts'
import { noteIssued } from '../jobs/issued.commands.ts'
import { startWork } from '../jobs/job.commands.ts'
import { jobs, materialProgress, workOrders } from '../jobs/job.tables.ts'
import { pickFrom, whyNotIssue } from './production.rules.ts'

export type Issue = { materialId: number; itemId?: number; quantity: number; placeId?: number; lotId?: number | null }

/** The material line, the work order whose method copy holds it, and that one's job. */
async function lineOf(tx: Ctx, materialId: number) {
  const [line] = await tx.db
    .select({ material: methodMaterials, itemNumber: items.number, workOrder: workOrders, job: jobs })
    .from(methodMaterials)
    .innerJoin(workOrders, eq(workOrders.methodId, methodMaterials.methodId))
    .innerJoin(jobs, eq(jobs.id, workOrders.jobId))
    .innerJoin(items, eq(items.id, methodMaterials.itemId))
    .where(eq(methodMaterials.id, materialId))
  return found(line, 'material of a work order', materialId)
}

/** The number of the line's own item, or of the one that is issued in its stead. */
const numberOf = async (tx: Ctx, line: Awaited<ReturnType<typeof lineOf>>, itemId: number): Promise<string> => {
  if (itemId === line.material.itemId) return line.itemNumber
  const [item] = await tx.db.select({ number: items.number }).from(items).where(eq(items.id, itemId))
  return found(item, 'item', itemId).number
}

/** Issues stock to the work order's material line, from the named bin or lot, else from the oldest lots first. */
export const issueMaterial = (
  ctx: Ctx,
  issue: Issue,
  document: 'issue' | 'backflush' = 'issue',
): Promise<PostedMove[]> =>
  inTransaction(ctx, async (tx) => {
    const line = await lineOf(tx, issue.materialId)
    const { material, workOrder, job } = line
    const itemId = issue.itemId ?? material.itemId
    const bins = (await binsOf(tx.db, itemId)).filter(
      (b) =>
        (issue.placeId === undefined || b.placeId === issue.placeId) &&
        (issue.lotId === undefined || b.lotId === issue.lotId),
    )
    const takes = pickFrom(bins, issue.quantity)
    unless(
      whyNotIssue({
        workOrder,
        itemNumber: await numberOf(tx, line, itemId),
        quantity: issue.quantity,
        held: bins.reduce((sum, b) => sum + b.quantity, 0),
      }),
    )
    await startWork(tx, workOrder, job)
    const moves: PostedMove[] = []
    for (const take of takes)
      moves.push(
        await postMove(tx, {
          itemId,
          lotId: take.lotId,
          fromPlaceId: take.placeId,
          toPlaceId: workOrder.placeId ?? 0,
          quantity: take.quantity,
          document,
          documentNumber: workOrder.number,
        }),
      )
    const value = moves.reduce((sum, m) => sum + m.value, 0)
    send(tx, noteIssued(tx, workOrder.id, material.id, itemId, issue.quantity, value))
    await consumeReservation(tx, {
      demand: 'workOrderMaterial',
      demandId: material.id,
      itemId,
      quantity: issue.quantity,
    })
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
    unless(
      refuse(
        (issued?.issuedQuantity ?? 0) < input.quantity,
        'material.not-issued',
        `Only ${issued?.issuedQuantity ?? 0} were issued.`,
      ),
    )
    const move = await postMove(tx, {
      itemId,
      lotId: input.lotId ?? null,
      fromPlaceId: workOrder.placeId ?? 0,
      toPlaceId: input.placeId,
      quantity: input.quantity,
      document: 'return',
      documentNumber: workOrder.number,
    })
    await noteIssued(tx, workOrder.id, material.id, itemId, -input.quantity, -move.value)
    return move
  })
