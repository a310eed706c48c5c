import { z } from 'zod'
import { operationKinds } from '../catalog/method.model.ts'
import { RefusalShape } from '../core/endpoint.ts'
import { Day, Id, Instant, NonNegativeMoney, PositiveQuantity, Text } from '../core/shapes.ts'

/**
 * A place in the plan that work can stand at, as one word: `m12` is machine 12; `c5` are the machines of work center 5 that have no record of
 * their own, side by side in lanes; `v7` is vendor 7, and `v0` stands for outside work without a vendor.
 */
export const ResourceKey = z.string().regex(/^[mcv]\d{1,15}$/, 'A resource is m, c or v and a number.')
export type ResourceKey = z.infer<typeof ResourceKey>

/** What a bar is now. A bar has one state; being late, pinned, outside or frozen is told beside it. */
export const barStates = ['planned', 'running', 'done', 'held'] as const
export type BarState = (typeof barStates)[number]

/** Where a search for a better plan stands. */
export const autoPlanStates = ['running', 'ready', 'canceled', 'failed', 'accepted', 'discarded'] as const
/** A hold ends when it is given up, when its days are over, or when its work is in a job. */
export const holdStates = ['held', 'released', 'expired', 'used'] as const

export const materialLights = ['ready', 'expected', 'missing', 'none'] as const

/** What may make a plan out of date. */
export const staleCauses = ['floor', 'material', 'outside', 'work', 'method', 'shop', 'settings', 'promise'] as const
export type StaleCause = (typeof staleCauses)[number]

/** Why an operation starts no sooner. All but the last are the engine's own; `none` is of bars that no plan places. */
export const startReasons = [
  'start',
  'fixed',
  'frozen',
  'release',
  'material',
  'predecessor',
  'overlap',
  'machine',
  'person',
  'tool',
  'calendar',
  'pickup',
  'pinned',
  'turn',
  'due',
  'none',
] as const
export type StartReason = (typeof startReasons)[number]

const Reason = z.object({ reason: Text(300).default('') })
const Stretch = z.object({ from: Instant, to: Instant })

/**
 * Everything that a planner can do to a plan. Changes are tried, compared, committed and undone as lists of these, so a drag, a breakdown
 * and a rush order all answer the same question: who loses?
 */
const changesWithoutMoney = [
  /** Put an operation at a resource, at a time, or both. With a time it is pinned there; with a resource alone it stays bound to it. */
  z.object({
    kind: z.literal('move'),
    operationId: Id,
    resource: ResourceKey.optional(),
    startAt: Instant.optional(),
  }),
  /** Let the plan decide again about an operation: time, resource and parts. */
  z.object({ kind: z.literal('unpin'), operationId: Id }),
  /** Let an operation run on up to this many machines at once, each with its own set-up; 1 takes it back. */
  z.object({ kind: z.literal('split'), operationId: Id, parts: z.int().min(1).max(10) }),
  /** The order in which the operations of a resource go; the dates follow. Those not named keep their place behind them. */
  z.object({ kind: z.literal('queue'), resource: ResourceKey, operationIds: z.array(Id).min(2).max(500) }),
  /** A job becomes rush, or normal again. */
  z.object({ kind: z.literal('priority'), jobId: Id, priority: z.enum(['normal', 'rush']) }),
  /** An order that is not there yet, made as the item's own method says, as rush work. Committing it makes the job. */
  z.object({ kind: z.literal('rushOrder'), itemId: Id, quantity: PositiveQuantity, dueOn: Day }),
  /** A machine, or without one the whole work center, does not work. */
  z.object({
    kind: z.literal('down'),
    workCenterId: Id,
    machineId: Id.nullable().default(null),
    ...Stretch.shape,
    ...Reason.shape,
  }),
  /** A work center and its people work besides their calendar. */
  z.object({ kind: z.literal('overtime'), workCenterId: Id, ...Stretch.shape, ...Reason.shape }),
  /** A stretch of downtime or overtime that is planned or under way gets other ends; one that ends now is over. */
  z.object({ kind: z.literal('retime'), centerTimeId: Id, ...Stretch.shape, ...Reason.shape }),
  /** It was a mistake, or is not needed: there is no such stretch. */
  z.object({ kind: z.literal('dropTime'), centerTimeId: Id }),
  /** Gives up a held slot. */
  z.object({ kind: z.literal('releaseHold'), holdId: Id }),
] as const
/** An operation of ours goes to a vendor: it leaves when the work before it is done and is back `leadDays` later. */
const Outside = z.object({
  kind: z.literal('outside'),
  operationId: Id,
  vendorId: Id,
  leadDays: z.int().min(0).max(730),
  unitPrice: NonNegativeMoney,
})
export const PlanChange = z.discriminatedUnion('kind', [...changesWithoutMoney, Outside])
export type PlanChange = z.infer<typeof PlanChange>
/** A change as it is shown: without the right to costs, its price is null. */
export const ShownPlanChange = z.discriminatedUnion('kind', [
  ...changesWithoutMoney,
  Outside.extend({ unitPrice: NonNegativeMoney.nullable() }),
])
export type ShownPlanChange = z.infer<typeof ShownPlanChange>
export const planChangeKinds = PlanChange.options.map((o) => o.shape.kind.value)
export const PlanChanges = z.array(PlanChange).min(1).max(50)

