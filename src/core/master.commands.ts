import { and, eq, ne, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { type Ctx, inTransaction } from './ctx.ts'
import type { Fields, Master, RecordOf } from './master.model.ts'
import {
  getMaster,
  type MasterTable,
  pickFields,
  registeredMasters,
  type StoredMaster,
  wordFor,
} from './master.queries.ts'
import { found } from './missing.ts'
import { type Refusal, unless } from './refusal.ts'

const columnsOf = (table: MasterTable) => table as unknown as Record<string, PgColumn>

/** Every unique field that another record already uses, and every reference that points nowhere. */
async function whyNotStore<F extends Fields>(
  ctx: Ctx,
  master: Master<F>,
  table: MasterTable,
  record: RecordOf<F>,
  id?: number,
): Promise<Refusal[]> {
  const refusals: Refusal[] = []
  for (const [name, field] of Object.entries(master.fields)) {
    const value = (record as Record<string, unknown>)[name]
    if (value === null || value === undefined || value === '') continue
    if (field.unique) {
      const column = columnsOf(table)[name] as PgColumn
      const same: SQL | undefined = and(eq(column, value), id === undefined ? undefined : ne(table.id, id))
      const [taken] = await ctx.db
        .select({ id: table.id })
        .from(table as PgTable)
        .where(same)
        .limit(1)
      if (taken)
        refusals.push({
          code: `${master.name}.${name}-taken`,
          message: `The ${name} ${String(value)} is already used.`,
        })
    }
    const target = field.kind === 'reference' && field.to ? registeredMasters().get(field.to) : undefined
    if (target) {
      const [there] = await ctx.db
        .select({ id: target.table.id })
        .from(target.table as PgTable)
        .where(eq(target.table.id, Number(value)))
      if (!there)
        refusals.push({
          code: `${master.name}.${name}-missing`,
          message: `There is no ${field.to} record ${String(value)}.`,
        })
    }
  }
  return refusals
}

export const createMaster = <F extends Fields>(
  ctx: Ctx,
  master: Master<F>,
  table: MasterTable,
  record: RecordOf<F>,
): Promise<StoredMaster<F>> =>
  inTransaction(ctx, async (tx) => {
    unless(await whyNotStore(tx, master, table, record))
    const [row] = await tx.db
      .insert(table as PgTable)
      .values(record as never)
      .returning()
    return pickFields(master, row as Record<string, unknown>)
  })

export const updateMaster = <F extends Fields>(
  ctx: Ctx,
  master: Master<F>,
  table: MasterTable,
  id: number,
  record: RecordOf<F>,
): Promise<StoredMaster<F>> =>
  inTransaction(ctx, async (tx) => {
    await getMaster(tx.db, master, table, id)
    unless(await whyNotStore(tx, master, table, record, id))
    const [row] = await tx.db
      .update(table as PgTable)
      .set(record as never)
      .where(eq(table.id, id))
      .returning()
    return pickFields(master, found(row as Record<string, unknown> | undefined, wordFor(master), id))
  })

export const archiveMaster = <F extends Fields>(
  ctx: Ctx,
  master: Master<F>,
  table: MasterTable,
  id: number,
  archived: boolean,
): Promise<StoredMaster<F>> =>
  inTransaction(ctx, async (tx) => {
    await getMaster(tx.db, master, table, id)
    const [row] = await tx.db
      .update(table as PgTable)
      .set({ archived: sql`${archived}` } as never)
      .where(eq(table.id, id))
      .returning()
    return pickFields(master, found(row as Record<string, unknown> | undefined, wordFor(master), id))
  })
