import { testShop } from '../catalog/testCatalog.ts'
import type { Ctx } from '../core/ctx.ts'
import { testCtx } from '../core/testDb.ts'
import { createJob } from '../jobs/job.commands.ts'
import { operationsOf, workOrdersOfJob } from '../jobs/job.queries.ts'
import { machines, shifts } from '../plant/plant.tables.ts'
import { boardWindow, undoState } from './board.queries.ts'
import { redoAct, undoAct } from './planAct.commands.ts'

/** Monday 2026-03-02, days from 8:00 to 16:00 UTC. Parts are cut for an hour each on one of two saws, then bent on one press. */
export async function cuttingShop() {
  const ctx = await testCtx('2026-03-02T08:00:00.000Z')
  const shop = await testShop(ctx)
  await ctx.db.insert(shifts).values(
    (['1', '2', '3', '4', '5'] as const).map((weekday) => ({
      calendarId: shop.calendar.id,
      name: 'Day',
      weekday,
      startMinute: 480,
      endMinute: 960,
      attended: true,
    })),
  )
  const [saw, press] = [await shop.workCenter('SAW', 12, { machines: 2 }), await shop.workCenter('PRESS', 20)]
  const saws = await ctx.db
    .insert(machines)
    .values(['S1', 'S2'].map((code) => ({ code, name: code, workCenterId: saw, notes: '' })))
    .returning()
  const part = await shop.item('PART')
  await shop.method(part, {
    operations: [
      { workCenterId: saw, runMinutes: 60 },
      { workCenterId: press, runMinutes: 60 },
    ],
  })
  const job = async (quantity: number, dueOn: string) => {
    const made = await createJob(ctx, { items: [{ itemId: part, quantity, dueOn }] })
    const [w] = await workOrdersOfJob(ctx.db, made.id)
    const own = await operationsOf(ctx.db, [w?.id ?? 0])
    return { id: made.id, jobNumber: made.number, ops: own.map((o) => o.operation.id), number: w?.number ?? '' }
  }
  return { ctx, shop, saw, press, part, job, s1: saws[0]?.id ?? 0, s2: saws[1]?.id ?? 0 }
}

export const week = { from: '2026-03-02T00:00:00.000Z', to: '2026-03-09T00:00:00.000Z' }
export const starts = async (ctx: Ctx) =>
  Object.fromEntries((await boardWindow(ctx.db, ctx.now, week)).bars.map((b) => [b.operation, b.startAt.slice(5, 16)]))

/** What the board's buttons do: the act that they name. */
export const undoLast = async (ctx: Ctx) => undoAct(ctx, (await undoState(ctx.db)).undo?.id ?? 0)
export const redoLast = async (ctx: Ctx) => redoAct(ctx, (await undoState(ctx.db)).redo?.id ?? 0)
