import { z } from 'zod'
import { Id, NonNegativeQuantity } from '../core/shapes.ts'
import { supplies } from './method.model.ts'

/** One line of a master method that uses the item asked for, or something that it goes into. */
export const WhereUsedRow = z.object({
  depth: z.int().describe('1 where the item itself is a line, 2 where that parent is one, …'),
  materialId: Id,
  methodId: Id,
  parentId: Id,
  parentNumber: z.string(),
  parentName: z.string(),
  parentRevision: z.string(),
  line: z.int(),
  operationSequence: z.int().nullable(),
  supply: z.enum(supplies),
  quantityPer: z.number(),
  unit: z.string(),
  /** Of the item asked for, for one piece of this parent; scrap and fixed quantities not counted. */
  totalQuantityPer: z.number(),
  /** Item numbers from the item asked for up to this parent. */
  path: z.string(),
  /** Nothing uses the parent: it is what is sold. */
  top: z.boolean(),
})
export type WhereUsedRow = z.infer<typeof WhereUsedRow>

export const WhereUsed = z.object({ rows: z.array(WhereUsedRow), truncated: z.boolean() })

/** Where one item would be replaced by another in the masters. */
export const ReplaceRow = WhereUsedRow.pick({
  materialId: true,
  methodId: true,
  parentId: true,
  parentNumber: true,
  parentName: true,
  parentRevision: true,
  line: true,
  supply: true,
  quantityPer: true,
}).extend({
  newQuantityPer: z.number(),
  whyNot: z.array(z.object({ code: z.string(), message: z.string() })),
})
export type ReplaceRow = z.infer<typeof ReplaceRow>

export const ReplaceInput = z.object({
  fromItemId: Id,
  toItemId: Id,
  /** New quantity for one of the old; asked for when the two are kept in different units. */
  factor: NonNegativeQuantity.refine((v) => v > 0, 'Must be more than 0.').default(1),
})
export type ReplaceInput = z.infer<typeof ReplaceInput>
