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

const inOurTimes = (time: string) => time >= '1900' && time < '2200'

/** A calendar day, YYYY-MM-DD, in the plant's zone. A year outside 1900 to 2199 is a slip of the hand. */
export const Day = z.iso.date().refine(inOurTimes, 'The year must lie between 1900 and 2199.')

/** An instant, ISO 8601 in UTC. */
export const Instant = z.iso.datetime({ offset: true }).refine(inOurTimes, 'The year must lie between 1900 and 2199.')

/** Text without the NUL character, which PostgreSQL cannot keep, and without surrounding blanks. */
export const Text = (max = 200) =>
  z
    .string()
    .max(max)
    .refine((s) => !s.includes('\u0000'), 'Must not contain the NUL character.')
    .transform((s) => s.trim())
export const RequiredText = (max = 200) => Text(max).refine((s) => s.length > 0, 'Must not be empty.')
export const LongText = Text(10_000)

const accepted = (act: () => unknown): boolean => {
  try {
    act()
    return true
  } catch {
    return false
  }
}

/** An IANA zone by name. An offset such as +05:30 is refused: PostgreSQL reads its sign the other way round. */
export const TimeZone = z
  .string()
  .max(60)
  .refine(
    (timeZone) => /^[A-Za-z]/.test(timeZone) && accepted(() => new Intl.DateTimeFormat('en', { timeZone })),
    'Not a time zone.',
  )

/** A BCP 47 language tag, such as en-GB: how numbers and dates are written. */
export const Locale = z
  .string()
  .max(20)
  .refine((locale) => accepted(() => new Intl.NumberFormat(locale)), 'Not a language tag such as en-GB.')

/** An ISO 4217 code. */
export const Currency = z.string().regex(/^[A-Z]{3}$/, 'Three capital letters, such as EUR.')
