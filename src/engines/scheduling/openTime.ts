import type { Calendar, Machine, Problem, Window } from './problem.model.ts'

/** Open time for the checker, written apart from the solver's timelines so that one cannot hide the other's mistake. Null: always open. */
export type Spans = readonly { from: number; to: number }[] | null

const withoutCalendarDays = 3660

/** Machine hours as a job may use them. */
export function spansOf(
  problem: Problem,
  calendars: ReadonlyMap<number, Calendar>,
  machine: Machine,
  share: number,
  attendedOnly: boolean,
): Spans {
  const calendar = machine.calendarId === undefined ? undefined : calendars.get(machine.calendarId)
  if (calendar === undefined && share === 0) return null
  const days = (): Window[] =>
    Array.from({ length: withoutCalendarDays }, (_, d) => ({
      from: problem.start + 1440 * d,
      to: problem.start + 1440 * (d + 1),
      attended: true,
    }))
  const windows = calendar ? calendar.windows : days()
  return windows
    .filter((w) => w.attended || !attendedOnly)
    .map((w) => ({ from: w.from, to: w.to - share * (w.to - w.from) }))
}

function firstEndingAfter(spans: readonly { from: number; to: number }[], t: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (spans[middle]!.to > t) high = middle
    else low = middle + 1
  }
  return low
}

/** The parts of [from, to) that are open. */
export function openWithin(spans: Spans, from: number, to: number): { from: number; to: number }[] {
  if (to <= from) return []
  if (spans === null) return [{ from, to }]
  const found: { from: number; to: number }[] = []
  for (let i = firstEndingAfter(spans, from); i < spans.length && spans[i]!.from < to; i++)
    found.push({ from: Math.max(from, spans[i]!.from), to: Math.min(to, spans[i]!.to) })
  return found
}

export function intersect(
  a: readonly { from: number; to: number }[],
  b: readonly { from: number; to: number }[],
): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  for (let i = 0, k = 0; i < a.length && k < b.length; ) {
    const from = Math.max(a[i]!.from, b[k]!.from)
    const to = Math.min(a[i]!.to, b[k]!.to)
    if (to > from) found.push({ from, to })
    if (a[i]!.to < b[k]!.to) i++
    else k++
  }
  return found
}

export const minutesIn = (spans: readonly { from: number; to: number }[]) =>
  spans.reduce((sum, s) => sum + (s.to - s.from), 0)

/** When `minutes` of open time after `from` have passed; Infinity if the spans end before. */
export function after(spans: Spans, from: number, minutes: number): number {
  if (minutes <= 0) return from
  if (spans === null) return from + minutes
  let left = minutes
  for (let i = firstEndingAfter(spans, from); i < spans.length; i++) {
    const begin = Math.max(from, spans[i]!.from)
    const length = spans[i]!.to - begin
    if (left <= length + 1e-6) return begin + Math.min(left, length)
    left -= length
  }
  return Infinity
}
