import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core'
import { at, day, id, minutes, money, percent, ref, word, wordCheck } from '../core/columns.ts'
import { masterColumns } from '../core/master.tables.ts'
import { centerTimeKinds, overheadDrivers, weekdays } from './plant.model.ts'

export const calendars = pgTable('calendars', {
  ...masterColumns(),
  name: text().notNull().unique(),
  notes: text().notNull(),
})

export const shifts = pgTable(
  'shifts',
  {
    ...masterColumns(),
    calendarId: ref()
      .notNull()
      .references(() => calendars.id),
    name: text().notNull(),
    weekday: word(weekdays).notNull(),
    startMinute: integer().notNull(),
    endMinute: integer().notNull(),
    attended: boolean().notNull(),
  },
  (t) => [index().on(t.calendarId), wordCheck('shifts_weekday', t.weekday, weekdays)],
)

export const calendarExceptions = pgTable(
  'calendar_exceptions',
  {
    ...masterColumns(),
    calendarId: ref()
      .notNull()
      .references(() => calendars.id),
    date: day().notNull(),
    name: text().notNull(),
    working: boolean().notNull(),
    startMinute: integer().notNull(),
    endMinute: integer().notNull(),
  },
  (t) => [index().on(t.calendarId, t.date)],
)

export const laborGrades = pgTable('labor_grades', {
  ...masterColumns(),
  code: text().notNull().unique(),
  name: text().notNull(),
  ratePerHour: money().notNull(),
})

export const workCenters = pgTable(
  'work_centers',
  {
    ...masterColumns(),
    code: text().notNull().unique(),
    name: text().notNull(),
    calendarId: ref()
      .notNull()
      .references(() => calendars.id),
    machines: integer().notNull(),
    machineRatePerHour: money().notNull(),
    laborGradeId: ref().references(() => laborGrades.id),
    overheadDriver: word(overheadDrivers).notNull(),
    overheadRate: money().notNull(),
    efficiencyPercent: percent().notNull(),
    queueMinutes: minutes().notNull(),
    moveMinutes: minutes().notNull(),
    department: text().notNull(),
    /** Share of each shift that is kept free for repairs and rush work. */
    heldBackPercent: percent().notNull().default(0),
    notes: text().notNull(),
  },
  (t) => [wordCheck('work_centers_overhead_driver', t.overheadDriver, overheadDrivers)],
)

export const machines = pgTable('machines', {
  ...masterColumns(),
  code: text().notNull().unique(),
  name: text().notNull(),
  workCenterId: ref()
    .notNull()
    .references(() => workCenters.id),
  notes: text().notNull(),
})

/** A stretch in which a work center, or one of its machines, is down or works besides its calendar. */
export const centerTimes = pgTable(
  'center_times',
  {
    id: id(),
    kind: word(centerTimeKinds).notNull(),
    workCenterId: ref()
      .notNull()
      .references(() => workCenters.id),
    /** Null: all of them. */
    machineId: ref().references(() => machines.id),
    fromAt: at().notNull(),
    toAt: at().notNull(),
    reason: text().notNull(),
  },
  (t) => [
    index().on(t.workCenterId, t.toAt),
    wordCheck('center_times_kind', t.kind, centerTimeKinds),
    check('center_times_order', sql`${t.fromAt} < ${t.toAt}`),
  ],
)

/** Fixtures, molds and gauges that exist in a number. An operation takes one of each that its tooling names. */
export const tools = pgTable('tools', {
  ...masterColumns(),
  name: text().notNull().unique(),
  quantity: integer().notNull(),
  notes: text().notNull(),
})

/** Set-up from one family to another at a work center; without a row the operation's own set-up holds. */
export const setupTimes = pgTable(
  'setup_times',
  {
    ...masterColumns(),
    workCenterId: ref()
      .notNull()
      .references(() => workCenters.id),
    fromFamily: text().notNull(),
    toFamily: text().notNull(),
    setupMinutes: minutes().notNull(),
  },
  (t) => [unique().on(t.workCenterId, t.fromFamily, t.toFamily)],
)

export const skills = pgTable('skills', {
  ...masterColumns(),
  name: text().notNull().unique(),
  workCenterId: ref().references(() => workCenters.id),
})

export const employees = pgTable(
  'employees',
  {
    ...masterColumns(),
    number: text().notNull().unique(),
    name: text().notNull(),
    laborGradeId: ref()
      .notNull()
      .references(() => laborGrades.id),
    calendarId: ref().references(() => calendars.id),
    badge: text().notNull(),
    department: text().notNull(),
    phone: text().notNull(),
  },
  (t) => [uniqueIndex('one_employee_per_badge').on(t.badge).where(sql`${t.badge} <> ''`)],
)

/** Without an `id`, so that the audit trigger leaves it alone: a hash of four digits must be readable nowhere. */
export const employeePins = pgTable('employee_pins', {
  employeeId: ref()
    .primaryKey()
    .references(() => employees.id, { onDelete: 'cascade' }),
  /** scrypt of the PIN: cost$salt$key. */
  hash: text().notNull(),
  setAt: at().notNull(),
  setBy: text().notNull(),
})

export const employeeSkills = pgTable(
  'employee_skills',
  {
    ...masterColumns(),
    employeeId: ref()
      .notNull()
      .references(() => employees.id),
    skillId: ref()
      .notNull()
      .references(() => skills.id),
    expiresOn: day(),
  },
  (t) => [unique().on(t.employeeId, t.skillId)],
)
