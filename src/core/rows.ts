import type { SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from './ctx.ts'

/** Shapes for the columns of raw SQL, which pg hands over as text. */
export const row = {
  id: z.coerce.number().int(),
  number: z.coerce.number(),
  text: z.string(),
  flag: z.boolean(),
  day: z.string(),
  instant: z.union([z.string(), z.date()]).transform((v) => new Date(v).toISOString()),
}

/** Runs raw SQL and checks each row against a shape: reports and recursion stay as typed as the rest. */
export async function rowsOf<S extends z.ZodType>(db: Db, query: SQL, shape: S): Promise<z.infer<S>[]> {
  const { rows } = await db.execute<Record<string, unknown>>(query)
  return z.array(shape).parse(rows) as z.infer<S>[]
}
