import { type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '../core/ctx.ts'
import {
  forecastOfJob,
  materialByItem,
  materialOfJob as materialUsed,
  revenueOfJob,
} from '../costing/forecast.queries.ts'

/**
 * The select of each report; `today` is the plant's day. Columns carry the names of the report's description. A report
 * that is computed by a rule reads what it needs by `ctx` and hands its rows over as a select.
 */
export type ReportSelect = (today: string, ctx: Pick<Ctx, 'db' | 'now' | 'actor'>) => SQL | Promise<SQL>

const openLines = sql`sales_order_lines l join sales_orders s on s.id = l.sales_order_id join parties c on c.id = s.customer_id join items i on i.id = l.item_id`
const openValue = sql`round((l.quantity - l.delivered_quantity) * l.unit_price * s.exchange_rate, 2)`
const lateBy = (today: string) =>
  sql`greatest(0, greatest(coalesce(l.projected_on, ${today}::date), ${today}::date) - l.current_promise_on)`

/** Material less returns of all levels; goods passing up inside a job are left out. */
const materialOfJob = sql`(select round(coalesce(sum(x.amount), 0), 2) from (${materialByItem(sql`w.job_id = j.id`)}) x)`
const entriesOfJob = (elements: readonly string[]) =>
  sql`(select round(coalesce(sum(e.amount), 0), 2) from cost_entries e where e.job_id = j.id and e.source <> 'close' and e.element in (${sql.join(
    elements.map((e) => sql`${e}`),
    sql`, `,
  )}))`
const allEntries = sql`(select round(coalesce(sum(e.amount), 0), 2) from cost_entries e where e.job_id = j.id and e.source <> 'close')`
const estimateOfJob = sql`(select round(coalesce(sum(v.value::numeric), 0), 2) from work_orders w, jsonb_each_text(w.estimated_costs) v where w.job_id = j.id and w.status <> 'canceled')`
const customersOfJob = sql`(select string_agg(distinct c.name, ', ') from work_orders w join sales_order_lines l on l.id = w.sales_order_line_id join sales_orders s on s.id = l.sales_order_id join parties c on c.id = s.customer_id where w.job_id = j.id)`
const operationNow = (alias: SQL) =>
  sql`(select o.sequence || ' ' || o.name from operation_progress g join method_operations o on o.id = g.operation_id where g.work_order_id in (select id from work_orders w where ${alias}) and not g.done order by g.started_at nulls last, o.sequence limit 1)`

export const orderSelects: Record<string, ReportSelect> = {
  'open-order-book': (
    today,
  ) => sql`select l.id, s.id as "orderId", s.number || ' / ' || l.line as "order", c.name as customer, i.number as item, l.description, l.quantity,
      l.quantity - l.delivered_quantity as "openQuantity", ${openValue} as "openValue", l.first_promise_on as "firstPromiseOn", l.current_promise_on as "currentPromiseOn", l.projected_on as "projectedOn",
      case when l.delivered_quantity > 0 then 'partDelivered' else coalesce((select case w.status when 'closed' then 'completed' else w.status end from work_orders w where w.sales_order_line_id = l.id and w.parent_id is null and w.status <> 'canceled' order by w.id limit 1), 'notStarted') end as state,
      ${lateBy(today)} as "daysLate"
    from ${openLines} where s.status = 'open' and l.canceled = '' and l.delivered_quantity < l.quantity`,
  // A line counts in the month for which it was first promised, once its outcome is known: delivered whole, or overdue.
  'on-time-delivery': (
    today,
  ) => sql`select row_number() over (order by d.month) as id, d.month, count(*) as lines, count(*) filter (where d.late = 0) as "onTime", round(100.0 * count(*) filter (where d.late = 0) / count(*), 1) as "onTimePercent",
      count(*) filter (where d.late > 0 and not d.open) as "deliveredLate", count(*) filter (where d.open) as "stillOpen", count(*) filter (where d.repromised) as repromised,
      coalesce(round(avg(d.late) filter (where d.late > 0), 1), 0) as "averageDaysLate"
    from (select to_char(l.first_promise_on, 'YYYY-MM') as month, greatest(0, coalesce(l.actual_on, ${today}::date) - l.first_promise_on) as late, l.actual_on is null as open,
        exists (select from promise_changes p where p.sales_order_line_id = l.id) as repromised
      from sales_order_lines l where l.canceled = '' and (l.actual_on is not null or l.first_promise_on < ${today}::date)) d group by d.month`,
  'late-orders': (
    today,
  ) => sql`select l.id, s.id as "orderId", s.number || ' / ' || l.line as "order", c.name as customer, i.number as item, l.current_promise_on as "promiseOn", l.projected_on as "projectedOn", ${lateBy(today)} as "daysLate",
      ${openValue} as "openValue", round(${openValue} * ${lateBy(today)}) as "atStake",
      (select j.number from work_orders w join jobs j on j.id = w.job_id where w.sales_order_line_id = l.id and w.status <> 'canceled' order by w.id limit 1) as job,
      ${operationNow(sql`w.sales_order_line_id = l.id`)} as "waitsFor"
    from ${openLines} where s.status = 'open' and l.canceled = '' and l.delivered_quantity < l.quantity and ${lateBy(today)} > 0`,
  'quote-pipeline': (
    today,
  ) => sql`select q.id, q.number, c.name as customer, q.status, q.quoted_on as "quotedOn", ${today}::date - q.quoted_on as "ageDays", q.valid_until as "validUntil",
      coalesce((select sum(round((b.unit_price * b.quantity + x.one_off_price) * q.exchange_rate, 2)) from quotation_lines x join lateral (select * from quotation_breaks b where b.quotation_line_id = x.id order by b.quantity limit 1) b on true where x.quotation_id = q.id), 0) as value,
      (select i.number from quotation_lines x join items i on i.id = x.item_id where x.quotation_id = q.id order by x.line limit 1) as item
    from quotations q join parties c on c.id = q.customer_id where q.status in ('draft', 'sent')`,
  'win-rate':
    () => sql`select c.id, c.name as customer, count(*) as decided, count(*) filter (where q.status = 'won') as won, count(*) filter (where q.status <> 'won') as lost,
      round(100.0 * count(*) filter (where q.status = 'won') / count(*), 1) as "winPercent", array_agg(distinct q.lost_reason) filter (where q.lost_reason is not null) as "lostBy"
    from quotations q join parties c on c.id = q.customer_id where q.status in ('won', 'lost', 'expired') group by c.id, c.name`,
  'promise-drift':
    () => sql`select p.id, s.id as "orderId", s.number || ' / ' || l.line as "order", c.name as customer, p.at, p.from_on as "fromOn", p.to_on as "toOn", p.to_on - p.from_on as days, p.cause, p.asked_by as "askedBy", p.by
    from promise_changes p join sales_order_lines l on l.id = p.sales_order_line_id join sales_orders s on s.id = l.sales_order_id join parties c on c.id = s.customer_id`,
  'job-status': (
    today,
  ) => sql`select j.id, j.number as job, j.title, ${customersOfJob} as customers, j.status, nullif(j.hold_reason, '') as "holdReason", j.due_on as "dueOn",
      coalesce((select round(100.0 * sum(case when g.done then 1 when w.quantity > 0 then least(1, g.good_quantity / w.quantity) else 0 end) / nullif(count(*), 0), 1) from work_orders w join operation_progress g on g.work_order_id = w.id where w.job_id = j.id and w.status <> 'canceled'), 0) as "donePercent",
      ${operationNow(sql`w.job_id = j.id`)} as "operationNow",
      (select coalesce(v.name, wc.name) from operation_progress g join method_operations o on o.id = g.operation_id left join work_centers wc on wc.id = o.work_center_id left join parties v on v.id = o.supplier_id where g.work_order_id in (select id from work_orders w where w.job_id = j.id) and not g.done order by g.started_at nulls last, o.sequence limit 1) as where,
      t.last as "lastEventAt", ${today}::date - t.last::date as "daysStill"
    from jobs j left join lateral (select greatest((select max(coalesce(x.ended_at, x.started_at)) from time_logs x join work_orders w on w.id = x.work_order_id where w.job_id = j.id), (select max(r.at) from quantity_reports r join work_orders w on w.id = r.work_order_id where w.job_id = j.id), (select max(e.at) from job_events e where e.job_id = j.id),
      (select max(m.at) from work_orders w join stock_moves m on w.place_id in (m.from_place_id, m.to_place_id) where w.job_id = j.id), (select max(greatest(d.sent_at, v.at)) from work_orders w join dispatch_lines x on x.work_order_id = w.id join dispatches d on d.id = x.dispatch_id left join vendor_receipts v on v.dispatch_line_id = x.id where w.job_id = j.id)) as last) t on true
    where j.status not in ('closed', 'canceled')`,
  'job-cost-recap':
    () => sql`select r.*, case when r.status in ('completed', 'closed') then r.actual - r.estimate end as variance from (select j.id, j.number as job, j.title, j.status, ${estimateOfJob} as estimate, ${materialOfJob} + ${entriesOfJob(['material'])} as material, ${entriesOfJob(['labor'])} as labor, ${entriesOfJob(['machine'])} as machine,
      ${entriesOfJob(['setup'])} as setup, ${entriesOfJob(['outside'])} as outside, ${entriesOfJob(['overhead'])} as overhead, ${entriesOfJob(['tooling', 'freight', 'rework', 'scrap'])} as other, ${materialOfJob} + ${allEntries} as actual
    from jobs j where j.status not in ('planned', 'canceled')) r`,
  // Every sum once for each job: without the fences PostgreSQL would reckon it for each column that names it.
  'live-job-margin':
    () => sql`select r.*, r.revenue - r.forecast as margin, round(100 * (r.revenue - r.forecast) / nullif(r.revenue, 0), 1) as "marginPercent" from (
      select j.id, j.number as job, j.title, ${customersOfJob} as customers, j.status, v.revenue, ${estimateOfJob} as estimate, round(m.amount, 2) + ${allEntries} as actual,
        ${forecastOfJob(sql`j.id`, sql`m.amount`)} as forecast
      from jobs j cross join lateral (select ${revenueOfJob(sql`j.id`)} as revenue offset 0) v cross join lateral (select ${materialUsed(sql`j.id`)} as amount offset 0) m
      where j.status not in ('planned', 'canceled') and v.revenue > 0 offset 0) r`,
  'shipped-not-invoiced': (
    today,
  ) => sql`select x.id, h.id as "shipmentId", h.number as shipment, c.name as customer, s.number || ' / ' || l.line as "order", i.number as item, x.quantity, h.shipped_on as "shippedOn", ${today}::date - h.shipped_on as days, round(x.quantity * l.unit_price * s.exchange_rate, 2) as value
    from shipment_lines x join shipments h on h.id = x.shipment_id join sales_order_lines l on l.id = x.sales_order_line_id join sales_orders s on s.id = l.sales_order_id join parties c on c.id = s.customer_id join items i on i.id = x.item_id
    where h.status = 'shipped' and x.invoice_line_id is null`,
}
