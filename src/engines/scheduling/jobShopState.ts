import type { JobShop } from './jobShop.ts'

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
  minutes: Int32Array
  /** Earliest end of each operation. */
  done: Int32Array
  /** Longest path from the operation's start to the end of all work. */
  behind: Int32Array
  order: Int32Array
  place: Int32Array
  /** Place of each operation in its machine's sequence. */
  turn: Int32Array
  scratch: Int32Array
  mark: Uint8Array
  makespan: number
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
  const minutes = new Int32Array(n + 1)
  minutes.set(shop.minutes)
  return {
    shop,
    jobBefore,
    jobAfter,
    machineBefore: none(),
    machineAfter: none(),
    minutes,
    done: new Int32Array(n + 1),
    behind: new Int32Array(n + 1),
    order: new Int32Array(n),
    place: new Int32Array(n + 1),
    turn: new Int32Array(n + 1),
    scratch: new Int32Array(n + 1),
    mark: new Uint8Array(n + 1),
    makespan: 0,
  }
}

/** Takes over an order in which each job's operations stand in sequence; machine sequences follow it. */
export function loadOrder(state: JobShopState, order: Int32Array): void {
  const { shop, machineBefore, machineAfter, turn, place } = state
  const n = shop.count
  const last = new Int32Array(shop.machines).fill(n)
  const length = new Int32Array(shop.machines)
  state.order.set(order)
  for (let k = 0; k < n; k++) {
    const i = order[k]!
    const m = shop.machineOf[i]!
    place[i] = k
    machineBefore[i] = last[m]!
    if (last[m]! < n) machineAfter[last[m]!] = i
    turn[i] = length[m]!++
    last[m] = i
  }
  for (let m = 0; m < shop.machines; m++) if (last[m]! < n) machineAfter[last[m]!] = n
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

/** Moves u, which stands before v on the same machine, to right after v. Precondition: no path leads from u's job successor to v. */
export function moveAfter(state: JobShopState, u: number, v: number): void {
  const { machineBefore, machineAfter, order, place, turn, mark, scratch, jobAfter, jobBefore } = state
  const from = place[u]!
  const to = place[v]!
  // Between u and v in the order, what hangs on u's job successor must go behind u.
  let kept = from
  let held = 0
  scratch[held++] = u
  for (let k = from + 1; k <= to; k++) {
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
  const a = machineBefore[u]!
  const b = machineAfter[u]!
  const c = machineAfter[v]!
  const n = state.shop.count
  for (let i = b; i !== c; i = machineAfter[i]!) turn[i]!--
  turn[u] = turn[v]! + 1
  if (a < n) machineAfter[a] = b
  machineBefore[b] = a
  machineAfter[v] = u
  machineBefore[u] = v
  machineAfter[u] = c
  if (c < n) machineBefore[c] = u
  forward(state, from)
  backward(state, to)
  measure(state)
}

/** Moves v, which stands after u on the same machine, to right before u. Precondition: no path leads from u to v's job predecessor. */
export function moveBefore(state: JobShopState, v: number, u: number): void {
  const { machineBefore, machineAfter, order, place, turn, mark, scratch, jobAfter, jobBefore } = state
  const from = place[u]!
  const to = place[v]!
  let kept = to
  let held = 0
  scratch[held++] = v
  for (let k = to - 1; k >= from; k--) {
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
  const a = machineBefore[u]!
  const b = machineBefore[v]!
  const c = machineAfter[v]!
  const n = state.shop.count
  turn[v] = turn[u]!
  for (let i = u; i !== v; i = machineAfter[i]!) turn[i]!++
  if (a < n) machineAfter[a] = v
  machineBefore[v] = a
  machineAfter[v] = u
  machineBefore[u] = v
  machineAfter[b] = c
  if (c < n) machineBefore[c] = b
  forward(state, from)
  backward(state, to)
  measure(state)
}
