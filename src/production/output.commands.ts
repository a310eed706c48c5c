import { and, asc, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm'
import { items, units } from '../catalog/item.tables.ts'
import { methodMaterials } from '../catalog/method.tables.ts'
import { type Ctx, inTransaction, send } from '../core/ctx.ts'
import { roundQuantity } from '../core/decimal.ts'
import { found } from '../core/missing.ts'
import { refuse, unless } from '../core/refusal.ts'
import { statement } from '../core/statement.ts'
import { inProcessOf } from '../costing/cost.queries.ts'
import { valueCompleted } from '../costing/cost.rules.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { ensureLot, postMove } from '../inventory/stock.commands.ts'
import { lots, stockBalances } from '../inventory/stock.tables.ts'
import { noteIssued } from '../jobs/issued.commands.ts'
import { completeWorkOrder, startWork } from '../jobs/job.commands.ts'
import {
  type JobRow,
  lockWorkOrderOfOperation,
  operationsBeside,
  type WorkOrderRow,
  workOfOperation,
} from '../jobs/job.queries.ts'
import { takenSoFar, whyNotHeld } from '../jobs/job.rules.ts'
import { operationProgress, workOrders } from '../jobs/job.tables.ts'
import { type ProgressFacts, whyNotReport } from '../jobs/progress.rules.ts'
import { openTest, testPlanOf } from '../quality/test.commands.ts'
import { componentsOf } from './components.queries.ts'
import { whyNotWithoutComponents } from './components.rules.ts'
import { issueMaterial } from './material.commands.ts'
import { serialNumbers, whyNotOpen } from './production.rules.ts'

export type Output = {
  operationId: number
  good: number
  scrap: number
  rework: number
  /** Pieces that came back from a vendor are here whether or not the job is on hold. */
  cameBack?: boolean
}
export type OutputResult = {
  workOrderId: number
  completed: number
  operationDone: boolean
  workOrderDone: boolean
  moveIds: number[]
  testIds: number[]
}

/** Stock moves posted and tests opened. */
type Effects = { moveIds: number[]; testIds: number[] }

export const factsOf = (operations: Awaited<ReturnType<typeof operationsBeside>>): ProgressFacts[] =>
  operations.map(({ operation: o, progress: p }) => ({
    operationId: o.id,
    sequence: o.sequence,
    kind: o.kind,
    overlapQuantity: o.overlapQuantity,
    good: p?.goodQuantity ?? 0,
    scrap: p?.scrapQuantity ?? 0,
    atVendor: p?.atVendorQuantity ?? 0,
    done: p?.done ?? false,
    started: p?.startedAt !== null,
    running: false,
    blockedReason: p?.blockedReason ?? '',
  }))

const given = sql.placeholder

const progress = statement('progressOfOperation', (db) =>
  db
    .update(operationProgress)
    .set({
      goodQuantity: sql`${operationProgress.goodQuantity} + ${given('good')}`,
      scrapQuantity: sql`${operationProgress.scrapQuantity} + ${given('scrap')}`,
      reworkQuantity: sql`${operationProgress.reworkQuantity} + ${given('rework')}`,
      startedAt: sql`coalesce(${operationProgress.startedAt}, ${given('now')}::timestamptz)`,
      done: sql`${given('done')}::boolean`,
      doneAt: sql`case when ${given('done')}::boolean then ${given('now')}::timestamptz end`,
    })
    .where(eq(operationProgress.operationId, given('operationId'))),
)

/**
 * Good, scrapped and reworked pieces of one operation: the one road by which work moves on, whether reported on the
 * floor or received from a vendor. Backflushes what the operation consumes; at the last operation the good pieces
 * are completed goods.
 */
export const recordOutput = (ctx: Ctx, output: Output): Promise<OutputResult> =>
  inTransaction(ctx, async (tx) => {
    const [, work, operations] = await Promise.all([
      lockWorkOrderOfOperation(tx.db, output.operationId),
      workOfOperation(tx.db, output.operationId),
      operationsBeside(tx.db, output.operationId),
    ])
    const { workOrder } = work
    const facts = factsOf(operations)
    const index = facts.findIndex((f) => f.operationId === output.operationId)
    const job = output.cameBack ? { ...work.job, holdReason: '' } : work.job
    const here = facts[index]
    const last = index === facts.length - 1
    const reported = (here?.good ?? 0) + (here?.scrap ?? 0) + output.good + output.scrap
    const components =
      work.hasChildren && (last || !output.cameBack)
        ? await componentsOf(tx.db, workOrder.methodId, { sequence: here?.sequence ?? 0, last })
        : []
    unless([
      ...whyNotOpen(workOrder),
      ...whyNotHeld(job.holdReason),
      ...refuse(
        output.good < 0 || output.scrap < 0 || output.rework < 0,
        'output.negative',
        'Quantities must not be negative.',
      ),
      ...refuse(output.good + output.scrap + output.rework <= 0, 'output.nothing', 'Report at least one piece.'),
      ...whyNotReport(facts, index, workOrder.quantity, output.good + output.scrap),
      ...whyNotWithoutComponents(workOrder.number, reported, components),
    ])
    await startWork(tx, workOrder, job)
    const done = isDone(facts, index, workOrder, output)
    send(
      tx,
      progress(tx.db).execute({
        operationId: output.operationId,
        good: output.good,
        scrap: output.scrap,
        rework: output.rework,
        now: tx.now,
        done,
      }),
    )
    const effects: Effects = { moveIds: [], testIds: [] }
    if (output.good + output.scrap > 0)
      effects.moveIds = await backflush(tx, workOrder, job, {
        sequence: here?.sequence ?? 0,
        first: index === 0,
        pieces: reported,
      })
    if (output.scrap > 0)
      send(
        tx,
        tx.db
          .update(workOrders)
          .set({ scrappedQuantity: sql`${workOrders.scrappedQuantity} + ${output.scrap}` })
          .where(eq(workOrders.id, workOrder.id)),
      )
    if (last && output.good > 0) await completeGoods(tx, workOrder, output.good, done, effects)
    if (last && done) await completeWorkOrder(tx, workOrder.id)
    return {
      workOrderId: workOrder.id,
      completed: last ? output.good : 0,
      operationDone: done,
      workOrderDone: last && done,
      ...effects,
    }
  })

/** An operation is done when everything that can reach it has been reported. */
function isDone(facts: readonly ProgressFacts[], index: number, workOrder: WorkOrderRow, output: Output): boolean {
  const here = facts[index]
  const before = facts[index - 1]
  if (!here) return false
  const reported = here.good + here.scrap + output.good + output.scrap
  return before ? before.done && reported >= before.good : reported >= workOrder.quantity
}

const backflushed = statement('backflushedLines', (db) =>
  db
    .select({
      material: methodMaterials,
      decimals: units.decimals,
      issued:
        sql`(select coalesce(sum(p.issued_quantity), 0) from material_progress p where p.material_id = ${methodMaterials.id})`.mapWith(
          Number,
        ),
    })
    .from(methodMaterials)
    .innerJoin(items, eq(items.id, methodMaterials.itemId))
    .innerJoin(units, eq(units.id, items.stockUnitId))
    .where(
      and(
        eq(methodMaterials.methodId, given('methodId')),
        eq(items.issueMethod, 'backflush'),
        ne(methodMaterials.supply, 'make'),
        or(
          eq(methodMaterials.operationSequence, given('sequence')),
          and(sql`${given('first')}::boolean`, isNull(methodMaterials.operationSequence)),
        ),
      ),
    )
    .orderBy(asc(methodMaterials.line)),
)

/**
 * Takes what a backflushed line still needs for all pieces reported so far: pieces that come back from rework, and what
 * somebody issued by hand, are not taken twice. Materials without an operation belong to the first.
 */
async function backflush(
  tx: Ctx,
  workOrder: WorkOrderRow,
  job: JobRow,
  { sequence, first, pieces }: { sequence: number; first: boolean; pieces: number },
): Promise<number[]> {
  const moveIds: number[] = []
  const lines = await backflushed(tx.db).execute({ methodId: workOrder.methodId, sequence, first })
  for (const { material, decimals, issued } of lines) {
    const quantity = roundQuantity(takenSoFar({ ...material, decimals, fixedQuantity: 0 }, pieces) - issued)
    if (quantity > 0)
      moveIds.push(
        ...(await issueMaterial(tx, { materialId: material.id, quantity }, 'backflush', job)).map((m) => m.id),
      )
  }
  return moveIds
}

/** Serials of completed pieces: those that come back from rework keep theirs, the others get the next ones. */
async function serialsOf(tx: Ctx, workOrder: WorkOrderRow, count: number): Promise<string[]> {
  const made = await tx.db
    .select({ number: lots.number, outside: stockBalances.quantity })
    .from(stockBalances)
    .innerJoin(lots, eq(lots.id, stockBalances.lotId))
    .where(and(eq(stockBalances.placeId, workOrder.placeId ?? 0), eq(stockBalances.itemId, workOrder.itemId)))
    .orderBy(asc(lots.id))
  const back = made
    .filter((m) => m.outside === 0)
    .map((m) => m.number)
    .slice(0, count)
  return [...back, ...serialNumbers(workOrder.number, made.length, count - back.length)]
}

/** Completed goods: into the parent's process, to await their test, or to finished goods; with their value. */
async function completeGoods(
  tx: Ctx,
  workOrder: WorkOrderRow,
  quantity: number,
  last: boolean,
  effects: Effects,
): Promise<void> {
  const [inProcesses, [item], plan, [parent], finished] = await Promise.all([
    inProcessOf(tx.db, [workOrder.id]),
    tx.db.select({ tracking: items.tracking }).from(items).where(eq(items.id, workOrder.itemId)),
    testPlanOf(tx, workOrder.itemId),
    workOrder.parentId === null
      ? []
      : tx.db
          .select()
          .from(workOrders)
          // A parent that is done takes nothing more: what is still made for it is goods in stock.
          .where(and(eq(workOrders.id, workOrder.parentId), inArray(workOrders.status, ['released', 'started']))),
    wellKnown(tx, 'finished'),
  ])
  const inProcess = inProcesses.get(workOrder.id) ?? 0
  const remaining = last
    ? quantity
    : Math.max(quantity, workOrder.quantity - workOrder.completedQuantity - workOrder.scrappedQuantity)
  const value = valueCompleted({ inProcess, quantity, remaining, estimatedUnitCost: workOrder.estimatedUnitCost })
  send(
    tx,
    tx.db
      .update(workOrders)
      .set({ completedQuantity: sql`${workOrders.completedQuantity} + ${quantity}` })
      .where(eq(workOrders.id, workOrder.id)),
  )
  const { tracking } = found(item, 'item', workOrder.itemId)
  const to = plan ? (await wellKnown(tx, 'awaitingTest')).id : (parent?.placeId ?? finished.id)
  const numbers =
    tracking === 'serial'
      ? await serialsOf(tx, workOrder, Math.round(quantity))
      : tracking === 'lot'
        ? [workOrder.number]
        : [null]
  let left = value
  for (const [i, number] of numbers.entries()) {
    const pieces = tracking === 'serial' ? 1 : quantity
    const share = i === numbers.length - 1 ? left : Math.round((value / numbers.length) * 10_000) / 10_000
    left = Math.round((left - share) * 10_000) / 10_000
    const lotId =
      number === null
        ? null
        : (await ensureLot(tx, { itemId: workOrder.itemId, number, serial: tracking === 'serial' })).id
    const move = await postMove(tx, {
      itemId: workOrder.itemId,
      lotId,
      fromPlaceId: workOrder.placeId ?? 0,
      toPlaceId: to,
      quantity: pieces,
      value: share,
      document: 'completion',
      documentNumber: workOrder.number,
    })
    effects.moveIds.push(move.id)
    if (plan)
      effects.testIds.push(
        (
          await openTest(tx, {
            planId: plan.id,
            itemId: workOrder.itemId,
            workOrderId: workOrder.id,
            lotId,
            quantity: pieces,
          })
        ).id,
      )
  }
  if (parent && !plan && workOrder.parentMaterialId !== null)
    await noteIssued(tx, parent.id, workOrder.parentMaterialId, workOrder.itemId, quantity, value)
}
