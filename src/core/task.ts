import { EventEmitter } from 'node:events'
import { sql } from 'drizzle-orm'
import { Logger, parseCronItems, type Runner, run, runMigrations, type WorkerEvents } from 'graphile-worker'
import type { Pool } from 'pg'
import type { Logger as Log } from 'pino'
import { type Ctx, type Db, systemActor } from './ctx.ts'

/**
 * Background work. A task is a row written in the same transaction as the change that wants it, so it is neither lost
 * nor run for a change that was rolled back. It is run at least once: a task whose process dies is run again by another,
 * so every handler must come to the same end when it runs twice. Work of people is never called a task here.
 */
export type TaskHandler = (ctx: Ctx, payload: unknown) => Promise<void>
export type Tasks = Readonly<Record<string, TaskHandler>>
/** `match` is a crontab time in UTC: minute, hour, day, month, weekday. */
export type Recurring = { task: string; match: string }

export type EnqueueOptions = {
  /** One task of that key waits at most; a later one replaces it. */
  key?: string
  /** Not before this instant. */
  runAt?: string
  /** A task of that key that waits already keeps its instant. */
  keepRunAt?: boolean
}

export async function enqueue(
  tx: Pick<Ctx, 'db'>,
  name: string,
  payload: object,
  { key, runAt, keepRunAt }: EnqueueOptions = {},
): Promise<void> {
  await tx.db.execute(
    sql`select graphile_worker.add_job(${name}::text, ${JSON.stringify(payload)}::json, job_key => ${key ?? null}::text, job_key_mode => ${keepRunAt ? 'preserve_run_at' : 'replace'}::text, run_at => ${runAt ?? null}::timestamptz)`,
  )
}

/** Makes or updates the queue's own tables. */
export const migrateTasks = (pool: Pool): Promise<void> =>
  runMigrations({ pgPool: pool, logger: quiet, noHandleSignals: true } as Parameters<typeof runMigrations>[0])

const quiet = new Logger(() => () => undefined)

/** Each runner says that it lives this often … */
const beatMs = 3_000
/** … and one that was silent for so long is dead: its tasks go to the others. */
const deadMs = 15_000
/** Tasks that one process runs at once. */
const concurrency = 4

export type TaskRunner = { stop(): Promise<void> }
export type TaskRunnerOptions = {
  db: Db
  pool: Pool
  tasks: Tasks
  recurring?: readonly Recurring[]
  log: Log
  deadMs?: number
}

/** Runs tasks until stopped; when the database goes away and comes back, it goes on. */
export async function taskRunner(options: TaskRunnerOptions): Promise<TaskRunner> {
  let stopping = false
  let current: { runner: Runner; forget: () => Promise<void> } | undefined
  let wake = () => {}
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, 1000)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  current = await startRunner(options)
  const supervise = async () => {
    while (!stopping) {
      try {
        current ??= await startRunner(options)
        await current.runner.promise
      } catch (error) {
        options.log.warn({ err: error }, 'the task runner ended; it is started again')
      }
      await current?.forget()
      current = undefined
      if (!stopping) await pause()
    }
  }
  const supervised = supervise()
  return {
    stop: async () => {
      stopping = true
      wake()
      await current?.runner.stop().catch(() => undefined)
      await supervised
    },
  }
}

async function startRunner({ db, pool, tasks, recurring = [], log, deadMs: silence = deadMs }: TaskRunnerOptions) {
  const events: WorkerEvents = new EventEmitter()
  let name = ''
  const beat = async () => {
    if (name === '') return
    try {
      await db.execute(
        sql`insert into task_runners (name, beat_at) values (${name}, now()) on conflict (name) do update set beat_at = excluded.beat_at`,
      )
      await releaseTasksOfTheDead(db, silence)
    } catch (error) {
      log.warn({ err: error }, 'the task runner could not say that it lives')
    }
  }
  events.on('pool:create', ({ workerPool }) => {
    name = workerPool.id
    void beat()
  })
  events.on('job:error', ({ job, error }) =>
    log.error({ task: job.task_identifier, attempt: job.attempts, err: error }, 'a task failed'),
  )
  const runner = await run({
    pgPool: pool,
    events,
    logger: quiet,
    noHandleSignals: true,
    concurrency,
    pollInterval: 2000,
    taskList: Object.fromEntries(
      Object.entries(tasks).map(([task, handle]) => [
        task,
        (payload: unknown) => handle({ db, actor: systemActor, now: new Date().toISOString() }, payload),
      ]),
    ),
    parsedCronItems: parseCronItems(
      recurring.map(({ task, match }) => ({
        task,
        match,
        identifier: task,
        options: { backfillPeriod: 0, jobKey: task, jobKeyMode: 'preserve_run_at' },
      })),
    ),
  })
  // The end of the runner is awaited by its supervisor, perhaps a moment later.
  runner.promise.catch(() => undefined)
  const timer = setInterval(() => void beat(), Math.min(beatMs, silence / 3))
  const forget = async () => {
    clearInterval(timer)
    await db.execute(sql`delete from task_runners where name = ${name}`).catch(() => undefined)
  }
  return { runner, forget }
}

/** The queue itself would wait four hours before it gives a dead process's task to another. */
async function releaseTasksOfTheDead(db: Db, silence: number): Promise<void> {
  const since = sql`now() - make_interval(secs => ${silence / 1000}::float8)`
  await db.execute(sql`
    select graphile_worker.force_unlock_workers(dead.names) from (
      select array_agg(distinct j.locked_by) as names from graphile_worker.jobs j
       where j.locked_by is not null and j.locked_at < ${since}
         and not exists (select from task_runners r where r.name = j.locked_by and r.beat_at > ${since})) dead
     where dead.names is not null`)
  await db.execute(sql`delete from task_runners where beat_at < now() - interval '1 hour'`)
}
