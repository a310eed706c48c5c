import { getTableName, type SQL, sql } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import type { Ctx, Db } from './ctx.ts'
import type { Fault, ImportAct, ImportField, PlannedRecord } from './import.model.ts'
import { columnOf, fault, type Mapped, type ReadRow, warning } from './importRead.rules.ts'
import { plain, shown } from './importValue.rules.ts'
import { type Master, recordShape } from './master.model.ts'
import { columnName, type MasterTable, registeredMasters } from './master.queries.ts'

export const importFieldsOf = (master: Master): ImportField[] =>
  Object.entries(master.fields).map(([name, f]) => ({
    name,
    kind: f.kind,
    required: f.required === true && f.initial === undefined,
    ...(f.words ? { words: [...f.words] } : {}),
    ...(f.to ? { to: f.to } : {}),
    ...(f.alsoCalled ? { alsoCalled: [...f.alsoCalled] } : {}),
  }))

/** Finds records of a master by code, name or whole label, however spelled; `undefined` several times over is ambiguous. */
export type LabelFinder = (text: string) => { id: number } | { several: true } | undefined

export async function labelFinder(db: Db, to: string): Promise<LabelFinder> {
  const entry = registeredMasters().get(to)
  if (!entry) throw new Error(`No master ${to} is registered.`)
  const { master, table } = entry
  const names = [
    ...new Set([
      ...Object.entries(master.fields)
        .filter(([, f]) => f.unique)
        .map(([n]) => n),
      ...master.label,
      ...('name' in master.fields ? ['name'] : []),
    ]),
  ]
  const columns = sql.join(
    names.map((n) => sql.raw(`"${columnName(n)}"::text`)),
    sql`, `,
  )
  const label = sql`concat_ws(' · ', ${sql.join(
    master.label.map((l) => sql.raw(`"${columnName(l)}"`)),
    sql`, `,
  )})`
  const { rows } = await db.execute<{ id: string; names: string[]; label: string }>(
    sql`select id, array[${columns}] as names, ${label} as label from ${sql.identifier(getTableName(table))} where not archived`,
  )
  // The unique code wins over a name that happens to be the same word.
  const levels = Array.from({ length: names.length + 1 }, () => new Map<string, number | 'several'>())
  for (const r of rows)
    for (const [i, name] of [...r.names, r.label].entries()) {
      const key = plain(name ?? '') || (name ?? '').trim()
      if (key !== '') levels[i]?.set(key, levels[i]?.has(key) ? 'several' : Number(r.id))
    }
  return (text) => {
    const key = plain(text) || text.trim()
    for (const level of levels) {
      const found = level.get(key)
      if (found !== undefined) return found === 'several' ? { several: true } : { id: found }
    }
    return undefined
  }
}

/** Replaces the texts of references by ids, naming what is not found. */
export async function findReferences(
  ctx: Ctx,
  rows: readonly ReadRow[],
  fields: readonly ImportField[],
  mapped: Mapped,
): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const field of fields.filter((f) => f.kind === 'reference')) {
    const asking = rows.filter((r) => typeof r.values[field.name] === 'string')
    if (asking.length === 0) continue
    const find = await labelFinder(ctx.db, field.to ?? '')
    for (const row of asking) {
      const text = String(row.values[field.name])
      const found = find(text)
      if (found && 'id' in found) row.values[field.name] = found.id
      else {
        delete row.values[field.name]
        row.faulty = true
        const message = found
          ? `Several of ${field.to} are called "${shown(text)}". Use the code.`
          : `There is nothing in ${field.to} called "${shown(text)}".`
        faults.push(fault(row.row, 'reference', message, columnOf(mapped, field.name)))
      }
    }
  }
  return faults
}

