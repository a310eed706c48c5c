import { type TimedHeap, timedHeap } from './heaps.ts'
import { emptyPlan, type Plan } from './plan.ts'
import { newQueue, type Queue } from './queue.ts'
import type { Shop } from './shop.ts'
import { newTrial, type Trial } from './trial.ts'
import type { Urgency } from './urgency.ts'

/** A booking made before the run began, by a fixed operation. */
export type Pin = { from: number; to: number; row: number }

/** The state of one dispatch run. Time only moves forward, so each resource needs no more than the instant from which it is free, and its pins. */
export type Run = {
  shop: Shop
  urgency: Urgency
  plan: Plan
  /** How many of a queue's most urgent entries are compared. */
  lookahead: number
  laneFree: Float64Array
  laneFamily: Int32Array
  laneLast: Int32Array
  lanePins: (Pin[] | null)[]
  lanePinAt: Int32Array
  personFree: Float64Array
  personLast: Int32Array
  personPins: (Pin[] | null)[]
  unitFree: Float64Array
  unitLast: Int32Array
  unitPins: (Pin[] | null)[]
  /** From when each operation may start as far as others are concerned, why, and because of whom. */
  ready: Float64Array
  readyCode: Uint8Array
  readyFrom: Int32Array
  waitingFor: Int32Array
  /** The alternative in whose machine's queue the operation stands; −1: in none. */
  opAlt: Int32Array
  altFailed: Uint8Array
  /** What the last failed try to start ran into. */
  retryAt: Float64Array
  retryCode: Uint8Array
  retryFrom: Int32Array
  retryThing: Int32Array
  queues: Queue[]
  queuedWork: Float64Array
  wake: Float64Array
  arrivals: TimedHeap
  wakes: TimedHeap
  neighbors: number[][]
  /** Scratch of the choice at a machine: the scores of its queue's head, and the trial of the entry looked at. */
  scores: Float64Array
  trial: Trial
}

export function newRun(shop: Shop, urgency: Urgency, lookahead: number, neighbors: number[][]): Run {
  const n = shop.count
  const lanes = shop.laneMachine.length
  const units = shop.toolFirstUnit.at(-1)!
  const nothing = (size: number) => new Float64Array(size).fill(-Infinity)
  const nobody = (size: number) => new Int32Array(size).fill(-1)
  return {
    shop,
    urgency,
    plan: emptyPlan(shop),
    lookahead,
    laneFree: nothing(lanes),
    laneFamily: Int32Array.from(shop.laneMachine, (m) => shop.machineFamily[m]!),
    laneLast: nobody(lanes),
    lanePins: Array<Pin[] | null>(lanes).fill(null),
    lanePinAt: new Int32Array(lanes),
    personFree: nothing(shop.personCount),
    personLast: nobody(shop.personCount),
    personPins: Array<Pin[] | null>(shop.personCount).fill(null),
    unitFree: nothing(units),
    unitLast: nobody(units),
    unitPins: Array<Pin[] | null>(units).fill(null),
    ready: shop.opReady.slice(),
    readyCode: shop.opReadyCode.slice(),
    readyFrom: nobody(n),
    waitingFor: new Int32Array(n),
    opAlt: nobody(n),
    altFailed: new Uint8Array(shop.altMachine.length),
    retryAt: nothing(n),
    retryCode: new Uint8Array(n),
    retryFrom: nobody(n),
    retryThing: nobody(n),
    queues: Array.from({ length: shop.machineCount }, newQueue),
    queuedWork: new Float64Array(shop.machineCount),
    wake: new Float64Array(shop.machineCount).fill(Infinity),
    arrivals: timedHeap(),
    wakes: timedHeap(),
    neighbors,
    scores: new Float64Array(lookahead),
    trial: newTrial(0, 0, 0, 0, 0),
  }
}

/** The first pin that overlaps [from, to) by more than rounding; null if none. Pins ascend by both ends. */
export function pinWithin(pins: readonly Pin[] | null, from: number, to: number): Pin | null {
  if (pins === null) return null
  let low = 0
  let high = pins.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (pins[middle]!.to <= from + 1e-6) low = middle + 1
    else high = middle
  }
  return low < pins.length && pins[low]!.from < to - 1e-6 ? pins[low]! : null
}

/** When the lane is next free; moves past pins that have ended by t. */
export function laneBusyUntil(run: Run, lane: number, t: number): number {
  const pins = run.lanePins[lane]
  let free = run.laneFree[lane]!
  if (!pins) return free
  while (run.lanePinAt[lane]! < pins.length && pins[run.lanePinAt[lane]!]!.from <= t) {
    const pin = pins[run.lanePinAt[lane]!]!
    free = run.laneFree[lane] = Math.max(free, pin.to)
    run.laneLast[lane] = run.plan.rowOp[pin.row]!
    run.laneFamily[lane] = run.shop.opFamily[run.laneLast[lane]!]!
    run.lanePinAt[lane]!++
  }
  return free
}

/** Set-up on a lane whose last family is `family`. */
export const setupAfter = (shop: Shop, op: number, alt: number, family: number): number =>
  setupBetween(shop, shop.altMachine[alt]!, family, shop.opFamily[op]!, shop.altSetup[alt]!)

/** Set-up from family to family on a machine; `alone` is the operation's own, where no rule for families says otherwise. */
export function setupBetween(shop: Shop, machine: number, family: number, own: number, alone: number): number {
  if (own < 0) return alone
  const matrix = shop.machineMatrix[machine]!
  if (matrix < 0) return own === family ? 0 : alone
  if (family < 0) return alone
  const minutes = shop.matrixMinutes[matrix]![family * shop.matrixSize[matrix]! + own]!
  return minutes < 0 ? alone : minutes
}
