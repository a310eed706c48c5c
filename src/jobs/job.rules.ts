import type { Supply } from '../catalog/method.model.ts'
import { madeDecimals } from '../catalog/unit.rules.ts'
import { divide, quantityDecimals, round, roundQuantity, roundUp } from '../core/decimal.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import { enteringQuantities, madeQuantity, takenBy } from '../engines/costing/quantities.ts'
import { type JobMove, type JobStatus, jobMoves, type SplitDriver } from './job.model.ts'

/** Work is still to come of it. */
export const isOpen = (status: JobStatus): boolean =>
  status === 'planned' || status === 'released' || status === 'started'

export function whyNotMove(status: JobStatus, move: JobMove): Refusal[] {
  const from: readonly JobStatus[] = jobMoves[move].from
  return refuse(!from.includes(status), `job.cannot-${move}`, `A ${status} job cannot ${move}.`)
}

export const whyNotHeld = (holdReason: string): Refusal[] =>
  refuse(holdReason !== '', 'job.on-hold', `The job is on hold: ${holdReason}`)

export type OperationFacts = {
  sequence: number
  kind: 'inside' | 'outside'
  workCenterId: number | null
  supplierId: number | null
}
export type LevelFacts = { number: string; quantity: number; operations: readonly OperationFacts[] }

/** A released job is work that people may start, so every level must be complete enough to start. */
export function whyNotRelease(job: {
  status: JobStatus
  holdReason: string
  workOrders: readonly LevelFacts[]
}): Refusal[] {
  return [
    ...whyNotMove(job.status, 'release'),
    ...whyNotHeld(job.holdReason),
    ...refuse(job.workOrders.length === 0, 'job.empty', 'The job has no work orders.'),
    ...job.workOrders.flatMap(whyNotLevel),
  ]
}

/** What a level lacks before anybody can work on it. */
export function whyNotLevel(w: LevelFacts): Refusal[] {
  const homeless = w.operations
    .filter((o) => (o.kind === 'inside' ? o.workCenterId : o.supplierId) === null)
    .map((o) => o.sequence)
  return [
    ...refuse(w.operations.length === 0, 'job.no-operations', `${w.number} has no operations.`),
    ...refuse(
      homeless.length > 0,
      'job.no-work-center',
      `Operations ${homeless.join(', ')} of ${w.number} have no work center or vendor.`,
    ),
  ]
}

export function whyNotComplete(job: {
  status: JobStatus
  workOrders: readonly { number: string; status: JobStatus }[]
}): Refusal[] {
  const open = job.workOrders.filter((w) => isOpen(w.status))
  return [
    ...whyNotMove(job.status, 'complete'),
    ...refuse(
      open.length > 0,
      'job.open-work',
      `${open.map((w) => w.number).join(', ')} still ${open.length === 1 ? 'runs' : 'run'}.`,
    ),
  ]
}

export type MemberFacts = {
  number: string
  status: JobStatus
  jobNumber: string
  parentNumber: string | null
  hasProgress: boolean
}

/** Work orders change jobs, split or merge only while nothing has happened to them; a child stays with its parent. */
export const whyNotRegroup = (workOrders: readonly MemberFacts[]): Refusal[] =>
  workOrders.flatMap((w) => [
    ...refuse(
      w.status !== 'planned' && w.status !== 'released',
      'workOrder.cannot-move',
      `${w.number} is ${w.status}.`,
    ),
    ...refuse(w.hasProgress, 'workOrder.has-progress', `${w.number} has work reported on it.`),
    ...refuse(
      w.parentNumber !== null,
      'workOrder.child',
      `${w.number} is made for ${w.parentNumber} and moves with it.`,
    ),
  ])

/** Only planned work orders that are made alike, for the same order line, become one. */
export const whyNotMerge = (
  members: readonly (MemberFacts & { salesOrderLineId: number | null })[],
  alike: boolean,
): Refusal[] => [
  ...whyNotRegroup(members),
  ...refuse(
    members.some((w) => w.status !== 'planned'),
    'workOrder.released',
    'Only planned work orders can be merged.',
  ),
  ...refuse(
    !alike,
    'workOrder.merge-methods',
    'Only work orders of the same item, made by the same method, can be merged.',
  ),
  ...refuse(
    new Set(members.map((w) => w.salesOrderLineId)).size > 1,
    'workOrder.merge-orders',
    'Work orders of different order lines keep their own costs: run them as one job instead.',
  ),
]

