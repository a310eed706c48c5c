import { moveAfter, moveBefore, type JobShopState } from './jobShopState.ts'
import type { Random } from './random.ts'

/**
 * Tabu search over the N7 neighborhood of one critical path (Zhang, Li, Guan and Rao 2007), which contains N6 (Balas and Vazacopoulos 1998): within a block
 * of critical operations on a machine, an operation moves to right before the first or right after the last, and the first or last moves inside.
 * Moves are valued by the longest path through the moved stretch, heads and tails of the rest unchanged. What is tabu is a stretch's former arrangement.
 */
export type Tabu = {
  state: JobShopState
  random: Random
  /** When each arrangement, by hash, is free again. */
  until: Int32Array
  /** Iterations since the table was cleared. */
  clock: number
  best: Int32Array
  bestMakespan: number
  path: Int32Array
  heads: Int32Array
  pick: Pick
}

type Pick = { value: number; ties: number; op: number; target: number; after: boolean; hash: number }

const tableSize = 1 << 16

export function newTabu(state: JobShopState, random: Random): Tabu {
  const n = state.shop.count
  return {
    state,
    random,
    until: new Int32Array(tableSize),
    clock: 0,
    best: new Int32Array(n),
    bestMakespan: Infinity,
    path: new Int32Array(n),
    heads: new Int32Array(n + 1),
    pick: { value: 0, ties: 0, op: 0, target: 0, after: true, hash: 0 },
  }
}

const allowed: Pick = { value: 0, ties: 0, op: 0, target: 0, after: true, hash: 0 }
const anyMove: Pick = { value: 0, ties: 0, op: 0, target: 0, after: true, hash: 0 }

/** Searches until `patience` iterations pass without a better makespan or stop() says so; leaves the best in `best`. Returns iterations. */
export function tabuSearch(tabu: Tabu, patience: number, target: number, stop: () => boolean): number {
  const { state, random } = tabu
  const { shop } = state
  tabu.best.set(state.order)
  tabu.bestMakespan = state.makespan
  tabu.until.fill(0)
  tabu.clock = 1
  const least = Math.floor(10 + shop.jobs / shop.machines)
  const spread = Math.max(1, Math.floor(least * (shop.jobs <= 2 * shop.machines ? 0.4 : 0.5)))
  let idle = 0
  while (idle < patience && tabu.bestMakespan > target && ((tabu.clock & 127) !== 0 || !stop())) {
    tabu.clock++
    idle++
    if (!chooseMove(tabu)) break
    const { op, target: other, after } = tabu.pick
    forbid(tabu, op, other, after, tabu.clock + least + random.below(spread + 1))
    if (after) moveAfter(state, op, other)
    else moveBefore(state, op, other)
    if (state.makespan < tabu.bestMakespan) {
      tabu.bestMakespan = state.makespan
      tabu.best.set(state.order)
      idle = 0
    }
  }
  return tabu.clock
}

const mix = (op: number, turn: number): number => {
  let h = Math.imul(op + 1, 0x9e3779b1) ^ Math.imul(turn + 1, 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  return h ^ (h >>> 13)
}

function forbid(tabu: Tabu, op: number, other: number, after: boolean, until: number): void {
  const { machineAfter, machineBefore } = tabu.state
  if (after) for (let i = machineAfter[op]!; ; i = machineAfter[i]!) {
    tabu.until[mix(op, i) & (tableSize - 1)] = until
    if (i === other) return
  }
  for (let i = machineBefore[op]!; ; i = machineBefore[i]!) {
    tabu.until[mix(i, op) & (tableSize - 1)] = until
    if (i === other) return
  }
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
  const { state, path, random } = tabu
  const { machineOf } = state.shop
  const length = criticalPath(state, path, random)
  allowed.value = Infinity
  anyMove.ties = 0
  for (let end = length - 1; end >= 0; ) {
    // path runs backward: the block is path[end] (first) … path[begin] (last).
    const m = machineOf[path[end]!]!
    let begin = end
    while (begin > 0 && machineOf[path[begin - 1]!] === m) begin--
    if (begin < end) tryBlock(tabu, begin, end, end === length - 1, begin === 0)
    end = begin - 1
  }
  const chosen = allowed.value < Infinity ? allowed : anyMove
  if (chosen === anyMove && anyMove.ties === 0) return false
  Object.assign(tabu.pick, chosen)
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

function consider(tabu: Tabu, value: number, hash: number, op: number, target: number, after: boolean): void {
  const { random } = tabu
  if (random.below(++anyMove.ties) === 0) fill(anyMove, op, target, after)
  if (value > allowed.value) return
  if (hash > tabu.clock && value >= tabu.bestMakespan) return
  if (value < allowed.value) {
    allowed.value = value
    allowed.ties = 1
    fill(allowed, op, target, after)
  } else if (random.below(++allowed.ties) === 0) fill(allowed, op, target, after)
}

function fill(pick: Pick, op: number, target: number, after: boolean): void {
  pick.op = op
  pick.target = target
  pick.after = after
}

function tryAfter(tabu: Tabu, u: number, v: number): void {
  const { state, heads } = tabu
  const { jobBefore, jobAfter, machineBefore, machineAfter, minutes, done, behind } = state
  if (behind[v]! < behind[jobAfter[u]!]!) return
  let hash = 0
  let free = done[machineBefore[u]!]!
  const stop = machineAfter[v]!
  for (let i = machineAfter[u]!; i !== stop; i = machineAfter[i]!) {
    const ready = done[jobBefore[i]!]!
    if (ready > free) free = ready
    heads[i] = free
    free += minutes[i]!
    const t = tabu.until[mix(i, u) & (tableSize - 1)]!
    if (t > hash) hash = t
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
  consider(tabu, value, hash, u, v, true)
}

function tryBefore(tabu: Tabu, v: number, u: number): void {
  const { state, heads } = tabu
  const { jobBefore, jobAfter, machineBefore, machineAfter, minutes, done, behind } = state
  if (done[u]! < done[jobBefore[v]!]!) return
  let hash = 0
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
    const t = tabu.until[mix(v, i) & (tableSize - 1)]!
    if (t > hash) hash = t
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
  consider(tabu, value, hash, v, u, false)
}
