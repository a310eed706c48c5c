import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Ctx, Db } from '../core/ctx.ts'
import { divide, multiply, roundQuantity } from '../core/decimal.ts'
import type { ListInput, RowOf } from '../core/list.model.ts'
import { runList } from '../core/list.queries.ts'
import { row, rowsOf } from '../core/rows.ts'
import { inProcessOf } from '../costing/cost.queries.ts'
import { computedFrom } from '../purchasing/computedList.queries.ts'
import { daysBetween } from '../sales/salesOrder.rules.ts'
import { todayOf } from './dispatch.queries.ts'
import { isApproved, sendable, termsOf } from './dispatch.rules.ts'
import {
  atVendorsList,
  dispatchList,
  readyToSendList,
  vendorReceiptList,
  vendorTurnList,
} from './dispatchList.model.ts'
import { progressOf } from './progressFacts.queries.ts'

type Now = Pick<Ctx, 'db' | 'now'>
const cost = (amount: SQL, seesCosts: boolean): SQL => (seesCosts ? amount : sql`null::numeric`)
const outQuantity = sql`l.quantity - l.good_quantity - l.rejected_quantity - l.lost_quantity`

export const listDispatches = async (ctx: Now, input: ListInput) => {
  const today = await todayOf(ctx)
  return runList(
    ctx.db,
    dispatchList,
    sql`select d.id, d.number, d.status, p.id as "vendorId", p.name as vendor, d.sent_at as "sentAt", d.first_due_on as "firstDueOn", d.due_on as "dueOn", d.slips,
        case when d.status = 'sent' then greatest(0, ${today}::date - d.due_on) else 0 end as "daysLate",
        count(l.id)::int as lines, coalesce(sum(l.quantity), 0) as quantity,
        case when d.status = 'sent' then coalesce(sum(${outQuantity}), 0) else 0 end as "atVendor",
        coalesce(string_agg(distinct w.number, ', '), '') as "workOrders", coalesce(string_agg(distinct j.number, ', '), '') as jobs
      from dispatches d join parties p on p.id = d.vendor_id left join dispatch_lines l on l.dispatch_id = d.id
      left join work_orders w on w.id = l.work_order_id left join jobs j on j.id = w.job_id group by d.id, p.id`,
    input,
  )
}

const Outside = z.object({
  id: row.id,
  vendorId: row.id.nullable(),
  vendor: row.text.nullable(),
  approvedProcesses: row.text.nullable(),
  vendorMinimum: row.number.nullable(),
  workOrderId: row.id,
  workOrder: row.text,
  ordered: row.number,
  jobId: row.id,
  job: row.text,
  item: row.text,
  itemName: row.text,
  unit: row.text,
  sequence: row.number,
  process: row.text,
  leadDays: row.number,
  dueOn: row.day,
  unitPrice: row.number,
  minimumCharge: row.number,
  inDraft: row.number,
})

/** Every outside operation whose pieces can go to a vendor now. */
export async function readyToSend(db: Db, seesCosts: boolean): Promise<RowOf<typeof readyToSendList.columns>[]> {
  const operations = await rowsOf(
    db,
    sql`select o.id, p.id as "vendorId", p.name as vendor, p.approved_processes as "approvedProcesses", p.minimum_charge as "vendorMinimum",
        w.id as "workOrderId", w.number as "workOrder", w.quantity as ordered, j.id as "jobId", j.number as job, i.number as item, i.name as "itemName", u.code as unit,
        o.sequence, o.name as process, o.lead_days as "leadDays", w.due_on as "dueOn", o.unit_price as "unitPrice", o.minimum_charge as "minimumCharge",
        coalesce((select sum(l.quantity) from dispatch_lines l join dispatches d on d.id = l.dispatch_id where l.operation_id = o.id and d.status = 'draft'), 0) as "inDraft"
      from work_orders w join jobs j on j.id = w.job_id join method_operations o on o.method_id = w.method_id and o.kind = 'outside'
      join operation_progress g on g.operation_id = o.id and not g.done and g.blocked_reason = ''
      join items i on i.id = w.item_id join units u on u.id = i.stock_unit_id left join parties p on p.id = o.supplier_id
      where w.status in ('released', 'started') and j.hold_reason = ''`,
    Outside,
  )
  const progress = await progressOf(db, [...new Set(operations.map((o) => o.workOrderId))])
  return operations.flatMap(({ approvedProcesses, vendorMinimum, ordered, ...o }) => {
    const facts = progress.get(o.workOrderId) ?? []
    const index = facts.findIndex((f) => f.operationId === o.id)
    const ready = roundQuantity(sendable(facts, index, ordered) - o.inDraft)
    const terms = termsOf(o, { minimumCharge: vendorMinimum ?? 0 })
    return ready <= 0 && o.inDraft === 0
      ? []
      : [
          {
            ...o,
            ready: Math.max(0, ready),
            atVendor: facts[index]?.atVendor ?? 0,
            approved: isApproved(approvedProcesses ?? '', o.process),
            unitPrice: seesCosts ? terms.unitPrice : null,
            minimumCharge: seesCosts ? terms.minimumCharge : null,
          },
        ]
  })
}

export const listReadyToSend = async (db: Db, input: ListInput, seesCosts: boolean) =>
  runList(db, readyToSendList, computedFrom(readyToSendList, await readyToSend(db, seesCosts)), input)

