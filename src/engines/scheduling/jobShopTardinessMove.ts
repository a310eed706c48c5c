import { forward, type JobShopState, placeAfter, placeBefore, relink } from './jobShopState.ts'
import type { Random } from './random.ts'

/** A walk from schedule to schedule. What is kept is the schedule that stands, so that a move that is not taken costs no second valuing. */
export type Walk = {
  state: JobShopState
  due: Float64Array
  weight: Float64Array
  /** Each job's last operation; n (none) for a job without operations. */
  last: Int32Array
  /** Weight × minutes late of each job. */
  late: Float64Array
  keptLate: Float64Array
  keptDone: Int32Array
  keptOrder: Int32Array
  /** Scratch: the critical path's operations that wait for their machine, the last first. */
  waiting: Int32Array
  /** The move drawn: `first` and `second` stand on one machine in this order. */
  first: number
  second: number
  /** `second` goes right before `first`; otherwise `first` right after `second`. */
  toFront: boolean
}

/** Shares of moves over more than one place, and of swaps at the edge of a critical block; the rest are any swaps of neighbors. */
const farShare = 0.2
const edgeShare = 0.5

export function newWalk(state: JobShopState, due: ArrayLike<number>, weight: ArrayLike<number>): Walk {
  const { count, jobs, firstOp } = state.shop
  return {
    state,
    due: Float64Array.from(due),
    weight: Float64Array.from(weight),
    last: Int32Array.from({ length: jobs }, (_, j) => (firstOp[j + 1]! > firstOp[j]! ? firstOp[j + 1]! - 1 : count)),
    late: new Float64Array(jobs),
    keptLate: new Float64Array(jobs),
    keptDone: new Int32Array(count + 1),
    keptOrder: new Int32Array(count),
    waiting: new Int32Array(count),
    first: 0,
    second: 0,
    toFront: true,
  }
}

/** Takes the state as it stands. */
export function keep({ state, late, keptLate, keptDone, keptOrder }: Walk): void {
  keptDone.set(state.done)
  keptOrder.set(state.order)
  keptLate.set(late)
}

/** Σ weight × minutes late; each job's share in `late`. */
export function lateCost({ state, due, weight, last, late }: Walk): number {
  const { done } = state
  let sum = 0
  for (let j = 0; j < last.length; j++) {
    const over = done[last[j]!]! - due[j]!
    const cost = over > 0 ? over * weight[j]! : 0
    late[j] = cost
    sum += cost
  }
  return sum
}

/** Draws a move, values it, and takes it if it costs no more than `limit`. Returns its cost, or −1 if there was none to draw. */
export function tryMove(walk: Walk, cost: number, limit: number, random: Random): number {
  if (!drawMove(walk, cost, random)) return -1
  const { state, first, second, toFront, late, keptLate, keptDone, keptOrder } = walk
  const { place, machineAfter, order, done } = state
  const from = place[first]!
  const to = place[second]!
  const moved = toFront ? second : first
  const after = machineAfter[moved]!
  if (toFront) placeBefore(state, second, first)
  else placeAfter(state, first, second)
  forward(state, from)
  const next = lateCost(walk)
  if (next <= limit) {
    keptDone.set(done)
    for (let k = from; k <= to; k++) keptOrder[k] = order[k]!
    keptLate.set(late)
    return next
  }
  relink(state, moved, after)
  for (let k = from; k <= to; k++) {
    const i = keptOrder[k]!
    order[k] = i
    place[i] = k
  }
  done.set(keptDone)
  late.set(keptLate)
  return next
}

/** Draws a late job by what its lateness costs, and a move on its critical path that closes no circle. False if there is none. */
function drawMove(walk: Walk, cost: number, random: Random): boolean {
  const { late } = walk
  let job = 0
  for (let at = random.next() * cost - late[0]!; at > 0 && job < late.length - 1; at -= late[job]!) job++
  const waits = criticalWaits(walk, job, random)
  if (waits === 0) return false
  for (let tries = 0; tries < 8; tries++) {
    drawPair(walk, waits, random)
    if (closesNoCircle(walk)) return true
  }
  return false
}

/** Follows one critical path of the job back from its end; fills `waiting` and returns how many there are. */
function criticalWaits({ state, last, waiting }: Walk, job: number, random: Random): number {
  const { done, minutes, jobBefore, machineBefore, shop } = state
  let waits = 0
  for (let i = last[job]!; i < shop.count; ) {
    const begin = done[i]! - minutes[i]!
    if (begin === 0) break
    const a = jobBefore[i]!
    const b = machineBefore[i]!
    const byJob = a < shop.count && done[a] === begin
    if (b < shop.count && b !== a && done[b] === begin && (!byJob || random.chance(0.5))) {
      waiting[waits++] = i
      i = b
    } else i = byJob ? a : b
  }
  return waits
}

/** Draws two operations of one critical block: neighbors, at its edge or anywhere, or farther apart. */
function drawPair(walk: Walk, waits: number, random: Random): void {
  const { waiting } = walk
  const { machineBefore } = walk.state
  const at = random.below(waits)
  // The block: those that follow each other without a break on the machine.
  let latest = at
  let earliest = at
  while (latest > 0 && machineBefore[waiting[latest - 1]!] === waiting[latest]) latest--
  while (earliest < waits - 1 && machineBefore[waiting[earliest]!] === waiting[earliest + 1]) earliest++
  const kind = latest === earliest ? 1 : random.next()
  walk.toFront = true
  let second = waiting[at]!
  let first = machineBefore[second]!
  if (kind < farShare) {
    walk.toFront = random.chance(0.5)
    if (walk.toFront) first = machineBefore[waiting[at + random.below(earliest - at + 1)]!]!
    else second = waiting[latest + random.below(at - latest + 1)]!
  } else if (kind < farShare + edgeShare) {
    second = waiting[random.chance(0.5) ? latest : earliest]!
    first = machineBefore[second]!
  }
  walk.first = first
  walk.second = second
}

/** Whether the heads show that no other path leads from `first` to `second`: it would have to end before `second`, or its job, begins. */
function closesNoCircle({ state, first, second, toFront }: Walk): boolean {
  const { done, minutes, jobBefore, jobAfter, shop } = state
  if (toFront) {
    const a = jobBefore[second]!
    return a === shop.count || (a !== first && done[a]! - minutes[a]! < done[first]!)
  }
  const c = jobAfter[first]!
  return c === shop.count || (c !== second && done[second]! - minutes[second]! < done[c]!)
}
