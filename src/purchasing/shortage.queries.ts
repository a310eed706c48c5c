import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import type { ListInput, RowOf } from '../core/list.model.ts'
import { runList } from '../core/list.queries.ts'
import { row, rowsOf } from '../core/rows.ts'
import { computedFrom } from './computedList.queries.ts'
import { type NettedLine, netAll, netAllShown } from './netting.queries.ts'
import { onOrderFor } from './netting.rules.ts'
import { addDays, reorderSuggestion } from './purchase.rules.ts'
import { reorderList, shortageList } from './purchaseList.model.ts'

const Source = z.object({
  itemId: row.id,
  supplierId: row.id.nullable(),
  supplier: row.text.nullable(),
  leadDays: row.number,
  purchaseFactor: row.number,
})
export type Source = z.infer<typeof Source>

/** From whom an item is bought: the supplier the item names, else the one with the lowest price; with his lead days. */
export async function sourcesOf(db: Db, itemIds: readonly number[]): Promise<Map<number, Source>> {
  if (itemIds.length === 0) return new Map()
  const rows = await rowsOf(
    db,
    sql`select i.id as "itemId", p.id as "supplierId", p.name as supplier, i.purchase_factor as "purchaseFactor",
        coalesce((select min(x.lead_days) from supplier_prices x where x.supplier_id = p.id and x.item_id = i.id and not x.archived), i.lead_days) as "leadDays"
      from items i left join parties p on p.id = coalesce(i.supplier_id,
        (select x.supplier_id from supplier_prices x where x.item_id = i.id and not x.archived order by x.unit_price, x.id limit 1))
      where i.id in (${sql.join(
        itemIds.map((id) => sql`${id}`),
        sql`, `,
      )})`,
    Source,
  )
  return new Map(rows.map((r) => [r.itemId, r]))
}

const shortageRow = (n: NettedLine, source: Source | undefined): RowOf<typeof shortageList.columns> => ({
  id: n.materialId,
  itemId: n.itemId,
  item: n.line.item,
  name: n.line.name,
  short: n.short,
  unit: n.line.unit,
  neededOn: n.neededOn,
  orderBy: addDays(n.neededOn, -(source?.leadDays ?? 0)),
  jobId: n.line.jobId,
  job: n.line.job,
  jobTitle: n.line.jobTitle,
  workOrderId: n.workOrderId,
  workOrder: n.line.workOrder,
  supply: n.line.supply,
  required: n.line.required,
  issued: n.line.issued,
  reserved: n.fromReserved,
  free: n.free,
  onOrder: onOrderFor(n),
  supplierId: source?.supplierId ?? null,
  supplier: source?.supplier ?? null,
  leadDays: source?.leadDays ?? 0,
})

/** What stops which job when: every material line that stock and orders will not cover. */
export async function listShortages(db: Db, now: string, input: ListInput) {
  const short = (await netAllShown(db, now)).netted.filter((n) => n.short > 0)
  const sources = await sourcesOf(db, [...new Set(short.map((n) => n.itemId))])
  return runList(
    db,
    shortageList,
    computedFrom(
      shortageList,
      short.map((n) => shortageRow(n, sources.get(n.itemId))),
    ),
    input,
  )
}

/** All material lines of one job with how each will be met: issued, reserved, free, expected when, or short. */
export async function materialsOfJob(db: Db, now: string, jobId: number) {
  const netted = (await netAll(db, now)).netted.filter((n) => n.line.jobId === jobId)
  const sources = await sourcesOf(db, [...new Set(netted.map((n) => n.itemId))])
  const orders = await ordersOfLines(
    db,
    netted.flatMap((n) => n.expected.map((e) => e.lineId)),
  )
  return netted.map((n) => ({
    ...shortageRow(n, sources.get(n.itemId)),
    expected: n.expected.map((e) => ({
      ...e,
      purchaseOrderId: orders.get(e.lineId)?.purchaseOrderId ?? 0,
      order: orders.get(e.lineId)?.order ?? '',
    })),
  }))
}

const OrderOfLine = z.object({ lineId: row.id, purchaseOrderId: row.id, order: row.text })
export async function ordersOfLines(db: Db, lineIds: readonly number[]) {
  if (lineIds.length === 0) return new Map<number, z.infer<typeof OrderOfLine>>()
  const rows = await rowsOf(
    db,
    sql`select l.id as "lineId", o.id as "purchaseOrderId", o.number as order from purchase_order_lines l join purchase_orders o on o.id = l.purchase_order_id
      where l.id in (${sql.join(
        lineIds.map((id) => sql`${id}`),
        sql`, `,
      )})`,
    OrderOfLine,
  )
  return new Map(rows.map((r) => [r.lineId, r]))
}

const Position = z.object({
  id: row.id,
  item: row.text,
  name: row.text,
  unit: row.text,
  onHand: row.number,
  reserved: row.number,
  free: row.number,
  onOrder: row.number,
  position: row.number,
  reorderPoint: row.number,
  reorderQuantity: row.number,
  purchaseFactor: row.number,
})

/** Items below their reorder point: free stock and what is on order for nobody in particular. */
export async function belowReorderPoint(db: Db): Promise<RowOf<typeof reorderList.columns>[]> {
  const rows = await rowsOf(
    db,
    sql`select *, free + "onOrder" as position from (
      select i.id, i.number as item, i.name, u.code as unit, i.reorder_point as "reorderPoint", i.reorder_quantity as "reorderQuantity", i.purchase_factor as "purchaseFactor",
        coalesce(s.on_hand, 0) as "onHand", coalesce(r.reserved, 0) as reserved, greatest(0, coalesce(s.on_hand, 0) - coalesce(r.reserved, 0)) as free,
        coalesce((select sum(greatest(0, l.quantity - l.received_quantity - coalesce((select sum(g.quantity - g.received_quantity) from purchase_pegs g where g.purchase_order_line_id = l.id), 0)))
          from purchase_order_lines l join purchase_orders o on o.id = l.purchase_order_id
          where l.item_id = i.id and o.status in ('draft', 'sent') and l.closed_reason = ''), 0) as "onOrder"
      from items i join units u on u.id = i.stock_unit_id
      left join (select b.item_id, sum(b.quantity) as on_hand from stock_balances b join places p on p.id = b.place_id and p.kind = 'bin' group by b.item_id) s on s.item_id = i.id
      left join (select item_id, sum(quantity) as reserved from reservations group by item_id) r on r.item_id = i.id
      where i.kind = 'bought' and not i.archived and i.reorder_point > 0) x
      where free + "onOrder" < "reorderPoint" order by item`,
    Position,
  )
  const sources = await sourcesOf(
    db,
    rows.map((r) => r.id),
  )
  return rows.map(({ reorderQuantity, purchaseFactor, ...r }) => ({
    ...r,
    suggested: reorderSuggestion({
      position: r.position,
      reorderPoint: r.reorderPoint,
      reorderQuantity,
      purchaseFactor,
    }),
    supplierId: sources.get(r.id)?.supplierId ?? null,
    supplier: sources.get(r.id)?.supplier ?? null,
    leadDays: sources.get(r.id)?.leadDays ?? 0,
  }))
}

export const listReorder = async (db: Db, input: ListInput) =>
  runList(db, reorderList, computedFrom(reorderList, await belowReorderPoint(db)), input)
