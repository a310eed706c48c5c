import { desc, eq, gt } from 'drizzle-orm'
import { asInput, storeLevel } from '../catalog/method.commands.ts'
import { getMethodTree } from '../catalog/method.queries.ts'
import { methodOperations } from '../catalog/method.tables.ts'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { refuse, unless } from '../core/refusal.ts'
import { cancelJob, changeJob, createJob } from '../jobs/job.commands.ts'
import { getJobRow } from '../jobs/job.queries.ts'
import { centerTimes } from '../plant/plant.tables.ts'
import type { PlanChange } from './board.model.ts'
import { undoState } from './board.queries.ts'
import { lockPlan, type Planned, planWith } from './plan.commands.ts'
import { type PlaceKept, planActs, planChoices, promiseHolds, type Undoing } from './plan.tables.ts'
import { brokenRules, choiceAfter, queued, whyImpossible, whyNotChange } from './planChange.rules.ts'
import { clockOfMinutes, dayOfMinutes, minutesOf } from './planDay.rules.ts'
import type { PlanFacts } from './planFacts.model.ts'
import type { SolvedPlan } from './planProblem.rules.ts'
import { rolesMay, whyMayNot } from './planRights.rules.ts'
import { keptPlan } from './planSolved.queries.ts'
import type { PlanRow } from './planStore.commands.ts'
import { instantOf, jobChanges } from './planTotals.rules.ts'
import { summaryOf } from './planWords.rules.ts'
import { factsFor, movedBy } from './trial.queries.ts'

async function setChoice(tx: Ctx, operationId: number, change: PlanChange): Promise<Undoing> {
  const [row] = await tx.db.select().from(planChoices).where(eq(planChoices.operationId, operationId))
  const before = row ? { resource: row.resource, startAt: row.startAt, parts: row.parts } : null
  const after = choiceAfter(
    before && { ...before, startAt: before.startAt === null ? null : minutesOf(before.startAt) },
    change,
  )
  await storeChoice(
    tx,
    operationId,
    after && { ...after, startAt: after.startAt === null ? null : instantOf(after.startAt) },
  )
  return { kind: 'choice', operationId, before }
}

async function storeChoice(
  tx: Ctx,
  operationId: number,
  choice: Extract<Undoing, { kind: 'choice' }>['before'],
): Promise<void> {
  await tx.db.delete(planChoices).where(eq(planChoices.operationId, operationId))
  if (choice) await tx.db.insert(planChoices).values({ operationId, ...choice })
}

type Making = Extract<Undoing, { kind: 'method' }>['before']
/** Rewrites how one operation of a work order's method is done, and says how it was. */
async function setMaking(tx: Ctx, operationId: number, making: Making): Promise<Undoing> {
  const [row] = await tx.db.select().from(methodOperations).where(eq(methodOperations.id, operationId))
  const { methodId, kind, workCenterId, supplierId, leadDays, unitPrice } = found(row, 'operation', operationId)
  const level = asInput(await getMethodTree(tx.db, methodId))
  const sequence = row?.sequence
  await storeLevel(tx, methodId, {
    ...level,
    operations: level.operations.map((o) => (o.sequence === sequence ? { ...o, ...making } : o)),
  })
  return { kind: 'method', operationId, before: { kind, workCenterId, supplierId, leadDays, unitPrice } }
}

async function setTime(tx: Ctx, id: number, to: { fromAt: string; toAt: string; reason: string }): Promise<Undoing> {
  const [row] = await tx.db.select().from(centerTimes).where(eq(centerTimes.id, id)).for('no key update')
  const { fromAt, toAt, reason } = found(row, 'stretch', id)
  await tx.db.update(centerTimes).set(to).where(eq(centerTimes.id, id))
  return { kind: 'retime', centerTimeId: id, before: { fromAt, toAt, reason } }
}

