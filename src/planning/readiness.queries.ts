import { and, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { items } from '../catalog/item.tables.ts'
import type { Db } from '../core/ctx.ts'
import { roundQuantity } from '../core/decimal.ts'
import type { ListInput, RowOf } from '../core/list.model.ts'
import { runList } from '../core/list.queries.ts'
import { attachments } from '../core/record.tables.ts'
import { row, rowsOf } from '../core/rows.ts'
import { costEntries } from '../costing/cost.tables.ts'
import type { Light } from '../jobs/job.model.ts'
import { operationsOf, type WorkOrderOperation } from '../jobs/job.queries.ts'
import { jobs, workOrders } from '../jobs/job.tables.ts'
import { parties } from '../parties/party.tables.ts'
import { computedFrom } from '../purchasing/computedList.queries.ts'
import { type NettedLine, netAll } from '../purchasing/netting.queries.ts'
import { testPlans } from '../quality/test.tables.ts'
import { planOperations } from './plan.tables.ts'
import { clearToBuildList } from './planning.contract.ts'
import { isClearToBuild, type ReadinessFacts, readinessOf } from './readiness.rules.ts'

const among = (ids: readonly number[]) =>
  sql.join(
    ids.map((id) => sql`${id}`),
    sql`, `,
  )

/** Open jobs, or those of them that are asked for. */
const openJobs = (db: Db, jobIds?: readonly number[]) =>
  db
    .select()
    .from(jobs)
    .where(and(inArray(jobs.status, ['planned', 'released', 'started']), jobIds && inArray(jobs.id, [...jobIds])))

const membersOf = (db: Db, jobIds: readonly number[]) =>
  db
    .select({ workOrder: workOrders, item: items })
    .from(workOrders)
    .innerJoin(items, eq(items.id, workOrders.itemId))
    .where(and(inArray(workOrders.jobId, [...jobIds]), inArray(workOrders.status, ['planned', 'released', 'started'])))
type Member = Awaited<ReturnType<typeof membersOf>>[number]

const orderNumbers = async (db: Db, netted: readonly NettedLine[]): Promise<Map<number, string>> => {
  const ids = [...new Set(netted.flatMap((n) => n.expected.map((e) => e.lineId)))]
  if (ids.length === 0) return new Map()
  const rows = await rowsOf(
    db,
    sql`select l.id, o.number from purchase_order_lines l join purchase_orders o on o.id = l.purchase_order_id where l.id in (${among(ids)})`,
    z.object({ id: row.id, number: row.text }),
  )
  return new Map(rows.map((r) => [r.id, r.number]))
}

/** When what is at a vendor comes back, by operation. */
const returns = async (db: Db, workOrderIds: readonly number[]): Promise<Map<number, string>> =>
  new Map(
    (
      await rowsOf(
        db,
        sql`select l.operation_id as id, max(d.due_on)::text as day from dispatch_lines l join dispatches d on d.id = l.dispatch_id
          where d.status = 'sent' and l.quantity > l.good_quantity + l.rejected_quantity + l.lost_quantity and l.work_order_id in (${among(workOrderIds)}) group by l.operation_id`,
        z.object({ id: row.id, day: row.day }),
      )
    ).map((r) => [r.id, r.day]),
  )

/** Lots in a work order's place of production that came without a certificate. */
const lotsWithoutCertificate = (db: Db, workOrderIds: readonly number[]) =>
  rowsOf(
    db,
    sql`select w.id as "workOrderId", l.number || ' of ' || i.number as lot from work_orders w
        join stock_balances b on b.place_id = w.place_id and b.lot_id is not null
        join lots l on l.id = b.lot_id join items i on i.id = b.item_id
        where l.certificate = '' and i.id <> w.item_id and i.kind = 'bought' and w.id in (${among(workOrderIds)})`,
    z.object({ workOrderId: row.id, lot: row.text }),
  )

/** Made parts that their work orders, being over, have not yielded: pieces that were scrapped below and that nobody makes again. */
const partsNotMade = (db: Db, jobIds: readonly number[]) =>
  rowsOf(
    db,
    sql`select p.job_id as "jobId", i.number as item, u.code as unit, string_agg(distinct c.number, ', ') as "workOrders",
          sum(c.quantity) * max(p.quantity - p.scrapped_quantity) / max(p.quantity)
            - greatest(coalesce(max(m.issued), 0), sum(case when c.status in ('completed', 'closed') then c.completed_quantity else c.quantity end)) as short
        from work_orders c
        join work_orders p on p.id = c.parent_id and p.status in ('planned', 'released', 'started')
        join items i on i.id = c.item_id join units u on u.id = i.stock_unit_id
        left join (select material_id, sum(issued_quantity) as issued from material_progress group by material_id) m on m.material_id = c.parent_material_id
        where c.status <> 'canceled' and p.job_id in (${among(jobIds)})
        group by p.job_id, p.id, c.parent_material_id, i.number, u.code
        having bool_or(c.status in ('completed', 'closed'))`,
    z.object({ jobId: row.id, item: row.text, unit: row.text, workOrders: row.text, short: row.number }),
  )

async function load(db: Db, now: string, jobIds: readonly number[]) {
  const members = await membersOf(db, jobIds)
  const ids = members.map((m) => m.workOrder.id)
  const itemIds = [...new Set(members.map((m) => m.item.id))]
  const none = ids.length === 0
  const operations = await operationsOf(db, ids)
  const vendorIds = [...new Set(operations.flatMap((o) => o.operation.supplierId ?? []))]
  const { today, netted } = await netAll(db, now)
  return {
    today,
    netted,
    members,
    operations: Map.groupBy(operations, (o) => o.workOrderId),
    orders: await orderNumbers(db, netted),
    notMade: (await partsNotMade(db, jobIds)).filter((p) => roundQuantity(p.short) > 0),
    uses: new Set(
      none
        ? []
        : (
            await rowsOf(
              db,
              sql`select distinct w.job_id as id from work_orders w join method_materials m on m.method_id = w.method_id where m.supply <> 'make' and w.id in (${among(ids)})`,
              z.object({ id: row.id }),
            )
          ).map((r) => r.id),
    ),
    charged: new Map(
      (
        await db
          .select({ jobId: costEntries.jobId, amount: sql<string>`sum(${costEntries.amount})` })
          .from(costEntries)
          .where(and(eq(costEntries.element, 'tooling'), inArray(costEntries.jobId, [...jobIds])))
          .groupBy(costEntries.jobId)
      ).map((c) => [c.jobId, Number(c.amount)]),
    ),
    drawings: none
      ? []
      : await db
          .select({ itemId: attachments.recordId, revision: attachments.revision })
          .from(attachments)
          .where(
            and(
              eq(attachments.tableName, 'items'),
              eq(attachments.kind, 'drawing'),
              inArray(attachments.recordId, itemIds),
            ),
          ),
    vendors: new Map(
      vendorIds.length === 0
        ? []
        : (await db.select().from(parties).where(inArray(parties.id, vendorIds))).map((p) => [p.id, p]),
    ),
    backOn: none ? new Map<number, string>() : await returns(db, ids),
    plans: new Map(
      none
        ? []
        : (
            await db
              .select()
              .from(testPlans)
              .where(and(eq(testPlans.current, true), inArray(testPlans.itemId, itemIds)))
          ).map((p) => [p.itemId, p]),
    ),
    lots: none ? [] : await lotsWithoutCertificate(db, ids),
    unplaced: none
      ? []
      : await db
          .select()
          .from(planOperations)
          .where(and(inArray(planOperations.workOrderId, ids), sql`${planOperations.startAt} is null`)),
  }
}
type Loaded = Awaited<ReturnType<typeof load>>

const nameOf = (m: Member, o: WorkOrderOperation): string => `${m.workOrder.number}/${o.operation.sequence}`

function outsideOf(found: Loaded, m: Member, o: WorkOrderOperation): ReadinessFacts['outside'][number] {
  const vendor = o.operation.supplierId === null ? undefined : found.vendors.get(o.operation.supplierId)
  return {
    operation: nameOf(m, o),
    process: o.operation.name,
    vendor: vendor?.name ?? null,
    approvedProcesses: vendor?.approvedProcesses ?? '',
    leadDays: o.operation.leadDays || (vendor?.leadDays ?? 0),
    done: o.progress?.done ?? false,
    atVendor: o.progress?.atVendorQuantity ?? 0,
    backOn: found.backOn.get(o.operation.id) ?? null,
  }
}

const materialsOf = (found: Loaded, jobId: number): ReadinessFacts['materials'] =>
  found.netted
    .filter((n) => n.line.jobId === jobId)
    .map((n) => ({
      item: n.line.item,
      unit: n.line.unit,
      open: n.open,
      short: n.short,
      unreserved: n.free,
      expected: n.expected.map((e) => ({
        order: found.orders.get(e.lineId) ?? '',
        quantity: e.quantity,
        on: e.expectedOn,
      })),
    }))

function factsOf(found: Loaded, job: typeof jobs.$inferSelect): ReadinessFacts {
  const members = found.members.filter((m) => m.workOrder.jobId === job.id)
  const operations = members.flatMap((member) =>
    (found.operations.get(member.workOrder.id) ?? []).map((o) => ({ member, o })),
  )
  const open = operations.filter(({ o }) => !o.progress?.done)
  return {
    today: found.today,
    dueOn: job.dueOn,
    projectedOn: job.projectedOn,
    unplaced: open.flatMap(({ member, o }) =>
      found.unplaced.filter((u) => u.operationId === o.operation.id).map((u) => `${nameOf(member, o)} ${u.reason}`),
    ),
    usesMaterial: found.uses.has(job.id),
    materials: materialsOf(found, job.id),
    notMade: found.notMade
      .filter((p) => p.jobId === job.id)
      .map((p) => ({ item: p.item, unit: p.unit, short: roundQuantity(p.short), workOrders: p.workOrders })),
    tooling: open.flatMap(({ member, o }) =>
      o.operation.tooling === '' && o.operation.toolingCost === 0
        ? []
        : [{ operation: nameOf(member, o), tooling: o.operation.tooling, cost: o.operation.toolingCost }],
    ),
    toolingCharged: found.charged.get(job.id) ?? 0,
    drawings: members.map(({ workOrder: w, item }) => ({
      item: item.number,
      drawing: item.drawing,
      madeTo: w.revision,
      current: item.revision,
      filedRevisions: [...new Set(found.drawings.filter((d) => d.itemId === item.id).map((d) => d.revision))],
    })),
    outside: operations
      .filter(({ o }) => o.operation.kind === 'outside')
      .map(({ member, o }) => outsideOf(found, member, o)),
    papers: members
      .filter((m) => m.workOrder.parentId === null)
      .map((m) => {
        const plan = found.plans.get(m.item.id)
        const family = new Set(members.filter((x) => x.workOrder.jobId === job.id).map((x) => x.workOrder.id))
        return {
          item: m.item.number,
          plan: plan?.name ?? null,
          certificate: plan?.certificateRequired ?? false,
          materialCertificates: plan?.materialCertificatesRequired ?? false,
          lotsWithout: found.lots.filter((l) => family.has(l.workOrderId)).map((l) => l.lot),
        }
      }),
  }
}

/** The six lights of open jobs, by job id; a job that is over has none. */
export async function readinessOfJobs(db: Db, now: string, jobIds?: readonly number[]): Promise<Map<number, Light[]>> {
  const open = await openJobs(db, jobIds)
  if (open.length === 0) return new Map()
  const found = await load(
    db,
    now,
    open.map((j) => j.id),
  )
  return new Map(open.map((j) => [j.id, readinessOf(factsOf(found, j))]))
}

/** Jobs that wait or run, each with its lights: what may be built today. */
export async function listClearToBuild(db: Db, now: string, input: ListInput) {
  const open = await openJobs(db)
  const lights = await readinessOfJobs(db, now)
  const rows = open.map((j): RowOf<typeof clearToBuildList.columns> => {
    const own = lights.get(j.id) ?? []
    const state = (name: Light['light']) => own.find((l) => l.light === name)?.state ?? 'none'
    const lacking = own.filter((l) => l.state === 'missing' || l.state === 'expected')
    return {
      id: j.id,
      number: j.number,
      title: j.title,
      status: j.status,
      clear: j.holdReason === '' && isClearToBuild(own),
      onHold: j.holdReason !== '',
      dueOn: j.dueOn,
      projectedOn: j.projectedOn,
      material: state('material'),
      tooling: state('tooling'),
      drawing: state('drawing'),
      capacity: state('capacity'),
      outside: state('outside'),
      papers: state('papers'),
      expectedOn: lacking.some((l) => l.state === 'missing' && l.light !== 'capacity')
        ? null
        : (lacking
            .flatMap((l) => l.expectedOn ?? [])
            .sort()
            .at(-1) ?? null),
      reason: [j.holdReason, ...lacking.map((l) => l.reason)].filter(Boolean).join(' '),
    }
  })
  return runList(db, clearToBuildList, computedFrom(clearToBuildList, rows), input)
}
