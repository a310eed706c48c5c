import { and, asc, eq } from 'drizzle-orm'
import type { Ctx, Db } from '../core/ctx.ts'
import { round } from '../core/decimal.ts'
import { found } from '../core/missing.ts'
import { mayDo } from '../core/permissions.model.ts'
import { workingTimes } from './calendar.queries.ts'
import { workingMinutes } from './calendar.rules.ts'
import {
  calendars,
  employeePins,
  employeeSkills,
  employees,
  laborGrades,
  machines,
  skills,
  workCenters,
} from './plant.tables.ts'
import type { EmployeeDetail, WorkCenterDetail } from './plantDetail.contract.ts'

const weekMs = 7 * 86_400_000

/** Machines, people, hours and rates of a work center; the rates only for who may see costs. */
export async function workCenterDetail({ db, actor, now }: Ctx, id: number): Promise<WorkCenterDetail> {
  const [row] = await db
    .select({
      center: workCenters,
      calendar: calendars.name,
      grade: laborGrades.name,
      laborRate: laborGrades.ratePerHour,
    })
    .from(workCenters)
    .innerJoin(calendars, eq(calendars.id, workCenters.calendarId))
    .leftJoin(laborGrades, eq(laborGrades.id, workCenters.laborGradeId))
    .where(eq(workCenters.id, id))
  const { center, calendar, grade, laborRate } = found(row, 'work center', id)
  const own = await db
    .select({ id: machines.id, code: machines.code, name: machines.name })
    .from(machines)
    .where(and(eq(machines.workCenterId, id), eq(machines.archived, false)))
    .orderBy(asc(machines.code))
  const people = await db
    .select({ employeeId: employees.id, name: employees.name, skill: skills.name, expiresOn: employeeSkills.expiresOn })
    .from(employeeSkills)
    .innerJoin(skills, eq(skills.id, employeeSkills.skillId))
    .innerJoin(employees, eq(employees.id, employeeSkills.employeeId))
    .where(and(eq(skills.workCenterId, id), eq(employees.archived, false), eq(employeeSkills.archived, false)))
    .orderBy(asc(employees.name))
  const minutes = workingMinutes(
    await workingTimes(db, center.calendarId, now, new Date(Date.parse(now) + weekMs).toISOString()),
    true,
  )
  const rates = {
    machineRatePerHour: center.machineRatePerHour,
    laborRatePerHour: laborRate ?? 0,
    laborGrade: grade,
    overheadDriver: center.overheadDriver,
    overheadRate: center.overheadRate,
  }
  return {
    id,
    code: center.code,
    name: center.name,
    calendar,
    calendarId: center.calendarId,
    capacity: center.machines,
    efficiencyPercent: center.efficiencyPercent,
    hoursNextWeek: round((minutes * center.machines * center.efficiencyPercent) / 6000, 1),
    machines: own,
    people,
    rates: mayDo(actor.roles, 'costing.read') ? rates : null,
  }
}

/** Skills, badge and PIN state of an employee. */
export async function employeeDetail(db: Db, id: number): Promise<EmployeeDetail> {
  const [row] = await db
    .select({
      employee: employees,
      laborGrade: laborGrades.name,
      calendar: calendars.name,
      setAt: employeePins.setAt,
      setBy: employeePins.setBy,
    })
    .from(employees)
    .innerJoin(laborGrades, eq(laborGrades.id, employees.laborGradeId))
    .leftJoin(calendars, eq(calendars.id, employees.calendarId))
    .leftJoin(employeePins, eq(employeePins.employeeId, employees.id))
    .where(eq(employees.id, id))
  const { employee, laborGrade, calendar, setAt, setBy } = found(row, 'employee', id)
  const own = await db
    .select({
      skillId: skills.id,
      skill: skills.name,
      workCenter: workCenters.code,
      expiresOn: employeeSkills.expiresOn,
    })
    .from(employeeSkills)
    .innerJoin(skills, eq(skills.id, employeeSkills.skillId))
    .leftJoin(workCenters, eq(workCenters.id, skills.workCenterId))
    .where(and(eq(employeeSkills.employeeId, id), eq(employeeSkills.archived, false)))
    .orderBy(asc(skills.name))
  const { number, name, badge } = employee
  return { id, number, name, badge, laborGrade, calendar, pin: setAt && setBy ? { setAt, setBy } : null, skills: own }
}

/** The employee whose badge was scanned; none when no employee at work has it. */
export async function employeeByBadge(db: Db, badge: string): Promise<{ id: number; name: string } | undefined> {
  const scanned = badge.trim()
  if (scanned === '') return undefined
  const [employee] = await db
    .select({ id: employees.id, name: employees.name })
    .from(employees)
    .where(and(eq(employees.badge, scanned), eq(employees.archived, false)))
  return employee
}