/** Writes what a change means, and answers what takes it back. A stretch that is made again keeps the number that later acts know. */
async function write(tx: Ctx, change: PlanChange, timeId?: number): Promise<Undoing[]> {
  switch (change.kind) {
    case 'move':
    case 'unpin':
    case 'split':
      return [await setChoice(tx, change.operationId, change)]
    case 'queue':
      return [] // the places say it all
    case 'priority': {
      const { priority: before } = await getJobRow(tx.db, change.jobId, { lock: true })
      await changeJob(tx, change.jobId, { priority: change.priority })
      return [{ kind: 'priority', jobId: change.jobId, before }]
    }
    case 'down':
    case 'overtime': {
      const [row] = await tx.db
        .insert(centerTimes)
        .overridingSystemValue()
        .values({
          ...(timeId === undefined ? {} : { id: timeId }),
          kind: change.kind,
          workCenterId: change.workCenterId,
          machineId: change.kind === 'down' ? change.machineId : null,
          fromAt: change.from,
          toAt: change.to,
          reason: change.reason,
        })
        .returning({ id: centerTimes.id })
      return [{ kind: 'time', centerTimeId: found(row, 'stretch', change.kind).id }]
    }
    case 'retime':
      return [await setTime(tx, change.centerTimeId, { fromAt: change.from, toAt: change.to, reason: change.reason })]
    case 'dropTime': {
      const [row] = await tx.db.delete(centerTimes).where(eq(centerTimes.id, change.centerTimeId)).returning()
      return [{ kind: 'timeGone', before: found(row, 'stretch', change.centerTimeId) }]
    }
    case 'outside':
      return [
        await setMaking(tx, change.operationId, {
          kind: 'outside',
          workCenterId: null,
          supplierId: change.vendorId,
          leadDays: change.leadDays,
          unitPrice: change.unitPrice,
        }),
      ]
    case 'releaseHold':
      await tx.db.update(promiseHolds).set({ state: 'released' }).where(eq(promiseHolds.id, change.holdId))
      return [{ kind: 'hold', holdId: change.holdId }]
    case 'rushOrder': {
      const { itemId, quantity, dueOn } = change
      const job = await createJob(tx, { items: [{ itemId, quantity, dueOn }], priority: 'rush' })
      return [{ kind: 'job', jobId: job.id }]
    }
  }
}

async function takeBack(tx: Ctx, undoing: Undoing): Promise<void> {
  switch (undoing.kind) {
    case 'choice':
      return storeChoice(tx, undoing.operationId, undoing.before)
    case 'priority':
      await changeJob(tx, undoing.jobId, { priority: undoing.before })
      return
    case 'time':
      await tx.db.delete(centerTimes).where(eq(centerTimes.id, undoing.centerTimeId))
      return
    case 'retime':
      await setTime(tx, undoing.centerTimeId, undoing.before)
      return
    case 'timeGone':
      await tx.db.insert(centerTimes).overridingSystemValue().values(undoing.before)
      return
    case 'method':
      await setMaking(tx, undoing.operationId, undoing.before)
      return
    case 'hold':
      await tx.db.update(promiseHolds).set({ state: 'held' }).where(eq(promiseHolds.id, undoing.holdId))
      return
    case 'job':
      await cancelJob(tx, undoing.jobId, 'The planner took the rush order back.')
  }
}

/** The order that a queue asks for, as places. */
function placesOf(facts: PlanFacts, changes: readonly PlanChange[]): PlaceKept[] {
  return changes.flatMap((c) => {
    if (c.kind !== 'queue') return []
    const id = Number(c.resource.slice(1))
    return [...queued(facts, c.resource, c.operationIds)].map(([operationId, at]) => ({
      key: String(operationId),
      startAt: new Date(at * 60_000).toISOString(),
      machineId: c.resource.startsWith('m') ? id : null,
      workCenterId: c.resource.startsWith('c') ? id : null,
    }))
  })
}

const placeOfRow = (r: PlanRow | undefined, key: string): PlaceKept => ({
  key,
  startAt: r?.startAt ?? null,
  machineId: r?.machineId ?? null,
  workCenterId: r?.workCenterId ?? null,
})

/** The places that two plans differ in, as they were in each. */
export function placesChanged(before: readonly PlanRow[], after: readonly PlanRow[]) {
  const [was, is] = [before, after].map(
    (rows) => new Map(rows.filter((r) => r.part === 0 && !r.holdId).map((r) => [r.key, r])),
  )
  const keys = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])].filter((k) => {
    const [a, b] = [was?.get(k), is?.get(k)]
    return a?.startAt !== b?.startAt || a?.machineId !== b?.machineId || a?.workCenterId !== b?.workCenterId
  })
  return {
    placesBefore: keys.map((k) => placeOfRow(was?.get(k), k)),
    placesAfter: keys.map((k) => placeOfRow(is?.get(k), k)),
  }
}

export type Acted = { version: number; actId: number }
type Act = { summary: string; changes: PlanChange[]; undoing: Undoing[]; jobs: (typeof planActs.$inferInsert)['jobs'] }
export async function noteAct(tx: Ctx, act: Act, planned: Planned): Promise<Acted> {
  const [row] = await tx.db
    .insert(planActs)
    .values({
      ...act,
      ...placesChanged(planned.before as PlanRow[], planned.rows),
      at: tx.now,
      by: tx.actor.name,
      version: planned.version,
    })
    .returning({ id: planActs.id })
  return { version: planned.version, actId: found(row, 'act', act.summary).id }
}

