import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import { announceChange } from '../core/live.ts'
import { enqueue, type Recurring, type Tasks } from '../core/task.ts'
import { searchPlan } from './autoPlan.commands.ts'
import { expireHolds, replan } from './plan.commands.ts'
import { isStale } from './stale.queries.ts'

export const planningTasks: Tasks = {
  replan: async (ctx) => void (await replan(ctx)),
  replanIfStale: async (ctx) => {
    await expireHolds(ctx)
    if (await isStale(ctx.db)) await replan(ctx)
  },
  autoPlan: async (ctx, payload) => searchPlan(ctx, z.object({ number: z.int() }).parse(payload).number),
}

/** Servers notice what their own browsers change; what other programs and tasks change is noticed by the minute. The clock moves on too. */
export const planningRecurring: readonly Recurring[] = [
  { task: 'replan', match: '41 * * * *' },
  { task: 'replanIfStale', match: '* * * * *' },
]

const lookEveryMilliseconds = 1000
let look: NodeJS.Timeout | undefined

/** After a change was announced: looks whether it makes the plan stale, once a second at most however much is going on. */
export function noticeChange(db: Db, announced: string): void {
  if (announced === 'planning' || look !== undefined) return
  look = setTimeout(() => {
    look = undefined
    void planAnewIfStale(db)
  }, lookEveryMilliseconds)
  look.unref()
}

/** A plan anew is due two seconds after the first of the changes that make it stale, however many follow. Never fails. */
async function planAnewIfStale(db: Db): Promise<void> {
  try {
    if (!(await isStale(db))) return
    const runAt = new Date(Date.now() + 2000).toISOString()
    await enqueue({ db }, 'replan', {}, { key: 'replan', runAt, keepRunAt: true })
    announceChange('planning')
  } catch {
    // The minute's look finds it.
  }
}
