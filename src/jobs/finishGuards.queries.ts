import type { Db } from '../core/ctx.ts'
import type { Refusal } from '../core/refusal.ts'

/** Says why work orders are not over yet, as far as an area behind this one knows. */
export type FinishGuard = (db: Db, workOrderIds: readonly number[]) => Promise<Refusal[]>

/** What may stand against it: the goods that came of a work order, or the people who work on it. */
type Kind = 'goods' | 'people'
const guards: Record<Kind, FinishGuard[]> = { goods: [], people: [] }

/** Registered once, where the parts are put together: jobs stand before the areas that know what is still awaited. */
export const guardFinish = (kind: Kind, guard: FinishGuard): void => {
  guards[kind].push(guard)
}

async function asked(kind: Kind, db: Db, workOrderIds: readonly number[]): Promise<Refusal[]> {
  if (workOrderIds.length === 0) return []
  const refusals: Refusal[] = []
  for (const guard of guards[kind]) refusals.push(...(await guard(db, workOrderIds)))
  return refusals
}

/** What the goods of these work orders still wait for, so that neither what consumes them nor their job can be finished. */
export const whyNotFinished = (db: Db, workOrderIds: readonly number[]): Promise<Refusal[]> =>
  asked('goods', db, workOrderIds)

/** Who is still at work on these work orders, so that they cannot be ended. */
export const whyNotLeft = (db: Db, workOrderIds: readonly number[]): Promise<Refusal[]> =>
  asked('people', db, workOrderIds)
