import { sql } from 'drizzle-orm'
import pg from 'pg'
import { z } from 'zod'
import { supplies as supplyWords } from '../catalog/method.model.ts'
import { dayAt, getCompany } from '../core/company.queries.ts'
import type { Db } from '../core/ctx.ts'
import { roundQuantity } from '../core/decimal.ts'
import { row, rowsOf } from '../core/rows.ts'
import { availableOf } from '../inventory/stock.queries.ts'
import { freeQuantity } from '../inventory/stock.rules.ts'
import { levelOf, operationsOf, startedOf, type WorkOrderOperation } from '../jobs/job.queries.ts'
import { daysBefore, enteringQuantity, leadDays, usedQuantity } from '../jobs/job.rules.ts'
import { type ExpectedSupply, type MaterialDemand, type Netted, netMaterials } from './netting.rules.ts'

const Line = z.object({
  materialId: row.id,
  supply: z.enum(supplyWords),
  quantityPer: row.number,
  fixedQuantity: row.number,
  scrapPercent: row.number,
  operationSequence: row.number.nullable(),
  itemId: row.id,
  item: row.text,
  name: row.text,
  unit: row.text,
  decimals: row.number,
  workOrderId: row.id,
  workOrder: row.text,
  quantity: row.number,
  dueOn: row.day,
  jobId: row.id,
  job: row.text,
  jobTitle: row.text,
  salesOrderLineId: row.id.nullable(),
  issued: row.number,
  reserved: row.number,
})
export type MaterialLine = z.infer<typeof Line> & { required: number; neededOn: string }

/** Bought and stocked material lines of all work orders that are planned, released or started. */
const openLines = (db: Db) =>
  rowsOf(
    db,
    sql`select m.id as "materialId", m.supply, m.quantity_per as "quantityPer", m.fixed_quantity as "fixedQuantity", m.scrap_percent as "scrapPercent",
        m.operation_sequence as "operationSequence", i.id as "itemId", i.number as item, i.name, u.code as unit, u.decimals,
        w.id as "workOrderId", w.number as "workOrder", w.quantity, w.due_on as "dueOn", j.id as "jobId", j.number as job, j.title as "jobTitle",
        w.sales_order_line_id as "salesOrderLineId",
        coalesce((select sum(p.issued_quantity) from material_progress p where p.material_id = m.id), 0) as issued,
        coalesce((select sum(r.quantity) from reservations r where r.demand = 'workOrderMaterial' and r.demand_id = m.id), 0) as reserved
      from work_orders w join jobs j on j.id = w.job_id join method_materials m on m.method_id = w.method_id
      join items i on i.id = m.item_id join units u on u.id = i.stock_unit_id
      where w.status in ('planned', 'released', 'started') and m.supply <> 'make' and i.kind <> 'phantom'
      order by w.id, m.line`,
    Line,
  )

/** When a line's material must be there: so many working days before the work order is due as its operations still take from there. */
function needOf(
  line: z.infer<typeof Line>,
  operations: readonly WorkOrderOperation[],
  zone: string,
): { required: number; neededOn: string; used: boolean } {
  const started = startedOf(line.quantity, operations)
  const from = operations.filter(
    (o) => line.operationSequence === null || o.operation.sequence >= line.operationSequence,
  )
  const consumer = from[0]
  const planned = consumer?.progress?.plannedStartAt
  return {
    required: usedQuantity(line, enteringQuantity(line.quantity, levelOf(operations), line.operationSequence)),
    neededOn: planned
      ? dayAt(planned, zone)
      : daysBefore(
          line.dueOn,
          leadDays(
            from.map((o) => o.operation),
            started,
          ),
        ),
    used: consumer?.progress?.done ?? false,
  }
}

const Open = z.object({ lineId: row.id, itemId: row.id, open: row.number, expectedOn: row.day })
const Peg = z.object({ lineId: row.id, materialId: row.id, quantity: row.number })

