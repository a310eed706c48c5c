import { eq, getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Db } from './ctx.ts'
import type { ListInput } from './list.model.ts'
import { runList } from './list.queries.ts'
import { type Fields, type Master, masterList, type RecordOf, referenceColumn, references } from './master.model.ts'
import { found } from './missing.ts'

export type MasterTable = PgTable & { id: PgColumn; archived: PgColumn }
/** Every master's table by name, so that references can show and find labels. Filled by `registerMaster`. */
const registry = new Map<string, { master: Master; table: MasterTable }>()

export const registerMaster = (master: Master, table: MasterTable): void => {
  registry.set(master.name, { master, table })
}
export const registeredMasters = (): ReadonlyMap<string, { master: Master; table: MasterTable }> => registry

/** The database column behind a drizzle property name. */
export const columnName = (name: string): string => toSnakeCase(name)

/** The label of the record that `id` points to, e.g. "SAW · Panel saw". */
const labelOf = (to: string, id: SQL): SQL => {
  const entry = registry.get(to)
  if (!entry) throw new Error(`No master ${to} is registered.`)
  const parts = entry.master.label.map((l) => sql.raw(`r."${columnName(l)}"`))
  return sql`(select concat_ws(' · ', ${sql.join(parts, sql`, `)}) from ${sql.raw(`"${getTableName(entry.table)}"`)} r where r.id = ${id})`
}

const listedFrom = (master: Master, table: MasterTable): SQL => {
  const fields = Object.entries(master.fields).map(([name, f]) => {
    const column = sql.raw(`m."${columnName(name)}"`)
    const value = f.kind === 'reference' && f.to ? labelOf(f.to, column) : column
    return sql`${value} as ${sql.raw(`"${name}"`)}`
  })
  const ids = references(master).map(([name]) => sql.raw(`m."${columnName(name)}" as "${referenceColumn(name)}"`))
  return sql`select m.id, ${sql.join([...fields, ...ids], sql`, `)}, m.archived from ${sql.raw(`"${getTableName(table)}"`)} m`
}

export const listMaster = (db: Db, master: Master, table: MasterTable, input: ListInput) =>
  runList(db, masterList(master), listedFrom(master, table), {
    ...input,
    filter: { ...(input.filter?.archived === undefined ? { archived: 'false' } : {}), ...input.filter },
  })

export type StoredMaster<F extends Fields> = RecordOf<F> & { id: number; archived: boolean }

export async function getMaster<F extends Fields>(
  db: Db,
  master: Master<F>,
  table: MasterTable,
  id: number,
): Promise<StoredMaster<F>> {
  const [row] = await db
    .select()
    .from(table as PgTable)
    .where(eq(table.id, id))
  return pickFields(master, found(row as Record<string, unknown> | undefined, wordFor(master), id))
}

/** One of its records in words: customerPartNumbers → customer part number. */
export const wordFor = (master: Pick<Master, 'name'>): string =>
  master.name
    .replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/ies$/, 'y')
    .replace(/s$/, '')

/** Tables may hold more columns than the described fields; the API answers with the described ones. */
export const pickFields = <F extends Fields>(master: Master<F>, row: Record<string, unknown>): StoredMaster<F> =>
  Object.fromEntries(['id', ...Object.keys(master.fields), 'archived'].map((k) => [k, row[k]])) as StoredMaster<F>

export type LookupRow = { id: number; label: string }

/** Up to 50 records whose label contains every word of `q`, for pickers; with `id` only that one, even if archived. */
export async function lookUp(db: Db, name: string, q: string, id?: number): Promise<LookupRow[]> {
  const { master, table } = found(registry.get(name), 'list', name)
  const label = sql`concat_ws(' · ', ${sql.join(
    master.label.map((l) => sql.raw(`"${columnName(l)}"`)),
    sql`, `,
  )})`
  const words = q.trim().split(/\s+/).filter(Boolean).slice(0, 8)
  const where = words.map((w) => sql` and ${label} ilike ${`%${w.replace(/[\\%_]/g, '\\$&')}%`}`)
  const { rows } = await db.execute<{ id: string; label: string }>(
    sql`select id, ${label} as label from ${sql.raw(`"${getTableName(table)}"`)} where ${id === undefined ? sql`not archived` : sql`id = ${id}`}${sql.join(where, sql``)} order by label limit 50`,
  )
  return rows.map((r) => ({ id: Number(r.id), label: r.label }))
}

/** Fails at start-up when a description names a field its table lacks. */
export function checkMasterTable(master: Master, table: MasterTable): void {
  const have = Object.keys(getTableColumns(table as PgTable))
  const lack = Object.keys(master.fields).filter((f) => !have.includes(f))
  if (lack.length > 0)
    throw new Error(`Table ${getTableName(table)} lacks ${lack.join(', ')} of master ${master.name}.`)
}