/** Refuses to act on a plan that another planner has changed since it was seen; plans anew in the background do no harm. */
export async function whyNotActOn(tx: Ctx, version: number) {
  const [other] = await tx.db
    .select()
    .from(planActs)
    .where(gt(planActs.version, version))
    .orderBy(desc(planActs.id))
    .limit(1)
  return refuse(
    other !== undefined && other.by !== tx.actor.name,
    'plan.changed',
    `${other?.by ?? ''} has changed the plan meanwhile (${other?.summary ?? ''}). Look at it again.`,
  )
}

async function writeAll(tx: Ctx, changes: readonly PlanChange[], timeIds: readonly number[] = []): Promise<Undoing[]> {
  const left = [...timeIds]
  const undoing: Undoing[] = []
  for (const change of changes)
    undoing.push(...(await write(tx, change, ['down', 'overtime'].includes(change.kind) ? left.shift() : undefined)))
  return undoing
}

const jobsOf = (undoing: readonly Undoing[]) => undoing.flatMap((u) => (u.kind === 'job' ? u.jobId : []))

/** Does a list of changes and plans anew: all of it, or nothing. Refused when it would make the plan impossible. */
export const doChanges = (ctx: Ctx, changes: PlanChange[], version?: number, summary?: string): Promise<Acted> =>
  inTransaction(ctx, async (tx) => {
    unless(whyMayNot(rolesMay(tx.actor.roles), changes))
    await lockPlan(tx)
    if (version !== undefined) unless(await whyNotActOn(tx, version))
    const { loaded, bare } = await factsFor(tx.db, tx.now, changes)
    unless(whyNotChange(loaded.facts, changes))
    const before = await keptPlan(bare, true)
    const clock = (minutes: number) => clockOfMinutes(minutes, bare.zone)
    const check = (plan: SolvedPlan) =>
      unless(whyImpossible(changes, brokenRules(plan, before, movedBy(changes), clock)))
    const writing = { write: (t: Ctx) => writeAll(t, changes), check, jobsOf }
    const { written: undoing, ...planned } = await planWith(tx, writing, placesOf(loaded.facts, changes), true)
    const jobs = jobChanges(before, planned.plan, (minutes) => dayOfMinutes(minutes, bare.zone))
    return noteAct(tx, { summary: summary ?? summaryOf(loaded.facts, changes), changes, undoing, jobs }, planned)
  })

/** The act to take back or do again: the one that the planner was shown, and nothing that somebody has done since. */
async function actOf(tx: Ctx, which: 'undo' | 'redo', actId: number) {
  const brief = await undoState(tx.db)
  const [act] = await tx.db.select().from(planActs).where(eq(planActs.id, actId))
  const { summary, undone, changes } = found(act, 'act', actId)
  const newer = brief.undo !== null && brief.undo.id > actId ? brief.undo : undefined
  const over = undone === (which === 'undo')
  unless([
    ...refuse(
      newer !== undefined,
      'plan.changed',
      `${newer?.by ?? ''} has changed the plan since (${newer?.summary ?? ''}). Look at it again.`,
    ),
    ...refuse(
      newer === undefined && (over || brief[which]?.id !== actId),
      `plan.no-${which}`,
      over
        ? `It has been ${which === 'undo' ? 'taken back' : 'done again'} already (${summary}).`
        : `Other acts come before it (${summary}).`,
    ),
    ...whyMayNot(rolesMay(tx.actor.roles), changes),
  ])
  return found(act, 'act', actId)
}

/** Takes the last act back, whoever did it, and puts every operation where it stood before it as far as the shop still allows. */
export const undoAct = (ctx: Ctx, actId: number): Promise<{ version: number; summary: string }> =>
  inTransaction(ctx, async (tx) => {
    await lockPlan(tx)
    const act = await actOf(tx, 'undo', actId)
    const write = async (t: Ctx) => {
      for (const undoing of [...act.undoing].reverse()) await takeBack(t, undoing)
    }
    const { version } = await planWith(tx, { write }, act.placesBefore)
    await tx.db.update(planActs).set({ undone: true, version }).where(eq(planActs.id, act.id))
    return { version, summary: act.summary }
  })

export const redoAct = (ctx: Ctx, actId: number): Promise<{ version: number; summary: string }> =>
  inTransaction(ctx, async (tx) => {
    await lockPlan(tx)
    const act = await actOf(tx, 'redo', actId)
    const timeIds = act.undoing.flatMap((u) => (u.kind === 'time' ? u.centerTimeId : []))
    const writing = { write: (t: Ctx) => writeAll(t, act.changes, timeIds), jobsOf }
    const { version, written: undoing } = await planWith(tx, writing, act.placesAfter)
    await tx.db.update(planActs).set({ undone: false, undoing, version }).where(eq(planActs.id, act.id))
    return { version, summary: act.summary }
  })
