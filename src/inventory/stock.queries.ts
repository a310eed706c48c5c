import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { row, rowsOf } from '../core/rows.ts'
import { stockMoves } from './stock.tables.ts'

const Available = z.object({ itemId: row.id, onHand: row.number, value: row.number, reserved: row.number })
export type Available = z.infer<typeof Available>

/** Stock in bins and what of it is reserved, per item. Goods awaiting test, rejected or at vendors are not available. */
export const availableOf = async (db: Db, itemIds: readonly number[]): Promise<Map<number, Available>> => {
  if (itemIds.length === 0) return new Map()
  const ids = sql`(${sql.join(
    itemIds.map((id) => sql`${id}`),
    sql`, `,
  )})`
  const rows = await rowsOf(
    db,
    sql`select i.id as "itemId",
        coalesce((select sum(b.quantity) from stock_balances b join places p on p.id = b.place_id where b.item_id = i.id and p.kind = 'bin'), 0) as "onHand",
        coalesce((select sum(b.value) from stock_balances b join places p on p.id = b.place_id where b.item_id = i.id and p.kind = 'bin'), 0) as "value",
        coalesce((select sum(r.quantity) from reservations r where r.item_id = i.id), 0) as "reserved"
      from items i where i.id in ${ids}`,
    Available,
  )
  return new Map(rows.map((f) => [f.itemId, f]))
}

const InBin = z.object({
  placeId: row.id,
  place: row.text,
  lotId: row.id.nullable(),
  lot: row.text.nullable(),
  quantity: row.number,
  value: row.number,
})
export type InBin = z.infer<typeof InBin>

/** Where an item lies in bins, oldest lot first: the order in which it is picked. */
export const binsOf = (db: Db, itemId: number): Promise<InBin[]> =>
  rowsOf(
    db,
    sql`select b.place_id as "placeId", p.code as place, b.lot_id as "lotId", l.number as lot, b.quantity, b.value
      from stock_balances b join places p on p.id = b.place_id left join lots l on l.id = b.lot_id
      where b.item_id = ${itemId} and p.kind = 'bin' and b.quantity > 0 and not p.archived
      order by l.expires_on nulls last, b.lot_id nulls first, p.code`,
    InBin,
  )

export async function getMove(db: Db, id: number): Promise<typeof stockMoves.$inferSelect> {
  const [move] = await db.select().from(stockMoves).where(eq(stockMoves.id, id))
  return found(move, 'stock move', id)
}
