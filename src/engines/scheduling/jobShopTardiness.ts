import type { JobShop } from './jobShop.ts'
import { type JobShopState, load, newState, type Sequence, swapNeighbors } from './jobShopState.ts'
import { type Random, seeded } from './random.ts'

export type TardinessOptions = {
  seed: number
  /** Asked every few hundred moves; the search ends when it returns true. */
  stop: () => boolean
  /** 0 … 1: how much of the time is gone. It sets the temperature. */
  spent: () => number
}

export type TardinessAnswer = { cost: number; sequence: Sequence; moves: number }

/**
 * Minimizes weighted tardiness, Σ weight × minutes late, by simulated annealing: two neighbors on a machine, on the critical path of a late job,
 * change places (such a swap closes no circle: van Laarhoven, Aarts and Lenstra 1992). Starts from the sequence given. Deterministic for a seed as far as
 * stop() and spent() are.
 */
export function searchTardiness(
  shop: JobShop,
  due: ArrayLike<number>,
  weight: ArrayLike<number>,
  start: Sequence,
  options: TardinessOptions,
): TardinessAnswer {
  const random = seeded(options.seed)
  const state = newState(shop)
  const late = new Float64Array(shop.jobs)
  load(state, start)
  let cost = tardiness(state, due, weight, late)
  const best: TardinessAnswer = { cost, sequence: { order: state.order.slice(), way: state.way.slice() }, moves: 0 }
  // A typical rise is about one operation's minutes for one job of mean weight.
  // Where little is late, that would be too hot.
  const hot = Math.min(mean(shop.wayMinutes) * mean(weight), cost / 20)
  const cold = hot / 100
  let heat = hot
  while (best.cost > 0) {
    if ((best.moves & 255) === 0) {
      if (options.stop()) break
      heat = hot * (cold / hot) ** options.spent()
    }
    best.moves++
    const v = pickSwap(state, late, cost, random)
    if (v < 0) {
      // The late job's path has no swap: leave by going back to the best.
      load(state, best.sequence)
      cost = tardiness(state, due, weight, late)
      continue
    }
    const u = state.machineBefore[v]!
    swapNeighbors(state, u, v)
    const next = tardiness(state, due, weight, late)
    if (next <= cost || random.next() < Math.exp((cost - next) / heat)) cost = next
    else {
      swapNeighbors(state, v, u)
      tardiness(state, due, weight, late)
    }
    if (cost < best.cost - 1e-9) {
      best.cost = cost
      best.sequence.order.set(state.order)
      best.sequence.way.set(state.way)
    }
  }
  return best
}

const mean = (xs: ArrayLike<number>) => {
  let sum = 0
  for (let i = 0; i < xs.length; i++) sum += xs[i]!
  return sum / Math.max(1, xs.length)
}

/** Σ weight × minutes late; each job's share in `late`. */
function tardiness(state: JobShopState, due: ArrayLike<number>, weight: ArrayLike<number>, late: Float64Array): number {
  const { shop, done } = state
  let sum = 0
  for (let j = 0; j < shop.jobs; j++) {
    const over = done[shop.firstOp[j + 1]! - 1]! - due[j]!
    late[j] = over > 0 ? over * weight[j]! : 0
    sum += late[j]!
  }
  return sum
}

/** The later of two machine neighbors on the critical path of a late job, drawn by what its lateness costs; −1 if the path has none. */
function pickSwap(state: JobShopState, late: Float64Array, cost: number, random: Random): number {
  const { shop, done, minutes, jobBefore, jobAfter, machineBefore } = state
  const n = shop.count
  let job = 0
  for (let at = random.next() * cost - late[0]!; at > 0 && job < shop.jobs - 1; at -= late[job]!) job++
  let found = -1
  let seen = 0
  for (let i = shop.firstOp[job + 1]! - 1; i < n; ) {
    const begin = done[i]! - minutes[i]!
    if (begin === 0) break
    const a = jobBefore[i]!
    const b = machineBefore[i]!
    const byMachine = b < n && done[b] === begin
    const byJob = a < n && done[a] === begin
    // A successor without minutes could hide a second path between the two.
    if (byMachine && b !== a && minutes[jobAfter[b]!]! > 0 && minutes[i]! > 0 && random.below(++seen) === 0) found = i
    i = byMachine && (!byJob || random.chance(0.5)) ? b : a
  }
  return found
}
