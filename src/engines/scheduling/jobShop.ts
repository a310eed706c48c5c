/**
 * The classical job shop: each job visits machines in a given order, each operation on one machine without a break, one at a time.
 * Operations are numbered 0 … n−1, job by job in order. Times are whole numbers.
 */
export type JobShop = {
  jobs: number
  machines: number
  count: number
  /** First operation of each job; firstOp[jobs] = count. */
  firstOp: Int32Array
  jobOf: Int32Array
  machineOf: Int32Array
  minutes: Int32Array
}

export function jobShop(machines: number, routes: readonly (readonly { machine: number; minutes: number }[])[]): JobShop {
  const count = routes.reduce((sum, r) => sum + r.length, 0)
  const shop: JobShop = {
    jobs: routes.length,
    machines,
    count,
    firstOp: new Int32Array(routes.length + 1),
    jobOf: new Int32Array(count),
    machineOf: new Int32Array(count),
    minutes: new Int32Array(count),
  }
  let i = 0
  for (const [j, route] of routes.entries()) {
    for (const step of route) {
      shop.jobOf[i] = j
      shop.machineOf[i] = step.machine
      shop.minutes[i++] = step.minutes
    }
    shop.firstOp[j + 1] = i
  }
  return shop
}

/** No schedule is shorter than the longest job or, with the least head before and tail behind its operations, the busiest machine. */
export function loadBound(shop: JobShop): number {
  const load = new Float64Array(shop.machines)
  const head = new Float64Array(shop.machines).fill(Infinity)
  const tail = new Float64Array(shop.machines).fill(Infinity)
  let bound = 0
  for (let j = 0; j < shop.jobs; j++) {
    let total = 0
    for (let i = shop.firstOp[j]!; i < shop.firstOp[j + 1]!; i++) total += shop.minutes[i]!
    bound = Math.max(bound, total)
    let before = 0
    for (let i = shop.firstOp[j]!; i < shop.firstOp[j + 1]!; i++) {
      const m = shop.machineOf[i]!
      load[m]! += shop.minutes[i]!
      head[m] = Math.min(head[m]!, before)
      before += shop.minutes[i]!
      tail[m] = Math.min(tail[m]!, total - before)
    }
  }
  for (let m = 0; m < shop.machines; m++) if (load[m]! > 0) bound = Math.max(bound, head[m]! + load[m]! + tail[m]!)
  return bound
}
