import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { supplies } from '../catalog/method.model.ts'
import type { Db } from '../core/ctx.ts'
import { roundQuantity } from '../core/decimal.ts'
import { row, rowsOf } from '../core/rows.ts'
import { getJobRow } from '../jobs/job.queries.ts'
import { requiredOf } from '../jobs/job.rules.ts'
import type { PickLine, PickList } from './pick.contract.ts'
import { type PickStock, planPicks, whyNotPick } from './pick.rules.ts'

const Line = z.object({
  materialId: row.id,
  workOrderId: row.id,
  workOrder: row.text,
  makes: row.text,
  ordered: row.number,
  operations: z.array(z.object({ sequence: z.number(), scrapPercent: z.number() })),
  open: row.flag,
  sequence: row.number.nullable(),
  itemId: row.id,
  itemNumber: row.text,
  itemName: row.text,
  unit: row.text,
  decimals: row.number,
  madeDecimals: row.number,
  supply: z.enum(supplies),
  quantityPer: row.number,
  fixedQuantity: row.number,
  scrapPercent: row.number,
  issued: row.number,
  reserved: row.number,
  backflushed: row.flag,
})

const Bin = z.object({
  itemId: row.id,
  placeId: row.id,
  place: row.text,
  lotId: row.id.nullable(),
  lot: row.text.nullable(),
  quantity: row.number,
})

type Filter = { jobId: number; workOrderId?: number | undefined }

/** What the work orders of a job take from stock, where it lies, and what was issued. What is made below is named when there is stock to take in its place; outside services are not picked. */
export async function pickListOf(db: Db, filter: Filter): Promise<PickList> {
  const job = await getJobRow(db, filter.jobId)
  const rows = await rowsOf(
    db,
    sql`select m.id as "materialId", w.id as "workOrderId", w.number as "workOrder", x.number || ' · ' || x.name as makes, w.quantity as ordered,
        (select coalesce(json_agg(json_build_object('sequence', o.sequence, 'scrapPercent', o.scrap_percent) order by o.sequence), '[]') from method_operations o where o.method_id = w.method_id) as operations, w.status in ('released', 'started') as open,
        m.operation_sequence as sequence, i.id as "itemId", i.number as "itemNumber", i.name as "itemName", u.code as unit, u.decimals, xu.decimals as "madeDecimals", m.supply, m.quantity_per as "quantityPer", m.fixed_quantity as "fixedQuantity", m.scrap_percent as "scrapPercent",
        coalesce((select sum(p.issued_quantity) from material_progress p where p.material_id = m.id), 0) as issued,
        coalesce((select sum(r.quantity) from reservations r where r.demand = 'workOrderMaterial' and r.demand_id = m.id and r.item_id = i.id), 0) as reserved,
        i.issue_method = 'backflush' and m.supply <> 'make' as backflushed
      from work_orders w join method_materials m on m.method_id = w.method_id join items i on i.id = m.item_id join units u on u.id = i.stock_unit_id join items x on x.id = w.item_id join units xu on xu.id = x.stock_unit_id
      where w.job_id = ${filter.jobId} and w.status <> 'canceled' and i.kind not in ('service', 'phantom')
        ${filter.workOrderId === undefined ? sql`` : sql`and w.id = ${filter.workOrderId}`}
      order by w.number, m.operation_sequence nulls first, m.line`,
    Line,
  )
  const lines = rows.map(
    ({ quantityPer, fixedQuantity, scrapPercent, supply, decimals, madeDecimals, ordered, operations, ...line }) => {
      const level = { decimals: madeDecimals, operations }
      const taking = { quantityPer, fixedQuantity, scrapPercent, supply, decimals, operationSequence: line.sequence }
      const required = requiredOf(taking, ordered, level)
      return { ...line, made: supply === 'make', required, missing: Math.max(0, roundQuantity(required - line.issued)) }
    },
  )
  // What is taken by itself is not carried to the work; it is listed so that somebody sees that it is there.
  const needs = lines.filter((l) => !l.backflushed && l.open)
  const picks = planPicks(needs, await stockOf(db, [...new Set(lines.map((l) => l.itemId))]))
  const shown: PickLine[] = lines.flatMap((l) => {
    const taken = picks.get(l.materialId) ?? []
    const there = taken.reduce((sum, p) => sum + p.quantity, 0)
    const short = needs.includes(l) && !l.made ? roundQuantity(l.missing - there) : 0
    return l.made && taken.length === 0 ? [] : [{ ...l, picks: taken, short }]
  })
  return {
    jobId: job.id,
    job: job.number,
    title: job.title,
    status: job.status,
    lines: shown,
    issued: await issuedOf(db, filter),
    whyNot: whyNotPick({
      ...job,
      open: needs.filter((l) => !l.made && l.missing > 0).length,
      pickable: shown.filter((l) => !l.made && l.picks.length > 0).length,
    }),
  }
}

/** Bins of the items, oldest lot first, and what is reserved of each item by anybody. */
async function stockOf(db: Db, itemIds: readonly number[]): Promise<PickStock[]> {
  if (itemIds.length === 0) return []
  const ids = sql.join(
    itemIds.map((id) => sql`${id}`),
    sql`, `,
  )
  const bins = await rowsOf(
    db,
    sql`select b.item_id as "itemId", b.place_id as "placeId", p.code as place, b.lot_id as "lotId", l.number as lot, b.quantity
      from stock_balances b join places p on p.id = b.place_id left join lots l on l.id = b.lot_id
      where b.item_id in (${ids}) and p.kind = 'bin' and b.quantity > 0 and not p.archived
      order by b.item_id, l.expires_on nulls last, b.lot_id nulls first, p.code`,
    Bin,
  )
  const reserved = await rowsOf(
    db,
    sql`select item_id as "itemId", sum(quantity) as quantity from reservations where item_id in (${ids}) group by item_id`,
    z.object({ itemId: row.id, quantity: row.number }),
  )
  return itemIds.map((itemId) => ({
    itemId,
    bins: bins.filter((b) => b.itemId === itemId).map(({ itemId: _, ...bin }) => bin),
    reserved: reserved.find((r) => r.itemId === itemId)?.quantity ?? 0,
  }))
}

const Issued = z.object({
  id: row.id,
  at: row.instant,
  by: row.text,
  document: row.text,
  workOrder: row.text,
  itemNumber: row.text,
  itemName: row.text,
  unit: row.text,
  quantity: row.number,
  place: row.text,
  lot: row.text.nullable(),
  reason: row.text,
  takenBack: row.flag,
})

const issuedOf = (db: Db, filter: Filter) =>
  rowsOf(
    db,
    sql`select m.id, m.at, m.by, m.document, w.number as "workOrder", i.number as "itemNumber", i.name as "itemName", u.code as unit,
        case when m.to_place_id = w.place_id then m.quantity else -m.quantity end as quantity, p.code as place, l.number as lot, m.reason,
        exists (select from stock_moves r where r.reverses_id = m.id) as "takenBack"
      from work_orders w join stock_moves m on w.place_id in (m.from_place_id, m.to_place_id)
      join places p on p.id = case when m.to_place_id = w.place_id then m.from_place_id else m.to_place_id end
      join items i on i.id = m.item_id join units u on u.id = i.stock_unit_id left join lots l on l.id = m.lot_id
      left join stock_moves o on o.id = m.reverses_id
      where w.job_id = ${filter.jobId} ${filter.workOrderId === undefined ? sql`` : sql`and w.id = ${filter.workOrderId}`}
        and coalesce(o.document, m.document) in ('issue', 'backflush', 'return')
      order by m.id desc limit 500`,
    Issued,
  )
