import type { Ctx } from '../core/ctx.ts'
import { stopForgottenClocks } from './correct.commands.ts'
import { shiftEnd } from './shift.queries.ts'

/** Runs every quarter of an hour: whoever forgot to clock off is stopped at the end of the shift. */
export const stopForgotten = async (ctx: Ctx): Promise<void> => {
  await stopForgottenClocks(ctx, (employeeId, startedAt) => shiftEnd(ctx.db, employeeId, startedAt))
}
