import { z } from 'zod'
import {
  Id,
  LongText,
  Minutes,
  NonNegativeMoney,
  NonNegativeQuantity,
  Percent,
  PositiveQuantity,
  RequiredText,
  Text,
} from '../core/shapes.ts'

/** Who owns a method: the item master, a former revision of it, a quotation line's tailored copy, or a work order's copy. */
export const methodOwners = ['item', 'revision', 'quotationLine', 'workOrder'] as const
export type MethodOwner = (typeof methodOwners)[number]

/** How a material line is supplied: made in the same job, taken from stock, or bought for this order. */
export const supplies = ['make', 'stock', 'buy'] as const
export type Supply = (typeof supplies)[number]

/** inside: at a work center of ours. outside: at a vendor's. */
export const operationKinds = ['inside', 'outside'] as const
export type OperationKind = (typeof operationKinds)[number]

export const MethodOperation = z.object({
  id: Id,
  sequence: z.int().positive().max(9999),
  name: RequiredText(200),
  kind: z.enum(operationKinds),
  workCenterId: Id.nullable(),
  setupMinutes: Minutes,
  /** Minutes for one piece. */
  runMinutes: Minutes,
  /** People at the operation while it is set up and run. */
  crew: NonNegativeQuantity,
  /** Share of the run time that needs the people, in percent; the rest runs unattended. */
  attendedPercent: Percent,
  scrapPercent: Percent.refine((v) => v < 100, 'Must be less than 100.'),
  /** The next operation may start when this many pieces are done; 0 waits for all. */
  overlapQuantity: NonNegativeQuantity,
  supplierId: Id.nullable(),
  /** Outside work: price for one piece, at least `minimumCharge` per dispatch. */
  unitPrice: NonNegativeMoney,
  minimumCharge: NonNegativeMoney,
  leadDays: z.int().min(0).max(730),
  tooling: Text(300),
  toolingCost: NonNegativeMoney,
  /** After an operation of the same family at the same machine no set-up is needed; between families the set-up times hold. */
  setupFamily: Text(60).default(''),
  instructions: LongText,
})
export type MethodOperation = z.infer<typeof MethodOperation>

export const MethodMaterial = z.object({
  id: Id,
  line: z.int().positive().max(99_999),
  itemId: Id,
  /** In the item's stock unit, for one piece of the parent. */
  quantityPer: NonNegativeQuantity,
  /** Needed once however many are made, in the stock unit. */
  fixedQuantity: NonNegativeQuantity,
  scrapPercent: Percent.refine((v) => v < 100, 'Must be less than 100.'),
  supply: z.enum(supplies),
  /** The sequence of the operation that consumes it; the first when null. */
  operationSequence: z.int().positive().nullable(),
  designators: Text(4000),
  note: Text(500),
})
export type MethodMaterial = z.infer<typeof MethodMaterial>

/** One level: what is made, from what, by which operations. Child levels hang on their material lines. */
export type MethodTree = {
  id: number
  itemId: number
  itemNumber: string
  itemName: string
  /** Decimals of the stock unit of what is made. */
  decimals: number
  revision: string
  operations: (MethodOperation & {
    workCenterName: string | null
    supplierName: string | null
    alternateWorkCenterIds: number[]
  })[]
  materials: (MethodMaterial & {
    itemNumber: string
    itemName: string
    unit: string
    /** Decimals of the stock unit. */
    decimals: number
    unitCost: number
    alternates: { itemId: number; itemNumber: string }[]
    child: MethodTree | null
  })[]
}

/**
 * One level as it is stored. An operation keeps its record when `id` or else its sequence is known, a material when `id` or
 * else its line is known and its item is the same: what has been reported on them refers to these records.
 */
export const OperationInput = MethodOperation.omit({ id: true }).extend({
  id: Id.optional(),
  alternateWorkCenterIds: z.array(Id).max(20).default([]),
})
export type OperationInput = z.infer<typeof OperationInput>
export const MaterialInput = MethodMaterial.omit({ id: true }).extend({
  id: Id.optional(),
  alternateItemIds: z.array(Id).max(20).default([]),
})
export type MaterialInput = z.infer<typeof MaterialInput>
export const MethodLevelInput = z.object({
  operations: z.array(OperationInput).max(500),
  materials: z.array(MaterialInput).max(20_000),
})
export type MethodLevelInput = z.infer<typeof MethodLevelInput>
export const MakeQuantity = PositiveQuantity

const ViewedOperation = MethodOperation.extend({
  workCenterName: z.string().nullable(),
  supplierName: z.string().nullable(),
  alternateWorkCenterIds: z.array(Id),
})
const ViewedMaterial = MethodMaterial.extend({
  itemNumber: z.string(),
  itemName: z.string(),
  unit: z.string(),
  unitCost: z.number(),
  alternates: z.array(z.object({ itemId: Id, itemNumber: z.string() })),
  /** The path of the level that makes it, or null. */
  level: z.string().nullable(),
})
export const MethodViewLevel = z.object({
  /** Ids of the material lines from the top, joined by a slash; empty at the top. */
  path: z.string(),
  depth: z.int(),
  methodId: Id,
  itemId: Id,
  itemNumber: z.string(),
  itemName: z.string(),
  revision: z.string(),
  changedAt: z.string(),
  operations: z.array(ViewedOperation),
  materials: z.array(ViewedMaterial),
})
export type MethodViewLevel = z.infer<typeof MethodViewLevel>

/** A method as it is sent to be looked at: its levels in a row, each parent before its children. */
export const MethodView = z.object({
  id: Id,
  itemId: Id,
  owner: z.enum(methodOwners),
  levels: z.array(MethodViewLevel),
  /** Why it may not be changed by who asks; empty when it may. */
  readOnlyReasons: z.array(z.object({ code: z.string(), message: z.string() })),
})
export type MethodView = z.infer<typeof MethodView>
