import { commitRow, release } from './commit.ts'
import { laneBusyUntil, type Run, setupAfter } from './run.ts'
import { newTrial, type Trial, tryStart } from './trial.ts'

/**
 * Splits an operation over the lanes on which it could start now, if that ends it sooner. Commits the parts and returns true,
 * or returns false and leaves all as it was.
 */
export function splitOver(run: Run, whole: Trial, t: number): boolean {
  const { shop } = run
  const { op } = whole
  const quantity = shop.opQuantity[op]!
  const places = startable(run, whole, t)
  const most = Math.min(shop.opParts[op]!, places.length, Math.floor(quantity / shop.opMinimumPart[op]! + 1e-9))
  let best: Trial[] = []
  let end = whole.end - 1e-6
  for (let k = 2; k <= most; k++) {
    const parts = startTogether(run, places.slice(0, k), quantities(quantity, k), t)
    const last = parts ? Math.max(...parts.map((p) => p.end)) : Infinity
    if (parts === null || last >= end) continue
    best = parts
    end = last
  }
  if (best.length === 0) return false
  for (const part of best) commitRow(run, part)
  release(run, op)
  return true
}

/** Whole quantities stay whole: the first parts take the remainder. */
function quantities(quantity: number, parts: number): number[] {
  if (!Number.isInteger(quantity)) return Array<number>(parts).fill(quantity / parts)
  const each = Math.floor(quantity / parts)
  return Array.from({ length: parts }, (_, k) => each + (k < quantity - each * parts ? 1 : 0))
}

/** One trial per free lane of each alternative machine, soonest whole end first; the chosen lane stays first. */
function startable(run: Run, whole: Trial, t: number): Trial[] {
  const { shop } = run
  const { op } = whole
  const found: Trial[] = []
  for (let a = shop.altFirst[op]!; a < shop.altFirst[op + 1]!; a++) {
    const m = shop.altMachine[a]!
    if (shop.machineOutside[m] === 1 || shop.machineLoad[m]! > 0 || run.altFailed[a] === 1) continue
    if (shop.machineUnlimited[m] === 1) continue
    for (let lane = shop.laneFirst[m]!; lane < shop.laneFirst[m + 1]!; lane++) {
      if (lane === whole.lane || laneBusyUntil(run, lane, t) > t) continue
      const trial = newTrial(op, a, lane, shop.opQuantity[op]!, setupAfter(shop, op, a, run.laneFamily[lane]!))
      if (tryStart(run, trial, t) <= t) found.push(trial)
    }
  }
  found.sort((x, y) => x.end - y.end || x.lane - y.lane)
  return [whole, ...found]
}

/** Trials of all parts at t, each with people and tools of its own; null if one cannot start. */
function startTogether(run: Run, places: readonly Trial[], sizes: readonly number[], t: number): Trial[] | null {
  const held: [Float64Array, number, number][] = []
  const parts: Trial[] = []
  for (const [k, place] of places.entries()) {
    const part = newTrial(place.op, place.alt, place.lane, sizes[k]!, place.setup)
    if (tryStart(run, part, t) > t) break
    parts.push(part)
    for (const p of part.people) held.push([run.personFree, p, run.personFree[p]!])
    for (const u of part.units) held.push([run.unitFree, u, run.unitFree[u]!])
    for (const p of part.people) run.personFree[p] = part.attendedEnd + 1e-3
    for (const u of part.units) run.unitFree[u] = part.end + 1e-3
  }
  for (const [array, i, value] of held.reverse()) array[i] = value
  return parts.length === places.length ? parts : null
}
