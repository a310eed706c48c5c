import { inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import type { Refusal } from '../core/refusal.ts'
import { row, rowsOf } from '../core/rows.ts'
import type { ReportEntry, TimeEntry } from './floor.contract.ts'
import { activities, quantityKinds, scrapReasons } from './time.model.ts'

const TimeRow = z.object({
  id: row.id,
  employeeId: row.id,
  employee: row.text,
  operationId: row.id,
  jobId: row.id,
  workOrder: row.text,
  sequence: row.number,
  operation: row.text,
  workCenter: row.text,
  activity: z.enum(activities),
  startedAt: row.instant,
  endedAt: row.instant.nullable(),
  minutes: row.number.nullable(),
  voided: row.flag,
  autoStopped: row.flag,
  note: row.text,
  corrections: row.text,
})

/** A work order cannot be ended under the hands of somebody who is clocked on to it. */
export const whyNotClockedOff = async (db: Db, workOrderIds: readonly number[]): Promise<Refusal[]> => {
  const running = await rowsOf(
    db,
    sql`select w.number, string_agg(distinct e.name, ', ') as names from time_logs t join work_orders w on w.id = t.work_order_id join employees e on e.id = t.employee_id
      where ${inArray(sql`t.work_order_id`, [...workOrderIds])} and t.ended_at is null and not t.voided group by w.number order by w.number`,
    z.object({ number: row.text, names: row.text }),
  )
  return running.map((r) => ({ code: 'workOrder.clocked-on', message: `Still clocked on to ${r.number}: ${r.names}.` }))
}

/** The plant's day as two instants. */
const within = (column: string, day: string) =>
  sql`${sql.raw(column)} >= (${day}::timestamp at time zone (select time_zone from company limit 1)) and ${sql.raw(column)} < ((${day}::date + 1)::timestamp at time zone (select time_zone from company limit 1))`

export const timesOf = (db: Db, filter: { day: string; employeeId?: number | undefined }): Promise<TimeEntry[]> =>
  rowsOf(
    db,
    sql`select t.id, e.id as "employeeId", e.name as employee, t.operation_id as "operationId", w.job_id as "jobId", w.number as "workOrder", o.sequence, o.name as operation, c.name as "workCenter",
        t.activity, t.started_at as "startedAt", t.ended_at as "endedAt", t.minutes, t.voided, t.auto_stopped as "autoStopped", t.note,
        coalesce((select string_agg(x.by || ': ' || x.reason, '; ' order by x.id) from time_corrections x where x.time_log_id = t.id), '') as corrections
      from time_logs t join employees e on e.id = t.employee_id join work_orders w on w.id = t.work_order_id join method_operations o on o.id = t.operation_id join work_centers c on c.id = t.work_center_id
      where ${within('t.started_at', filter.day)} ${filter.employeeId === undefined ? sql`` : sql`and e.id = ${filter.employeeId}`} order by e.name, t.started_at, t.id`,
    TimeRow,
  )

const ReportRow = z.object({
  id: row.id,
  at: row.instant,
  by: row.text,
  jobId: row.id,
  workOrder: row.text,
  item: row.text,
  sequence: row.number,
  operationId: row.id,
  operation: row.text,
  kind: z.enum(quantityKinds),
  quantity: row.number,
  scrapReason: z.enum(scrapReasons).nullable(),
  note: row.text,
  enteredBy: row.text,
  takenBack: row.flag,
  reversesId: row.id.nullable(),
})

/** What came out of each operation on one day of the plant, or of all operations of one job, with what was taken back. */
export const reportsOf = (
  db: Db,
  filter: { day?: string | undefined; jobId?: number | undefined },
): Promise<ReportEntry[]> =>
  rowsOf(
    db,
    sql`select q.id, q.at, coalesce(e.name, q.by) as by, w.job_id as "jobId", w.number as "workOrder", i.number || ' · ' || i.name as item, o.sequence, o.id as "operationId", o.name as operation, q.kind, q.quantity,
        q.scrap_reason as "scrapReason", q.note, q.by as "enteredBy", exists (select from quantity_reports r where r.reverses_id = q.id) as "takenBack", q.reverses_id as "reversesId"
      from quantity_reports q join work_orders w on w.id = q.work_order_id join items i on i.id = w.item_id join method_operations o on o.id = q.operation_id left join employees e on e.id = q.employee_id
      where ${filter.day === undefined ? sql`true` : within('q.at', filter.day)} ${filter.jobId === undefined ? sql`` : sql`and w.job_id = ${filter.jobId}`} order by q.at, q.id`,
    ReportRow,
  )
