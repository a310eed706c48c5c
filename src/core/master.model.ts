import { z } from 'zod'
import type { Column, Columns, List } from './list.model.ts'
import type { Permission } from './permissions.model.ts'
import {
  Day,
  Id,
  LongText,
  Minutes,
  Money,
  NonNegativeMoney,
  NonNegativeQuantity,
  Percent,
  RequiredText,
  Text,
} from './shapes.ts'

/**
 * Master data (customers, work centers, units, …) is described once: the description gives the record's
 * shape, its API, list, form, import, export and audit. Behavior is never put here; it is written out.
 */
export const fieldKinds = [
  'text',
  'longText',
  'word',
  'words',
  'quantity',
  'money',
  'minutes',
  'percent',
  'integer',
  'day',
  'flag',
  'reference',
  'email',
] as const
export type FieldKind = (typeof fieldKinds)[number]

export type Field = {
  kind: FieldKind
  required?: boolean
  /** No two records share it; imports find existing records by the first unique field. */
  unique?: boolean
  words?: readonly string[]
  /** The master that a reference points to. */
  to?: string
  /** Offered in a new record's form. */
  initial?: string | number | boolean
  /** Shown in the list; the form shows all. */
  listed?: boolean
  min?: number
  max?: number
  /** Headings under which other systems export this field, for guessing import columns. */
  alsoCalled?: readonly string[]
  /** A group heading in the form. */
  group?: string
}
export type Fields = Record<string, Field>

export type Master<F extends Fields = Fields> = {
  /** Plural, as in the API path and translation keys: workCenters. */
  name: string
  /** /work-centers */
  path: string
  needs: { read: Permission; write: Permission }
  fields: F
  /** The fields that name a record to people, e.g. ['code', 'name']. */
  label: readonly (keyof F & string)[]
  /** The database table, for the history panel. */
  table: string
}

export const defineMaster = <const F extends Fields>(master: Master<F>): Master<F> => master

const shapeOfKind = (f: Field): z.ZodType => {
  switch (f.kind) {
    case 'text':
      return f.required ? RequiredText(f.max ?? 200) : Text(f.max ?? 200)
    case 'email':
      return f.required ? z.email().max(200) : z.union([z.email().max(200), z.literal('')])
    case 'longText':
      return LongText
    case 'word':
      return z.enum(f.words as [string, ...string[]])
    case 'words':
      return z.array(z.enum(f.words as [string, ...string[]])).max(50)
    case 'quantity':
      return NonNegativeQuantity
    case 'money':
      return f.min === undefined ? NonNegativeMoney : Money
    case 'minutes':
      return Minutes
    case 'percent':
      return Percent
    case 'integer':
      return z
        .int()
        .min(f.min ?? 0)
        .max(f.max ?? 1_000_000)
    case 'day':
      return Day
    case 'flag':
      return z.boolean()
    case 'reference':
      return Id
  }
}

const nullableKinds = new Set<FieldKind>([
  'quantity',
  'money',
  'minutes',
  'percent',
  'integer',
  'day',
  'reference',
  'word',
])

/** The shape of a record as it is written. Fields that are not required may be left out on creation. */
export function recordShape<F extends Fields>(master: Master<F>): z.ZodType<RecordOf<F>, RecordInput<F>> {
  const shape: Record<string, z.ZodType> = {}
  for (const [name, f] of Object.entries(master.fields)) {
    const base = shapeOfKind(f)
    const open = f.required ? base : nullableKinds.has(f.kind) && f.initial === undefined ? base.nullable() : base
    shape[name] = f.required && f.initial === undefined ? open : open.default(defaultOf(f) as never)
  }
  return z.object(shape) as never
}

const defaultOf = (f: Field): unknown => {
  if (f.initial !== undefined) return f.initial
  if (f.kind === 'flag') return false
  if (f.kind === 'words') return []
  return nullableKinds.has(f.kind) ? null : ''
}

type Base<F extends Field> = F['kind'] extends 'text' | 'longText' | 'email' | 'day'
  ? string
  : F['kind'] extends 'word'
    ? F extends { words: readonly (infer W)[] }
      ? W
      : string
    : F['kind'] extends 'words'
      ? (F extends { words: readonly (infer W)[] } ? W : string)[]
      : F['kind'] extends 'flag'
        ? boolean
        : number
type MayBeNull<F extends Field> = F extends { required: true }
  ? false
  : F extends { initial: string | number | boolean }
    ? false
    : F['kind'] extends 'text' | 'longText' | 'email' | 'flag' | 'words'
      ? false
      : true
type ValueOf<F extends Field> = MayBeNull<F> extends true ? Base<F> | null : Base<F>
export type RecordOf<F extends Fields> = { [K in keyof F]: ValueOf<F[K]> }
export type RecordInput<F extends Fields> = {
  [K in keyof F as F[K] extends { required: true } ? K : never]: ValueOf<F[K]>
} & { [K in keyof F as F[K] extends { required: true } ? never : K]?: ValueOf<F[K]> | undefined }

export const archivedColumn = 'archived'

const columnOf = (f: Field): Column => {
  const kind = f.kind === 'longText' || f.kind === 'email' || f.kind === 'reference' ? 'text' : f.kind
  const optional = !f.required && f.kind !== 'flag' && f.kind !== 'words'
  return {
    kind,
    ...(f.words && kind === 'word' ? { words: f.words } : {}),
    ...(optional ? { optional: true } : {}),
    ...(kind === 'text' ? { search: true } : {}),
    ...(f.listed ? {} : { hidden: true }),
  }
}

export const references = (master: Pick<Master, 'fields'>): [string, Field][] =>
  Object.entries(master.fields).filter(([, f]) => f.kind === 'reference')

/** Beside a reference's label its list has the id under this name, for filters and links: `partyId` has `partyRef`. */
export const referenceColumn = (field: string): string => `${field.replace(/Id$/, '')}Ref`

/** The list of a master: its fields, references shown by their label and also as id, plus id and archived. */
export const masterList = (master: Master): List => ({
  name: master.name,
  columns: {
    id: { kind: 'id', hidden: true },
    ...Object.fromEntries(Object.entries(master.fields).map(([name, f]) => [name, columnOf(f)])),
    ...Object.fromEntries(
      references(master).map(([name, f]) => [
        referenceColumn(name),
        { kind: 'id', hidden: true, ...(f.required ? {} : { optional: true }) },
      ]),
    ),
    [archivedColumn]: { kind: 'flag', hidden: true },
  } as Columns,
  sort: [{ column: master.label[0] ?? 'id', direction: 'ascending' }],
})
