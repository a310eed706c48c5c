import { z } from 'zod'
import { Id } from '../core/shapes.ts'

/** How long things really take, learned from what was reported. */
export const learnedKinds = ['workCenter', 'vendor', 'operation'] as const
export const Learned = z.object({
  kind: z.enum(learnedKinds),
  /** Of the work center, the vendor, or the operation in the item's master. */
  id: Id,
  name: z.string(),
  /** Finished operations, or dispatches, that it was learned from. */
  count: z.int(),
  /** Minutes, or days for vendors. */
  estimated: z.number(),
  actual: z.number(),
  /** actual ÷ estimated. */
  ratio: z.number(),
  /** The ratio drawn toward 1 the more, the fewer there are: (count × ratio + 5) ÷ (count + 5). */
  shrunk: z.number(),
  /** What stands in the master (efficiency percent, lead days, run minutes for one piece) and what is suggested. */
  current: z.number(),
  suggested: z.number(),
  unit: z.enum(['percent', 'days', 'minutes']),
})
export type Learned = z.infer<typeof Learned>
