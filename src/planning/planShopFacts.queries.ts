import { and, eq, gt } from 'drizzle-orm'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '../core/ctx.ts'
import type { Calendar } from '../engines/scheduling/problem.model.ts'
import { parties } from '../parties/party.tables.ts'
import { calendarTimes } from '../plant/calendar.queries.ts'
import { workingIntervals } from '../plant/calendar.rules.ts'
import {
  centerTimes,
  employeeSkills,
  employees,
  laborGrades,
  machines,
  setupTimes,
  skills,
  tools,
  workCenters,
} from '../plant/plant.tables.ts'
import type { PlanSettings } from './board.model.ts'
import { planSettings } from './plan.tables.ts'
import { minutesOf } from './planDay.rules.ts'
import type { CenterFacts, CenterTimeFacts, PersonFacts, VendorFacts } from './planFacts.model.ts'

const dayMinutes = 1440
/** Below all calendars of ours. */
const vendorWeek = -1

export const usualSettings: PlanSettings = {
  frozenHours: 0,
  latePerDay: 50,
  lateValuePercent: 0,
  rushFactor: 5,
  setupPerHour: 1,
  workInProgressPerDay: 0.1,
  earlyPerDay: 0,
  overtimePercent: 50,
  planPeople: true,
  horizonDays: 366,
  holdDays: 7,
}

export async function getPlanSettings(db: Db): Promise<PlanSettings> {
  const [row] = await db.select().from(planSettings)
  if (!row) return usualSettings
  const { only: _, ...settings } = row
  return settings
}

/** The settings, and what each work center holds back. */
export async function planSettingsShown(db: Db) {
  const centers = await db.select().from(workCenters).where(eq(workCenters.archived, false)).orderBy(workCenters.code)
  return {
    ...(await getPlanSettings(db)),
    heldBack: centers.map((c) => ({ workCenterId: c.id, code: c.code, name: c.name, percent: c.heldBackPercent })),
  }
}

async function centersOf(db: Db): Promise<CenterFacts[]> {
  const rows = await db
    .select({ center: workCenters, labor: laborGrades.ratePerHour })
    .from(workCenters)
    .leftJoin(laborGrades, eq(laborGrades.id, workCenters.laborGradeId))
    .where(eq(workCenters.archived, false))
    .orderBy(workCenters.code)
  const records = Map.groupBy(
    await db.select().from(machines).where(eq(machines.archived, false)).orderBy(machines.code),
    (m) => m.workCenterId,
  )
  return rows.map(({ center: c, labor }) => ({
    ...c,
    hourCost: c.machineRatePerHour + (labor ?? 0),
    records: (records.get(c.id) ?? []).map(({ id, code, name }) => ({ id, code, name })),
  }))
}

const timesOf = async (db: Db, now: string): Promise<CenterTimeFacts[]> =>
  (await db.select().from(centerTimes).where(gt(centerTimes.toAt, now)).orderBy(centerTimes.fromAt)).map((t) => ({
    ...t,
    from: minutesOf(t.fromAt),
    to: minutesOf(t.toAt),
  }))

/** People who have a skill for some work center today. */
async function peopleOf(db: Db, today: string): Promise<PersonFacts[]> {
  const rows = await db
    .select({ employee: employees, centerId: skills.workCenterId, expiresOn: employeeSkills.expiresOn })
    .from(employees)
    .innerJoin(employeeSkills, and(eq(employeeSkills.employeeId, employees.id), eq(employeeSkills.archived, false)))
    .innerJoin(skills, and(eq(skills.id, employeeSkills.skillId), eq(skills.archived, false)))
    .where(eq(employees.archived, false))
    .orderBy(employees.number)
  const valid = rows.filter((r) => r.centerId !== null && (r.expiresOn === null || r.expiresOn >= today))
  return [...Map.groupBy(valid, (r) => r.employee.id)].map(([id, own]) => ({
    id,
    number: own[0]?.employee.number ?? '',
    name: own[0]?.employee.name ?? '',
    calendarId: own[0]?.employee.calendarId ?? null,
    centerIds: [...new Set(own.flatMap((r) => r.centerId ?? []))],
  }))
}

