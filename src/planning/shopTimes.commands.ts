import { eq } from 'drizzle-orm'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { refuse, unless } from '../core/refusal.ts'
import { setupTimes, workCenters } from '../plant/plant.tables.ts'
import type { SetupMatrix } from './shopTimes.contract.ts'
import { getSetupMatrix } from './shopTimes.queries.ts'

const pair = (t: { fromFamily: string; toFamily: string }) => JSON.stringify([t.fromFamily, t.toFamily])

/** Replaces the set-up times of a work center; rows that stay as they are are not touched. */
export const storeSetupMatrix = (
  ctx: Ctx,
  { workCenterId, times }: { workCenterId: number; times: SetupMatrix['times'] },
): Promise<SetupMatrix> =>
  inTransaction(ctx, async (tx) => {
    const [center] = await tx.db.select().from(workCenters).where(eq(workCenters.id, workCenterId)).for('no key update')
    found(center, 'work center', workCenterId)
    const twice = times.find((t, i) => times.findIndex((o) => pair(o) === pair(t)) < i)
    unless(
      refuse(
        twice !== undefined,
        'setup.twice',
        `From ${twice?.fromFamily ?? ''} to ${twice?.toFamily ?? ''} stands twice in the table.`,
      ),
    )
    const standing = await tx.db.select().from(setupTimes).where(eq(setupTimes.workCenterId, workCenterId))
    const left = new Map(standing.map((s) => [pair(s), s]))
    for (const time of times) {
      const there = left.get(pair(time))
      left.delete(pair(time))
      if (!there) await tx.db.insert(setupTimes).values({ ...time, workCenterId })
      else if (there.archived || there.setupMinutes !== time.setupMinutes)
        await tx.db
          .update(setupTimes)
          .set({ setupMinutes: time.setupMinutes, archived: false })
          .where(eq(setupTimes.id, there.id))
    }
    for (const { id, archived } of left.values())
      if (!archived) await tx.db.delete(setupTimes).where(eq(setupTimes.id, id))
    return getSetupMatrix(tx.db, workCenterId)
  })
