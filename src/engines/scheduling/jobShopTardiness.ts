import type { JobShop } from './jobShop.ts'
import { load, newState, type Sequence } from './jobShopState.ts'
import { keep, lateCost, newWalk, tryMove } from './jobShopTardinessMove.ts'
import { seeded } from './random.ts'

export type TardinessOptions = {
  seed: number
  /** Asked every few hundred moves; the search ends when it returns true. */
  stop: () => boolean
  /** 0 … 1: how much of the time is gone. It sets the temperature. */
  spent: () => number
}

export type TardinessAnswer = { cost: number; sequence: Sequence; moves: number }

/** The walk begins this many times a typical rise hot, and ends that much colder. */
const heatAtStart = 8
const cooling = 40

/**
 * Minimizes weighted tardiness, Σ weight × minutes late, by simulated annealing: operations on the critical path of a late job are moved on their machine
 * (van Laarhoven, Aarts and Lenstra 1992). Starts from the sequence given, and keeps its machines. Deterministic for a seed as far as stop() and spent() are.
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
  const walk = newWalk(state, due, weight)
  load(state, start)
  let cost = lateCost(walk)
  keep(walk)
  const best: TardinessAnswer = { cost, sequence: { order: state.order.slice(), way: state.way.slice() }, moves: 0 }
  // A typical rise is about one operation's minutes for one job of mean weight. Hotter than all that is late is too hot.
  const hot = Math.min(heatAtStart * mean(shop.wayMinutes) * mean(weight), cost)
  let heat = hot
  while (best.cost > 0) {
    if ((best.moves & 255) === 0) {
      if (options.stop()) break
      heat = hot * cooling ** -options.spent()
    }
    best.moves++
    // Drawn before the move is valued: a rise up to here is taken.
    const limit = cost - heat * Math.log(1 - random.next())
    const next = tryMove(walk, cost, limit, random)
    if (next < 0) {
      // The late job's path has nothing to move: leave by going back to the best.
      load(state, best.sequence)
      cost = lateCost(walk)
      keep(walk)
    } else if (next <= limit) cost = next
    if (cost < best.cost - 1e-9) {
      best.cost = cost
      best.sequence.order.set(state.order)
      best.sequence.way.set(state.way)
    }
  }
  return best
}

function mean(xs: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < xs.length; i++) sum += xs[i]!
  return sum / Math.max(1, xs.length)
}
