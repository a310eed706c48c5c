import { inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { estimateMethod } from '../catalog/estimate.queries.ts'
import type { Db } from '../core/ctx.ts'
import { divide, sum } from '../core/decimal.ts'
import { row, rowsOf } from '../core/rows.ts'
import { type CostElement, type Costs, costElements } from '../engines/costing/elements.ts'
import { type Account, accountOfPlace, accounts, placeKinds } from '../inventory/stock.model.ts'
import { getJobRow, type WorkOrderRow, workOrdersOfJob } from '../jobs/job.queries.ts'
import type { CostSheet } from './cost.contract.ts'
import { inProcessOf } from './cost.queries.ts'
import { costEntries } from './cost.tables.ts'
import { type LevelFacts, marginOf, sheetOf, totalLine } from './costSheet.rules.ts'
import { materialByItem, revenueOfJob, toGoByElement } from './forecast.queries.ts'

const listed = (ids: readonly number[]) =>
  sql.join(
    ids.map((id) => sql`${id}`),
    sql`, `,
  )

const materialOf = (db: Db, ids: readonly number[]) =>
  rowsOf(
    db,
    sql`select m.id, sum(m.amount) as amount from (${materialByItem(sql`w.id in (${listed(ids)})`)}) m group by m.id`,
    z.object({ id: row.id, amount: row.number }),
  )

async function actualsOf(db: Db, ids: readonly number[]): Promise<Map<number, Costs>> {
  const costs = new Map<number, Costs>(ids.map((id) => [id, {}]))
  const add = (id: number, element: CostElement, amount: number) => {
    const own = costs.get(id)
    if (own) own[element] = sum([own[element] ?? 0, amount])
  }
  for (const m of await materialOf(db, ids)) add(m.id, 'material', m.amount)
  const entries = await db
    .select({
      id: costEntries.workOrderId,
      element: costEntries.element,
      amount: sql<number>`sum(${costEntries.amount})`.mapWith(Number),
    })
    .from(costEntries)
    .where(sql`${inArray(costEntries.workOrderId, [...ids])} and ${costEntries.source} <> 'close'`)
    .groupBy(costEntries.workOrderId, costEntries.element)
  for (const e of entries) add(e.id, e.element, e.amount)
  return costs
}

const revenueOf = async (db: Db, jobId: number): Promise<number> => {
  const [found] = await rowsOf(
    db,
    sql`select ${revenueOfJob(sql`${jobId}`)} as revenue`,
    z.object({ revenue: row.number }),
  )
  return found?.revenue ?? 0
}

/** What is still to be spent; the estimate of a level that is not released is what it is now. */
async function toGoOf(db: Db, members: readonly WorkOrderRow[]): Promise<Map<number, Costs>> {
  const now = JSON.stringify(members.map((w) => ({ id: w.id, costs: w.estimatedCosts })))
  const rows = await rowsOf(
    db,
    toGoByElement(
      sql`w.id in (${listed(members.map((w) => w.id))})`,
      sql`(select e.costs from jsonb_to_recordset(${now}::jsonb) as e(id bigint, costs jsonb) where e.id = w.id)`,
    ),
    z.object({ id: row.id, element: z.enum(costElements), amount: row.number }),
  )
  const toGo = new Map<number, Costs>(members.map((w) => [w.id, {}]))
  for (const r of rows) toGo.set(r.id, { ...toGo.get(r.id), [r.element]: r.amount })
  return toGo
}

/** Releasing freezes a work order's estimate; until then it is what the method costs at today's rates. */
async function estimatedNow(db: Db, members: readonly WorkOrderRow[]): Promise<WorkOrderRow[]> {
  const estimates = new Map<number, Pick<WorkOrderRow, 'estimatedUnitCost' | 'estimatedCosts'>>()
  for (const top of members.filter((w) => w.parentId === null && w.status === 'planned'))
    for (const level of (await estimateMethod(db, top.methodId, top.quantity)).levels)
      estimates.set(level.methodId, { estimatedUnitCost: level.unitCost, estimatedCosts: level.own })
  return members.map((w) => (w.status === 'planned' ? { ...w, ...estimates.get(w.methodId) } : w))
}

export async function costSheetOf(db: Db, jobId: number): Promise<CostSheet> {
  const job = await getJobRow(db, jobId)
  const members = await estimatedNow(
    db,
    (await workOrdersOfJob(db, jobId)).filter((w) => w.status !== 'canceled' || job.status === 'canceled'),
  )
  const ids = members.map((w) => w.id)
  if (ids.length === 0)
    return {
      jobId,
      number: job.number,
      status: job.status,
      lines: [],
      total: totalLine([]),
      workOrders: [],
      margin: marginOf(0, 0),
      marginSoFar: marginOf(0, 0),
      inProcess: 0,
    }
  const [actual, toGo, inProcess, revenue] = [
    await actualsOf(db, ids),
    await toGoOf(db, members),
    await inProcessOf(db, ids),
    await revenueOf(db, jobId),
  ]
  const facts = new Map(
    members.map((w): [number, LevelFacts] => [
      w.id,
      {
        estimate: w.estimatedCosts,
        actual: actual.get(w.id) ?? {},
        toGo: toGo.get(w.id) ?? {},
      },
    ]),
  )
  const below = (id: number): number[] => [id, ...members.filter((m) => m.parentId === id).flatMap((m) => below(m.id))]
  const levelsOf = (levelIds: readonly number[]) => levelIds.flatMap((id) => facts.get(id) ?? [])
  const lines = sheetOf(levelsOf(ids))
  const total = totalLine(lines)
  return {
    jobId,
    number: job.number,
    status: job.status,
    lines,
    total,
    workOrders: members.map((w) => {
      const own = sheetOf(levelsOf([w.id]))
      const pieces = w.status === 'completed' || w.status === 'closed' ? w.completedQuantity : w.quantity
      return {
        ...w,
        lines: own,
        total: totalLine(own),
        unitCost: divide(4, totalLine(sheetOf(levelsOf(below(w.id)))).forecast, pieces),
        inProcess: inProcess.get(w.id) ?? 0,
      }
    }),
    margin: marginOf(revenue, total.forecast),
    marginSoFar: marginOf(revenue, total.actual),
    inProcess: sum(inProcess.values()),
  }
}

/** Every fact behind the sheet: stock moves into and out of the process, and cost entries. */
export const costFactsOf = (db: Db, jobId: number) =>
  rowsOf(
    db,
    sql`select * from (
      select m.at, w.number as "workOrder", 'material' as element, null as operation, i.number || ' ' || i.name as what,
          case when m.to_place_id = w.place_id then m.quantity else -m.quantity end as quantity, round(m.value / m.quantity, 4) as rate,
          case when m.to_place_id = w.place_id then m.value else -m.value end as amount, m.document as source, m.document_number as document
        from work_orders w join stock_moves m on (m.to_place_id = w.place_id or m.from_place_id = w.place_id) and m.item_id <> w.item_id
        join items i on i.id = m.item_id
        join places other on other.id = case when m.to_place_id = w.place_id then m.from_place_id else m.to_place_id end
        where w.job_id = ${jobId} and other.kind <> 'production'
      union all
      select max(c.at), w.number, 'material', null, 'Made in this job: ' || i.number || ' ' || i.name, -max(g.quantity), 0, max(g.amount - g.moved), 'completion', w.number
        from (${materialByItem(sql`w.job_id = ${jobId}`)}) g join work_orders w on w.id = g.id join items i on i.id = g.item_id join stock_moves c on c.item_id = g.item_id and c.to_place_id = w.place_id
        where g.amount <> g.moved group by w.number, i.number, i.name
      union all
      select c.at, w.number, c.element, o.sequence || ' ' || o.name, c.note, c.quantity, c.rate, c.amount, c.source, w.number
        from cost_entries c join work_orders w on w.id = c.work_order_id left join method_operations o on o.id = c.operation_id
        where c.job_id = ${jobId} and c.source <> 'close') f order by at, "workOrder"`,
    z.object({
      at: row.instant,
      workOrder: row.text,
      element: z.enum(costElements),
      operation: row.text.nullable(),
      what: row.text,
      quantity: row.number,
      rate: row.number,
      amount: row.number,
      source: row.text,
      document: row.text,
    }),
  )

/**
 * The books: each stock move debits the account of the place it goes to and credits that of the place it leaves; each
 * cost entry debits work in process and credits its account. So debits equal credits by construction.
 */
export async function accountBalances(
  db: Db,
): Promise<{ account: Account; debit: number; credit: number; balance: number }[]> {
  const kinds = sql.join(
    placeKinds.map((k) => sql`(${k}, ${accountOfPlace[k]})`),
    sql`, `,
  )
  const rows = await rowsOf(
    db,
    sql`with kinds(kind, account) as (values ${kinds}), lines as (
        select k.account, m.value as debit, 0::numeric as credit from stock_moves m join places p on p.id = m.to_place_id join kinds k on k.kind = p.kind
        union all select k.account, 0, m.value from stock_moves m join places p on p.id = m.from_place_id join kinds k on k.kind = p.kind
        union all select 'workInProcess', amount, 0 from cost_entries
        union all select credit, 0, amount from cost_entries)
      select account, sum(debit) as debit, sum(credit) as credit from lines group by account`,
    z.object({ account: z.enum(accounts), debit: row.number, credit: row.number }),
  )
  return accounts.map((account) => {
    const { debit, credit } = rows.find((r) => r.account === account) ?? { debit: 0, credit: 0 }
    return { account, debit, credit, balance: sum([debit, -credit]) }
  })
}
