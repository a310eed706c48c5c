import { eq } from 'drizzle-orm'
import { type Ctx, type Db, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { workCenters } from '../plant/plant.tables.ts'
import type { HeldBack, PlanSettings, Trial } from './board.model.ts'
import { lockPlan, planWith } from './plan.commands.ts'
import { planSettings } from './plan.tables.ts'
import { planFacts } from './planFacts.queries.ts'
import { keptPlan } from './planSolved.queries.ts'
import { getPlanState } from './stale.queries.ts'
import { compared } from './trial.queries.ts'

type Terms = PlanSettings & { heldBack?: readonly HeldBack[] | undefined }

/** Work centers are locked in the order of their ids, and only where the share differs; never their keys, which clocking on refers to. */
async function writeTerms(tx: Ctx, heldBack: readonly HeldBack[], settings: PlanSettings): Promise<void> {
  await tx.db.insert(planSettings).values(settings).onConflictDoUpdate({ target: planSettings.only, set: settings })
  for (const { workCenterId, percent } of [...heldBack].sort((a, b) => a.workCenterId - b.workCenterId)) {
    const own = eq(workCenters.id, workCenterId)
    const [center] = await tx.db.select({ percent: workCenters.heldBackPercent }).from(workCenters).where(own)
    if (found(center, 'work center', workCenterId).percent !== percent)
      await tx.db.update(workCenters).set({ heldBackPercent: percent }).where(own)
  }
}

/** Stores weights and terms, the share that work centers hold back, and plans anew. */
export const setPlanSettings = (ctx: Ctx, { heldBack = [], ...settings }: Terms): Promise<PlanSettings> =>
  inTransaction(ctx, async (tx) => {
    await lockPlan(tx)
    await planWith(tx, { write: (t) => writeTerms(t, heldBack, settings) })
    return settings
  })

/** What other weights and terms would do to the plan as it is: the money of each plan is by its own weights. Nothing is stored. */
export async function trySettings(db: Db, now: string, { heldBack = [], ...settings }: Terms): Promise<Trial> {
  const began = performance.now()
  const { facts } = await planFacts(db, now)
  const { facts: other } = await planFacts(db, now, { settings })
  const shares = new Map(heldBack.map((h) => [h.workCenterId, h.percent]))
  const centers = other.centers.map((c) => ({ ...c, heldBackPercent: shares.get(c.id) ?? c.heldBackPercent }))
  const before = await keptPlan(facts, true)
  const after = await keptPlan({ ...other, centers }, true)
  return {
    version: (await getPlanState(db)).version,
    ...compared(before, after, []),
    milliseconds: Math.round(performance.now() - began),
  }
}
