import { Hono } from 'hono'
import { getCompany } from '../core/company.queries.ts'
import { type Actor, type Ctx, type Db, nobody } from '../core/ctx.ts'
import type { Column } from '../core/list.model.ts'
import { BadQuery } from '../core/list.queries.ts'
import { Missing } from '../core/missing.ts'
import { securityHeaders } from '../core/pages.ts'
import { renderPaper } from '../core/paper.ts'
import { Refused } from '../core/refusal.ts'
import { type Report, reportNamed } from './report.model.ts'
import { runReport } from './report.queries.ts'

const numeric = new Set(['quantity', 'money', 'minutes', 'percent', 'integer'])
const limit = 20_000

/** "openValue" → "Open value" */
const heading = (name: string): string =>
  (name.charAt(0).toUpperCase() + name.slice(1)).replace(
    /([a-z])([A-Z])/g,
    (_m, a: string, b: string) => `${a} ${b.toLowerCase()}`,
  )
/** A word of ours as people read it: "partDelivered" → "Part delivered". */
const plain = (column: Column, value: unknown): unknown =>
  column.kind === 'word' && typeof value === 'string' && value !== ''
    ? heading(value)
    : column.kind === 'words' && Array.isArray(value)
      ? value.map((w) => heading(String(w))).join(', ')
      : value
const shownColumns = (report: Report): [string, Column][] => Object.entries(report.columns).filter(([, c]) => !c.hidden)

/** A spreadsheet must never take a text for a formula: such a cell is led by an apostrophe. */
const csvCell = (value: unknown): string => {
  const text = value === null || value === undefined ? '' : String(value)
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

type Rows = readonly Record<string, unknown>[]

const asCsv = (report: Report, rows: Rows): string =>
  [
    '\uFEFF',
    [
      shownColumns(report).map(([n]) => heading(n)),
      ...rows.map((r) => shownColumns(report).map(([n, c]) => plain(c, r[n]))),
    ]
      .map((line) => line.map(csvCell).join(','))
      .join('\r\n'),
    '\r\n',
  ].join('')

async function asXlsx(report: Report, rows: Rows): Promise<Uint8Array> {
  const columns = shownColumns(report)
  const head = columns.map(([n]) => ({ value: heading(n), fontWeight: 'bold' as const }))
  const body = rows.map((r) =>
    columns.map(([n, c]) =>
      numeric.has(c.kind) && r[n] !== null
        ? { value: Number(r[n]), type: Number }
        : { value: r[n] === null ? '' : String(plain(c, r[n])), type: String },
    ),
  )
  const { default: writeExcel } = await import('write-excel-file/node')
  return new Uint8Array(
    await (
      (await writeExcel([head, ...body] as never, {} as never)) as unknown as { toBuffer(): Promise<Buffer> }
    ).toBuffer(),
  )
}

async function asPdf(ctx: Ctx, report: Report, rows: Rows, totals: Record<string, number>): Promise<Uint8Array> {
  const company = await getCompany(ctx.db)
  const columns = shownColumns(report)
  const number = new Intl.NumberFormat(company.locale, { maximumFractionDigits: 2 })
  const cell = (c: Column, v: unknown): string =>
    v === null || v === undefined
      ? ''
      : numeric.has(c.kind)
        ? number.format(Number(v))
        : c.kind === 'instant'
          ? String(v).slice(0, 16).replace('T', ' ')
          : String(plain(c, v))
  const hasTotals = Object.keys(totals).length > 0
  const pdf = await renderPaper({
    title: report.title,
    company,
    landscape: true,
    blocks: [
      { kind: 'text', text: report.question },
      {
        kind: 'table',
        columns: columns.map(([n, c]) => ({
          heading: heading(n),
          align: numeric.has(c.kind) ? 'right' : 'left',
          width: 'auto',
        })),
        rows: rows.slice(0, 2000).map((r) => columns.map(([n, c]) => cell(c, r[n]))),
        ...(hasTotals
          ? {
              total: [
                columns.map(([n, c], i) => ({
                  text: i === 0 ? 'Total' : n in totals ? cell(c, totals[n]) : '',
                  bold: true,
                })),
              ],
            }
          : {}),
      },
    ],
  })
  return new Uint8Array(pdf)
}

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
}

/** GET /api/export/reports/NAME.csv|xlsx|pdf with the same q, filter and sort as the report itself. */
export function reportExportPages(db: Db, actorOf: (headers: Headers) => Promise<Actor>, now: () => string): Hono {
  const pages = new Hono()
  pages.get('/api/export/reports/:file', async (c) => {
    const actor = await actorOf(c.req.raw.headers)
    if (actor === nobody) return c.json({ code: 'UNAUTHORIZED', message: 'Sign in first.' }, 401)
    const [, name = '', kind = ''] = /^([a-z-]+)\.(csv|xlsx|pdf)$/.exec(c.req.param('file')) ?? []
    const report = reportNamed(name)
    if (!report) return c.json({ code: 'NOT_FOUND', message: 'There is no such report.' }, 404)
    const ctx: Ctx = { db, actor, now: now() }
    const query = new URL(c.req.url).searchParams
    const filter = Object.fromEntries(
      [...query].flatMap(([k, v]) => (/^filter\[(\w+)\]$/.test(k) ? [[k.slice(7, -1), v]] : [])),
    )
    const [q, sort] = [query.get('q'), query.get('sort')]
    try {
      const { rows, totals } = await runReport(ctx, name, {
        limit,
        filter,
        ...(q ? { q } : {}),
        ...(sort ? { sort } : {}),
      })
      const data = rows as Rows
      const body =
        kind === 'csv'
          ? asCsv(report, data)
          : kind === 'xlsx'
            ? await asXlsx(report, data)
            : await asPdf(ctx, report, data, totals)
      return new Response(body as BodyInit, {
        headers: {
          ...securityHeaders,
          'content-type': types[kind as 'csv'],
          'content-disposition': `attachment; filename="${name}.${kind}"`,
          'cache-control': 'no-store',
        },
      })
    } catch (error) {
      if (error instanceof Refused) return c.json({ code: 'FORBIDDEN', message: error.message }, 403)
      if (error instanceof BadQuery) return c.json({ code: 'BAD_REQUEST', message: error.message }, 400)
      if (error instanceof Missing) return c.json({ code: 'NOT_FOUND', message: error.message }, 404)
      throw error
    }
  })
  return pages
}
