import type { Plan } from './plan.ts'
import type { Random } from './random.ts'
import { codeOf, type Shop } from './shop.ts'
import type { Rule, Urgency } from './urgency.ts'

/** What steers a pass of the dispatcher: the rule, its look-ahead, and how much earlier or later each job is taken to be due. */
export type Steering = { rule: Rule; k: number; dueShift: Float64Array }

/** A plan with its cost, and each job's late cost. */
export type Tried = { plan: Plan; cost: number; late: Float64Array }

/** A walk from plan to plan. `step` makes one pass and decides whether to go on from it; `best` is the best plan of all walks. */
export type Walk = { step: (best: Tried) => Tried }
/** It can go on from a plan that another walk has found. */
export type RankWalk = Walk & { goOnFrom: (tried: Tried) => void }

/** A little worse is taken too, so that a walk does not end in the first hollow. */
const isTaken = (tried: Tried, here: Tried, best: Tried, random: Random): boolean =>
  tried.cost <= here.cost + 0.002 * random.next() * Math.abs(best.cost)

/** Jobs that came out late are taken to be due earlier (squeaky wheel optimization: Joslin and Clements 1999), others are moved at random. */
export function wheelWalk(
  shop: Shop,
  random: Random,
  pass: (steering: Steering) => Tried,
  begun: { steering: Steering; tried: Tried },
): Walk {
  let { steering, tried: here } = begun
  let best = begun
  let idle = 0
  return {
    step: (bestOfAll) => {
      const next = {
        ...steering,
        k: random.chance(0.1) ? 0.5 + 5 * random.next() : steering.k,
        dueShift: shifted(shop, random, steering.dueShift, here.late),
      }
      const tried = pass(next)
      idle++
      if (isTaken(tried, here, bestOfAll, random)) [steering, here] = [next, tried]
      if (tried.cost < best.tried.cost - 1e-9) {
        best = { steering: next, tried }
        idle = 0
      } else if (idle > 60) {
        steering = best.steering
        here = best.tried
        idle = 0
      }
      return tried
    },
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

/** The best plan's own order is kept, and changed where a late job waits for another's work. */
export function rankWalk(shop: Shop, random: Random, pass: (urgency: Urgency) => Tried, begun: Tried): RankWalk {
  const flat = new Float64Array(shop.count)
  let here = begun
  let rank = ranksOf(shop, begun.plan)
  let best = { tried: here, rank }
  let idle = 0
  return {
    step: (bestOfAll) => {
      const next = reranked(shop, random, rank, here)
      const tried = pass({ rule: 'given', key: next, base: next, scale: flat, slackScale: 1, setupScale: 1 })
      idle++
      if (isTaken(tried, here, bestOfAll, random)) [rank, here] = [next, tried]
      if (tried.cost < best.tried.cost - 1e-9) {
        best = { tried, rank: next }
        idle = 0
      } else if (idle > 200) {
        rank = best.rank
        here = best.tried
        idle = 0
      }
      return tried
    },
    goOnFrom: (tried) => {
      here = tried
      rank = ranksOf(shop, tried.plan)
      best = { tried, rank }
      idle = 0
    },
  }
}

/** Where each operation starts; those without a place last. Equal starts are told apart by what is far less than a minute. */
const ranksOf = (shop: Shop, { opRow, rowStart }: Plan): Float64Array =>
  Float64Array.from({ length: shop.count }, (_, i) => (opRow[i]! < 0 ? 1e12 : rowStart[opRow[i]!]! + i * 1e-6))

/** Ranks with one move: along the chain that holds up a late job, or of a whole job, or of any operation. */
function reranked(shop: Shop, random: Random, rank: Float64Array, here: Tried): Float64Array {
  const next = rank.slice()
  const total = here.late.reduce((a, b) => a + b, 0)
  const job = total > 0 && random.chance(0.8) ? drawn(here.late, total * random.next()) : random.below(here.late.length)
  const kind = random.next()
  const wait = kind < 0.8 ? drawnWait(shop, random, here.plan, job) : null
  if (wait !== null && kind < 0.2) exchange(next, wait.op, wait.blocker, random)
  else if (wait !== null) {
    const { op, blocker } = wait
    // Its job's work before it goes ahead as well: otherwise it would not be there in time.
    const by = Math.max(0, rank[op]! - rank[blocker]!) + 240 * random.next()
    for (let i = 0; i < shop.count; i++) if (shop.opJob[i] === shop.opJob[op] && rank[i]! <= rank[op]!) next[i]! -= by
  } else if (kind < 0.9) {
    const by = (random.next() - 0.5) * spanOf(shop) * (random.chance(0.5) ? 1 : 0.2)
    for (let i = 0; i < shop.count; i++) if (shop.opJob[i] === job) next[i]! += by
  } else next[random.below(shop.count)]! += (random.next() - 0.5) * 1440
  return next
}

function exchange(rank: Float64Array, op: number, blocker: number, random: Random): void {
  const kept = rank[op]!
  if (kept > rank[blocker]!) {
    rank[op] = rank[blocker]!
    rank[blocker] = kept
  } else rank[blocker]! += 480 * random.next()
}

const longestChain = 300

/** An operation on the chain that holds up the job's last end, and the operation for whose machine, people or tools it waits; null if there is none. */
function drawnWait(shop: Shop, random: Random, plan: Plan, job: number): { op: number; blocker: number } | null {
  let last = -1
  for (let i = 0; i < shop.count; i++)
    if (shop.opJob[i] === job && plan.opRow[i]! >= 0 && (last < 0 || plan.opEnd[i]! > plan.opEnd[last]!)) last = i
  let found: { op: number; blocker: number } | null = null
  let seen = 0
  for (let op = last, steps = 0; op >= 0 && steps < longestChain; steps++) {
    const row = plan.opRow[op]!
    const blocker = plan.rowBlocker[row]!
    const code = plan.rowReason[row]!
    const waits = code === codeOf.machine || code === codeOf.person || code === codeOf.tool || code === codeOf.turn
    if (blocker >= 0 && waits && random.below(++seen) === 0) found = { op, blocker }
    op = blocker
  }
  return found
}
