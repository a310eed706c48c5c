import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm'
import { items } from '../catalog/item.tables.ts'
import { methodOperations } from '../catalog/method.tables.ts'
import { type Ctx, inTransaction, send } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { refuse, unless } from '../core/refusal.ts'
import { statement } from '../core/statement.ts'
import { costTime, ratesOfTime } from '../costing/cost.commands.ts'
import { startWork } from '../jobs/job.commands.ts'
import { workOfOperation } from '../jobs/job.queries.ts'
import { driverWeight } from '../jobs/job.rules.ts'
import { jobs, operationProgress, workOrders } from '../jobs/job.tables.ts'
import { employees, machines } from '../plant/plant.tables.ts'
import { recordOutput } from '../production/output.commands.ts'
import type { Activity, ScrapReason } from './time.model.ts'
import { roundMinutes, sharedMinutes, whyNotClockOn, whyNotThere } from './time.rules.ts'
import { quantityReports, timeLogs } from './time.tables.ts'

export type TimeLog = typeof timeLogs.$inferSelect
export type ClockOn = {
  employeeId: number
  operationId: number
  activity: Activity
  workCenterId?: number
  machineId?: number | null
}

const locking = statement('lockEmployee', (db) =>
  db
    .select({ id: employees.id })
    .from(employees)
    .where(eq(employees.id, sql.placeholder('id')))
    .for('no key update'),
)

/** One person is changed by one act at a time: every clock command takes this lock first. */
export const lockEmployee = async (tx: Ctx, id: number) => {
  const [row] = await locking(tx.db).execute({ id })
  return found(row, 'employee', id)
}

const open = statement('openLogs', (db) =>
  db
    .select()
    .from(timeLogs)
    .where(and(eq(timeLogs.employeeId, sql.placeholder('employeeId')), isNull(timeLogs.endedAt))),
)
const openLogs = (tx: Ctx, employeeId: number): Promise<TimeLog[]> => open(tx.db).execute({ employeeId })

const asked = statement('operationToClock', (db) =>
  db
    .select({
      operation: methodOperations,
      progress: operationProgress,
      /** Work centers that may do it instead. */
      others: sql<
        number[]
      >`array(select a.work_center_id::int from operation_alternates a where a.operation_id = ${methodOperations.id})`,
      machine: { code: machines.code, workCenterId: machines.workCenterId },
    })
    .from(methodOperations)
    .leftJoin(operationProgress, eq(operationProgress.operationId, methodOperations.id))
    .leftJoin(machines, and(eq(machines.id, sql.placeholder('machineId')), eq(machines.archived, false)))
    .where(eq(methodOperations.id, sql.placeholder('id'))),
)

const start = statement('startTimeLog', (db) =>
  db
    .insert(timeLogs)
    .values({
      employeeId: sql.placeholder('employeeId'),
      workOrderId: sql.placeholder('workOrderId'),
      operationId: sql.placeholder('operationId'),
      workCenterId: sql.placeholder('workCenterId'),
      machineId: sql.placeholder('machineId'),
      activity: sql.placeholder('activity'),
      startedAt: sql.placeholder('startedAt'),
    })
    .returning(),
)

export const clockOn = (ctx: Ctx, input: ClockOn): Promise<TimeLog> =>
  inTransaction(ctx, async (tx) => {
    const [, { workOrder, job }, [row], logs] = await Promise.all([
      lockEmployee(tx, input.employeeId),
      workOfOperation(tx.db, input.operationId, { lock: true }),
      asked(tx.db).execute({ id: input.operationId, machineId: input.machineId ?? 0 }),
      openLogs(tx, input.employeeId),
    ])
    const { operation, progress, others, machine } = found(row, 'operation', input.operationId)
    const given = input.machineId ?? null
    const workCenterId = input.workCenterId ?? (given === null ? null : machine?.workCenterId) ?? operation.workCenterId
    unless([
      ...whyNotClockOn({
        workOrder,
        holdReason: job.holdReason,
        sequence: operation.sequence,
        done: progress?.done ?? false,
        blockedReason: progress?.blockedReason ?? '',
        outside: operation.kind === 'outside',
        already: logs.some((l) => l.operationId === input.operationId),
      }),
      ...refuse(
        workCenterId === null && operation.kind === 'inside',
        'time.no-work-center',
        'The operation has no work center.',
      ),
      ...whyNotThere({
        sequence: operation.sequence,
        workCenterId: operation.workCenterId,
        others,
        at: workCenterId,
        machine: given === null ? undefined : machine,
      }),
    ])
    await startWork(tx, workOrder, job)
    if (!progress?.startedAt)
      send(
        tx,
        tx.db
          .update(operationProgress)
          .set({ startedAt: tx.now })
          .where(and(eq(operationProgress.operationId, input.operationId), isNull(operationProgress.startedAt))),
      )
    const [log] = await start(tx.db).execute({
      employeeId: input.employeeId,
      workOrderId: workOrder.id,
      operationId: input.operationId,
      workCenterId: workCenterId ?? 0,
      machineId: input.machineId ?? null,
      activity: input.activity,
      startedAt: tx.now,
    })
    return found(log, 'time log', input.operationId)
  })

/** Stops one of a person's clocks, or all of them, and posts what they bear, once. */
export const clockOff = (ctx: Ctx, input: { employeeId: number; operationId?: number }): Promise<TimeLog[]> =>
  inTransaction(ctx, async (tx) => {
    const [, logs] = await Promise.all([lockEmployee(tx, input.employeeId), openLogs(tx, input.employeeId)])
    const stop = logs.filter((l) => input.operationId === undefined || l.operationId === input.operationId)
    unless(refuse(stop.length === 0, 'time.not-on', 'You are not clocked on there.'))
    return closeLogs(tx, input.employeeId, stop, tx.now)
  })

