import { Temporal } from 'temporal-polyfill'

import type { CalendarTimes, ShiftTimes, WorkingInterval } from './calendar.model.ts'

const dayMinutes = 1440

/** The instant of a wall-clock minute of a day. A minute that a clock change skips is the moment of the change. */
function instantOf(date: Temporal.PlainDate, minute: number, zone: string): number {
  const day = date.add({ days: Math.floor(minute / dayMinutes) })
  const time = Temporal.PlainTime.from({ hour: Math.floor((minute % dayMinutes) / 60), minute: minute % 60 })
  const local = day.toPlainDateTime(time)
  const at = local.toZonedDateTime(zone)
  if (at.toPlainDateTime().equals(local)) return at.epochMilliseconds
  const before = local.toZonedDateTime(zone, { disambiguation: 'earlier' })
  return (before.getTimeZoneTransition('next') ?? at).epochMilliseconds
}

type Stretch = { from: number; to: number; attended: boolean }

/**
 * What a calendar works on a day. Exceptions take the place of the weekday's shifts: one that does not work closes the day
 * unless another of the same day works, whose minutes then hold.
 */
export function timesOn(calendar: CalendarTimes, date: string): Omit<ShiftTimes, 'weekday'>[] {
  const exceptions = calendar.exceptions.filter((e) => e.date === date)
  if (exceptions.length > 0)
    return exceptions
      .filter((e) => e.working)
      .map((e) => ({ startMinute: e.startMinute, endMinute: e.endMinute, attended: true }))
  const weekday = String(Temporal.PlainDate.from(date).dayOfWeek)
  return calendar.shifts.filter((s) => s.weekday === weekday)
}

/** Joins stretches that touch or overlap; where attended and unattended overlap, it is attended. */
function join(stretches: readonly Stretch[]): Stretch[] {
  const edges = [...new Set(stretches.flatMap((s) => [s.from, s.to]))].sort((a, b) => a - b)
  const sorted = [...stretches].sort((a, b) => a.from - b.from)
  const joined: Stretch[] = []
  let next = 0
  let open: Stretch[] = []
  for (const [i, from] of edges.entries()) {
    const to = edges[i + 1]
    if (to === undefined) break
    while (next < sorted.length && (sorted[next]?.from ?? 0) <= from) open.push(sorted[next++] as Stretch)
    open = open.filter((s) => s.to > from)
    if (open.length === 0) continue
    const attended = open.some((s) => s.attended)
    const last = joined.at(-1)
    if (last && last.to === from && last.attended === attended) last.to = to
    else joined.push({ from, to, attended })
  }
  return joined
}

/**
 * When a calendar works between two instants, in a plant's IANA time zone: ascending, without overlap, cut to [from, to).
 * Shifts are wall-clock times, so a night shift over a clock change is an hour shorter or longer. A shift belongs to the
 * day it starts on: a holiday does not cut the night shift that reaches into it.
 */
export function workingIntervals(calendar: CalendarTimes, zone: string, from: string, to: string): WorkingInterval[] {
  const [start, end] = [Date.parse(from), Date.parse(to)]
  if (!(start < end)) return []
  const dayOf = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate()
  const last = dayOf(end)
  const stretches: Stretch[] = []
  // Two days back: a shift may end as late as the end of the day after its own.
  for (
    let date = dayOf(start).subtract({ days: 2 });
    Temporal.PlainDate.compare(date, last) <= 0;
    date = date.add({ days: 1 })
  )
    for (const s of timesOn(calendar, date.toString())) {
      const stretch = {
        from: Math.max(start, instantOf(date, s.startMinute, zone)),
        to: Math.min(end, instantOf(date, s.endMinute, zone)),
        attended: s.attended,
      }
      if (stretch.from < stretch.to) stretches.push(stretch)
    }
  return join(stretches).map((s) => ({
    from: new Date(s.from).toISOString(),
    to: new Date(s.to).toISOString(),
    attended: s.attended,
  }))
}

/** Minutes within the intervals; attended ones only when asked. */
export const workingMinutes = (intervals: readonly WorkingInterval[], attendedOnly = false): number =>
  intervals.reduce(
    (sum, i) => (attendedOnly && !i.attended ? sum : sum + (Date.parse(i.to) - Date.parse(i.from)) / 60_000),
    0,
  )
