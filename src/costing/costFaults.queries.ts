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
  return [
    ...(await timeFaults(db)),
    ...(await unposted(db)),
    ...(await strays(db)),
    ...(await unevenFacts(db)),
    ...(await unsettled(db)),
    ...(await bookFaults(db)),
  ]
}

const TimeCost = z.object({
  id: row.id,
  element: row.text,
  entries: row.number,
  quantity: row.number,
  amount: row.number,
  rate: row.number,
  sameRate: z.boolean(),
  note: row.text,
  minutes: row.number,
  crew: row.number,
  attended: row.number,
  activity: row.text,
})

/** What each time log cost by element, with the corrections of its minutes: those append their difference. */
const timeEntries = sql`select t.id, c.element, count(*) as entries, sum(c.quantity) as quantity, sum(c.amount) as amount, min(c.rate) as rate, min(c.rate) = max(c.rate) as "sameRate", (array_agg(c.note order by c.id))[1] as note,
    coalesce(t.minutes, 0) as minutes, o.crew, o.attended_percent as attended, t.activity
  from (select e.*, e.source_id as log_id from cost_entries e where e.source = 'timeLog' union all select e.*, k.time_log_id from cost_entries e join time_corrections k on k.id = e.source_id where e.source = 'correction') c
  join time_logs t on t.id = c.log_id join method_operations o on o.id = t.operation_id group by t.id, c.element, o.id order by t.id`

/** Hours of labor are the log's minutes; machine hours its share of the crew; amount is hours × rate, or % of labor. */
async function timeFaults(db: Db): Promise<string[]> {
  const rows = await rowsOf(db, timeEntries, TimeCost)
  return rows.flatMap((e) => {
    const labor = divide(6, e.minutes, 60)
    const machine = divide(
      6,
      e.minutes / Math.max(1, e.crew) / (e.activity === 'run' && e.attended > 0 ? e.attended / 100 : 1),
      60,
    )
    // Each correction rounds once more.
    const near = (x: number, y: number, unit: number) => Math.abs(round(x - y, 8)) <= (e.entries - 1) * unit
    // Set-up and rework hold labor and machine in one entry; overhead follows either, or labor's cost: its note says which.
    const single = !e.note.includes(';') && !e.note.includes('%')
    const hours = near(e.quantity, labor, 0.00001) || (single && near(e.quantity, machine, 0.00001))
    const amount = !single || !e.sameRate || near(e.amount, multiply(4, e.quantity, e.rate), 0.001)
    return hours && amount
      ? []
      : [`Time log ${e.id}: ${e.quantity} h of ${e.element} for ${e.amount}, but it bears ${e.minutes} min.`]
  })
}

/** Clocked time of people whose hour costs something, without an entry. */
const unposted = (db: Db) =>
  faultsOf(
    db,
    sql`select 'Time log ' || t.id || ': ' || t.minutes || ' min cost nothing.' as fault from time_logs t join employees e on e.id = t.employee_id join labor_grades g on g.id = e.labor_grade_id
      where t.ended_at is not null and not t.voided and t.minutes > 0 and round(t.minutes / 60 * g.rate_per_hour, 4) > 0 and not exists (select from cost_entries c where c.source = 'timeLog' and c.source_id = t.id)
        and not exists (select from cost_entries c join time_corrections k on k.id = c.source_id where c.source = 'correction' and k.time_log_id = t.id) order by t.id`,
  )

/** Entries whose fact is not there, or that name another work order's job. */
const strays = (db: Db) =>
  faultsOf(
    db,
    sql`select 'Entry ' || c.id || ': no ' || c.source || ' ' || c.source_id || '.' as fault from cost_entries c
      where (c.source = 'timeLog' and not exists (select from time_logs t where t.id = c.source_id and t.work_order_id = c.work_order_id and t.ended_at is not null))
        or (c.source = 'correction' and not exists (select from time_corrections k join time_logs t on t.id = k.time_log_id where k.id = c.source_id and t.work_order_id = c.work_order_id))
        or (c.source = 'charge' and not exists (select from charges h where h.id = c.source_id and h.job_id = c.job_id and h.element = c.element))
        or (c.source in ('serviceReceipt', 'serviceReversal') and not exists (select from receipt_lines x where x.id = c.source_id and x.move_id is null))
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
const unsettled = (db: Db) =>
  faultsOf(
    db,
    sql`select p.number || ': ' || p.amount || ' in process of a closed job.' as fault from ${inProcess} p join jobs j on j.id = p.job_id where j.status = 'closed' and p.amount <> 0 order by p.number`,
  )

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
  const differ = (what: string, a: number, b: number) =>
    round(a - b, 4) === 0 ? [] : [`${what}: ${a} on the account, ${b} there.`]
  return [
    ...differ('All accounts', sum(books.map((b) => b.balance)), 0),
    ...differ('Work in process', of('workInProcess'), worth?.process ?? 0),
    ...differ('Inventory', of('inventory'), worth?.inventory ?? 0),
    ...differ('Awaiting test', of('awaitingTest'), worth?.awaiting ?? 0),
  ]
}
