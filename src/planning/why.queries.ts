import type { Db } from '../core/ctx.ts'
import { causes } from '../engines/scheduling/explain.ts'
import { getJobRow } from '../jobs/job.queries.ts'
import { planFacts } from './planFacts.queries.ts'
import { keptPlan } from './planSolved.queries.ts'
import { instantOf } from './planTotals.rules.ts'
import { namesOf, reasonText } from './planWords.rules.ts'

/** The chain that decides a job's date: from its last operation back to what waited for nobody. */
export async function whyJob(db: Db, now: string, jobId: number) {
  await getJobRow(db, jobId)
  const { facts } = await planFacts(db, now)
  const plan = await keptPlan(facts)
  const names = namesOf(facts)
  const tops = new Set(facts.work.filter((w) => w.jobId === jobId).map((w) => w.topId))
  const last = plan.answer.jobs
    .filter((j) => tops.has(j.jobId) && j.completion !== null)
    .sort((a, b) => (b.completion ?? 0) - (a.completion ?? 0))[0]
  if (!last) return []
  return causes(plan.problem, plan.answer, last.jobId).map((c) => {
    const found = names.step(c.operationId)
    return {
      operationId: c.operationId > 0 ? c.operationId : null,
      operation: `${names.machine(c.machineId)} ${names.operation(c.operationId)}`,
      job: found?.work.job ?? '',
      startAt: instantOf(c.start),
      endAt: instantOf(c.end),
      reason: reasonText(
        c.reason,
        { machineId: c.machineId, start: c.start, frozenUntil: plan.shop.frozenUntil },
        found?.step,
        names,
      ),
    }
  })
}
