import type { Calendar, Window } from '../engines/scheduling/problem.model.ts'
import type { CenterTimeFacts } from './planFacts.model.ts'

type Stretch = { from: number; to: number }

const without = (windows: readonly Window[], { from, to }: Stretch): Window[] =>
  windows.flatMap((w) =>
    w.to <= from || w.from >= to
      ? [w]
      : [
          { ...w, to: from },
          { ...w, from: to },
        ].filter((x) => x.from < x.to),
  )

/** Open time with attended stretches added and closed ones taken out; what is down is closed, overtime or not. */
export function adjusted(
  windows: readonly Window[],
  times: readonly (Stretch & { kind: 'down' | 'overtime' })[],
): Window[] {
  let open = [...windows]
  for (const t of times.filter((x) => x.kind === 'overtime'))
    open = [...without(open, t), { from: t.from, to: t.to, attended: true }].sort((a, b) => a.from - b.from)
  for (const t of times.filter((x) => x.kind === 'down')) open = without(open, t)
  return open
}

/** When so many minutes, begun at `start`, are worked; null when the calendar ends before. */
export function workedUntil(
  windows: readonly Window[],
  start: number,
  minutes: number,
  attended = false,
): number | null {
  let left = minutes
  if (left <= 0) return start
  for (const w of windows) {
    if (w.to <= start || (attended && !w.attended)) continue
    const from = Math.max(w.from, start)
    if (from + left <= w.to) return from + left
    left -= w.to - from
  }
  return null
}

/** Calendars by id, with new ones made for whoever departs from them. */
export function calendarBook(calendars: readonly Calendar[]) {
  const known = new Map(calendars.map((c) => [c.id, c]))
  const made = new Map<string, number>()
  let next = 1_000_000_000
  return {
    all: (): Calendar[] => [...known.values()],
    windows: (id: number): readonly Window[] => known.get(id)?.windows ?? [],
    /** The calendar's id, or that of a copy with these times in it. */
    of: (id: number, times: readonly CenterTimeFacts[]): number => {
      if (times.length === 0) return id
      const key = `${id}:${times.map((t) => t.id).join()}`
      const before = made.get(key)
      if (before !== undefined) return before
      const copy = { id: next++, windows: adjusted(known.get(id)?.windows ?? [], times) }
      known.set(copy.id, copy)
      made.set(key, copy.id)
      return copy.id
    },
  }
}
export type CalendarBook = ReturnType<typeof calendarBook>