export const whyNotSplit = (workOrder: MemberFacts & { quantity: number }, quantity: number): Refusal[] => [
  ...whyNotRegroup([workOrder]),
  ...refuse(
    quantity <= 0 || quantity >= workOrder.quantity,
    'workOrder.split-quantity',
    `Split off more than 0 and less than ${workOrder.quantity}.`,
  ),
]

/**
 * A work order is ended by hand, short or after it was reopened, only when nothing of it is under way any more and something
 * came out of it.
 */
export function whyNotCompleteShort(w: {
  number: string
  status: JobStatus
  quantity: number
  completedQuantity: number
  reason: string
  atVendor: number
  openChildren: readonly string[]
}): Refusal[] {
  return [
    ...refuse(w.status !== 'started', 'workOrder.not-started', `${w.number} is ${w.status}.`),
    ...refuse(
      w.status === 'started' && w.completedQuantity <= 0,
      'workOrder.nothing-completed',
      `Nothing of ${w.number} is completed yet.`,
    ),
    ...refuse(w.atVendor > 0, 'workOrder.at-vendor', `${w.atVendor} of ${w.number} are at a vendor.`),
    ...refuse(
      w.openChildren.length > 0,
      'workOrder.open-children',
      `${w.openChildren.join(', ')} still ${w.openChildren.length === 1 ? 'runs' : 'run'}.`,
    ),
    ...refuse(w.reason.trim() === '', 'workOrder.no-reason', 'Say why it ends here.'),
  ]
}

export type PushBackFacts = {
  number: string
  item: string
  madeTo: string
  current: string
  differences: number
}

/** A copy goes back to the master only when it was made from the master's revision of today, and says something else. */
export const whyNotPushBack = (w: PushBackFacts): Refusal[] => [
  ...refuse(w.differences === 0, 'workOrder.no-differences', `${w.number} is made as ${w.item} says.`),
  ...refuse(
    w.madeTo !== w.current,
    'workOrder.old-revision',
    `${w.number} is made to revision ${w.madeTo || '–'}, and ${w.item} is at ${w.current || '–'}: compare them first.`,
  ),
]

/** Another running work order that is made to the revision of an item that would change. */
export type RevisionUse = { number: string; item: string; revision: string; top: boolean }

/** What is released goes on saying what it was released to: then the change needs a new revision, on every level by itself. */
export const whyNotInPlace = (uses: readonly RevisionUse[]): Refusal[] =>
  uses.map((u) => ({
    code: 'workOrder.revision-used',
    message: `${u.number} is released to ${u.revision ? `revision ${u.revision} of ` : ''}${u.item}: give the change a new revision.`,
  }))

/** A new revision is given to the item on top; a level below that others use is pushed back from its own work order first. */
export const whyNotNewRevision = (uses: readonly RevisionUse[]): Refusal[] =>
  uses
    .filter((u) => !u.top)
    .map((u) => ({
      code: 'workOrder.revision-below-used',
      message: `${u.number} is released to ${u.revision ? `revision ${u.revision} of ` : ''}${u.item}, which changes too: push that level back first.`,
    }))

export const whyNotReopen = (
  job: { number: string; status: JobStatus },
  chosen: readonly { number: string; status: JobStatus }[],
  reason: string,
): Refusal[] => [
  // A job that still runs is open already; only its work orders start once more.
  ...(job.status === 'started' ? [] : whyNotMove(job.status, 'reopen')),
  ...refuse(chosen.length === 0, 'job.reopen-nothing', 'Choose what is worked on again.'),
  ...chosen.flatMap((w) => refuse(w.status !== 'completed', 'workOrder.not-completed', `${w.number} is ${w.status}.`)),
  ...refuse(reason.trim() === '', 'job.no-reason', 'Say why the job is reopened.'),
]

/** One made level as far as its losses go; the operations in sequence. */
export type MadeLevel = { decimals: number; operations: readonly { sequence: number; scrapPercent: number }[] }

