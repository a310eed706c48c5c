import { type AnyPgColumn, boolean, index, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { at, day, id, minutes, money, quantity, ref, word, wordCheck } from '../core/columns.ts'
import { items } from '../catalog/item.tables.ts'
import { methodMaterials, methodOperations, methods } from '../catalog/method.tables.ts'
import type { Costs } from '../engines/costing/elements.ts'
import { places } from '../inventory/stock.tables.ts'
import { salesOrderLines } from '../sales/sales.tables.ts'
import { jobStatuses, splitDrivers } from './job.model.ts'

export const jobs = pgTable(
  'jobs',
  {
    id: id(),
    number: text().notNull().unique(),
    title: text().notNull(),
    status: word(jobStatuses).notNull(),
    /** Why the job is on hold; empty while it is not. Held jobs keep their status. */
    holdReason: text().notNull(),
    splitDriver: word(splitDrivers).notNull(),
    priority: text({ enum: ['normal', 'rush'] }).notNull(),
    dueOn: day().notNull(),
    projectedOn: day(),
    createdAt: at().notNull(),
    releasedAt: at(),
    startedAt: at(),
    completedAt: at(),
    closedAt: at(),
  },
  (t) => [wordCheck('jobs_status', t.status, jobStatuses), wordCheck('jobs_split_driver', t.splitDriver, splitDrivers), index().on(t.status, t.dueOn)],
)

/** Authority to make one quantity of one item. Every made level is a work order of its own. */
export const workOrders = pgTable(
  'work_orders',
  {
    id: id(),
    number: text().notNull().unique(),
    jobId: ref().notNull().references(() => jobs.id),
    status: word(jobStatuses).notNull(),
    salesOrderLineId: ref().references(() => salesOrderLines.id),
    /** The work order that consumes this one's output. */
    parentId: ref().references((): AnyPgColumn => workOrders.id),
    /** The parent's material line that this one supplies. */
    parentMaterialId: ref().references(() => methodMaterials.id),
    itemId: ref().notNull().references(() => items.id),
    revision: text().notNull(),
    quantity: quantity().notNull(),
    methodId: ref().notNull().references(() => methods.id),
    /** Its place in production: what it holds is its work in process. */
    placeId: ref().references(() => places.id),
    dueOn: day().notNull(),
    completedQuantity: quantity().notNull().default(0),
    scrappedQuantity: quantity().notNull().default(0),
    /** Estimated cost of one piece with all levels below, frozen at release. */
    estimatedUnitCost: money().notNull().default(0),
    /** Estimated cost of this level alone for its whole quantity, by element, frozen at release: the yardstick of the cost sheet. */
    estimatedCosts: jsonb().$type<Costs>().notNull().default({}),
  },
  (t) => [
    wordCheck('work_orders_status', t.status, jobStatuses),
    index().on(t.jobId),
    index().on(t.parentId),
    index().on(t.salesOrderLineId),
    index().on(t.itemId, t.status),
  ],
)

/** What has happened to an operation of a work order's method copy; the plan stays in the method. */
export const operationProgress = pgTable(
  'operation_progress',
  {
    id: id(),
    workOrderId: ref().notNull().references(() => workOrders.id),
    operationId: ref().notNull().unique().references(() => methodOperations.id),
    goodQuantity: quantity().notNull().default(0),
    scrapQuantity: quantity().notNull().default(0),
    reworkQuantity: quantity().notNull().default(0),
    /** Pieces now at the vendor of an outside operation. */
    atVendorQuantity: quantity().notNull().default(0),
    setupMinutes: minutes().notNull().default(0),
    runMinutes: minutes().notNull().default(0),
    startedAt: at(),
    done: boolean().notNull().default(false),
    doneAt: at(),
    blockedReason: text().notNull().default(''),
    /** Where the plan puts it. */
    plannedStartAt: at(),
    plannedEndAt: at(),
    plannedWorkCenterId: ref(),
    plannedReason: text().notNull().default(''),
  },
  (t) => [index().on(t.workOrderId)],
)

/** How much of a work order's material line was issued to it, net of returns. */
export const materialProgress = pgTable(
  'material_progress',
  {
    id: id(),
    workOrderId: ref().notNull().references(() => workOrders.id),
    materialId: ref().notNull().references(() => methodMaterials.id),
    /** May differ from the method when an alternate is issued. */
    itemId: ref().notNull().references(() => items.id),
    issuedQuantity: quantity().notNull().default(0),
    issuedValue: money().notNull().default(0),
  },
  (t) => [unique().on(t.materialId, t.itemId), index().on(t.workOrderId)],
)

/** Reasons for moves that people give: why a job was held, canceled, split, merged. */
export const jobEvents = pgTable(
  'job_events',
  {
    id: id(),
    jobId: ref().notNull().references(() => jobs.id),
    workOrderId: ref().references(() => workOrders.id),
    at: at().notNull(),
    by: text().notNull(),
    event: text().notNull(),
    note: text().notNull(),
  },
  (t) => [index().on(t.jobId)],
)
