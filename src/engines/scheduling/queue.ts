/**
 * The operations that wait at a machine: a binary heap, the least key first, equal keys by ascending operation, from which any entry may be taken.
 * An entry holds all that comparing it with others needs, side by side, so that looking through the head of a long queue does not wander through memory.
 */
export type Queue = { size: number; cells: Float64Array }

/** Cells of an entry. */
const KEY = 0
const OP = 1
const BASE = 2
const SCALE = 3
const FAMILY = 4
const SETUP = 5
const WIDTH = 6

export const newQueue = (): Queue => ({ size: 0, cells: new Float64Array(16 * WIDTH) })

export const queuedOp = (queue: Queue, at: number): number => queue.cells[at * WIDTH + OP]!
/** The rule's numbers: see score in urgency.ts. */
export const queuedBase = (queue: Queue, at: number): number => queue.cells[at * WIDTH + BASE]!
export const queuedScale = (queue: Queue, at: number): number => queue.cells[at * WIDTH + SCALE]!
export const queuedFamily = (queue: Queue, at: number): number => queue.cells[at * WIDTH + FAMILY]!
/** The alternative's own set-up minutes. */
export const queuedSetup = (queue: Queue, at: number): number => queue.cells[at * WIDTH + SETUP]!

/** The operation's place in the queue, or −1. */
export function placeInQueue(queue: Queue, op: number): number {
  for (let at = 0; at < queue.size; at++) if (queuedOp(queue, at) === op) return at
  return -1
}

export function enqueue(
  queue: Queue,
  key: number,
  op: number,
  base: number,
  scale: number,
  family: number,
  setup: number,
): void {
  if (queue.cells.length === queue.size * WIDTH) {
    const larger = new Float64Array(2 * queue.cells.length)
    larger.set(queue.cells)
    queue.cells = larger
  }
  const { cells } = queue
  const c = gapUp(cells, queue.size++, key, op) * WIDTH
  cells[c + KEY] = key
  cells[c + OP] = op
  cells[c + BASE] = base
  cells[c + SCALE] = scale
  cells[c + FAMILY] = family
  cells[c + SETUP] = setup
}

export function dequeue(queue: Queue, at: number): void {
  const last = --queue.size
  if (at === last) return
  const { cells } = queue
  const key = cells[last * WIDTH + KEY]!
  const op = cells[last * WIDTH + OP]!
  const up = gapUp(cells, at, key, op)
  move(cells, last, up === at ? gapDown(cells, last, at, key, op) : up)
}

function move(cells: Float64Array, from: number, to: number): void {
  for (let k = 0; k < WIDTH; k++) cells[to * WIDTH + k] = cells[from * WIDTH + k]!
}

const goesBefore = (cells: Float64Array, at: number, key: number, op: number): boolean => {
  const other = cells[at * WIDTH + KEY]!
  return key < other || (key === other && op < cells[at * WIDTH + OP]!)
}

/** Moves the gap at i up to where an entry with this key belongs, and returns its place. */
function gapUp(cells: Float64Array, i: number, key: number, op: number): number {
  while (i > 0) {
    const up = (i - 1) >> 1
    if (!goesBefore(cells, up, key, op)) break
    move(cells, up, i)
    i = up
  }
  return i
}

/** As gapUp, downward in a heap of n entries. */
function gapDown(cells: Float64Array, n: number, i: number, key: number, op: number): number {
  for (;;) {
    let child = 2 * i + 1
    if (child >= n) break
    const right = child + 1
    if (right < n && goesBefore(cells, child, cells[right * WIDTH + KEY]!, cells[right * WIDTH + OP]!)) child = right
    if (goesBefore(cells, child, key, op)) break
    move(cells, child, i)
    i = child
  }
  return i
}
