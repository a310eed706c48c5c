import { and, eq, lt, sql } from 'drizzle-orm'
import { z } from 'zod'
import { dayAt, getCompany } from '../core/company.queries.ts'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { row, rowsOf } from '../core/rows.ts'
import { enqueue } from '../core/task.ts'
import type { PlanTotals } from './board.model.ts'
import { type PlaceKept, planState, promiseHolds } from './plan.tables.ts'
import { dayOfMinutes, minutesOf } from './planDay.rules.ts'
import type { PlanFacts, StepFacts } from './planFacts.model.ts'
import { type OpenWork, placesKept, planFacts } from './planFacts.queries.ts'
import { asWritten, foreseen, marksWithOwn } from './planForeseen.commands.ts'
import type { SolvedPlan } from './planProblem.rules.ts'
import { keptPlan } from './planSolved.queries.ts'
import { type PlanRow, rowsOf as rowsOfPlan, storeRows } from './planStore.commands.ts'
import { totalsOf } from './planTotals.rules.ts'
import { getPlanState, type Marks, marksOf } from './stale.queries.ts'

export type PlanResult = { operations: number; unplaced: number; lateJobs: number }
export type Planned = PlanResult & {
  version: number
  plan: SolvedPlan
  before: PlanRow[]
  rows: PlanRow[]
  totals: PlanTotals
}

/** What the plan says of each open job and order line: the day the last of its work orders is done; null when one has no place. */
function projections(work: readonly OpenWork[], completion: ReadonlyMap<number, number | null>, zone: string) {
  const days = { jobs: new Map<number, string | null>(), lines: new Map<number, string | null>() }
  const later = (into: Map<number, string | null>, key: number, day: string | null) => {
    const before = into.get(key)
    into.set(key, before === null || day === null ? null : before !== undefined && before > day ? before : day)
  }
  for (const { workOrder: w, job } of work) {
    const end = completion.get(w.id)
    if (end === undefined) continue // below another: its family's top says it
    const day = end === null ? null : dayOfMinutes(end, zone)
    later(days.jobs, job.id, day)
    if (w.salesOrderLineId !== null) later(days.lines, w.salesOrderLineId, day)
  }
  return days
}

/** When each family is done; null when a part of it has no place. */
function completions({ facts, answer, homeless }: SolvedPlan): Map<number, number | null> {
  const tops = new Map(facts.work.map((w) => [w.id, w.topId]))
  const stuck = new Set(homeless.map((h) => tops.get(h.workOrderId)))
  return new Map(answer.jobs.map((j) => [j.jobId, stuck.has(j.jobId) ? null : j.completion]))
}

type Days = ReadonlyMap<number, string | null>

/**
 * Writes the day that the plan gives to each record, and answers how many were left out because somebody is at work on them: the plan never
 * waits for a record of others while it holds some, so no report from the floor waits for it in a circle.
 */
async function storeDays(tx: Ctx, table: string, days: Days): Promise<number> {
  if (days.size === 0) return 0
  const records = sql.identifier(table)
  const [left] = await rowsOf(
    tx.db,
    sql`with wanted as (select * from unnest(${sql.param([...days.keys()])}::int8[], ${sql.param([...days.values()])}::date[]) as w (id, day)),
      other as (select r.id, w.day from ${records} r join wanted w on w.id = r.id where r.projected_on is distinct from w.day),
      free as (select r.id from ${records} r where r.id in (select id from other) order by r.id for no key update skip locked),
      stored as (update ${records} r set projected_on = o.day from other o join free f on f.id = o.id where r.id = o.id returning r.id)
      select (select count(*) from other) - (select count(*) from stored) as count`,
    z.object({ count: row.number }),
  )
  return left?.count ?? 0
}

