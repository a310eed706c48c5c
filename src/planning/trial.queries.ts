import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { getMethodTree, masterMethodId } from '../catalog/method.queries.ts'
import type { Db } from '../core/ctx.ts'
import { Refused, unless } from '../core/refusal.ts'
import { row, rowsOf } from '../core/rows.ts'
import { barsOf } from './bar.rules.ts'
import type { PlanChange, Trial } from './board.model.ts'
import { applyChanges, brokenRules, whyImpossible, whyNotChange } from './planChange.rules.ts'
import { clockOfMinutes, dayOfMinutes } from './planDay.rules.ts'
import type { PlanFacts } from './planFacts.model.ts'
import { planFacts } from './planFacts.queries.ts'
import type { SolvedPlan } from './planProblem.rules.ts'
import { keptPlan } from './planSolved.queries.ts'
import { jobChanges, movesOf, totalsOf } from './planTotals.rules.ts'
import { newWorkOf } from './promiseHold.queries.ts'
import type { NewWork } from './promiseWork.rules.ts'
import { getPlanState, marksOf } from './stale.queries.ts'

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
  return { loaded, bare: withoutNew(loaded.facts) }
}

const withoutNew = (facts: PlanFacts): PlanFacts => ({
  ...facts,
  work: facts.work.filter((w) => w.id > 0 || w.holdId !== null),
})

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

type Standing = { key: string; facts: PlanFacts; before: SolvedPlan }
const kept = new WeakMap<object, Standing>()

/** Names what a plan is made of, to the minute: the same name, the same facts. What is not audited moves stock or stores a plan. */
async function nameOfFacts(db: Db, now: string): Promise<string> {
  const [found] = await rowsOf(
    db,
    sql`select coalesce((select max(id) from stock_moves), 0) as moves`,
    z.object({ moves: row.number }),
  )
  const { version } = await getPlanState(db)
  return JSON.stringify([await marksOf(db), found?.moves, version, now.slice(0, 16)])
}

/** The shop and its plan as they stand. While a bar is dragged nothing of them changes, so they are read and planned once. */
async function standing(db: Db, now: string, signal?: AbortSignal): Promise<Standing> {
  const { $client: pool } = db as Db & { $client: object }
  const key = await nameOfFacts(db, now)
  const known = kept.get(pool)
  if (known?.key === key) return known
  const { facts } = await planFacts(db, now)
  const made = { key, facts, before: await keptPlan(facts, true, signal) }
  kept.set(pool, made)
  return made
}

/** What the changes would do to the plan as it is now. Given up when nobody waits for the answer any more. */
export async function tryChanges(
  db: Db,
  now: string,
  changes: readonly PlanChange[],
  signal?: AbortSignal,
): Promise<Trial> {
  const began = performance.now()
  const orders = changes.some((c) => c.kind === 'rushOrder')
  const known = orders ? undefined : await standing(db, now, signal)
  const facts = known?.facts ?? (await factsFor(db, now, changes)).loaded.facts
  unless(whyNotChange(facts, changes))
  const before = known?.before ?? (await keptPlan(withoutNew(facts), true, signal))
  const after = await keptPlan(applyChanges(facts, changes), true, signal)
  return {
    version: (await getPlanState(db)).version,
    ...compared(before, after, changes),
    milliseconds: Math.round(performance.now() - began),
  }
}
