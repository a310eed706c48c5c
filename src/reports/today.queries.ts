import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { dayAt, getCompany } from '../core/company.queries.ts'
import type { Ctx } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { mayDo, type Permission } from '../core/permissions.model.ts'
import { row, rowsOf } from '../core/rows.ts'
import { orderSelects } from './orderReports.queries.ts'
import { shopSelects } from './shopReports.queries.ts'

/** One block of the Today page: what breaks a promise, or waits for somebody; `rank` says what to look at first. */
type Block = {
  kind: string
  report: string
  needs: Permission
  tone: string
  /** `rows` holds the rows of the report. */
  rows: (today: string, rows: SQL) => SQL
}

const blocks: readonly Block[] = [
  {
    kind: 'late',
    report: 'late-orders',
    needs: 'sales.read',
    tone: 'blocked',
    rows: (_t, rows) =>
      sql`select "order" as key, "order" || ' · ' || customer as text, "daysLate" || ' d · ' || item || coalesce(' · ' || "waitsFor", '') as detail, '/sales-orders/' || "orderId" as link, "atStake" as rank from (${rows}) r`,
  },
  {
    kind: 'release',
    report: 'job-status',
    needs: 'jobs.read',
    tone: 'waiting',
    rows: (t) =>
      sql`select j.number as key, j.number || ' · ' || j.title as text, 'due ' || j.due_on as detail, '/jobs/' || j.id as link, ${t}::date - j.due_on as rank from jobs j where j.status = 'planned' and j.hold_reason = ''`,
  },
  {
    kind: 'unmade',
    report: 'open-order-book',
    needs: 'jobs.read',
    tone: 'waiting',
    rows: (t, rows) =>
      sql`select "order" as key, "order" || ' · ' || customer as text, item || ' × ' || trim_scale("openQuantity") as detail, '/jobs/new' as link, ${t}::date - "currentPromiseOn" as rank from (${rows}) r where state = 'notStarted'`,
  },
  {
    kind: 'running',
    report: 'dispatch-list',
    needs: 'shopfloor.read',
    tone: 'running',
    rows: () =>
      sql`select e.name || w.number as key, e.name || ' · ' || w.number as text, o.sequence || ' ' || o.name || ' · ' || wc.name as detail, '/jobs/' || w.job_id as link, -extract(epoch from t.started_at) as rank from time_logs t join employees e on e.id = t.employee_id join work_orders w on w.id = t.work_order_id join method_operations o on o.id = t.operation_id join work_centers wc on wc.id = t.work_center_id where t.ended_at is null and not t.voided`,
  },
  {
    kind: 'shortages',
    report: 'shortage-list',
    needs: 'jobs.read',
    tone: 'blocked',
    rows: (t, rows) =>
      sql`select item as key, item || ' · ' || name as text, 'short ' || trim_scale(round(sum(short), 2)) || ' · ' || string_agg(distinct job, ', ') as detail, '/shortages' as link, ${t}::date - min("neededOn") as rank from (${rows}) r group by item, name`,
  },
  {
    kind: 'tests',
    report: 'test-results',
    needs: 'quality.read',
    tone: 'waiting',
    rows: () =>
      sql`select t.number as key, t.number || ' · ' || i.number as text, case t.status when 'failed' then 'failed: needs a disposition' when 'passed' then 'passed: to be released' else 'waits for its test' end as detail, '/tests/' || t.id as link, case t.status when 'failed' then 2 when 'passed' then 1 else 0 end as rank from tests t join items i on i.id = t.item_id where t.status in ('waiting', 'passed', 'failed')`,
  },
  {
    kind: 'vendors',
    report: 'at-vendors',
    needs: 'outsourcing.read',
    tone: 'vendor',
    rows: (_t, rows) =>
      sql`select dispatch || "workOrder" as key, vendor || ' · ' || "workOrder" as text, operation || case when "daysLate" > 0 then ' · ' || "daysLate" || ' d late' else ' · due ' || "dueOn" end as detail, '/jobs/' || "jobId" as link, "daysLate" as rank from (${rows}) r`,
  },
  {
    kind: 'ship',
    report: 'open-order-book',
    needs: 'delivery.read',
    tone: 'ready',
    rows: (t, rows) =>
      sql`select "order" as key, "order" || ' · ' || customer as text, item || ' · promised ' || "currentPromiseOn" as detail, '/ready-to-ship' as link, ${t}::date - "currentPromiseOn" as rank from (${rows}) r where state = 'completed' and not exists (select from tests t join work_orders w on w.id = t.work_order_id where w.sales_order_line_id = r.id and t.status in ('waiting', 'passed', 'failed'))`,
  },
  {
    kind: 'purchases',
    report: 'late-purchases',
    needs: 'purchasing.read',
    tone: 'blocked',
    rows: (_t, rows) =>
      sql`select "order" || item as key, "order" || ' · ' || item as text, "daysLate" || ' d late · ' || supplier || coalesce(' · hurts ' || jobs, '') as detail, '/purchase-orders/' || "orderId" as link, "daysLate" as rank from (${rows}) r`,
  },
  {
    kind: 'quotes',
    report: 'quote-pipeline',
    needs: 'sales.read',
    tone: 'waiting',
    rows: (_t, rows) =>
      sql`select number as key, number || ' · ' || customer as text, case status when 'draft' then 'draft for ' || "ageDays" || ' d' else 'valid until ' || "validUntil" end as detail, '/quotations/' || id as link, "ageDays" as rank from (${rows}) r`,
  },
  {
    kind: 'invoices',
    report: 'shipped-not-invoiced',
    needs: 'delivery.invoice',
    tone: 'waiting',
    rows: (_t, rows) =>
      sql`select shipment || "order" as key, shipment || ' · ' || customer as text, days || ' d · ' || item as detail, '/shipped-not-invoiced' as link, days as rank from (${rows}) r`,
  },
]

const shown = 6

/** What needs somebody now, per block the first few and how many there are; only blocks that the user's roles may see. */
export async function today(ctx: Ctx) {
  const { timeZone } = await getCompany(ctx.db)
  const day = dayAt(ctx.now, timeZone)
  const answer = []
  for (const { kind, report, tone, rows } of blocks.filter((b) => mayDo(ctx.actor.roles, b.needs))) {
    const select = await found({ ...orderSelects, ...shopSelects }[report], 'report', report)(day, ctx)
    const first = await rowsOf(
      ctx.db,
      sql`select key, text, detail, link, count(*) over () as n from (${rows(day, select)}) b order by rank desc nulls last, key limit ${shown}`,
      z.object({ key: row.text, text: row.text, detail: row.text, link: row.text, n: row.number }),
    )
    answer.push({ kind, report, count: first[0]?.n ?? 0, rows: first.map(({ n: _n, ...r }) => ({ ...r, tone })) })
  }
  return answer
}
