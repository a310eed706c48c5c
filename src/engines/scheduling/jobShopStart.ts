import { popTimed, pushKeyed, pushTimed, removeKeyed, timedHeap } from './heaps.ts'
import { type JobShop, jobShop, leastMinutes } from './jobShop.ts'
import type { Sequence } from './jobShopState.ts'
import type { Random } from './random.ts'

/**
 * How the constructive start ranks waiting operations. `work-left`: most work behind it first. `shortest`: least minutes first.
 * Paced: by the time at which the operation would be due to start if jobs followed each other at the pace of the busiest machine, in the order `turn`
 * (0 … jobs − 1 for each job), each taking `stretch` times its own minutes. Pacing keeps a large or re-entrant shop from filling up with begun jobs.
 */
export type StartRule = 'work-left' | 'shortest' | { turn: ArrayLike<number>; stretch: number }

export type Start = { sequence: Sequence; makespan: number }

/**
 * A schedule in which no machine waits while work for it does: the ranked operation first, on the machine that should end it soonest.
 * `noise` 0 … 1 blurs the ranking. O(n log n).
 */
export function startSequence(shop: JobShop, rule: StartRule, noise: number, random: Random): Start {
  const rank = ranks(shop, rule)
  if (noise > 0) for (let i = 0; i < shop.count; i++) rank[i]! *= 1 + noise * (random.next() - 0.5)
  const order = new Int32Array(shop.count)
  const way = new Int32Array(shop.count)
  const queues: number[][] = Array.from({ length: shop.machines }, () => [])
  const queued = new Float64Array(shop.machines)
  const free = new Float64Array(shop.machines)
  const arrivals = timedHeap()
  const wakes = timedHeap()
  for (let j = 0; j < shop.jobs; j++)
    if (shop.firstOp[j]! < shop.firstOp[j + 1]!) pushTimed(arrivals, 0, shop.firstOp[j]!)
  let placed = 0
  let makespan = 0
  while (placed < shop.count) {
    const t = Math.min(arrivals.keys[0] ?? Infinity, wakes.keys[0] ?? Infinity)
    while (arrivals.keys[0] === t) {
      const i = popTimed(arrivals)
      way[i] = soonest(shop, i, t, free, queued)
      const m = shop.wayMachine[way[i]!]!
      queued[m]! += shop.wayMinutes[way[i]!]!
      pushKeyed(queues[m]!, rank, i)
      pushTimed(wakes, Math.max(t, free[m]!), m)
    }
    while (wakes.keys[0] === t) {
      const m = popTimed(wakes)
      if (free[m]! > t || queues[m]!.length === 0) continue
      const i = queues[m]![0]!
      removeKeyed(queues[m]!, rank, 0)
      const minutes = shop.wayMinutes[way[i]!]!
      queued[m]! -= minutes
      free[m] = t + minutes
      order[placed++] = i
      makespan = Math.max(makespan, t + minutes)
      if (i + 1 < shop.firstOp[shop.jobOf[i]! + 1]!) pushTimed(arrivals, t + minutes, i + 1)
      if (queues[m]!.length > 0) pushTimed(wakes, t + minutes, m)
    }
  }
  return { sequence: { order, way }, makespan }
}

function soonest(shop: JobShop, i: number, t: number, free: Float64Array, queued: Float64Array): number {
  let best = shop.wayFirst[i]!
  let least = Infinity
  for (let w = best; w < shop.wayFirst[i + 1]!; w++) {
    const m = shop.wayMachine[w]!
    const end = Math.max(t, free[m]!) + queued[m]! + shop.wayMinutes[w]!
    if (end < least) {
      least = end
      best = w
    }
  }
  return best
}

/** Lower goes first. */
function ranks(shop: JobShop, rule: StartRule): Float64Array {
  const minutes = leastMinutes(shop)
  const rank = new Float64Array(shop.count)
  const pace = typeof rule === 'object' ? busiest(shop, minutes) / shop.jobs : 0
  for (let j = 0; j < shop.jobs; j++) {
    let left = 0
    for (let i = shop.firstOp[j + 1]! - 1; i >= shop.firstOp[j]!; i--) {
      left += minutes[i]!
      rank[i] = rule === 'shortest' ? minutes[i]! : -left
    }
    if (typeof rule === 'object')
      for (let i = shop.firstOp[j]!; i < shop.firstOp[j + 1]!; i++)
        rank[i] = rule.turn[j]! * pace + (left + rank[i]!) * rule.stretch
  }
  return rank
}

