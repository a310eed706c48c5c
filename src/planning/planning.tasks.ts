import type { Recurring, Tasks } from '../core/task.ts'
import { replan } from './plan.commands.ts'

export const planningTasks: Tasks = {
  replan: async (ctx) => void (await replan(ctx)),
}

/** Changes of jobs plan anew by themselves; the clock and purchases move on too. */
export const planningRecurring: readonly Recurring[] = [{ task: 'replan', match: '41 * * * *' }]
