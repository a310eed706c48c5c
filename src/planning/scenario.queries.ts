import { asc } from 'drizzle-orm'
import { getCompany } from '../core/company.queries.ts'
import type { Db } from '../core/ctx.ts'
import { type Refusal, Refused } from '../core/refusal.ts'
import type { BrokenRule, JobChange, PlanChange, PlanTotals } from './board.model.ts'
import { planScenarios } from './plan.tables.ts'
import { applyChanges, brokenRules, whyImpossible, whyNotChange } from './planChange.rules.ts'
import { clockOfMinutes, dayOfMinutes } from './planDay.rules.ts'
import { planFacts } from './planFacts.queries.ts'
import type { SolvedPlan } from './planProblem.rules.ts'
import { keptPlan } from './planSolved.queries.ts'
import { jobChanges, totalsOf } from './planTotals.rules.ts'
import { getPlanState } from './stale.queries.ts'
import { factsFor, movedBy } from './trial.queries.ts'

type Column = {
  id: number | null
  name: string
  changes: PlanChange[]
  totals: PlanTotals
  broken: BrokenRule[]
  whyNot: Refusal[]
  fault: string
  jobs: JobChange[]
}

/** One what-if worked out on the plan as it is; what cannot be done any more says why and shows the plan unchanged. */
async function columnOf(db: Db, now: string, live: SolvedPlan, s: typeof planScenarios.$inferSelect): Promise<Column> {
  const base = {
    id: s.id,
    name: s.name,
    changes: s.changes,
    totals: totalsOf(live.facts, live.answer),
    broken: [],
    whyNot: [],
    jobs: [],
  }
  try {
    const orders = s.changes.some((c) => c.kind === 'rushOrder')
    const facts = orders ? (await factsFor(db, now, s.changes)).loaded.facts : live.facts
    const against = whyNotChange(facts, s.changes)
    if (against.length > 0) throw new Refused(against)
    const plan = await keptPlan(applyChanges(facts, s.changes), true)
    const { zone } = facts
    const broken = brokenRules(plan, live, movedBy(s.changes), (m) => clockOfMinutes(m, zone))
    return {
      ...base,
      totals: totalsOf(plan.facts, plan.answer),
      broken,
      whyNot: whyImpossible(s.changes, broken),
      jobs: jobChanges(live, plan, (m) => dayOfMinutes(m, zone)),
      fault: '',
    }
  } catch (error) {
    if (error instanceof Refused) return { ...base, fault: error.message }
    throw error
  }
}

/** The plan and all its what-ifs side by side, in days and money. */
export async function compareScenarios(db: Db, now: string) {
  const { facts } = await planFacts(db, now)
  const live = await keptPlan(facts, true)
  const columns: Column[] = [
    {
      id: null,
      name: '',
      changes: [],
      totals: totalsOf(live.facts, live.answer),
      broken: brokenRules(live, undefined, new Set(), (m) => clockOfMinutes(m, facts.zone)),
      whyNot: [],
      fault: '',
      jobs: [],
    },
  ]
  for (const s of await db.select().from(planScenarios).orderBy(asc(planScenarios.id)))
    columns.push(await columnOf(db, now, live, s))
  return {
    version: (await getPlanState(db)).version,
    currency: (await getCompany(db)).currency,
    columns: columns.map(({ jobs: _, ...c }) => c),
    jobs: jobRows(columns),
  }
}

/** Jobs that any column changes; a column that does not change one shows what the plan says. */
function jobRows(columns: readonly Column[]) {
  const changed = Map.groupBy(
    columns.flatMap((c) => c.jobs),
    (j) => j.job,
  )
  return [...changed].map(([job, all]) => {
    const [one] = all as [JobChange]
    const of = (c: Column) => c.jobs.find((j) => j.job === job)
    return {
      jobId: one.jobId,
      job,
      customers: one.customers,
      dueOn: one.dueOn,
      dates: columns.map((c) => of(c)?.afterOn ?? (c.jobs.some((j) => j.job === job) ? null : one.beforeOn)),
      money: columns.map((c) => of(c)?.moneyAfter ?? one.moneyBefore),
    }
  })
}
