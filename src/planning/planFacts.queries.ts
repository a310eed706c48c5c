import { eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { items } from '../catalog/item.tables.ts'
import { methodMaterials, operationAlternates } from '../catalog/method.tables.ts'
import { getCompany } from '../core/company.queries.ts'
import type { Db } from '../core/ctx.ts'
import { roundCost } from '../core/decimal.ts'
import { row, rowsOf } from '../core/rows.ts'
import { operationsOf, startedOf, type WorkOrderOperation } from '../jobs/job.queries.ts'
import { jobs, workOrders } from '../jobs/job.tables.ts'
import { loadNetting, type Netting, netLoaded } from '../purchasing/netting.queries.ts'
import { completeOn, type MaterialDemand, type Netted } from '../purchasing/netting.rules.ts'
import { addDays } from '../purchasing/purchase.rules.ts'
import { sourcesOf } from '../purchasing/shortage.queries.ts'
import type { PlanSettings } from './board.model.ts'
import { planChoices, planOperations } from './plan.tables.ts'
import { dayOfMinutes, instantOfDay, minutesOf } from './planDay.rules.ts'
import type { Choice, PlanFacts, StepFacts, WorkFacts } from './planFacts.model.ts'
import { vendorKey } from './planFacts.model.ts'
import { getPlanSettings, shopFacts } from './planShopFacts.queries.ts'
import { heldSlots } from './promiseHold.queries.ts'
import { holdStepKey, type NewMaterial, type NewWork, newWork } from './promiseWork.rules.ts'

const dayMinutes = 1440
const among = (ids: readonly number[]) =>
  sql.join(
    ids.map((id) => sql`${id}`),
    sql`, `,
  )

export const openWork = (db: Db) =>
  db
    .select({ workOrder: workOrders, job: jobs, item: items.number, usedAt: methodMaterials.operationSequence })
    .from(workOrders)
    .innerJoin(jobs, eq(jobs.id, workOrders.jobId))
    .innerJoin(items, eq(items.id, workOrders.itemId))
    .leftJoin(methodMaterials, eq(methodMaterials.id, workOrders.parentMaterialId))
    .where(inArray(workOrders.status, ['planned', 'released', 'started']))
    .orderBy(workOrders.id)
export type OpenWork = Awaited<ReturnType<typeof openWork>>[number]

const Running = z.object({
  id: row.id,
  at: row.instant,
  machineId: row.id.nullable(),
  personIds: z.array(row.id),
})
/** What people are clocked on to. */
const running = (db: Db) =>
  rowsOf(
    db,
    sql`select operation_id as id, min(started_at) as at, max(machine_id) as "machineId", json_agg(distinct employee_id) as "personIds"
      from time_logs where ended_at is null and not voided group by operation_id`,
    Running,
  )

async function backFromVendor(db: Db): Promise<Map<number, string>> {
  const rows = await rowsOf(
    db,
    sql`select l.operation_id as id, max(d.due_on)::text as day from dispatch_lines l join dispatches d on d.id = l.dispatch_id
      where d.status = 'sent' and l.quantity > l.good_quantity + l.rejected_quantity + l.lost_quantity group by l.operation_id`,
    z.object({ id: row.id, day: row.day }),
  )
  return new Map(rows.map((r) => [r.id, r.day]))
}

/** Who the jobs are for, and what their orders are worth in the company's currency. */
async function customersOf(db: Db, jobIds: readonly number[]) {
  if (jobIds.length === 0) return new Map<number, { customers: string; value: number }>()
  const rows = await rowsOf(
    db,
    sql`select w.job_id as id, string_agg(distinct c.name, ', ') as customers, sum(l.quantity * l.unit_price * o.exchange_rate) as value
      from work_orders w join sales_order_lines l on l.id = w.sales_order_line_id join sales_orders o on o.id = l.sales_order_id
      join parties c on c.id = o.customer_id where w.parent_id is null and w.job_id in (${among(jobIds)}) group by w.job_id`,
    z.object({ id: row.id, customers: row.text, value: row.number }),
  )
  return new Map(rows.map((r) => [r.id, r]))
}

export type Wait = { readyAt: number; reason: string; missing: boolean }

/** By material line: when its last piece is there, for those that are not. What nobody has ordered takes its supplier's days. */
export async function waitsFor(
  db: Db,
  netted: readonly Netted[],
  names: (n: { materialId: number; itemId: number }) => { item: string; unit: string },
  today: string,
  zone: string,
): Promise<Map<number, Wait & { day: string }>> {
  const waiting = netted.filter((n) => n.short > 0 || n.expected.length > 0)
  const sources = await sourcesOf(db, [...new Set(waiting.map((n) => n.itemId))])
  return new Map(
    waiting.map((n) => {
      const complete = completeOn(n)
      const day = complete || addDays(today, sources.get(n.itemId)?.leadDays ?? 0)
      const { item, unit } = names(n)
      const reason = complete
        ? `${item} is expected on ${day}.`
        : `${n.short} ${unit} of ${item} are short; ordered today they would come on ${day}.`
      return [n.materialId, { readyAt: minutesOf(instantOfDay(day, zone)), reason, missing: complete === null, day }]
    }),
  )
}

type Known = {
  now: number
  zone: string
  settings: PlanSettings
  running: ReadonlyMap<number, z.infer<typeof Running>>
  backOn: ReadonlyMap<number, string>
  vendorDays: ReadonlyMap<number, number>
  alternates: ReadonlyMap<number, readonly { workCenterId: number }[]>
  choices: ReadonlyMap<number, Choice>
  kept: ReadonlyMap<number, StepFacts['kept']>
  waits: ReadonlyMap<number, Wait>
  lines: ReadonlyMap<number, readonly { id: number; sequence: number | null }[]>
  customers: ReadonlyMap<number, { customers: string; value: number }>
  /** How many families each job has. */
  tops: ReadonlyMap<number, number>
  byId: ReadonlyMap<number, OpenWork>
}

/** Where each operation stands in the live plan. */
export async function placesKept(db: Db): Promise<(typeof planOperations.$inferSelect)[]> {
  return db.select().from(planOperations).where(isNotNull(planOperations.startAt)).orderBy(planOperations.key)
}
export const keptOf = (p: typeof planOperations.$inferSelect): NonNullable<StepFacts['kept']> => ({
  startAt: minutesOf(p.startAt ?? ''),
  resource:
    p.machineId !== null ? `m${p.machineId}` : p.workCenterId !== null ? `c${p.workCenterId}` : vendorKey(p.vendorId),
})

/** The material lines of work orders, with where in the method they are used. */
const materialLines = async (db: Db, ids: readonly number[]) =>
  ids.length === 0
    ? []
    : rowsOf(
        db,
        sql`select w.id as "workOrderId", m.id, m.operation_sequence as sequence from work_orders w join method_materials m on m.method_id = w.method_id where m.supply <> 'make' and w.id in (${among(ids)})`,
        z.object({ workOrderId: row.id, id: row.id, sequence: row.number.nullable() }),
      )

export type LoadedFacts = {
  facts: PlanFacts
  work: readonly OpenWork[]
  today: string
  netting: Netting
  vendorDays: ReadonlyMap<number, number>
}

const lastNeeded = '9999-12-30'
/** What new work asks of stock: served last, so that it takes nothing from work that is there. */
export const demandsOf = (materials: readonly NewMaterial[]): MaterialDemand[] =>
  materials.map((m) => ({
    materialId: m.materialId,
    workOrderId: Number.MAX_SAFE_INTEGER,
    itemId: m.itemId,
    open: m.quantity,
    reserved: 0,
    neededOn: lastNeeded,
  }))

/** New work with its materials' waits, and where the live plan keeps it. */
export function withMaterials(
  { work, materials }: { work: readonly WorkFacts[]; materials: readonly NewMaterial[] },
  waits: ReadonlyMap<number, Wait>,
  keptAt: (stepId: number) => StepFacts['kept'],
): WorkFacts[] {
  const ofStep = Map.groupBy(materials, (m) => m.stepId)
  return work.map((w) => ({
    ...w,
    steps: w.steps.map((s) => {
      const own = ofStep.get(s.id) ?? []
      const wait = own.flatMap((m) => waits.get(m.materialId) ?? []).sort((a, b) => b.readyAt - a.readyAt)[0]
      return {
        ...s,
        kept: keptAt(s.id),
        usesMaterial: own.length > 0,
        readyAt: wait?.readyAt ?? null,
        readyReason: wait?.reason ?? '',
        materialMissing: wait?.missing ?? false,
      }
    }),
  }))
}

/** Work that is planned along, items whose stock somebody will ask for, and other settings than those that hold. */
export type Besides = { asked?: readonly NewWork[]; itemIds?: readonly number[]; settings?: PlanSettings }

/** Held slots and what is asked besides, as work; series of their own. */
async function newFacts(
  db: Db,
  now: string,
  { asked = [], itemIds = [] }: Besides,
  vendorDays: ReadonlyMap<number, number>,
) {
  const all = [...(await heldSlots(db)), ...asked].map((w, series) => ({ ...w, series }))
  const made = all.map((w) => ({ holdId: w.holdId, series: w.series, ...newWork(w, vendorDays) }))
  const materials = made.flatMap((m) => m.materials)
  const netting = await loadNetting(db, now, [...itemIds, ...materials.map((m) => m.itemId)])
  return { made, materials, netting }
}

/** Everything that a plan is made from: open work, held slots, and what is asked besides. */
export async function planFacts(db: Db, now: string, besides: Besides = {}): Promise<LoadedFacts> {
  const { timeZone: zone } = await getCompany(db)
  const work = await openWork(db)
  const ids = work.map((w) => w.workOrder.id)
  const operations = Map.groupBy(await operationsOf(db, ids), (o) => o.workOrderId)
  const today = dayOfMinutes(minutesOf(now), zone)
  const { vendors, ...shop } = await shopFacts(db, now, today, zone, besides.settings ?? (await getPlanSettings(db)))
  const vendorDays = new Map(vendors.map((v) => [v.id, v.leadDays]))
  const { made, materials, netting } = await newFacts(db, now, besides, vendorDays)
  const { netted, more } = netLoaded(netting, demandsOf(materials))
  const named = new Map<number, { item: string; unit: string }>([
    ...netted.map((n) => [n.materialId, n.line] as const),
    ...materials.map((m) => [m.materialId, m] as const),
  ])
  const places = await placesKept(db)
  const byKey = new Map(places.map((p) => [p.key, p]))
  const jobIds = [...new Set(work.map((w) => w.job.id))]
  const known: Known = {
    now: minutesOf(now),
    zone,
    settings: shop.settings,
    running: new Map((await running(db)).map((r) => [r.id, r])),
    backOn: await backFromVendor(db),
    vendorDays,
    alternates: Map.groupBy(await db.select().from(operationAlternates), (a) => a.operationId),
    choices: new Map(
      (await db.select().from(planChoices)).map((c) => [
        c.operationId,
        { resource: c.resource, startAt: c.startAt === null ? null : minutesOf(c.startAt), parts: c.parts },
      ]),
    ),
    kept: new Map(places.filter((p) => p.holdId === null && p.part === 0).map((p) => [p.operationId, keptOf(p)])),
    waits: await waitsFor(
      db,
      [...netted, ...more],
      (n) => named.get(n.materialId) ?? { item: '', unit: '' },
      today,
      zone,
    ),
    lines: Map.groupBy(await materialLines(db, ids), (l) => l.workOrderId),
    customers: await customersOf(db, jobIds),
    tops: new Map(
      [...Map.groupBy(work, (w) => w.job.id)].map(([id, own]) => [
        id,
        own.filter((w) => w.workOrder.parentId === null).length,
      ]),
    ),
    byId: new Map(work.map((w) => [w.workOrder.id, w])),
  }
  return {
    facts: {
      ...shop,
      start: known.now,
      zone,
      vendors: vendors.map(({ leadDays: _, ...v }) => v),
      work: [
        ...work.map((w) => workFacts(w, operations.get(w.workOrder.id) ?? [], known)),
        ...made.flatMap((m) =>
          withMaterials(m, known.waits, (id) => {
            const place = m.holdId === null ? undefined : byKey.get(holdStepKey(m.holdId, m.series, id))
            return place ? keptOf(place) : null
          }),
        ),
      ],
    },
    work,
    today,
    netting,
    vendorDays,
  }
}

function topOf(w: OpenWork, byId: ReadonlyMap<number, OpenWork>): OpenWork {
  const seen = new Set<number>()
  let at = w
  while (at.workOrder.parentId !== null && !seen.has(at.workOrder.id)) {
    seen.add(at.workOrder.id)
    const parent = byId.get(at.workOrder.parentId)
    if (!parent) break
    at = parent
  }
  return at
}

function workFacts(w: OpenWork, all: readonly WorkOrderOperation[], known: Known): WorkFacts {
  const { workOrder: o, job } = w
  const top = topOf(w, known.byId)
  const started = startedOf(o.quantity, all)
  const open = all.filter((x) => !x.progress?.done)
  const { settings } = known
  const customer = known.customers.get(job.id)
  const perDay = settings.latePerDay + ((customer?.value ?? 0) * settings.lateValuePercent) / 100
  return {
    id: o.id,
    number: o.number,
    jobId: job.id,
    job: job.number,
    customers: customer?.customers ?? '',
    item: w.item,
    quantity: o.quantity,
    topId: top.workOrder.id,
    parentId: o.parentId,
    usedAtSequence: w.usedAt,
    dueOn: top.workOrder.dueOn,
    dueAt: minutesOf(instantOfDay(addDays(top.workOrder.dueOn, 1), known.zone)),
    // A job's lateness costs once, however many families of work orders it has.
    normalWeight: roundCost(perDay / Math.max(1, known.tops.get(job.id) ?? 1)),
    rush: job.priority === 'rush',
    held: job.holdReason !== '',
    holdId: null,
    steps: open.map((x, i) => stepFacts(x, started, materialOf(o.id, x, i === 0, all, known), known)),
  }
}

type Material = { wait: Wait | undefined; uses: boolean }
/** The last material that an operation waits for; the first open operation also waits for what earlier ones did not get. */
function materialOf(
  workOrderId: number,
  o: WorkOrderOperation,
  first: boolean,
  all: readonly WorkOrderOperation[],
  known: Known,
): Material {
  const firstSequence = all[0]?.operation.sequence ?? 0
  const lines = (known.lines.get(workOrderId) ?? []).filter((l) => {
    const at = l.sequence ?? firstSequence
    return first ? at <= o.operation.sequence : at === o.operation.sequence
  })
  const waits = lines.flatMap((l) => known.waits.get(l.id) ?? [])
  return { wait: waits.sort((a, b) => b.readyAt - a.readyAt)[0], uses: lines.length > 0 }
}

function stepFacts(
  { operation: o, progress: p }: WorkOrderOperation,
  started: number,
  material: Material,
  known: Known,
): StepFacts {
  const left = Math.max(0, started - (p?.goodQuantity ?? 0) - (p?.scrapQuantity ?? 0))
  const since = known.running.get(o.id)
  const choice = known.choices.get(o.id) ?? null
  const back = known.backOn.get(o.id)
  const days = o.leadDays || (o.supplierId === null ? 0 : (known.vendorDays.get(o.supplierId) ?? 0))
  return {
    id: o.id,
    operationId: o.id,
    sequence: o.sequence,
    name: o.name,
    kind: o.kind,
    workCenterIds: [
      ...(o.workCenterId === null ? [] : [o.workCenterId]),
      ...(known.alternates.get(o.id) ?? []).map((a) => a.workCenterId),
    ],
    vendorId: choice?.resource?.startsWith('v') ? Number(choice.resource.slice(1)) || null : o.supplierId,
    setupMinutes: (p?.setupMinutes ?? 0) > 0 ? 0 : o.setupMinutes,
    runMinutesLeft: o.runMinutes * left,
    attendedPercent: o.attendedPercent,
    quantityLeft: left,
    overlapQuantity: o.overlapQuantity,
    crew: o.crew,
    setupFamily: o.setupFamily,
    tooling: o.tooling,
    outsideMinutes:
      back === undefined ? days * dayMinutes : Math.max(0, minutesOf(instantOfDay(back, known.zone)) - known.now),
    outsidePrice: o.kind === 'outside' && left > 0 ? Math.max(o.minimumCharge, o.unitPrice * left) : 0,
    atVendor: back !== undefined,
    running: since !== undefined,
    startedAt: since === undefined ? null : minutesOf(since.at),
    runningMachineId: since?.machineId ?? null,
    runningPersonIds: since?.personIds ?? [],
    readyAt: material.wait?.readyAt ?? null,
    readyReason: material.wait?.reason ?? '',
    materialMissing: material.wait?.missing ?? false,
    usesMaterial: material.uses,
    choice,
    kept: known.kept.get(o.id) ?? null,
  }
}