/** Writes the plan's days on jobs, order lines and held slots; counts the jobs that come late, and the records that somebody is at work on. */
async function storeProjections(tx: Ctx, plan: SolvedPlan, work: readonly OpenWork[]) {
  const completion = completions(plan)
  const projected = projections(work, completion, plan.facts.zone)
  let lateJobs = 0
  const known = new Map(work.map((w) => [w.job.id, w.job]))
  for (const [id, day] of projected.jobs) {
    const job = known.get(id)
    if (day !== null && job && day > job.dueOn) lateJobs += 1
  }
  const holds = new Map<number, string | null>()
  for (const w of plan.facts.work) {
    if (w.holdId === null || w.id !== w.topId) continue
    const end = completion.get(w.id) ?? null
    holds.set(w.holdId, end === null ? null : dayOfMinutes(end, plan.facts.zone))
  }
  const left =
    (await storeDays(tx, 'jobs', projected.jobs)) +
    (await storeDays(tx, 'sales_order_lines', projected.lines)) +
    (await storeDays(tx, 'promise_holds', holds))
  return { lateJobs, left }
}

/** The same work where other places say it stood: what an undo, a queue and an accepted search plan from. */
export function withPlaces(facts: PlanFacts, places: readonly PlaceKept[]): PlanFacts {
  const known = new Map(places.map((p) => [p.key, p]))
  const kept = (s: StepFacts): StepFacts['kept'] => {
    const place = known.get(String(s.id))
    if (!place) return s.kept
    if (place.startAt === null) return null
    const resource =
      place.machineId !== null
        ? `m${place.machineId}`
        : place.workCenterId !== null
          ? `c${place.workCenterId}`
          : `v${s.vendorId ?? 0}`
    return { startAt: minutesOf(place.startAt), resource }
  }
  return { ...facts, work: facts.work.map((w) => ({ ...w, steps: w.steps.map((s) => ({ ...s, kept: kept(s) })) })) }
}

/**
 * Slots whose work is in a job now are used: the job's operations take over their places. The levels of a hold and of the work
 * orders come from the same method in the same order, so the n-th step is the n-th operation.
 */
async function spendHolds(tx: Ctx): Promise<PlaceKept[]> {
  const used = await rowsOf(
    tx.db,
    sql`select h.id as "holdId", o.id as "operationId", row_number() over (partition by h.id order by w.id, o.sequence) - 1 as n
      from promise_holds h
      join sales_order_lines l on l.id = h.sales_order_line_id or l.quotation_line_id = h.quotation_line_id
      join work_orders w on w.sales_order_line_id = l.id join method_operations o on o.method_id = w.method_id
      where h.state = 'held'`,
    z.object({ holdId: row.id, operationId: row.id, n: row.number }),
  )
  if (used.length === 0) return []
  const places = new Map((await placesKept(tx.db)).map((p) => [p.key, p]))
  for (const id of new Set(used.map((u) => u.holdId)))
    await tx.db.update(promiseHolds).set({ state: 'used' }).where(eq(promiseHolds.id, id))
  return used.flatMap((u) => {
    const p = places.get(`h${u.holdId}.${u.n}`)
    return p
      ? [{ key: String(u.operationId), startAt: p.startAt, machineId: p.machineId, workCenterId: p.workCenterId }]
      : []
  })
}

/** Holds whose days are over give their slots back. */
export const expireHolds = (ctx: Ctx): Promise<number> =>
  inTransaction(ctx, async (tx) => {
    const { timeZone } = await getCompany(tx.db)
    const over = await tx.db
      .update(promiseHolds)
      .set({ state: 'expired' })
      .where(and(eq(promiseHolds.state, 'held'), lt(promiseHolds.heldUntil, dayAt(tx.now, timeZone))))
      .returning({ id: promiseHolds.id })
    return over.length
  })

const soon = ({ now }: Ctx) => new Date(Date.parse(now) + 2000).toISOString()

