import type { Db } from '../core/ctx.ts'
import type { Refusal } from '../core/refusal.ts'

/** Says why work orders are not over yet, as far as an area behind this one knows. */
export type FinishGuard = (db: Db, workOrderIds: readonly number[]) => Promise<Refusal[]>

const guards: FinishGuard[] = []

/** Registered once, where the parts are put together: jobs stand before the areas that know what is still awaited. */
export const guardFinish = (guard: FinishGuard): void => {
  guards.push(guard)
}

/** What the goods of these work orders still wait for, so that neither what consumes them nor their job can be finished. */
export async function whyNotFinished(db: Db, workOrderIds: readonly number[]): Promise<Refusal[]> {
  if (workOrderIds.length === 0) return []
  const refusals: Refusal[] = []
  for (const guard of guards) refusals.push(...(await guard(db, workOrderIds)))
  return refusals
}
