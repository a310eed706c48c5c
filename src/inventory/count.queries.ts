import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import { sum } from '../core/decimal.ts'
import type { ListInput } from '../core/list.model.ts'
import { runList } from '../core/list.queries.ts'
import { found } from '../core/missing.ts'
import { row, rowsOf } from '../core/rows.ts'
import { variance } from './count.rules.ts'
import { countStatuses } from './stock.model.ts'
import { countList } from './stockList.model.ts'

export const listCounts = (db: Db, input: ListInput) =>
  runList(
    db,
    countList,
    sql`select c.id, c.number, c.status, p.code as place, c.created_at as "createdAt", c.posted_at as "postedAt",
        count(l.id)::int as lines, count(l.counted_quantity)::int as counted,
        (count(*) filter (where l.counted_quantity <> l.book_quantity))::int as differences
      from stock_counts c left join places p on p.id = c.place_id left join stock_count_lines l on l.count_id = c.id
      group by c.id, p.code`,
    input,
  )

const Head = z.object({
  id: row.id,
  number: row.text,
  status: z.enum(countStatuses),
  place: row.text.nullable(),
  family: row.text,
  note: row.text,
  createdAt: row.instant,
  createdBy: row.text,
  postedAt: row.instant.nullable(),
  postedBy: row.text,
})

const Line = z.object({
  id: row.id,
  itemId: row.id,
  item: row.text,
  name: row.text,
  unit: row.text,
  tracking: row.text,
  placeId: row.id,
  place: row.text,
  lotId: row.id.nullable(),
  lot: row.text.nullable(),
  bookQuantity: row.number,
  countedQuantity: row.number.nullable(),
  countedAt: row.instant.nullable(),
  countedBy: row.text,
  /** Per stock unit: goods leave at the average of their own balance and are found at the average of all bins, else at standard cost. */
  unitCost: row.number,
})

/** A count with its sheet by place and item; values only for those who may see costs. */
export async function getCount(db: Db, id: number, seesCosts: boolean) {
  const [head] = await rowsOf(
    db,
    sql`select c.id, c.number, c.status, p.code as place, c.family, c.note, c.created_at as "createdAt", c.created_by as "createdBy",
        c.posted_at as "postedAt", c.posted_by as "postedBy"
      from stock_counts c left join places p on p.id = c.place_id where c.id = ${id}`,
    Head,
  )
  const count = found(head, 'stock count', id)
  const rows = await rowsOf(
    db,
    sql`select l.id, l.item_id as "itemId", i.number as item, i.name, u.code as unit, i.tracking, l.place_id as "placeId", p.code as place,
        l.lot_id as "lotId", t.number as lot, l.book_quantity as "bookQuantity", l.counted_quantity as "countedQuantity",
        l.counted_at as "countedAt", l.counted_by as "countedBy",
        round(coalesce(case when b.quantity > 0 and l.counted_quantity < l.book_quantity then b.value / b.quantity end,
          (select sum(s.value) / nullif(sum(s.quantity), 0) from stock_balances s join places sp on sp.id = s.place_id and sp.kind = 'bin' where s.item_id = l.item_id and s.quantity > 0),
          i.standard_cost), 4) as "unitCost"
      from stock_count_lines l join items i on i.id = l.item_id join units u on u.id = i.stock_unit_id join places p on p.id = l.place_id
      left join lots t on t.id = l.lot_id
      left join stock_balances b on b.item_id = l.item_id and b.place_id = l.place_id and b.lot_id is not distinct from l.lot_id
      where l.count_id = ${id} order by p.code, i.number, t.number nulls first`,
    Line,
  )
  const lines = rows.map(({ unitCost, ...line }) => {
    const difference = variance(line, unitCost)
    return { ...line, difference: difference.quantity, differenceValue: seesCosts ? difference.value : null }
  })
  return {
    ...count,
    lines,
    uncounted: lines.filter((l) => l.countedQuantity === null).length,
    differenceValue: seesCosts ? sum(lines.map((l) => l.differenceValue ?? 0)) : null,
  }
}