/** What is still to come on drafts and sent orders, and for whom. */
async function expectedSupplies(db: Db, today: string): Promise<ExpectedSupply[]> {
  const lines = await rowsOf(
    db,
    sql`select l.id as "lineId", l.item_id as "itemId", l.quantity - l.received_quantity as open,
        greatest(coalesce(l.confirmed_on, l.due_on), ${today}::date)::text as "expectedOn"
      from purchase_order_lines l join purchase_orders o on o.id = l.purchase_order_id
      where o.status in ('draft', 'sent') and l.closed_reason = '' and l.quantity > l.received_quantity`,
    Open,
  )
  const pegs = await rowsOf(
    db,
    sql`select p.purchase_order_line_id as "lineId", p.material_id as "materialId", p.quantity - p.received_quantity as quantity
      from purchase_pegs p where p.material_id is not null and p.quantity > p.received_quantity order by p.id`,
    Peg,
  )
  const byLine = Map.groupBy(pegs, (p) => p.lineId)
  return lines.map((l) => ({ ...l, pegs: byLine.get(l.lineId) ?? [] }))
}

export type NettedLine = Netted & { line: MaterialLine }

/** All that netting needs, read once. `moreItemIds` are items that somebody asks for besides. */
export async function loadNetting(db: Db, now: string, moreItemIds: readonly number[] = []) {
  const { timeZone } = await getCompany(db)
  const today = dayAt(now, timeZone)
  const lines = await openLines(db)
  const operations = Map.groupBy(
    await operationsOf(db, [...new Set(lines.map((l) => l.workOrderId))]),
    (o) => o.workOrderId,
  )
  const known = new Map<number, MaterialLine>()
  const demands: MaterialDemand[] = []
  for (const line of lines) {
    const { used, ...need } = needOf(line, operations.get(line.workOrderId) ?? [], timeZone)
    known.set(line.materialId, { ...line, ...need })
    const open = used ? 0 : roundQuantity(need.required - line.issued)
    if (open > 0)
      demands.push({
        materialId: line.materialId,
        workOrderId: line.workOrderId,
        itemId: line.itemId,
        open,
        reserved: line.reserved,
        neededOn: need.neededOn,
      })
  }
  const stock = await availableOf(db, [...new Set([...demands.map((d) => d.itemId), ...moreItemIds])])
  const free = new Map([...stock.values()].map((s) => [s.itemId, freeQuantity(s.onHand, s.reserved)]))
  // A whole one reserved for a part of one: what the line leaves of it is there for others until it is picked.
  for (const d of demands) {
    const rest = roundQuantity(d.reserved - d.open)
    if (known.get(d.materialId)?.decimals === 0 && rest > 0 && rest < 1)
      free.set(d.itemId, roundQuantity((free.get(d.itemId) ?? 0) + rest))
  }
  return { today, known, demands, free, supplies: await expectedSupplies(db, today) }
}
export type Netting = Awaited<ReturnType<typeof loadNetting>>

/** Nets the open lines, and what somebody asks for besides: `more` says how that would be met. */
export function netLoaded({ known, demands, free, supplies }: Netting, asked: readonly MaterialDemand[] = []) {
  const all = netMaterials([...demands, ...asked], free, supplies)
  return {
    netted: all.flatMap((n): NettedLine[] => {
      const line = known.get(n.materialId)
      return line ? [{ ...n, line }] : []
    }),
    more: all.filter((n) => !known.has(n.materialId)),
  }
}

/** Every open material line with how it will be met, the one needed first first; and today's day in the plant. */
export async function netAll(db: Db, now: string): Promise<{ today: string; netted: NettedLine[] }> {
  const loaded = await loadNetting(db, now)
  return { today: loaded.today, netted: netLoaded(loaded).netted }
}

type Shown = { key: string; all: ReturnType<typeof netAll> }
const shown = new WeakMap<pg.Pool, Shown>()

/**
 * `netAll` for pages that only show it: browsers read again all at once after each change, and it is reckoned once for them. PostgreSQL
 * says by its snapshot whether anything at all was committed since; a transaction sees its own writes besides, so it reckons anew.
 */
export async function netAllShown(db: Db, now: string): ReturnType<typeof netAll> {
  const { $client: pool } = db as Db & { $client: unknown }
  if (!(pool instanceof pg.Pool)) return netAll(db, now)
  const [seen] = await rowsOf(db, sql`select pg_current_snapshot()::text as snapshot`, z.object({ snapshot: row.text }))
  const key = `${seen?.snapshot} ${now.slice(0, 16)}`
  const known = shown.get(pool)
  if (known?.key === key) return known.all
  const all = netAll(db, now)
  shown.set(pool, { key, all })
  // One that failed is nobody's answer later.
  all.catch(() => shown.get(pool)?.all === all && shown.delete(pool))
  return all
}