/**
 * How much a level must start with so that `quantity` good pieces come out, over the scrap of its operations: whole units, of
 * as many decimals as what is made is counted in.
 */
export const startQuantity = (quantity: number, scrapPercents: readonly number[], decimals: number): number =>
  enteringQuantities(
    quantity,
    scrapPercents.map((scrapPercent) => ({ scrapPercent })),
    decimals,
  )[0] ?? madeQuantity(quantity, quantity, decimals)

/** Pieces that enter an operation so that `quantity` come out of the last one good; the first, when no operation is named. */
export function enteringQuantity(quantity: number, level: MadeLevel, sequence: number | null): number {
  const entering = enteringQuantities(quantity, level.operations, level.decimals)
  const at = level.operations.findIndex((o) => o.sequence === sequence)
  return entering[Math.max(0, at)] ?? madeQuantity(quantity, quantity, level.decimals)
}

export type TakingLine = {
  quantityPer: number
  fixedQuantity: number
  scrapPercent: number
  supply: Supply
  /** Of the item's stock unit. */
  decimals: number
}

/** What a line uses for so many pieces that enter its operation: whole units when it is made, else as exactly as stock is kept. */
export const usedQuantity = (line: TakingLine, pieces: number): number =>
  madeQuantity(takenBy(line, pieces, true), takenBy(line, pieces), madeDecimals(line.supply, line.decimals))

/** What can be picked, issued or reserved of an item: a unit without decimals is taken whole. */
export const takeable = (quantity: number, decimals: number): number =>
  decimals === 0 ? roundUp(quantity, 0) : roundQuantity(quantity)

/** What is picked and issued to a line, in stock units, for so many pieces that enter its operation. */
export const requiredQuantity = (line: TakingLine, pieces: number): number =>
  takeable(usedQuantity(line, pieces), line.decimals)

/** The same for a level of which `quantity` must come out good. */
export const requiredOf = (
  line: TakingLine & { operationSequence: number | null },
  quantity: number,
  level: MadeLevel,
): number => requiredQuantity(line, enteringQuantity(quantity, level, line.operationSequence))

/** What is taken by itself: undivided units when most of one is used. */
export const takenSoFar = (line: TakingLine, pieces: number): number =>
  round(takenBy(line, pieces), line.supply === 'make' || line.decimals === 0 ? line.decimals : quantityDecimals)

/** Working days of eight hours that a level takes by itself; what a child is due before its parent. */
export const leadDays = (
  operations: readonly { kind: 'inside' | 'outside'; setupMinutes: number; runMinutes: number; leadDays: number }[],
  quantity: number,
): number => {
  const minutes = operations
    .filter((o) => o.kind === 'inside')
    .reduce((sum, o) => sum + o.setupMinutes + o.runMinutes * quantity, 0)
  const outside = operations.filter((o) => o.kind === 'outside').reduce((sum, o) => sum + o.leadDays, 0)
  return Math.max(1, Math.ceil(minutes / 480)) + outside
}

export type Weighed = { quantity: number; weightKg: number; areaM2: number; runMinutes: number; value: number }

/** A work order's share of shared work in a group run, before normalizing; equal shares when the driver says nothing. */
export const driverWeight = (driver: SplitDriver, w: Weighed): number => {
  switch (driver) {
    case 'quantity':
      return w.quantity
    case 'weight':
      return w.quantity * w.weightKg
    case 'area':
      return w.quantity * w.areaM2
    case 'time':
      return w.quantity * w.runMinutes
    case 'value':
      return w.quantity * w.value
  }
}

/** Good pieces as a share of what was ordered, 0 to 1. */
export const progressOf = (good: number, ordered: number): number => Math.min(1, divide(4, good, ordered))

/** A calendar day so many Monday-to-Friday days earlier; the finite plan later says better. */
export const daysBefore = (day: string, workingDays: number): string => {
  const date = new Date(`${day}T00:00:00Z`)
  for (let left = workingDays; left > 0; ) {
    date.setUTCDate(date.getUTCDate() - 1)
    if (date.getUTCDay() !== 0 && date.getUTCDay() !== 6) left--
  }
  return date.toISOString().slice(0, 10)
}
