import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { dayAt, getCompany } from '../core/company.queries.ts'
import type { Ctx, Db } from '../core/ctx.ts'
import { roundQuantity, sum } from '../core/decimal.ts'
import { found } from '../core/missing.ts'
import { row, rowsOf } from '../core/rows.ts'
import { dispatchStatuses, rejectedFates } from './dispatch.model.ts'
import { isApproved, openAtVendor, sendable } from './dispatch.rules.ts'
import { progressOf } from './progressFacts.queries.ts'

export const todayOf = async (ctx: Pick<Ctx, 'db' | 'now'>): Promise<string> =>
  dayAt(ctx.now, (await getCompany(ctx.db)).timeZone)

const Head = z.object({
  id: row.id,
  number: row.text,
  status: z.enum(dispatchStatuses),
  vendorId: row.id,
  vendor: row.text,
  vendorAddress: row.text,
  approvedProcesses: row.text,
  firstDueOn: row.day,
  dueOn: row.day,
  slips: row.number,
  slipReason: row.text,
  carrier: row.text,
  notes: row.text,
  createdAt: row.instant,
  sentAt: row.instant.nullable(),
  sentBy: row.text,
  returnedAt: row.instant.nullable(),
  canceledReason: row.text,
})

const Line = z.object({
  id: row.id,
  line: row.number,
  workOrderId: row.id,
  workOrder: row.text,
  workOrderStatus: row.text,
  holdReason: row.text,
  jobId: row.id,
  job: row.text,
  itemId: row.id,
  item: row.text,
  itemName: row.text,
  revision: row.text,
  unit: row.text,
  operationId: row.id,
  sequence: row.number,
  process: row.text,
  kind: z.enum(['inside', 'outside']),
  instructions: row.text,
  ordered: row.number,
  quantity: row.number,
  unitPrice: row.number,
  minimumCharge: row.number,
  goodQuantity: row.number,
  rejectedQuantity: row.number,
  lostQuantity: row.number,
  approvalNote: row.text,
  charged: row.number,
})

const Came = z.object({
  id: row.id,
  dispatchLineId: row.id,
  number: row.text,
  receivedOn: row.day,
  goodQuantity: row.number,
  rejectedQuantity: row.number,
  rejectedTo: z.enum(rejectedFates),
  lostQuantity: row.number,
  amount: row.number,
  reason: row.text,
  deliveryNote: row.text,
  by: row.text,
  reversesId: row.id.nullable(),
})

export const linesWhere = (db: Db, where: SQL) =>
  rowsOf(
    db,
    sql`select l.id, l.line, w.id as "workOrderId", w.number as "workOrder", w.status as "workOrderStatus", j.hold_reason as "holdReason", j.id as "jobId", j.number as job,
        i.id as "itemId", i.number as item, i.name as "itemName", w.revision, u.code as unit, o.id as "operationId", o.sequence, o.name as process, o.kind, o.instructions,
        w.quantity as ordered, l.quantity, l.unit_price as "unitPrice", l.minimum_charge as "minimumCharge", l.good_quantity as "goodQuantity",
        l.rejected_quantity as "rejectedQuantity", l.lost_quantity as "lostQuantity", l.approval_note as "approvalNote",
        coalesce((select sum(r.amount) from vendor_receipts r where r.dispatch_line_id = l.id), 0) as charged
      from dispatch_lines l join work_orders w on w.id = l.work_order_id join jobs j on j.id = w.job_id join items i on i.id = w.item_id
      join units u on u.id = i.stock_unit_id join method_operations o on o.id = l.operation_id
      where ${where} order by l.line`,
    Line,
  )

/** A dispatch with its lines, how much of each can go or is still out, and what came back. */
export async function getDispatch(db: Db, id: number) {
  const [head] = await rowsOf(
    db,
    sql`select d.id, d.number, d.status, p.id as "vendorId", p.name as vendor, concat_ws(E'\n', nullif(p.address, ''), nullif(p.city, ''), nullif(p.country, '')) as "vendorAddress",
        p.approved_processes as "approvedProcesses", d.first_due_on as "firstDueOn", d.due_on as "dueOn", d.slips, d.slip_reason as "slipReason", d.carrier, d.notes,
        d.created_at as "createdAt", d.sent_at as "sentAt", d.sent_by as "sentBy", d.returned_at as "returnedAt", d.canceled_reason as "canceledReason"
      from dispatches d join parties p on p.id = d.vendor_id where d.id = ${id}`,
    Head,
  )
  const dispatch = found(head, 'dispatch', id)
  const lines = await linesWhere(db, sql`l.dispatch_id = ${id}`)
  const progress = await progressOf(db, [...new Set(lines.map((l) => l.workOrderId))])
  const receipts = await rowsOf(
    db,
    sql`select r.id, r.dispatch_line_id as "dispatchLineId", r.number, r.received_on as "receivedOn", r.good_quantity as "goodQuantity", r.rejected_quantity as "rejectedQuantity",
        r.rejected_to as "rejectedTo", r.lost_quantity as "lostQuantity", r.amount, r.reason, r.delivery_note as "deliveryNote", r.by, r.reverses_id as "reversesId"
      from vendor_receipts r join dispatch_lines l on l.id = r.dispatch_line_id where l.dispatch_id = ${id} order by r.id desc`,
    Came,
  )
  const detailed = lines.map((l) => {
    const facts = progress.get(l.workOrderId) ?? []
    const index = facts.findIndex((f) => f.operationId === l.operationId)
    return {
      ...l,
      atVendor: dispatch.status === 'sent' ? openAtVendor(l) : 0,
      sendable: sendable(facts, index, l.ordered),
      done: facts[index]?.done ?? false,
      blockedReason: facts[index]?.blockedReason ?? '',
      approved: isApproved(dispatch.approvedProcesses, l.process),
    }
  })
  return {
    ...dispatch,
    lines: detailed,
    receipts,
    atVendor: roundQuantity(sum(detailed.map((l) => l.atVendor))),
    charged: sum(detailed.map((l) => l.charged)),
  }
}
export type Dispatch = Awaited<ReturnType<typeof getDispatch>>

/** The same dispatch without prices, for users who may not see costs. */
export const withoutPrices = (dispatch: Dispatch) => ({
  ...dispatch,
  charged: null,
  lines: dispatch.lines.map((l) => ({ ...l, unitPrice: null, minimumCharge: null, charged: null })),
  receipts: dispatch.receipts.map((r) => ({ ...r, amount: null })),
})
