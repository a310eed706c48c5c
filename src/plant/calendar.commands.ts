import { eq } from 'drizzle-orm'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { unless } from '../core/refusal.ts'
import { whyNotStoreCalendar } from './calendarPlan.rules.ts'
import { calendarExceptions, calendars, shifts } from './plant.tables.ts'
import type { PlannedException, PlannedShift } from './plantDetail.contract.ts'

/** Replaces a calendar's shifts and exceptions; rows with a known id keep it. */
export const storeCalendar = (
  ctx: Ctx,
  calendarId: number,
  plan: { shifts: readonly PlannedShift[]; exceptions: readonly PlannedException[] },
): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const [calendar] = await tx.db.select().from(calendars).where(eq(calendars.id, calendarId)).for('update')
    found(calendar, 'calendar', calendarId)
    unless(whyNotStoreCalendar(plan))
    const week = new Set(
      (await tx.db.select({ id: shifts.id }).from(shifts).where(eq(shifts.calendarId, calendarId))).map((s) => s.id),
    )
    for (const { id, ...shift } of plan.shifts)
      if (id !== undefined && week.delete(id))
        await tx.db
          .update(shifts)
          .set({ ...shift, archived: false })
          .where(eq(shifts.id, id))
      else await tx.db.insert(shifts).values({ ...shift, calendarId })
    for (const id of week) await tx.db.delete(shifts).where(eq(shifts.id, id))
    const days = new Set(
      (
        await tx.db
          .select({ id: calendarExceptions.id })
          .from(calendarExceptions)
          .where(eq(calendarExceptions.calendarId, calendarId))
      ).map((e) => e.id),
    )
    for (const { id, ...exception } of plan.exceptions)
      if (id !== undefined && days.delete(id))
        await tx.db
          .update(calendarExceptions)
          .set({ ...exception, archived: false })
          .where(eq(calendarExceptions.id, id))
      else await tx.db.insert(calendarExceptions).values({ ...exception, calendarId })
    for (const id of days) await tx.db.delete(calendarExceptions).where(eq(calendarExceptions.id, id))
  })
