import { sql } from 'drizzle-orm'
import type { Ctx } from './ctx.ts'

/**
 * What an import did to each row of any table, so that it can be undone: `before` is the row as it was, `after` as the
 * import left it. Made: no before. Removed: no after. Call recordBefore before touching rows, recordAfter behind it.
 */
export async function recordBefore(tx: Ctx, importId: number, table: string, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await tx.db.execute(sql`
    insert into imported_records (import_id, table_name, record_id, before)
    select ${importId}, ${table}, t.id, to_jsonb(t) from ${sql.identifier(table)} t
     where t.id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)::bigint)
    on conflict (import_id, table_name, record_id) do nothing`)
}

export async function recordAfter(tx: Ctx, importId: number, table: string, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await tx.db.execute(sql`
    insert into imported_records (import_id, table_name, record_id, after)
    select ${importId}, ${table}, t.id, to_jsonb(t) from ${sql.identifier(table)} t
     where t.id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)::bigint)
    on conflict (import_id, table_name, record_id) do update set after = excluded.after`)
}
