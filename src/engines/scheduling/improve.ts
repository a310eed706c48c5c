import { toAnswer } from './answer.ts'
import { dispatch, findNeighbors } from './dispatch.ts'
import { costOf, defaultWeights, type Weights } from './objective.ts'
import type { Plan } from './plan.ts'
import type { Answer, Problem } from './problem.model.ts'
import { type Random, seeded } from './random.ts'
import { compile, type Shop } from './shop.ts'
import { computeUrgency, type Rule } from './urgency.ts'

export type ImproveOptions = {
  seed: number
  /** Asked before every pass; a pass over 10,000 operations takes about 0.1 s. The first plan is made in any case. */
  stop: () => boolean
  weights?: Partial<Weights>
  /** Called with each better plan, the first included. */
  better?: (answer: Answer, cost: number) => void
}

/** What steers a pass of the dispatcher: the rule, its look-ahead, and how much earlier or later each job is taken to be due. */
type Steering = { rule: Rule; k: number; dueShift: Float64Array }

type Tried = { plan: Plan; cost: number; late: Float64Array }

/**
 * Anytime scheduling under all constraints: the best of the dispatching rules first, then passes in which jobs that came out late are taken to be due
 * earlier (squeaky wheel optimization: Joslin and Clements 1999) and others are moved at random; worse plans are left after a while. Deterministic for a seed
 * as far as stop() is.
 */
export function improve(problem: Problem, options: ImproveOptions): Answer {
  const shop = compile(problem)
  const neighbors = findNeighbors(shop)
  const random = seeded(options.seed)
  const weights = { ...defaultWeights, ...options.weights }
  const lookahead = shop.count > 50_000 ? 12 : 64
  const pass = (steering: Steering): Tried => {
    const late = new Float64Array(problem.jobs.length)
    const plan = dispatch(
      shop,
      computeUrgency(shop, steering.rule, steering.k, steering.dueShift),
      lookahead,
      neighbors,
    )
    return { plan, cost: costOf(shop, plan, weights, late), late }
  }
  let steering: Steering = { rule: 'atc', k: 2, dueShift: new Float64Array(problem.jobs.length) }
  let best = pass(steering)
  options.better?.(toAnswer(shop, best.plan), best.cost)
  const take = (next: Steering, tried: Tried) => {
    steering = next
    best = tried
    options.better?.(toAnswer(shop, best.plan), best.cost)
  }
  const given: typeof firstRules = problem.operations.some((o) => o.rank !== undefined) ? [['given', 1]] : []
  for (const [rule, k] of [...given, ...firstRules]) {
    if (rule !== 'given' && options.stop()) break
    const next = { ...steering, rule, k }
    const tried = pass(next)
    if (tried.cost < best.cost) take(next, tried)
  }
  if (problem.jobs.length > 0) wander(shop, random, pass, { steering, tried: best }, options.stop, take)
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

/** Walks from plan to plan; `take` is called for each that beats all before. */
function wander(
  shop: Shop,
  random: Random,
  pass: (steering: Steering) => Tried,
  begun: { steering: Steering; tried: Tried },
  stop: () => boolean,
  take: (steering: Steering, tried: Tried) => void,
): void {
  let { steering, tried: here } = begun
  let best = begun
  let idle = 0
  while (!stop()) {
    const next = {
      ...steering,
      k: random.chance(0.1) ? 0.5 + 5 * random.next() : steering.k,
      dueShift: shifted(shop, random, steering.dueShift, here.late),
    }
    const tried = pass(next)
    idle++
    // A little worse is taken too, so that the walk does not end in the first hollow.
    if (tried.cost <= here.cost + 0.002 * random.next() * Math.abs(best.tried.cost)) [steering, here] = [next, tried]
    if (tried.cost < best.tried.cost - 1e-9) {
      best = { steering: next, tried }
      take(next, tried)
      idle = 0
    } else if (idle > 60) {
      steering = best.steering
      here = best.tried
      idle = 0
    }
  }
}

/** Moves one to four jobs' dates: mostly late ones, the costlier the likelier, to earlier; else any job either way. */
function shifted(shop: Shop, random: Random, dueShift: Float64Array, late: Float64Array): Float64Array {
  const next = dueShift.slice()
  const total = late.reduce((a, b) => a + b, 0)
  for (let moves = 1 + random.below(4); moves > 0; moves--) {
    if (total > 0 && random.chance(0.6)) {
      const j = drawn(late, total * random.next())
      const daysLate = late[j]! / Math.max(shop.jobWeight[j]!, 1e-9)
      next[j]! -= 1440 * daysLate * random.next()
    } else {
      const j = random.below(next.length)
      next[j]! += (random.next() - 0.5) * 2 * spanOf(shop)
    }
  }
  return next
}

function drawn(weights: Float64Array, at: number): number {
  let sum = 0
  for (let j = 0; j < weights.length; j++) {
    sum += weights[j]!
    if (sum >= at) return j
  }
  return weights.length - 1
}

/** A typical spread of due dates: a fifth of the time from the start to the last one. */
function spanOf(shop: Shop): number {
  let last = shop.problem.start
  for (const due of shop.jobDue) if (due < Infinity && due > last) last = due
  return Math.max(1, 0.2 * (last - shop.problem.start))
}
