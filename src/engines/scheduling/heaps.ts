/** Binary heaps of small integers with float keys; equal keys come out by ascending integer, so runs repeat exactly. */
export type TimedHeap = { keys: number[]; values: number[] }

export const timedHeap = (): TimedHeap => ({ keys: [], values: [] })

export function pushTimed({ keys, values }: TimedHeap, key: number, value: number): void {
  let i = keys.length
  keys.push(key)
  values.push(value)
  while (i > 0) {
    const up = (i - 1) >> 1
    if (keys[up]! < key || (keys[up]! === key && values[up]! <= value)) break
    keys[i] = keys[up]!
    values[i] = values[up]!
    i = up
  }
  keys[i] = key
  values[i] = value
}

/** Removes the first entry and returns its value; its key is keys[0] before the call. */
export function popTimed({ keys, values }: TimedHeap): number {
  const first = values[0]!
  const key = keys.pop()!
  const value = values.pop()!
  const n = keys.length
  if (n === 0) return first
  let i = 0
  for (;;) {
    let child = 2 * i + 1
    if (child >= n) break
    const right = child + 1
    if (
      right < n &&
      (keys[right]! < keys[child]! || (keys[right]! === keys[child]! && values[right]! < values[child]!))
    )
      child = right
    if (keys[child]! > key || (keys[child]! === key && values[child]! >= value)) break
    keys[i] = keys[child]!
    values[i] = values[child]!
    i = child
  }
  keys[i] = key
  values[i] = value
  return first
}

/** A heap of operations whose keys lie in a shared array; any entry may be taken out by its place. */
export function pushKeyed(heap: number[], key: Float64Array, op: number): void {
  heap.push(op)
  siftUp(heap, key, heap.length - 1, op)
}

export function removeKeyed(heap: number[], key: Float64Array, at: number): void {
  const last = heap.pop()!
  if (at === heap.length) return
  const i = siftUp(heap, key, at, last)
  if (i === at) siftDown(heap, key, at, last)
}

const before = (key: Float64Array, a: number, b: number) => key[a]! < key[b]! || (key[a]! === key[b]! && a < b)

function siftUp(heap: number[], key: Float64Array, i: number, op: number): number {
  while (i > 0) {
    const up = (i - 1) >> 1
    if (!before(key, op, heap[up]!)) break
    heap[i] = heap[up]!
    i = up
  }
  heap[i] = op
  return i
}

function siftDown(heap: number[], key: Float64Array, i: number, op: number): void {
  const n = heap.length
  for (;;) {
    let child = 2 * i + 1
    if (child >= n) break
    if (child + 1 < n && before(key, heap[child + 1]!, heap[child]!)) child++
    if (!before(key, heap[child]!, op)) break
    heap[i] = heap[child]!
    i = child
  }
  heap[i] = op
}
