import { and, asc, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import { compareMethods } from '../catalog/compare.rules.ts'
import { getMethodTree } from '../catalog/method.queries.ts'
import type { Db } from '../core/ctx.ts'
import { familyOf } from './family.queries.ts'
import { getJobRow, getWorkOrder, type WorkOrderRow } from './job.queries.ts'
import { type MemberFacts, whyNotMerge } from './job.rules.ts'
import { materialProgress, operationProgress, workOrders } from './job.tables.ts'
import type { MergeCandidate } from './workOrder.contract.ts'

/** What the rules of regrouping ask of a work order. */
export async function factsOf(
  db: Db,
  w: WorkOrderRow,
): Promise<MemberFacts & { quantity: number; salesOrderLineId: number | null }> {
  const family = (await familyOf(db, w)).map((f) => f.id)
  const progress = await db
    .select()
    .from(operationProgress)
    .where(
      and(
        inArray(operationProgress.workOrderId, family),
        sql`(${operationProgress.startedAt} is not null or ${operationProgress.goodQuantity} > 0)`,
      ),
    )
  const issued = await db.select().from(materialProgress).where(inArray(materialProgress.workOrderId, family))
  const job = await getJobRow(db, w.jobId)
  const parent = w.parentId === null ? null : await getWorkOrder(db, w.parentId)
  return {
    number: w.number,
    status: w.status,
    jobNumber: job.number,
    parentNumber: parent?.number ?? null,
    hasProgress: progress.length > 0 || issued.length > 0,
    quantity: w.quantity,
    salesOrderLineId: w.salesOrderLineId,
  }
}

/** Made the same way: the same item and revision, and no difference on any level. */
export async function areMadeAlike(db: Db, members: readonly WorkOrderRow[]): Promise<boolean> {
  const [first, ...others] = await Promise.all(members.map((w) => getMethodTree(db, w.methodId)))
  return others.every(
    (o) => first && o.itemId === first.itemId && o.revision === first.revision && compareMethods(first, o).length === 0,
  )
}

/** Other work orders of the same item that nobody has started, each with why it cannot be merged into this one. */
export async function mergeCandidates(db: Db, id: number): Promise<MergeCandidate[]> {
  const workOrder = await getWorkOrder(db, id)
  const own = await factsOf(db, workOrder)
  const others = await db
    .select({ id: workOrders.id })
    .from(workOrders)
    .where(
      and(
        eq(workOrders.itemId, workOrder.itemId),
        ne(workOrders.id, id),
        isNull(workOrders.parentId),
        inArray(workOrders.status, ['planned', 'released']),
      ),
    )
    .orderBy(asc(workOrders.dueOn), asc(workOrders.id))
    .limit(50)
  return Promise.all(
    others.map(async (o) => {
      const other = await getWorkOrder(db, o.id)
      const facts = await factsOf(db, other)
      const job = await getJobRow(db, other.jobId)
      return {
        id: other.id,
        number: other.number,
        jobId: job.id,
        job: job.number,
        title: job.title,
        quantity: other.quantity,
        dueOn: other.dueOn,
        whyNot: whyNotMerge([own, facts], await areMadeAlike(db, [workOrder, other])),
      }
    }),
  )
}
