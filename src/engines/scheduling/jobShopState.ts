import type { JobShop } from './jobShop.ts'

/** A solution: an order of all operations that keeps each job's, and the way each is done. Machine sequences follow the order. */
export type Sequence = { order: Int32Array; way: Int32Array }

/**
 * A selection of machine sequences with its longest paths. `n` (= shop.count) stands for "none" in all neighbor arrays; its entries are 0.
 * Invariant: `order` is a topological order of jobs' and machines' sequences together, and `done`, `behind` fit it.
 */
export type JobShopState = {
  shop: JobShop
  /** Job and machine neighbors. */
  jobBefore: Int32Array
  jobAfter: Int32Array
  machineBefore: Int32Array
  machineAfter: Int32Array
  /** The way chosen, with its machine and minutes. */
  way: Int32Array
  machineOf: Int32Array
  minutes: Int32Array
  /** Earliest end of each operation. */
  done: Int32Array
  /** Longest path from the operation's start to the end of all work. */
  behind: Int32Array
  order: Int32Array
  place: Int32Array
  machineFirst: Int32Array
  machineLast: Int32Array
  scratch: Int32Array
  mark: Uint8Array
  makespan: number
  /** Some operation has a choice of machines. */
  flexible: boolean
}

export function newState(shop: JobShop): JobShopState {
  const n = shop.count
  const none = () => new Int32Array(n + 1).fill(n)
  const jobBefore = none()
  const jobAfter = none()
  for (let i = 0; i < n; i++) {
    if (i > shop.firstOp[shop.jobOf[i]!]!) jobBefore[i] = i - 1
    if (i + 1 < shop.firstOp[shop.jobOf[i]! + 1]!) jobAfter[i] = i + 1
  }
  return {
    shop,
    jobBefore,
    jobAfter,
    machineBefore: none(),
    machineAfter: none(),
    way: new Int32Array(n),
    machineOf: new Int32Array(n),
    minutes: new Int32Array(n + 1),
    done: new Int32Array(n + 1),
    behind: new Int32Array(n + 1),
    order: new Int32Array(n),
    place: new Int32Array(n + 1),
    machineFirst: new Int32Array(shop.machines),
    machineLast: new Int32Array(shop.machines),
    scratch: new Int32Array(n + 1),
    mark: new Uint8Array(n + 1),
    makespan: 0,
    flexible: shop.wayMachine.length > n,
  }
}

export function load(state: JobShopState, { order, way }: Sequence): void {
  const { shop, machineOf, machineFirst, machineLast, minutes, place } = state
  const n = shop.count
  state.order.set(order)
  state.way.set(way)
  machineFirst.fill(n)
  machineLast.fill(n)
  for (let k = 0; k < n; k++) {
    const i = order[k]!
    machineOf[i] = shop.wayMachine[way[i]!]!
    minutes[i] = shop.wayMinutes[way[i]!]!
    place[i] = k
    link(state, i, n)
  }
  forward(state, 0)
  backward(state, n - 1)
  measure(state)
}

export function forward(state: JobShopState, from: number): void {
  const { order, done, jobBefore, machineBefore, minutes } = state
  for (let k = from; k < order.length; k++) {
    const i = order[k]!
    const a = done[jobBefore[i]!]!
    const b = done[machineBefore[i]!]!
    done[i] = (a > b ? a : b) + minutes[i]!
  }
}

export function backward(state: JobShopState, from: number): void {
  const { order, behind, jobAfter, machineAfter, minutes } = state
  for (let k = from; k >= 0; k--) {
    const i = order[k]!
    const a = behind[jobAfter[i]!]!
    const b = behind[machineAfter[i]!]!
    behind[i] = (a > b ? a : b) + minutes[i]!
  }
}

export function measure(state: JobShopState): void {
  const { shop, done } = state
  let most = 0
  for (let j = 0; j < shop.jobs; j++) {
    const e = done[shop.firstOp[j + 1]! - 1]!
    if (e > most) most = e
  }
  state.makespan = most
}

/** Puts u, with what hangs on its job successor, behind v in the order. Precondition: no path leads from u's job successor to v. */
function sink(state: JobShopState, u: number, v: number): void {
  const { machineBefore, order, place, mark, scratch, jobAfter, jobBefore } = state
  let kept = place[u]!
  let held = 0
  const to = place[v]!
  scratch[held++] = u
  for (let k = kept + 1; k <= to; k++) {
    const i = order[k]!
    if (i === jobAfter[u] || mark[jobBefore[i]!] === 1 || mark[machineBefore[i]!] === 1) {
      mark[i] = 1
      scratch[held++] = i
    } else {
      place[i] = kept
      order[kept++] = i
    }
  }
  for (let h = 0; h < held; h++) {
    const i = scratch[h]!
    mark[i] = 0
    place[i] = kept
    order[kept++] = i
  }
}