/** Sets of fields that no two records share, the one that names a record for imports first. */
export function uniqueSets(master: Master, table: MasterTable): string[][] {
  const described = (names: readonly string[]) => names.every((n) => n in master.fields)
  const config = getTableConfig(table as PgTable)
  const keyOf = new Map(Object.keys(master.fields).map((n) => [columnName(n), n]))
  const inTable = [
    ...config.columns.filter((c) => c.isUnique).map((c) => [c.name]),
    ...config.uniqueConstraints.map((u) => u.columns.map((c) => c.name)),
    ...config.indexes
      .filter((i) => i.config.unique)
      .map((i) => i.config.columns.map((c) => ('name' in c ? String(c.name) : ''))),
  ].map((columns) => columns.map((c) => keyOf.get(columnName(c)) ?? ''))
  const own = Object.entries(master.fields)
    .filter(([, f]) => f.unique)
    .map(([n]) => [n])
  const sets = [...own, ...inTable].filter((s) => s.length > 0 && described(s))
  const named = new Map(sets.map((s) => [s.join(), s]))
  if (named.size > 0 && !sets.every((s) => s.length === 1 && !master.fields[s[0] ?? '']?.required))
    return [...named.values()]
  const kinds = new Set(['reference', 'text', 'word', 'day'])
  const naming = Object.entries(master.fields)
    .filter(([, f]) => f.required && kinds.has(f.kind))
    .map(([n]) => n)
  return [naming, ...named.values()]
}

/** A record's key in a set of fields; undefined when a part is empty, since empty values may repeat. */
const keyIn = (set: readonly string[], values: Readonly<Record<string, unknown>>): string | undefined =>
  set.some((n) => values[n] === undefined || values[n] === null || values[n] === '')
    ? undefined
    : JSON.stringify(set.map((n) => String(values[n])))

type Stored = Record<string, unknown> & { id: number; archived: boolean }

const selected = (master: Master): SQL =>
  sql.join(
    ['id', ...Object.keys(master.fields), 'archived'].map((n) => sql.raw(`"${columnName(n)}" as "${n}"`)),
    sql`, `,
  )

/** The stored records that share a unique key with any row; all of them when the master is small. */
async function storedRecords(
  db: Db,
  master: Master,
  table: MasterTable,
  rows: readonly ReadRow[],
  sets: readonly string[][],
): Promise<Stored[]> {
  const conditions = sets.map((set) => {
    const [first = 'id'] = set
    const values = [...new Set(rows.flatMap((r) => (r.values[first] === undefined ? [] : [String(r.values[first])])))]
    return sql`${sql.raw(`"${columnName(first)}"`)}::text in (select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`
  })
  const { rows: found } = await db.execute<Stored>(
    sql`select ${selected(master)} from ${sql.identifier(getTableName(table))} where ${sql.join(conditions, sql` or `)} order by id`,
  )
  return found.map((r) => ({ ...r, id: Number(r.id) }))
}

export type MasterChange = { id: number; values: Record<string, unknown> }
export type MasterPlan = {
  faults: Fault[]
  records: PlannedRecord[]
  creates: Record<string, unknown>[]
  changes: MasterChange[]
  changedFields: string[]
}

const labelIn = (master: Master, values: Readonly<Record<string, unknown>>): string =>
  master.label
    .map((l) => values[l])
    .filter((v) => v !== undefined && v !== null && v !== '')
    .join(' · ')

const same = (a: unknown, b: unknown): boolean =>
  Array.isArray(a) || Array.isArray(b)
    ? JSON.stringify(a) === JSON.stringify(b)
    : a === b || (typeof b === 'number' && a !== null && Number(a) === b)

