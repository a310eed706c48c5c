import { eq } from 'drizzle-orm'
import { items } from '../catalog/item.tables.ts'
import { copyMethod } from '../catalog/method.commands.ts'
import type { MethodTree } from '../catalog/method.model.ts'
import { getMethodTree, masterMethodId } from '../catalog/method.queries.ts'
import type { Ctx } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { nextNumber } from '../core/number.commands.ts'
import { refuse, unless } from '../core/refusal.ts'
import { quotationLines, salesOrderLines } from '../sales/sales.tables.ts'
import { daysBefore, leadDays, requiredOf, startQuantity } from './job.rules.ts'
import { workOrders } from './job.tables.ts'

export type PlannedOrder = {
  salesOrderLineId: number | null
  itemId: number
  quantity: number
  dueOn: string
  methodId: number | null
}

/** What a sales order line asks to be made: its quotation line's tailored method, else the item's own. */
export async function plannedFromLine(tx: Ctx, salesOrderLineId: number): Promise<PlannedOrder> {
  const [row] = await tx.db
    .select({ line: salesOrderLines, methodId: quotationLines.methodId })
    .from(salesOrderLines)
    .leftJoin(quotationLines, eq(quotationLines.id, salesOrderLines.quotationLineId))
    .where(eq(salesOrderLines.id, salesOrderLineId))
  const { line, methodId } = found(row, 'sales order line', salesOrderLineId)
  return {
    salesOrderLineId,
    itemId: line.itemId,
    quantity: line.quantity,
    dueOn: line.currentPromiseOn,
    methodId: methodId ?? null,
  }
}

/** Copies the method once and makes a work order of every made level, the top one first. */
export async function planWorkOrders(tx: Ctx, jobId: number, order: PlannedOrder): Promise<number> {
  const source = order.methodId ?? (await masterMethodId(tx.db, order.itemId))
  const [item] = await tx.db.select({ number: items.number }).from(items).where(eq(items.id, order.itemId))
  unless(
    refuse(
      source === undefined,
      'job.no-method',
      `Nobody has said how to make ${found(item, 'item', order.itemId).number}: it has no method.`,
    ),
  )
  const tree = await getMethodTree(tx.db, await copyMethod(tx, source ?? 0, 'workOrder'))
  return planLevel(tx, jobId, tree, {
    quantity: order.quantity,
    dueOn: order.dueOn,
    salesOrderLineId: order.salesOrderLineId,
    parentId: null,
    parentMaterialId: null,
  })
}

type Level = {
  quantity: number
  dueOn: string
  salesOrderLineId: number | null
  parentId: number | null
  parentMaterialId: number | null
}

export async function planLevel(tx: Ctx, jobId: number, tree: MethodTree, level: Level): Promise<number> {
  const [row] = await tx.db
    .insert(workOrders)
    .values({
      ...level,
      number: await nextNumber(tx, 'WO'),
      jobId,
      status: 'planned',
      itemId: tree.itemId,
      revision: tree.revision,
      methodId: tree.id,
    })
    .returning({ id: workOrders.id })
  const id = found(row, 'work order', tree.itemNumber).id
  const started = startQuantity(
    level.quantity,
    tree.operations.map((o) => o.scrapPercent),
    tree.decimals,
  )
  const dueOn = daysBefore(level.dueOn, leadDays(tree.operations, started))
  for (const m of tree.materials)
    if (m.child)
      await planLevel(tx, jobId, m.child, {
        quantity: requiredOf(m, level.quantity, tree),
        dueOn,
        salesOrderLineId: level.salesOrderLineId,
        parentId: id,
        parentMaterialId: m.id,
      })
  return id
}
