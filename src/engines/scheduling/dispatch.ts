import { gatherBatch } from './batch.ts'
import { commitRow, giveUp, leaveQueue, release } from './commit.ts'
import { placeFixed } from './fixed.ts'
import { popTimed, pushKeyed, pushTimed } from './heaps.ts'
import { lineOf, type Plan } from './plan.ts'
import type { UnplacedCode } from './problem.model.ts'
import { laneBusyUntil, newRun, type Run, setupAfter } from './run.ts'
import { codeOf, type Shop } from './shop.ts'
import { splitOver } from './split.ts'
import { nextOpen } from './timeline.ts'
import { newTrial, type Trial, tryStart } from './trial.ts'
import { score, type Urgency } from './urgency.ts'

/**
 * Constructive scheduling, forward in time: operations arrive at the machine that should finish them first and wait in its queue;
 * whenever a machine is free, the most urgent operation that can start goes. No machine stands idle while an operation of its queue's head could start.
 * About O(operations × (log queue + lookahead)).
 */
export function dispatch(shop: Shop, urgency: Urgency, lookahead: number, neighbors: number[][]): Plan {
  const run = newRun(shop, urgency, lookahead, neighbors)
  for (let i = 0; i < shop.count; i++) run.waitingFor[i] = shop.linkFirst[i + 1]! - shop.linkFirst[i]!
  placeFixed(run)
  for (let i = 0; i < shop.count; i++)
    if (shop.opFixed[i] === 0 && shop.linkFirst[i] === shop.linkFirst[i + 1]) pushTimed(run.arrivals, run.ready[i]!, i)
  const { arrivals, wakes } = run
  while (arrivals.keys.length > 0 || wakes.keys.length > 0) {
    if (arrivals.keys.length > 0 && (wakes.keys.length === 0 || arrivals.keys[0]! <= wakes.keys[0]!)) {
      const t = arrivals.keys[0]!
      arrive(run, popTimed(arrivals), t)
    } else {
      const t = wakes.keys[0]!
      const machine = popTimed(wakes)
      if (run.wake[machine] === t) serve(run, machine, t)
    }
  }
  return run.plan
}

/** Puts an operation in the queue of the machine that is expected to finish it first; gives up if none is left. */
function arrive(run: Run, op: number, t: number): void {
  const { shop } = run
  if (run.plan.opUnplaced[op] !== 0) return
  let best = -1
  let least = Infinity
  for (let a = shop.altFirst[op]!; a < shop.altFirst[op + 1]!; a++) {
    if (run.altFailed[a] === 1) continue
    const m = shop.altMachine[a]!
    const lanes = shop.laneFirst[m + 1]! - shop.laneFirst[m]!
    const work = shop.altSetup[a]! + shop.altAttended[a]! + shop.altUnattended[a]!
    const queued = shop.machineUnlimited[m] === 1 ? 0 : run.queuedWork[m]! / lanes
    const end =
      openFrom(run, m, t) +
      (queued + work) * shop.machineStretch[m]! +
      shop.transitOut[m]! +
      shop.transitBack[m]! +
      wayFrom(shop, op, m)
    if (end < least) {
      least = end
      best = a
    }
  }
  if (best < 0) giveUp(run, op, unplacedCode(run, op))
  else join(run, op, best, t)
}

/** When the machine is next free and open, so that nothing queues at one that is down while another works. */
function openFrom(run: Run, machine: number, t: number): number {
  const free = Math.max(t, firstFree(run, machine))
  return run.shop.machineOutside[machine] === 1 ? free : nextOpen(run.shop.lines[4 * machine + 3]!, free)
}

/** Minutes that a machine must win before an operation leaves the one where it stood: a plan that is kept does not dance. */
const loyalty = 240
function wayFrom(shop: Shop, op: number, machine: number): number {
  const { stayOn } = shop.problem.operations[op]!
  return stayOn === undefined || stayOn === shop.problem.machines[machine]!.id ? 0 : loyalty
}

function join(run: Run, op: number, alt: number, t: number): void {
  const { shop } = run
  const machine = shop.altMachine[alt]!
  run.opAlt[op] = alt
  run.queuedWork[machine]! += shop.altAttended[alt]! + shop.altUnattended[alt]! + shop.altSetup[alt]!
  pushKeyed(run.queues[machine]!, run.urgency.key, op)
  wakeAt(run, machine, Math.max(t, firstFree(run, machine)))
}

