import { Temporal } from 'temporal-polyfill'

/** The instant at which a day of the plant begins. */
export const instantOfDay = (day: string, zone: string): string =>
  Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant().toString()

const minute = 60_000
export const minutesOf = (instant: string): number => Date.parse(instant) / minute

const formats = new Map<string, Intl.DateTimeFormat>()
/** The plant's day at a minute. Formats are kept: making one costs more than using it. */
export function dayOfMinutes(minutes: number, zone: string): string {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(zone, format)
  }
  return format.format(new Date(minutes * minute))
}

/** A minute as people of the plant read it: 2026-03-02 14:30. */
export const clockOfMinutes = (minutes: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(Math.round(minutes) * minute)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ')
