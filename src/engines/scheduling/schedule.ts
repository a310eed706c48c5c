import { toAnswer } from './answer.ts'
import { dispatch, findNeighbors } from './dispatch.ts'
import type { Answer, Problem } from './problem.model.ts'
import { compile } from './shop.ts'
import { computeUrgency, type Rule } from './urgency.ts'

export type ScheduleOptions = {
  /** Default atc. */
  rule?: Rule
  /** How many of the most urgent waiting operations are compared when a machine is free. Default 64, for more than 50,000 operations 12. */
  lookahead?: number
}

/**
 * Finite-capacity forward schedule by a dispatching rule: a first good plan, in about two seconds per million operations.
 * Pure and deterministic. Throws an Error that names the values at fault when the problem contradicts itself (unknown ids, circles);
 * what cannot be placed is in the answer's `unplaced`.
 */
export function schedule(problem: Problem, options: ScheduleOptions = {}): Answer {
  const shop = compile(problem)
  const urgency = computeUrgency(shop, options.rule ?? 'atc', 2)
  const plan = dispatch(shop, urgency, options.lookahead ?? (shop.count > 50_000 ? 12 : 64), findNeighbors(shop))
  return toAnswer(shop, plan)
}
