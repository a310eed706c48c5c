import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import { round, sum } from '../core/decimal.ts'
import { row, rowsOf } from '../core/rows.ts'
import { costSheetOf } from '../costing/costSheet.queries.ts'
import { familyOf } from '../jobs/family.queries.ts'
import { getWorkOrder } from '../jobs/job.queries.ts'
import { getSalesOrder } from '../sales/salesOrder.queries.ts'
import { Touches } from './touch.model.ts'
import { summaryOf } from './touch.rules.ts'

const listed = (ids: readonly number[]): SQL =>
  sql.join(
    [0, ...ids].map((id) => sql`${id}`),
    sql`, `,
  )

const workOrderShape = z.object({
  id: row.id,
  number: row.text,
  jobId: row.id,
  job: row.text,
  top: row.flag,
  itemNumber: row.text,
  itemName: row.text,
  status: Touches.shape.workOrders.element.shape.status,
  quantity: row.number,
  completedQuantity: row.number,
  scrappedQuantity: row.number,
  dueOn: row.day,
})
const purchaseShape = z.object({
  purchaseOrderId: row.id,
  number: row.text,
  status: Touches.shape.purchases.element.shape.status,
  supplier: row.text,
  itemNumber: row.text,
  unit: row.text,
  quantity: row.number,
  receivedQuantity: row.number,
})

const workOrdersOf = (db: Db, ids: readonly number[]) =>
  rowsOf(
    db,
    sql`select w.id, w.number, j.id as "jobId", j.number as job, w.parent_id is null as top, i.number as "itemNumber", i.name as "itemName",
        w.status, w.quantity, w.completed_quantity as "completedQuantity", w.scrapped_quantity as "scrappedQuantity", w.due_on as "dueOn"
      from work_orders w join jobs j on j.id = w.job_id join items i on i.id = w.item_id where w.id in (${listed(ids)}) order by w.id`,
    workOrderShape,
  )

const purchasesOf = (db: Db, ids: readonly number[]) =>
  rowsOf(
    db,
    sql`select o.id as "purchaseOrderId", o.number, o.status, s.name as supplier, i.number as "itemNumber", u.code as unit,
        sum(p.quantity) as quantity, sum(p.received_quantity) as "receivedQuantity"
      from purchase_pegs p join purchase_order_lines l on l.id = p.purchase_order_line_id join purchase_orders o on o.id = l.purchase_order_id
      join parties s on s.id = o.supplier_id join items i on i.id = l.item_id join units u on u.id = i.stock_unit_id
      where p.work_order_id in (${listed(ids)}) and o.status <> 'canceled'
      group by o.id, o.number, o.status, s.name, i.number, u.code order by o.id, i.number`,
    purchaseShape,
  )

const issuedTo = (db: Db, ids: readonly number[]) =>
  rowsOf(
    db,
    sql`select w.number as "workOrder", i.number as "itemNumber", u.code as unit, sum(p.issued_quantity) as quantity
      from material_progress p join work_orders w on w.id = p.work_order_id join items i on i.id = p.item_id join units u on u.id = i.stock_unit_id
      join method_materials m on m.id = p.material_id
      where w.id in (${listed(ids)}) and m.supply <> 'make' group by w.id, w.number, i.number, u.code having sum(p.issued_quantity) <> 0 order by w.id, i.number`,
    z.object({ workOrder: row.text, itemNumber: row.text, unit: row.text, quantity: row.number }),
  )

const reservedFor = (db: Db, ids: readonly number[]) =>
  rowsOf(
    db,
    sql`select i.number as "itemNumber", u.code as unit, sum(r.quantity) as quantity
      from reservations r join method_materials m on m.id = r.demand_id and r.demand = 'workOrderMaterial' join work_orders w on w.method_id = m.method_id
      join items i on i.id = r.item_id join units u on u.id = i.stock_unit_id
      where w.id in (${listed(ids)}) group by i.number, u.code order by i.number`,
    z.object({ itemNumber: row.text, unit: row.text, quantity: row.number }),
  )

const atVendors = (db: Db, ids: readonly number[]) =>
  rowsOf(
    db,
    sql`select w.number as "workOrder", o.sequence || ' ' || o.name as operation, coalesce(v.name, '') as vendor, g.at_vendor_quantity as quantity
      from operation_progress g join work_orders w on w.id = g.work_order_id join method_operations o on o.id = g.operation_id
      left join parties v on v.id = o.supplier_id where w.id in (${listed(ids)}) and g.at_vendor_quantity > 0 order by w.id, o.sequence`,
    z.object({ workOrder: row.text, operation: row.text, vendor: row.text, quantity: row.number }),
  )

async function spentOn(db: Db, members: readonly { id: number; jobId: number }[]): Promise<number> {
  const ids = new Set(members.map((w) => w.id))
  const sheets = await Promise.all([...new Set(members.map((w) => w.jobId))].map((id) => costSheetOf(db, id)))
  return round(sum(sheets.flatMap((s) => s.workOrders.filter((w) => ids.has(w.id)).map((w) => w.total.actual))), 2)
}

/** What hangs on the given work orders. */
export async function touchesOf(db: Db, ids: readonly number[], seesCosts: boolean): Promise<Touches> {
  const members = await workOrdersOf(db, ids)
  const touches = {
    workOrders: members,
    purchases: await purchasesOf(db, ids),
    issued: await issuedTo(db, ids),
    reserved: await reservedFor(db, ids),
    atVendor: await atVendors(db, ids),
    spent: seesCosts ? await spentOn(db, members) : null,
  }
  return { ...touches, summary: summaryOf(touches) }
}

export async function touchesOfWorkOrder(db: Db, id: number, seesCosts: boolean): Promise<Touches> {
  const family = await familyOf(db, await getWorkOrder(db, id))
  return touchesOf(
    db,
    family.filter((w) => w.status !== 'canceled').map((w) => w.id),
    seesCosts,
  )
}

/** Per line of an order, what hangs on the work orders that are made for it. */
export async function touchesOfSalesOrder(db: Db, id: number, seesCosts: boolean) {
  const { lines } = await getSalesOrder(db, id)
  const made = await rowsOf(
    db,
    sql`select id, sales_order_line_id as line from work_orders where sales_order_line_id in (${listed(lines.map((l) => l.id))}) and status <> 'canceled'`,
    z.object({ id: row.id, line: row.id }),
  )
  return Promise.all(
    lines.map(async (l) => ({
      salesOrderLineId: l.id,
      ...(await touchesOf(
        db,
        made.filter((w) => w.line === l.id).map((w) => w.id),
        seesCosts,
      )),
    })),
  )
}
