import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import { row, rowsOf } from '../core/rows.ts'

const LotUsed = z.object({
  itemId: row.id,
  itemNumber: row.text,
  itemName: row.text,
  unit: row.text,
  lotId: row.id.nullable(),
  lot: row.text.nullable(),
  supplierLot: row.text,
  certificate: row.text,
  quantity: row.number,
})
export type LotUsed = z.infer<typeof LotUsed>

/**
 * The bought materials in a work order's goods, over all made levels: what went into its place in production and into
 * those of the work orders whose goods went there, net of returns. Goods taken from stock lead on through their lot to
 * the work order that made it. Untracked materials have no lot.
 */
export const lotsUsedIn = (db: Db, workOrderId: number): Promise<LotUsed[]> =>
  rowsOf(
    db,
    sql`with recursive makers(place_id) as (
        select place_id from work_orders where id = ${workOrderId} and place_id is not null
        union
        select made.from_place_id from makers
          join stock_moves taken on taken.to_place_id = makers.place_id
          join stock_moves made on made.item_id = taken.item_id and made.document = 'completion'
            and (made.lot_id = taken.lot_id
              or (taken.lot_id is null and made.lot_id is null and exists (
                select from work_orders child join work_orders parent on parent.id = child.parent_id
                where child.place_id = made.from_place_id and parent.place_id = makers.place_id)))
      ), used as (
        select m.item_id, m.lot_id, sum(case when m.to_place_id = k.place_id then m.quantity else -m.quantity end) as quantity
        from makers k join stock_moves m on k.place_id in (m.to_place_id, m.from_place_id)
        where not exists (select from work_orders w where w.place_id = k.place_id and w.item_id = m.item_id)
        group by m.item_id, m.lot_id
      )
      select i.id as "itemId", i.number as "itemNumber", i.name as "itemName", u.code as unit, l.id as "lotId", l.number as lot,
        coalesce(l.supplier_lot, '') as "supplierLot", coalesce(l.certificate, '') as certificate, used.quantity
      from used join items i on i.id = used.item_id join units u on u.id = i.stock_unit_id left join lots l on l.id = used.lot_id
      where used.quantity > 0 and not exists (select from stock_moves c where c.item_id = used.item_id and c.document = 'completion' and c.from_place_id in (select place_id from makers))
      order by i.number, l.number nulls last`,
    LotUsed,
  )

const Around = z.object({
  customer: row.text.nullable(),
  address: row.text.nullable(),
  buyerOrderNumber: row.text.nullable(),
  orderLine: z.coerce.number().nullable(),
  customerPartNumber: row.text.nullable(),
  revision: row.text,
  drawing: row.text,
})

/** For whom the tested goods are, and what they are called there. */
export const certificateFacts = async (db: Db, testId: number): Promise<z.infer<typeof Around> | undefined> =>
  (
    await rowsOf(
      db,
      sql`select c.name as customer, c.address, o.buyer_order_number as "buyerOrderNumber", ol.line as "orderLine",
          (select p.part_number from customer_part_numbers p where p.item_id = i.id and p.party_id = c.id and not p.archived order by p.id limit 1) as "customerPartNumber",
          coalesce(nullif(w.revision, ''), i.revision) as revision, i.drawing
        from tests t join items i on i.id = t.item_id left join work_orders w on w.id = t.work_order_id
        left join sales_order_lines ol on ol.id = w.sales_order_line_id left join sales_orders o on o.id = ol.sales_order_id left join parties c on c.id = o.customer_id
        where t.id = ${testId}`,
      Around,
    )
  )[0]

const Certified = z.object({
  testId: row.id,
  test: row.text,
  quantity: row.number,
  certificateRequired: row.flag,
  materialCertificatesRequired: row.flag,
  workOrderId: row.id.nullable(),
})

/** The released tests that stand for goods of an item: those of its lot, or of the order line's work orders when it has none. */
export const releasedTestsFor = (db: Db, goods: { itemId: number; lotId: number | null; salesOrderLineId: number }) =>
  rowsOf(
    db,
    sql`select t.id as "testId", t.number as test, t.quantity, p.certificate_required as "certificateRequired",
        p.material_certificates_required as "materialCertificatesRequired", t.work_order_id as "workOrderId"
      from tests t join test_plans p on p.id = t.plan_id left join work_orders w on w.id = t.work_order_id
      where t.item_id = ${goods.itemId} and t.status = 'released'
        and ${goods.lotId === null ? sql`t.lot_id is null and w.sales_order_line_id = ${goods.salesOrderLineId}` : sql`t.lot_id = ${goods.lotId}`}
      order by t.id`,
    Certified,
  )
