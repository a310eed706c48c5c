import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { items } from '../catalog/item.tables.ts'
import { methodOperations } from '../catalog/method.tables.ts'
import { at, day, id, minutes, money, percent, quantity, ref, word, wordCheck } from '../core/columns.ts'
import { workOrders } from '../jobs/job.tables.ts'
import { parties } from '../parties/party.tables.ts'
import { type centerTimes, machines, workCenters } from '../plant/plant.tables.ts'
import { quotationLines, salesOrderLines } from '../sales/sales.tables.ts'
import type { JobChange, PlanChange, PlanTotals } from './board.model.ts'
import { autoPlanStates, holdStates, startReasons } from './board.model.ts'

/**
 * Where the last plan puts each operation that is not done, and each held slot: one row for each part of it. Written anew by each plan;
 * no one's own words are kept here. The start of each row is also its place in the order that the next plan keeps.
 */
export const planOperations = pgTable(
  'plan_operations',
  {
    /** operationId, operationId.part, or hHold.step. */
    key: text().primaryKey(),
    /** Of a work order's method; for held slots of the method that they were reckoned by. */
    operationId: ref()
      .notNull()
      .references(() => methodOperations.id, { onDelete: 'cascade' }),
    part: integer().notNull(),
    /** Null for held slots. */
    workOrderId: ref().references(() => workOrders.id, { onDelete: 'cascade' }),
    holdId: ref(),
    /** Null for outside work. */
    workCenterId: ref().references(() => workCenters.id),
    machineId: ref().references(() => machines.id),
    vendorId: ref().references(() => parties.id),
    lane: integer().notNull(),
    quantity: quantity().notNull(),
    /** Null when the plan found no place; the reason says why. */
    startAt: at(),
    setupEndAt: at(),
    endAt: at(),
    setupMinutes: minutes().notNull(),
    /** Set-up and run that are left, on the machine. */
    workMinutes: minutes().notNull(),
    personIds: jsonb().$type<number[]>().notNull(),
    reasonCode: word(startReasons).notNull(),
    reason: text().notNull(),
    waitsForId: ref(),
  },
  (t) => [index().on(t.workOrderId), index().on(t.workCenterId), index().on(t.operationId), index().on(t.startAt)],
)

/** The one row that says which plan is live, and what of the shop it has seen. */
export const planState = pgTable(
  'plan_state',
  {
    only: boolean().primaryKey().default(true),
    version: integer().notNull(),
    plannedAt: at(),
    /** The last change of any record, and the last clock-on, that the plan has seen: what came later makes it stale. */
    auditId: bigint({ mode: 'number' }).notNull(),
    timeLogId: bigint({ mode: 'number' }).notNull(),
    /** Numbers below those that no record had yet, as ranges: changes that were under way are noticed when they come. */
    auditGaps: text().notNull().default('{}'),
    timeLogGaps: text().notNull().default('{}'),
    totals: jsonb().$type<PlanTotals>(),
  },
  (t) => [check('plan_state_only', sql`${t.only}`)],
)

export const planSettings = pgTable(
  'plan_settings',
  {
    only: boolean().primaryKey().default(true),
    frozenHours: quantity().notNull(),
    latePerDay: money().notNull(),
    lateValuePercent: percent().notNull(),
    rushFactor: quantity().notNull(),
    setupPerHour: money().notNull(),
    workInProgressPerDay: money().notNull(),
    earlyPerDay: money().notNull(),
    overtimePercent: percent().notNull(),
    planPeople: boolean().notNull(),
    horizonDays: integer().notNull(),
    holdDays: integer().notNull(),
  },
  (t) => [check('plan_settings_only', sql`${t.only}`)],
)

/** What a planner decided about an operation; each plan keeps to it. */
export const planChoices = pgTable('plan_choices', {
  operationId: ref()
    .primaryKey()
    .references(() => methodOperations.id, { onDelete: 'cascade' }),
  /** m12, c5 or v7; null: any of its own. */
  resource: text(),
  /** Pinned to start then; null: as the plan finds. */
  startAt: at(),
  parts: integer().notNull(),
})
export type ChoiceRow = typeof planChoices.$inferSelect

/** Where an operation stood in a plan: enough to plan in that order again. */
export type PlaceKept = { key: string; startAt: string | null; machineId: number | null; workCenterId: number | null }

/** What takes an act back, beside the places of `startsBefore`. */
export type Undoing =
  | { kind: 'choice'; operationId: number; before: Omit<ChoiceRow, 'operationId'> | null }
  | { kind: 'priority'; jobId: number; before: 'normal' | 'rush' }
  | { kind: 'time'; centerTimeId: number }
  | { kind: 'retime'; centerTimeId: number; before: { fromAt: string; toAt: string; reason: string } }
  | { kind: 'timeGone'; before: typeof centerTimes.$inferSelect }
  | { kind: 'job'; jobId: number }
  | { kind: 'hold'; holdId: number }
  | {
      kind: 'method'
      operationId: number
      before: {
        kind: 'inside' | 'outside'
        workCenterId: number | null
        supplierId: number | null
        leadDays: number
        unitPrice: number
      }
    }

/** What planners did, so that it can be undone and done again. */
export const planActs = pgTable('plan_acts', {
  id: id(),
  at: at().notNull(),
  by: text().notNull(),
  summary: text().notNull(),
  changes: jsonb().$type<PlanChange[]>().notNull(),
  undoing: jsonb().$type<Undoing[]>().notNull(),
  placesBefore: jsonb().$type<PlaceKept[]>().notNull(),
  placesAfter: jsonb().$type<PlaceKept[]>().notNull(),
  jobs: jsonb().$type<JobChange[]>().notNull(),
  /** Of the plan that it led to. */
  version: integer().notNull(),
  undone: boolean().notNull().default(false),
})

export const planScenarios = pgTable('plan_scenarios', {
  id: id(),
  at: at().notNull(),
  by: text().notNull(),
  name: text().notNull(),
  changes: jsonb().$type<PlanChange[]>().notNull(),
})

/** Searches for a better plan. Numbered, not `id`: their progress is nobody's change and is not audited. */
export const autoPlans = pgTable(
  'auto_plans',
  {
    number: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    state: word(autoPlanStates).notNull(),
    startedAt: at().notNull(),
    by: text().notNull(),
    seconds: integer().notNull(),
    found: integer().notNull(),
    money: money(),
    message: text().notNull(),
    version: integer().notNull(),
    result: jsonb(),
    places: jsonb().$type<PlaceKept[]>(),
  },
  (t) => [wordCheck('auto_plans_state', t.state, autoPlanStates)],
)

/** A slot in the plan that is kept for a customer who has not ordered yet, or whose job is not made yet. */
export const promiseHolds = pgTable(
  'promise_holds',
  {
    id: id(),
    quotationLineId: ref().references(() => quotationLines.id, { onDelete: 'cascade' }),
    salesOrderLineId: ref().references(() => salesOrderLines.id, { onDelete: 'cascade' }),
    itemId: ref()
      .notNull()
      .references(() => items.id),
    quantity: quantity().notNull(),
    promisedOn: day().notNull(),
    heldUntil: day().notNull(),
    state: word(holdStates).notNull(),
    projectedOn: day(),
    at: at().notNull(),
    by: text().notNull(),
  },
  (t) => [
    index().on(t.quotationLineId),
    index().on(t.salesOrderLineId),
    wordCheck('promise_holds_state', t.state, holdStates),
    check('promise_holds_for_one_line', sql`num_nonnulls(${t.quotationLineId}, ${t.salesOrderLineId}) = 1`),
  ],
)