function unplacedCode(run: Run, op: number): UnplacedCode {
  const code = run.retryCode[op]!
  if (code === codeOf.person) return 'no-person'
  if (code === codeOf.tool) return 'no-tool'
  if (code === codeOf.pickup) return 'no-pickup'
  if (code === codeOf.turn) return 'too-large'
  return run.shop.opUnbroken[op] === 1 ? 'never-unbroken' : 'calendar-ends'
}

function firstFree(run: Run, machine: number): number {
  const { shop } = run
  if (shop.machineUnlimited[machine] === 1) return -Infinity
  let first = Infinity
  for (let l = shop.laneFirst[machine]!; l < shop.laneFirst[machine + 1]!; l++)
    if (run.laneFree[l]! < first) first = run.laneFree[l]!
  return first
}

function wakeAt(run: Run, machine: number, t: number): void {
  if (t >= run.wake[machine]!) return
  run.wake[machine] = t
  pushTimed(run.wakes, t, machine)
}

/** Starts what can start on a machine at t and sets its next wake-up. */
function serve(run: Run, machine: number, t: number): void {
  const { shop } = run
  run.wake[machine] = Infinity
  const queue = run.queues[machine]!
  const open = nextOpen(shop.lines[4 * machine + 3]!, t)
  if (open > t && open < Infinity && shop.machineOutside[machine] === 0) {
    wakeAt(run, machine, open)
    return
  }
  let retry = Infinity
  for (;;) {
    if (queue.length === 0 && !steal(run, machine, t)) break
    const lanes = freeLanes(run, machine, t)
    if (lanes.length === 0) break
    const choice = choose(run, machine, lanes, t)
    retry = choice.retry
    if (choice.trial === null) {
      if (choice.dropped) continue
      break
    }
    begin(run, machine, choice.trial, choice.at, t)
    retry = Infinity
  }
  if (queue.length === 0) return
  for (let l = shop.laneFirst[machine]!; l < shop.laneFirst[machine + 1]!; l++) {
    const free = laneBusyUntil(run, l, t)
    if (free > t && free < retry) retry = free
  }
  if (retry < Infinity) wakeAt(run, machine, retry)
}

/** Reused, to spare an array per call: valid until the next call of freeLanes. */
const oneLane: number[] = [0]

function freeLanes(run: Run, machine: number, t: number): readonly number[] {
  const { shop } = run
  const first = shop.laneFirst[machine]!
  const end = shop.laneFirst[machine + 1]!
  oneLane[0] = first
  if (shop.machineUnlimited[machine] === 1) return oneLane
  if (end === first + 1) return laneBusyUntil(run, first, t) <= t ? oneLane : []
  const free: number[] = []
  for (let l = first; l < end; l++) if (laneBusyUntil(run, l, t) <= t) free.push(l)
  return free
}

type Choice = { trial: Trial | null; at: number; retry: number; dropped: boolean }

/** The best-scored entry among the queue's first ones that can start at t, with the lane that needs the least set-up. */
function choose(run: Run, machine: number, lanes: readonly number[], t: number): Choice {
  const { urgency, shop } = run
  const queue = run.queues[machine]!
  const choice: Choice = { trial: null, at: -1, retry: Infinity, dropped: false }
  let best = Infinity
  // When nothing near the head can start, look deeper: the machine should not wait for one scarce person or tool.
  for (
    let at = 0;
    at < queue.length && (at < run.lookahead || (choice.trial === null && at < 4 * run.lookahead));
    at++
  ) {
    const op = queue[at]!
    const alt = run.opAlt[op]!
    const lane = bestLane(run, op, alt, lanes)
    const setup = setupAfter(shop, op, alt, run.laneFamily[lane]!)
    const value = score(urgency, op, t, setup, run.ready[op]!)
    if (value >= best) continue
    const trial = newTrial(op, alt, lane, shop.opQuantity[op]!, setup)
    let when =
      shop.machineLoad[machine]! > 0 && shop.opBatchLoad[op]! > shop.machineLoad[machine]!
        ? tooLarge(run, op)
        : tryStart(run, trial, t)
    for (const other of lanes) {
      if (when <= t || run.retryCode[op] !== codeOf.pinned || when === Infinity) break
      if (other === lane) continue
      trial.lane = other
      trial.setup = setupAfter(shop, op, alt, run.laneFamily[other]!)
      when = Math.min(when, tryStart(run, trial, t))
    }
    if (when === Infinity) {
      dropAlternative(run, machine, at, t)
      choice.dropped = true
      at--
    } else if (when > t) choice.retry = Math.min(choice.retry, when)
    else {
      best = value
      choice.trial = trial
      choice.at = at
    }
  }
  return choice
}

