import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import { row, rowsOf } from '../core/rows.ts'

/** Rejected goods that are to be reworked and are not back in their work order yet; of tests `x`. */
export const toRework = sql`(x.disposition is not distinct from 'rework' and x.reworked_at is null)`
/** Goods of tests `x` that may still come back to work: who consumes them waits, and their job is not over. */
export const notSettled = sql`(x.status in ('waiting', 'passed', 'failed') or ${toRework})`

/**
 * The work orders whose parts operation `o` (of `method_operations`) cannot begin without: they are being made or
 * tested, and nothing of them has come yet. Null when it waits for none. What will never come holds nothing up, and what
 * no operation names only the last one, as when pieces are reported (`production/components.queries.ts`).
 */
export const partsAwaited = sql`(select string_agg(distinct c.number, ', ')
  from method_materials m join work_orders c on c.parent_material_id = m.id
  where m.method_id = o.method_id and m.supply = 'make'
    and (m.operation_sequence = o.sequence
      or (m.operation_sequence is null and not exists (select from method_operations e where e.method_id = o.method_id and e.sequence > o.sequence)))
    and not exists (select from material_progress i where i.material_id = m.id and i.issued_quantity > 0)
    and (c.status in ('planned', 'released', 'started')
      or exists (select from tests x where x.work_order_id = c.id and ${notSettled})))`

/** The operations of a job that wait for parts. */
export const operationsAwaitingParts = async (db: Db, jobId: number): Promise<Set<number>> =>
  new Set(
    (
      await rowsOf(
        db,
        sql`select o.id from work_orders w join method_operations o on o.method_id = w.method_id
          where w.job_id = ${jobId} and ${partsAwaited} is not null`,
        z.object({ id: row.id }),
      )
    ).map((r) => r.id),
  )
