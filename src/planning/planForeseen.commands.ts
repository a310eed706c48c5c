import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { attempt, type Ctx } from '../core/ctx.ts'
import { row, rowsOf } from '../core/rows.ts'
import type { Answer } from '../engines/scheduling/problem.model.ts'
import type { WorkFacts } from './planFacts.model.ts'
import { type LoadedFacts, type OpenWork, openWork, planFacts } from './planFacts.queries.ts'
import type { SolvedPlan } from './planProblem.rules.ts'
import type { Marks } from './stale.queries.ts'

/** Ends the attempt that looks ahead: nothing of it stays, least of all its locks. */
class Seen extends Error {}

/**
 * Everything that a plan is made from as it will be after a write, which is taken back at once: making the plan takes seconds, and
 * people on the floor must not wait for locks of the write meanwhile.
 */
export async function foreseen<T>(
  tx: Ctx,
  write: (tx: Ctx) => Promise<T>,
): Promise<{ written: T; loaded: LoadedFacts }> {
  let answer: { written: T; loaded: LoadedFacts } | undefined
  try {
    await attempt(tx, async (inner) => {
      const written = await write(inner)
      answer = { written, loaded: await planFacts(inner.db, inner.now) }
      throw new Seen()
    })
  } catch (error) {
    if (!(error instanceof Seen)) throw error
  }
  if (!answer) throw new Error('The write was not looked at.')
  return answer
}

type Named = { work: ReadonlyMap<number, OpenWork>; steps: ReadonlyMap<number, number> }

/** The work orders and operations of jobs that were foreseen, and those that they have become: made the same way, in the same order. */
async function becomeOf(tx: Ctx, plan: SolvedPlan, jobs: ReadonlyMap<number, number>): Promise<Named> {
  const made = Map.groupBy(await openWork(tx.db), (w) => w.job.id)
  const seen = Map.groupBy(plan.facts.work, (w) => w.jobId)
  const pairs = [...jobs].flatMap(([before, after]) =>
    (seen.get(before) ?? []).flatMap((work, n): [WorkFacts, OpenWork][] => {
      const now = made.get(after)?.[n]
      return now ? [[work, now]] : []
    }),
  )
  const operations = Map.groupBy(
    await rowsOf(
      tx.db,
      sql`select w.id as "workOrderId", o.id from work_orders w join method_operations o on o.method_id = w.method_id
        where w.job_id = any(${sql.param([...jobs.values()])}::int8[]) order by w.id, o.sequence`,
      z.object({ workOrderId: row.id, id: row.id }),
    ),
    (o) => o.workOrderId,
  )
  return {
    work: new Map(pairs.map(([work, now]) => [work.id, now])),
    steps: new Map(
      pairs.flatMap(([work, now]) =>
        work.steps.map((s, n) => [s.id, operations.get(now.workOrder.id)?.[n]?.id ?? s.id] as const),
      ),
    ),
  }
}

function renamedAnswer(answer: Answer, { work, steps }: Named): Answer {
  const step = (id: number) => steps.get(id) ?? id
  const own = <T extends { operationId: number }>(x: T): T => ({ ...x, operationId: step(x.operationId) })
  return {
    ...answer,
    placements: answer.placements.map((p) => ({
      ...own(p),
      reason: p.reason.operationId === undefined ? p.reason : { ...p.reason, operationId: step(p.reason.operationId) },
    })),
    unplaced: answer.unplaced.map(own),
    jobs: answer.jobs.map((j) => ({ ...j, jobId: work.get(j.jobId)?.workOrder.id ?? j.jobId })),
  }
}

/** A foreseen plan with the numbers that the jobs made meanwhile (before to after) have, and its open work. */
export async function asWritten(
  tx: Ctx,
  plan: SolvedPlan,
  open: readonly OpenWork[],
  jobs: ReadonlyMap<number, number>,
): Promise<{ plan: SolvedPlan; open: readonly OpenWork[] }> {
  if (jobs.size === 0) return { plan, open }
  const named = await becomeOf(tx, plan, jobs)
  const idOf = (id: number) => named.work.get(id)?.workOrder.id ?? id
  const renamed = (w: WorkFacts): WorkFacts => {
    const now = named.work.get(w.id)
    if (!now) return w
    return {
      ...w,
      id: now.workOrder.id,
      number: now.workOrder.number,
      jobId: now.job.id,
      job: now.job.number,
      topId: idOf(w.topId),
      parentId: w.parentId === null ? null : idOf(w.parentId),
      steps: w.steps.map((s) => {
        const id = named.steps.get(s.id) ?? s.id
        return { ...s, id, operationId: id }
      }),
    }
  }
  return {
    open: open.map((w) => named.work.get(w.workOrder.id) ?? w),
    plan: {
      ...plan,
      facts: { ...plan.facts, work: plan.facts.work.map(renamed) },
      homeless: plan.homeless.map((h) => ({
        ...h,
        operationId: named.steps.get(h.operationId) ?? h.operationId,
        workOrderId: idOf(h.workOrderId),
      })),
      answer: renamedAnswer(plan.answer, named),
    },
  }
}

/** Marks of before, with what this transaction itself has written since: the plan has seen that, and nothing that others did meanwhile. */
export async function marksWithOwn(tx: Ctx, before: Marks): Promise<Marks> {
  const [marks] = await rowsOf(
    tx.db,
    sql`select latest.id as "auditId", (${before.auditGaps}::int8multirange + int8multirange(int8range(${before.auditId}::int8 + 1, latest.id + 1))
        - coalesce((select range_agg(int8range(a.id, a.id + 1)) from audit_log a where a.id > ${before.auditId} and a.xmin = pg_current_xact_id()::xid), '{}'))::text as "auditGaps"
      from (select coalesce(max(id), ${before.auditId}) as id from audit_log where id >= ${before.auditId}) latest`,
    z.object({ auditId: row.id, auditGaps: row.text }),
  )
  return { ...before, ...marks }
}
