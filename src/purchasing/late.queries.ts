import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import { sum } from '../core/decimal.ts'
import type { ListInput, RowOf } from '../core/list.model.ts'
import { runList } from '../core/list.queries.ts'
import { row, rowsOf } from '../core/rows.ts'
import { daysBetween } from '../sales/salesOrder.rules.ts'
import { computedFrom } from './computedList.queries.ts'
import { type NettedLine, netAllShown } from './netting.queries.ts'
import { latePurchaseList } from './purchaseList.model.ts'

const OpenLine = z.object({
  id: row.id,
  purchaseOrderId: row.id,
  order: row.text,
  line: row.number,
  supplier: row.text,
  itemId: row.id,
  item: row.text,
  name: row.text,
  open: row.number,
  unit: row.text,
  dueOn: row.day,
  confirmedOn: row.day.nullable(),
})

const openLines = (db: Db) =>
  rowsOf(
    db,
    sql`select l.id, o.id as "purchaseOrderId", o.number as order, l.line, p.name as supplier, i.id as "itemId", i.number as item, i.name,
        l.quantity - l.received_quantity as open, u.code as unit, l.due_on as "dueOn", l.confirmed_on as "confirmedOn"
      from purchase_order_lines l join purchase_orders o on o.id = l.purchase_order_id join parties p on p.id = o.supplier_id
      join items i on i.id = l.item_id join units u on u.id = i.stock_unit_id
      where o.status = 'sent' and l.closed_reason = '' and l.quantity > l.received_quantity`,
    OpenLine,
  )

const OrderValue = z.object({
  salesOrderLineId: row.id,
  salesOrderId: row.id,
  salesOrder: row.text,
  customer: row.text,
  promiseOn: row.day,
  value: row.number,
})
type OrderValue = z.infer<typeof OrderValue>

/** What is still to deliver on order lines, in the company's currency. */
async function orderValues(db: Db, ids: readonly number[]): Promise<Map<number, OrderValue>> {
  if (ids.length === 0) return new Map()
  const rows = await rowsOf(
    db,
    sql`select l.id as "salesOrderLineId", o.id as "salesOrderId", o.number as "salesOrder", p.name as customer, l.current_promise_on as "promiseOn",
        round(((l.quantity - l.delivered_quantity) * l.unit_price + l.one_off_price) * o.exchange_rate, 2) as value
      from sales_order_lines l join sales_orders o on o.id = l.sales_order_id join parties p on p.id = o.customer_id
      where l.id in (${sql.join(
        ids.map((id) => sql`${id}`),
        sql`, `,
      )})`,
    OrderValue,
  )
  return new Map(rows.map((r) => [r.salesOrderLineId, r]))
}

export type Hurt = {
  jobId: number
  job: string
  jobTitle: string
  workOrderId: number
  workOrder: string
  quantity: number
  unit: string
  neededOn: string
  expectedOn: string
  /** Days by which the material comes after it is needed. */
  days: number
  /** True when the line was bought for this very material; otherwise it was to come from common stock. */
  pegged: boolean
  salesOrderLineId: number | null
  salesOrderId: number | null
  salesOrder: string | null
  customer: string | null
  promiseOn: string | null
  orderValue: number | null
}

/** The work that waits for a purchase line beyond the day it is needed, the worst first. */
const hurtBy = (lineId: number, netted: readonly NettedLine[], values: ReadonlyMap<number, OrderValue>): Hurt[] =>
  netted
    .flatMap((n) =>
      n.expected
        .filter((e) => e.lineId === lineId && e.expectedOn > n.neededOn)
        .map((e): Hurt => {
          const order = n.line.salesOrderLineId === null ? undefined : values.get(n.line.salesOrderLineId)
          return {
            jobId: n.line.jobId,
            job: n.line.job,
            jobTitle: n.line.jobTitle,
            workOrderId: n.workOrderId,
            workOrder: n.line.workOrder,
            quantity: e.quantity,
            unit: n.line.unit,
            neededOn: n.neededOn,
            expectedOn: e.expectedOn,
            days: daysBetween(n.neededOn, e.expectedOn),
            pegged: e.pegged,
            salesOrderLineId: order?.salesOrderLineId ?? null,
            salesOrderId: order?.salesOrderId ?? null,
            salesOrder: order?.salesOrder ?? null,
            customer: order?.customer ?? null,
            promiseOn: order?.promiseOn ?? null,
            orderValue: order?.value ?? null,
          }
        }),
    )
    .sort((a, b) => b.days - a.days || a.workOrderId - b.workOrderId)

async function lateLines(db: Db, now: string) {
  const { today, netted } = await netAllShown(db, now)
  const waiting = netted.filter((n) => n.expected.some((e) => e.expectedOn > n.neededOn))
  const values = await orderValues(db, [...new Set(waiting.flatMap((n) => n.line.salesOrderLineId ?? []))])
  return (await openLines(db)).flatMap((l) => {
    const expectedOn = l.confirmedOn ?? l.dueOn
    const hurt = hurtBy(l.id, waiting, values)
    const overdueDays = Math.max(0, daysBetween(expectedOn, today))
    const slipDays = l.confirmedOn === null ? 0 : Math.max(0, daysBetween(l.dueOn, l.confirmedOn))
    return overdueDays === 0 && slipDays === 0 && hurt.length === 0 ? [] : [{ ...l, overdueDays, slipDays, hurt }]
  })
}

const jobsText = (hurt: readonly Hurt[]): string =>
  [...Map.groupBy(hurt, (h) => h.job)].map(([job, of]) => `${job} (${Math.max(...of.map((h) => h.days))} d)`).join(', ')

/** Each order line once, however many materials wait. */
const valueHurt = (hurt: readonly Hurt[]): number =>
  sum([...new Map(hurt.map((h) => [h.salesOrderLineId, h.orderValue ?? 0])).values()])

export async function listLatePurchases(db: Db, now: string, input: ListInput, seesCosts: boolean) {
  const rows = (await lateLines(db, now)).map(
    ({ hurt, ...l }): RowOf<typeof latePurchaseList.columns> => ({
      ...l,
      jobsHurt: new Set(hurt.map((h) => h.jobId)).size,
      jobs: jobsText(hurt),
      worstDays: Math.max(0, ...hurt.map((h) => h.days)),
      orderValue: seesCosts ? valueHurt(hurt) : null,
    }),
  )
  return runList(db, latePurchaseList, computedFrom(latePurchaseList, rows), input)
}

/** The jobs that one late line hurts, with days and the order lines' money. */
export const hurtByLine = async (db: Db, now: string, lineId: number, seesCosts: boolean): Promise<Hurt[]> =>
  ((await lateLines(db, now)).find((l) => l.id === lineId)?.hurt ?? []).map((h) =>
    seesCosts ? h : { ...h, orderValue: null },
  )
