import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import { row, rowsOf } from '../core/rows.ts'
import type { DispatchEntry } from './floor.contract.ts'
import { activities } from './time.model.ts'

const Row = z.object({
  operationId: row.id,
  workOrderId: row.id,
  workOrder: row.text,
  jobId: row.id,
  job: row.text,
  priority: z.enum(['normal', 'rush']),
  holdReason: row.text,
  customer: row.text.nullable(),
  item: row.text,
  itemName: row.text,
  revision: row.text,
  sequence: row.number,
  operation: row.text,
  workCenterId: row.id,
  workCenter: row.text,
  quantity: row.number,
  good: row.number,
  scrap: row.number,
  blockedReason: row.text,
  setupMinutes: row.number,
  runMinutes: row.number,
  actualMinutes: row.number,
  dueOn: row.day,
  plannedStartAt: row.instant.nullable(),
  running: z.array(z.string()),
  before: row.number.nullable(),
  beforeSequence: row.number.nullable(),
  beforeGood: row.number.nullable(),
  beforeDone: row.flag.nullable(),
  overlapQuantity: row.number,
})

/** Running first, then what can start, by plan, then promise; what waits says what for. */
export async function dispatchList(db: Db, filter: { workCenterId?: number | undefined; all: boolean }): Promise<DispatchEntry[]> {
  const rows = await rowsOf(
    db,
    sql`select o.id as "operationId", w.id as "workOrderId", w.number as "workOrder", j.id as "jobId", j.number as job, j.priority, j.hold_reason as "holdReason", c.name as customer,
        i.number as item, i.name as "itemName", w.revision, o.sequence, o.name as operation, wc.id as "workCenterId", wc.name as "workCenter", w.quantity,
        p.good_quantity as good, p.scrap_quantity as scrap, p.blocked_reason as "blockedReason", o.setup_minutes as "setupMinutes", o.run_minutes as "runMinutes",
        p.setup_minutes + p.run_minutes as "actualMinutes", w.due_on as "dueOn", p.planned_start_at as "plannedStartAt", o.overlap_quantity as "overlapQuantity",
        coalesce((select array_agg(e.name order by e.name) from time_logs t join employees e on e.id = t.employee_id where t.operation_id = o.id and t.ended_at is null and not t.voided), '{}') as running,
        b.operation_id as before, b.sequence as "beforeSequence", b.good_quantity as "beforeGood", b.done as "beforeDone"
      from operation_progress p
      join method_operations o on o.id = p.operation_id
      join work_orders w on w.id = p.work_order_id
      join jobs j on j.id = w.job_id
      join items i on i.id = w.item_id
      join work_centers wc on wc.id = coalesce(p.planned_work_center_id, o.work_center_id)
      left join lateral (select q.operation_id, x.sequence, q.good_quantity, q.done from method_operations x join operation_progress q on q.operation_id = x.id
        where x.method_id = o.method_id and x.sequence < o.sequence order by x.sequence desc limit 1) b on true
      left join sales_order_lines l on l.id = w.sales_order_line_id left join sales_orders s on s.id = l.sales_order_id left join parties c on c.id = s.customer_id
      where not p.done and o.kind = 'inside' and w.status in ('released', 'started')
        ${filter.workCenterId === undefined ? sql`` : sql`and wc.id = ${filter.workCenterId}`}
      order by j.priority = 'rush' desc, p.planned_start_at nulls last, w.due_on, w.number, o.sequence`,
    Row,
  )
  const entries = rows.map(entryOf)
  const rank = { running: 0, ready: 1, blocked: 2, waiting: 3, atVendor: 3, done: 4 } as const
  return entries
    .filter((e) => filter.all || e.status === 'running' || e.status === 'ready' || e.status === 'blocked')
    .map((e, i) => ({ e, i }))
    .sort((a, b) => rank[a.e.status] - rank[b.e.status] || a.i - b.i)
    .map(({ e }) => e)
}

function entryOf(r: z.infer<typeof Row>): DispatchEntry {
  const { before, beforeSequence, beforeGood, beforeDone, holdReason, blockedReason, overlapQuantity, ...shown } = r
  const arrived = before === null ? r.quantity : (beforeGood ?? 0)
  const ready = Math.max(0, arrived - r.good - r.scrap)
  const enough = before === null || beforeDone === true || (overlapQuantity > 0 ? (beforeGood ?? 0) >= overlapQuantity && ready > 0 : ready > 0)
  const why = holdReason !== '' ? `on hold: ${holdReason}` : blockedReason !== '' ? blockedReason : enough ? '' : `operation ${beforeSequence}`
  const status = r.running.length > 0 ? 'running' : holdReason !== '' || blockedReason !== '' ? 'blocked' : enough ? 'ready' : 'waiting'
  return { ...shown, ready, status, waitsFor: why }
}

const Clock = z.object({ id: row.id, employeeId: row.id, employee: row.text, operationId: row.id, workOrder: row.text, sequence: row.number, operation: row.text, workCenter: row.text, activity: z.enum(activities), startedAt: row.instant })

export const openClocks = (db: Db, employeeId?: number) =>
  rowsOf(
    db,
    sql`select t.id, e.id as "employeeId", e.name as employee, o.id as "operationId", w.number as "workOrder", o.sequence, o.name as operation, wc.name as "workCenter", t.activity, t.started_at as "startedAt"
      from time_logs t join employees e on e.id = t.employee_id join method_operations o on o.id = t.operation_id join work_orders w on w.id = t.work_order_id join work_centers wc on wc.id = t.work_center_id
      where t.ended_at is null and not t.voided ${employeeId === undefined ? sql`` : sql`and e.id = ${employeeId}`} order by t.started_at, t.id`,
    Clock,
  )

/** Minutes that a person's closed logs of the last 16 hours bear: today, also for a night shift. */
export async function minutesToday(db: Db, employeeId: number, now: string): Promise<number> {
  const [found] = await rowsOf(
    db,
    sql`select coalesce(sum(minutes), 0) as minutes from time_logs where employee_id = ${employeeId} and not voided and ended_at > ${now}::timestamptz - interval '16 hours'`,
    z.object({ minutes: row.number }),
  )
  return found?.minutes ?? 0
}
