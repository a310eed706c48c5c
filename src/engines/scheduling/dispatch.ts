import { gatherBatch } from './batch.ts'
import { commitRow, giveUp, leaveQueue, release } from './commit.ts'
import { placeFixed } from './fixed.ts'
import { popTimed, pushTimed } from './heaps.ts'
import { lineOf, type Plan } from './plan.ts'
import type { UnplacedCode } from './problem.model.ts'
import { enqueue, placeInQueue, queuedBase, queuedFamily, queuedOp, queuedScale, queuedSetup } from './queue.ts'
import { laneBusyUntil, newRun, type Run, setupAfter, setupBetween } from './run.ts'
import { codeOf, type Shop, trait } from './shop.ts'
import { splitOver } from './split.ts'
import { nextOpen } from './timeline.ts'
import { resetTrial, tryStart } from './trial.ts'
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
  const first = shop.altFirst[op]!
  const last = shop.altFirst[op + 1]! - 1
  let best = first === last && run.altFailed[first] === 0 ? first : -1
  let least = Infinity
  for (let a = first; a <= last && first < last; a++) {
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
  const stayOn = shop.opStayOn[op]!
  return stayOn < 0 || stayOn === machine ? 0 : loyalty
}

function join(run: Run, op: number, alt: number, t: number): void {
  const { shop, urgency } = run
  const machine = shop.altMachine[alt]!
  run.opAlt[op] = alt
  run.queuedWork[machine]! += shop.altAttended[alt]! + shop.altUnattended[alt]! + shop.altSetup[alt]!
  const base = urgency.rule === 'fifo' ? run.ready[op]! : urgency.base[op]!
  const scale = urgency.scale[op]!
  enqueue(run.queues[machine]!, urgency.key[op]!, op, base, scale, shop.opFamily[op]!, shop.altSetup[alt]!)
  if (run.wake[machine]! > t) wakeAt(run, machine, Math.max(t, firstFree(run, machine)))
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
    if (queue.size === 0 && !steal(run, machine, t)) break
    const lanes = freeLanes(run, machine, t)
    if (lanes.length === 0) break
    const choice = choose(run, machine, lanes, t)
    retry = choice.retry
    if (choice.dropped) continue
    if (choice.at < 0) break
    begin(run, machine, choice.at, t)
    retry = Infinity
  }
  if (queue.size === 0) return
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

/** The entry of the queue to start, −1 for none; when it is worth choosing again; and whether the queue has lost an entry, so that all must be chosen anew. */
type Choice = { at: number; retry: number; dropped: boolean }

/** Reused: valid until the next call of choose. */
const choice: Choice = { at: -1, retry: Infinity, dropped: false }

/** The best-scored of the queue's first entries that can start at t, with the lane that needs the least set-up; its trial is in run.trial. */
function choose(run: Run, machine: number, lanes: readonly number[], t: number): Choice {
  const { scores } = run
  const queue = run.queues[machine]!
  const head = Math.min(queue.size, run.lookahead)
  choice.at = -1
  choice.retry = Infinity
  choice.dropped = false
  for (let best = scoreHead(run, machine, head, lanes, t); best >= 0; best = leastOf(scores, head)) {
    scores[best] = Infinity
    if (tryEntry(run, machine, best, lanes, t)) return choice
  }
  // When nothing near the head can start, look deeper: the machine should not wait for one scarce person or tool.
  const deep = Math.min(queue.size, 4 * run.lookahead)
  for (let at = head; at < deep; at++) if (tryEntry(run, machine, at, lanes, t)) return choice
  return choice
}

/** Scores the queue's first entries and returns the place of the best, −1 if there is none. */
function scoreHead(run: Run, machine: number, head: number, lanes: readonly number[], t: number): number {
  const { shop, scores, urgency } = run
  const queue = run.queues[machine]!
  let best = -1
  let least = Infinity
  for (let at = 0; at < head; at++) {
    const family = run.laneFamily[bestLane(run, machine, at, lanes)]!
    const setup = setupBetween(shop, machine, family, queuedFamily(queue, at), queuedSetup(queue, at))
    const value = score(urgency, queuedBase(queue, at), queuedScale(queue, at), t, setup)
    scores[at] = value
    if (value < least) {
      least = value
      best = at
    }
  }
  return best
}

function leastOf(scores: Float64Array, head: number): number {
  let best = -1
  let least = Infinity
  for (let at = 0; at < head; at++)
    if (scores[at]! < least) {
      least = scores[at]!
      best = at
    }
  return best
}

/** Tries to start an entry at t, and notes in `choice` what came of it. True when the choice is over. */
function tryEntry(run: Run, machine: number, at: number, lanes: readonly number[], t: number): boolean {
  const { shop, trial } = run
  const op = queuedOp(run.queues[machine]!, at)
  const alt = run.opAlt[op]!
  const lane = bestLane(run, machine, at, lanes)
  resetTrial(trial, op, alt, lane, shop.opQuantity[op]!, setupAfter(shop, op, alt, run.laneFamily[lane]!))
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
  } else if (when > t) choice.retry = Math.min(choice.retry, when)
  else choice.at = at
  return when <= t || when === Infinity
}

function tooLarge(run: Run, op: number): number {
  run.retryCode[op] = codeOf.turn
  return Infinity
}

function bestLane(run: Run, machine: number, at: number, lanes: readonly number[]): number {
  let best = lanes[0]!
  if (lanes.length === 1) return best
  const queue = run.queues[machine]!
  const family = queuedFamily(queue, at)
  if (family < 0) return best
  let least = Infinity
  for (const lane of lanes) {
    const setup = setupBetween(run.shop, machine, run.laneFamily[lane]!, family, queuedSetup(queue, at))
    if (setup < least) {
      least = setup
      best = lane
    }
  }
  return best
}

/** This machine can never run it: the operation goes to another, or is given up. */
function dropAlternative(run: Run, machine: number, at: number, t: number): void {
  const op = queuedOp(run.queues[machine]!, at)
  run.altFailed[run.opAlt[op]!] = 1
  leaveQueue(run, machine, at)
  arrive(run, op, t)
}

/** Commits the operation of the trial, with its batch mates or in parts. */
function begin(run: Run, machine: number, at: number, t: number): void {
  const { trial } = run
  const { op } = trial
  leaveQueue(run, machine, at)
  if (run.shop.machineLoad[machine]! > 0) {
    gatherBatch(run, machine, trial, t)
    return
  }
  if ((run.shop.opTraits[op]! & trait.parts) !== 0 && splitOver(run, trial, t)) return
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
    for (let at = 0; at < Math.min(queue.size, 8); at++) {
      const op = queuedOp(queue, at)
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
  leaveQueue(run, bestFrom, placeInQueue(run.queues[bestFrom]!, bestOp))
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
