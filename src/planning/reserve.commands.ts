import { type Ctx, inTransaction } from '../core/ctx.ts'
import { refuse, unless } from '../core/refusal.ts'
import { reserveFree } from '../inventory/reservation.commands.ts'
import { getJobRow } from '../jobs/job.queries.ts'
import { takeable } from '../jobs/job.rules.ts'
import { netAll } from '../purchasing/netting.queries.ts'

/** Reserves what is free in stock for what a job still needs. Answers how many material lines got something, and how many still lack some. */
export const reserveForJob = (ctx: Ctx, jobId: number): Promise<{ reserved: number; lacking: number }> =>
  inTransaction(ctx, async (tx) => {
    const job = await getJobRow(tx.db, jobId, { lock: true })
    const lines = (await netAll(tx.db, tx.now)).netted.filter((n) => n.line.jobId === jobId && n.open > n.fromReserved)
    unless(
      refuse(
        lines.length === 0,
        'job.nothing-to-reserve',
        `${job.number} needs no more material than it has or has reserved.`,
      ),
    )
    let [reserved, lacking] = [0, 0]
    // In the order of the items, so that two jobs that reserve at once wait for each other in one direction only.
    for (const n of [...lines].sort((a, b) => a.itemId - b.itemId || a.materialId - b.materialId)) {
      const wanted = takeable(n.open - n.fromReserved, n.line.decimals)
      const got = await reserveFree(tx, {
        demand: 'workOrderMaterial',
        demandId: n.materialId,
        demandNumber: n.line.workOrder,
        itemId: n.itemId,
        quantity: wanted,
      })
      if (got > 0) reserved += 1
      if (got < wanted) lacking += 1
    }
    return { reserved, lacking }
  })
