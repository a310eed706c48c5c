import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import { row, rowsOf } from '../core/rows.ts'
import type { StaleCause } from './board.model.ts'
import { planState } from './plan.tables.ts'

/**
 * A plan is stale when a record that it is made of has changed since. The audit log knows every change of every record, so nothing that
 * happens in the shop needs to tell the plan: it looks.
 */
const causeOf: Record<string, StaleCause> = {
  operation_progress: 'floor',
  time_logs: 'floor',
  purchase_orders: 'material',
  purchase_order_lines: 'material',
  material_progress: 'material',
  reservations: 'material',
  dispatches: 'outside',
  dispatch_lines: 'outside',
  parties: 'outside',
  jobs: 'work',
  work_orders: 'work',
  methods: 'method',
  work_centers: 'shop',
  machines: 'shop',
  center_times: 'shop',
  shifts: 'shop',
  calendar_exceptions: 'shop',
  employees: 'shop',
  employee_skills: 'shop',
  skills: 'shop',
  tools: 'shop',
  setup_times: 'shop',
  promise_holds: 'promise',
}
const watched = sql.join(
  Object.keys(causeOf).map((t) => sql`${t}`),
  sql`, `,
)

const Changed = z.object({ table: row.text, count: row.number, since: row.instant, lastAt: row.instant, by: row.text })

export type Stale = {
  stale: boolean
  since: string | null
  causes: { cause: StaleCause; count: number; lastAt: string; by: string }[]
}

export async function getPlanState(db: Db) {
  const [state] = await db.select().from(planState)
  return state ?? { version: 0, plannedAt: null, ...noMarks, totals: null }
}

const Marks = z.object({ auditId: row.id, timeLogId: row.id, auditGaps: row.text, timeLogGaps: row.text })
export type Marks = z.infer<typeof Marks>
const noMarks: Marks = { auditId: 0, timeLogId: 0, auditGaps: '{}', timeLogGaps: '{}' }

/**
 * Numbers are given out before their change commits, so one that is under way comes later with a lower number than the last: a number
 * that is missing among the last few thousand records is either of such a change, or of one that was taken back and never comes.
 */
const lastOf = (table: string) => sql`
  select coalesce(max(id), 0) as last, coalesce(range_agg(int8range(id + 1, following)) filter (where following > id + 1), '{}')::text as gaps
    from (select id, lead(id) over (order by id) as following
            from (select id from ${sql.identifier(table)} order by id desc limit 5000) latest) stepped`

/** How far the records are now. */
export async function marksOf(db: Db): Promise<Marks> {
  const [marks] = await rowsOf(
    db,
    sql`select a.last as "auditId", a.gaps as "auditGaps", t.last as "timeLogId", t.gaps as "timeLogGaps"
      from (${lastOf('audit_log')}) a, (${lastOf('time_logs')}) t`,
    Marks,
  )
  return marks ?? noMarks
}

/** Behind the last that a plan has seen, or in a gap that it saw: the lowest gap bounds what is looked at. */
const unseen = (id: SQL, last: number, gaps: string) =>
  sql`${id} >= coalesce(lower(${gaps}::int8multirange), ${last} + 1) and (${id} > ${last} or ${id} <@ ${gaps}::int8multirange)`

const touchesPlan = ({
  auditId,
  auditGaps,
}: Marks) => sql`${unseen(sql`a.id`, auditId, auditGaps)} and a.table_name in (${watched})
        and (a.act <> 'update' or a.after - 'projected_on' <> '{}'::jsonb)
        and (a.table_name <> 'methods' or a.act = 'update' and exists (select from methods m where m.id = a.record_id and m.owner = 'workOrder'))
        and (a.table_name <> 'parties' or a.act = 'update' and a.after ?| array['lead_days', 'transit_days', 'pickup_weekdays', 'works_weekends', 'outside_capacity'])`

const lateLogs = ({ timeLogId, timeLogGaps }: Marks) => unseen(sql`l.id`, timeLogId, timeLogGaps)

/** Whether anything has changed, told by the first change found. */
export async function isStale(db: Db): Promise<boolean> {
  const seen = await getPlanState(db)
  const [found] = await rowsOf(
    db,
    sql`select exists (select from time_logs l where ${lateLogs(seen)}) or exists (select from audit_log a where ${touchesPlan(seen)}) as stale`,
    z.object({ stale: row.flag }),
  )
  return found?.stale ?? false
}

/** What of the shop the live plan has not seen. What a plan itself writes on jobs, lines and holds is no change. */
export async function staleSince(db: Db): Promise<Stale> {
  const seen = await getPlanState(db)
  const changed = await rowsOf(
    db,
    sql`select a.table_name as "table", count(*) as count, min(a.at) as since, max(a.at) as "lastAt", (array_agg(a.actor order by a.id desc))[1] as by
      from audit_log a where ${touchesPlan(seen)} group by a.table_name
      union all
      select 'time_logs', count(*), min(l.started_at), max(l.started_at), min(e.name) from time_logs l join employees e on e.id = l.employee_id
       where ${lateLogs(seen)} having count(*) > 0`,
    Changed,
  )
  const causes = [...Map.groupBy(changed, (c) => causeOf[c.table] ?? 'work')].map(([cause, own]) => ({
    cause,
    count: own.reduce((sum, c) => sum + c.count, 0),
    lastAt:
      own
        .map((c) => c.lastAt)
        .sort()
        .at(-1) ?? '',
    by: own.sort((a, b) => b.lastAt.localeCompare(a.lastAt))[0]?.by ?? '',
  }))
  return { stale: causes.length > 0, since: changed.map((c) => c.since).sort()[0] ?? null, causes }
}
