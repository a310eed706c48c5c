import { z } from 'zod'
import { Day, Id, Instant } from './shapes.ts'

/**
 * One mechanism for every list: a list is described by its columns, and that description gives the row's
 * shape, the allowed filters and sorts, the grid in the browser, the export and the OpenAPI entry.
 */
export const columnKinds = [
  'id',
  'text',
  'word',
  'words',
  'quantity',
  'money',
  'minutes',
  'percent',
  'integer',
  'day',
  'instant',
  'flag',
] as const
export type ColumnKind = (typeof columnKinds)[number]

export type Column = {
  kind: ColumnKind
  /** Found by the search box. */
  search?: boolean
  /** May be empty. */
  optional?: boolean
  words?: readonly string[]
  /** Hidden in the grid unless the user asks; still filterable. */
  hidden?: boolean
  /** A path with {column} placeholders; the cell links there. */
  link?: string
  /** The column with the currency of this money column. */
  currency?: string
  /** Summed in report totals. */
  total?: boolean
}
export type Columns = Record<string, Column>

export type Sort = { column: string; direction: 'ascending' | 'descending' }

export type List<C extends Columns = Columns> = {
  /** Names the translation keys, the saved views and the export file. */
  name: string
  columns: C
  sort: readonly Sort[]
}

export const defineList = <const C extends Columns>(list: List<C>): List<C> => list

const shapes = {
  id: Id,
  text: z.string(),
  word: z.string(),
  words: z.array(z.string()),
  quantity: z.number(),
  money: z.number(),
  minutes: z.number(),
  percent: z.number(),
  integer: z.number().int(),
  day: Day,
  instant: Instant,
  flag: z.boolean(),
} satisfies Record<ColumnKind, z.ZodType>

type ValueOf<C extends Column> = C extends { words: readonly (infer W)[] } ? W : z.infer<(typeof shapes)[C['kind']]>
export type RowOf<C extends Columns> = {
  [K in keyof C]: C[K] extends { optional: true } ? ValueOf<C[K]> | null : ValueOf<C[K]>
}

const columnShape = (column: Column): z.ZodType => {
  const shape =
    column.words && column.kind === 'word' ? z.enum(column.words as [string, ...string[]]) : shapes[column.kind]
  return column.optional ? shape.nullable() : shape
}

/** The zod shape of one row. */
export const rowShape = <C extends Columns>(list: List<C>): z.ZodType<RowOf<C>> =>
  z.object(
    Object.fromEntries(Object.entries(list.columns).map(([name, c]) => [name, columnShape(c)])),
  ) as unknown as z.ZodType<RowOf<C>>

/**
 * What a list can be asked. A filter value is one of: `a` or `a,b` (any of these), `!a` (none of these),
 * `>=x`, `<=x`, `x..y` (between), `~x` (contains), `-` (empty), `*` (not empty).
 */
export const ListInput = z.object({
  q: z.string().max(200).optional().describe('Search in the searchable columns'),
  filter: z.record(z.string(), z.string().max(500)).optional().describe('By column; see the list grammar'),
  sort: z.string().max(200).optional().describe('Columns, a minus before a descending one: -dueOn,number'),
  cursor: z.string().max(2000).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
})
export type ListInput = z.infer<typeof ListInput>
export type ListRequest = z.input<typeof ListInput>

export const listOutput = <C extends Columns>(list: List<C>) =>
  z.object({
    rows: z.array(rowShape(list)),
    next: z.string().nullable().describe('The cursor of the next page, or null on the last one'),
    total: z.number().int().describe('Rows that match, over all pages'),
  })
export type Page<R> = { rows: R[]; next: string | null; total: number }
