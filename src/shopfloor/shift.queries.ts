import { eq } from 'drizzle-orm'
import type { Db } from '../core/ctx.ts'
import { workingTimes } from '../plant/calendar.queries.ts'
import { employees } from '../plant/plant.tables.ts'

const breakMs = 2 * 3_600_000

/** When the shift ends in which somebody started; breaks of up to two hours belong to it. Undefined outside of any shift. */
export async function shiftEnd(db: Db, employeeId: number, startedAt: string): Promise<string | undefined> {
  const [person] = await db.select({ calendarId: employees.calendarId }).from(employees).where(eq(employees.id, employeeId))
  if (!person?.calendarId) return undefined
  const to = new Date(Date.parse(startedAt) + 24 * 3_600_000).toISOString()
  let end = Date.parse(startedAt)
  for (const time of await workingTimes(db, person.calendarId, startedAt, to)) {
    if (Date.parse(time.from) - end > breakMs) break
    end = Math.max(end, Date.parse(time.to))
  }
  return end > Date.parse(startedAt) ? new Date(end).toISOString() : undefined
}
