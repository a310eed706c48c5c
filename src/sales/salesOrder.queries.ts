import { asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { customerPartNumbers, items, units } from '../catalog/item.tables.ts'
import { dayAt, getCompany } from '../core/company.queries.ts'
import type { Db } from '../core/ctx.ts'
import type { ListInput } from '../core/list.model.ts'
import { runList } from '../core/list.queries.ts'
import { found } from '../core/missing.ts'
import { row, rowsOf } from '../core/rows.ts'
import { getParty } from '../parties/party.queries.ts'
import { contacts, deliveryPlaces, parties } from '../parties/party.tables.ts'
import { netSql } from './price.queries.ts'
import { lineAmounts, totalAmounts } from './price.rules.ts'
import {
  enquiries,
  orderChanges,
  promiseChanges,
  quotationLines,
  quotations,
  salesOrderLines,
  salesOrders,
} from './sales.tables.ts'
import {
  type CustomerOverview,
  orderLineList,
  type SalesOrder,
  type SalesOrderLine,
  salesOrderList,
} from './salesOrder.model.ts'
import { lineState } from './salesOrder.rules.ts'

async function linesOf(db: Db, order: typeof salesOrders.$inferSelect): Promise<SalesOrderLine[]> {
  const rows = await db
    .select({
      line: salesOrderLines,
      itemNumber: items.number,
      itemName: items.name,
      unit: units.code,
      methodId: quotationLines.methodId,
      customerPartNumber: customerPartNumbers.partNumber,
    })
    .from(salesOrderLines)
    .innerJoin(items, eq(items.id, salesOrderLines.itemId))
    .innerJoin(units, eq(units.id, items.stockUnitId))
    .leftJoin(quotationLines, eq(quotationLines.id, salesOrderLines.quotationLineId))
    .leftJoin(
      customerPartNumbers,
      sql`${customerPartNumbers.id} = (select min(n.id) from customer_part_numbers n where n.item_id = ${items.id} and n.party_id = ${order.customerId} and not n.archived)`,
    )
    .where(eq(salesOrderLines.salesOrderId, order.id))
    .orderBy(asc(salesOrderLines.line))
  const ids = rows.map((r) => r.line.id)
  if (ids.length === 0) return []
  const promises = await db
    .select()
    .from(promiseChanges)
    .where(inArray(promiseChanges.salesOrderLineId, ids))
    .orderBy(asc(promiseChanges.id))
  const changes = await db
    .select()
    .from(orderChanges)
    .where(inArray(orderChanges.salesOrderLineId, ids))
    .orderBy(asc(orderChanges.id))
  return rows.map(({ line: { salesOrderId: _, ...line }, ...names }) => ({
    ...line,
    ...names,
    ...lineAmounts(line, order.currency),
    state: lineState(line),
    promiseChanges: promises.filter((p) => p.salesOrderLineId === line.id).map(({ salesOrderLineId: _, ...p }) => p),
    changes: changes.filter((c) => c.salesOrderLineId === line.id).map(({ salesOrderLineId: _, ...c }) => c),
  }))
}

/** A sales order with its lines, their dates and every change. The totals leave canceled lines out. */
export async function getSalesOrder(db: Db, id: number, options?: { lock: boolean }): Promise<SalesOrder> {
  if (options?.lock)
    await db.select({ id: salesOrders.id }).from(salesOrders).where(eq(salesOrders.id, id)).for('update')
  const [head] = await db
    .select({
      order: salesOrders,
      quotationNumber: quotations.number,
      enquiryId: quotations.enquiryId,
      enquiryNumber: enquiries.number,
      customerName: parties.name,
      contactName: contacts.name,
      deliveryPlaceName: deliveryPlaces.name,
    })
    .from(salesOrders)
    .innerJoin(parties, eq(parties.id, salesOrders.customerId))
    .leftJoin(quotations, eq(quotations.id, salesOrders.quotationId))
    .leftJoin(enquiries, eq(enquiries.id, quotations.enquiryId))
    .leftJoin(contacts, eq(contacts.id, salesOrders.contactId))
    .leftJoin(deliveryPlaces, eq(deliveryPlaces.id, salesOrders.deliveryPlaceId))
    .where(eq(salesOrders.id, id))
  const { order, ...names } = found(head, 'sales order', id)
  const lines = await linesOf(db, order)
  const { currency: companyCurrency } = await getCompany(db)
  return { ...order, ...names, companyCurrency, ...totalAmounts(lines.filter((l) => l.canceled === '')), lines }
}

/** The order that a line belongs to; `lock` locks the whole order. */
export async function getOrderOfLine(
  db: Db,
  lineId: number,
  options?: { lock: boolean },
): Promise<{ order: SalesOrder; line: SalesOrderLine }> {
  const [at] = await db
    .select({ salesOrderId: salesOrderLines.salesOrderId })
    .from(salesOrderLines)
    .where(eq(salesOrderLines.id, lineId))
  const order = await getSalesOrder(db, found(at, 'sales order line', lineId).salesOrderId, options)
  return {
    order,
    line: found(
      order.lines.find((l) => l.id === lineId),
      'sales order line',
      lineId,
    ),
  }
}

const lineNet = netSql(sql`l.quantity`, sql`l.unit_price`, sql`l.one_off_price`, sql`o.currency`)
const isOpen: SQL = sql`(l.canceled = '' and l.delivered_quantity < l.quantity)`

export const listSalesOrders = (db: Db, input: ListInput) =>
  runList(
    db,
    salesOrderList,
    sql`select o.id, o.number, o.status, o.customer_id as "customerId", p.name as customer, o.buyer_order_number as "buyerOrderNumber",
               o.currency, o.ordered_on as "orderedOn", t.items, coalesce(t.net, 0) as net, t.next as "nextPromiseOn", coalesce(t.open, 0) as "openLines"
          from sales_orders o join parties p on p.id = o.customer_id
          left join lateral (
            select string_agg(i.name, ', ' order by l.line) as items, sum(${lineNet}) filter (where l.canceled = '') as net,
                   min(l.current_promise_on) filter (where ${isOpen}) as next, count(*) filter (where ${isOpen}) as open
              from sales_order_lines l join items i on i.id = l.item_id where l.sales_order_id = o.id) t on true`,
    input,
  )

export async function listOrderLines(db: Db, now: string, input: ListInput) {
  const today = dayAt(now, (await getCompany(db)).timeZone)
  return runList(
    db,
    orderLineList,
    sql`select l.id, o.id as "salesOrderId", o.number as "order", l.line,
               case when l.canceled <> '' then 'canceled' when l.delivered_quantity >= l.quantity then 'delivered'
                    when l.delivered_quantity > 0 then 'partDelivered' else 'open' end as state,
               o.customer_id as "customerId", p.name as customer, o.buyer_order_number as "buyerOrderNumber", l.item_id as "itemId",
               i.number || ' · ' || i.name as item, l.description, l.quantity, l.delivered_quantity as "deliveredQuantity", o.currency,
               ${lineNet} as net, l.first_promise_on as "firstPromiseOn", l.current_promise_on as "currentPromiseOn",
               l.projected_on as "projectedOn", l.actual_on as "actualOn",
               ${isOpen} and (l.current_promise_on < ${today}::date or coalesce(l.projected_on > l.current_promise_on, false)) as late
          from sales_order_lines l join sales_orders o on o.id = l.sales_order_id
          join parties p on p.id = o.customer_id join items i on i.id = l.item_id`,
    input,
  )
}

const overviewShape = z.object({
  openOrders: row.number,
  openNet: row.number,
  openQuotations: row.number,
  openEnquiries: row.number,
  won: row.number,
  lost: row.number,
  orderedNet: row.number,
  linesDelivered: row.number,
  linesOnFirstPromise: row.number,
})

export async function customerOverview(db: Db, customerId: number, now: string): Promise<CustomerOverview> {
  await getParty(db, customerId)
  const today = dayAt(now, (await getCompany(db)).timeZone)
  const [overview] = await rowsOf(
    db,
    sql`with lines as (
      select l.*, o.ordered_on, o.exchange_rate, ${lineNet} as net, ${isOpen} as is_open
        from sales_order_lines l join sales_orders o on o.id = l.sales_order_id
       where o.customer_id = ${customerId} and l.canceled = ''
    ) select
      (select count(*) from sales_orders where customer_id = ${customerId} and status = 'open') as "openOrders",
      (select count(*) from quotations where customer_id = ${customerId} and status in ('draft', 'sent')) as "openQuotations",
      (select count(*) from enquiries where customer_id = ${customerId} and status = 'open') as "openEnquiries",
      (select count(*) from quotations where customer_id = ${customerId} and status = 'won' and quoted_on > ${today}::date - 365) as won,
      (select count(*) from quotations where customer_id = ${customerId} and status in ('lost', 'expired') and quoted_on > ${today}::date - 365) as lost,
      coalesce(round(sum(net * exchange_rate * (1 - delivered_quantity / quantity)) filter (where is_open), 2), 0) as "openNet",
      coalesce(round(sum(net * exchange_rate) filter (where ordered_on > ${today}::date - 365), 2), 0) as "orderedNet",
      count(*) filter (where actual_on is not null) as "linesDelivered",
      count(*) filter (where actual_on <= first_promise_on) as "linesOnFirstPromise"
      from lines`,
    overviewShape,
  )
  return found(overview, 'customer', customerId)
}
