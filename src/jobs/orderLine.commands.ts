import { and, eq, isNull, ne } from 'drizzle-orm'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { unless } from '../core/refusal.ts'
import { getOrderOfLine } from '../sales/salesOrder.queries.ts'
import { makeJob, noteJobEvent } from './job.commands.ts'
import type { JobRow } from './job.queries.ts'
import { workOrders } from './job.tables.ts'
import { whyNotPlanMore } from './orderLine.rules.ts'
import { plannedFromLine } from './workOrder.commands.ts'

/**
 * One more job for what is still to be delivered of an order line and will not come from the work orders that it has:
 * pieces that were scrapped, returned or lost.
 */
export const planMore = (
  ctx: Ctx,
  salesOrderLineId: number,
  { quantity, reason }: { quantity: number; reason: string },
): Promise<JobRow> =>
  inTransaction(ctx, async (tx) => {
    const { line } = await getOrderOfLine(tx.db, salesOrderLineId, { lock: true })
    const made = await tx.db
      .select()
      .from(workOrders)
      .where(
        and(
          eq(workOrders.salesOrderLineId, salesOrderLineId),
          isNull(workOrders.parentId),
          ne(workOrders.status, 'canceled'),
        ),
      )
      .orderBy(workOrders.id)
    unless(whyNotPlanMore({ ...line, workOrders: made }, quantity))
    const order = await plannedFromLine(tx, salesOrderLineId)
    const job = await makeJob(tx, {}, [{ ...order, quantity }])
    if (reason.trim() !== '') await noteJobEvent(tx, job.id, 'plannedMore', reason.trim())
    return job
  })
