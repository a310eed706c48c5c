import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Ctx } from './ctx.ts'
import { mayDo, type Permission } from './permissions.model.ts'
import { row, rowsOf } from './rows.ts'

/**
 * How one kind of record is found. `from` selects "id", "number" (what people call it by), "label" (the rest
 * they know it by) and "also" (text that is searched but not shown).
 */
export type Finder = { kind: string; needs: Permission; path: (id: number) => string; from: SQL }

const perKind = 8
const atMost = 30

const escapeLike = (text: string) => text.replace(/[\\%_]/g, '\\$&')
const FoundRow = z.object({ kind: z.string(), id: row.id, number: row.text, label: z.string().nullable() })

/**
 * The records holding every word of `q`, best first: the exact number, then numbers that begin with it, then the
 * rest. Kinds whose permission the actor lacks are not looked at.
 */
export async function findRecords(ctx: Pick<Ctx, 'db' | 'actor'>, finders: readonly Finder[], q: string) {
  const words = q.trim().split(/\s+/).filter(Boolean).slice(0, 8)
  const allowed = finders.filter((f) => mayDo(ctx.actor.roles, f.needs))
  if (words.length === 0 || allowed.length === 0 || q.includes('\u0000')) return []
  const whole = words.join(' ')
  const holds = sql.join(
    words.map((w) => sql`concat_ws(' ', number, label, also) ilike ${`%${escapeLike(w)}%`}`),
    sql` and `,
  )
  const rank = sql`case when lower(number) = lower(${whole}) then 0 when number ilike ${`${escapeLike(whole)}%`} then 1 when label ilike ${`${escapeLike(whole)}%`} then 2 else 3 end`
  const parts = allowed.map(
    (f) =>
      sql`(select ${f.kind}::text as kind, id, number, label, ${rank} as rank from (${f.from}) as f where ${holds} order by rank, number limit ${perKind})`,
  )
  const rows = await rowsOf(
    ctx.db,
    sql`select kind, id, number, label from (${sql.join(parts, sql` union all `)}) as found order by rank, number limit ${atMost}`,
    FoundRow,
  )
  const pathOf = new Map(allowed.map((f) => [f.kind, f.path]))
  return rows.map(({ kind, id, number, label }) => ({
    kind,
    id,
    number,
    label: label ?? '',
    path: pathOf.get(kind)?.(id) ?? '/',
  }))
}
