import { inArray } from 'drizzle-orm'
import type { Db } from '../core/ctx.ts'
import { gauges, type testCharacteristics } from './test.tables.ts'

/** Characteristics as the pages show them, with the gauge that each names. */
export async function withGauges(db: Db, characteristics: readonly (typeof testCharacteristics.$inferSelect)[]) {
  const ids = [...new Set(characteristics.flatMap((c) => c.gaugeId ?? []))]
  const named =
    ids.length === 0
      ? []
      : await db
          .select({
            id: gauges.id,
            number: gauges.number,
            name: gauges.name,
            dueOn: gauges.dueOn,
            archived: gauges.archived,
          })
          .from(gauges)
          .where(inArray(gauges.id, ids))
  const byId = new Map(named.map(({ id, ...gauge }) => [id, gauge]))
  return characteristics.map(({ planId: _planId, ...c }) => ({
    ...c,
    gauge: c.gaugeId === null ? null : (byId.get(c.gaugeId) ?? null),
  }))
}
