import { type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '../core/ctx.ts'
import { mayDo } from '../core/permissions.model.ts'
import { partsAwaited } from '../jobs/parts.queries.ts'
import type { ReportSelect } from './orderReports.queries.ts'
import { shortageRows } from './shortageReport.queries.ts'

const seesCosts = ({ actor }: Pick<Ctx, 'actor'>) => mayDo(actor.roles, 'costing.read')
/** A sum in the item's stock unit, with no more decimals than the unit has. */
const inUnit = (quantity: SQL) => sql`round(coalesce(${quantity}, 0), u.decimals)`
/** What each item has in the places that hold goods; stock on hand and the valuation both read this, so that they tie. */
const heldByItem = sql`select b.item_id, sum(b.quantity) filter (where p.kind = 'bin') as "onHand", sum(b.quantity) filter (where p.kind = 'awaitingTest') as "awaitingTest", sum(b.quantity) filter (where p.kind = 'reject') as rejected, sum(b.quantity) filter (where p.kind = 'vendor') as "atVendors",
    sum(b.value) filter (where p.kind = 'bin') as "onHandValue", sum(b.value) filter (where p.kind = 'awaitingTest') as "awaitingTestValue", sum(b.value) filter (where p.kind = 'reject') as "rejectedValue", sum(b.value) filter (where p.kind = 'vendor') as "atVendorsValue", sum(b.value) as value
  from stock_balances b join places p on p.id = b.place_id where p.physical and (b.quantity <> 0 or b.value <> 0) group by b.item_id`
const onOrder = sql`coalesce((select sum(greatest(0, x.quantity - x.received_quantity)) from purchase_order_lines x join purchase_orders o on o.id = x.purchase_order_id where x.item_id = i.id and o.status = 'sent'), 0)`
/** Pieces scrapped at an operation or before it never come to it again. */
const scrapped = sql`(select coalesce(sum(q.scrap_quantity), 0) from method_operations x join operation_progress q on q.operation_id = x.id where x.method_id = o.method_id and x.sequence <= o.sequence)`
const minutesLeft = sql`(case when g.started_at is null then o.setup_minutes else 0 end + o.run_minutes * greatest(0, w.quantity - g.good_quantity - ${scrapped}))`
const arrived = sql`greatest(0, coalesce((select q.good_quantity from method_operations x join operation_progress q on q.operation_id = x.id where x.method_id = o.method_id and x.sequence < o.sequence order by x.sequence desc limit 1), w.quantity) - g.good_quantity - g.scrap_quantity)`
const openOperations = sql`operation_progress g join method_operations o on o.id = g.operation_id join work_orders w on w.id = g.work_order_id join jobs j on j.id = w.job_id join items i on i.id = w.item_id join work_centers wc on wc.id = coalesce(g.planned_work_center_id, o.work_center_id)`

export const shopSelects: Record<string, ReportSelect> = {
  'dispatch-list':
    () => sql`select d.id, d."jobId", d."workCenter", d."workOrder", d.operation, d.item, d.customer, d.ready, d.quantity, d."minutesLeft", d."dueOn", d.priority, d.running,
      case when d.running is not null then 'running' when d.blocked then 'blocked' when d.ready > 0 and d.parts is null then 'ready' else 'waiting' end as state
    from (select o.id, j.id as "jobId", wc.name as "workCenter", w.number as "workOrder", o.sequence || ' ' || o.name as operation, i.number as item, c.name as customer, ${arrived} as ready, w.quantity, ${minutesLeft} as "minutesLeft", w.due_on as "dueOn", j.priority,
        (select string_agg(e.name, ', ') from time_logs t join employees e on e.id = t.employee_id where t.operation_id = o.id and t.ended_at is null and not t.voided) as running, g.blocked_reason <> '' or j.hold_reason <> '' as blocked, ${partsAwaited} as parts
      from ${openOperations} left join sales_order_lines l on l.id = w.sales_order_line_id left join sales_orders s on s.id = l.sales_order_id left join parties c on c.id = s.customer_id
      where not g.done and o.kind = 'inside' and w.status in ('released', 'started')) d`,
  'load-by-work-center':
    () => sql`select wc.id, wc.name as "workCenter", count(*) filter (where g.id is not null) as operations, coalesce(sum(${minutesLeft}) filter (where ${arrived} > 0), 0) as "minutesReady", coalesce(sum(${minutesLeft}), 0) as "minutesLeft",
      k.week as "minutesPerWeek", coalesce(round(sum(${minutesLeft}) / nullif(k.week, 0), 2), 0) as weeks
    from work_centers wc
    left join lateral (select round(coalesce(sum(h.end_minute - h.start_minute), 0) * wc.machines * wc.efficiency_percent / 100) as week from shifts h where h.calendar_id = wc.calendar_id and not h.archived) k on true
    left join (operation_progress g join method_operations o on o.id = g.operation_id join work_orders w on w.id = g.work_order_id and w.status in ('planned', 'released', 'started')) on coalesce(g.planned_work_center_id, o.work_center_id) = wc.id and not g.done
    where not wc.archived group by wc.id, wc.name, k.week`,
  'time-by-job':
    () => sql`select min(t.id) as id, j.id as "jobId", j.number as job, w.number as "workOrder", o.sequence || ' ' || o.name as operation, wc.name as "workCenter", e.name as person, t.started_at::date as day,
      coalesce(sum(t.minutes) filter (where t.activity = 'setup'), 0) as setup, coalesce(sum(t.minutes) filter (where t.activity = 'run'), 0) as run, coalesce(sum(t.minutes) filter (where t.activity = 'rework'), 0) as rework
    from time_logs t join work_orders w on w.id = t.work_order_id join jobs j on j.id = w.job_id join method_operations o on o.id = t.operation_id join work_centers wc on wc.id = t.work_center_id join employees e on e.id = t.employee_id
    where not t.voided and t.ended_at is not null group by j.id, j.number, w.number, o.sequence, o.name, wc.name, e.name, t.started_at::date`,
  scrap:
    () => sql`select r.id, j.id as "jobId", r.at, j.number as job, w.number as "workOrder", o.sequence || ' ' || o.name as operation, i.number as item, r.quantity, r.scrap_reason as reason, r.by
    from quantity_reports r join work_orders w on w.id = r.work_order_id join jobs j on j.id = w.job_id join items i on i.id = w.item_id join method_operations o on o.id = r.operation_id where r.kind = 'scrap'`,
  'traveller-history': () => sql`select row_number() over (order by h.at, h."workOrder", h.what) as id, h.* from (
      select j.id as "jobId", r.at, j.number as job, w.number as "workOrder", 'reported' || initcap(r.kind) as event, o.sequence || ' ' || o.name as what, r.quantity, r.by from quantity_reports r join work_orders w on w.id = r.work_order_id join jobs j on j.id = w.job_id join method_operations o on o.id = r.operation_id
      union all select j.id, t.started_at, j.number, w.number, 'clocked' || initcap(t.activity), o.sequence || ' ' || o.name, null, e.name from time_logs t join work_orders w on w.id = t.work_order_id join jobs j on j.id = w.job_id join method_operations o on o.id = t.operation_id join employees e on e.id = t.employee_id where not t.voided
      union all select j.id, m.at, j.number, w.number, m.document, i.number || ' ' || i.name, m.quantity, m.by from stock_moves m join work_orders w on w.place_id in (m.from_place_id, m.to_place_id) join jobs j on j.id = w.job_id join items i on i.id = m.item_id
      union all select j.id, e.at, j.number, coalesce(w.number, ''), e.event, e.note, null, e.by from job_events e join jobs j on j.id = e.job_id left join work_orders w on w.id = e.work_order_id) h`,
  'shortage-list': (_today, ctx) => shortageRows(ctx),
  'late-purchases': (
    today,
  ) => sql`select x.id, o.id as "orderId", o.number as "order", p.name as supplier, i.number as item, x.quantity - x.received_quantity as "openQuantity", coalesce(x.confirmed_on, x.due_on) as "dueOn", ${today}::date - coalesce(x.confirmed_on, x.due_on) as "daysLate",
      (select string_agg(distinct j.number, ', ') from purchase_pegs g join work_orders w on w.id = g.work_order_id join jobs j on j.id = w.job_id where g.purchase_order_line_id = x.id) as jobs
    from purchase_order_lines x join purchase_orders o on o.id = x.purchase_order_id join parties p on p.id = o.supplier_id join items i on i.id = x.item_id
    where o.status = 'sent' and x.received_quantity < x.quantity and coalesce(x.confirmed_on, x.due_on) < ${today}::date`,
  'at-vendors': (
    today,
  ) => sql`select l.id, j.id as "jobId", v.name as vendor, d.number as dispatch, w.number as "workOrder", o.sequence || ' ' || o.name as operation, i.number as item, l.quantity - l.good_quantity - l.rejected_quantity - l.lost_quantity as quantity, d.sent_at::date as "sentOn", d.due_on as "dueOn", greatest(0, ${today}::date - d.due_on) as "daysLate"
    from dispatch_lines l join dispatches d on d.id = l.dispatch_id join parties v on v.id = d.vendor_id join work_orders w on w.id = l.work_order_id join jobs j on j.id = w.job_id join items i on i.id = w.item_id join method_operations o on o.id = l.operation_id
    where d.status = 'sent' and l.quantity > l.good_quantity + l.rejected_quantity + l.lost_quantity`,
  'stock-on-hand': (_today, ctx) =>
    sql`select s.id, s.item, s.name, s.family, s.unit, s."onHand", s.reserved, greatest(0, s."onHand" - s.reserved) as free, s."awaitingTest", s.rejected, s."atVendors", s."inProduction", s."onOrder", s."reorderPoint", ${seesCosts(ctx) ? sql`s.value` : sql`null::numeric`} as value from (
      select i.id, i.number as item, i.name, nullif(i.family, '') as family, u.code as unit, ${inUnit(sql`h."onHand"`)} as "onHand", ${inUnit(sql`h."awaitingTest"`)} as "awaitingTest", ${inUnit(sql`h.rejected`)} as rejected, ${inUnit(sql`h."atVendors"`)} as "atVendors", coalesce(h.value, 0) as value,
        ${inUnit(sql`(select sum(r.quantity) from reservations r where r.item_id = i.id)`)} as reserved, ${inUnit(onOrder)} as "onOrder", ${inUnit(sql`i.reorder_point`)} as "reorderPoint",
        ${inUnit(sql`(select sum(greatest(0, w.quantity - w.completed_quantity)) from work_orders w where w.item_id = i.id and w.status in ('released', 'started'))`)} as "inProduction"
      from items i join units u on u.id = i.stock_unit_id left join (${heldByItem}) h on h.item_id = i.id where i.kind not in ('phantom', 'service')) s
    where s."onHand" <> 0 or s.reserved <> 0 or s."awaitingTest" <> 0 or s.rejected <> 0 or s."atVendors" <> 0 or s."inProduction" <> 0 or s."onOrder" <> 0 or s.value <> 0`,
  'stock-ledger': (_today, ctx) =>
    sql`select m.id, m.at, i.number as item, i.name, l.number as lot, f.code as "from", t.code as "to", m.quantity, ${seesCosts(ctx) ? sql`m.value` : sql`null::numeric`} as value, m.document, m.document_number as number, m.by
    from stock_moves m join items i on i.id = m.item_id join places f on f.id = m.from_place_id join places t on t.id = m.to_place_id left join lots l on l.id = m.lot_id`,
  valuation: () =>
    sql`select min(i.id) as id, coalesce(nullif(i.family, ''), '–') as family, count(*) as items, sum(coalesce(h."onHandValue", 0)) as "onHandValue", sum(coalesce(h."awaitingTestValue", 0)) as "awaitingTestValue", sum(coalesce(h."rejectedValue", 0)) as "rejectedValue", sum(coalesce(h."atVendorsValue", 0)) as "atVendorsValue", sum(h.value) as value
    from (${heldByItem}) h join items i on i.id = h.item_id group by coalesce(nullif(i.family, ''), '–')`,
  'test-results':
    () => sql`select t.id, t.id as "testId", t.number as test, i.number as item, l.number as lot, w.number as "workOrder", t.status, t.quantity, (select count(*) from test_results r where r.test_id = t.id) as values, (select count(*) from test_results r where r.test_id = t.id and not r.passed) as failed, t.created_at as "createdAt", t.decided_at as "decidedAt", nullif(t.decided_by, '') as "decidedBy"
    from tests t join items i on i.id = t.item_id left join lots l on l.id = t.lot_id left join work_orders w on w.id = t.work_order_id`,
  'first-pass-yield': () =>
    sql`select y.id, y.item, y.tests, y.pieces, y.passed, y.pieces - y.passed as failed, y.undecided, round(100 * y.passed / y.pieces, 1) as "yieldPercent" from (
      select i.id, i.number as item, count(*) as tests, sum(t.quantity) as pieces, coalesce(sum(t.quantity) filter (where t.status = 'passed' or (t.status = 'released' and t.disposition is null)), 0) as passed, coalesce(sum(t.quantity) filter (where t.status = 'failed'), 0) as undecided
      from tests t join items i on i.id = t.item_id where t.status <> 'waiting' and t.retest_of_id is null and t.quantity > 0 group by i.id, i.number) y`,
}
