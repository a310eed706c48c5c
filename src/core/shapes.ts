import { z } from 'zod'

/** The shapes that every area's models share. Limits keep each number within 15 significant digits. */
export const Id = z.int().positive().describe('Record id')

/** Ids in paths and queries arrive as text. */
export const PathId = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)
export const ById = z.object({ id: PathId })

const decimals = (places: number) => (value: number) =>
  Math.abs(value * 10 ** places - Math.round(value * 10 ** places)) < 1e-3

export const Quantity = z
  .number()
  .min(-1e9)
  .max(1e9)
  .refine(decimals(6), 'At most 6 decimals.')
  .describe("In the item's stock unit")
export const PositiveQuantity = Quantity.refine((v) => v > 0, 'Must be more than 0.')
export const NonNegativeQuantity = Quantity.refine((v) => v >= 0, 'Must not be negative.')
export const Money = z.number().min(-1e11).max(1e11).refine(decimals(4), 'At most 4 decimals.')
export const NonNegativeMoney = Money.refine((v) => v >= 0, 'Must not be negative.')
export const Minutes = z.number().min(0).max(1e7)
export const Percent = z.number().min(0).max(1000)

/** A calendar day, YYYY-MM-DD, in the plant's zone. */
export const Day = z.iso.date()

/** An instant, ISO 8601 in UTC. */
export const Instant = z.iso.datetime({ offset: true })

/** Text without the NUL character, which PostgreSQL cannot keep, and without surrounding blanks. */
export const Text = (max = 200) =>
  z
    .string()
    .max(max)
    .refine((s) => !s.includes('\u0000'), 'Must not contain the NUL character.')
    .transform((s) => s.trim())
export const RequiredText = (max = 200) => Text(max).refine((s) => s.length > 0, 'Must not be empty.')
export const LongText = Text(10_000)
