import { eq } from 'drizzle-orm'
import { type Ctx, type Db, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { workCenters } from '../plant/plant.tables.ts'
import type { HeldBack, PlanSettings, Trial } from './board.model.ts'
import { lockPlan, replan } from './plan.commands.ts'
import { planSettings } from './plan.tables.ts'
import { planFacts } from './planFacts.queries.ts'
import { keptPlan } from './planSolved.queries.ts'
import { getPlanState } from './stale.queries.ts'
import { compared } from './trial.queries.ts'

type Terms = PlanSettings & { heldBack?: readonly HeldBack[] | undefined }

/** Stores weights and terms, the share that work centers hold back, and plans anew. */
export const setPlanSettings = (ctx: Ctx, { heldBack = [], ...settings }: Terms): Promise<PlanSettings> =>
  inTransaction(ctx, async (tx) => {
    await lockPlan(tx)
    await tx.db.insert(planSettings).values(settings).onConflictDoUpdate({ target: planSettings.only, set: settings })
    for (const { workCenterId, percent } of heldBack) {
      const [center] = await tx.db.select().from(workCenters).where(eq(workCenters.id, workCenterId)).for('update')
      if (found(center, 'work center', workCenterId).heldBackPercent !== percent)
        await tx.db.update(workCenters).set({ heldBackPercent: percent }).where(eq(workCenters.id, workCenterId))
    }
    await replan(tx)
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