/** Puts v, with what its job predecessor hangs on, before u in the order. Precondition: no path leads from u to v's job predecessor. */
function raise(state: JobShopState, v: number, u: number): void {
  const { machineAfter, order, place, mark, scratch, jobAfter, jobBefore } = state
  let kept = place[v]!
  let held = 0
  const from = place[u]!
  scratch[held++] = v
  for (let k = kept - 1; k >= from; k--) {
    const i = order[k]!
    if (i === jobBefore[v] || mark[jobAfter[i]!] === 1 || mark[machineAfter[i]!] === 1) {
      mark[i] = 1
      scratch[held++] = i
    } else {
      place[i] = kept
      order[kept--] = i
    }
  }
  for (let h = 0; h < held; h++) {
    const i = scratch[h]!
    mark[i] = 0
    place[i] = kept
    order[kept--] = i
  }
}

function unlink(state: JobShopState, i: number): void {
  const { machineBefore, machineAfter, machineFirst, machineLast, machineOf } = state
  const n = state.shop.count
  const a = machineBefore[i]!
  const c = machineAfter[i]!
  if (a < n) machineAfter[a] = c
  else machineFirst[machineOf[i]!] = c
  if (c < n) machineBefore[c] = a
  else machineLast[machineOf[i]!] = a
}

/** Links i on its machine right before c; c = n puts it last. */
function link(state: JobShopState, i: number, c: number): void {
  const { machineBefore, machineAfter, machineFirst, machineLast, machineOf } = state
  const n = state.shop.count
  const a = c < n ? machineBefore[c]! : machineLast[machineOf[i]!]!
  machineBefore[i] = a
  machineAfter[i] = c
  if (a < n) machineAfter[a] = i
  else machineFirst[machineOf[i]!] = i
  if (c < n) machineBefore[c] = i
  else machineLast[machineOf[i]!] = i
}

/** Links i on its machine right before c; c = n puts it last. The order stays as it is. */
export function relink(state: JobShopState, i: number, c: number): void {
  unlink(state, i)
  link(state, i, c)
}

/**
 * Puts u, which stands before v on the same machine, right after v. Longest paths and makespan are stale then.
 * Precondition: no path leads from u's job successor to v.
 */
export function placeAfter(state: JobShopState, u: number, v: number): void {
  sink(state, u, v)
  relink(state, u, state.machineAfter[v]!)
}

/**
 * Puts v, which stands after u on the same machine, right before u. Longest paths and makespan are stale then.
 * Precondition: no path leads from u to v's job predecessor.
 */
export function placeBefore(state: JobShopState, v: number, u: number): void {
  raise(state, v, u)
  relink(state, v, u)
}

/** As placeAfter, with all renewed. */
export function moveAfter(state: JobShopState, u: number, v: number): void {
  const from = state.place[u]!
  const to = state.place[v]!
  placeAfter(state, u, v)
  forward(state, from)
  backward(state, to)
  measure(state)
}

/** As placeBefore, with all renewed. */
export function moveBefore(state: JobShopState, v: number, u: number): void {
  const from = state.place[u]!
  const to = state.place[v]!
  placeBefore(state, v, u)
  forward(state, from)
  backward(state, to)
  measure(state)
}

/** Does i in another way, on that machine right before c (n: last). Precondition: this closes no circle. */
export function moveAway(state: JobShopState, i: number, way: number, c: number): void {
  const { shop, place, machineOf, machineLast, machineBefore, minutes } = state
  const n = shop.count
  const a = c < n ? machineBefore[c]! : machineLast[shop.wayMachine[way]!]!
  let from = place[i]!
  let to = from
  if (a < n && place[a]! > from) {
    to = place[a]!
    sink(state, i, a)
  } else if (c < n && place[c]! < from) {
    from = place[c]!
    raise(state, i, c)
  }
  unlink(state, i)
  state.way[i] = way
  machineOf[i] = shop.wayMachine[way]!
  minutes[i] = shop.wayMinutes[way]!
  link(state, i, c)
  forward(state, from)
  backward(state, to)
  measure(state)
}
