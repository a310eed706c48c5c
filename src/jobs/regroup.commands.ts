import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { copyMethod } from '../catalog/method.commands.ts'
import { getMethodTree } from '../catalog/method.queries.ts'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { roundQuantity } from '../core/decimal.ts'
import { found } from '../core/missing.ts'
import { nextNumber } from '../core/number.commands.ts'
import { refuse, unless } from '../core/refusal.ts'
import { familyOf } from './family.queries.ts'
import { freeMaterials, noteJobEvent, titleOf } from './job.commands.ts'
import { getJobRow, getWorkOrder, type WorkOrderRow, workOrdersOfJob } from './job.queries.ts'
import { requiredOf, whyNotMerge, whyNotRegroup, whyNotSplit } from './job.rules.ts'
import { jobs, workOrders } from './job.tables.ts'
import { areMadeAlike, factsOf } from './regroup.queries.ts'
import { planLevel } from './workOrder.commands.ts'

/** Splits a quantity off: the new work order gets its own copy of the method and of every level below, in the same job. */
export const splitWorkOrder = (ctx: Ctx, id: number, quantity: number): Promise<number> =>
  inTransaction(ctx, async (tx) => {
    const workOrder = await getWorkOrder(tx.db, id, { lock: true })
    unless([
      ...whyNotSplit(await factsOf(tx.db, workOrder), quantity),
      ...refuse(
        workOrder.status === 'released',
        'workOrder.released',
        `${workOrder.number} is released: take the release back first.`,
      ),
    ])
    const tree = await getMethodTree(tx.db, await copyMethod(tx, workOrder.methodId, 'workOrder'))
    const made = await planLevel(tx, workOrder.jobId, tree, {
      quantity,
      dueOn: workOrder.dueOn,
      salesOrderLineId: workOrder.salesOrderLineId,
      parentId: null,
      parentMaterialId: null,
    })
    await resize(tx, workOrder, roundQuantity(workOrder.quantity - quantity))
    await noteJobEvent(tx, workOrder.jobId, 'split', `${quantity} of ${workOrder.number}`, made)
    return workOrder.jobId
  })

/** Gives a planned work order another quantity, and every level below what that needs. */
export async function resize(tx: Ctx, workOrder: WorkOrderRow, quantity: number): Promise<void> {
  await tx.db.update(workOrders).set({ quantity }).where(eq(workOrders.id, workOrder.id))
  const tree = await getMethodTree(tx.db, workOrder.methodId)
  for (const child of await tx.db.select().from(workOrders).where(eq(workOrders.parentId, workOrder.id))) {
    const line = tree.materials.find((m) => m.id === child.parentMaterialId)
    if (line) await resize(tx, await getWorkOrder(tx.db, child.id), requiredOf(line, quantity, tree))
  }
}

/** Merges work orders of one item made the same way into the first; the others are canceled and say so. */
export const mergeWorkOrders = (ctx: Ctx, ids: readonly number[]): Promise<number> =>
  inTransaction(ctx, async (tx) => {
    const members = await Promise.all([...new Set(ids)].map((id) => getWorkOrder(tx.db, id, { lock: true })))
    const first = found(members[0], 'work order', ids[0] ?? 0)
    const facts = await Promise.all(members.map((w) => factsOf(tx.db, w)))
    const alike = await areMadeAlike(tx.db, members)
    unless([
      ...refuse(members.length < 2, 'workOrder.merge-one', 'Choose at least two work orders.'),
      ...whyNotMerge(facts, alike),
    ])
    const titles = await titlesOf(
      tx,
      members.map((w) => w.jobId),
    )
    await resize(tx, first, roundQuantity(members.reduce((sum, w) => sum + w.quantity, 0)))
    await pullDue(tx, first, members.map((w) => w.dueOn).sort()[0] ?? first.dueOn)
    for (const w of members.slice(1)) {
      const family = (await familyOf(tx.db, w)).map((f) => f.id)
      await freeMaterials(tx, family)
      await tx.db.update(workOrders).set({ status: 'canceled' }).where(inArray(workOrders.id, family))
      await noteJobEvent(tx, w.jobId, 'merge', `${w.number} into ${first.number}`, w.id)
      await cancelWhenEmpty(tx, w.jobId)
    }
    await retitle(tx, titles)
    return first.jobId
  })

