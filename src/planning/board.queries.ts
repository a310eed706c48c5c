import { desc, sql } from 'drizzle-orm'
import { z } from 'zod'
import { getCompany } from '../core/company.queries.ts'
import type { Db } from '../core/ctx.ts'
import { unless } from '../core/refusal.ts'
import { row, rowsOf } from '../core/rows.ts'
import type { Calendar } from '../engines/scheduling/problem.model.ts'
import { lateDaysOf, materialOf, neighborsOf } from './bar.rules.ts'
import type { Board, BoardResource } from './board.contract.ts'
import type { Bar, PlanTotals } from './board.model.ts'
import { planActs, planOperations } from './plan.tables.ts'
import { adjusted } from './planCalendar.rules.ts'
import { minutesOf } from './planDay.rules.ts'
import {
  type CenterTimeFacts,
  type PlanFacts,
  resourcesOf,
  type StepFacts,
  vendorKey,
  type WorkFacts,
} from './planFacts.model.ts'
import { keptOf, planFacts } from './planFacts.queries.ts'
import { keysOf, type ShopIndex, shopIndex } from './planShop.rules.ts'
import { instantOf } from './planTotals.rules.ts'
import { getPlanState, staleSince } from './stale.queries.ts'

type Span = { from: number; to: number }
const told = ({ from, to }: Span) => ({ from: instantOf(from), to: instantOf(to) })

/** What of [from, to) is in no window. */
export function gapsOf(windows: readonly Span[], { from, to }: Span): Span[] {
  const gaps: Span[] = []
  let at = from
  for (const w of windows) {
    if (w.to <= from || w.from >= to) continue
    if (w.from > at) gaps.push({ from: at, to: w.from })
    at = Math.max(at, w.to)
  }
  if (at < to) gaps.push({ from: at, to })
  return gaps
}

const within = (t: Span, window: Span): Span[] =>
  t.to > window.from && t.from < window.to
    ? [{ from: Math.max(t.from, window.from), to: Math.min(t.to, window.to) }]
    : []

function resourceRows(facts: PlanFacts, window: Span): BoardResource[] {
  const calendars = new Map(facts.calendars.map((c) => [c.id, c]))
  const named = (times: readonly CenterTimeFacts[], kind: CenterTimeFacts['kind']) =>
    times
      .filter((t) => t.kind === kind)
      .flatMap((t) => within(t, window).map((s) => ({ ...told(s), id: t.id, reason: t.reason })))
  const inside = facts.centers.flatMap((c) =>
    resourcesOf(c).map((r): BoardResource => {
      const times = facts.times.filter(
        (t) => t.workCenterId === c.id && (t.machineId === null || r.key === `m${t.machineId}`),
      )
      const windows = adjusted(calendars.get(c.calendarId)?.windows ?? [], times)
      return {
        ...r,
        workCenterId: c.id,
        workCenter: c.code,
        closed: gapsOf(windows, window).map(told),
        unattended: windows
          .filter((w) => !w.attended)
          .flatMap((w) => within(w, window))
          .map(told),
        down: named(times, 'down'),
        overtime: named(times, 'overtime'),
      }
    }),
  )
  const vendors = [{ id: 0, name: '', capacity: null }, ...facts.vendors].map(
    (v): BoardResource => ({
      key: vendorKey(v.id),
      code: '',
      name: v.name,
      workCenterId: null,
      workCenter: '',
      lanes: v.capacity ?? 0,
      closed: [],
      unattended: [],
      down: [],
      overtime: [],
    }),
  )
  return [...inside, ...vendors]
}

const peopleRows = (facts: PlanFacts, window: Span): Board['people'] => {
  const calendars = new Map<number, Calendar>(facts.calendars.map((c) => [c.id, c]))
  return facts.people.map((p) => {
    const overtime = facts.times.filter((t) => t.kind === 'overtime' && p.centerIds.includes(t.workCenterId))
    const windows = p.calendarId === null ? [] : adjusted(calendars.get(p.calendarId)?.windows ?? [], overtime)
    return {
      id: p.id,
      number: p.number,
      name: p.name,
      workCenterIds: [...p.centerIds],
      closed: p.calendarId === null ? [] : gapsOf(windows, window).map(told),
    }
  })
}

type PlanRow = typeof planOperations.$inferSelect
type Found = { work: WorkFacts; step: StepFacts }

