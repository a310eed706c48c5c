import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import { row, rowsOf } from '../core/rows.ts'
import { jobStatuses } from '../jobs/job.model.ts'
import { notSettled } from '../jobs/parts.queries.ts'
import type { ComponentFacts } from './components.rules.ts'

/**
 * The work orders that make what an operation consumes; for the last operation, what the whole work order does. A line that
 * names no operation holds up only the last: the frame is cut while the drawers are still to come.
 */
export const componentsOf = (
  db: Db,
  methodId: number,
  at: { sequence: number; last: boolean },
): Promise<ComponentFacts[]> =>
  rowsOf(
    db,
    sql`select c.number, c.status, i.number as item, c.quantity, c.completed_quantity as "completedQuantity", m.quantity_per as "quantityPer",
        (select coalesce(sum(p.issued_quantity), 0) from material_progress p where p.material_id = m.id) as issued,
        coalesce(t.quantity, 0) as awaiting, coalesce(t.numbers, '') as tests
      from method_materials m join work_orders c on c.parent_material_id = m.id and c.status <> 'canceled' join items i on i.id = m.item_id
      left join lateral (select sum(x.quantity) as quantity, string_agg(x.number, ', ' order by x.id) as numbers from tests x where x.work_order_id = c.id
        and ${notSettled}) t on true
      where m.method_id = ${methodId} and m.supply = 'make'
        and (m.operation_sequence = ${at.sequence} or ${at.last}) order by m.line, c.id`,
    z.object({
      number: row.text,
      status: z.enum(jobStatuses),
      item: row.text,
      quantity: row.number,
      completedQuantity: row.number,
      quantityPer: row.number,
      issued: row.number,
      awaiting: row.number,
      tests: row.text,
    }),
  )
