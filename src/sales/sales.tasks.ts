import type { Recurring, Tasks } from '../core/task.ts'
import { expireQuotations } from './quotation.commands.ts'

export const salesTasks: Tasks = {
  expireQuotations: async (ctx) => {
    await expireQuotations(ctx)
  },
}

/** Every hour, so that it happens soon after midnight whatever the plant's zone. */
export const salesRecurring: readonly Recurring[] = [{ task: 'expireQuotations', match: '7 * * * *' }]
