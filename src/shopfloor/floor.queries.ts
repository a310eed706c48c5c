import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { supplies } from '../catalog/method.model.ts'
import type { Db } from '../core/ctx.ts'
import { found as foundOr } from '../core/missing.ts'
import { attachmentsOf } from '../core/record.queries.ts'
import { row, rowsOf } from '../core/rows.ts'
import { binsOf } from '../inventory/stock.queries.ts'
import { requiredOf } from '../jobs/job.rules.ts'
import { partsAwaited } from '../jobs/parts.queries.ts'
import type { DispatchEntry, OperationSheet } from './floor.contract.ts'
import { activities } from './time.model.ts'

const Row = z.object({
  operationId: row.id,
  workOrderId: row.id,
  workOrder: row.text,
  jobId: row.id,
  job: row.text,
  priority: z.enum(['normal', 'rush']),
  holdReason: row.text,
  customer: row.text.nullable(),
  item: row.text,
  itemName: row.text,
  revision: row.text,
  sequence: row.number,
  operation: row.text,
  workCenterId: row.id,
  workCenter: row.text,
  quantity: row.number,
  good: row.number,
  scrap: row.number,
  blockedReason: row.text,
  setupMinutes: row.number,
  runMinutes: row.number,
  actualMinutes: row.number,
  dueOn: row.day,
  plannedStartAt: row.instant.nullable(),
  running: z.array(z.string()),
  before: row.number.nullable(),
  beforeSequence: row.number.nullable(),
  beforeGood: row.number.nullable(),
  beforeDone: row.flag.nullable(),
  done: row.flag,
  /** The work orders that make what it cannot begin without. */
  parts: row.text.nullable(),
  overlapQuantity: row.number,
})

/** Running first, then what can start, by plan, then promise; what waits says what for. */
export async function dispatchList(
  db: Db,
  filter: { workCenterId?: number | undefined; operationId?: number; code?: string; all: boolean },
): Promise<DispatchEntry[]> {
  const rows = await rowsOf(
    db,
    sql`select o.id as "operationId", w.id as "workOrderId", w.number as "workOrder", j.id as "jobId", j.number as job, j.priority, j.hold_reason as "holdReason", c.name as customer,
        i.number as item, i.name as "itemName", w.revision, o.sequence, o.name as operation, wc.id as "workCenterId", wc.name as "workCenter", w.quantity,
        p.good_quantity as good, p.scrap_quantity as scrap, p.blocked_reason as "blockedReason", o.setup_minutes as "setupMinutes", o.run_minutes as "runMinutes",
        p.setup_minutes + p.run_minutes as "actualMinutes", w.due_on as "dueOn", p.planned_start_at as "plannedStartAt", o.overlap_quantity as "overlapQuantity",
        coalesce((select array_agg(e.name order by e.name) from time_logs t join employees e on e.id = t.employee_id where t.operation_id = o.id and t.ended_at is null and not t.voided), '{}') as running,
        b.operation_id as before, b.sequence as "beforeSequence", b.good_quantity as "beforeGood", b.done as "beforeDone", p.done, ${partsAwaited} as parts
      from operation_progress p
      join method_operations o on o.id = p.operation_id
      join work_orders w on w.id = p.work_order_id
      join jobs j on j.id = w.job_id
      join items i on i.id = w.item_id
      join work_centers wc on wc.id = coalesce(p.planned_work_center_id, o.work_center_id)
      left join lateral (select q.operation_id, x.sequence, q.good_quantity, q.done from method_operations x join operation_progress q on q.operation_id = x.id
        where x.method_id = o.method_id and x.sequence < o.sequence order by x.sequence desc limit 1) b on true
      left join sales_order_lines l on l.id = w.sales_order_line_id left join sales_orders s on s.id = l.sales_order_id left join parties c on c.id = s.customer_id
      where ${filter.operationId === undefined ? sql`not p.done and o.kind = 'inside' and w.status in ('released', 'started')` : sql`o.id = ${filter.operationId}`}
        ${filter.code === undefined ? sql`` : sql`and upper(${filter.code}) in (upper(w.number), upper(j.number))`}
        ${filter.workCenterId === undefined ? sql`` : sql`and wc.id = ${filter.workCenterId}`}
      order by j.priority = 'rush' desc, p.planned_start_at nulls last, w.due_on, w.number, o.sequence`,
    Row,
  )
  const entries = rows.map(entryOf)
  const rank = { running: 0, ready: 1, blocked: 2, waiting: 3, atVendor: 3, done: 4 } as const
  return entries
    .filter((e) => filter.all || e.status === 'running' || e.status === 'ready' || e.status === 'blocked')
    .map((e, i) => ({ e, i }))
    .sort((a, b) => rank[a.e.status] - rank[b.e.status] || a.i - b.i)
    .map(({ e }) => e)
}

