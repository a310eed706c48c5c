import { sql } from 'drizzle-orm'
import { dayAt, getCompany } from '../core/company.queries.ts'
import type { Ctx } from '../core/ctx.ts'
import type { ListInput } from '../core/list.model.ts'
import { listConditions, runList } from '../core/list.queries.ts'
import { found } from '../core/missing.ts'
import { mayDo } from '../core/permissions.model.ts'
import { unless } from '../core/refusal.ts'
import { orderSelects } from './orderReports.queries.ts'
import { type Report, reportList, reportNamed, reports } from './report.model.ts'
import { shopSelects } from './shopReports.queries.ts'

const selects = { ...orderSelects, ...shopSelects }

export const reportsFor = ({ actor }: Pick<Ctx, 'actor'>): Report[] =>
  reports.filter((r) => mayDo(actor.roles, r.needs))

/** A report's rows, and the totals of its summed columns over everything that matches, not just the page. */
export async function runReport(ctx: Ctx, name: string, input: ListInput) {
  const report = found(reportNamed(name), 'report', name)
  unless(
    mayDo(ctx.actor.roles, report.needs)
      ? []
      : [{ code: 'report.not-yours', message: `This report needs the permission ${report.needs}.` }],
  )
  const { timeZone } = await getCompany(ctx.db)
  const from = await found(selects[name], 'report', name)(dayAt(ctx.now, timeZone), ctx)
  const list = reportList(report)
  const page = await runList(ctx.db, list, from, input)
  const summed = Object.entries(report.columns)
    .filter(([, c]) => c.total)
    .map(([column]) => column)
  if (summed.length === 0) return { ...page, totals: {} }
  const { where } = listConditions(list, input)
  const { rows } = await ctx.db.execute<Record<string, unknown>>(
    sql`select ${sql.join(
      summed.map((c) => sql`coalesce(sum(${sql.raw(`"${c}"`)}), 0) as ${sql.raw(`"${c}"`)}`),
      sql`, `,
    )} from (${from}) as listed where ${where}`,
  )
  return { ...page, totals: Object.fromEntries(summed.map((c) => [c, Number(rows[0]?.[c] ?? 0)])) }
}
