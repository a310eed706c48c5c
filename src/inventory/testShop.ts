import { sql } from 'drizzle-orm'
import { items, units } from '../catalog/item.tables.ts'
import type { Ctx } from '../core/ctx.ts'
import { found } from '../core/missing.ts'

const plainItem = {
  kind: 'bought',
  family: '',
  tracking: 'none',
  revision: '',
  standardCost: 0,
  salesPrice: 0,
  issueMethod: 'issue',
  purchaseFactor: 1,
  leadDays: 1,
  reorderPoint: 0,
  reorderQuantity: 0,
  weightKg: 0,
  areaM2: 0,
  drawing: '',
  notes: '',
} as const

/** An item counted in pieces, made on the spot for a test. */
export async function testItem(ctx: Ctx, number: string, fields: Partial<typeof items.$inferInsert> = {}) {
  const [unit] = await ctx.db
    .insert(units)
    .values({ code: 'pc', name: 'Piece', dimension: 'count', factor: 1, decimals: 0 })
    .onConflictDoUpdate({ target: units.code, set: { name: 'Piece' } })
    .returning()
  const [item] = await ctx.db
    .insert(items)
    .values({ ...plainItem, number, name: `${number} item`, stockUnitId: found(unit, 'unit', 'pc').id, ...fields })
    .returning()
  return found(item, 'item', number)
}

/** Balances that are not the sum of their moves, in quantity or value. Must always be none. */
export async function unequalBalances(ctx: Ctx) {
  const { rows } = await ctx.db.execute(sql`
    select b.item_id, b.place_id, b.quantity, b.value, coalesce(sum(m.q), 0) as moved, coalesce(sum(m.v), 0) as moved_value from stock_balances b
    left join (select item_id, lot_id, to_place_id as place_id, quantity as q, value as v from stock_moves
      union all select item_id, lot_id, from_place_id, -quantity, -value from stock_moves) m
      on m.item_id = b.item_id and m.place_id = b.place_id and m.lot_id is not distinct from b.lot_id
    group by b.id having b.quantity <> coalesce(sum(m.q), 0) or b.value <> coalesce(sum(m.v), 0)`)
  return rows
}