function barOf(
  r: PlanRow,
  found: Found,
  late: ReadonlyMap<number, number>,
  shop: ShopIndex,
  near: ReturnType<typeof neighborsOf>,
): Bar {
  const { work: w, step: s } = found
  return {
    key: r.key,
    operationId: s.id > 0 ? s.id : null,
    part: r.part,
    workOrderId: r.workOrderId,
    jobId: w.jobId,
    operation: `${w.number}/${s.sequence}`,
    name: s.name,
    kind: s.kind,
    job: w.job,
    customers: w.customers,
    item: w.item,
    quantity: r.quantity,
    resource: keptOf(r).resource,
    lane: r.lane,
    personIds: r.personIds,
    state: s.running || s.atVendor ? 'running' : r.holdId === null ? 'planned' : 'held',
    startAt: r.startAt ?? '',
    setupEndAt: r.setupEndAt ?? r.startAt ?? '',
    endAt: r.endAt ?? '',
    pinned: s.choice?.startAt != null,
    bound: s.choice?.resource != null,
    frozen: minutesOf(r.startAt ?? '') < shop.frozenUntil,
    rush: w.rush,
    dueOn: w.dueOn,
    lateDays: late.get(w.topId) ?? 0,
    material: materialOf(s),
    reasonCode: r.reasonCode,
    reason: r.reason,
    waitsForId: r.waitsForId,
    previousIds: (near.get(s.id)?.previous ?? []).filter((id) => id > 0),
    nextIds: (near.get(s.id)?.next ?? []).filter((id) => id > 0),
    alternatives: keysOf(shop, s),
  }
}

const Done = z.object({
  operationId: row.id,
  workOrderId: row.id,
  jobId: row.id,
  operation: row.text,
  name: row.text,
  kind: z.enum(['inside', 'outside']),
  job: row.text,
  item: row.text,
  quantity: row.number,
  dueOn: row.day,
  rush: row.flag,
  startAt: row.instant,
  endAt: row.instant,
  machineId: row.id.nullable(),
  workCenterId: row.id.nullable(),
  vendorId: row.id.nullable(),
})

/** What was done in the window, where it was done as far as the clock said. */
async function doneBars(db: Db, from: string, to: string, shop: ShopIndex): Promise<Bar[]> {
  const rows = await rowsOf(
    db,
    sql`select p.operation_id as "operationId", w.id as "workOrderId", j.id as "jobId", w.number || '/' || o.sequence as operation, o.name, o.kind,
        j.number as job, i.number as item, p.good_quantity as quantity, w.due_on as "dueOn", j.priority = 'rush' as rush,
        p.started_at as "startAt", p.done_at as "endAt", l.machine_id as "machineId", coalesce(l.work_center_id, o.work_center_id) as "workCenterId", o.supplier_id as "vendorId"
      from operation_progress p join work_orders w on w.id = p.work_order_id join jobs j on j.id = w.job_id join items i on i.id = w.item_id
      join method_operations o on o.id = p.operation_id
      left join lateral (select machine_id, work_center_id from time_logs t where t.operation_id = o.id and not t.voided order by t.id desc limit 1) l on true
      where p.done and p.started_at is not null and p.done_at is not null and p.started_at < ${to} and p.done_at > ${from} order by p.started_at limit 5000`,
    Done,
  )
  return rows.map(({ machineId, workCenterId, vendorId, ...r }) => {
    const machine = machineId !== null && shop.centerOf.has(`m${machineId}`) ? `m${machineId}` : undefined
    const resource =
      r.kind === 'outside'
        ? vendorKey(vendorId)
        : (machine ?? shop.resources.get(workCenterId ?? -1)?.[0] ?? `c${workCenterId ?? 0}`)
    return {
      ...r,
      key: String(r.operationId),
      part: 0,
      customers: '',
      resource,
      lane: 0,
      personIds: [],
      state: 'done',
      setupEndAt: r.startAt,
      pinned: false,
      bound: false,
      frozen: false,
      lateDays: 0,
      material: 'none',
      reasonCode: 'none',
      reason: '',
      waitsForId: null,
      previousIds: [],
      nextIds: [],
      alternatives: [],
    }
  })
}

