import { sql } from 'drizzle-orm'
import { type AnyPgColumn, bigint, check, customType, date, numeric, text } from 'drizzle-orm/pg-core'

export const id = () => bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity()

/** A foreign key's own column; say `.references(() => …)` behind it. */
export const ref = () => bigint({ mode: 'number' })

/** An instant: ISO 8601 in UTC in code, `timestamptz` in the database. */
export const at = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp with time zone',
  fromDriver: (value) => new Date(value).toISOString(),
})

/** A calendar day of the plant, YYYY-MM-DD. */
export const day = () => date({ mode: 'string' })

/** In the item's stock unit; six decimals. */
export const quantity = () => numeric({ precision: 18, scale: 6, mode: 'number' })

/** In the company's currency unless the row names another; four decimals so that unit prices fit. */
export const money = () => numeric({ precision: 18, scale: 4, mode: 'number' })

/** Minutes, per hour rates' counterpart; four decimals. */
export const minutes = () => numeric({ precision: 14, scale: 4, mode: 'number' })

/** A percentage, 12.5 for 12.5 %. */
export const percent = () => numeric({ precision: 9, scale: 4, mode: 'number' })

/** A word from a list that the model file owns: typed in TypeScript; say `wordCheck` for PostgreSQL. */
export const word = <const W extends readonly [string, ...string[]]>(words: W) =>
  text({ enum: words as unknown as [W[number], ...W[number][]] })

export const wordCheck = (name: string, column: AnyPgColumn, words: readonly string[]) =>
  check(name, sql`${column} in (${sql.raw(words.map((w) => `'${w}'`).join(', '))})`)
