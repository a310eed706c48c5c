import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from './ctx.ts'
import type { Column, Columns, List, ListInput, Page, RowOf, Sort } from './list.model.ts'

/** Bad filters, sorts or cursors; the HTTP edge answers 400 with all of them. */
export class BadQuery extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(faults.join(' '))
    this.faults = faults
  }
}

const numeric = new Set(['id', 'quantity', 'money', 'minutes', 'percent', 'integer'])
const castOf = (c: Column): SQL =>
  sql.raw(
    numeric.has(c.kind)
      ? 'numeric'
      : c.kind === 'day'
        ? 'date'
        : c.kind === 'instant'
          ? 'timestamptz'
          : c.kind === 'flag'
            ? 'boolean'
            : 'text',
  )

const isDay = z.iso.date()
const isInstant = z.union([z.iso.datetime({ offset: true }), isDay])
const valid = (c: Column, value: string): boolean =>
  numeric.has(c.kind)
    ? value !== '' && Number.isFinite(Number(value)) && Math.abs(Number(value)) < 1e15
    : c.kind === 'day'
      ? isDay.safeParse(value).success
      : c.kind === 'instant'
        ? isInstant.safeParse(value).success
        : c.kind === 'flag'
          ? value === 'true' || value === 'false'
          : !value.includes('\u0000')

const quoted = (name: string): SQL => sql.raw(`"${name}"`)
const typed = (c: Column, value: string): SQL => sql`${value}::text::${castOf(c)}`
const escapeLike = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/** One filter as a condition, or the reason why it cannot be one. */
function condition(name: string, column: Column, filter: string): SQL | string {
  const field = quoted(name)
  if (filter === '-') return sql`${field} is null`
  if (filter === '*') return sql`${field} is not null`
  if (filter.startsWith('~')) return sql`${field}::text ilike ${`%${escapeLike(filter.slice(1))}%`}`
  const not = filter.startsWith('!')
  const range = /^(.+)\.\.(.+)$/.exec(filter)
  const bound = /^([<>])=(.+)$/.exec(filter)
  const values = range
    ? [range[1] ?? '', range[2] ?? '']
    : bound
      ? [bound[2] ?? '']
      : (not ? filter.slice(1) : filter).split(',')
  const wrong = values.filter((v) => !valid(column, v))
  if (wrong.length > 0) return `Filter ${name}: "${wrong.join(', ')}" is not a ${column.kind}.`
  if (range) return sql`${field} between ${typed(column, values[0] ?? '')} and ${typed(column, values[1] ?? '')}`
  if (bound)
    return bound[1] === '>'
      ? sql`${field} >= ${typed(column, values[0] ?? '')}`
      : sql`${field} <= ${typed(column, values[0] ?? '')}`
  if (column.kind === 'words')
    return sql`${field} && array[${sql.join(
      values.map((v) => sql`${v}`),
      sql`, `,
    )}]::text[]`
  const any = sql`${field} in (${sql.join(
    values.map((v) => typed(column, v)),
    sql`, `,
  )})`
  return not ? sql`(${field} is null or not ${any})` : any
}

function parseSort(list: List, text: string | undefined): { sorts: Sort[]; faults: string[] } {
  const asked = text
    ? text
        .split(',')
        .map((s): Sort => ({ column: s.replace(/^-/, ''), direction: s.startsWith('-') ? 'descending' : 'ascending' }))
    : [...list.sort]
  const faults = asked
    .filter((s) => !Object.hasOwn(list.columns, s.column))
    .map((s) => `There is no column ${s.column} to sort by.`)
  return { sorts: asked, faults }
}

