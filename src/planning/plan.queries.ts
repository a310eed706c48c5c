import { eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { items } from '../catalog/item.tables.ts'
import { methodMaterials, operationAlternates } from '../catalog/method.tables.ts'
import { dayAt, getCompany } from '../core/company.queries.ts'
import type { Db } from '../core/ctx.ts'
import { row, rowsOf } from '../core/rows.ts'
import { operationsOf, type WorkOrderOperation } from '../jobs/job.queries.ts'
import { startQuantity } from '../jobs/job.rules.ts'
import { jobs, workOrders } from '../jobs/job.tables.ts'
import { parties } from '../parties/party.tables.ts'
import { calendarTimes } from '../plant/calendar.queries.ts'
import { workingIntervals } from '../plant/calendar.rules.ts'
import { workCenters } from '../plant/plant.tables.ts'
import { type NettedLine, netAll } from '../purchasing/netting.queries.ts'
import { completeOn } from '../purchasing/netting.rules.ts'
import { addDays } from '../purchasing/purchase.rules.ts'
import { sourcesOf } from '../purchasing/shortage.queries.ts'
import { instantOfDay } from './planDay.rules.ts'
import type { PlanFacts, StepFacts, WorkFacts } from './plan.rules.ts'

const minute = 60_000
const dayMinutes = 1440
/** How far the plan looks ahead. */
const horizonDays = 366
const rushWeight = 5

export const minutesOf = (instant: string): number => Date.parse(instant) / minute
const among = (ids: readonly number[]) => sql.join(ids.map((id) => sql`${id}`), sql`, `)

const openWork = (db: Db) =>
  db
    .select({ workOrder: workOrders, job: jobs, item: items.number, usedAt: methodMaterials.operationSequence })
    .from(workOrders)
    .innerJoin(jobs, eq(jobs.id, workOrders.jobId))
    .innerJoin(items, eq(items.id, workOrders.itemId))
    .leftJoin(methodMaterials, eq(methodMaterials.id, workOrders.parentMaterialId))
    .where(inArray(workOrders.status, ['planned', 'released', 'started']))
    .orderBy(workOrders.id)
export type OpenWork = Awaited<ReturnType<typeof openWork>>[number]

async function runningSince(db: Db): Promise<Map<number, string>> {
  const rows = await rowsOf(db, sql`select operation_id as id, min(started_at) as at from time_logs where ended_at is null and not voided and operation_id is not null group by operation_id`, z.object({ id: row.id, at: row.instant }))
  return new Map(rows.map((r) => [r.id, r.at]))
}

async function backFromVendor(db: Db): Promise<Map<number, string>> {
  const rows = await rowsOf(
    db,
    sql`select l.operation_id as id, max(d.due_on)::text as day from dispatch_lines l join dispatches d on d.id = l.dispatch_id
      where d.status = 'sent' and l.quantity > l.good_quantity + l.rejected_quantity + l.lost_quantity group by l.operation_id`,
    z.object({ id: row.id, day: row.day }),
  )
  return new Map(rows.map((r) => [r.id, r.day]))
}

type Wait = { readyAt: number; reason: string }

/** By material line: when its last piece is there, for those that are not. What nobody has ordered takes its supplier's days. */
async function waitsFor(db: Db, netted: readonly NettedLine[], today: string, zone: string): Promise<Map<number, Wait>> {
  const waiting = netted.filter((n) => n.short > 0 || n.expected.length > 0)
  const sources = await sourcesOf(db, [...new Set(waiting.map((n) => n.itemId))])
  return new Map(
    waiting.map((n) => {
      const complete = completeOn(n)
      const day = complete || addDays(today, sources.get(n.itemId)?.leadDays ?? 0)
      const reason = complete ? `${n.line.item} is expected on ${day}.` : `${n.short} ${n.line.unit} of ${n.line.item} are short; ordered today they would come on ${day}.`
      return [n.materialId, { readyAt: minutesOf(instantOfDay(day, zone)), reason }]
    }),
  )
}

/** Everything that a plan is made from. */
export async function planFacts(db: Db, now: string): Promise<{ facts: PlanFacts; work: OpenWork[]; zone: string; codes: Map<number, string> }> {
  const { timeZone: zone } = await getCompany(db)
  const work = await openWork(db)
  const ids = work.map((w) => w.workOrder.id)
  const operations = Map.groupBy(await operationsOf(db, ids), (o) => o.workOrderId)
  const centers = await db.select().from(workCenters).where(eq(workCenters.archived, false))
  const horizon = new Date(Date.parse(now) + horizonDays * dayMinutes * minute).toISOString()
  const times = await calendarTimes(db, centers.map((c) => c.calendarId))
  const { today, netted } = await netAll(db, now)
  const known: Known = {
    now: minutesOf(now),
    today,
    zone,
    running: await runningSince(db),
    backOn: await backFromVendor(db),
    vendorDays: new Map((await db.select({ id: parties.id, leadDays: parties.leadDays }).from(parties)).map((p) => [p.id, p.leadDays])),
    alternates: Map.groupBy(await db.select().from(operationAlternates), (a) => a.operationId),
    waits: await waitsFor(db, netted, today, zone),
    lines: Map.groupBy(ids.length === 0 ? [] : await rowsOf(db, sql`select w.id as "workOrderId", m.id, m.operation_sequence as sequence from work_orders w join method_materials m on m.method_id = w.method_id where w.id in (${among(ids)})`, z.object({ workOrderId: row.id, id: row.id, sequence: row.number.nullable() })), (l) => l.workOrderId),
  }
  const calendars = [...times].map(([id, t]) => ({ id, windows: workingIntervals(t, zone, now, horizon).map((i) => ({ from: minutesOf(i.from), to: minutesOf(i.to), attended: i.attended })) }))
  return { facts: { start: known.now, centers, calendars, work: work.map((w) => workFacts(w, work, operations.get(w.workOrder.id) ?? [], known)) }, work, zone, codes: new Map(centers.map((c) => [c.id, c.code])) }
}

type Known = {
  now: number
  today: string
  zone: string
  running: ReadonlyMap<number, string>
  backOn: ReadonlyMap<number, string>
  vendorDays: ReadonlyMap<number, number>
  alternates: ReadonlyMap<number, readonly { workCenterId: number }[]>
  waits: ReadonlyMap<number, Wait>
  lines: ReadonlyMap<number, readonly { id: number; sequence: number | null }[]>
}

function topOf(w: OpenWork['workOrder'], work: readonly OpenWork[]): number {
  const seen = new Set<number>()
  let at = w
  while (at.parentId !== null && !seen.has(at.id)) {
    seen.add(at.id)
    const parent = work.find((x) => x.workOrder.id === at.parentId)?.workOrder
    if (!parent) break
    at = parent
  }
  return at.id
}

function workFacts({ workOrder: w, job, usedAt }: OpenWork, work: readonly OpenWork[], all: readonly WorkOrderOperation[], known: Known): WorkFacts {
  const top = work.find((x) => x.workOrder.id === topOf(w, work))?.workOrder ?? w
  const started = startQuantity(w.quantity, all.map((o) => o.operation.scrapPercent))
  const open = all.filter((o) => !o.progress?.done)
  return {
    id: w.id,
    number: w.number,
    topId: top.id,
    parentId: w.parentId,
    usedAtSequence: usedAt,
    dueAt: minutesOf(instantOfDay(addDays(top.dueOn, 1), known.zone)),
    weight: job.priority === 'rush' ? rushWeight : 1,
    held: job.holdReason !== '',
    steps: open.map((o, i) => stepFacts(o, started, materialWait(w.id, o, i === 0, all, known), known)),
  }
}

/** The last material that an operation waits for; the first open operation also waits for what earlier ones did not get. */
function materialWait(workOrderId: number, o: WorkOrderOperation, first: boolean, all: readonly WorkOrderOperation[], known: Known): Wait | undefined {
  const firstSequence = all[0]?.operation.sequence ?? 0
  const lines = (known.lines.get(workOrderId) ?? []).filter((l) => {
    const at = l.sequence ?? firstSequence
    return first ? at <= o.operation.sequence : at === o.operation.sequence
  })
  return lines.flatMap((l) => known.waits.get(l.id) ?? []).sort((a, b) => b.readyAt - a.readyAt)[0]
}

function stepFacts({ operation: o, progress: p }: WorkOrderOperation, started: number, wait: Wait | undefined, known: Known): StepFacts {
  const left = Math.max(0, started - (p?.goodQuantity ?? 0) - (p?.scrapQuantity ?? 0))
  const since = known.running.get(o.id)
  const back = known.backOn.get(o.id)
  const days = o.leadDays || (o.supplierId === null ? 0 : (known.vendorDays.get(o.supplierId) ?? 0))
  return {
    id: o.id,
    sequence: o.sequence,
    name: o.name,
    kind: o.kind,
    workCenterIds: [...(o.workCenterId === null ? [] : [o.workCenterId]), ...(known.alternates.get(o.id) ?? []).map((a) => a.workCenterId)],
    setupMinutes: (p?.setupMinutes ?? 0) > 0 ? 0 : o.setupMinutes,
    runMinutesLeft: o.runMinutes * left,
    attendedPercent: o.attendedPercent,
    quantityLeft: left,
    overlapQuantity: o.overlapQuantity,
    outsideMinutes: back === undefined ? days * dayMinutes : Math.max(0, minutesOf(instantOfDay(back, known.zone)) - known.now),
    atVendor: back !== undefined,
    running: since !== undefined,
    startedAt: since === undefined ? null : minutesOf(since),
    readyAt: wait?.readyAt ?? null,
    readyReason: wait?.reason ?? '',
  }
}

export const dayOfMinutes = (minutes: number, zone: string): string => dayAt(new Date(minutes * minute).toISOString(), zone)
export const instantOf = (minutes: number): string => new Date(Math.round(minutes) * minute).toISOString()
