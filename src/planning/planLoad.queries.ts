import { asc, eq, isNotNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { getCompany, dayAt } from '../core/company.queries.ts'
import type { Db } from '../core/ctx.ts'
import { row, rowsOf } from '../core/rows.ts'
import { calendarTimes } from '../plant/calendar.queries.ts'
import { workingIntervals } from '../plant/calendar.rules.ts'
import { workCenters } from '../plant/plant.tables.ts'
import { addDays } from '../purchasing/purchase.rules.ts'
import { loadPercent, wholeMinutes } from './plan.rules.ts'
import { planOperations } from './plan.tables.ts'
import { instantOfDay } from './planDay.rules.ts'

/** Minutes of [from, to) that lie in the intervals. */
const within = (intervals: readonly { from: string; to: string }[], from: number, to: number): number =>
  intervals.reduce((total, i) => total + Math.max(0, Math.min(to, Date.parse(i.to)) - Math.max(from, Date.parse(i.from))) / 60_000, 0)

const lateJobs = (db: Db) =>
  rowsOf(
    db,
    sql`select j.id, j.number, j.title, j.due_on as "dueOn", j.projected_on as "projectedOn", j.projected_on - j.due_on as "daysLate",
        coalesce((select string_agg(distinct c.name, ', ') from work_orders w join sales_order_lines l on l.id = w.sales_order_line_id join sales_orders s on s.id = l.sales_order_id join parties c on c.id = s.customer_id where w.job_id = j.id), '') as customers,
        coalesce((select p.reason from plan_operations p join work_orders w on w.id = p.work_order_id where w.job_id = j.id and p.start_at is not null order by p.end_at desc limit 1), '') as reason
      from jobs j where j.status in ('planned', 'released', 'started') and j.projected_on > j.due_on order by "daysLate" desc, j.due_on limit 200`,
    z.object({ id: row.id, number: row.text, title: row.text, dueOn: row.day, projectedOn: row.day, daysLate: row.number, customers: row.text, reason: row.text }),
  )

const unplacedOperations = (db: Db) =>
  rowsOf(
    db,
    sql`select p.operation_id as id, w.number || '/' || o.sequence as operation, o.name, j.id as "jobId", j.number as job, p.reason
      from plan_operations p join work_orders w on w.id = p.work_order_id join jobs j on j.id = w.job_id join method_operations o on o.id = p.operation_id
      where p.start_at is null order by j.due_on, w.id, o.sequence limit 200`,
    z.object({ id: row.id, operation: row.text, name: row.text, jobId: row.id, job: row.text, reason: row.text }),
  )

/** The plan day by day: what each work center is given against what it is open for, and the jobs that come late. */
export async function planOverview(db: Db, now: string, days: number) {
  const { timeZone } = await getCompany(db)
  const today = dayAt(now, timeZone)
  const dates = Array.from({ length: days }, (_, i) => addDays(today, i))
  const bounds = [...dates, addDays(today, days)].map((d) => Date.parse(instantOfDay(d, timeZone)))
  const [from, to] = [new Date(bounds[0] ?? 0).toISOString(), new Date(bounds.at(-1) ?? 0).toISOString()]
  const centers = await db.select().from(workCenters).where(eq(workCenters.archived, false)).orderBy(asc(workCenters.code))
  const times = await calendarTimes(db, centers.map((c) => c.calendarId))
  const placed = await db.select().from(planOperations).where(isNotNull(planOperations.startAt))
  return {
    days: dates,
    workCenters: centers.map((c) => {
      const calendar = times.get(c.calendarId)
      const intervals = calendar ? workingIntervals(calendar, timeZone, from, to) : []
      const own = placed.filter((p) => p.workCenterId === c.id)
      const load = dates.map((day, i) => {
        const [start, end] = [bounds[i] ?? 0, bounds[i + 1] ?? 0]
        const today = intervals.filter((x) => Date.parse(x.to) > start && Date.parse(x.from) < end)
        const openMinutes = wholeMinutes(within(today, start, end) * c.machines)
        const loadMinutes = wholeMinutes(own.reduce((total, p) => total + within(today, Math.max(start, Date.parse(p.startAt ?? '')), Math.min(end, Date.parse(p.endAt ?? ''))), 0))
        return { day, openMinutes, loadMinutes, percent: loadPercent(loadMinutes, openMinutes) }
      })
      return { id: c.id, code: c.code, name: c.name, machines: c.machines, load }
    }),
    lateJobs: await lateJobs(db),
    unplaced: await unplacedOperations(db),
  }
}
