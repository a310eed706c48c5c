import { sql } from 'drizzle-orm'
import { dayAt, getCompany } from '../core/company.queries.ts'
import type { Db } from '../core/ctx.ts'
import type { ListInput } from '../core/list.model.ts'
import { runList } from '../core/list.queries.ts'
import { readyToShipList } from './shipment.model.ts'

/**
 * Open order lines with what of each could leave now. A lot made for a line counts for that line alone; goods made for
 * nobody are shared out by promise date, so that no piece is shown ready twice. What lies on a draft is taken already.
 */
const readyLines = (today: string) => sql`
  with wanted as (
    select ol.id, ol.sales_order_id, ol.line, ol.item_id, ol.description, ol.current_promise_on, i.kind = 'service' as service,
      ol.quantity - ol.delivered_quantity as open,
      coalesce((select sum(l.quantity) from shipment_lines l join shipments s on s.id = l.shipment_id and s.status = 'draft' where l.sales_order_line_id = ol.id), 0) as drafted
    from sales_order_lines ol join sales_orders o on o.id = ol.sales_order_id join items i on i.id = ol.item_id
    where o.status = 'open' and ol.canceled = '' and ol.delivered_quantity < ol.quantity
  ), bins as (
    select b.item_id, b.quantity,
      (select w.sales_order_line_id from stock_moves m join work_orders w on w.place_id = m.from_place_id join wanted x on x.id = w.sales_order_line_id
        where m.lot_id = b.lot_id and m.document = 'completion' order by m.id limit 1) as line_id
    from stock_balances b join places p on p.id = b.place_id
    where p.kind = 'bin' and b.quantity > 0 and not p.archived and b.item_id in (select item_id from wanted)
  ), shared as (
    select item_id, greatest(0, sum(quantity)
      - coalesce((select sum(r.quantity) from reservations r where r.item_id = bins.item_id and r.demand <> 'salesOrderLine'), 0)) as quantity
    from bins where line_id is null group by item_id
  ), owned as (
    select wanted.*, coalesce((select sum(quantity) from bins where line_id = wanted.id), 0) as own from wanted
  ), needed as (
    select owned.*, greatest(0, open - own) as need,
      coalesce(sum(greatest(0, open - own)) over (partition by item_id order by current_promise_on, id rows between unbounded preceding and 1 preceding), 0) as earlier
    from owned
  ), counted as (
    select n.*, case when n.service then n.open else least(n.open, n.own + least(n.need, greatest(0, coalesce(s.quantity, 0) - n.earlier))) end as released,
      coalesce((select sum(t.quantity) from tests t join work_orders w on w.id = t.work_order_id where w.sales_order_line_id = n.id and t.item_id = n.item_id and t.status in ('waiting', 'passed', 'failed')), 0) as awaiting,
      coalesce((select sum(t.quantity) from tests t join work_orders w on w.id = t.work_order_id where w.sales_order_line_id = n.id and t.item_id = n.item_id and t.status = 'rejected' and t.reworked_at is null), 0) as rejected,
      coalesce((select sum(greatest(0, w.quantity - w.completed_quantity - w.scrapped_quantity)) from work_orders w where w.sales_order_line_id = n.id and w.item_id = n.item_id and w.status in ('released', 'started')), 0) as in_work
    from needed n left join shared s on s.item_id = n.item_id
  )
  select c.id, o.customer_id as "customerId", p.name as customer, o.id as "salesOrderId", o.number as "order", c.line, i.number as item, c.description,
    c.current_promise_on::text as "promisedOn", c.open, greatest(0, c.released - c.drafted) as ready, c.awaiting as "awaitingTest", c.rejected, c.in_work as "inWork",
    c.drafted as "onDraft", c.current_promise_on < ${today}::date as late,
    case when c.drafted >= c.open then 'onDraft' when c.released >= c.open then 'ready' when c.released > 0 then 'partly' when c.awaiting > 0 then 'awaitingTest'
      when c.in_work > 0 then 'inWork' when c.rejected > 0 then 'rejected' else 'notStarted' end as state
  from counted c join sales_orders o on o.id = c.sales_order_id join parties p on p.id = o.customer_id join items i on i.id = c.item_id`

export async function listReadyToShip(db: Db, now: string, input: ListInput) {
  const { timeZone } = await getCompany(db)
  return runList(db, readyToShipList, readyLines(dayAt(now, timeZone)), input)
}
