import { sql } from 'drizzle-orm'
import type { Ctx } from './ctx.ts'
import { numberSeries } from './number.tables.ts'

const first = 1000

/** Gives out the next `count` numbers of a series, e.g. `WO-1001`. Rolled back with its transaction, so no holes. */
export async function nextNumbers(tx: Ctx, prefix: string, count: number): Promise<string[]> {
  const [row] = await tx.db
    .insert(numberSeries)
    .values({ prefix, last: first + count })
    .onConflictDoUpdate({ target: numberSeries.prefix, set: { last: sql`${numberSeries.last} + ${count}` } })
    .returning()
  const last = row?.last ?? first + count
  return Array.from({ length: count }, (_, i) => `${prefix}-${last - count + 1 + i}`)
}

export const nextNumber = async (tx: Ctx, prefix: string): Promise<string> =>
  (await nextNumbers(tx, prefix, 1))[0] ?? ''