function entryOf(r: z.infer<typeof Row>): DispatchEntry {
  const { before, beforeSequence, beforeGood, beforeDone, done, parts, holdReason, blockedReason, ...rest } = r
  const { overlapQuantity, ...shown } = rest
  const arrived = before === null ? r.quantity : (beforeGood ?? 0)
  const ready = Math.max(0, arrived - r.good - r.scrap)
  const enough =
    before === null ||
    beforeDone === true ||
    (overlapQuantity > 0 ? (beforeGood ?? 0) >= overlapQuantity && ready > 0 : ready > 0)
  const why =
    holdReason !== ''
      ? `on hold: ${holdReason}`
      : blockedReason !== ''
        ? blockedReason
        : enough
          ? (parts ?? '')
          : `operation ${beforeSequence}`
  const status = done
    ? 'done'
    : r.running.length > 0
      ? 'running'
      : holdReason !== '' || blockedReason !== ''
        ? 'blocked'
        : enough && parts === null
          ? 'ready'
          : 'waiting'
  return { ...shown, ready, status, waitsFor: why }
}

const SheetRow = z.object({
  instructions: row.text,
  tooling: row.text,
  sequenceOf: row.text,
  operations: z.array(z.object({ sequence: z.number(), scrapPercent: z.number() })),
  itemId: row.id,
  revision: row.text,
  decimals: row.number,
})
const MaterialRow = z.object({
  id: row.id,
  itemId: row.id,
  itemNumber: row.text,
  itemName: row.text,
  unit: row.text,
  decimals: row.number,
  supply: z.enum(supplies),
  operationSequence: row.number.nullable(),
  quantityPer: row.number,
  fixedQuantity: row.number,
  scrapPercent: row.number,
  issued: row.number,
  backflushed: row.flag,
})

/**
 * One operation with all that is needed to do it. Materials that no operation names belong to the first one; what is made below
 * is shown where it must have come, and only when there is stock to take in its place.
 */
