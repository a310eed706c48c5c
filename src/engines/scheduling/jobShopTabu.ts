import { type JobShopState, moveAfter, moveAway, moveBefore, type Sequence } from './jobShopState.ts'
import type { Random } from './random.ts'

/**
 * Tabu search over the N7 neighborhood of one critical path (Zhang, Li, Guan and Rao 2007), which contains N6 (Balas and Vazacopoulos 1998): within a block
 * of critical operations on a machine, an operation moves to right before the first or right after the last, and the first or last moves inside.
 * Where there are other machines, a critical operation also moves to any place there that closes no circle (after Mastrolilli and Gambardella 2000).
 * Moves are valued by the longest path through the moved stretch, heads and tails of the rest unchanged. Tabu is to put back a pair of operations
 * in the order that a move has just turned round, or an operation on the machine that it has just left.
 */
export type Tabu = {
  state: JobShopState
  random: Random
  /** When each pair, by hash, is free again. */
  until: Int32Array
  /** Iterations since the table was cleared. */
  clock: number
  best: Sequence
  bestMakespan: number
  path: Int32Array
  heads: Int32Array
  /** The move chosen, the best allowed one so far, and one drawn from all. */
  pick: Pick
  allowed: Pick
  anyMove: Pick
}

/** `way` ≥ 0: the operation moves to that way's machine, before `target`. Else to right after, or right before, `target`. */
type Pick = { value: number; ties: number; op: number; target: number; after: boolean; way: number }

const tableSize = 1 << 16

const newPick = (): Pick => ({ value: 0, ties: 0, op: 0, target: 0, after: true, way: -1 })

export function newTabu(state: JobShopState, random: Random): Tabu {
  const n = state.shop.count
  return {
    state,
    random,
    until: new Int32Array(tableSize),
    clock: 0,
    best: { order: new Int32Array(n), way: new Int32Array(n) },
    bestMakespan: Infinity,
    path: new Int32Array(n),
    heads: new Int32Array(n + 1),
    pick: newPick(),
    allowed: newPick(),
    anyMove: newPick(),
  }
}

/** Searches until `patience` iterations pass without a better makespan or stop() says so; leaves the best in `best`. Returns iterations. */
export function tabuSearch(tabu: Tabu, patience: number, target: number, stop: () => boolean): number {
  const { state, random } = tabu
  const { shop } = state
  keep(tabu)
  tabu.until.fill(0)
  tabu.clock = 1
  const least = Math.floor(10 + shop.jobs / shop.machines)
  const spread = Math.max(1, Math.floor(least * (shop.jobs <= 2 * shop.machines ? 0.4 : 0.5)))
  let idle = 0
  while (idle < patience && tabu.bestMakespan > target && ((tabu.clock & 127) !== 0 || !stop())) {
    tabu.clock++
    idle++
    if (!chooseMove(tabu)) break
    apply(tabu, tabu.clock + least + random.below(spread + 1))
    if (state.makespan < tabu.bestMakespan) {
      keep(tabu)
      idle = 0
    }
  }
  return tabu.clock
}

function keep(tabu: Tabu): void {
  tabu.bestMakespan = tabu.state.makespan
  tabu.best.order.set(tabu.state.order)
  tabu.best.way.set(tabu.state.way)
}

function apply(tabu: Tabu, until: number): void {
  const { state } = tabu
  const { op, target, after, way } = tabu.pick
  if (way >= 0) {
    tabu.until[slot(op, state.shop.count + state.machineOf[op]!)] = until
    moveAway(state, op, way, target)
    return
  }
  if (after) {
    for (let i = state.machineAfter[op]!; ; i = state.machineAfter[i]!) {
      tabu.until[slot(op, i)] = until
      if (i === target) break
    }
    moveAfter(state, op, target)
    return
  }
  for (let i = state.machineBefore[op]!; ; i = state.machineBefore[i]!) {
    tabu.until[slot(i, op)] = until
    if (i === target) break
  }
  moveBefore(state, op, target)
}

