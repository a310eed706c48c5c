import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { dayAt, getCompany } from '../core/company.queries.ts'
import type { Ctx, Db } from '../core/ctx.ts'
import { roundQuantity } from '../core/decimal.ts'
import type { ListInput } from '../core/list.model.ts'
import { runList } from '../core/list.queries.ts'
import { found } from '../core/missing.ts'
import { row, rowsOf } from '../core/rows.ts'
import { currencies } from '../parties/party.model.ts'
import { lineAmounts, totalAmounts } from '../sales/price.rules.ts'
import { purchaseOrderStatuses } from './purchase.model.ts'
import { openQuantity } from './purchase.rules.ts'
import { purchaseOrderList } from './purchaseList.model.ts'

const listFrom = (today: string, seesCosts: boolean): SQL => sql`
  select o.id, o.number, o.status, o.supplier_id as "supplierId", p.name as supplier, o.ordered_on as "orderedOn", o.currency,
    min(coalesce(l.confirmed_on, l.due_on)) filter (where l.closed_reason = '' and l.quantity > l.received_quantity and o.status in ('draft', 'sent')) as "nextOn",
    count(l.id)::int as lines,
    (count(*) filter (where l.closed_reason = '' and l.quantity > l.received_quantity and o.status in ('draft', 'sent')))::int as "openLines",
    coalesce(bool_or(o.status = 'sent' and l.closed_reason = '' and l.quantity > l.received_quantity and coalesce(l.confirmed_on, l.due_on) < ${today}::date), false) as late,
    coalesce(string_agg(distinct i.number, ', '), '') as items,
    coalesce((select string_agg(distinct j.number, ', ') from purchase_pegs g join purchase_order_lines gl on gl.id = g.purchase_order_line_id
      join work_orders w on w.id = g.work_order_id join jobs j on j.id = w.job_id where gl.purchase_order_id = o.id), '') as jobs,
    ${seesCosts ? sql`coalesce(round(sum(l.quantity * l.unit_price), 2), 0)` : sql`null::numeric`} as amount
  from purchase_orders o join parties p on p.id = o.supplier_id
  left join purchase_order_lines l on l.purchase_order_id = o.id left join items i on i.id = l.item_id
  group by o.id, p.name`

export const todayOf = async (ctx: Pick<Ctx, 'db' | 'now'>): Promise<string> =>
  dayAt(ctx.now, (await getCompany(ctx.db)).timeZone)

export const listPurchaseOrders = async (ctx: Pick<Ctx, 'db' | 'now'>, input: ListInput, seesCosts: boolean) =>
  runList(ctx.db, purchaseOrderList, listFrom(await todayOf(ctx), seesCosts), input)

const Head = z.object({
  id: row.id,
  number: row.text,
  status: z.enum(purchaseOrderStatuses),
  supplierId: row.id,
  supplier: row.text,
  supplierEmail: row.text,
  supplierAddress: row.text,
  paymentDays: row.number,
  currency: z.enum(currencies),
  exchangeRate: row.number,
  orderedOn: row.day,
  sentAt: row.instant.nullable(),
  notes: row.text,
  canceledReason: row.text,
})

const Line = z.object({
  id: row.id,
  line: row.number,
  itemId: row.id,
  item: row.text,
  name: row.text,
  description: row.text,
  unit: row.text,
  tracking: z.enum(['none', 'lot', 'serial']),
  service: row.flag,
  purchaseUnit: row.text.nullable(),
  purchaseFactor: row.number,
  supplierPartNumber: row.text.nullable(),
  quantity: row.number,
  unitPrice: row.number,
  taxPercent: row.number,
  dueOn: row.day,
  confirmedOn: row.day.nullable(),
  dateNote: row.text,
  overPercent: row.number,
  receivedQuantity: row.number,
  closedReason: row.text,
})

const Peg = z.object({
  lineId: row.id,
  jobId: row.id,
  job: row.text,
  workOrderId: row.id,
  workOrder: row.text,
  materialId: row.id.nullable(),
  quantity: row.number,
  receivedQuantity: row.number,
})

const Received = z.object({
  receiptId: row.id,
  number: row.text,
  receivedOn: row.day,
  deliveryNote: row.text,
  by: row.text,
  reversedReason: row.text,
  lineId: row.id,
  item: row.text,
  quantity: row.number,
  unit: row.text,
  unitCost: row.number,
  place: row.text.nullable(),
  lotId: row.id.nullable(),
  lot: row.text.nullable(),
  certificate: row.text.nullable(),
  files: row.number,
})

