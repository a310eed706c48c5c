import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import { divide, multiply, round, sum } from '../core/decimal.ts'
import { row, rowsOf } from '../core/rows.ts'
import { accountBalances } from './costSheet.queries.ts'

const text = z.object({ fault: row.text })
const faultsOf = async (db: Db, select: ReturnType<typeof sql>) => (await rowsOf(db, select, text)).map((r) => r.fault)

/**
 * Recomputes what every fact must have cost and says where the entries differ; none is the only right answer. Rates
 * change with time, so an hour is checked at the rate that its entry kept. The time logs are read by their table: they
 * belong to a later area.
 */
export async function costFaults(db: Db): Promise<string[]> {
  return [...(await timeFaults(db)), ...(await unposted(db)), ...(await strays(db)), ...(await unevenFacts(db)), ...(await unsettled(db)), ...(await bookFaults(db))]
}

const TimeEntry = z.object({ id: row.id, element: row.text, quantity: row.number, rate: row.number, amount: row.number, note: row.text, minutes: row.number, crew: row.number, attended: row.number, activity: row.text })

/** Hours of labor are the log's minutes; machine hours its share of the crew; amount is hours × rate, or % of labor. */
async function timeFaults(db: Db): Promise<string[]> {
  const rows = await rowsOf(
    db,
    sql`select c.id, c.element, c.quantity, c.rate, c.amount, c.note, coalesce(t.minutes, 0) as minutes, o.crew, o.attended_percent as attended, t.activity
      from cost_entries c join time_logs t on t.id = c.source_id join method_operations o on o.id = t.operation_id where c.source = 'timeLog' order by c.id`,
    TimeEntry,
  )
  return rows.flatMap((e) => {
    const labor = divide(6, e.minutes, 60)
    const machine = divide(6, e.minutes / Math.max(1, e.crew) / (e.activity === 'run' && e.attended > 0 ? e.attended / 100 : 1), 60)
    // Set-up and rework hold labor and machine in one entry; overhead follows either, or labor's cost: its note says which.
    const hours = e.element === 'machine' || (e.element === 'overhead' && e.note.includes('machine h')) ? machine : labor
    const single = !e.note.includes(';') && !e.note.includes('%')
    const fits = (e.quantity === hours || (single && e.quantity === machine)) && (!single || e.amount === multiply(4, e.quantity, e.rate))
    return fits ? [] : [`Entry ${e.id}: ${e.quantity} h of ${e.element} for ${e.amount}, but its time log bears ${e.minutes} min.`]
  })
}

/** Clocked time of people whose hour costs something, without an entry. */
const unposted = (db: Db) =>
  faultsOf(
    db,
    sql`select 'Time log ' || t.id || ': ' || t.minutes || ' min cost nothing.' as fault from time_logs t join employees e on e.id = t.employee_id join labor_grades g on g.id = e.labor_grade_id
      where t.ended_at is not null and not t.voided and t.minutes > 0 and round(t.minutes / 60 * g.rate_per_hour, 4) > 0 and not exists (select from cost_entries c where c.source = 'timeLog' and c.source_id = t.id) order by t.id`,
  )

/** Entries whose fact is not there, or that name another work order's job. */
const strays = (db: Db) =>
  faultsOf(
    db,
    sql`select 'Entry ' || c.id || ': no ' || c.source || ' ' || c.source_id || '.' as fault from cost_entries c
      where (c.source = 'timeLog' and not exists (select from time_logs t where t.id = c.source_id and t.work_order_id = c.work_order_id and t.ended_at is not null))
        or (c.source = 'charge' and not exists (select from charges h where h.id = c.source_id and h.job_id = c.job_id and h.element = c.element))
        or (c.source = 'vendorReceipt' and not exists (select from vendor_receipts v where v.id = c.source_id))
      union all
      select 'Entry ' || c.id || ': its work order is of another job.' from cost_entries c join work_orders w on w.id = c.work_order_id where w.job_id <> c.job_id`,
  )

/** Charges and vendors' receipts whose entries do not add up to them. */
async function unevenFacts(db: Db): Promise<string[]> {
  const rows = await rowsOf(
    db,
    sql`select f.* from (
        select 'charge ' || h.id as fact, h.amount, coalesce((select sum(c.amount) from cost_entries c where c.source = 'charge' and c.source_id = h.id), 0) as posted from charges h
        union all select 'vendor receipt ' || v.number, v.amount, coalesce((select sum(c.amount) from cost_entries c where c.source = 'vendorReceipt' and c.source_id = v.id), 0) from vendor_receipts v) f
      where f.amount <> f.posted`,
    z.object({ fact: row.text, amount: row.number, posted: row.number }),
  )
  return rows.map((r) => `${r.fact}: ${r.amount}, but ${r.posted} is posted.`)
}

const inProcess = sql`(select w.id, w.number, w.job_id, coalesce((select sum(b.value) from stock_balances b where b.place_id = w.place_id), 0) + coalesce((select sum(c.amount) from cost_entries c where c.work_order_id = w.id), 0) as amount from work_orders w)`

/** Nothing stays in process of a closed job. */
const unsettled = (db: Db) => faultsOf(db, sql`select p.number || ': ' || p.amount || ' in process of a closed job.' as fault from ${inProcess} p join jobs j on j.id = p.job_id where j.status = 'closed' and p.amount <> 0 order by p.number`)

/** Debits equal credits, and the accounts that stand for goods are worth what lies there. */
async function bookFaults(db: Db): Promise<string[]> {
  const books = await accountBalances(db)
  const of = (account: string) => books.find((b) => b.account === account)?.balance ?? 0
  const [worth] = await rowsOf(
    db,
    sql`select coalesce((select sum(amount) from ${inProcess} p), 0) as process,
      coalesce((select sum(b.value) from stock_balances b join places p on p.id = b.place_id where p.kind in ('bin', 'reject', 'vendor')), 0) as inventory,
      coalesce((select sum(b.value) from stock_balances b join places p on p.id = b.place_id where p.kind = 'awaitingTest'), 0) as awaiting`,
    z.object({ process: row.number, inventory: row.number, awaiting: row.number }),
  )
  const differ = (what: string, a: number, b: number) => (round(a - b, 4) === 0 ? [] : [`${what}: ${a} on the account, ${b} there.`])
  return [
    ...differ('All accounts', sum(books.map((b) => b.balance)), 0),
    ...differ('Work in process', of('workInProcess'), worth?.process ?? 0),
    ...differ('Inventory', of('inventory'), worth?.inventory ?? 0),
    ...differ('Awaiting test', of('awaitingTest'), worth?.awaiting ?? 0),
  ]
}
