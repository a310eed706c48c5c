import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import type { ListInput } from '../core/list.model.ts'
import { runList } from '../core/list.queries.ts'
import { found } from '../core/missing.ts'
import { row, rowsOf } from '../core/rows.ts'
import { lotList, reservationList, stockBalanceList, stockLedgerList, stockOnHandList } from './stockList.model.ts'

/** A cost for those who may see costs, nothing for others. */
const cost = (amount: SQL, seesCosts: boolean): SQL => (seesCosts ? amount : sql`null::numeric`)

const onHandFrom = (seesCosts: boolean): SQL => sql`
  select i.id, i.number, i.name, i.kind, i.family, i.tracking, u.code as unit, i.reorder_point as "reorderPoint",
    coalesce(s.on_hand, 0) as "onHand", coalesce(r.reserved, 0) as reserved,
    greatest(0, coalesce(s.on_hand, 0) - coalesce(r.reserved, 0)) as free,
    greatest(0, coalesce(r.reserved, 0) - coalesce(s.on_hand, 0)) as "overReserved",
    coalesce(s.awaiting_test, 0) as "awaitingTest", coalesce(s.rejected, 0) as rejected,
    ${cost(sql`round(s.bin_value / nullif(s.on_hand, 0), 4)`, seesCosts)} as "averageCost",
    ${cost(sql`coalesce(s.value, 0)`, seesCosts)} as value,
    (select max(m.at) from stock_moves m where m.item_id = i.id) as "lastMoveAt"
  from items i
  join units u on u.id = i.stock_unit_id
  left join (
    select b.item_id,
      sum(b.quantity) filter (where p.kind = 'bin') as on_hand, sum(b.value) filter (where p.kind = 'bin') as bin_value,
      sum(b.quantity) filter (where p.kind = 'awaitingTest') as awaiting_test, sum(b.quantity) filter (where p.kind = 'reject') as rejected,
      sum(b.value) as value
    from stock_balances b join places p on p.id = b.place_id where p.physical group by b.item_id
  ) s on s.item_id = i.id
  left join (select item_id, sum(quantity) as reserved from reservations group by item_id) r on r.item_id = i.id
  where i.kind not in ('phantom', 'service') and (not i.archived or coalesce(s.on_hand, 0) <> 0)`

/** Every stocked item with what is on hand, reserved and free. */
export const listOnHand = (db: Db, input: ListInput, seesCosts: boolean) =>
  runList(db, stockOnHandList, onHandFrom(seesCosts), input)

/** One item's line of the same list. */
export async function stockOfItem(db: Db, itemId: number, seesCosts: boolean) {
  const page = await runList(
    db,
    stockOnHandList,
    sql`select * from (${onHandFrom(seesCosts)}) as all_items where id = ${itemId}`,
    { limit: 1 },
  )
  return found(page.rows[0], 'stocked item', itemId)
}

/** What lies where: one line per item, place and lot. */
export const listBalances = (db: Db, input: ListInput, seesCosts: boolean) =>
  runList(
    db,
    stockBalanceList,
    sql`select b.id, b.item_id as "itemId", i.number as item, i.name, b.place_id as "placeId", p.code as place, p.kind as "placeKind",
        b.lot_id as "lotId", l.number as lot, l.expires_on as "expiresOn", b.quantity, u.code as unit, ${cost(sql`b.value`, seesCosts)} as value
      from stock_balances b join places p on p.id = b.place_id join items i on i.id = b.item_id join units u on u.id = i.stock_unit_id
      left join lots l on l.id = b.lot_id
      where p.physical and (b.quantity <> 0 or b.value <> 0)`,
    input,
  )

export type LedgerScope = { itemId?: number | undefined; placeId?: number | undefined; lotId?: number | undefined }

/**
 * The stock moves of an item, a place or a lot. Seen from a place, in is what came to it; else from all places that hold
 * goods. The running balance counts every move of the scope, whatever the list is then filtered by.
 */
