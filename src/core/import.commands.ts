import { and, eq, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Ctx, inTransaction } from './ctx.ts'
import { type Fault, type ImportDone, type ImportInput, listedFaults } from './import.model.ts'
import { prepareImport } from './import.queries.ts'
import type { ImportTarget } from './importTarget.ts'
import { whyNotUndo } from './importUndo.queries.ts'
import { found } from './missing.ts'
import { imports } from './record.tables.ts'
import { Refused, unless } from './refusal.ts'
import { row, rowsOf } from './rows.ts'

/** Reasons that one refusal lists; more would help nobody. */
const listedReasons = 100

const asRefusal = ({ row, heading, code, message }: Fault) => ({
  code,
  message: row === 0 ? message : `Row ${row}${heading ? `, ${heading}` : ''}: ${message}`,
})

/** Imports all rows in one transaction, or none when any has a fault. */
export const runImport = (ctx: Ctx, target: ImportTarget, input: ImportInput): Promise<ImportDone> =>
  inTransaction(ctx, async (tx) => {
    const { plan, faults, counts } = await prepareImport(tx, target, input)
    const wrong = faults.filter((f) => f.kind === 'fault')
    if (wrong.length > 0) throw new Refused(wrong.slice(0, listedReasons).map(asRefusal))
    unless(
      counts.create + counts.change === 0
        ? [{ code: 'import.nothing-new', message: 'Everything in the file is here already, just so.' }]
        : [],
    )
    const [made] = await tx.db
      .insert(imports)
      .values({ target: target.name, fileName: input.fileName, rows: counts.rows, by: tx.actor.name, at: tx.now })
      .returning({ id: imports.id })
    const { id } = found(made, 'import', target.name)
    await plan.write(tx, id)
    return { id, target: target.name, counts, warnings: faults.slice(0, listedFaults) }
  })

/**
 * Takes a whole import back: what it made is deleted, what it changed or removed is as before. Refused, with every
 * reason, when a record has changed since or something else uses it.
 */
export const undoImport = (
  ctx: Ctx,
  id: number,
  mayUndo: (target: string) => void,
): Promise<{ id: number; undoneAt: string }> =>
  inTransaction(ctx, async (tx) => {
    const [head] = await tx.db.select().from(imports).where(eq(imports.id, id)).for('update')
    mayUndo(found(head, 'import', id).target)
    unless(head?.undoneAt ? [{ code: 'import.undone', message: 'This import is undone already.' }] : [])
    unless(await whyNotUndo(tx.db, id))
    await restore(tx, id)
    await tx.db
      .update(imports)
      .set({ undoneAt: tx.now })
      .where(and(eq(imports.id, id), isNull(imports.undoneAt)))
    return { id, undoneAt: tx.now }
  })

/** Tables in the order in which the import first touched them: deleting goes backward, restoring forward. */
async function restore(tx: Ctx, id: number): Promise<void> {
  const tables = await rowsOf(
    tx.db,
    sql`select table_name as name, min(id) as first from imported_records where import_id = ${id} group by table_name order by 2`,
    z.object({ name: row.text }),
  )
  const of = (table: string) => sql`r.import_id = ${id} and r.table_name = ${table}`
  for (const { name } of [...tables].reverse())
    await tx.db.execute(
      sql`delete from ${sql.identifier(name)} t using imported_records r where ${of(name)} and r.before is null and t.id = r.record_id`,
    )
  for (const { name } of tables) {
    const table = sql.identifier(name)
    const columns = await rowsOf(
      tx.db,
      sql`select column_name as name from information_schema.columns where table_schema = 'public' and table_name = ${name} and column_name <> 'id'`,
      z.object({ name: row.text }),
    )
    const set = sql.join(
      columns.map((c) => sql`${sql.identifier(c.name)} = p.${sql.identifier(c.name)}`),
      sql`, `,
    )
    await tx.db.execute(
      sql`update ${table} t set ${set} from imported_records r, jsonb_populate_record(null::${table}, r.before) p where ${of(name)} and r.before is not null and r.after is not null and t.id = r.record_id`,
    )
    await tx.db.execute(
      sql`insert into ${table} overriding system value select (jsonb_populate_record(null::${table}, r.before)).* from imported_records r where ${of(name)} and r.after is null order by r.record_id`,
    )
  }
}
