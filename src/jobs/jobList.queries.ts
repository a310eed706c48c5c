import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import type { ListInput } from '../core/list.model.ts'
import { runList } from '../core/list.queries.ts'
import { row, rowsOf } from '../core/rows.ts'
import { jobList, workOrderList } from './job.contract.ts'

/** One row per job. Its value is that of the order lines whose top work orders it makes. */
export const listJobs = (db: Db, input: ListInput) =>
  runList(
    db,
    jobList,
    sql`select j.id, j.number, j.title, o.customers, o.orders, j.status, j.hold_reason <> '' as "onHold", j.priority, j.due_on as "dueOn", j.projected_on as "projectedOn",
        coalesce(p.done, 0) as "donePercent", coalesce(o.value, 0) as value, j.created_at as "createdAt", j.closed_at as "closedAt"
      from jobs j
      left join lateral (
        select string_agg(distinct c.name, ', ') as customers, string_agg(distinct s.number, ', ') as orders,
            sum(round((l.quantity * l.unit_price + l.one_off_price) * s.exchange_rate, 2)) as value
          from work_orders w join sales_order_lines l on l.id = w.sales_order_line_id join sales_orders s on s.id = l.sales_order_id join parties c on c.id = s.customer_id
         where w.job_id = j.id and w.parent_id is null) o on true
      left join lateral (
        select round(100.0 * sum(case when g.done then 1 when w.quantity > 0 then least(1, g.good_quantity / w.quantity) else 0 end) / nullif(count(*), 0), 1) as done
          from work_orders w join operation_progress g on g.work_order_id = w.id where w.job_id = j.id and w.status <> 'canceled') p on true`,
    input,
  )

export const listWorkOrders = (db: Db, input: ListInput) =>
  runList(
    db,
    workOrderList,
    sql`select w.id, w.number, j.id as "jobId", j.number as job, i.number as item, i.name as "itemName", c.name as customer, w.status, w.quantity,
        w.completed_quantity as "completedQuantity", w.scrapped_quantity as "scrappedQuantity", w.due_on as "dueOn", p.number as parent
      from work_orders w join jobs j on j.id = w.job_id join items i on i.id = w.item_id
      left join work_orders p on p.id = w.parent_id
      left join sales_order_lines l on l.id = w.sales_order_line_id left join sales_orders s on s.id = l.sales_order_id left join parties c on c.id = s.customer_id`,
    input,
  )

/** Order lines still to be made, for choosing what becomes a job. */
export const openOrderLines = (db: Db) =>
  rowsOf(
    db,
    sql`select l.id as "salesOrderLineId", s.id as "salesOrderId", s.number as "order", l.line, c.name as customer, i.number as "itemNumber", l.description, l.quantity, l.current_promise_on as "promiseOn"
      from sales_order_lines l join sales_orders s on s.id = l.sales_order_id join parties c on c.id = s.customer_id join items i on i.id = l.item_id
      where s.status = 'open' and l.canceled = '' and l.delivered_quantity < l.quantity
        and not exists (select from work_orders w where w.sales_order_line_id = l.id and w.status <> 'canceled')
      order by l.current_promise_on, l.id limit 500`,
    z.object({
      salesOrderLineId: row.id,
      salesOrderId: row.id,
      order: row.text,
      line: row.number,
      customer: row.text,
      itemNumber: row.text,
      description: row.text,
      quantity: row.number,
      promiseOn: row.day,
    }),
  )
