import { Temporal } from 'temporal-polyfill'

/** The instant at which a day of the plant begins. */
export const instantOfDay = (day: string, zone: string): string => Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant().toString()
