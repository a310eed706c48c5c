import { Temporal } from 'temporal-polyfill'

/** The plant's working time, so that a sample's past happens at hours when people work: Monday to Friday, 7:00 to 15:30. */
const opens = 7 * 60
const closes = 15 * 60 + 30

export type PlantClock = {
  /** The instant of a minute of the plant's day, so many working days before (negative) or after today. */
  at: (workingDays: number, minuteOfDay: number) => string
  /** The plant's calendar day so many working days from today. */
  day: (workingDays: number) => string
  dayOf: (instant: string) => string
  /** The first working instant not before this one. */
  working: (instant: string) => string
  /** Adds working minutes, over nights and weekends. */
  plus: (instant: string, minutes: number) => string
  /** Working minutes left on the day of a working instant. */
  leftToday: (instant: string) => number
}

export function plantClock(now: string, timeZone: string): PlantClock {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).toPlainDate()
  const isWorkday = (d: Temporal.PlainDate) => d.dayOfWeek <= 5
  const shift = (from: Temporal.PlainDate, workingDays: number): Temporal.PlainDate => {
    let d = from
    for (let left = Math.abs(workingDays); left > 0; ) {
      d = d.add({ days: Math.sign(workingDays) })
      if (isWorkday(d)) left--
    }
    while (!isWorkday(d)) d = d.add({ days: workingDays > 0 ? 1 : -1 })
    return d
  }
  const instantOf = (d: Temporal.PlainDate, minute: number): string =>
    d
      .toZonedDateTime({
        timeZone,
        plainTime: Temporal.PlainTime.from({
          hour: Math.floor(minute / 60),
          minute: Math.floor(minute % 60),
          second: Math.floor((minute * 60) % 60),
        }),
      })
      .toInstant()
      .toString({ fractionalSecondDigits: 3 })
  const localOf = (instant: string) => {
    const z = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone)
    return { date: z.toPlainDate(), minute: z.hour * 60 + z.minute + z.second / 60 }
  }
  const working = (instant: string): string => {
    const { date, minute } = localOf(instant)
    if (!isWorkday(date) || minute >= closes) return instantOf(shift(date, 1), opens)
    return minute < opens ? instantOf(date, opens) : instant
  }
  const leftToday = (instant: string): number => closes - localOf(instant).minute
  const plus = (instant: string, minutes: number): string => {
    let at = working(instant)
    let left = minutes
    for (;;) {
      const room = leftToday(at)
      const { date, minute } = localOf(at)
      if (left <= room) return instantOf(date, minute + left)
      left -= room
      at = instantOf(shift(date, 1), opens)
    }
  }
  return {
    at: (days, minute) => instantOf(shift(today, days), minute),
    day: (days) => shift(today, days).toString(),
    dayOf: (instant) => localOf(instant).date.toString(),
    working,
    plus,
    leftToday,
  }
}
