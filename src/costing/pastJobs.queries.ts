import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { getCompany } from '../core/company.queries.ts'
import type { Db } from '../core/ctx.ts'
import { divide, sum } from '../core/decimal.ts'
import { row, rowsOf } from '../core/rows.ts'
import { costElements } from '../engines/costing/elements.ts'
import { jobStatuses } from '../jobs/job.model.ts'
import type { CostSheet } from './cost.contract.ts'
import { costSheetOf } from './costSheet.queries.ts'
import type { PastJob } from './pastJobs.contract.ts'

const shape = z.object({
  workOrderId: row.id,
  workOrder: row.text,
  jobId: row.id,
  job: row.text,
  status: z.enum(jobStatuses),
  on: row.day,
  sameItem: row.flag,
  itemNumber: row.text,
  itemName: row.text,
  customer: row.text.nullable(),
  quantity: row.number,
  unitPrice: row.number.nullable(),
})

/** The newest work orders of an item that were begun, then those of its family; at most twelve. */
async function begunOf(db: Db, itemId: number) {
  const { timeZone } = await getCompany(db)
  const day = sql`coalesce((j.completed_at at time zone ${timeZone})::date, w.due_on)`
  return rowsOf(
    db,
    sql`select w.id as "workOrderId", w.number as "workOrder", j.id as "jobId", j.number as job, w.status, ${day}::text as on,
        w.item_id = ${itemId} as "sameItem", i.number as "itemNumber", i.name as "itemName", c.name as customer,
        case when w.status in ('completed', 'closed') then w.completed_quantity else w.quantity end as quantity, round(l.unit_price * s.exchange_rate, 4) as "unitPrice"
      from work_orders w join jobs j on j.id = w.job_id join items i on i.id = w.item_id
      left join sales_order_lines l on l.id = w.sales_order_line_id and w.parent_id is null left join sales_orders s on s.id = l.sales_order_id left join parties c on c.id = s.customer_id
      where w.status in ('started', 'completed', 'closed')
        and (w.item_id = ${itemId} or (i.family <> '' and i.family = (select family from items where id = ${itemId})))
      order by (w.item_id = ${itemId}) desc, (w.status <> 'started') desc, ${day} desc, w.id desc limit 12`,
    shape,
  )
}

/** What a work order cost with all that was made for it, per piece and element. */
function perPiece(sheet: CostSheet, workOrderId: number, pieces: number) {
  const below = (id: number): number[] => [
    id,
    ...sheet.workOrders.filter((w) => w.parentId === id).flatMap((w) => below(w.id)),
  ]
  const ids = new Set(below(workOrderId))
  const lines = sheet.workOrders.filter((w) => ids.has(w.id)).flatMap((w) => w.lines)
  const elements = costElements.flatMap((element) => {
    const own = lines.filter((l) => l.element === element)
    const [estimated, actual] = [sum(own.map((l) => l.estimate)), sum(own.map((l) => l.forecast))]
    return estimated === 0 && actual === 0
      ? []
      : [{ element, estimated: divide(4, estimated, pieces), actual: divide(4, actual, pieces) }]
  })
  return {
    elements,
    actual: divide(4, sum(lines.map((l) => l.forecast)), pieces),
  }
}

export async function pastJobsOf(db: Db, itemId: number): Promise<PastJob[]> {
  const begun = await begunOf(db, itemId)
  const sheets = new Map(
    await Promise.all(
      [...new Set(begun.map((b) => b.jobId))].map(async (id) => [id, await costSheetOf(db, id)] as const),
    ),
  )
  return begun.flatMap((b) => {
    const sheet = sheets.get(b.jobId)
    const own = sheet?.workOrders.find((w) => w.id === b.workOrderId)
    return sheet && own && b.quantity > 0
      ? [{ ...b, ...perPiece(sheet, b.workOrderId, b.quantity), estimated: own.estimatedUnitCost }]
      : []
  })
}
