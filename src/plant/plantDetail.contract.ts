import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { ById, Day, Id, Instant, RequiredText } from '../core/shapes.ts'
import { overheadDrivers, weekdays } from './plant.model.ts'

const tags = ['plant']

const Minute = (most: number) => z.int().min(0).max(most)
export const PlannedShift = z.object({
  id: Id.optional(),
  name: RequiredText(60),
  weekday: z.enum(weekdays),
  /** From the local midnight; the end may run past 1440 into the next day. */
  startMinute: Minute(1439),
  endMinute: Minute(2880),
  attended: z.boolean(),
})
export type PlannedShift = z.infer<typeof PlannedShift>
export const PlannedException = z.object({
  id: Id.optional(),
  date: Day,
  name: RequiredText(100),
  working: z.boolean(),
  startMinute: Minute(1439),
  endMinute: Minute(2880),
})
export type PlannedException = z.infer<typeof PlannedException>
const Times = { shifts: z.array(PlannedShift).max(200), exceptions: z.array(PlannedException).max(2000) }

export const CalendarPlan = z.object({
  id: Id,
  name: z.string(),
  timeZone: z.string(),
  ...Times,
  usedBy: z.array(z.string()),
})
export type CalendarPlan = z.infer<typeof CalendarPlan>

export const WorkCenterDetail = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  calendar: z.string(),
  calendarId: Id,
  capacity: z.int(),
  efficiencyPercent: z.number(),
  /** Attended hours of the next seven days over all its machines, at its efficiency. */
  hoursNextWeek: z.number(),
  machines: z.array(z.object({ id: Id, code: z.string(), name: z.string() })),
  people: z.array(z.object({ employeeId: Id, name: z.string(), skill: z.string(), expiresOn: Day.nullable() })),
  /** Null for who may not see costs. */
  rates: z
    .object({
      machineRatePerHour: z.number(),
      laborRatePerHour: z.number(),
      laborGrade: z.string().nullable(),
      overheadDriver: z.enum(overheadDrivers),
      overheadRate: z.number(),
    })
    .nullable(),
})
export type WorkCenterDetail = z.infer<typeof WorkCenterDetail>

export const EmployeeSkillRow = z.object({ skillId: Id, expiresOn: Day.nullable() })
export const EmployeeDetail = z.object({
  id: Id,
  number: z.string(),
  name: z.string(),
  badge: z.string(),
  laborGrade: z.string(),
  calendar: z.string().nullable(),
  /** Whether a PIN is set, and who set it when. The PIN itself is never shown. */
  pin: z.object({ setAt: z.string(), setBy: z.string() }).nullable(),
  skills: z.array(EmployeeSkillRow.extend({ skill: z.string(), workCenter: z.string().nullable() })),
})
export type EmployeeDetail = z.infer<typeof EmployeeDetail>

export const plantDetailContract = {
  calendar: endpoint('plant.read')
    .route({ method: 'GET', path: '/calendars/{id}/plan', summary: 'Shifts and exceptions of a calendar', tags })
    .input(ById)
    .output(CalendarPlan),
  storeCalendar: endpoint('plant.write')
    .route({
      method: 'PUT',
      path: '/calendars/{id}/plan',
      summary: 'Replace the shifts and exceptions of a calendar',
      tags,
    })
    .input(ById.extend(Times))
    .output(CalendarPlan),
  workingTimes: endpoint('plant.read')
    .route({
      method: 'GET',
      path: '/calendars/{id}/working-times',
      summary: 'When a calendar works between two instants',
      tags,
    })
    .input(ById.extend({ from: Instant, to: Instant }))
    .output(z.array(z.object({ from: z.string(), to: z.string(), attended: z.boolean() }))),
  workCenter: endpoint('plant.read')
    .route({
      method: 'GET',
      path: '/work-centers/{id}/detail',
      summary: 'Machines, people, hours and rates of a work center',
      tags,
    })
    .input(ById)
    .output(WorkCenterDetail),
  employee: endpoint('plant.read')
    .route({
      method: 'GET',
      path: '/employees/{id}/detail',
      summary: 'Skills, badge and PIN state of an employee',
      tags,
    })
    .input(ById)
    .output(EmployeeDetail),
  storeSkills: endpoint('plant.write')
    .route({ method: 'PUT', path: '/employees/{id}/skills', summary: 'Replace the skills of an employee', tags })
    .input(ById.extend({ skills: z.array(EmployeeSkillRow).max(200) }))
    .output(EmployeeDetail),
  setPin: endpoint('plant.write')
    .route({ method: 'PUT', path: '/employees/{id}/pin', summary: 'Set an employee’s PIN', tags })
    .input(ById.extend({ pin: z.string().max(20) }))
    .output(EmployeeDetail),
  clearPin: endpoint('plant.write')
    .route({ method: 'DELETE', path: '/employees/{id}/pin', summary: 'Take an employee’s PIN away', tags })
    .input(ById)
    .output(EmployeeDetail),
}
