import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import { roundQuantity } from '../core/decimal.ts'
import { row, rowsOf } from '../core/rows.ts'
import { takeFromBins, type Wanted, withoutReserved } from './delivery.rules.ts'

const ids = (values: readonly number[]) =>
  sql`(${sql.join(
    values.map((v) => sql`${v}`),
    sql`, `,
  )})`

const Bin = z.object({
  itemId: row.id,
  placeId: row.id,
  lotId: row.id.nullable(),
  quantity: row.number,
  /** The open order line that the lot was made for. */
  madeForId: row.id.nullable(),
})
export type Bin = z.infer<typeof Bin>

/** Released goods of items in bins, oldest lot first. */
export const binsOfItems = (db: Db, itemIds: readonly number[]): Promise<Bin[]> =>
  itemIds.length === 0
    ? Promise.resolve([])
    : rowsOf(
        db,
        sql`select b.item_id as "itemId", b.place_id as "placeId", b.lot_id as "lotId", b.quantity,
            (select ol.id from stock_moves m join work_orders w on w.place_id = m.from_place_id join sales_order_lines ol on ol.id = w.sales_order_line_id
              where m.lot_id = b.lot_id and m.document = 'completion' and ol.canceled = '' and ol.delivered_quantity < ol.quantity order by m.id limit 1) as "madeForId"
          from stock_balances b join places p on p.id = b.place_id left join lots l on l.id = b.lot_id
          where b.item_id in ${ids(itemIds)} and p.kind = 'bin' and b.quantity > 0 and not p.archived
          order by l.expires_on nulls last, b.lot_id nulls first, p.code`,
        Bin,
      )

const Promised = z.object({ itemId: row.id, quantity: row.number })

/** What of items is reserved for something else than these order lines, or lies on other drafts. */
async function promisedElsewhere(
  db: Db,
  itemIds: readonly number[],
  lineIds: readonly number[],
): Promise<Map<number, number>> {
  if (itemIds.length === 0) return new Map()
  const rows = await rowsOf(
    db,
    sql`select item_id as "itemId", sum(quantity) as quantity from (
        select r.item_id, r.quantity from reservations r where r.item_id in ${ids(itemIds)} and not (r.demand = 'salesOrderLine' and r.demand_id in ${ids(lineIds)})
        union all
        select l.item_id, l.quantity from shipment_lines l join shipments s on s.id = l.shipment_id and s.status = 'draft' where l.item_id in ${ids(itemIds)}
      ) as promised group by item_id`,
    Promised,
  )
  return new Map(rows.map((r) => [r.itemId, r.quantity]))
}

export type Wish = Wanted & { salesOrderLineId: number; itemId: number; service: boolean }
export type Picked = Wish & { held: boolean }

/** Own lots first, then goods made for nobody; another open order's lot only when it is named. */
const forWish = (bins: readonly Bin[], wish: Wish): Bin[] => {
  const mine = bins.filter(
    (b) =>
      b.itemId === wish.itemId &&
      (b.madeForId === null ||
        b.madeForId === wish.salesOrderLineId ||
        (wish.lotId !== null && b.lotId === wish.lotId)),
  )
  return [
    ...mine.filter((b) => b.madeForId === wish.salesOrderLineId),
    ...mine.filter((b) => b.madeForId !== wish.salesOrderLineId),
  ]
}

/** Goods are shared out once: a piece that one wish takes is not there for the next. */
function share(bins: readonly Bin[], wishes: readonly Wish[]): Picked[] {
  const left = bins.map((b) => ({ ...b }))
  return wishes.flatMap((wish) =>
    wish.service
      ? [{ ...wish, placeId: null, lotId: null, held: true }]
      : takeFromBins(forWish(left, wish), wish).map((taken) => ({ ...wish, ...taken })),
  )
}

/** From which bins the wishes would be taken now; what no bin holds has `held` false. */
export const pickNow = async (db: Db, wishes: readonly Wish[]): Promise<Picked[]> =>
  share(await binsOfItems(db, [...new Set(wishes.map((w) => w.itemId))]), wishes)

/** The same for a new shipment, which leaves alone what is promised elsewhere. */
export async function suggestPicks(db: Db, wishes: readonly Wish[]): Promise<Picked[]> {
  const itemIds = [...new Set(wishes.map((w) => w.itemId))]
  const bins = await binsOfItems(db, itemIds)
  const promised = await promisedElsewhere(
    db,
    itemIds,
    wishes.map((w) => w.salesOrderLineId),
  )
  return share(
    itemIds.flatMap((id) =>
      withoutReserved(
        bins.filter((b) => b.itemId === id),
        promised.get(id) ?? 0,
      ),
    ),
    wishes,
  )
}

const Waiting = z.object({ lineId: row.id, awaitingTest: row.number, rejected: row.number, inWork: row.number })
export type Waiting = z.infer<typeof Waiting>

/** Goods of order lines that are not released: awaiting their test, rejected and not reworked yet, or still in work. */
export async function notReleased(db: Db, lineIds: readonly number[]): Promise<Map<number, Waiting>> {
  if (lineIds.length === 0) return new Map()
  const rows = await rowsOf(
    db,
    sql`select ol.id as "lineId", t."awaitingTest", t.rejected,
        coalesce((select sum(greatest(0, w.quantity - w.completed_quantity - w.scrapped_quantity)) from work_orders w
          where w.sales_order_line_id = ol.id and w.item_id = ol.item_id and w.status in ('released', 'started')), 0) as "inWork"
      from sales_order_lines ol cross join lateral (
        select coalesce(sum(t.quantity) filter (where t.status in ('waiting', 'passed', 'failed')), 0) as "awaitingTest",
          coalesce(sum(t.quantity) filter (where t.status = 'rejected' and t.reworked_at is null), 0) as rejected
        from tests t left join work_orders w on w.id = t.work_order_id
        where t.item_id = ol.item_id and (w.sales_order_line_id = ol.id or w.sales_order_line_id is null)) t
      where ol.id in ${ids(lineIds)}`,
    Waiting,
  )
  return new Map(
    rows.map((r) => [
      r.lineId,
      {
        ...r,
        awaitingTest: roundQuantity(r.awaitingTest),
        rejected: roundQuantity(r.rejected),
        inWork: roundQuantity(r.inWork),
      },
    ]),
  )
}
