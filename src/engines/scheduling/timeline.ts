/** Open time compiled for constant-time look-up. `null` stands for time that is always open. */
export type Timeline = {
  count: number
  from: Float64Array
  to: Float64Array
  /** Open minutes before window i. */
  before: Float64Array
  /** For each equal step from `origin`: the first window that ends after the step begins. */
  table: Int32Array
  origin: number
  perMinute: number
}

export type MaybeTimeline = Timeline | null

const TINY = 1e-7

/** Windows ascending, without overlap; touching windows are joined and empty ones dropped. */
export function buildTimeline(windows: readonly { from: number; to: number }[]): Timeline {
  const from: number[] = []
  const to: number[] = []
  for (const w of windows) {
    if (w.to <= w.from) continue
    if (to.length > 0 && w.from <= to[to.length - 1]!) to[to.length - 1] = Math.max(w.to, to[to.length - 1]!)
    else {
      from.push(w.from)
      to.push(w.to)
    }
  }
  const count = from.length
  const before = new Float64Array(count + 1)
  for (let i = 0; i < count; i++) before[i + 1] = before[i]! + (to[i]! - from[i]!)
  const origin = count > 0 ? from[0]! : 0
  const steps = Math.max(1, 2 * count)
  const span = count > 0 ? to[count - 1]! - origin : 1
  const table = new Int32Array(steps + 1)
  for (let k = 0, i = 0; k <= steps; k++) {
    while (i < count && to[i]! <= origin + (k * span) / steps) i++
    table[k] = i
  }
  return {
    count,
    from: Float64Array.from(from),
    to: Float64Array.from(to),
    before,
    table,
    origin,
    perMinute: steps / span,
  }
}

/** The first window that ends after t; `count` if there is none. */
function windowAt(line: Timeline, t: number): number {
  const step = (t - line.origin) * line.perMinute
  let i =
    step <= 0 ? 0 : step >= line.table.length - 1 ? line.table[line.table.length - 1]! : line.table[Math.floor(step)]!
  while (i > 0 && line.to[i - 1]! > t) i--
  while (i < line.count && line.to[i]! <= t) i++
  return i
}

/** The first open instant at or after t; Infinity if the line has ended. */
export function nextOpen(line: MaybeTimeline, t: number): number {
  if (line === null) return t
  const i = windowAt(line, t)
  if (i >= line.count) return Infinity
  const from = line.from[i]!
  return from > t ? from : t
}

/** When `minutes` of work begun at t (or when the line next opens) are done; Infinity if the line ends before. No work takes no time: t. */
export function finish(line: MaybeTimeline, t: number, minutes: number): number {
  if (line === null) return t + minutes
  if (minutes <= 0) return t
  let i = windowAt(line, t)
  if (i >= line.count) return Infinity
  const begin = Math.max(t, line.from[i]!)
  if (begin + minutes <= line.to[i]! + TINY) return Math.min(begin + minutes, line.to[i]!)
  const target = line.before[i]! + (begin - line.from[i]!) + minutes
  for (let steps = 0; steps < 8 && i < line.count && line.before[i + 1]! < target - TINY; steps++) i++
  if (i < line.count && line.before[i + 1]! < target - TINY) i = searchWork(line, target, i)
  if (i >= line.count) return Infinity
  return Math.min(line.to[i]!, line.from[i]! + (target - line.before[i]!))
}

/** The first window, from i on, by whose end `target` open minutes have passed. */
function searchWork(line: Timeline, target: number, i: number): number {
  let low = i
  let high = line.count
  while (low < high) {
    const middle = (low + high) >> 1
    if (line.before[middle + 1]! < target - TINY) low = middle + 1
    else high = middle
  }
  return low
}

/** When the open stretch that contains t ends; t itself if t is closed. */
export function openUntil(line: MaybeTimeline, t: number): number {
  if (line === null) return Infinity
  const i = windowAt(line, t)
  return i < line.count && line.from[i]! <= t ? line.to[i]! : t
}

/** The first instant at or after t at which all lines are open; Infinity if there is none. */
export function nextOpenTogether(lines: readonly MaybeTimeline[], t: number): number {
  for (;;) {
    let s = t
    for (const line of lines) s = nextOpen(line, s)
    if (s === t || s === Infinity) return s
    t = s
  }
}

/** As `finish`, for work that goes on only while all lines are open. */
export function finishTogether(lines: readonly MaybeTimeline[], t: number, minutes: number): number {
  if (minutes <= 0) return t
  let left = minutes
  for (;;) {
    const s = nextOpenTogether(lines, t)
    if (s === Infinity) return Infinity
    let until = Infinity
    for (const line of lines) until = Math.min(until, openUntil(line, s))
    if (s + left <= until + TINY) return Math.min(s + left, until)
    left -= until - s
    t = until
  }
}

/** Elapsed minutes per open minute, over the whole line: 1 when always open. */
export function stretch(line: MaybeTimeline): number {
  if (line === null || line.count === 0) return 1
  return (line.to[line.count - 1]! - line.from[0]!) / line.before[line.count]!
}
