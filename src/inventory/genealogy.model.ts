import { z } from 'zod'
import { Id } from '../core/shapes.ts'

/** A lot or item of ours, the work order that used or made it, or the outside world it came from or went to. */
export const genealogyKinds = [
  'lot',
  'item',
  'production',
  'supplier',
  'customer',
  'scrap',
  'adjustment',
  'vendor',
] as const

/** One line of a family tree, in reading order; its parent is the nearest line above with a smaller depth. */
export const GenealogyRow = z.object({
  depth: z.int().min(0),
  kind: z.enum(genealogyKinds),
  number: z.string().describe('Lot or item number, work order number, or the place'),
  lotId: Id.nullable(),
  itemId: Id,
  item: z.string(),
  name: z.string(),
  quantity: z.number(),
  unit: z.string(),
  documents: z.array(z.string()),
  again: z.boolean().describe('Shown further up already, not opened again'),
})
export type GenealogyRow = z.infer<typeof GenealogyRow>
