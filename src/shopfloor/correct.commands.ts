import { and, eq, isNull, lt, ne, sql } from 'drizzle-orm'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { refuse, unless } from '../core/refusal.ts'
import { correctTimeCost, costTime, ratesOfTime } from '../costing/cost.commands.ts'
import { getJobRow, workOrderOfOperation } from '../jobs/job.queries.ts'
import { operationProgress } from '../jobs/job.tables.ts'
import { closeLogs, lockEmployee, logsAround, reportQuantity, type TimeLog, weighed } from './time.commands.ts'
import type { Activity, ScrapReason } from './time.model.ts'
import { roundMinutes, sharedMinutes } from './time.rules.ts'
import { quantityReports, timeCorrections, timeLogs } from './time.tables.ts'
import { undoReport } from './undo.commands.ts'

export type CorrectTime = {
  id: number
  startedAt: string
  endedAt: string
  activity: Activity
  operationId?: number | undefined
  reason: string
}

const instant = (text: string): string => new Date(text).toISOString()

/**
 * Corrects one clock. The wrong log is voided and another takes its place; what the person's other logs of that time bear
 * is shared out anew, so that again no minute is lost or counted twice. Cost follows by entries that are appended.
 */
export const correctTime = (ctx: Ctx, input: CorrectTime): Promise<{ id: number; minutes: number }> =>
  inTransaction(ctx, async (tx) => {
    const wrong = await lockLog(tx, input.id)
    const operationId = input.operationId ?? wrong.operationId
    const [startedAt, endedAt] = [instant(input.startedAt), instant(input.endedAt)]
    const workOrder = await workOrderOfOperation(tx.db, operationId)
    unless([
      ...refuse(startedAt >= endedAt, 'correct.order', 'The end must be after the start.'),
      ...refuse(endedAt > tx.now, 'correct.future', 'The time must not be in the future.'),
      ...refuse(
        Date.parse(endedAt) - Date.parse(startedAt) > 24 * 3_600_000,
        'correct.too-long',
        'One clock runs a day at most.',
      ),
      ...(await whyNotJob(tx, workOrder.jobId)),
    ])
    const [fresh] = await tx.db
      .insert(timeLogs)
      .values({
        employeeId: wrong.employeeId,
        workOrderId: workOrder.id,
        operationId,
        workCenterId: wrong.workCenterId,
        machineId: wrong.machineId,
        activity: input.activity,
        startedAt,
        endedAt,
        minutes: 0,
        correctsId: wrong.id,
        note: input.reason,
      })
      .returning()
    const { id } = found(fresh, 'time log', wrong.id)
    await setMinutes(tx, wrong, 0, input.reason)
    await tx.db
      .update(timeLogs)
      .set({ voided: true, endedAt: wrong.endedAt ?? tx.now })
      .where(eq(timeLogs.id, wrong.id))
    const from = [wrong.startedAt, startedAt].sort()[0] ?? startedAt
    const to = [wrong.endedAt ?? tx.now, endedAt].sort().at(-1) ?? endedAt
    await shareAnew(tx, wrong.employeeId, from, to, input.reason)
    const [now] = await tx.db.select({ minutes: timeLogs.minutes }).from(timeLogs).where(eq(timeLogs.id, id))
    return { id, minutes: now?.minutes ?? 0 }
  })

/** Voids a clock that should never have run; what it bore goes to whatever else ran then. */
export const voidTime = (ctx: Ctx, id: number, reason: string): Promise<{ id: number }> =>
  inTransaction(ctx, async (tx) => {
    const wrong = await lockLog(tx, id)
    const endedAt = wrong.endedAt ?? tx.now
    await setMinutes(tx, wrong, 0, reason)
    await tx.db.update(timeLogs).set({ voided: true, endedAt }).where(eq(timeLogs.id, id))
    await shareAnew(tx, wrong.employeeId, wrong.startedAt, endedAt, reason)
    return { id }
  })

async function lockLog(tx: Ctx, id: number): Promise<TimeLog> {
  const [before] = await tx.db.select({ employeeId: timeLogs.employeeId }).from(timeLogs).where(eq(timeLogs.id, id))
  await lockEmployee(tx, found(before, 'time log', id).employeeId)
  const [log] = await tx.db.select().from(timeLogs).where(eq(timeLogs.id, id))
  const wrong = found(log, 'time log', id)
  const workOrder = await workOrderOfOperation(tx.db, wrong.operationId)
  unless([
    ...refuse(wrong.voided, 'correct.voided', 'This clock was corrected already.'),
    ...(await whyNotJob(tx, workOrder.jobId)),
  ])
  return wrong
}

const whyNotJob = async (tx: Ctx, jobId: number) => {
  const job = await getJobRow(tx.db, jobId)
  return refuse(job.status === 'closed', 'correct.job-closed', `${job.number} is closed: its cost is final.`)
}

