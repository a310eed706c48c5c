import { sql } from 'drizzle-orm'
import type { Ctx } from '../core/ctx.ts'
import { materialProgress } from './job.tables.ts'

/** Adds to what a work order's material line was issued, in quantity and value; less than nothing takes back. */
export const noteIssued = (
  tx: Ctx,
  workOrderId: number,
  materialId: number,
  itemId: number,
  quantity: number,
  value: number,
) =>
  tx.db
    .insert(materialProgress)
    .values({ workOrderId, materialId, itemId, issuedQuantity: quantity, issuedValue: value })
    .onConflictDoUpdate({
      target: [materialProgress.materialId, materialProgress.itemId],
      set: {
        issuedQuantity: sql`${materialProgress.issuedQuantity} + excluded.issued_quantity`,
        issuedValue: sql`${materialProgress.issuedValue} + excluded.issued_value`,
      },
    })
