import { toAnswer } from './answer.ts'
import { dispatch, findNeighbors } from './dispatch.ts'
import { type RankWalk, rankWalk, type Steering, type Tried, type Walk, wheelWalk } from './improveWalk.ts'
import { costOf, defaultWeights, type Weights } from './objective.ts'
import type { Answer, Problem } from './problem.model.ts'
import { seeded } from './random.ts'
import { compile } from './shop.ts'
import { computeUrgency, type Rule, type Urgency } from './urgency.ts'

export type ImproveOptions = {
  seed: number
  /** Asked before every pass; a pass over 10,000 operations takes about 0.1 s. The first plan is made in any case. */
  stop: () => boolean
  weights?: Partial<Weights>
  /** Called with each better plan, the first included. */
  better?: (answer: Answer, cost: number) => void
}

/**
 * Anytime scheduling under all constraints: the best of the dispatching rules first, then passes of the dispatcher steered by due dates that are moved, and, when
 * these bring nothing for a while, in turn with passes that keep the best plan's order but for one change. Deterministic for a seed as far as stop() is.
 */
export function improve(problem: Problem, options: ImproveOptions): Answer {
  const shop = compile(problem)
  const neighbors = findNeighbors(shop)
  const random = seeded(options.seed)
  const weights = { ...defaultWeights, ...options.weights }
  const lookahead = shop.count > 50_000 ? 12 : 64
  const dispatched = (urgency: Urgency): Tried => {
    const late = new Float64Array(problem.jobs.length)
    const plan = dispatch(shop, urgency, lookahead, neighbors)
    return { plan, cost: costOf(shop, plan, weights, late), late }
  }
  const pass = ({ rule, k, dueShift }: Steering): Tried => dispatched(computeUrgency(shop, rule, k, dueShift))
  let steering: Steering = { rule: 'atc', k: 2, dueShift: new Float64Array(problem.jobs.length) }
  let best = pass(steering)
  options.better?.(toAnswer(shop, best.plan), best.cost)
  const take = (tried: Tried) => {
    best = tried
    options.better?.(toAnswer(shop, best.plan), best.cost)
  }
  const given: typeof firstRules = problem.operations.some((o) => o.rank !== undefined) ? [['given', 1]] : []
  for (const [rule, k] of [...given, ...firstRules]) {
    if (rule !== 'given' && options.stop()) break
    const next = { ...steering, rule, k }
    const tried = pass(next)
    if (tried.cost < best.cost) {
      steering = next
      take(tried)
    }
  }
  if (problem.jobs.length > 0) {
    const wheel = wheelWalk(shop, random, pass, { steering, tried: best })
    wander(wheel, rankWalk(shop, random, dispatched, best), best, options.stop, take)
  }
  return toAnswer(shop, best.plan)
}

const firstRules: readonly (readonly [Rule, number])[] = [
  ['atc', 1],
  ['atc', 4],
  ['edd', 2],
  ['cr', 2],
  ['spt', 2],
  ['mwkr', 2],
]

/** After so many passes of the wheel without a better plan the order itself is changed in turn with it. */
const patience = 120

/** Walks from plan to plan; `take` is called for each that beats all before. */
function wander(wheel: Walk, ranks: RankWalk, begun: Tried, stop: () => boolean, take: (tried: Tried) => void): void {
  let best = begun
  let idle = 0
  for (let turn = 0; !stop(); turn++) {
    const byRanks = idle >= patience && turn % 2 === 0
    const tried = (byRanks ? ranks : wheel).step(best)
    const better = tried.cost < best.cost - 1e-9
    if (better) {
      best = tried
      take(tried)
      if (!byRanks) ranks.goOnFrom(tried)
    }
    if (!byRanks) idle = better ? 0 : idle + 1
  }
}