/** A purchase order with its lines, for whom they are bought, what came, and its amounts. */
export async function getPurchaseOrder(db: Db, id: number) {
  const [head] = await rowsOf(
    db,
    sql`select o.id, o.number, o.status, o.supplier_id as "supplierId", p.name as supplier, p.email as "supplierEmail",
        concat_ws(E'\n', nullif(p.address, ''), nullif(p.city, ''), nullif(p.country, '')) as "supplierAddress", p.payment_days as "paymentDays",
        o.currency, o.exchange_rate as "exchangeRate", o.ordered_on as "orderedOn", o.sent_at as "sentAt", o.notes, o.canceled_reason as "canceledReason"
      from purchase_orders o join parties p on p.id = o.supplier_id where o.id = ${id}`,
    Head,
  )
  const order = found(head, 'purchase order', id)
  const lines = await rowsOf(
    db,
    sql`select l.id, l.line, i.id as "itemId", i.number as item, i.name, l.description, u.code as unit, i.tracking, i.kind = 'service' as service, pu.code as "purchaseUnit", i.purchase_factor as "purchaseFactor",
        (select x.supplier_part_number from supplier_prices x where x.supplier_id = ${order.supplierId} and x.item_id = i.id and x.supplier_part_number <> '' order by x.id limit 1) as "supplierPartNumber",
        l.quantity, l.unit_price as "unitPrice", l.tax_percent as "taxPercent", l.due_on as "dueOn", l.confirmed_on as "confirmedOn", l.date_note as "dateNote",
        l.over_percent as "overPercent", l.received_quantity as "receivedQuantity", l.closed_reason as "closedReason"
      from purchase_order_lines l join items i on i.id = l.item_id join units u on u.id = i.stock_unit_id left join units pu on pu.id = i.purchase_unit_id
      where l.purchase_order_id = ${id} order by l.line`,
    Line,
  )
  const pegs = await rowsOf(
    db,
    sql`select g.purchase_order_line_id as "lineId", j.id as "jobId", j.number as job, w.id as "workOrderId", w.number as "workOrder", g.material_id as "materialId",
        g.quantity, g.received_quantity as "receivedQuantity"
      from purchase_pegs g join purchase_order_lines l on l.id = g.purchase_order_line_id join work_orders w on w.id = g.work_order_id join jobs j on j.id = w.job_id
      where l.purchase_order_id = ${id} order by g.id`,
    Peg,
  )
  const receipts = await receiptsWhere(db, sql`r.purchase_order_id = ${id}`)
  const amounts = lines.map((l) => lineAmounts({ ...l, oneOffPrice: 0 }, order.currency))
  return {
    ...order,
    lines: lines.map((l, i) => ({
      ...l,
      open: openQuantity(l),
      net: amounts[i]?.net ?? 0,
      pegs: pegs.filter((p) => p.lineId === l.id).map(({ lineId: _, ...peg }) => peg),
      forStock: roundQuantity(
        l.quantity - pegs.filter((p) => p.lineId === l.id).reduce((sum, p) => sum + p.quantity, 0),
      ),
    })),
    receipts,
    ...totalAmounts(amounts),
  }
}
export type PurchaseOrder = Awaited<ReturnType<typeof getPurchaseOrder>>

export const receiptsWhere = (db: Db, where: SQL) =>
  rowsOf(
    db,
    sql`select r.id as "receiptId", r.number, r.received_on as "receivedOn", r.delivery_note as "deliveryNote", r.by, r.reversed_reason as "reversedReason",
        x.purchase_order_line_id as "lineId", i.number as item, x.quantity, u.code as unit, x.unit_cost as "unitCost", p.code as place,
        x.lot_id as "lotId", t.number as lot, t.certificate,
        (select count(*) from attachments a where a.table_name = 'receipts' and a.record_id = r.id) as files
      from receipts r join receipt_lines x on x.receipt_id = r.id join purchase_order_lines l on l.id = x.purchase_order_line_id
      join items i on i.id = l.item_id join units u on u.id = i.stock_unit_id left join places p on p.id = x.place_id left join lots t on t.id = x.lot_id
      where ${where} order by r.id desc, x.id`,
    Received,
  )

/** The same order without prices, for users who may not see costs. */
export const withoutPrices = (order: PurchaseOrder) => ({
  ...order,
  net: null,
  tax: null,
  gross: null,
  lines: order.lines.map((l) => ({ ...l, unitPrice: null, net: null })),
  receipts: order.receipts.map((r) => ({ ...r, unitCost: null })),
})