/** Where the table keeps "a before b". Pairs that share a slot are rare and only cost a move. */
function slot(a: number, b: number): number {
  let h = Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  return (h ^ (h >>> 13)) & (tableSize - 1)
}

/** A critical path, at random where there are several. Returns its length; path[0] is its last operation. */
export function criticalPath(state: JobShopState, path: Int32Array, random: Random): number {
  const { shop, done, minutes, jobBefore, machineBefore, makespan } = state
  const n = shop.count
  let ends = 0
  let i = n
  for (let j = 0; j < shop.jobs; j++) {
    const last = shop.firstOp[j + 1]! - 1
    if (done[last] === makespan && random.below(++ends) === 0) i = last
  }
  let length = 0
  for (;;) {
    path[length++] = i
    const start = done[i]! - minutes[i]!
    if (start === 0) return length
    const a = jobBefore[i]!
    const b = machineBefore[i]!
    const byJob = a < n && done[a] === start
    const byMachine = b < n && done[b] === start
    i = byJob && (!byMachine || random.next() < 0.5) ? a : b
  }
}

/** Fills tabu.pick with the best move that is not tabu (or beats the best makespan); a random one if all are. False if there is none. */
function chooseMove(tabu: Tabu): boolean {
  const { state, path, random, allowed, anyMove } = tabu
  const { machineOf } = state
  const length = criticalPath(state, path, random)
  allowed.value = Infinity
  anyMove.ties = 0
  for (let end = length - 1; end >= 0; ) {
    // path runs backward: the block is path[end] (first) … path[begin] (last).
    const m = machineOf[path[end]!]!
    let begin = end
    while (begin > 0 && machineOf[path[begin - 1]!] === m) begin--
    if (state.flexible) for (let k = begin; k <= end; k++) tryAway(tabu, path[k]!)
    if (begin < end) tryBlock(tabu, begin, end, end === length - 1, begin === 0)
    end = begin - 1
  }
  const chosen = allowed.value < Infinity ? allowed : anyMove
  if (chosen === anyMove && anyMove.ties === 0) return false
  fill(tabu.pick, chosen.op, chosen.target, chosen.after, chosen.way)
  return true
}

function tryBlock(tabu: Tabu, begin: number, end: number, firstBlock: boolean, lastBlock: boolean): void {
  const { path } = tabu
  const first = path[end]!
  const last = path[begin]!
  if (begin + 1 === end) {
    if (!(firstBlock && lastBlock)) tryAfter(tabu, first, last)
    return
  }
  if (!lastBlock) for (let k = end; k > begin; k--) tryAfter(tabu, path[k]!, last)
  if (!firstBlock) for (let k = begin; k < end; k++) tryBefore(tabu, path[k]!, first)
  if (!firstBlock) for (let k = end - 1; k > begin; k--) tryAfter(tabu, first, path[k]!)
  if (!lastBlock) for (let k = begin + 1; k < end; k++) tryBefore(tabu, last, path[k]!)
}

function consider(
  tabu: Tabu,
  value: number,
  until: number,
  op: number,
  target: number,
  after: boolean,
  way: number,
): void {
  const { random, allowed, anyMove } = tabu
  if (random.below(++anyMove.ties) === 0) fill(anyMove, op, target, after, way)
  if (value > allowed.value) return
  if (until > tabu.clock && value >= tabu.bestMakespan) return
  if (value < allowed.value) {
    allowed.value = value
    allowed.ties = 1
    fill(allowed, op, target, after, way)
  } else if (random.below(++allowed.ties) === 0) fill(allowed, op, target, after, way)
}

function fill(pick: Pick, op: number, target: number, after: boolean, way: number): void {
  pick.way = way
  pick.op = op
  pick.target = target
  pick.after = after
}

