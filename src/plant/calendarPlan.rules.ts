import { type Refusal, refuse } from '../core/refusal.ts'
import type { ExceptionTimes, ShiftTimes } from './calendar.model.ts'

type Named = { name: string }
const dayMinutes = 1440

/** Minutes of a day as a clock shows them: 06:00, and 06:00+1 on the next day. */
export const clockOf = (minute: number): string => {
  const [hours, minutes] = [Math.floor((minute % dayMinutes) / 60), minute % 60]
  const time = `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
  return minute < dayMinutes ? time : minute === dayMinutes ? '24:00' : `${time}+1`
}

/** The minute that a typed time means: 6, 6:30, 0630, 24:00 and 06:00+1 are understood; undefined otherwise. */
export function minuteOf(typed: string): number | undefined {
  const match = /^\s*(\d{1,2})(?:[:.h]?(\d{2}))?\s*(\+1)?\s*$/.exec(typed)
  if (!match) return undefined
  const minute = Number(match[1]) * 60 + Number(match[2] ?? 0)
  if (Number(match[2] ?? 0) > 59 || minute > dayMinutes) return undefined
  return match[3] ? minute + dayMinutes : minute
}

const order = (t: Named & Pick<ShiftTimes, 'startMinute' | 'endMinute'>): Refusal[] =>
  refuse(
    t.endMinute <= t.startMinute,
    'calendar.order',
    `${t.name}: the end ${clockOf(t.endMinute)} is not after the start ${clockOf(t.startMinute)}.`,
  )

/** Everything wrong with a calendar's week and days. */
export function whyNotStoreCalendar(plan: {
  shifts: readonly (ShiftTimes & Named)[]
  exceptions: readonly (ExceptionTimes & Named)[]
}): Refusal[] {
  const closed = plan.exceptions.filter((e) => !e.working).map((e) => e.date)
  const both = plan.exceptions.filter((e) => e.working && closed.includes(e.date))
  return [
    ...plan.shifts.flatMap(order),
    ...plan.shifts.flatMap((s) =>
      refuse(s.endMinute - s.startMinute > dayMinutes, 'calendar.too-long', `${s.name} is longer than a day.`),
    ),
    ...plan.exceptions.filter((e) => e.working).flatMap(order),
    ...both.map((e) => ({ code: 'calendar.closed-and-open', message: `${e.date} is both closed and worked.` })),
  ]
}