const Out = z.object({
  id: row.id,
  vendorId: row.id,
  vendor: row.text,
  dispatchId: row.id,
  dispatch: row.text,
  workOrderId: row.id,
  workOrder: row.text,
  inWork: row.number,
  jobId: row.id,
  job: row.text,
  item: row.text,
  itemName: row.text,
  process: row.text,
  sent: row.number,
  atVendor: row.number,
  unit: row.text,
  sentAt: row.instant,
  dueOn: row.day,
  slips: row.number,
  slipReason: row.text,
  workOrderDueOn: row.day,
})

/** What is with vendors now; each piece bears its share of what the work order has cost so far. */
export async function atVendors(ctx: Now, seesCosts: boolean): Promise<RowOf<typeof atVendorsList.columns>[]> {
  const today = await todayOf(ctx)
  const lines = await rowsOf(
    ctx.db,
    sql`select l.id, p.id as "vendorId", p.name as vendor, d.id as "dispatchId", d.number as dispatch, w.id as "workOrderId", w.number as "workOrder",
        w.quantity - w.completed_quantity - w.scrapped_quantity as "inWork", j.id as "jobId", j.number as job, i.number as item, i.name as "itemName", o.name as process,
        l.quantity as sent, ${outQuantity} as "atVendor", u.code as unit, d.sent_at as "sentAt", d.due_on as "dueOn", d.slips, d.slip_reason as "slipReason", w.due_on as "workOrderDueOn"
      from dispatch_lines l join dispatches d on d.id = l.dispatch_id and d.status = 'sent' join parties p on p.id = d.vendor_id
      join work_orders w on w.id = l.work_order_id join jobs j on j.id = w.job_id join items i on i.id = w.item_id join units u on u.id = i.stock_unit_id
      join method_operations o on o.id = l.operation_id where ${outQuantity} > 0`,
    Out,
  )
  const spent = seesCosts
    ? await inProcessOf(ctx.db, [...new Set(lines.map((l) => l.workOrderId))])
    : new Map<number, number>()
  return lines.map(({ inWork, ...l }) => ({
    ...l,
    daysOut: Math.max(0, daysBetween(l.sentAt.slice(0, 10), today)),
    daysLate: Math.max(0, daysBetween(l.dueOn, today)),
    value: seesCosts
      ? multiply(
          2,
          spent.get(l.workOrderId) ?? 0,
          divide(10, Math.min(l.atVendor, Math.max(inWork, 0)), Math.max(inWork, l.atVendor)),
        )
      : null,
  }))
}

export const listAtVendors = async (ctx: Now, input: ListInput, seesCosts: boolean) =>
  runList(ctx.db, atVendorsList, computedFrom(atVendorsList, await atVendors(ctx, seesCosts)), input)

export const listVendorReceipts = (db: Db, input: ListInput, seesCosts: boolean) =>
  runList(
    db,
    vendorReceiptList,
    sql`select r.id, r.number, r.received_on as "receivedOn", p.name as vendor, d.id as "dispatchId", d.number as dispatch, w.number as "workOrder", o.name as process,
        r.good_quantity as good, r.rejected_quantity as rejected, r.rejected_to as "rejectedTo", r.lost_quantity as lost, r.reason, r.delivery_note as "deliveryNote",
        ${cost(sql`r.amount`, seesCosts)} as amount, r.by
      from vendor_receipts r join dispatch_lines l on l.id = r.dispatch_line_id join dispatches d on d.id = l.dispatch_id join parties p on p.id = d.vendor_id
      join work_orders w on w.id = l.work_order_id join method_operations o on o.id = l.operation_id`,
    input,
  )

export const listVendorTurns = (db: Db, input: ListInput) =>
  runList(
    db,
    vendorTurnList,
    sql`select p.id, p.name as vendor, p.approved_processes as "approvedProcesses",
        count(distinct d.id) filter (where d.status = 'returned')::int as dispatches,
        round(100.0 * count(distinct d.id) filter (where d.status = 'returned' and d.returned_at::date <= d.first_due_on) / nullif(count(distinct d.id) filter (where d.status = 'returned'), 0), 1) as "onTimePercent",
        round(avg(x.out) filter (where d.status = 'returned'), 1) as "averageDaysOut",
        round(avg(x.late) filter (where d.status = 'returned'), 1) as "averageDaysLate",
        coalesce(max(s.slips), 0)::int as slips, coalesce(sum(x.sent), 0) as sent,
        round(100 * sum(x.rejected) / nullif(sum(x.sent), 0), 1) as "rejectedPercent", round(100 * sum(x.lost) / nullif(sum(x.sent), 0), 1) as "lostPercent",
        coalesce(sum(x.at_vendor), 0) as "atVendor"
      from parties p join dispatches d on d.vendor_id = p.id and d.status in ('sent', 'returned')
      join (select d.id, sum(l.quantity) as sent, sum(l.rejected_quantity) as rejected, sum(l.lost_quantity) as lost,
          case when d.status = 'sent' then sum(${outQuantity}) else 0 end as at_vendor,
          extract(day from d.returned_at - d.sent_at)::numeric as out, greatest(0, d.returned_at::date - d.first_due_on)::numeric as late
        from dispatches d join dispatch_lines l on l.dispatch_id = d.id group by d.id) x on x.id = d.id
      join (select vendor_id, sum(slips) as slips from dispatches group by vendor_id) s on s.vendor_id = p.id
      group by p.id`,
    input,
  )
