import { sql } from 'drizzle-orm'
import { boolean, check, index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { methodOperations } from '../catalog/method.tables.ts'
import { at, id, minutes, quantity, ref, word, wordCheck } from '../core/columns.ts'
import { workOrders } from '../jobs/job.tables.ts'
import { employees, machines, workCenters } from '../plant/plant.tables.ts'
import type { OutputEffects } from '../production/output.model.ts'
import { activities, quantityKinds, scrapReasons } from './time.model.ts'

/** A terminal on the floor, enrolled once; its token signs in whoever gives a badge or PIN there. */
export const devices = pgTable('devices', {
  id: id(),
  archived: boolean().notNull().default(false),
  name: text().notNull(),
  workCenterId: ref().references(() => workCenters.id),
  /** SHA-256 of the code that enrolls it, once, until `codeEndsAt`. */
  codeHash: text().unique(),
  codeEndsAt: at(),
  /** SHA-256 of the device's token; null until it is enrolled. */
  tokenHash: text().unique(),
  enrolledAt: at(),
  lastSeenAt: at(),
})

/** Tries to sign in at a terminal, so that nobody guesses PINs; a sign-in that works forgets them. */
export const signInTries = pgTable(
  'sign_in_tries',
  {
    deviceId: ref()
      .notNull()
      .references(() => devices.id),
    /** Null for a badge that nobody has. */
    employeeId: ref().references(() => employees.id),
    at: at().notNull(),
  },
  (t) => [index().on(t.deviceId, t.employeeId)],
)

export const operatorSessions = pgTable(
  'operator_sessions',
  {
    id: id(),
    deviceId: ref()
      .notNull()
      .references(() => devices.id),
    employeeId: ref()
      .notNull()
      .references(() => employees.id),
    tokenHash: text().notNull().unique(),
    startedAt: at().notNull(),
    endsAt: at().notNull(),
  },
  (t) => [index().on(t.employeeId)],
)

/**
 * One person's clock on one operation. `minutes` is what the log bears once it is closed: several logs of a
 * person that run at once share the clock evenly, so that none is counted twice.
 */
export const timeLogs = pgTable(
  'time_logs',
  {
    id: id(),
    employeeId: ref()
      .notNull()
      .references(() => employees.id),
    workOrderId: ref()
      .notNull()
      .references(() => workOrders.id),
    operationId: ref()
      .notNull()
      .references(() => methodOperations.id),
    workCenterId: ref()
      .notNull()
      .references(() => workCenters.id),
    machineId: ref().references(() => machines.id),
    activity: word(activities).notNull(),
    startedAt: at().notNull(),
    endedAt: at(),
    minutes: minutes(),
    /** A correction appends a log and voids the wrong one. */
    voided: boolean().notNull().default(false),
    correctsId: ref(),
    note: text().notNull().default(''),
    /** Set when the system stopped a forgotten clock. */
    autoStopped: boolean().notNull().default(false),
  },
  (t) => [
    wordCheck('time_logs_activity', t.activity, activities),
    check('time_logs_order', sql`${t.endedAt} is null or ${t.endedAt} >= ${t.startedAt}`),
    uniqueIndex('one_open_log_per_person_and_operation')
      .on(t.employeeId, t.operationId)
      .where(sql`${t.endedAt} is null`),
    index().on(t.employeeId, t.startedAt), // sharing the minutes of logs that overlap
    index().on(t.operationId),
    index().on(t.workOrderId),
  ],
)

/** The trail of corrected times: what a log bore before and after, why, and who said so. Each posts its difference in cost once. */
export const timeCorrections = pgTable(
  'time_corrections',
  {
    id: id(),
    at: at().notNull(),
    by: text().notNull(),
    timeLogId: ref()
      .notNull()
      .references(() => timeLogs.id),
    minutesBefore: minutes().notNull(),
    minutesAfter: minutes().notNull(),
    reason: text().notNull(),
  },
  (t) => [index().on(t.timeLogId)],
)

export const quantityReports = pgTable(
  'quantity_reports',
  {
    id: id(),
    at: at().notNull(),
    by: text().notNull(),
    employeeId: ref().references(() => employees.id),
    workOrderId: ref()
      .notNull()
      .references(() => workOrders.id),
    operationId: ref()
      .notNull()
      .references(() => methodOperations.id),
    kind: word(quantityKinds).notNull(),
    /** Negative when it takes an earlier report back. */
    quantity: quantity().notNull(),
    /** Why the pieces are scrap or rework. */
    scrapReason: word(scrapReasons),
    note: text().notNull(),
    reversesId: ref(),
    /** What the report brought about besides itself, kept on its first row, so that it can be taken back whole. */
    effects: jsonb().$type<OutputEffects>(),
  },
  (t) => [
    wordCheck('quantity_reports_kind', t.kind, quantityKinds),
    index().on(t.operationId),
    index().on(t.workOrderId),
    index().on(t.at),
    uniqueIndex('a_report_is_taken_back_once').on(t.reversesId).where(sql`${t.reversesId} is not null`),
  ],
)