/** Gives every closed log that runs in the window the minutes it bears now. */
async function shareAnew(tx: Ctx, employeeId: number, from: string, to: string, reason: string): Promise<void> {
  const changed = (await logsAround(tx, employeeId, from, to)).filter((a) => a.log.endedAt !== null)
  const first = changed.map((a) => a.log.startedAt).sort()[0]
  const last = changed
    .map((a) => a.log.endedAt ?? to)
    .sort()
    .at(-1)
  if (first === undefined || last === undefined) return
  const minutes = sharedMinutes(weighed(await logsAround(tx, employeeId, first, last)), tx.now)
  for (const { log } of changed) await setMinutes(tx, log, roundMinutes(minutes.get(log.id) ?? 0), reason)
}

/** One log's new minutes, with the trail, the operation's sum and the difference in cost. */
async function setMinutes(tx: Ctx, log: TimeLog, after: number, reason: string): Promise<void> {
  const before = log.minutes ?? 0
  if (before === after) return
  const earlier = await tx.db
    .select({ id: timeCorrections.id })
    .from(timeCorrections)
    .where(eq(timeCorrections.timeLogId, log.id))
  const [correction] = await tx.db
    .insert(timeCorrections)
    .values({ at: tx.now, by: tx.actor.name, timeLogId: log.id, minutesBefore: before, minutesAfter: after, reason })
    .returning({ id: timeCorrections.id })
  await tx.db.update(timeLogs).set({ minutes: after }).where(eq(timeLogs.id, log.id))
  const difference = roundMinutes(after - before)
  await tx.db
    .update(operationProgress)
    .set(
      log.activity === 'setup'
        ? { setupMinutes: sql`${operationProgress.setupMinutes} + ${difference}` }
        : { runMinutes: sql`${operationProgress.runMinutes} + ${difference}` },
    )
    .where(eq(operationProgress.operationId, log.operationId))
  const { jobId } = await workOrderOfOperation(tx.db, log.operationId)
  const { id } = found(correction, 'correction', log.id)
  if (before === 0) await costTime(tx, { ...log, id, jobId, minutes: after }, await ratesOfTime(tx, log), 'correction')
  else
    await correctTimeCost(
      tx,
      {
        id,
        timeLogId: log.id,
        jobId,
        workOrderId: log.workOrderId,
        operationId: log.operationId,
        minutesBefore: before,
        minutesAfter: after,
      },
      earlier.map((e) => e.id),
    )
}

export type CorrectReport = {
  reportIds: readonly number[]
  good: number
  scrap: number
  rework: number
  scrapReason: ScrapReason | null
  reworkReason?: ScrapReason | null
  note: string
}

/** Takes a report back and puts the right one in its place, for the same person. Nothing in its place when all are 0. */
export const correctReport = (ctx: Ctx, input: CorrectReport): Promise<{ reportIds: number[] }> =>
  inTransaction(ctx, async (tx) => {
    const { reportIds } = await undoReport(tx, input.reportIds, input.note)
    const [before] = await tx.db
      .select()
      .from(quantityReports)
      .where(eq(quantityReports.id, reportIds[0] ?? 0))
    const { operationId, employeeId } = found(before, 'report', reportIds[0] ?? 0)
    if (input.good + input.scrap + input.rework === 0) return { reportIds }
    const { reportIds: _, ...right } = input
    const again = await reportQuantity(tx, { operationId, employeeId, ...right })
    return { reportIds: again.reportIds }
  })

/** Nobody works as long as this without a break; whoever is still clocked on has forgotten it. */
const forgottenHours = 14

/**
 * Stops forgotten clocks: those whose person's shift has ended by more than two hours, at that end; without a calendar
 * after fourteen hours. They are marked, and the time check shows them first.
 */
export async function stopForgottenClocks(
  ctx: Ctx,
  shiftEnds: (employeeId: number, startedAt: string) => Promise<string | undefined>,
): Promise<number> {
  const open = await ctx.db
    .select()
    .from(timeLogs)
    .where(and(isNull(timeLogs.endedAt), ne(timeLogs.voided, true), lt(timeLogs.startedAt, hoursBefore(ctx.now, 2))))
  let stopped = 0
  for (const employeeId of new Set(open.map((l) => l.employeeId)))
    stopped += await inTransaction(ctx, async (tx) => {
      await lockEmployee(tx, employeeId)
      const theirs = await tx.db
        .select()
        .from(timeLogs)
        .where(and(eq(timeLogs.employeeId, employeeId), isNull(timeLogs.endedAt)))
      const started = theirs.map((l) => l.startedAt).sort()
      const [first, last] = [started[0], started.at(-1)]
      if (first === undefined || last === undefined) return 0
      const shift = await shiftEnds(employeeId, last)
      const end =
        shift ??
        (first < hoursBefore(tx.now, forgottenHours)
          ? new Date(Date.parse(last) + 8 * 3_600_000).toISOString()
          : undefined)
      if (end === undefined || end > hoursBefore(tx.now, 2) || end < last) return 0
      const closed = await closeLogs(tx, employeeId, theirs, end)
      for (const log of closed) await tx.db.update(timeLogs).set({ autoStopped: true }).where(eq(timeLogs.id, log.id))
      return closed.length
    })
  return stopped
}

const hoursBefore = (now: string, hours: number): string => new Date(Date.parse(now) - hours * 3_600_000).toISOString()
