import type { PlanFacts } from './planFacts.model.ts'
import { askSolved } from './planPool.ts'
import { problemOf, type SolvedPlan } from './planProblem.rules.ts'

/** The plan of these facts in the order that they keep, made in a worker thread. */
export async function keptPlan(facts: PlanFacts, judged = false, signal?: AbortSignal): Promise<SolvedPlan> {
  const { problem, homeless, shop } = problemOf(facts)
  const { answer, faults } = await askSolved(
    { kind: 'keep', problem, judged, justInTime: facts.settings.earlyPerDay > 0 },
    signal ? { signal } : {},
  )
  return { facts, problem, shop, homeless, answer, faults }
}
