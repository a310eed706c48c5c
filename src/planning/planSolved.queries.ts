import type { Fault } from '../engines/scheduling/check.ts'
import type { Answer, Problem } from '../engines/scheduling/problem.model.ts'
import type { PlanFacts } from './planFacts.model.ts'
import { askSolved } from './planPool.ts'
import { type Homeless, problemOf } from './planProblem.rules.ts'
import type { ShopIndex } from './planShop.rules.ts'

/** A plan beside what it was made of. */
export type SolvedPlan = {
  facts: PlanFacts
  problem: Problem
  shop: ShopIndex
  homeless: readonly Homeless[]
  answer: Answer
  faults: readonly Fault[]
}

/** The plan of these facts in the order that they keep, made in a worker thread. */
export async function keptPlan(facts: PlanFacts, judged = false): Promise<SolvedPlan> {
  const { problem, homeless, shop } = problemOf(facts)
  const { answer, faults } = await askSolved({ kind: 'keep', problem, judged })
  return { facts, problem, shop, homeless, answer, faults }
}
