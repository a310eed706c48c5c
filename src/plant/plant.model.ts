import { defineMaster } from '../core/master.model.ts'

const needs = { read: 'plant.read', write: 'plant.write' } as const

export const calendarMaster = defineMaster({
  name: 'calendars',
  table: 'calendars',
  path: '/calendars',
  needs,
  label: ['name'],
  fields: {
    name: { kind: 'text', required: true, unique: true, listed: true },
    notes: { kind: 'longText', listed: true },
  },
})

/** Monday is 1, as in ISO 8601. */
export const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const

/** A calendar works on `weekday` from `startMinute` to `endMinute` of the plant's local day; `attended` false runs unmanned. */
export const shiftMaster = defineMaster({
  name: 'shifts',
  table: 'shifts',
  path: '/shifts',
  needs,
  label: ['name'],
  fields: {
    calendarId: { kind: 'reference', to: 'calendars', required: true, listed: true },
    name: { kind: 'text', required: true, listed: true },
    weekday: { kind: 'word', words: weekdays, required: true, listed: true },
    startMinute: { kind: 'integer', required: true, max: 1440, listed: true },
    endMinute: { kind: 'integer', required: true, max: 2880, listed: true },
    attended: { kind: 'flag', initial: true, listed: true },
  },
})

/** A day on which a calendar does not work, or works other minutes (overtime). */
export const calendarExceptionMaster = defineMaster({
  name: 'calendarExceptions',
  table: 'calendar_exceptions',
  path: '/calendar-exceptions',
  needs,
  label: ['name'],
  fields: {
    calendarId: { kind: 'reference', to: 'calendars', required: true, listed: true },
    date: { kind: 'day', required: true, listed: true },
    name: { kind: 'text', required: true, listed: true },
    working: { kind: 'flag', listed: true },
    startMinute: { kind: 'integer', initial: 0, max: 1440, listed: true },
    endMinute: { kind: 'integer', initial: 0, max: 2880, listed: true },
  },
})

export const laborGradeMaster = defineMaster({
  name: 'laborGrades',
  table: 'labor_grades',
  path: '/labor-grades',
  needs: { read: 'costing.read', write: 'plant.write' },
  label: ['code', 'name'],
  fields: {
    code: { kind: 'text', required: true, unique: true, max: 30, listed: true },
    name: { kind: 'text', required: true, listed: true },
    ratePerHour: { kind: 'money', required: true, listed: true, alsoCalled: ['rate', 'wage'] },
  },
})

/** What predetermined overhead is charged by. */
export const overheadDrivers = ['machineHours', 'laborHours', 'laborCost', 'none'] as const
export type OverheadDriver = (typeof overheadDrivers)[number]

export const workCenterMaster = defineMaster({
  name: 'workCenters',
  table: 'work_centers',
  path: '/work-centers',
  needs,
  label: ['code', 'name'],
  fields: {
    code: {
      kind: 'text',
      required: true,
      unique: true,
      max: 30,
      listed: true,
      alsoCalled: ['number', 'work center', 'machine group'],
    },
    name: { kind: 'text', required: true, listed: true },
    calendarId: { kind: 'reference', to: 'calendars', required: true, listed: true },
    machines: {
      kind: 'integer',
      required: true,
      initial: 1,
      min: 1,
      max: 500,
      listed: true,
      alsoCalled: ['capacity', 'stations'],
    },
    machineRatePerHour: { kind: 'money', initial: 0, listed: true },
    laborGradeId: { kind: 'reference', to: 'laborGrades', listed: true },
    overheadDriver: { kind: 'word', words: overheadDrivers, initial: 'none', listed: true },
    /** Money per driver hour, or percent of labor cost when the driver is laborCost. */
    overheadRate: { kind: 'money', initial: 0, listed: true },
    /** Share of calendar time that really makes parts, in percent. */
    efficiencyPercent: { kind: 'percent', initial: 100, listed: true },
    /** Usual wait before and move after an operation, for lead times. */
    queueMinutes: { kind: 'minutes', initial: 0 },
    moveMinutes: { kind: 'minutes', initial: 0 },
    department: { kind: 'text', max: 100, listed: true },
    /** Of each shift, for repairs and rush work: the plan gives it to rush jobs only. */
    heldBackPercent: { kind: 'percent', initial: 0 },
    notes: { kind: 'longText' },
  },
})

/** down: broken or being serviced. overtime: works besides its calendar, with its people. */
export const centerTimeKinds = ['down', 'overtime'] as const
export type CenterTimeKind = (typeof centerTimeKinds)[number]

/** Tools that exist in a number. The tooling of an operation names them, with commas between; what no tool is called is not counted. */
export const toolMaster = defineMaster({
  name: 'tools',
  table: 'tools',
  path: '/tools',
  needs,
  label: ['name'],
  fields: {
    name: { kind: 'text', required: true, unique: true, listed: true },
    quantity: { kind: 'integer', required: true, initial: 1, min: 1, max: 10_000, listed: true },
    notes: { kind: 'longText' },
  },
})

/** Minutes of set-up between families of operations at a work center. */
export const setupTimeMaster = defineMaster({
  name: 'setupTimes',
  table: 'setup_times',
  path: '/setup-times',
  needs,
  label: ['fromFamily', 'toFamily'],
  fields: {
    workCenterId: { kind: 'reference', to: 'workCenters', required: true, listed: true },
    fromFamily: { kind: 'text', required: true, max: 60, listed: true },
    toFamily: { kind: 'text', required: true, max: 60, listed: true },
    setupMinutes: { kind: 'minutes', required: true, listed: true },
  },
})

export const machineMaster = defineMaster({
  name: 'machines',
  table: 'machines',
  path: '/machines',
  needs,
  label: ['code', 'name'],
  fields: {
    code: { kind: 'text', required: true, unique: true, max: 30, listed: true },
    name: { kind: 'text', required: true, listed: true },
    workCenterId: { kind: 'reference', to: 'workCenters', required: true, listed: true },
    notes: { kind: 'longText' },
  },
})

export const skillMaster = defineMaster({
  name: 'skills',
  table: 'skills',
  path: '/skills',
  needs,
  label: ['name'],
  fields: {
    name: { kind: 'text', required: true, unique: true, listed: true },
    workCenterId: { kind: 'reference', to: 'workCenters', listed: true },
  },
})

/** The PIN is never among the described fields: it is only ever set, and kept as a salted hash. */
export const employeeMaster = defineMaster({
  name: 'employees',
  table: 'employees',
  path: '/employees',
  needs,
  label: ['number', 'name'],
  fields: {
    number: { kind: 'text', required: true, unique: true, max: 30, listed: true },
    name: { kind: 'text', required: true, listed: true },
    laborGradeId: { kind: 'reference', to: 'laborGrades', required: true, listed: true },
    calendarId: { kind: 'reference', to: 'calendars', listed: true },
    badge: { kind: 'text', max: 60, listed: true },
    department: { kind: 'text', max: 100, listed: true },
    phone: { kind: 'text', max: 50 },
  },
})

export const employeeSkillMaster = defineMaster({
  name: 'employeeSkills',
  table: 'employee_skills',
  path: '/employee-skills',
  needs,
  label: ['employeeId'],
  fields: {
    employeeId: { kind: 'reference', to: 'employees', required: true, listed: true },
    skillId: { kind: 'reference', to: 'skills', required: true, listed: true },
    expiresOn: { kind: 'day', listed: true },
  },
})
