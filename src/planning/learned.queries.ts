import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import { row, rowsOf } from '../core/rows.ts'
import type { Learned } from './learned.model.ts'
import { type LearnedFacts, learnedOf } from './learned.rules.ts'

const Found = z.object({
  id: row.id,
  name: row.text,
  count: row.number,
  estimated: row.number,
  actual: row.number,
  current: row.number,
})

/**
 * Inside operations done in the last year on which time was reported, estimated as the masters say now: what was estimated otherwise, by an
 * older method or one tailored to its job, says nothing of the estimate that stands, and would correct it again and again. People's minutes against people's minutes: run times
 * count for each of the crew.
 */
const doneOperations = (now: string) => sql`
  select o.work_center_id, m.id as master_id, p.setup_minutes as actual_setup, p.run_minutes as actual_run,
         o.setup_minutes * greatest(1, o.crew) as setup, o.run_minutes * (p.good_quantity + p.scrap_quantity) * least(100, o.attended_percent) / 100 * greatest(1, o.crew) as run
    from operation_progress p join method_operations o on o.id = p.operation_id join work_orders w on w.id = p.work_order_id
    left join methods t on t.item_id = w.item_id and t.owner = 'item'
    left join method_operations m on m.method_id = t.id and m.sequence = o.sequence and m.work_center_id = o.work_center_id
   where p.done and p.done_at > ${now}::timestamptz - interval '365 days' and o.kind = 'inside' and p.run_minutes > 0
     and (m.id is null or m.run_minutes = o.run_minutes)`

/** Work centers: all reported time against what the methods say at the work center's efficiency. */
const workCenters = (db: Db, now: string) =>
  rowsOf(
    db,
    sql`select c.id, c.code || ' ' || c.name as name, c.efficiency_percent as current, count(*) as count, sum(d.actual_setup + d.actual_run) as actual,
        sum((case when d.actual_setup > 0 then d.setup else 0 end + d.run) * 100 / c.efficiency_percent) as estimated
      from (${doneOperations(now)}) d join work_centers c on c.id = d.work_center_id
      where c.efficiency_percent > 0 and not c.archived group by c.id having sum(d.run) > 0 order by c.code`,
    Found,
  )

/** Operations of the item's own method: run time for one piece, with the work center whose efficiency they share. */
const operations = (db: Db, now: string) =>
  rowsOf(
    db,
    sql`select m.id, i.number || '/' || m.sequence || ' ' || m.name as name, m.run_minutes as current, m.work_center_id as "centerId", count(*) as count, sum(d.actual_run) as actual,
        sum(d.run * 100 / greatest(1, c.efficiency_percent)) as estimated
      from (${doneOperations(now)}) d join method_operations m on m.id = d.master_id
      join methods t on t.id = m.method_id join items i on i.id = t.item_id
      join work_centers c on c.id = m.work_center_id
      where m.run_minutes > 0 group by m.id, i.number having sum(d.run) > 0 order by i.number, m.sequence`,
    Found.extend({ centerId: row.id }),
  )

/** Vendors: days from the sending to the return of all, against the day first agreed to. */
const vendors = (db: Db, now: string) =>
  rowsOf(
    db,
    sql`select v.id, v.name, v.lead_days as current, count(*) as count, sum(greatest(0.5, extract(epoch from d.returned_at - d.sent_at) / 86400)) as actual,
        sum(greatest(1, d.first_due_on - d.sent_at::date)) as estimated
      from dispatches d join parties v on v.id = d.vendor_id
      where d.returned_at > ${now}::timestamptz - interval '365 days' and d.sent_at is not null and v.lead_days > 0 group by v.id order by v.name`,
    Found,
  )

/** Real against estimated times of the last year, with what they suggest for the masters. Nothing is written. */
export async function learnedTimes(db: Db, now: string): Promise<Learned[]> {
  const of = (kind: Learned['kind'], found: readonly LearnedFacts[]) => found.map((f) => learnedOf(kind, f))
  const centers = of('workCenter', await workCenters(db, now))
  const shared = new Map(centers.map((c) => [c.id, c.shrunk]))
  // What all work of a work center has in common is its efficiency; an operation is told only by what it differs from that.
  const own = (await operations(db, now)).map((o) => ({ ...o, estimated: o.estimated * (shared.get(o.centerId) ?? 1) }))
  return [...centers, ...of('vendor', await vendors(db, now)), ...of('operation', own)]
}