const given = sql.placeholder

const closing = statement('closeTimeLog', (db) =>
  db
    .update(timeLogs)
    .set({ endedAt: sql`${given('endedAt')}::timestamptz`, minutes: sql`${given('minutes')}::numeric` })
    .where(eq(timeLogs.id, given('id'))),
)

const spending = statement('minutesOfOperation', (db) =>
  db
    .update(operationProgress)
    .set({
      setupMinutes: sql`${operationProgress.setupMinutes} + case when ${given('setup')}::boolean then ${given('minutes')}::numeric else 0 end`,
      runMinutes: sql`${operationProgress.runMinutes} + case when ${given('setup')}::boolean then 0 else ${given('minutes')}::numeric end`,
    })
    .where(eq(operationProgress.operationId, given('operationId'))),
)

/** Closes open logs at an instant with the minutes they bear among everything that the person ran meanwhile. */
export async function closeLogs(
  tx: Ctx,
  employeeId: number,
  stop: readonly TimeLog[],
  endedAt: string,
): Promise<TimeLog[]> {
  const since = stop.map((l) => l.startedAt).sort()[0] ?? endedAt
  const [beside, ...rates] = await Promise.all([
    logsAround(tx, employeeId, since, endedAt),
    ...stop.map((log) => ratesOfTime(tx, log)),
  ])
  const minutes = sharedMinutes(weighed(beside), endedAt)
  const closed: TimeLog[] = []
  for (const [i, log] of stop.entries()) {
    const bears = roundMinutes(minutes.get(log.id) ?? 0)
    send(tx, closing(tx.db).execute({ id: log.id, endedAt, minutes: bears }))
    closed.push({ ...log, endedAt, minutes: bears })
    send(tx, spending(tx.db).execute({ operationId: log.operationId, minutes: bears, setup: log.activity === 'setup' }))
    const jobId = beside.find((a) => a.log.id === log.id)?.jobId ?? 0
    await costTime(tx, { ...log, jobId, minutes: bears }, found(rates[i], 'operation', log.operationId))
  }
  return closed
}

const around = statement('logsAround', (db) =>
  db
    .select({
      log: timeLogs,
      quantity: workOrders.quantity,
      weightKg: items.weightKg,
      areaM2: items.areaM2,
      value: workOrders.estimatedUnitCost,
      runMinutes: methodOperations.runMinutes,
      jobId: jobs.id,
      driver: jobs.splitDriver,
    })
    .from(timeLogs)
    .innerJoin(workOrders, eq(workOrders.id, timeLogs.workOrderId))
    .innerJoin(jobs, eq(jobs.id, workOrders.jobId))
    .innerJoin(items, eq(items.id, workOrders.itemId))
    .innerJoin(methodOperations, eq(methodOperations.id, timeLogs.operationId))
    .where(
      and(
        eq(timeLogs.employeeId, sql.placeholder('employeeId')),
        eq(timeLogs.voided, false),
        lt(timeLogs.startedAt, sql.placeholder('to')),
        or(isNull(timeLogs.endedAt), gt(timeLogs.endedAt, sql.placeholder('from'))),
      ),
    ),
)

/** A person's valid logs that run at any instant between two, open ones included. */
export const logsAround = (tx: Ctx, employeeId: number, from: string, to: string): Promise<Around[]> =>
  around(tx.db).execute({ employeeId, from, to })

type Around = {
  log: TimeLog
  quantity: number
  weightKg: number
  areaM2: number
  value: number
  runMinutes: number
  jobId: number
  driver: Parameters<typeof driverWeight>[0]
}

/** Work of different jobs shares the clock evenly; work of one group job shares its part by the job's driver. */
export const weighed = (around: readonly Around[]) =>
  around.map((a) => ({
    id: a.log.id,
    startedAt: a.log.startedAt,
    endedAt: a.log.endedAt,
    group: a.jobId,
    weight: driverWeight(a.driver, a),
  }))

export type Report = {
  operationId: number
  employeeId?: number | null
  good: number
  scrap: number
  rework: number
  scrapReason?: ScrapReason | null
  reworkReason?: ScrapReason | null
  note?: string
}

/** What came out of an operation: moves the work on and keeps who said so and why. */
export const reportQuantity = (ctx: Ctx, input: Report) =>
  inTransaction(ctx, async (tx) => {
    unless(refuse(input.scrap > 0 && !input.scrapReason, 'report.no-reason', 'Choose why the pieces are scrap.'))
    const result = await recordOutput(tx, input)
    const row = {
      at: tx.now,
      by: tx.actor.name,
      employeeId: input.employeeId ?? null,
      workOrderId: result.workOrderId,
      operationId: input.operationId,
      scrapReason: null,
      note: input.note ?? '',
    }
    const reports = [
      ...(input.good > 0 ? [{ ...row, kind: 'good' as const, quantity: input.good }] : []),
      ...(input.scrap > 0
        ? [{ ...row, kind: 'scrap' as const, quantity: input.scrap, scrapReason: input.scrapReason ?? null }]
        : []),
      ...(input.rework > 0
        ? [{ ...row, kind: 'rework' as const, quantity: input.rework, scrapReason: input.reworkReason ?? null }]
        : []),
    ]
    const { moveIds, testIds, ...shown } = result
    const written = await tx.db
      .insert(quantityReports)
      .values(reports.map((r, i) => ({ ...r, effects: i === 0 ? { moveIds, testIds } : null })))
      .returning({ id: quantityReports.id })
    return { ...shown, reportIds: written.map((r) => r.id) }
  })