/** One plan at a time, over all servers and workers. */
export const lockPlan = async (tx: Ctx): Promise<void> =>
  void (await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext('plan'))`))

/** What is to be written with the plan that is made for it. */
export type Writing<T> = {
  /** Done twice: once to see what it means, which is taken back, and once for good. */
  write: (tx: Ctx) => Promise<T>
  /** Throws when the plan that the write leads to must not be. */
  check?: (plan: SolvedPlan) => void
  /** The jobs that the write makes, in order. */
  jobsOf?: (written: T) => readonly number[]
}

/** Makes a plan, then writes, so that nothing that is written is locked while the plan is made. */
async function madePlan<T>(tx: Ctx, places: readonly PlaceKept[], judged: boolean, writing: Writing<T>) {
  const { write, check, jobsOf = () => [] } = writing
  const marks = await marksOf(tx.db)
  const seen = await foreseen(tx, write)
  const solved = await keptPlan(withPlaces(seen.loaded.facts, places), judged)
  check?.(solved)
  const written = await write(tx)
  const now = jobsOf(written)
  const jobs = new Map(jobsOf(seen.written).map((id, n) => [id, now[n] ?? id]))
  const { plan, open } = await asWritten(tx, solved, seen.loaded.work, jobs)
  return { written, plan, work: open, marks: await marksWithOwn(tx, marks) }
}

/**
 * Plans within the caller's transaction, which has locked the plan and no other record that people on the floor write. Places given go
 * before those of the plan before.
 */
export async function planWith<T>(
  tx: Ctx,
  writing: Writing<T>,
  places: readonly PlaceKept[] = [],
  judged = false,
): Promise<Planned & { written: T }> {
  const taken = await spendHolds(tx)
  const before = await placesKept(tx.db)
  const { written, plan, work, marks } = await madePlan(tx, [...taken, ...places], judged, writing)
  return { written, ...(await storePlan(tx, plan, work, before, marks)) }
}

/** Plans the work as it stands, within the caller's transaction, which has locked the plan. */
export async function planAnew(tx: Ctx, places: readonly PlaceKept[] = []): Promise<Planned> {
  const taken = await spendHolds(tx)
  const marks = await marksOf(tx.db)
  const { facts, work } = await planFacts(tx.db, tx.now)
  const before = await placesKept(tx.db)
  const plan = await keptPlan(withPlaces(facts, [...taken, ...places]))
  return storePlan(tx, plan, work, before, marks)
}

async function storePlan(
  tx: Ctx,
  plan: SolvedPlan,
  work: readonly OpenWork[],
  before: PlanRow[],
  marks: Marks,
): Promise<Planned> {
  const rows = rowsOfPlan(plan)
  const begun = await storeRows(tx, rows)
  const { lateJobs, left } = await storeProjections(tx, plan, work)
  // Whoever was at work on a record when its day was to be written is done in a moment.
  if (begun + left > 0) await enqueue(tx, 'replan', {}, { key: 'replan', runAt: soon(tx), keepRunAt: true })
  const totals = totalsOf(plan.facts, plan.answer)
  const version = (await getPlanState(tx.db)).version + 1
  const state = { version, plannedAt: tx.now, ...marks, totals }
  await tx.db.insert(planState).values(state).onConflictDoUpdate({ target: planState.only, set: state })
  // Said at commit, from whichever process this is: boards that are open read the new plan.
  await tx.db.execute(sql`select pg_notify('fettle_changes', 'planning')`)
  return {
    operations: rows.filter((r) => r.part === 0 && r.holdId === null).length,
    unplaced: rows.filter((r) => r.startAt === null && r.holdId === null).length,
    lateJobs,
    version,
    plan,
    before,
    rows,
    totals,
  }
}

/** Plans all open work anew from now on, in the order that is there, and says what that means for jobs and order lines. */
export const replan = (ctx: Ctx): Promise<PlanResult> =>
  inTransaction(ctx, async (tx) => {
    await lockPlan(tx)
    const { operations, unplaced, lateJobs } = await planAnew(tx)
    return { operations, unplaced, lateJobs }
  })
