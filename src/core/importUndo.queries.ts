import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from './ctx.ts'
import type { Refusal } from './refusal.ts'
import { row, rowsOf } from './rows.ts'

/** Reasons that an undo lists for one kind of use. */
const examples = 5

/** A record's name for people: its number, code or name, whichever its table has. */
const nameOf = (json: SQL) =>
  sql`coalesce(${json} ->> 'number', ${json} ->> 'code', ${json} ->> 'name', 'record ' || (${json} ->> 'id'))`

const spoken = (table: string) => table.replaceAll('_', ' ')

const Named = z.object({ name: row.text, n: row.number })
const summary = (rows: readonly { name: string; n: number }[]): string => {
  const total = rows[0]?.n ?? 0
  return `${rows.map((r) => r.name).join(', ')}${total > rows.length ? ` and ${total - rows.length} more` : ''}`
}

/** Records of one table that are no longer as the import left them. */
async function whyChanged(db: Db, id: number, table: string): Promise<Refusal[]> {
  const changed = await rowsOf(
    db,
    sql`select ${nameOf(sql`r.after`)} as name, count(*) over () as n
          from imported_records r left join ${sql.identifier(table)} t on t.id = r.record_id
         where r.import_id = ${id} and r.table_name = ${table} and r.after is not null
           and (t.id is null or not to_jsonb(t) @> r.after)
         order by r.id limit ${examples}`,
    Named,
  )
  return changed.length === 0
    ? []
    : [{ code: 'import.changed-since', message: `Changed since the import in ${spoken(table)}: ${summary(changed)}.` }]
}

const Use = z.object({ child: row.text, column: row.text, parent: row.text, hasId: row.flag })

/** Every foreign key to a table that the import made rows in. */
const usesOf = (db: Db, id: number) =>
  rowsOf(
    db,
    sql`select c.conrelid::regclass::text as child, a.attname as column, c.confrelid::regclass::text as parent,
               exists (select from pg_attribute i where i.attrelid = c.conrelid and i.attname = 'id' and i.atttypid = 'bigint'::regtype) as "hasId"
          from pg_constraint c
          join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
         where c.contype = 'f' and array_length(c.conkey, 1) = 1
           and c.confrelid::regclass::text in (select table_name from imported_records where import_id = ${id} and before is null)
         order by 1, 2`,
    Use,
  )

/** Rows made by others that point to what the import made. */
async function whyUsed(db: Db, id: number, use: z.infer<typeof Use>): Promise<Refusal[]> {
  const child = sql.raw(use.child)
  const own = use.hasId
    ? sql`and not exists (select from imported_records x where x.import_id = ${id} and x.table_name = ${use.child.replaceAll('"', '')} and x.record_id = c.id)`
    : sql``
  const used = await rowsOf(
    db,
    sql`select ${nameOf(sql`r.after`)} as name, count(*) over () as n
          from imported_records r
         where r.import_id = ${id} and r.table_name = ${use.parent.replaceAll('"', '')} and r.before is null
           and exists (select from ${child} c where c.${sql.identifier(use.column)} = r.record_id ${own})
         order by r.id limit ${examples}`,
    Named,
  )
  return used.length === 0
    ? []
    : [{ code: 'import.used', message: `Used in ${spoken(use.child.replaceAll('"', ''))}: ${summary(used)}.` }]
}

/** Comments and files hang on records by name, not by key. */
async function whyHung(db: Db, id: number): Promise<Refusal[]> {
  const hung = await rowsOf(
    db,
    sql`select ${nameOf(sql`r.after`)} as name, count(*) over () as n from imported_records r
         where r.import_id = ${id} and r.before is null
           and (exists (select from comments c where c.table_name = r.table_name and c.record_id = r.record_id)
             or exists (select from attachments a where a.table_name = r.table_name and a.record_id = r.record_id))
         order by r.id limit ${examples}`,
    Named,
  )
  return hung.length === 0 ? [] : [{ code: 'import.commented', message: `Comments or files hang on ${summary(hung)}.` }]
}

/** All reasons why an import cannot be taken back. */
export async function whyNotUndo(db: Db, id: number): Promise<Refusal[]> {
  const tables = await rowsOf(
    db,
    sql`select distinct table_name as name from imported_records where import_id = ${id} order by 1`,
    z.object({ name: row.text }),
  )
  const reasons: Refusal[] = []
  for (const { name } of tables) reasons.push(...(await whyChanged(db, id, name)))
  for (const use of await usesOf(db, id)) reasons.push(...(await whyUsed(db, id, use)))
  return [...reasons, ...(await whyHung(db, id))]
}
