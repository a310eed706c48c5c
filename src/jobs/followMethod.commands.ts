import { and, eq, inArray, ne } from 'drizzle-orm'
import type { MethodTree } from '../catalog/method.model.ts'
import { getMethodTree } from '../catalog/method.queries.ts'
import type { Ctx } from '../core/ctx.ts'
import { roundQuantity } from '../core/decimal.ts'
import { unless } from '../core/refusal.ts'
import { familyOf } from './family.queries.ts'
import { whyNotAddedBehind, whyNotUnmake } from './followMethod.rules.ts'
import { freeMaterials, freezeEstimates, noteJobEvent, readyForWork } from './job.commands.ts'
import { getWorkOrder, operationsOf, type WorkOrderRow } from './job.queries.ts'
import { daysBefore, leadDays, requiredOf, startQuantity, whyNotLevel } from './job.rules.ts'
import { workOrders } from './job.tables.ts'
import { progressFacts } from './jobPage.queries.ts'
import { setQuantities } from './quantity.commands.ts'
import { levelStates, quantityFacts } from './quantity.queries.ts'
import { followedQuantities, leastQuantity } from './quantity.rules.ts'
import { planLevel } from './workOrder.commands.ts'

const running = (w: { status: string }): boolean => w.status === 'released' || w.status === 'started'

const startedOf = (tree: MethodTree, quantity: number): number =>
  startQuantity(
    quantity,
    tree.operations.map((o) => o.scrapPercent),
    tree.decimals,
  )
const needs = (tree: MethodTree, quantity: number): Map<number, number> =>
  new Map(tree.materials.filter((m) => m.supply === 'make').map((m) => [m.id, requiredOf(m, quantity, tree)]))

/**
 * What follows when a work order's copy of the method has changed: a new made line gets its work order, one that is no
 * longer made loses it while nobody has started, what is made below follows in quantity, and a running work order can
 * report on its new operations.
 */
export async function followMethodCopy(tx: Ctx, before: MethodTree): Promise<void> {
  const [owner] = await tx.db
    .select({ id: workOrders.id })
    .from(workOrders)
    .where(and(eq(workOrders.methodId, before.id), ne(workOrders.status, 'canceled')))
  if (!owner) return
  const workOrder = await getWorkOrder(tx.db, owner.id, { lock: true })
  const after = await getMethodTree(tx.db, before.id)
  const facts = progressFacts(await operationsOf(tx.db, [workOrder.id]))
  const known = new Set(before.operations.map((o) => o.id))
  unless(whyNotAddedBehind(workOrder.number, facts, known))
  await unmake(tx, workOrder, after)
  await resizeChildren(tx, workOrder, needs(before, workOrder.quantity), needs(after, workOrder.quantity))
  await makeChildren(tx, workOrder, after)
  if (running(workOrder)) await readyForWork(tx, [workOrder])
  else await releaseAdded(tx, workOrder)
}

const childrenOf = (tx: Ctx, id: number) =>
  tx.db
    .select()
    .from(workOrders)
    .where(and(eq(workOrders.parentId, id), ne(workOrders.status, 'canceled')))

/** Cancels the work orders of lines that are taken from stock or bought now. */
async function unmake(tx: Ctx, workOrder: WorkOrderRow, after: MethodTree): Promise<void> {
  const made = new Set(after.materials.filter((m) => m.supply === 'make').map((m) => m.id))
  const gone = (await childrenOf(tx, workOrder.id)).filter(
    (c) => c.parentMaterialId !== null && !made.has(c.parentMaterialId),
  )
  for (const child of gone) {
    const family = await familyOf(tx.db, await getWorkOrder(tx.db, child.id))
    unless(whyNotUnmake((await levelStates(tx.db, family)).map((l) => ({ ...l, reported: leastQuantity(l) }))))
    const ids = family.map((f) => f.id)
    await freeMaterials(tx, ids)
    // The line may be removed later; a canceled work order does not hold it.
    await tx.db
      .update(workOrders)
      .set({ status: 'canceled', parentMaterialId: null })
      .where(inArray(workOrders.id, ids))
    await noteJobEvent(tx, workOrder.jobId, 'unmade', `${child.number}: no longer made for ${workOrder.number}`)
  }
}

/** What is made below follows by as much as it is needed more or less than before. */
async function resizeChildren(
  tx: Ctx,
  workOrder: WorkOrderRow,
  before: ReadonlyMap<number, number>,
  after: ReadonlyMap<number, number>,
): Promise<void> {
  for (const child of await childrenOf(tx, workOrder.id)) {
    const line = child.parentMaterialId ?? 0
    const more = roundQuantity((after.get(line) ?? 0) - (before.get(line) ?? after.get(line) ?? 0))
    if (more === 0 || child.status === 'completed' || child.status === 'closed') continue
    const { family } = await quantityFacts(tx.db, await getWorkOrder(tx.db, child.id))
    const own = family.find((f) => f.id === child.id)
    const quantity = Math.max(roundQuantity(child.quantity + more), own ? leastQuantity(own) : 0)
    if (quantity <= 0) continue
    await setQuantities(tx, family, followedQuantities(family, child.id, quantity))
    await noteJobEvent(tx, workOrder.jobId, 'quantity', `${child.quantity} → ${quantity}`, child.id)
  }
}

/** A work order for every made line that has none, released at once when its parent is and nothing is missing. */
async function makeChildren(tx: Ctx, workOrder: WorkOrderRow, after: MethodTree): Promise<void> {
  const have = new Set((await childrenOf(tx, workOrder.id)).map((c) => c.methodId))
  const needed = needs(after, workOrder.quantity)
  const days = leadDays(after.operations, startedOf(after, workOrder.quantity))
  for (const line of after.materials) {
    if (!line.child || have.has(line.child.id)) continue
    const id = await planLevel(tx, workOrder.jobId, line.child, {
      quantity: needed.get(line.id) ?? 0,
      dueOn: daysBefore(workOrder.dueOn, days),
      salesOrderLineId: workOrder.salesOrderLineId,
      parentId: workOrder.id,
      parentMaterialId: line.id,
    })
    const child = await getWorkOrder(tx.db, id)
    await noteJobEvent(tx, workOrder.jobId, 'madeToo', `${child.quantity} × ${child.itemName}`, id)
    await releaseAdded(tx, child)
  }
}

/** A planned level of a running parent is released as soon as it says how and where it is made. */
async function releaseAdded(tx: Ctx, workOrder: WorkOrderRow): Promise<void> {
  if (workOrder.status !== 'planned' || workOrder.parentId === null) return
  if (!running(await getWorkOrder(tx.db, workOrder.parentId))) return
  const family = (await familyOf(tx.db, workOrder)).filter((w) => w.status === 'planned')
  const operations = await operationsOf(
    tx.db,
    family.map((w) => w.id),
  )
  const ready = family.every(
    (w) =>
      whyNotLevel({
        ...w,
        operations: operations.filter((o) => o.workOrderId === w.id).map((o) => o.operation),
      }).length === 0,
  )
  if (!ready) return
  await readyForWork(tx, family)
  await freezeEstimates(tx, [workOrder])
  await tx.db
    .update(workOrders)
    .set({ status: 'released' })
    .where(
      inArray(
        workOrders.id,
        family.map((w) => w.id),
      ),
    )
  await noteJobEvent(tx, workOrder.jobId, 'release', workOrder.number, workOrder.id)
}