/** What a plan costs. Money is in the company's currency; hours and days have two decimals. */
export const PlanTotals = z.object({
  lateJobs: z.int(),
  /** Sum over all jobs. */
  lateDays: z.number(),
  /** Money × days: each job's days late times its money per day. */
  lateMoney: z.number(),
  setupHours: z.number(),
  /** Sum over all jobs of the days from first start to last end, in money. */
  workInProgressMoney: z.number(),
  /** Sum over all jobs of the days from last end to the due date, in money. */
  earlyMoney: z.number(),
  overtimeHours: z.number(),
  overtimeMoney: z.number(),
  outsideMoney: z.number(),
  unplaced: z.int(),
  /** When the last operation ends. */
  endAt: Instant.nullable(),
  /** Late, set-up, work in progress, early, overtime and outside money together. */
  money: z.number(),
})
export type PlanTotals = z.infer<typeof PlanTotals>

const Seen = z.number().nullable().describe('Null without the right to costs')
/** The same as it is shown. */
export const ShownTotals = PlanTotals.extend({
  lateMoney: Seen,
  workInProgressMoney: Seen,
  earlyMoney: Seen,
  overtimeMoney: Seen,
  outsideMoney: Seen,
  money: Seen,
})
export type ShownTotals = z.infer<typeof ShownTotals>

export const senses = ['loses', 'gains', 'same'] as const
/** What a change means for one job: who loses, and who gains. */
export const JobChange = z.object({
  /** Null for an order that is not there yet, and for a held slot. */
  jobId: Id.nullable(),
  job: z.string(),
  customers: z.string(),
  dueOn: Day,
  beforeOn: Day.nullable(),
  afterOn: Day.nullable(),
  lateDaysBefore: z.number(),
  lateDaysAfter: z.number(),
  moneyBefore: z.number(),
  moneyAfter: z.number(),
  /** More than 0: it loses. moneyAfter − moneyBefore. */
  loses: z.number(),
  /** What `loses` says, also for those who may not see money. */
  sense: z.enum(senses),
})
export type JobChange = z.infer<typeof JobChange>
/** The same as it is shown. */
export const ShownJobChange = JobChange.extend({ moneyBefore: Seen, moneyAfter: Seen, loses: Seen })
export type ShownJobChange = z.infer<typeof ShownJobChange>

/** A rule that a plan breaks, named by the checker, which shares no code with the planner. */
export const BrokenRule = z.object({
  code: z.string(),
  message: z.string(),
  operationIds: z.array(Id),
  /** It makes the plan impossible. Otherwise people can still put it right: the plan warns. */
  hard: z.boolean(),
  /** It was broken before the change too. */
  before: z.boolean(),
})
export type BrokenRule = z.infer<typeof BrokenRule>

const Place = z.object({ resource: ResourceKey, startAt: Instant, endAt: Instant })
/** An operation that a change moves. */
export const Moved = z.object({
  operationId: Id,
  operation: z.string(),
  jobId: Id.nullable(),
  job: z.string(),
  before: Place.nullable(),
  after: Place.nullable(),
  /** What its new start waits for. */
  why: z.string(),
})
export type Moved = z.infer<typeof Moved>

