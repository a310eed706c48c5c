import { asc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { items } from '../catalog/item.tables.ts'
import { getMethodTree, masterMethodId } from '../catalog/method.queries.ts'
import { getCompany } from '../core/company.queries.ts'
import type { Db } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { row, rowsOf } from '../core/rows.ts'
import { addDays } from '../purchasing/purchase.rules.ts'
import { promiseHolds } from './plan.tables.ts'
import { instantOfDay, minutesOf } from './planDay.rules.ts'
import { getPlanSettings } from './planShopFacts.queries.ts'
import type { PromiseHold } from './promise.contract.ts'
import type { NewWork } from './promiseWork.rules.ts'

const Line = z.object({
  itemId: row.id,
  methodId: row.id.nullable(),
  line: row.text,
  customer: row.text,
  quotationId: row.id.nullable(),
  value: row.number,
})
export type AskedLine = z.infer<typeof Line>

/** A quotation's or an order's line: what is asked for, by which method, by whom. */
export async function askedLine(
  db: Db,
  asked: { quotationLineId?: number | null; salesOrderLineId?: number | null },
): Promise<AskedLine> {
  const [line] = asked.quotationLineId
    ? await rowsOf(
        db,
        sql`select l.item_id as "itemId", l.method_id as "methodId", q.number || '/' || l.line as line, c.name as customer, q.id as "quotationId", 0 as value
          from quotation_lines l join quotations q on q.id = l.quotation_id join parties c on c.id = q.customer_id where l.id = ${asked.quotationLineId}`,
        Line,
      )
    : await rowsOf(
        db,
        sql`select l.item_id as "itemId", ql.method_id as "methodId", o.number || '/' || l.line as line, c.name as customer, null as "quotationId",
            l.quantity * l.unit_price * o.exchange_rate as value
          from sales_order_lines l join sales_orders o on o.id = l.sales_order_id join parties c on c.id = o.customer_id
          left join quotation_lines ql on ql.id = l.quotation_line_id where l.id = ${asked.salesOrderLineId ?? 0}`,
        Line,
      )
  return found(
    line,
    asked.quotationLineId ? 'quotation line' : 'sales order line',
    asked.quotationLineId ?? asked.salesOrderLineId ?? 0,
  )
}

/** The method that a line would be made by: its own copy, else the item's master; undefined when nobody has said how. */
export async function methodOfLine(db: Db, line: { itemId: number; methodId: number | null }) {
  const id = line.methodId ?? (await masterMethodId(db, line.itemId))
  return id === undefined ? undefined : getMethodTree(db, id)
}

/** Work for one line and quantity, due on a day; series are given by whoever puts several together. */
export async function newWorkOf(
  db: Db,
  line: { itemId: number; methodId: number | null; line: string; customer: string },
  given: { quantity: number; dueOn: string; rush: boolean; holdId: number | null },
): Promise<NewWork | undefined> {
  const tree = await methodOfLine(db, line)
  if (!tree || tree.operations.length === 0) return undefined
  const { timeZone } = await getCompany(db)
  const { latePerDay } = await getPlanSettings(db)
  return {
    ...given,
    tree,
    number: line.line,
    customers: line.customer,
    dueAt: minutesOf(instantOfDay(addDays(given.dueOn, 1), timeZone)),
    normalWeight: latePerDay,
    series: 0,
  }
}

/** What is held now, as work that the plan keeps room for. */
export async function heldSlots(db: Db): Promise<NewWork[]> {
  const holds = await db.select().from(promiseHolds).where(eq(promiseHolds.state, 'held')).orderBy(asc(promiseHolds.id))
  const work: NewWork[] = []
  for (const h of holds) {
    const made = await newWorkOf(db, await askedLine(db, h), {
      quantity: h.quantity,
      dueOn: h.promisedOn,
      rush: false,
      holdId: h.id,
    })
    if (made) work.push(made)
  }
  return work
}

const shown = (db: Db) =>
  db
    .select({ hold: promiseHolds, item: items.number })
    .from(promiseHolds)
    .innerJoin(items, eq(items.id, promiseHolds.itemId))

async function asShown(db: Db, { hold, item }: Awaited<ReturnType<typeof shown>>[number]): Promise<PromiseHold> {
  const { line, customer } = await askedLine(db, hold)
  return { ...hold, item, line, customer }
}

export async function getHold(db: Db, id: number): Promise<PromiseHold> {
  const [row] = await shown(db).where(eq(promiseHolds.id, id))
  return asShown(db, found(row, 'held slot', id))
}

/** Held slots, newest first: those of one line with all that were, otherwise those that are held now. */
export async function listHolds(
  db: Db,
  of: { quotationLineId?: number; salesOrderLineId?: number },
): Promise<PromiseHold[]> {
  const rows = await shown(db)
    .where(
      of.quotationLineId !== undefined
        ? eq(promiseHolds.quotationLineId, of.quotationLineId)
        : of.salesOrderLineId !== undefined
          ? eq(promiseHolds.salesOrderLineId, of.salesOrderLineId)
          : eq(promiseHolds.state, 'held'),
    )
    .orderBy(sql`${promiseHolds.id} desc`)
  const holds: PromiseHold[] = []
  for (const r of rows) holds.push(await asShown(db, r))
  return holds
}