function busiest(shop: JobShop, minutes: Int32Array): number {
  const load = new Float64Array(shop.machines)
  for (let i = 0; i < shop.count; i++) {
    const first = shop.wayFirst[i]!
    const ways = shop.wayFirst[i + 1]! - first
    for (let w = first; w < first + ways; w++) load[shop.wayMachine[w]!]! += minutes[i]! / ways
  }
  return load.reduce((a, b) => Math.max(a, b), 0)
}

/** The same shop with time running backward: its schedules, read from the end, are schedules of the shop. */
function mirrored(shop: JobShop): JobShop {
  const routes = Array.from({ length: shop.jobs }, (_, j) =>
    Array.from({ length: shop.firstOp[j + 1]! - shop.firstOp[j]! }, (_, k) => {
      const i = shop.firstOp[j + 1]! - 1 - k
      return Array.from({ length: shop.wayFirst[i + 1]! - shop.wayFirst[i]! }, (_, w) => ({
        machine: shop.wayMachine[shop.wayFirst[i]! + w]!,
        minutes: shop.wayMinutes[shop.wayFirst[i]! + w]!,
      }))
    }),
  )
  return jobShop(shop.machines, routes)
}

function unmirrored(shop: JobShop, mirror: JobShop, start: Start): Start {
  const twin = (i: number) => {
    const j = mirror.jobOf[i]!
    return shop.firstOp[j]! + (mirror.firstOp[j + 1]! - 1 - i)
  }
  const order = start.sequence.order.map(twin).reverse()
  const way = new Int32Array(shop.count)
  for (let i = 0; i < shop.count; i++)
    way[twin(i)] = shop.wayFirst[twin(i)]! + (start.sequence.way[i]! - mirror.wayFirst[i]!)
  return { sequence: { order, way }, makespan: start.makespan }
}

/**
 * The best of the start rules, forward and mirrored, bettered by moving jobs in the paced order and by other stretches
 * until `tries` passes in a row bring nothing or stop() says so.
 */
export function bestStart(shop: JobShop, tries: number, random: Random, stop: () => boolean): Start {
  const mirror = mirrored(shop)
  const both = (rule: StartRule): [Start, boolean][] => [
    [startSequence(shop, rule, 0, random), false],
    [startSequence(mirror, rule, 0, random), true],
  ]
  const given = Array.from({ length: shop.jobs }, (_, j) => j)
  let best: { start: Start; turned: boolean; turn: number[]; stretch: number } | null = null
  for (const turn of [given, lateWorkFirst(shop)])
    for (let stretch = 0.25; stretch <= 16 && (best === null || !stop()); stretch *= 2)
      for (const [start, turned] of both({ turn, stretch }))
        if (best === null || start.makespan < best.start.makespan) best = { start, turned, turn, stretch }
  let { start, turned, turn, stretch } = best!
  for (let idle = 0; idle < tries && !stop(); idle++) {
    const next = turn.slice()
    const a = random.below(shop.jobs)
    const b = random.below(shop.jobs)
    const kept = next[a]!
    next[a] = next[b]!
    next[b] = kept
    const other = stretch * (0.8 + 0.4 * random.next())
    const tried = startSequence(turned ? mirror : shop, { turn: next, stretch: other }, 0, random)
    if (tried.makespan > start.makespan) continue
    if (tried.makespan < start.makespan) idle = 0
    ;[start, turn, stretch] = [tried, next, other]
  }
  for (const rule of ['work-left', 'shortest'] as const)
    for (const [plain, isTurned] of stop() ? [] : both(rule))
      if (plain.makespan < start.makespan) [start, turned] = [plain, isTurned]
  return turned ? unmirrored(shop, mirror, start) : start
}

/** Jobs whose work lies late on their route first: they feed the machines at its end (Johnson's thought). */
function lateWorkFirst(shop: JobShop): number[] {
  const minutes = leastMinutes(shop)
  const center = Array.from({ length: shop.jobs }, (_, j) => {
    let sum = 0
    let work = 0
    for (let i = shop.firstOp[j]!; i < shop.firstOp[j + 1]!; i++) {
      sum += minutes[i]! * (i - shop.firstOp[j]!)
      work += minutes[i]!
    }
    return work > 0 ? sum / work : 0
  })
  const turn = new Array<number>(shop.jobs)
  const order = Array.from({ length: shop.jobs }, (_, j) => j).sort((a, b) => center[b]! - center[a]! || a - b)
  for (const [k, j] of order.entries()) turn[j] = k
  return turn
}
