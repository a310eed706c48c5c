import { type Columns, defineList, type List } from '../core/list.model.ts'
import type { Permission } from '../core/permissions.model.ts'
import { orderReports } from './orderReports.model.ts'
import { shopReports } from './shopReports.model.ts'

/** Groups of the report index, in the order of a job's way through the shop. */
export const reportGroups = ['sales', 'delivery', 'jobs', 'floor', 'buying', 'stock', 'quality', 'money'] as const
export type ReportGroup = (typeof reportGroups)[number]

/**
 * One definition format for every report, ours and the users' own: what question it answers, its columns (which give
 * filters, sorts, export and totals), where a row drills to, and what each measure means. The rows come from a select of
 * the same name in the queries.
 */
export type Report = {
  name: string
  group: ReportGroup
  title: string
  question: string
  needs: Permission
  columns: Columns
  sort: List['sort']
  /** The page of a row, with {column} placeholders. */
  drill?: string
  /** What a measure means, for the (i) beside it. */
  measures?: Readonly<Record<string, string>>
  /** Shown above the table: a bar for each row of `label`, as long as `value`. */
  chart?: { label: string; value: string; unit: 'money' | 'count' | 'percent' | 'minutes' }
}

export const reports: readonly Report[] = [...orderReports, ...shopReports]
export const reportList = (r: Report): List =>
  defineList({ name: `report-${r.name}`, columns: r.columns, sort: r.sort })
export const reportNamed = (name: string): Report | undefined => reports.find((r) => r.name === name)
