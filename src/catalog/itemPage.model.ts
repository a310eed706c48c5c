import { z } from 'zod'
import { Id } from '../core/shapes.ts'

export const FoundItem = z.object({
  itemId: Id,
  number: z.string(),
  name: z.string(),
  kind: z.string(),
  revision: z.string(),
  unit: z.string(),
  /** The customer's part number by which it was found. */
  customerPartNumber: z.string().nullable(),
  customer: z.string().nullable(),
})
export type FoundItem = z.infer<typeof FoundItem>

export const ItemRevision = z.object({
  revision: z.string(),
  effectiveAt: z.string().nullable(),
  reason: z.string(),
  by: z.string(),
  /** The frozen method of a former revision. */
  methodId: Id.nullable(),
  current: z.boolean(),
  drawings: z.array(z.object({ id: Id, name: z.string(), hash: z.string(), bytes: z.number(), at: z.string() })),
})

export const ItemOverview = z.object({
  itemId: Id,
  number: z.string(),
  name: z.string(),
  revision: z.string(),
  unit: z.string(),
  supplierName: z.string().nullable(),
  /** The item's own method, or null while nobody has said how to make it. */
  methodId: Id.nullable(),
  revisions: z.array(ItemRevision),
  customerPartNumbers: z.array(z.object({ id: Id, customerId: Id, customer: z.string(), partNumber: z.string() })),
  /** One unit is `factor` of the stock unit. */
  conversions: z.array(z.object({ id: Id, unitId: Id, unit: z.string(), factor: z.number() })),
})
export type ItemOverview = z.infer<typeof ItemOverview>