const CursorShape = z.array(z.string().nullable()).max(20)
const encode = (values: readonly (string | null)[]) => Buffer.from(JSON.stringify(values)).toString('base64url')
const decode = (cursor: string): (string | null)[] | undefined => {
  try {
    return CursorShape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch {
    return undefined
  }
}

/** Rows strictly behind the cursor in (sorts, id) order; empty values sort last in both directions. */
function behind(list: List, sorts: readonly Sort[], values: readonly (string | null)[]): SQL {
  const alternatives = sorts.map((sort, i) => {
    const equal = sorts
      .slice(0, i)
      .map((s, k) => sql`${quoted(s.column)} is not distinct from ${literal(list, s, values[k] ?? null)}`)
    const value = values[i] ?? null
    const field = quoted(sort.column)
    const beyond =
      value === null
        ? sql`false`
        : sort.direction === 'ascending'
          ? sql`(${field} > ${literal(list, sort, value)} or ${field} is null)`
          : sql`(${field} < ${literal(list, sort, value)} or ${field} is null)`
    return sql`(${sql.join([...equal, beyond], sql` and `)})`
  })
  return sql`(${sql.join(alternatives, sql` or `)})`
}
const literal = (list: List, sort: Sort, value: string | null): SQL => {
  const column = list.columns[sort.column]
  return value === null || !column ? sql`null` : typed(column, value)
}

const asNumber = (v: unknown) => (v === null ? null : Number(v))
const asInstant = (v: unknown) => (v === null ? null : new Date(String(v)).toISOString())
/** pg hands numerics and instants over as text; this gives each column its JavaScript form. */
export const readRow = <C extends Columns>(columns: C, raw: Record<string, unknown>): RowOf<C> =>
  Object.fromEntries(
    Object.entries(columns).map(([name, c]) => [
      name,
      numeric.has(c.kind)
        ? asNumber(raw[name] ?? null)
        : c.kind === 'instant'
          ? asInstant(raw[name] ?? null)
          : (raw[name] ?? null),
    ]),
  ) as RowOf<C>

/** The parts of a list's question as SQL, or BadQuery with everything that is wrong with it. */
export function listConditions(list: List, input: ListInput): { where: SQL; sorts: Sort[] } {
  const { sorts, faults } = parseSort(list, input.sort)
  const conditions: SQL[] = []
  for (const [name, filter] of Object.entries(input.filter ?? {})) {
    const column = Object.hasOwn(list.columns, name) ? list.columns[name] : undefined
    const found = column ? condition(name, column, filter) : `There is no column ${name} to filter by.`
    if (typeof found === 'string') faults.push(found)
    else conditions.push(found)
  }
  if (input.q?.includes('\u0000')) faults.push('The search holds a NUL character.')
  const searchable = Object.entries(list.columns).filter(([, c]) => c.search)
  for (const part of input.q?.trim().split(/\s+/).filter(Boolean) ?? [])
    if (searchable.length > 0)
      conditions.push(
        sql`(${sql.join(
          searchable.map(([name]) => sql`${quoted(name)}::text ilike ${`%${escapeLike(part)}%`}`),
          sql` or `,
        )})`,
      )
  if (faults.length > 0) throw new BadQuery(faults)
  return { where: conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`, sorts }
}

/**
 * Runs a list. `from` is a select whose columns carry the list's column names ("dueOn" quoted) and which
 * includes "id". Filters, search, sort and keyset paging are put around it.
 */
export async function runList<C extends Columns>(
  db: Db,
  list: List<C>,
  from: SQL,
  input: ListInput,
): Promise<Page<RowOf<C>>> {
  const { where, sorts: asked } = listConditions(list, input)
  const sorts: Sort[] =
    asked.some((s) => s.column === 'id') || !('id' in list.columns)
      ? asked
      : [...asked, { column: 'id', direction: 'ascending' }]
  const cursor = input.cursor ? decode(input.cursor) : []
  if (!cursor || (input.cursor && cursor.length !== sorts.length))
    throw new BadQuery(['The cursor is not one that this list gave out.'])
  const wrongValue = cursor.some(
    (v, i) => v !== null && !valid(list.columns[sorts[i]?.column ?? ''] ?? { kind: 'text' }, v),
  )
  if (wrongValue) throw new BadQuery(['The cursor is not one that this list gave out.'])
  const paged = input.cursor ? sql`${where} and ${behind(list, sorts, cursor)}` : where
  const order = sql.join(
    sorts.map((s) => sql`${quoted(s.column)} ${sql.raw(s.direction === 'ascending' ? 'asc' : 'desc')} nulls last`),
    sql`, `,
  )
  const rows = await db.execute<Record<string, unknown>>(
    sql`select * from (${from}) as listed where ${paged} order by ${order} limit ${input.limit + 1}`,
  )
  const count = await db.execute<{ n: string }>(sql`select count(*) as n from (${from}) as listed where ${where}`)
  const page = rows.rows.slice(0, input.limit)
  const last = page.at(-1)
  const keyOf = (value: unknown, c: Column | undefined) =>
    value === null || value === undefined ? null : c?.kind === 'instant' ? preciseInstant(value) : String(value)
  const next =
    rows.rows.length > input.limit && last
      ? encode(sorts.map((s) => keyOf(last[s.column], list.columns[s.column])))
      : null
  return { rows: page.map((r) => readRow(list.columns, r)), next, total: Number(count.rows[0]?.n ?? 0) }
}

/** Keeps PostgreSQL's microseconds: the raw text `2026-01-02 03:04:05.678901+00` made ISO. */
const preciseInstant = (value: unknown): string => {
  const text = value instanceof Date ? value.toISOString() : String(value)
  return text.replace(' ', 'T').replace(/\+00$/, 'Z')
}
