import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Ctx } from '../core/ctx.ts'
import { row, rowsOf } from '../core/rows.ts'

/** Where the pieces of an item are, by place, without empty places; for tests. */
export const whereIs = async (ctx: Ctx, itemId: number): Promise<Record<string, number>> => {
  const rows = await rowsOf(
    ctx.db,
    sql`select p.code, sum(b.quantity) as quantity from stock_balances b join places p on p.id = b.place_id
      where b.item_id = ${itemId} and p.kind <> 'production' group by p.code having sum(b.quantity) <> 0 order by p.code`,
    z.object({ code: row.text, quantity: row.number }),
  )
  return Object.fromEntries(rows.map((r) => [r.code, r.quantity]))
}