/** Numbers that weigh one aim of the plan against another; all money is in the company's currency. */
export const PlanSettings = z.object({
  /** Nothing that is not running or pinned starts within so many hours from now. */
  frozenHours: z.number().min(0).max(720),
  /** What a day of lateness of a normal job costs. */
  latePerDay: NonNegativeMoney,
  /** … plus this share of the job's order value, in percent. */
  lateValuePercent: z.number().min(0).max(100),
  /** A rush job's lateness costs so many times as much. */
  rushFactor: z.number().min(1).max(1000),
  setupPerHour: NonNegativeMoney,
  workInProgressPerDay: NonNegativeMoney,
  earlyPerDay: NonNegativeMoney,
  /** Overtime costs so much more than the work center's usual hour, in percent. */
  overtimePercent: z.number().min(0).max(500),
  /** Plan people with their skills as a second finite resource. */
  planPeople: z.boolean(),
  /** How many days the plan looks ahead. Work that finds no place in them has none. */
  horizonDays: z.int().min(30).max(366),
  /** Hold slots so many days unless another number is given. */
  holdDays: z.int().min(1).max(90),
})
export type PlanSettings = z.infer<typeof PlanSettings>

/** The share of each shift of a work center that is kept free for repairs and rush work, in percent. */
export const HeldBack = z.object({ workCenterId: Id, percent: z.number().min(0).max(100) })
export type HeldBack = z.infer<typeof HeldBack>

/** One operation, or a part of it, on one resource: all that a canvas draws. */
export const Bar = z.object({
  /** `<operationId>` or `<operationId>.<part>`; `h<holdId>.<n>` for held slots. */
  key: z.string(),
  /** Null for held slots. */
  operationId: Id.nullable(),
  part: z.int(),
  workOrderId: Id.nullable(),
  jobId: Id.nullable(),
  /** WO-12/20. For held slots the quotation's number. */
  operation: z.string(),
  name: z.string(),
  kind: z.enum(operationKinds),
  job: z.string(),
  customers: z.string(),
  item: z.string(),
  quantity: z.number(),
  resource: ResourceKey,
  lane: z.int().describe('0 … lanes − 1 of the resource'),
  personIds: z.array(Id),
  state: z.enum(barStates),
  startAt: Instant,
  /** Where set-up ends and run begins; equal to startAt without set-up. */
  setupEndAt: Instant,
  endAt: Instant,
  pinned: z.boolean(),
  /** Bound by the planner to its resource, though not in time. */
  bound: z.boolean(),
  /** Starts within the frozen zone. */
  frozen: z.boolean(),
  rush: z.boolean(),
  dueOn: Day,
  /** Days that its job comes late by the plan; 0 when it does not. */
  lateDays: z.number(),
  /** The material of this operation. */
  material: z.enum(materialLights),
  reasonCode: z.enum(startReasons),
  reason: z.string(),
  /** The operation that its start waits for. */
  waitsForId: Id.nullable(),
  /** Operations before and after it in its work order and family, by method. */
  previousIds: z.array(Id),
  nextIds: z.array(Id),
  /** Other resources that it may run on. */
  alternatives: z.array(ResourceKey),
})
export type Bar = z.infer<typeof Bar>

/** What a list of changes would do. Nothing is stored. */
export const Trial = z.object({
  version: z.int(),
  before: PlanTotals,
  after: PlanTotals,
  /** The dearest loss first; jobs that neither date nor money changes are left out. */
  jobs: z.array(JobChange),
  broken: z.array(BrokenRule),
  /** Why it would make the plan impossible; doing it is refused for the same reasons. */
  whyNot: z.array(RefusalShape),
  /** Nobody loses, no rule is newly broken and nothing loses its place: it may be done without asking. */
  harmless: z.boolean(),
  moved: z.array(Moved),
  /** The new bars of all that moved, to draw as ghosts. */
  bars: z.array(Bar),
  milliseconds: z.int(),
})
export type Trial = z.infer<typeof Trial>
/** The same as it is shown: without the right to costs, in days only. */
export const ShownTrial = Trial.extend({ before: ShownTotals, after: ShownTotals, jobs: z.array(ShownJobChange) })
export type ShownTrial = z.infer<typeof ShownTrial>