function tooLarge(run: Run, op: number): number {
  run.retryCode[op] = codeOf.turn
  return Infinity
}

function bestLane(run: Run, op: number, alt: number, lanes: readonly number[]): number {
  let best = lanes[0]!
  if (lanes.length === 1 || run.shop.opFamily[op]! < 0) return best
  let least = Infinity
  for (const lane of lanes) {
    const setup = setupAfter(run.shop, op, alt, run.laneFamily[lane]!)
    if (setup < least) {
      least = setup
      best = lane
    }
  }
  return best
}

/** This machine can never run it: the operation goes to another, or is given up. */
function dropAlternative(run: Run, machine: number, at: number, t: number): void {
  const op = run.queues[machine]![at]!
  run.altFailed[run.opAlt[op]!] = 1
  leaveQueue(run, machine, at)
  arrive(run, op, t)
}

/** Commits the chosen operation, with its batch mates or in parts. */
function begin(run: Run, machine: number, trial: Trial, at: number, t: number): void {
  const { op } = trial
  leaveQueue(run, machine, at)
  if (run.shop.machineLoad[machine]! > 0) {
    gatherBatch(run, machine, trial, t)
    return
  }
  if (run.shop.opParts[op]! > 1 && splitOver(run, trial, t)) return
  commitRow(run, trial)
  release(run, op)
}

/** An idle machine takes over an operation that it would finish sooner than the machine where it waits. */
function steal(run: Run, machine: number, t: number): boolean {
  const { shop } = run
  let gain = 1e-6
  let bestOp = -1
  let bestAlt = -1
  let bestFrom = -1
  for (const other of run.neighbors[machine]!) {
    const queue = run.queues[other]!
    const free = openFrom(run, other, t)
    if (free <= t || free === Infinity) continue
    for (let at = 0; at < Math.min(queue.length, 8); at++) {
      const op = queue[at]!
      const there = run.opAlt[op]!
      const alt = alternativeOn(run, op, machine)
      if (alt < 0) continue
      const begin = nextOpen(lineOf(shop, op, machine, true), t)
      const here =
        begin +
        (shop.altSetup[alt]! + shop.altAttended[alt]! + shop.altUnattended[alt]!) * shop.machineStretch[machine]!
      const saved =
        free +
        (shop.altSetup[there]! + shop.altAttended[there]! + shop.altUnattended[there]!) * shop.machineStretch[other]! -
        here
      if (saved > gain) {
        gain = saved
        bestOp = op
        bestAlt = alt
        bestFrom = other
      }
    }
  }
  if (bestOp < 0) return false
  leaveQueue(run, bestFrom, run.queues[bestFrom]!.indexOf(bestOp))
  join(run, bestOp, bestAlt, t)
  run.wake[machine] = Infinity
  return true
}

function alternativeOn(run: Run, op: number, machine: number): number {
  const { shop } = run
  for (let a = shop.altFirst[op]!; a < shop.altFirst[op + 1]!; a++)
    if (shop.altMachine[a] === machine && run.altFailed[a] === 0) return a
  return -1
}

/** For each machine those that share an operation with it; empty for very large plants, where stealing would cost too much. */
export function findNeighbors(shop: Shop): number[][] {
  const size = shop.machineCount
  const neighbors: number[][] = Array.from({ length: size }, () => [])
  if (size > 2000) return neighbors
  const seen = new Uint8Array(size * size)
  for (let i = 0; i < shop.count; i++)
    for (let a = shop.altFirst[i]!; a < shop.altFirst[i + 1]!; a++)
      for (let b = shop.altFirst[i]!; b < shop.altFirst[i + 1]!; b++) {
        const m = shop.altMachine[a]!
        const q = shop.altMachine[b]!
        if (m === q || seen[m * size + q] === 1) continue
        seen[m * size + q] = 1
        neighbors[m]!.push(q)
      }
  return neighbors
}
