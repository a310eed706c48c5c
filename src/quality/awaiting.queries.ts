import { inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import type { Refusal } from '../core/refusal.ts'
import { row, rowsOf } from '../core/rows.ts'
import { workOrders } from '../jobs/job.tables.ts'
import { notSettled, toRework } from '../jobs/parts.queries.ts'
import { whyNotTested } from './test.rules.ts'

/** The goods of work orders that nobody has decided on yet, or that wait for their rework, work order by work order. */
export const awaitingOf = (db: Db, workOrderIds: readonly number[]) =>
  rowsOf(
    db,
    sql`select ${workOrders.number} as "workOrder", i.number as item, t.rework, t.tests, t.quantity from ${workOrders} join items i on i.id = ${workOrders.itemId}
      join lateral (select ${toRework} as rework, string_agg(x.number, ', ' order by x.id) as tests, sum(x.quantity) as quantity from tests x
        where x.work_order_id = ${workOrders.id} and ${notSettled} group by 1) t on t.quantity > 0
      where ${inArray(workOrders.id, [...workOrderIds])} order by ${workOrders.id}, t.rework`,
    z.object({ workOrder: row.text, item: row.text, rework: row.flag, tests: row.text, quantity: row.number }),
  )

/** Goods that await their test or their rework may still be worked on or scrapped, so their work is not over. */
export const whyNotTestsDecided = async (db: Db, workOrderIds: readonly number[]): Promise<Refusal[]> =>
  (await awaitingOf(db, workOrderIds)).flatMap(whyNotTested)
