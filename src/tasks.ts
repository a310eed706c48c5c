import { sweep } from './core/sweep.commands.ts'
import type { Recurring, Tasks } from './core/task.ts'
import { planningRecurring, planningTasks } from './planning/planning.tasks.ts'
import { salesRecurring, salesTasks } from './sales/sales.tasks.ts'
import { stopForgotten } from './shopfloor/floor.tasks.ts'

/**
 * Every background task by name: `name: (ctx, payload) => command(ctx, Shape.parse(payload))`. A command enqueues one in
 * its own transaction with `enqueue(tx, 'name', payload)`. Handlers must end the same way when they run twice.
 */
export const tasks: Tasks = {
  sweep: (ctx) => sweep(ctx),
  stopForgottenClocks: (ctx) => stopForgotten(ctx),
  ...salesTasks,
  ...planningTasks,
}

/** What runs by the clock, in UTC: a line here for each. Days end at another hour in every zone, so what ends with a day runs hourly. */
export const recurring: readonly Recurring[] = [
  { task: 'sweep', match: '23 * * * *' },
  { task: 'stopForgottenClocks', match: '*/15 * * * *' },
  ...salesRecurring,
  ...planningRecurring,
]
