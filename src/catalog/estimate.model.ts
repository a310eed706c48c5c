import { z } from 'zod'
import { Id } from '../core/shapes.ts'
import { costElements } from '../engines/costing/elements.ts'
import { operationKinds, supplies } from './method.model.ts'

const Amount = z.number().describe("In the company's currency")
/** Amounts by cost element; an element that is left out is 0. */
export const CostsShape = z.partialRecord(z.enum(costElements), Amount)

/** Why a number is what it is: "45 min × 38.00/h". */
export const CostReason = z.object({ element: z.enum(costElements), amount: Amount, reason: z.string() })
export type CostReason = z.infer<typeof CostReason>

export const EstimatedOperation = z.object({
  operationId: Id,
  sequence: z.int(),
  name: z.string(),
  kind: z.enum(operationKinds),
  workCenterId: Id.nullable(),
  workCenterName: z.string().nullable(),
  /** Pieces that enter and that leave good. */
  inputQuantity: z.number(),
  outputQuantity: z.number(),
  setupMinutes: z.number(),
  runMinutes: z.number(),
  /** Minutes of people: set-up and attended run times crew. */
  laborMinutes: z.number(),
  costs: CostsShape,
  total: Amount,
  reasons: z.array(CostReason),
})
export type EstimatedOperation = z.infer<typeof EstimatedOperation>

export const EstimatedMaterial = z.object({
  materialId: Id,
  line: z.int(),
  itemId: Id,
  itemNumber: z.string(),
  itemName: z.string(),
  unit: z.string(),
  supply: z.enum(supplies),
  operationSequence: z.int().nullable(),
  /** In the stock unit, for the whole quantity, scrap and fixed quantity included. */
  quantity: z.number(),
  /** Of one stock unit; of a made line, what making one comes to. */
  unitCost: Amount,
  /** Of a made line, everything below it. */
  costs: CostsShape,
  total: Amount,
  /** The path of the level that makes it, or null. */
  level: z.string().nullable(),
  reasons: z.array(CostReason),
})
export type EstimatedMaterial = z.infer<typeof EstimatedMaterial>

/** One made level. A master used twice in a tree is two levels, told apart by their paths. */
export const EstimatedLevel = z.object({
  /** Ids of the material lines from the top, joined by a slash; empty at the top. */
  path: z.string(),
  depth: z.int(),
  methodId: Id,
  itemId: Id,
  itemNumber: z.string(),
  itemName: z.string(),
  revision: z.string(),
  /** Good pieces to make, and pieces to start for them. */
  quantity: z.number(),
  startQuantity: z.number(),
  operations: z.array(EstimatedOperation),
  materials: z.array(EstimatedMaterial),
  /** Of this level alone. */
  own: CostsShape,
  /** With every level below. */
  costs: CostsShape,
  total: Amount,
  unitCost: Amount,
})
export type EstimatedLevel = z.infer<typeof EstimatedLevel>

export const Estimate = z.object({
  methodId: Id,
  itemId: Id,
  itemNumber: z.string(),
  itemName: z.string(),
  revision: z.string(),
  quantity: z.number(),
  costs: CostsShape,
  total: Amount,
  unitCost: Amount,
  /** By element for one piece; each rounded by itself. */
  unitCosts: CostsShape,
  /** Parents first; the first is what is made. */
  levels: z.array(EstimatedLevel),
  /** What makes the numbers doubtful: no rate, no cost, no method. */
  warnings: z.array(z.string()),
})
export type Estimate = z.infer<typeof Estimate>
