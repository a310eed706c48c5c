import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Ctx } from '../core/ctx.ts'
import { row, rowsOf } from '../core/rows.ts'
import type { MethodMaterial } from './method.model.ts'

/**
 * Material lines written in one statement, however many: as JSON they are one parameter, where a parameter for each value
 * of ten thousands of lines takes longer to send than to store.
 */
export type MaterialRow = Omit<MethodMaterial, 'id'> & { childMethodId: number | null }

const columns = sql`line, item_id, quantity_per, fixed_quantity, scrap_percent, supply, operation_sequence, child_method_id, designators, note`

const given = (rows: readonly object[]): SQL => sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
  "id" bigint, "line" int, "itemId" bigint, "quantityPer" numeric, "fixedQuantity" numeric, "scrapPercent" numeric, "supply" text,
  "operationSequence" int, "childMethodId" bigint, "designators" text, "note" text)`

/** The new lines' ids, by their line numbers. */
export const insertMaterials = async (
  tx: Ctx,
  methodId: number,
  rows: readonly MaterialRow[],
): Promise<Map<number, number>> => {
  if (rows.length === 0) return new Map()
  const written = await rowsOf(
    tx.db,
    sql`insert into method_materials (method_id, ${columns})
      select ${methodId}, r."line", r."itemId", r."quantityPer", r."fixedQuantity", r."scrapPercent", r."supply", r."operationSequence", r."childMethodId",
        r."designators", r."note" from ${given(rows)} order by r."line" returning id, line`,
    z.object({ id: row.id, line: row.number }),
  )
  return new Map(written.map((w) => [w.line, w.id]))
}

/** Gives lines that stay their new values. */
export const updateMaterials = async (tx: Ctx, rows: readonly (MaterialRow & { id: number })[]): Promise<void> => {
  if (rows.length === 0) return
  await tx.db.execute(sql`update method_materials m set (${columns}) =
      (r."line", r."itemId", r."quantityPer", r."fixedQuantity", r."scrapPercent", r."supply", r."operationSequence", r."childMethodId", r."designators", r."note")
    from ${given(rows)} where m.id = r."id"`)
}
