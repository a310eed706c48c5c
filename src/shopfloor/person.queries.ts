import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Ctx } from '../core/ctx.ts'
import { mayDo } from '../core/permissions.model.ts'
import { unless } from '../core/refusal.ts'
import { row, rowsOf } from '../core/rows.ts'
import { whyNotFor } from './device.rules.ts'

/** The person whose act this is: whoever signed in at the terminal, else the one whom the office names. */
export function actingPerson(ctx: Ctx, employeeId: number | undefined): number {
  const mayCorrect = mayDo(ctx.actor.roles, 'shopfloor.correct')
  unless(
    whyNotFor(
      { ...(ctx.actor.employeeId === undefined ? {} : { employeeId: ctx.actor.employeeId }), mayCorrect },
      employeeId,
    ),
  )
  return ctx.actor.employeeId ?? employeeId ?? 0
}

/** A terminal that was cut off tells later; older than this it is a correction, and a matter for the office. */
const latestHours = 16

/** The instant of an act that stands on nothing of the person's own, such as an issue; never in the future. */
export function lateInstant(ctx: Ctx, at: string | undefined): Ctx {
  if (at === undefined || Date.parse(at) >= Date.parse(ctx.now)) return ctx
  const oldest = Date.parse(ctx.now) - latestHours * 3_600_000
  return { ...ctx, now: new Date(Math.max(Date.parse(at), oldest)).toISOString() }
}

/**
 * The instant of an act that a terminal could not tell at once. Never in the future, and never before what the same
 * person did already, since the minutes of closed logs are shared out and stand.
 */
export async function instantOf(ctx: Ctx, employeeId: number, at: string | undefined): Promise<Ctx> {
  if (at === undefined || Date.parse(at) >= Date.parse(ctx.now)) return ctx
  const oldest = new Date(Date.parse(ctx.now) - latestHours * 3_600_000).toISOString()
  const [last] = await rowsOf(
    ctx.db,
    sql`select greatest(max(started_at), max(ended_at)) as at from time_logs where employee_id = ${employeeId} and greatest(started_at, ended_at) > ${oldest}::timestamptz`,
    z.object({ at: row.instant.nullable() }),
  )
  const instants = [at, oldest, last?.at ?? oldest].map((i) => new Date(i).toISOString()).sort()
  return { ...ctx, now: instants.at(-1) ?? ctx.now }
}
