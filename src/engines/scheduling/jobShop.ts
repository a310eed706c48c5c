/**
 * The job shop, classical or flexible: each job's operations in a given order, each on one of its machines without a break, one at a time.
 * Operations are numbered 0 … n−1, job by job in order. Times are whole numbers.
 */
export type JobShop = {
  jobs: number
  machines: number
  count: number
  /** First operation of each job; firstOp[jobs] = count. */
  firstOp: Int32Array
  jobOf: Int32Array
  /** Ways to do operation i: rows wayFirst[i] … wayFirst[i+1]−1. The classical job shop has one each. */
  wayFirst: Int32Array
  wayMachine: Int32Array
  wayMinutes: Int32Array
}

export type Way = { machine: number; minutes: number }

/** `routes[job][step]` lists the machines that can do the step, with their minutes. */
export function jobShop(machines: number, routes: readonly (readonly (readonly Way[])[])[]): JobShop {
  const steps = routes.flat()
  const ways = steps.flat()
  const shop: JobShop = {
    jobs: routes.length,
    machines,
    count: steps.length,
    firstOp: new Int32Array(routes.length + 1),
    jobOf: new Int32Array(steps.length),
    wayFirst: new Int32Array(steps.length + 1),
    wayMachine: Int32Array.from(ways, (w) => w.machine),
    wayMinutes: Int32Array.from(ways, (w) => w.minutes),
  }
  for (const [i, step] of steps.entries()) shop.wayFirst[i + 1] = shop.wayFirst[i]! + step.length
  for (const [j, route] of routes.entries()) {
    shop.firstOp[j + 1] = shop.firstOp[j]! + route.length
    shop.jobOf.fill(j, shop.firstOp[j]!, shop.firstOp[j + 1]!)
  }
  return shop
}

/** The fewest minutes of each operation on any of its machines. */
export function leastMinutes(shop: JobShop): Int32Array {
  return Int32Array.from({ length: shop.count }, (_, i) => {
    let least = Infinity
    for (let w = shop.wayFirst[i]!; w < shop.wayFirst[i + 1]!; w++) least = Math.min(least, shop.wayMinutes[w]!)
    return least
  })
}

/**
 * No schedule is shorter than the longest job; nor than the busiest machine with the least head before and tail behind the work
 * that only it can do; nor than all work spread evenly.
 */
export function loadBound(shop: JobShop): number {
  const minutes = leastMinutes(shop)
  const load = new Float64Array(shop.machines)
  const head = new Float64Array(shop.machines).fill(Infinity)
  const tail = new Float64Array(shop.machines).fill(Infinity)
  let bound = 0
  let all = 0
  for (let j = 0; j < shop.jobs; j++) {
    let total = 0
    for (let i = shop.firstOp[j]!; i < shop.firstOp[j + 1]!; i++) total += minutes[i]!
    all += total
    bound = Math.max(bound, total)
    for (let i = shop.firstOp[j]!, before = 0; i < shop.firstOp[j + 1]!; i++) {
      before += minutes[i]!
      if (shop.wayFirst[i + 1]! - shop.wayFirst[i]! > 1) continue
      const m = shop.wayMachine[shop.wayFirst[i]!]!
      load[m]! += minutes[i]!
      head[m] = Math.min(head[m]!, before - minutes[i]!)
      tail[m] = Math.min(tail[m]!, total - before)
    }
  }
  for (let m = 0; m < shop.machines; m++) if (load[m]! > 0) bound = Math.max(bound, head[m]! + load[m]! + tail[m]!)
  return Math.max(bound, Math.ceil(all / shop.machines))
}
