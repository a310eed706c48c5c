import { z } from 'zod'

/** One place in which two methods differ. */
export const MethodDifference = z.object({
  /** Item numbers from the top to the level. */
  path: z.string(),
  part: z.enum(['operation', 'material', 'method']),
  change: z.enum(['added', 'removed', 'changed']),
  /** The operation's sequence or the material's line. */
  key: z.int(),
  label: z.string(),
  fields: z.array(
    z.object({
      field: z.string(),
      left: z.union([z.string(), z.number()]).nullable(),
      right: z.union([z.string(), z.number()]).nullable(),
    }),
  ),
})
export type MethodDifference = z.infer<typeof MethodDifference>
