import type { JobShop } from './jobShop.ts'
import { loadBound } from './jobShop.ts'
import { bestStart, startSequence } from './jobShopStart.ts'
import { type JobShopState, load, newState, type Sequence } from './jobShopState.ts'
import { newTabu, type Tabu, tabuSearch } from './jobShopTabu.ts'
import { type Random, seeded } from './random.ts'

export type JobShopOptions = {
  seed: number
  /** Asked every few hundred microseconds; the search ends when it returns true. */
  stop: () => boolean
  /** Called with each better makespan and its sequence (reused: copy to keep). */
  better?: (makespan: number, sequence: Sequence) => void
  /** 0 … 1: how much of the time is gone; steers how wide the search starts. */
  spent?: () => number
}

export type JobShopAnswer = {
  makespan: number
  sequence: Sequence
  iterations: number
  rounds: number
  proven: boolean
}

type Member = Sequence & { starts: Int32Array; makespan: number }

const patience = 5000

/** From this size on the constructive starts are so much better than random ones that the search begins with them alone. */
const largeShop = 1500

/**
 * Minimizes the makespan: a small population of tabu-searched schedules; new ones start between two of them (path relinking after Peng, Lü and Cheng 2015).
 * Deterministic for a seed as far as stop() is.
 */
export function searchJobShop(shop: JobShop, options: JobShopOptions): JobShopAnswer {
  const random = seeded(options.seed)
  const state = newState(shop)
  const tabu = newTabu(state, random)
  const bound = loadBound(shop)
  const answer: JobShopAnswer = {
    makespan: Infinity,
    sequence: { order: new Int32Array(shop.count), way: new Int32Array(shop.count) },
    iterations: 0,
    rounds: 0,
    proven: false,
  }
  const improve = (start: Sequence): Member => {
    load(state, start)
    answer.iterations += tabuSearch(tabu, patience, bound, options.stop)
    answer.rounds++
    if (tabu.bestMakespan < answer.makespan) {
      answer.makespan = tabu.bestMakespan
      answer.sequence.order.set(tabu.best.order)
      answer.sequence.way.set(tabu.best.way)
      options.better?.(answer.makespan, answer.sequence)
    }
    return member(state, tabu)
  }
  const over = () => answer.makespan <= bound || options.stop()
  while (!over()) evolve(shop, random, improve, over, options)
  answer.proven = answer.makespan <= bound
  return answer
}

/** One population, from random starts until it has nothing new to say. */
function evolve(
  shop: JobShop,
  random: Random,
  improve: (start: Sequence) => Member,
  over: () => boolean,
  options: JobShopOptions,
): void {
  const members: Member[] = []
  const before = options.spent?.() ?? 0
  let size = 30
  while (members.length < size && !over()) {
    const fresh = improve(freshSequence(shop, members.length, random, over))
    if (!members.some((m) => distance(shop, m, fresh) === 0)) members.push(fresh)
    // A slow instance gets a smaller population, so that most of the time goes into relinking.
    const each = ((options.spent?.() ?? 0) - before) / Math.max(1, members.length)
    if (each > 0) size = Math.max(4, Math.min(30, Math.floor(0.2 / each)))
  }
  let stale = 0
  while (members.length > 1 && stale < 4 * members.length && !over()) {
    const a = random.below(members.length)
    let b = random.below(members.length - 1)
    if (b >= a) b++
    const child = improve(between(shop, members[a]!, members[b]!, random))
    if (replaceWorst(shop, members, child)) stale = 0
    else stale++
  }
}

function member(state: JobShopState, tabu: Tabu): Member {
  const own = { order: tabu.best.order.slice(), way: tabu.best.way.slice() }
  load(state, own)
  const starts = new Int32Array(own.order.length)
  for (let i = 0; i < starts.length; i++) starts[i] = state.done[i]! - state.minutes[i]!
  return { ...own, starts, makespan: state.makespan }
}

/** Small shops start mostly at random, for variety; the rest from the constructive rules. */
function freshSequence(shop: JobShop, at: number, random: Random, over: () => boolean): Sequence {
  if (at === 0) return bestStart(shop, shop.count < largeShop ? 200 : 30, random, over).sequence
  if (shop.count < largeShop && at % 3 !== 0) return randomSequence(shop, random)
  const turn = Array.from({ length: shop.jobs }, () => random.next() * shop.jobs)
  const rule = at % 2 === 0 ? 'work-left' : { turn, stretch: 0.5 * 16 ** random.next() }
  return startSequence(shop, rule, 0.2, random).sequence
}

function randomSequence(shop: JobShop, random: Random): Sequence {
  const next = shop.firstOp.slice(0, shop.jobs)
  const open = Array.from({ length: shop.jobs }, (_, j) => j).filter((j) => shop.firstOp[j]! < shop.firstOp[j + 1]!)
  const order = new Int32Array(shop.count)
  for (let k = 0; k < shop.count; k++) {
    const at = random.below(open.length)
    const j = open[at]!
    order[k] = next[j]!++
    if (next[j] === shop.firstOp[j + 1]) {
      open[at] = open.at(-1)!
      open.pop()
    }
  }
  const way = Int32Array.from({ length: shop.count }, (_, i) => quickWay(shop, i, random))
  return { order, way }
}

/** The quicker of two ways drawn at random. */
function quickWay(shop: JobShop, i: number, random: Random): number {
  const first = shop.wayFirst[i]!
  const ways = shop.wayFirst[i + 1]! - first
  if (ways === 1) return first
  const a = first + random.below(ways)
  const b = first + random.below(ways)
  return shop.wayMinutes[a]! <= shop.wayMinutes[b]! ? a : b
}

/** An order between two: operations that both start in the same order keep it, others go by their mean start. */
function between(shop: JobShop, a: Member, b: Member, random: Random): Sequence {
  const share = 0.35 + 0.3 * random.next()
  const key = new Float64Array(shop.count)
  for (let i = 0; i < shop.count; i++) key[i] = (1 - share) * a.starts[i]! + share * b.starts[i]!
  const way = a.way.map((w, i) => (random.next() < share ? b.way[i]! : w))
  // Equal keys: zero-minute operations must keep their job's order.
  return { order: a.order.slice().sort((x, y) => key[x]! - key[y]! || x - y), way }
}

/** How differently two members work: the sum of differences in machine turns, and the operations done in another way. */
function distance(shop: JobShop, a: Member, b: Member): number {
  const length = new Int32Array(shop.machines)
  const turn = new Int32Array(shop.count)
  for (const i of a.order) turn[i] = length[shop.wayMachine[a.way[i]!]!]!++
  length.fill(0)
  let sum = 0
  for (const i of b.order) {
    sum += Math.abs(turn[i]! - length[shop.wayMachine[b.way[i]!]!]!++)
    if (a.way[i] !== b.way[i]) sum++
  }
  return sum
}

/** Puts the child in the place of the worst member, if it is better and new. */
function replaceWorst(shop: JobShop, members: Member[], child: Member): boolean {
  let worst = 0
  for (let k = 1; k < members.length; k++) if (members[k]!.makespan > members[worst]!.makespan) worst = k
  if (child.makespan > members[worst]!.makespan) return false
  const near = Math.max(1, shop.count / 50)
  for (const [k, m] of members.entries())
    if (distance(shop, m, child) < near) {
      if (child.makespan >= m.makespan) return false
      members[k] = child
      return true
    }
  members[worst] = child
  return true
}
