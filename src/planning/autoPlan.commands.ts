import { and, eq, inArray, sql } from 'drizzle-orm'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { refuse, unless } from '../core/refusal.ts'
import { enqueue } from '../core/task.ts'
import type { Weights } from '../engines/scheduling/objective.ts'
import type { FoundPlan } from './board.contract.ts'
import type { PlanSettings } from './board.model.ts'
import { Trial } from './board.model.ts'
import { lockPlan, planAnew, withPlaces } from './plan.commands.ts'
import { autoPlans, type PlaceKept } from './plan.tables.ts'
import { type Acted, noteAct, whyNotActOn } from './planAct.commands.ts'
import { keyOf, type PlanFacts } from './planFacts.model.ts'
import { planFacts } from './planFacts.queries.ts'
import { askSolved } from './planPool.ts'
import { problemOf } from './planProblem.rules.ts'
import { keptPlan } from './planSolved.queries.ts'
import { firstParts, instantOf } from './planTotals.rules.ts'
import { getPlanState } from './stale.queries.ts'
import { compared } from './trial.queries.ts'

/** The planner's weights as the engine counts them. */
const weightsOf = (s: PlanSettings): Weights => ({
  late: 1,
  setupMinute: s.setupPerHour / 60,
  workInProgressDay: s.workInProgressPerDay,
  makespanDay: 0.01,
})

type Row = typeof autoPlans.$inferSelect
const told = ({ number, result, places: _p, version: _v, ...row }: Row): FoundPlan => ({
  ...row,
  id: number,
  result: row.state === 'ready' && result !== null ? Trial.parse(result) : null,
})

export async function getAutoPlan(ctx: Pick<Ctx, 'db'>, id: number): Promise<FoundPlan> {
  const [row] = await ctx.db.select().from(autoPlans).where(eq(autoPlans.number, id))
  return told(found(row, 'search', id))
}

export const startAutoPlan = (ctx: Ctx, seconds: number): Promise<FoundPlan> =>
  inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .insert(autoPlans)
      .values({
        state: 'running',
        startedAt: tx.now,
        by: tx.actor.name,
        seconds,
        found: 0,
        message: '',
        version: (await getPlanState(tx.db)).version,
      })
      .returning()
    const made = found(row, 'search', 'made')
    await enqueue(tx, 'autoPlan', { number: made.number })
    return told(made)
  })

/** The places of the best plan found; parts of split operations by their first. */
function placesOf(answer: Parameters<typeof firstParts>[0]): PlaceKept[] {
  return [...firstParts(answer)]
    .filter(([id]) => id > 0)
    .map(([id, p]) => {
      const key = keyOf(p.machineId)
      const of = Number(key.slice(1))
      return {
        key: String(id),
        startAt: instantOf(p.start),
        machineId: key.startsWith('m') ? of : null,
        workCenterId: key.startsWith('c') ? of : null,
      }
    })
}

/** Searches in a worker thread, tells how far it is every second, and ends early when it is canceled. */
async function search(ctx: Ctx, number: number, facts: PlanFacts, seconds: number): Promise<PlaceKept[]> {
  const { problem } = problemOf(facts)
  const stop = new AbortController()
  const news = { found: 0, money: null as number | null }
  const tell = async () => {
    const [row] = await ctx.db
      .update(autoPlans)
      .set({ found: news.found, money: news.money })
      .where(eq(autoPlans.number, number))
      .returning({ state: autoPlans.state })
    if (row?.state !== 'running') stop.abort()
    await ctx.db.execute(sql`select pg_notify('fettle_changes', 'planning')`)
  }
  const timer = setInterval(() => void tell().catch(() => undefined), 1000)
  try {
    const { answer } = await askSolved(
      { kind: 'improve', problem, milliseconds: seconds * 1000, seed: number, weights: weightsOf(facts.settings) },
      {
        signal: stop.signal,
        progress: (better, cost) => {
          news.found = better
          news.money = Math.round(cost * 100) / 100
        },
      },
    )
    return placesOf(answer)
  } finally {
    clearInterval(timer)
  }
}

/** The task behind a search. What it offers is the plan that accepting it gives, so a preview never promises more. */
export async function searchPlan(ctx: Ctx, number: number): Promise<void> {
  const [row] = await ctx.db.select().from(autoPlans).where(eq(autoPlans.number, number))
  if (!row || (row.state !== 'running' && row.state !== 'canceled')) return
  try {
    const { facts } = await planFacts(ctx.db, ctx.now)
    const places = await search(ctx, number, facts, row.state === 'canceled' ? 0 : row.seconds)
    const before = await keptPlan(facts, true)
    const after = await keptPlan(withPlaces(facts, places), true)
    const result = { version: row.version, milliseconds: row.seconds * 1000, ...compared(before, after, []) }
    const better = result.after.money < result.before.money || result.after.unplaced < result.before.unplaced
    await ctx.db
      .update(autoPlans)
      .set({
        state: 'ready',
        result,
        places,
        money: result.after.money,
        message: better ? '' : 'No plan was found that costs less than the one there is.',
      })
      .where(and(eq(autoPlans.number, number), inArray(autoPlans.state, ['running', 'canceled'])))
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    await ctx.db.update(autoPlans).set({ state: 'failed', message }).where(eq(autoPlans.number, number))
  }
  await ctx.db.execute(sql`select pg_notify('fettle_changes', 'planning')`)
}

export const cancelAutoPlan = (ctx: Ctx, id: number): Promise<FoundPlan> =>
  inTransaction(ctx, async (tx) => {
    await tx.db
      .update(autoPlans)
      .set({ state: 'canceled' })
      .where(and(eq(autoPlans.number, id), eq(autoPlans.state, 'running')))
    return getAutoPlan(tx, id)
  })

/** Throws a found plan away, also one that is still looked for; one that is the plan by now is undone instead. */
export const discardAutoPlan = (ctx: Ctx, id: number): Promise<FoundPlan> =>
  inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.select().from(autoPlans).where(eq(autoPlans.number, id)).for('update')
    const { state } = found(row, 'search', id)
    unless(refuse(state === 'accepted', 'plan.accepted', 'The found plan is the plan already. Undo takes it back.'))
    await tx.db
      .update(autoPlans)
      .set({ state: 'discarded', result: null, places: null })
      .where(eq(autoPlans.number, id))
    return getAutoPlan(tx, id)
  })

export const acceptAutoPlan = (ctx: Ctx, id: number): Promise<Acted> =>
  inTransaction(ctx, async (tx) => {
    await lockPlan(tx)
    const [row] = await tx.db.select().from(autoPlans).where(eq(autoPlans.number, id))
    const plan = found(row, 'search', id)
    unless([
      ...refuse(plan.state !== 'ready', 'plan.not-ready', `The search is ${plan.state}.`),
      ...(await whyNotActOn(tx, plan.version)),
    ])
    const planned = await planAnew(tx, plan.places ?? [])
    await tx.db.update(autoPlans).set({ state: 'accepted' }).where(eq(autoPlans.number, id))
    const { jobs } = Trial.parse(plan.result)
    return noteAct(tx, { summary: 'Auto-plan', changes: [], undoing: [], jobs }, planned)
  })