/** Moves work orders with everything below them into a job, or into a new one: this is how a group is formed and dissolved. */
export const moveWorkOrders = (ctx: Ctx, ids: readonly number[], jobId: number | null): Promise<number> =>
  inTransaction(ctx, async (tx) => {
    const members = await Promise.all([...new Set(ids)].map((id) => getWorkOrder(tx.db, id, { lock: true })))
    const target = jobId === null ? undefined : await getJobRow(tx.db, jobId, { lock: true })
    unless([
      ...whyNotRegroup(await Promise.all(members.map((w) => factsOf(tx.db, w)))),
      ...refuse(
        target !== undefined && members.every((w) => w.jobId === target.id),
        'workOrder.in-job',
        `The work orders are in ${target?.number} already.`,
      ),
      ...refuse(
        target !== undefined && target.status !== 'planned' && target.status !== 'released',
        'job.not-open',
        `${target?.number} is ${target?.status}.`,
      ),
      ...refuse(
        target !== undefined && members.some((w) => w.status !== target.status),
        'workOrder.other-status',
        `${target?.number} is ${target?.status}; the work orders must be so too.`,
      ),
    ])
    const titles = await titlesOf(tx, [...members.map((w) => w.jobId), ...(target ? [target.id] : [])])
    const to = target?.id ?? (await newJob(tx, members))
    const from = new Set(members.map((w) => w.jobId).filter((j) => j !== to))
    for (const w of members)
      await tx.db
        .update(workOrders)
        .set({ jobId: to })
        .where(
          inArray(
            workOrders.id,
            (await familyOf(tx.db, w)).map((f) => f.id),
          ),
        )
    await noteJobEvent(tx, to, 'grouped', members.map((w) => w.number).join(', '))
    for (const j of from) await cancelWhenEmpty(tx, j)
    await retitle(tx, titles)
    return to
  })

/** A work order that is needed earlier pulls every level below it by as many days. */
async function pullDue(tx: Ctx, workOrder: WorkOrderRow, dueOn: string): Promise<void> {
  const days = (Date.parse(workOrder.dueOn) - Date.parse(dueOn)) / 86_400_000
  if (days !== 0)
    await tx.db
      .update(workOrders)
      .set({ dueOn: sql`${workOrders.dueOn} - ${days}::int` })
      .where(
        inArray(
          workOrders.id,
          (await familyOf(tx.db, workOrder)).map((f) => f.id),
        ),
      )
}

const titlesOf = async (tx: Ctx, jobIds: readonly number[]): Promise<Map<number, string>> =>
  new Map(await Promise.all([...new Set(jobIds)].map(async (id) => [id, await titleOf(tx, id)] as const)))

/** A title that says what the job makes goes on saying so; one that somebody gave stays. The job is due when its first work order is. */
async function retitle(tx: Ctx, before: ReadonlyMap<number, string>): Promise<void> {
  for (const [id, title] of before) {
    const job = await getJobRow(tx.db, id)
    const tops = (await workOrdersOfJob(tx.db, id)).filter((w) => w.parentId === null && w.status !== 'canceled')
    if (tops.length === 0) continue
    const dueOn = tops.map((w) => w.dueOn).sort()[0] ?? job.dueOn
    await tx.db
      .update(jobs)
      .set({ dueOn, title: job.title === title ? await titleOf(tx, id) : job.title })
      .where(eq(jobs.id, id))
  }
}

async function newJob(tx: Ctx, members: readonly WorkOrderRow[]): Promise<number> {
  const title = members
    .map((w) => `${w.quantity} × ${w.itemName}`)
    .join(', ')
    .slice(0, 200)
  const dueOn = members.map((w) => w.dueOn).sort()[0] ?? ''
  const [job] = await tx.db
    .insert(jobs)
    .values({
      number: await nextNumber(tx, 'J'),
      title,
      status: members[0]?.status ?? 'planned',
      holdReason: '',
      splitDriver: 'quantity',
      priority: 'normal',
      dueOn,
      createdAt: tx.now,
      releasedAt: members[0]?.status === 'released' ? tx.now : null,
    })
    .returning()
  return found(job, 'job', 'new').id
}

/** A job that lost its last work order has nothing left to do. */
async function cancelWhenEmpty(tx: Ctx, jobId: number): Promise<void> {
  const left = await tx.db
    .select({ id: workOrders.id })
    .from(workOrders)
    .where(and(eq(workOrders.jobId, jobId), isNull(workOrders.parentId), sql`${workOrders.status} <> 'canceled'`))
  if (left.length > 0) return
  await tx.db.update(jobs).set({ status: 'canceled' }).where(eq(jobs.id, jobId))
  await noteJobEvent(tx, jobId, 'cancel', 'Its last work order went to another job')
}
