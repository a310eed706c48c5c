import { and, asc, eq, inArray } from 'drizzle-orm'
import { getCompany } from '../core/company.queries.ts'
import type { Db } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import type { CalendarTimes, WorkingInterval } from './calendar.model.ts'
import { workingIntervals } from './calendar.rules.ts'
import { calendarExceptions, calendars, shifts, workCenters } from './plant.tables.ts'
import type { CalendarPlan } from './plantDetail.contract.ts'

/** Shifts and exceptions of the given calendars, by calendar id. */
export async function calendarTimes(db: Db, calendarIds: Iterable<number>): Promise<Map<number, CalendarTimes>> {
  const ids = [...new Set(calendarIds)]
  if (ids.length === 0) return new Map()
  const allShifts = await db
    .select()
    .from(shifts)
    .where(and(inArray(shifts.calendarId, ids), eq(shifts.archived, false)))
  const allExceptions = await db
    .select()
    .from(calendarExceptions)
    .where(and(inArray(calendarExceptions.calendarId, ids), eq(calendarExceptions.archived, false)))
  return new Map(
    ids.map((id) => [
      id,
      {
        shifts: allShifts.filter((s) => s.calendarId === id),
        exceptions: allExceptions.filter((e) => e.calendarId === id),
      },
    ]),
  )
}

/** When a calendar works between two instants, in the company's time zone. */
export async function workingTimes(db: Db, calendarId: number, from: string, to: string): Promise<WorkingInterval[]> {
  const { timeZone } = await getCompany(db)
  const times = (await calendarTimes(db, [calendarId])).get(calendarId)
  return times ? workingIntervals(times, timeZone, from, to) : []
}

/** A calendar as its editor shows it. */
export async function calendarPlan(db: Db, id: number): Promise<CalendarPlan> {
  const [calendar] = await db.select().from(calendars).where(eq(calendars.id, id))
  const { name } = found(calendar, 'calendar', id)
  const week = await db
    .select()
    .from(shifts)
    .where(and(eq(shifts.calendarId, id), eq(shifts.archived, false)))
    .orderBy(asc(shifts.weekday), asc(shifts.startMinute), asc(shifts.id))
  const days = await db
    .select()
    .from(calendarExceptions)
    .where(and(eq(calendarExceptions.calendarId, id), eq(calendarExceptions.archived, false)))
    .orderBy(asc(calendarExceptions.date), asc(calendarExceptions.id))
  const users = await db
    .select({ code: workCenters.code })
    .from(workCenters)
    .where(and(eq(workCenters.calendarId, id), eq(workCenters.archived, false)))
    .orderBy(asc(workCenters.code))
  return {
    id,
    name,
    timeZone: (await getCompany(db)).timeZone,
    shifts: week,
    exceptions: days,
    usedBy: users.map((u) => u.code),
  }
}