function tryAfter(tabu: Tabu, u: number, v: number): void {
  const { state, heads } = tabu
  const { jobBefore, jobAfter, machineBefore, machineAfter, minutes, done, behind } = state
  // A path from u's job successor to v would be longer; with no minutes in it, as long.
  const next = jobAfter[u]!
  if (behind[v]! <= behind[next]! && (behind[v]! < behind[next]! || next === v || minutes[next] === 0)) return
  let until = 0
  let free = done[machineBefore[u]!]!
  const stop = machineAfter[v]!
  for (let i = machineAfter[u]!; i !== stop; i = machineAfter[i]!) {
    const ready = done[jobBefore[i]!]!
    if (ready > free) free = ready
    heads[i] = free
    free += minutes[i]!
    const t = tabu.until[slot(i, u)]!
    if (t > until) until = t
  }
  const ready = done[jobBefore[u]!]!
  if (ready > free) free = ready
  let tail = behind[jobAfter[u]!]!
  if (behind[stop]! > tail) tail = behind[stop]!
  tail += minutes[u]!
  let value = free + tail
  for (let i = v; i !== u; i = machineBefore[i]!) {
    const other = behind[jobAfter[i]!]!
    if (other > tail) tail = other
    tail += minutes[i]!
    if (heads[i]! + tail > value) value = heads[i]! + tail
  }
  consider(tabu, value, until, u, v, true, -1)
}

function tryBefore(tabu: Tabu, v: number, u: number): void {
  const { state, heads } = tabu
  const { jobBefore, jobAfter, machineBefore, machineAfter, minutes, done, behind } = state
  const previous = jobBefore[v]!
  if (done[u]! <= done[previous]! && (done[u]! < done[previous]! || previous === u || minutes[previous] === 0)) return
  let until = 0
  let free = done[machineBefore[u]!]!
  const ready = done[jobBefore[v]!]!
  if (ready > free) free = ready
  const headV = free
  free += minutes[v]!
  for (let i = u; i !== v; i = machineAfter[i]!) {
    const r = done[jobBefore[i]!]!
    if (r > free) free = r
    heads[i] = free
    free += minutes[i]!
    const t = tabu.until[slot(v, i)]!
    if (t > until) until = t
  }
  let tail = behind[machineAfter[v]!]!
  let value = 0
  const stop = machineBefore[u]!
  for (let i = machineBefore[v]!; i !== stop; i = machineBefore[i]!) {
    const other = behind[jobAfter[i]!]!
    if (other > tail) tail = other
    tail += minutes[i]!
    if (heads[i]! + tail > value) value = heads[i]! + tail
  }
  const other = behind[jobAfter[v]!]!
  if (other > tail) tail = other
  if (headV + tail + minutes[v]! > value) value = headV + tail + minutes[v]!
  consider(tabu, value, until, v, u, false, -1)
}

/** Values the operation on each of its other machines, at every place between those that must and those that may not come before it. */
function tryAway(tabu: Tabu, i: number): void {
  const { state } = tabu
  const { shop, jobBefore, jobAfter, machineAfter, machineFirst, machineOf, minutes, done, behind } = state
  if (minutes[i] === 0) return
  const n = shop.count
  const ready = done[jobBefore[i]!]!
  const rest = behind[jobAfter[i]!]!
  for (let w = shop.wayFirst[i]!; w < shop.wayFirst[i + 1]!; w++) {
    const m = shop.wayMachine[w]!
    if (m === machineOf[i]) continue
    const until = tabu.until[slot(i, n + m)]!
    let before = n
    let y = machineFirst[m]!
    while (y < n && done[y]! <= ready && behind[y]! > rest) {
      before = y
      y = machineAfter[y]!
    }
    for (;;) {
      const head = before < n && done[before]! > ready ? done[before]! : ready
      const tail = y < n && behind[y]! > rest ? behind[y]! : rest
      consider(tabu, head + shop.wayMinutes[w]! + tail, until, i, y, false, w)
      if (y === n || !(done[y]! <= ready || behind[y]! > rest)) break
      before = y
      y = machineAfter[y]!
    }
  }
}