export const listLedger = (
  db: Db,
  { itemId, placeId, lotId, ...input }: ListInput & LedgerScope,
  seesCosts: boolean,
) => {
  const inScope = (side: 'f' | 't') =>
    placeId === undefined ? sql.raw(`${side}.physical`) : sql`${sql.raw(side)}.id = ${placeId}`
  const sign = sql`(${inScope('t')})::int - (${inScope('f')})::int`
  const oneItem = itemId !== undefined || lotId !== undefined
  const running = (amount: SQL) => sql`sum(${amount} * (${sign})) over (order by m.id)`
  return runList(
    db,
    stockLedgerList,
    sql`select m.id, m.at, m.item_id as "itemId", i.number as item, m.lot_id as "lotId", l.number as lot, m.document, m.document_number as "documentNumber",
        f.code as "fromPlace", t.code as "toPlace", m.quantity, m.quantity * (${sign}) as change,
        ${oneItem ? running(sql`m.quantity`) : sql`null::numeric`} as balance, u.code as unit, ${cost(sql`m.value`, seesCosts)} as value,
        ${cost(oneItem || placeId !== undefined ? running(sql`m.value`) : sql`null::numeric`, seesCosts)} as "balanceValue",
        m.by, m.reason, exists (select 1 from stock_moves x where x.reverses_id = m.id) as reversed
      from stock_moves m join items i on i.id = m.item_id join units u on u.id = i.stock_unit_id
      join places f on f.id = m.from_place_id join places t on t.id = m.to_place_id left join lots l on l.id = m.lot_id
      where (${itemId ?? null}::bigint is null or m.item_id = ${itemId ?? null}) and (${lotId ?? null}::bigint is null or m.lot_id = ${lotId ?? null})
        and (${placeId ?? null}::bigint is null or ${placeId ?? null} in (m.from_place_id, m.to_place_id))`,
    input,
  )
}

const lotsFrom: SQL = sql`
  select l.id, l.number, l.serial, l.item_id as "itemId", i.number as item, i.name, u.code as unit,
    coalesce(sum(b.quantity), 0) as "onHand", coalesce(string_agg(p.code, ', ' order by p.code), '') as places,
    l.supplier_lot as "supplierLot", l.certificate, l.expires_on as "expiresOn", l.created_at as "createdAt"
  from lots l join items i on i.id = l.item_id join units u on u.id = i.stock_unit_id
  left join (stock_balances b join places p on p.id = b.place_id and p.physical) on b.lot_id = l.id and b.quantity <> 0
  group by l.id, i.id, u.id`

export const listLots = (db: Db, input: ListInput) => runList(db, lotList, lotsFrom, input)

export async function getLot(db: Db, id: number) {
  const page = await runList(db, lotList, sql`select * from (${lotsFrom}) as all_lots where id = ${id}`, { limit: 1 })
  return found(page.rows[0], 'lot', id)
}

export const listReservations = (db: Db, input: ListInput) =>
  runList(
    db,
    reservationList,
    sql`select r.id, r.item_id as "itemId", i.number as item, i.name, r.quantity, u.code as unit, r.demand, r.demand_number as "demandNumber", p.code as place, l.number as lot
      from reservations r join items i on i.id = r.item_id join units u on u.id = i.stock_unit_id
      left join places p on p.id = r.place_id left join lots l on l.id = r.lot_id`,
    input,
  )

const Scanned = z.object({
  kind: z.enum(['item', 'lot', 'place']),
  id: row.id,
  itemId: row.id.nullable(),
  number: row.text,
  name: row.text,
})

/** What a scanned or typed code stands for in stock: an item, a lot or serial number, or a place; exact, ignoring case. */
export const resolveCode = (db: Db, code: string) =>
  rowsOf(
    db,
    sql`select 'item' as kind, i.id, i.id as "itemId", i.number, i.name from items i where lower(i.number) = lower(${code})
      union all select 'item', i.id, i.id, i.number, i.name from customer_part_numbers c join items i on i.id = c.item_id where lower(c.part_number) = lower(${code})
      union all select 'lot', l.id, l.item_id, l.number, i.name from lots l join items i on i.id = l.item_id where lower(l.number) = lower(${code})
      union all select 'place', p.id, null, p.code, p.name from places p where lower(p.code) = lower(${code}) and p.physical limit 20`,
    Scanned,
  )