const noTotals: PlanTotals = {
  lateJobs: 0,
  lateDays: 0,
  lateMoney: 0,
  setupHours: 0,
  workInProgressMoney: 0,
  earlyMoney: 0,
  overtimeHours: 0,
  overtimeMoney: 0,
  outsideMoney: 0,
  unplaced: 0,
  endAt: null,
  money: 0,
}

/** How late each family comes by the stored plan, in days. */
function lateness(rows: readonly PlanRow[], steps: ReadonlyMap<string, Found>): Map<number, number> {
  const late = new Map<number, number>()
  for (const r of rows) {
    const work = steps.get(r.holdId === null ? String(r.operationId) : r.key.split('.', 2).join('.'))?.work
    if (!work || r.endAt === null) continue
    const days = lateDaysOf(Math.max(0, minutesOf(r.endAt) - work.dueAt))
    if (days > (late.get(work.topId) ?? 0)) late.set(work.topId, days)
  }
  return late
}

/** The last acts that may be taken back and done again. */
export async function undoState(db: Db): Promise<{ undo: Board['undo']; redo: Board['redo'] }> {
  const acts = await db.select().from(planActs).orderBy(desc(planActs.id)).limit(100)
  const last = acts.find((a) => !a.undone)
  // Only what was undone since the last act may be done again, the one undone last first.
  const again = acts.filter((a) => a.undone && (!last || a.id > last.id)).at(-1)
  const brief = (a: (typeof acts)[number] | undefined) =>
    a ? { id: a.id, at: a.at, by: a.by, summary: a.summary } : null
  return { undo: brief(last), redo: brief(again) }
}

/** The board between two instants: the stored plan, and what was done. */
export async function boardWindow(
  db: Db,
  now: string,
  { from, to }: { from: string; to: string },
): Promise<Board & { totals: PlanTotals }> {
  const window = { from: minutesOf(from), to: minutesOf(to) }
  unless(
    window.to <= window.from || window.to - window.from > 366 * 1440
      ? [{ code: 'board.window', message: 'Show from one minute to one year.' }]
      : [],
  )
  const company = await getCompany(db)
  const { facts } = await planFacts(db, now)
  const shop = shopIndex(facts)
  const rows = await db.select().from(planOperations).orderBy(planOperations.startAt)
  const steps = stepsByKey(facts)
  const state = await getPlanState(db)
  const late = lateness(rows, steps)
  const near = neighborsOf(facts.work)
  const shown = rows.flatMap((r) => {
    const found = steps.get(r.holdId === null ? String(r.operationId) : r.key)
    return found ? [{ r, found }] : []
  })
  return {
    version: state.version,
    plannedAt: state.plannedAt,
    now,
    frozenUntil: instantOf(shop.frozenUntil),
    from,
    to,
    timeZone: company.timeZone,
    currency: company.currency,
    ...(await staleSince(db)),
    totals: state.totals ?? noTotals,
    resources: resourceRows(facts, window),
    people: peopleRows(facts, window),
    bars: [
      ...(await doneBars(db, from, to, shop)),
      ...shown
        .filter(({ r }) => r.startAt !== null && r.startAt < to && (r.endAt ?? '') > from)
        .map(({ r, found }) => barOf(r, found, late, shop, near)),
    ],
    unplaced: shown.flatMap(({ r, found: { work: w, step: s } }) =>
      r.startAt !== null || r.holdId !== null || w.jobId === null || w.held
        ? []
        : [
            {
              operationId: s.id,
              operation: `${w.number}/${s.sequence}`,
              name: s.name,
              jobId: w.jobId,
              job: w.job,
              reason: r.reason,
            },
          ],
    ),
    ...(await undoState(db)),
  }
}

/** Steps by the key of their first row. */
function stepsByKey(facts: PlanFacts): Map<string, Found> {
  const keyed = new Map<string, Found>()
  for (const work of facts.work)
    for (const [i, step] of work.steps.entries())
      keyed.set(work.holdId === null ? String(step.id) : `h${work.holdId}.${holdOrder(facts, work, i)}`, { work, step })
  return keyed
}

/** The n-th step of a held slot over all its levels. */
const holdOrder = (facts: PlanFacts, work: WorkFacts, i: number): number =>
  facts.work.filter((w) => w.holdId === work.holdId && w.id > work.id).reduce((n, w) => n + w.steps.length, i)
