import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { followMethods, guardMethods } from './catalog/method.commands.ts'
import type { Ctx } from './core/ctx.ts'
import { refuse } from './core/refusal.ts'
import { row, rowsOf } from './core/rows.ts'
import { followMethodCopy } from './jobs/followMethod.commands.ts'

/** When the owner of a method's copy no longer lets it change: what was sent to a customer, and what is finished, stays as it was. */
const Owner = z.object({ number: row.text, status: row.text })

/** The quotation whose line owns this level, however deep it lies. */
const quotationOf = (ctx: Ctx, methodId: number) =>
  rowsOf(
    ctx.db,
    sql`with recursive up(id) as (select ${methodId}::bigint union select m.method_id from method_materials m join up on m.child_method_id = up.id)
      select q.number, q.status from up join quotation_lines l on l.method_id = up.id join quotations q on q.id = l.quotation_id`,
    Owner,
  )

const workOrderOf = (ctx: Ctx, methodId: number) =>
  rowsOf(ctx.db, sql`select number, status from work_orders where method_id = ${methodId}`, Owner)

guardMethods('quotationLine', async (ctx, methodId) =>
  (await quotationOf(ctx, methodId)).flatMap((q) =>
    refuse(q.status !== 'draft', 'method.quotation-sent', `${q.number} is ${q.status}: revise it first.`),
  ),
)

guardMethods('workOrder', async (ctx, methodId) =>
  (await workOrderOf(ctx, methodId)).flatMap((w) =>
    refuse(
      ['completed', 'closed', 'canceled'].includes(w.status),
      'method.work-order-over',
      `${w.number} is ${w.status}: its method stays as it was made.`,
    ),
  ),
)

/** A work order's copy that gets a made line gets a work order for it. */
followMethods('workOrder', followMethodCopy)
