import { type SQL, sql } from 'drizzle-orm'

/**
 * Material of work orders `w` by item: stock that went into their process less what came back. Goods made one level below
 * are no material, whether they pass straight up or by way of a test and the stores: their own level has their cost.
 * Only what is issued of such an item beyond what the level below gave out is material (`moved` is all of it).
 */
export const materialByItem = (which: SQL): SQL => sql`select n.id, n.item_id, n.quantity, n.value as moved,
    case when n.made <= 0 then n.value when n.quantity <= n.made then 0 else round(n.value * (n.quantity - n.made) / n.quantity, 4) end as amount
  from (select w.id, m.item_id, sum(case when m.to_place_id = w.place_id then m.quantity else -m.quantity end) as quantity, sum(case when m.to_place_id = w.place_id then m.value else -m.value end) as value,
      coalesce((select sum(case when x.from_place_id = c.place_id then x.quantity else -x.quantity end) from work_orders c join stock_moves x on (x.from_place_id = c.place_id or x.to_place_id = c.place_id) and x.item_id = c.item_id
        join places p on p.id = case when x.from_place_id = c.place_id then x.to_place_id else x.from_place_id end where c.parent_id = w.id and c.item_id = m.item_id and p.kind <> 'production'), 0) as made
    from work_orders w
    join stock_moves m on (m.to_place_id = w.place_id or m.from_place_id = w.place_id) and m.item_id <> w.item_id
    join places other on other.id = case when m.to_place_id = w.place_id then m.from_place_id else m.to_place_id end
    where ${which} and other.kind <> 'production' group by w.id, m.item_id) n`

/**
 * What is still to be spent on work orders `w`, by element: nothing on what is over. Before that, for what follows the work
 * (labor, machine, overhead), the estimate's share of the planned minutes not yet reported; for what is bought or happens once
 * (material, set-up, outside, tooling, freight), what the estimate has left. Rework and scrap are never planned. The cost
 * sheet and the reports read it here, so that they cannot forecast one job differently.
 */
export const toGoByElement = (which: SQL, estimates: SQL = sql`w.estimated_costs`): SQL => sql`select w.id, x.element,
    case when w.status in ('completed', 'closed', 'canceled') or x.element in ('rework', 'scrap') then 0
      when x.element in ('labor', 'machine', 'overhead') then round(x.estimate * (1 - coalesce(d.share, 0)), 4)
      else greatest(0, x.estimate - coalesce(a.amount, 0) - case when x.element = 'material' then coalesce(m.amount, 0) else 0 end) end as amount
  from work_orders w
  cross join lateral (select e.key as element, e.value::numeric as estimate from jsonb_each_text(${estimates}) e) x
  left join lateral (select sum(o.weight * o.share) / nullif(sum(o.weight), 0) as share from (
    select greatest(o.setup_minutes + o.run_minutes * w.quantity, 0.001) as weight,
        case when p.done then 1 else least(1, coalesce(p.good_quantity, 0) / nullif(w.quantity, 0)) end as share
      from method_operations o left join operation_progress p on p.operation_id = o.id where o.method_id = w.method_id) o) d on true
  left join lateral (select sum(e.amount) as amount from cost_entries e where e.work_order_id = w.id and e.element = x.element and e.source <> 'close') a on true
  left join (select i.id, sum(i.amount) as amount from (${materialByItem(which)}) i group by i.id) m on m.id = w.id
  where ${which}`

/** Members of a job whose cost is the job's: canceled ones only when the whole job is. */
const counted = (job: SQL): SQL =>
  sql`w.job_id = ${job} and (w.status <> 'canceled' or (select k.status from jobs k where k.id = w.job_id) = 'canceled')`

/** Material that a job has used; `job` is the expression of its id. */
export const materialOfJob = (job: SQL): SQL =>
  sql`(select coalesce(sum(m.amount), 0) from (${materialByItem(counted(job))}) m)`

/** What is spent on a job, given its material, and what its open work orders still have to go, in one amount. */
export const forecastOfJob = (job: SQL, material: SQL): SQL => sql`(select round(${material}
    + coalesce((select sum(e.amount) from cost_entries e join work_orders w on w.id = e.work_order_id where e.source <> 'close' and ${counted(job)}), 0)
    + coalesce((select sum(t.amount) from (${toGoByElement(sql`w.job_id = ${job} and w.status in ('planned', 'released', 'started')`)}) t), 0), 2))`

/**
 * What a job's order lines pay for it. A line's quantity (what was delivered, once it is closed short) goes to the work orders
 * that make it in the order in which they were planned, to each as many as come out of it: so what is made in place of scrap is
 * paid once, and its one-off charge is shared out like the pieces. A canceled line pays nothing.
 */
export const revenueOfJob = (job: SQL): SQL => sql`(select coalesce(sum(round((
      l.unit_price * (a.upto - a.before) + round(l.one_off_price * a.upto / l.quantity, 2) - round(l.one_off_price * a.before / l.quantity, 2)) * s.exchange_rate, 2)), 0)
  from sales_order_lines l join sales_orders s on s.id = l.sales_order_id
  cross join lateral (select n.job_id, least(n.made, l.quantity) as upto, least(n.made - n.pieces, l.quantity) as before
    from (select e.job_id, e.pieces, sum(e.pieces) over (order by e.id) as made
      from (select w.id, w.job_id, case when w.status in ('completed', 'closed') then least(w.quantity, w.completed_quantity)
            else greatest(w.completed_quantity, w.quantity - w.scrapped_quantity) end as pieces
          from work_orders w where w.sales_order_line_id = l.id and w.parent_id is null and w.status <> 'canceled') e) n) a
  where l.canceled = '' and l.quantity > 0 and a.job_id = ${job}
    and l.id in (select x.sales_order_line_id from work_orders x where x.job_id = ${job}))`