/** What importing the rows into a master would do, with every fault. */
export async function planMaster(
  ctx: Ctx,
  master: Master,
  table: MasterTable,
  rows: readonly ReadRow[],
  mapped: Mapped,
): Promise<MasterPlan> {
  const plan: MasterPlan = {
    faults: await findReferences(ctx, rows, importFieldsOf(master), mapped),
    records: [],
    creates: [],
    changes: [],
    changedFields: [],
  }
  const sets = uniqueSets(master, table)
  const [naming = []] = sets
  const stored = await storedRecords(ctx.db, master, table, rows, sets)
  const taken = sets.map((set) => new Map(stored.map((s): [string | undefined, Stored] => [keyIn(set, s), s])))
  const rowOfKey = sets.map(() => new Map<string, number>())
  const shape = recordShape(master)
  const given = new Set<string>()

  for (const row of rows) {
    const { values } = row
    const key = keyIn(naming, values)
    const existing = key === undefined ? undefined : taken[0]?.get(key)
    const wrong: Fault[] = []
    const parsed = shape.safeParse(existing ? { ...pickNamed(master, existing), ...values } : values)
    if (!parsed.success && !row.faulty) wrong.push(...issuesOf(parsed.error.issues, row, mapped, master))
    for (const [i, set] of sets.entries())
      wrong.push(...clashes(set, values, row, existing, taken[i], rowOfKey[i], mapped))
    plan.faults.push(...wrong)
    const label = labelIn(master, existing ? { ...existing, ...values } : values) || `row ${row.row}`
    if (row.faulty || wrong.length > 0 || !parsed.success) continue
    const record = parsed.data as Record<string, unknown>
    const differing = existing ? Object.keys(values).filter((n) => !same(existing[n], record[n])) : []
    const act: ImportAct = !existing ? 'create' : differing.length > 0 ? 'change' : 'same'
    plan.records.push({
      row: row.row,
      act,
      label,
      detail: existing
        ? differing
            .map((n) => `${n}: ${shown(String(existing[n] ?? ''))} → ${shown(String(record[n] ?? ''))}`)
            .join('; ')
        : '',
    })
    if (existing?.archived) plan.faults.push(warning(row.row, 'archived', `${label} is archived and stays so.`))
    if (act === 'create') plan.creates.push(record)
    if (act === 'change' && existing) {
      plan.changes.push({ id: existing.id, values: record })
      for (const n of differing) given.add(n)
    }
  }
  return { ...plan, changedFields: [...given] }
}

const pickNamed = (master: Master, stored: Stored) =>
  Object.fromEntries(
    Object.keys(master.fields).map((n) => [
      n,
      master.fields[n]?.kind === 'day' && stored[n]
        ? String(stored[n]).slice(0, 10)
        : numberIfNumeric(master, n, stored[n]),
    ]),
  )
const numericKinds = new Set(['quantity', 'money', 'minutes', 'percent', 'integer', 'reference'])
/** Raw SQL hands numerics over as text. */
const numberIfNumeric = (master: Master, name: string, value: unknown) =>
  value !== null && numericKinds.has(master.fields[name]?.kind ?? '') ? Number(value) : value

/** stockUnitId as people say it: Stock unit. */
const spoken = (name: string): string => {
  const words = name
    .replace(/Id$/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function issuesOf(
  issues: readonly { path: readonly PropertyKey[]; message: string }[],
  row: ReadRow,
  mapped: Mapped,
  master: Master,
): Fault[] {
  return issues.map((issue) => {
    const name = String(issue.path[0] ?? '')
    const missing = row.values[name] === undefined && master.fields[name]?.required
    const at = columnOf(mapped, name)
    const called = at.heading || spoken(name)
    return fault(
      row.row,
      missing ? 'missing' : 'invalid',
      missing ? `${called} is missing.` : `${called}: ${issue.message}`,
      at,
    )
  })
}

function clashes(
  set: readonly string[],
  values: Readonly<Record<string, unknown>>,
  row: ReadRow,
  existing: Stored | undefined,
  stored: ReadonlyMap<string | undefined, Stored> | undefined,
  seen: Map<string, number> | undefined,
  mapped: Mapped,
): Fault[] {
  const key = keyIn(set, values)
  if (key === undefined) return []
  const at = columnOf(mapped, set[0] ?? '')
  const what = set.map((n) => `${n} ${shown(String(values[n]))}`).join(', ')
  const before = seen?.get(key)
  if (before !== undefined) return [fault(row.row, 'twice', `Row ${before} has the same ${what}.`, at)]
  seen?.set(key, row.row)
  const other = stored?.get(key)
  return other && other.id !== existing?.id ? [fault(row.row, 'taken', `Another record already has ${what}.`, at)] : []
}
