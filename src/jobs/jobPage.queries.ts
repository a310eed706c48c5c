import { asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { items, units } from '../catalog/item.tables.ts'
import { methodMaterials } from '../catalog/method.tables.ts'
import type { Db } from '../core/ctx.ts'
import { multiply, sum } from '../core/decimal.ts'
import { row, rowsOf } from '../core/rows.ts'
import { availableOf } from '../inventory/stock.queries.ts'
import { reservations } from '../inventory/stock.tables.ts'
import { parties } from '../parties/party.tables.ts'
import { workCenters } from '../plant/plant.tables.ts'
import { salesOrderLines, salesOrders } from '../sales/sales.tables.ts'
import { whyNotFinished } from './finishGuards.queries.ts'
import type { Job } from './job.contract.ts'
import {
  getJobRow,
  levelOf,
  operationsOf,
  type WorkOrderOperation,
  type WorkOrderRow,
  workOrdersOfJob,
} from './job.queries.ts'
import { requiredOf } from './job.rules.ts'
import { jobEvents, materialProgress, workOrders } from './job.tables.ts'
import { driftOf } from './master.queries.ts'
import { operationsAwaitingParts } from './parts.queries.ts'
import { operationStatus, type ProgressFacts } from './progress.rules.ts'

export const progressFacts = (
  operations: readonly WorkOrderOperation[],
  running: ReadonlySet<number> = new Set(),
): ProgressFacts[] =>
  operations.map(({ operation: o, progress: p }) => ({
    operationId: o.id,
    sequence: o.sequence,
    kind: o.kind,
    overlapQuantity: o.overlapQuantity,
    good: p?.goodQuantity ?? 0,
    scrap: p?.scrapQuantity ?? 0,
    atVendor: p?.atVendorQuantity ?? 0,
    done: p?.done ?? false,
    started: p?.startedAt !== null && p?.startedAt !== undefined,
    running: running.has(o.id),
    blockedReason: p?.blockedReason ?? '',
  }))

/** Operations that somebody is clocked on to now. The clock belongs to a later area, so it is asked by its table's name. */
const runningOperations = async (db: Db, workOrderIds: readonly number[]): Promise<Set<number>> => {
  if (workOrderIds.length === 0) return new Set()
  const rows = await rowsOf(
    db,
    sql`select distinct operation_id as id from time_logs where ended_at is null and not voided and work_order_id in (${sql.join(
      workOrderIds.map((id) => sql`${id}`),
      sql`, `,
    )})`,
    z.object({ id: row.id }),
  )
  return new Set(rows.map((r) => r.id))
}

async function ordersOf(db: Db, members: readonly WorkOrderRow[]): Promise<Job['orders']> {
  const lineIds = [...new Set(members.flatMap((w) => (w.salesOrderLineId === null ? [] : [w.salesOrderLineId])))]
  if (lineIds.length === 0) return []
  const rows = await db
    .select({ line: salesOrderLines, order: salesOrders, customer: parties.name })
    .from(salesOrderLines)
    .innerJoin(salesOrders, eq(salesOrders.id, salesOrderLines.salesOrderId))
    .innerJoin(parties, eq(parties.id, salesOrders.customerId))
    .where(inArray(salesOrderLines.id, lineIds))
    .orderBy(asc(salesOrderLines.id))
  return rows.map(({ line, order, customer }) => ({
    salesOrderId: order.id,
    salesOrderLineId: line.id,
    number: order.number,
    line: line.line,
    customer,
    currency: order.currency,
    quantity: line.quantity,
    value: multiply(2, sum([multiply(4, line.quantity, line.unitPrice), line.oneOffPrice]), order.exchangeRate),
    firstPromiseOn: line.firstPromiseOn,
    currentPromiseOn: line.currentPromiseOn,
    projectedOn: line.projectedOn,
    actualOn: line.actualOn,
    deliveredQuantity: line.deliveredQuantity,
  }))
}

/** Materials of every level with what is issued, reserved for it and free for it. */
async function materialsOf(db: Db, members: readonly WorkOrderRow[]) {
  const lines = await db
    .select({
      material: methodMaterials,
      workOrderId: workOrders.id,
      itemNumber: items.number,
      itemName: items.name,
      unit: units.code,
      decimals: units.decimals,
    })
    .from(workOrders)
    .innerJoin(methodMaterials, eq(methodMaterials.methodId, workOrders.methodId))
    .innerJoin(items, eq(items.id, methodMaterials.itemId))
    .innerJoin(units, eq(units.id, items.stockUnitId))
    .where(
      inArray(
        workOrders.id,
        members.map((w) => w.id),
      ),
    )
    .orderBy(asc(methodMaterials.line))
  const ids = lines.map((l) => l.material.id)
  const issued =
    ids.length === 0 ? [] : await db.select().from(materialProgress).where(inArray(materialProgress.materialId, ids))
  const reserved =
    ids.length === 0 ? [] : await db.select().from(reservations).where(inArray(reservations.demandId, ids))
  const stock = await availableOf(db, [...new Set(lines.map((l) => l.material.itemId))])
  return { lines, issued, reserved: reserved.filter((r) => r.demand === 'workOrderMaterial'), stock }
}

const noDrift = { masterDifferences: 0, masterChangedAt: null, copyChanged: false, masterMethodId: null }

/** Everything that the job page shows in one read. */
export async function getJob(db: Db, id: number): Promise<Job> {
  const job = await getJobRow(db, id)
  const members = await workOrdersOfJob(db, id)
  const ids = members.map((w) => w.id)
  const operations = await operationsOf(db, ids)
  const running = await runningOperations(db, ids)
  const awaiting = await operationsAwaitingParts(db, id)
  const material = await materialsOf(db, members)
  const drift = await driftOf(db, members)
  const centers = new Map(
    (await db.select({ id: workCenters.id, name: workCenters.name }).from(workCenters)).map((w) => [w.id, w.name]),
  )
  const vendorIds = operations.flatMap((o) => (o.operation.supplierId === null ? [] : [o.operation.supplierId]))
  const vendors = new Map(
    vendorIds.length === 0
      ? []
      : (
          await db.select({ id: parties.id, name: parties.name }).from(parties).where(inArray(parties.id, vendorIds))
        ).map((p) => [p.id, p.name]),
  )
  const revisions = new Map(
    ids.length === 0
      ? []
      : (
          await db
            .select({ id: items.id, revision: items.revision })
            .from(items)
            .where(
              inArray(
                items.id,
                members.map((w) => w.itemId),
              ),
            )
        ).map((i) => [i.id, i.revision]),
  )
  const events = await db.select().from(jobEvents).where(eq(jobEvents.jobId, id)).orderBy(desc(jobEvents.id)).limit(200)
  return {
    ...job,
    whyNotClose: job.status === 'completed' ? await whyNotFinished(db, ids) : [],
    orders: await ordersOf(db, members),
    events: events.map((e) => ({ ...e, workOrder: members.find((w) => w.id === e.workOrderId)?.number ?? null })),
    workOrders: members.map((w) => ({
      ...w,
      currentRevision: revisions.get(w.itemId) ?? w.revision,
      ...(drift.get(w.methodId) ?? noDrift),
      operations: operationsOn(
        w,
        operations.filter((o) => o.workOrderId === w.id),
        { running, awaiting },
        centers,
        vendors,
      ),
      materials: materialsOn(w, members, operations, material),
    })),
  }
}

function operationsOn(
  w: WorkOrderRow,
  own: readonly WorkOrderOperation[],
  { running, awaiting }: { running: ReadonlySet<number>; awaiting: ReadonlySet<number> },
  centers: ReadonlyMap<number, string>,
  vendors: ReadonlyMap<number, string>,
): Job['workOrders'][number]['operations'] {
  const facts = progressFacts(own, running)
  const open = w.status === 'released' || w.status === 'started'
  return own.map(({ operation: o, progress: p }, i) => ({
    id: o.id,
    sequence: o.sequence,
    name: o.name,
    kind: o.kind,
    workCenterId: o.workCenterId,
    workCenter: o.workCenterId === null ? null : (centers.get(o.workCenterId) ?? null),
    supplierId: o.supplierId,
    supplier: o.supplierId === null ? null : (vendors.get(o.supplierId) ?? null),
    status: operationStatus(facts, i, open && !awaiting.has(o.id)),
    good: p?.goodQuantity ?? 0,
    scrap: p?.scrapQuantity ?? 0,
    rework: p?.reworkQuantity ?? 0,
    atVendor: p?.atVendorQuantity ?? 0,
    plannedMinutes: o.setupMinutes + o.runMinutes * w.quantity,
    actualMinutes: (p?.setupMinutes ?? 0) + (p?.runMinutes ?? 0),
    blockedReason: p?.blockedReason ?? '',
    plannedStartAt: p?.plannedStartAt ?? null,
    plannedEndAt: p?.plannedEndAt ?? null,
    plannedReason: p?.plannedReason ?? '',
    instructions: o.instructions,
    tooling: o.tooling,
  }))
}

function materialsOn(
  w: WorkOrderRow,
  members: readonly WorkOrderRow[],
  operations: readonly WorkOrderOperation[],
  found: Awaited<ReturnType<typeof materialsOf>>,
): Job['workOrders'][number]['materials'] {
  const level = levelOf(operations.filter((o) => o.workOrderId === w.id))
  return found.lines
    .filter((l) => l.workOrderId === w.id)
    .map(({ material: m, itemNumber, itemName, unit, decimals }) => {
      const reserved = sum(found.reserved.filter((r) => r.demandId === m.id).map((r) => r.quantity))
      const stock = found.stock.get(m.itemId)
      const child = members.find((c) => c.parentMaterialId === m.id)
      return {
        id: m.id,
        line: m.line,
        itemId: m.itemId,
        itemNumber,
        itemName,
        unit,
        supply: m.supply,
        operationSequence: m.operationSequence,
        required: requiredOf({ ...m, decimals }, w.quantity, level),
        issued: sum(found.issued.filter((i) => i.materialId === m.id).map((i) => i.issuedQuantity)),
        reserved,
        free: Math.max(0, (stock?.onHand ?? 0) - (stock?.reserved ?? 0)),
        childWorkOrder: child?.number ?? null,
        childWorkOrderId: child?.id ?? null,
      }
    })
}
