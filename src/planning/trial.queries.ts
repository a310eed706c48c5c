import { getMethodTree, masterMethodId } from '../catalog/method.queries.ts'
import type { Db } from '../core/ctx.ts'
import { Refused, unless } from '../core/refusal.ts'
import { barsOf } from './bar.rules.ts'
import type { PlanChange, Trial } from './board.model.ts'
import { applyChanges, brokenRules, whyImpossible, whyNotChange } from './planChange.rules.ts'
import { clockOfMinutes, dayOfMinutes } from './planDay.rules.ts'
import { planFacts } from './planFacts.queries.ts'
import type { SolvedPlan } from './planProblem.rules.ts'
import { keptPlan } from './planSolved.queries.ts'
import { jobChanges, movesOf, totalsOf } from './planTotals.rules.ts'
import { newWorkOf } from './promiseHold.queries.ts'
import type { NewWork } from './promiseWork.rules.ts'
import { getPlanState } from './stale.queries.ts'

/** The rush orders among the changes, as work. Refused when nobody has said how to make the item. */
async function rushOrders(db: Db, changes: readonly PlanChange[]): Promise<NewWork[]> {
  const work: NewWork[] = []
  for (const [i, c] of changes.entries()) {
    if (c.kind !== 'rushOrder') continue
    const methodId = await masterMethodId(db, c.itemId)
    if (methodId === undefined)
      throw new Refused([{ code: 'plan.no-method', message: 'Nobody has said how to make the item.' }])
    const tree = await getMethodTree(db, methodId)
    const line = { itemId: c.itemId, methodId, line: `Rush ${i + 1}: ${tree.itemNumber}`, customer: '' }
    const made = await newWorkOf(db, line, { quantity: c.quantity, dueOn: c.dueOn, rush: true, holdId: null })
    if (made) work.push(made)
  }
  return work
}

/** The shop with the orders that the changes bring, and without: the plan before knows nothing of them. */
export async function factsFor(db: Db, now: string, changes: readonly PlanChange[]) {
  const orders = await rushOrders(db, changes)
  const loaded = await planFacts(db, now, { asked: orders })
  const bare = { ...loaded.facts, work: loaded.facts.work.filter((w) => w.id > 0 || w.holdId !== null) }
  return { loaded, bare }
}

/** The operations that a planner himself moves. */
export const movedBy = (changes: readonly PlanChange[]): Set<number> =>
  new Set(changes.flatMap((c) => (c.kind === 'move' ? [c.operationId] : c.kind === 'queue' ? c.operationIds : [])))

export type Compared = Omit<Trial, 'version' | 'milliseconds'>

/** Two plans side by side: who loses, what is broken, what moves. */
export function compared(before: SolvedPlan, after: SolvedPlan, changes: readonly PlanChange[]): Compared {
  const { zone } = after.facts
  const moves = movesOf(before, after, after.shop.frozenUntil)
  const ids = new Set(moves.map((m) => m.id))
  const jobs = jobChanges(before, after, (minutes) => dayOfMinutes(minutes, zone))
  const broken = brokenRules(after, before, movedBy(changes), (minutes) => clockOfMinutes(minutes, zone))
  const [was, is] = [totalsOf(before.facts, before.answer), totalsOf(after.facts, after.answer)]
  return {
    before: was,
    after: is,
    jobs,
    broken,
    whyNot: whyImpossible(changes, broken),
    harmless: jobs.every((j) => j.loses <= 0) && broken.every((r) => r.before) && is.unplaced <= was.unplaced,
    moved: moves.map(({ id: _, ...m }) => m),
    bars: barsOf(after)
      .filter((b) => ids.has(b.stepId))
      .map(({ stepId: _, ...b }) => b),
  }
}

/** What the changes would do to the plan as it is now. Given up when nobody waits for the answer any more. */
export async function tryChanges(
  db: Db,
  now: string,
  changes: readonly PlanChange[],
  signal?: AbortSignal,
): Promise<Trial> {
  const began = performance.now()
  const { loaded, bare } = await factsFor(db, now, changes)
  unless(whyNotChange(loaded.facts, changes))
  const before = await keptPlan(bare, true, signal)
  const after = await keptPlan(applyChanges(loaded.facts, changes), true, signal)
  return {
    version: (await getPlanState(db)).version,
    ...compared(before, after, changes),
    milliseconds: Math.round(performance.now() - began),
  }
}
