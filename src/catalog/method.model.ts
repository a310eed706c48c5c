import { z } from 'zod'
import { Id, LongText, Minutes, NonNegativeMoney, NonNegativeQuantity, Percent, PositiveQuantity, RequiredText, Text } from '../core/shapes.ts'

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
  revision: string
  operations: (MethodOperation & { workCenterName: string | null; supplierName: string | null; alternateWorkCenterIds: number[] })[]
  materials: (MethodMaterial & {
    itemNumber: string
    itemName: string
    unit: string
    unitCost: number
    alternates: { itemId: number; itemNumber: string }[]
    child: MethodTree | null
  })[]
}

export const MethodLevelInput = z.object({
  operations: z.array(MethodOperation.omit({ id: true }).extend({ alternateWorkCenterIds: z.array(Id).max(20).default([]) })).max(500),
  materials: z
    .array(MethodMaterial.omit({ id: true }).extend({ quantityPer: NonNegativeQuantity, alternateItemIds: z.array(Id).max(20).default([]) }))
    .max(20_000),
})
export type MethodLevelInput = z.infer<typeof MethodLevelInput>
export const MakeQuantity = PositiveQuantity