/** Noon of each of the weekdays that a vendor's work is picked up on; null when it is at any time. */
export function pickupsOf(weekdays: string, zone: string, now: string, horizonDays: number): number[] | null {
  const days = new Set([...weekdays].filter((c) => c >= '1' && c <= '7').map(Number))
  if (days.size === 0) return null
  const first = Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate()
  const pickups: number[] = []
  for (let i = 0; i < horizonDays; i++) {
    const day = first.add({ days: i })
    if (days.has(day.dayOfWeek))
      pickups.push(day.toZonedDateTime({ timeZone: zone, plainTime: '12:00' }).epochMilliseconds / 60_000)
  }
  return pickups
}

/** Monday to Friday, whole days: what vendors without weekends work. */
function weekdaysOpen(zone: string, now: string, horizonDays: number): Calendar {
  const first = Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate()
  const windows: Calendar['windows'][number][] = []
  for (let i = -1; i < horizonDays; i++) {
    const day = first.add({ days: i })
    if (day.dayOfWeek > 5) continue
    const at = (d: Temporal.PlainDate) => d.toZonedDateTime(zone).epochMilliseconds / 60_000
    windows.push({ from: at(day), to: at(day.add({ days: 1 })), attended: false })
  }
  return { id: vendorWeek, windows }
}

const vendorsOf = async (
  db: Db,
  zone: string,
  now: string,
  horizonDays: number,
): Promise<(VendorFacts & { leadDays: number })[]> =>
  (await db.select().from(parties).where(eq(parties.supplier, true)).orderBy(parties.id)).map((p) => ({
    id: p.id,
    name: p.name,
    leadDays: p.leadDays,
    capacity: p.outsideCapacity,
    transitMinutes: p.transitDays * dayMinutes,
    pickups: pickupsOf(p.pickupWeekdays, zone, now, horizonDays),
    calendarId: p.worksWeekends ? null : vendorWeek,
  }))

/** The calendars in the windows that the engine works with; the same shifts are worked out once in a while, not for every question. */
const worked = new Map<string, Calendar['windows']>()
async function calendarsOf(
  db: Db,
  ids: readonly number[],
  zone: string,
  now: string,
  horizonDays: number,
): Promise<Calendar[]> {
  // Windows begin with the hour, so that questions asked soon after each other share them.
  const from = `${now.slice(0, 13)}:00:00.000Z`
  const to = new Date(Date.parse(from) + horizonDays * dayMinutes * 60_000).toISOString()
  const times = await calendarTimes(db, ids)
  return [...times].map(([id, t]) => {
    const key = JSON.stringify([zone, from, to, t])
    let windows = worked.get(key)
    if (!windows) {
      windows = workingIntervals(t, zone, from, to).map((i) => ({
        from: minutesOf(i.from),
        to: minutesOf(i.to),
        attended: i.attended,
      }))
      if (worked.size > 200) worked.clear()
      worked.set(key, windows)
    }
    return { id, windows }
  })
}

/** Work centers, people, vendors, tools and calendars: everything of the plan that is not work. */
export async function shopFacts(db: Db, now: string, today: string, zone: string, settings: PlanSettings) {
  const { horizonDays } = settings
  const centers = await centersOf(db)
  const people = await peopleOf(db, today)
  const calendarIds = [...centers.map((c) => c.calendarId), ...people.flatMap((p) => p.calendarId ?? [])]
  return {
    settings,
    centers,
    people,
    vendors: await vendorsOf(db, zone, now, horizonDays),
    tools: await db.select().from(tools).where(eq(tools.archived, false)).orderBy(tools.id),
    setupTimes: await db.select().from(setupTimes).where(eq(setupTimes.archived, false)).orderBy(setupTimes.id),
    times: await timesOf(db, now),
    calendars: [...(await calendarsOf(db, calendarIds, zone, now, horizonDays)), weekdaysOpen(zone, now, horizonDays)],
  }
}
