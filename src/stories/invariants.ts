import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import { row, rowsOf } from '../core/rows.ts'
import { costFaults } from '../costing/costFaults.queries.ts'

const faults = async (db: Db, select: ReturnType<typeof sql>) =>
  (await rowsOf(db, select, z.object({ fault: row.text }))).map((r) => r.fault)

/** Each balance is the sum of its moves, in quantity and in value. */
const stockIsItsMoves = (db: Db) =>
  faults(
    db,
    sql`select 'Balance ' || b.id || ' of ' || i.number || ' at ' || p.code || ': ' || b.quantity || ' worth ' || b.value || ', moved ' || coalesce(sum(m.q), 0) || ' worth ' || coalesce(sum(m.v), 0) as fault
      from stock_balances b join items i on i.id = b.item_id join places p on p.id = b.place_id
      left join (select item_id, lot_id, to_place_id as place_id, quantity as q, value as v from stock_moves
        union all select item_id, lot_id, from_place_id, -quantity, -value from stock_moves) m
        on m.item_id = b.item_id and m.place_id = b.place_id and m.lot_id is not distinct from b.lot_id
      group by b.id, i.number, p.code having b.quantity <> coalesce(sum(m.q), 0) or b.value <> coalesce(sum(m.v), 0)`,
  )

/** Every move has its two balances, and no physical place holds less than nothing or a value without goods. */
const stockIsThere = (db: Db) =>
  faults(
    db,
    sql`select 'Move ' || m.id || ' has no balance at place ' || s.place_id as fault from stock_moves m cross join lateral (values (m.from_place_id), (m.to_place_id)) as s(place_id)
        where not exists (select from stock_balances b where b.item_id = m.item_id and b.place_id = s.place_id and b.lot_id is not distinct from m.lot_id)
      union all select 'Place ' || p.code || ' holds ' || b.quantity || ' of ' || i.number || ' worth ' || b.value from stock_balances b join places p on p.id = b.place_id join items i on i.id = b.item_id
        where p.physical and (b.quantity < 0 or (b.quantity = 0 and b.value <> 0))`,
  )

/** What awaits its test is what undecided tests stand for. */
const testsAreTheirGoods = (db: Db) =>
  faults(
    db,
    sql`select i.number || ': ' || coalesce(s.q, 0) || ' await their test, but undecided tests stand for ' || coalesce(t.q, 0) as fault from items i
      left join (select b.item_id, sum(b.quantity) as q from stock_balances b join places p on p.id = b.place_id where p.kind = 'awaitingTest' group by b.item_id) s on s.item_id = i.id
      left join (select item_id, sum(quantity) as q from tests where status in ('waiting', 'passed', 'failed') group by item_id) t on t.item_id = i.id
      where coalesce(s.q, 0) <> coalesce(t.q, 0)`,
  )

/** Work orders have completed what their last operation made, and what left their process. */
const workIsItsReports = (db: Db) =>
  faults(
    db,
    sql`select w.number || ': ' || w.completed_quantity || ' completed, ' || m.left || ' left its process' as fault from work_orders w
        join lateral (select coalesce(sum(case when x.from_place_id = w.place_id then x.quantity else -x.quantity end), 0) as left from stock_moves x where x.item_id = w.item_id and w.place_id in (x.from_place_id, x.to_place_id)) m on true
        where w.completed_quantity <> m.left
      union all
      select w.number || ': ' || w.completed_quantity || ' completed, but the last operation is good for ' || g.good_quantity from work_orders w
        join lateral (select p.good_quantity from operation_progress p join method_operations o on o.id = p.operation_id where p.work_order_id = w.id order by o.sequence desc limit 1) g on true
        where g.good_quantity <> w.completed_quantity`,
  )

/** Issued material, by its moves; deliveries and vendor quantities, by their documents. */
const documentsAreTheirMoves = (db: Db) =>
  faults(
    db,
    sql`select s.number || ' / ' || l.line || ': ' || l.delivered_quantity || ' delivered, ' || d.q || ' shipped' as fault from sales_order_lines l join sales_orders s on s.id = l.sales_order_id
        join lateral (select coalesce(sum(x.quantity), 0) as q from shipment_lines x join shipments h on h.id = x.shipment_id where x.sales_order_line_id = l.id and h.status = 'shipped') d on true
        where l.delivered_quantity <> d.q
      union all
      select 'Operation ' || p.operation_id || ': ' || p.at_vendor_quantity || ' at the vendor, ' || v.q || ' sent and not back' from operation_progress p
        join lateral (select coalesce(sum(x.quantity - x.good_quantity - x.rejected_quantity - x.lost_quantity), 0) as q from dispatch_lines x join dispatches h on h.id = x.dispatch_id where x.operation_id = p.operation_id and h.status = 'sent') v on true
        where p.at_vendor_quantity <> v.q`,
  )

/**
 * What must hold after any history, read from the tables of all areas: stock is its moves, books balance and tie to what is
 * there, every cost is explained by its fact and posted once (the database forbids twice), documents agree with their goods.
 */
export const brokenInvariants = async (db: Db): Promise<string[]> => [
  ...(await stockIsItsMoves(db)),
  ...(await stockIsThere(db)),
  ...(await testsAreTheirGoods(db)),
  ...(await workIsItsReports(db)),
  ...(await documentsAreTheirMoves(db)),
  ...(await costFaults(db)),
]
