import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import { row, rowsOf } from '../core/rows.ts'

/** The cost now in process of work orders: what stock moves brought and took, and what was posted on them. */
export async function inProcessOf(db: Db, workOrderIds: readonly number[]): Promise<Map<number, number>> {
  if (workOrderIds.length === 0) return new Map()
  const rows = await rowsOf(
    db,
    sql`select w.id, coalesce((select sum(b.value) from stock_balances b where b.place_id = w.place_id), 0)
        + coalesce((select sum(c.amount) from cost_entries c where c.work_order_id = w.id), 0) as amount
      from work_orders w where w.id in (${sql.join(
        workOrderIds.map((id) => sql`${id}`),
        sql`, `,
      )})`,
    z.object({ id: row.id, amount: row.number }),
  )
  return new Map(rows.map((r) => [r.id, r.amount]))
}