export async function operationSheet(db: Db, operationId: number): Promise<OperationSheet> {
  const [entry] = await dispatchList(db, { operationId, all: true })
  const found = foundOr(entry, 'operation of a released work order', operationId)
  const [sheet] = await rowsOf(
    db,
    sql`select o.instructions, o.tooling, w.item_id as "itemId", w.revision, u.decimals,
        (select string_agg(x.sequence || ' ' || x.name, ' → ' order by x.sequence) from method_operations x where x.method_id = o.method_id) as "sequenceOf",
        (select json_agg(json_build_object('sequence', x.sequence, 'scrapPercent', x.scrap_percent) order by x.sequence) from method_operations x where x.method_id = o.method_id) as operations
      from method_operations o join work_orders w on w.method_id = o.method_id join items i on i.id = w.item_id join units u on u.id = i.stock_unit_id where o.id = ${operationId}`,
    SheetRow,
  )
  const { itemId, revision, operations, decimals: madeDecimals, ...said } = foundOr(sheet, 'operation', operationId)
  const materials = await rowsOf(
    db,
    sql`select m.id, i.id as "itemId", i.number as "itemNumber", i.name as "itemName", u.code as unit, u.decimals, m.supply, m.operation_sequence as "operationSequence", m.quantity_per as "quantityPer", m.fixed_quantity as "fixedQuantity", m.scrap_percent as "scrapPercent",
        coalesce((select sum(p.issued_quantity) from material_progress p where p.material_id = m.id), 0) as issued, i.issue_method = 'backflush' and m.supply <> 'make' as backflushed
      from method_operations o join method_materials m on m.method_id = o.method_id join items i on i.id = m.item_id join units u on u.id = i.stock_unit_id
      where o.id = ${operationId} and i.kind not in ('service', 'phantom')
        and coalesce(m.operation_sequence, (select case when m.supply = 'make' then max(x.sequence) else min(x.sequence) end from method_operations x where x.method_id = o.method_id)) = o.sequence order by m.line`,
    MaterialRow,
  )
  const machines = await rowsOf(
    db,
    sql`select id, code, name from machines where work_center_id = ${found.workCenterId} and not archived order by code`,
    z.object({ id: row.id, code: row.text, name: row.text }),
  )
  const drawings = (await attachmentsOf(db, 'items', itemId)).filter(
    (a) => a.kind === 'drawing' && (a.revision === revision || a.revision === ''),
  )
  const level = { decimals: madeDecimals, operations }
  const shown = []
  for (const { quantityPer, fixedQuantity, scrapPercent, supply, operationSequence, decimals, ...m } of materials) {
    const bins = (await binsOf(db, m.itemId)).slice(0, 8).map(({ value: _, ...b }) => b)
    const made = supply === 'make'
    if (made && bins.length === 0) continue
    shown.push({
      ...m,
      made,
      required: requiredOf(
        { quantityPer, fixedQuantity, scrapPercent, supply, decimals, operationSequence },
        found.quantity,
        level,
      ),
      bins,
    })
  }
  return {
    entry: found,
    ...said,
    machines,
    drawings: drawings.map(({ id, name, hash, type, revision: of }) => ({ id, name, hash, type, revision: of })),
    materials: shown,
  }
}

const Clock = z.object({
  id: row.id,
  workOrderId: row.id,
  jobId: row.id,
  job: row.text,
  item: row.text,
  plannedMinutes: row.number,
  spentMinutes: row.number,
  quantity: row.number,
  good: row.number,
  employeeId: row.id,
  employee: row.text,
  operationId: row.id,
  workOrder: row.text,
  sequence: row.number,
  operation: row.text,
  workCenter: row.text,
  activity: z.enum(activities),
  startedAt: row.instant,
})

export const openClocks = (db: Db, employeeId?: number) =>
  rowsOf(
    db,
    sql`select t.id, w.id as "workOrderId", j.id as "jobId", j.number as job, i.number || ' · ' || i.name as item, w.quantity, p.good_quantity as good,
        case t.activity when 'setup' then o.setup_minutes when 'run' then o.run_minutes * w.quantity else 0 end as "plannedMinutes",
        case t.activity when 'setup' then p.setup_minutes else p.run_minutes end as "spentMinutes", e.id as "employeeId", e.name as employee, o.id as "operationId", w.number as "workOrder", o.sequence, o.name as operation, wc.name as "workCenter", t.activity, t.started_at as "startedAt"
      from time_logs t join employees e on e.id = t.employee_id join method_operations o on o.id = t.operation_id join work_orders w on w.id = t.work_order_id join jobs j on j.id = w.job_id join items i on i.id = w.item_id join operation_progress p on p.operation_id = o.id join work_centers wc on wc.id = t.work_center_id
      where t.ended_at is null and not t.voided ${employeeId === undefined ? sql`` : sql`and e.id = ${employeeId}`} order by t.started_at, t.id`,
    Clock,
  )

/** Minutes that a person's closed logs of the last 16 hours bear: today, also for a night shift. */
export async function minutesToday(db: Db, employeeId: number, now: string): Promise<number> {
  const [found] = await rowsOf(
    db,
    sql`select coalesce(sum(minutes), 0) as minutes from time_logs where employee_id = ${employeeId} and not voided and ended_at > ${now}::timestamptz - interval '16 hours'`,
    z.object({ minutes: row.number }),
  )
  return found?.minutes ?? 0
}
