import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { testShop } from '../catalog/testCatalog.ts'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { testCtx } from '../core/testDb.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { postMove } from '../inventory/stock.commands.ts'
import { reopenJob } from '../jobs/finish.commands.ts'
import { createJob, releaseJob } from '../jobs/job.commands.ts'
import { getJobRow, getWorkOrder, workOrdersOfJob } from '../jobs/job.queries.ts'
import { jobs, workOrders } from '../jobs/job.tables.ts'
import { issuePicked } from './pick.commands.ts'

/** Who has the work order gets its job too, although `act` has been asked for meanwhile; then that goes on. */
async function jobIsFree(ctx: Ctx, jobId: number, workOrderId: number, act: () => Promise<unknown>): Promise<void> {
  let acting: Promise<unknown> | undefined
  await inTransaction(ctx, async (tx) => {
    await tx.db.execute(sql`set local lock_timeout = '300ms'`)
    await getWorkOrder(tx.db, workOrderId, { lock: true })
    acting = act()
    await new Promise((resolve) => setTimeout(resolve, 300))
    await getJobRow(tx.db, jobId, { lock: true })
  })
  await acting
}

test('releasing, picking and reopening lock work orders before their job, as clocking on does', async () => {
  const ctx = await testCtx()
  const shop = await testShop(ctx)
  const [rail, frame] = [await shop.item('RAIL', 3), await shop.item('FRAME')]
  const bench = await shop.workCenter('BENCH', 0)
  await shop.method(frame, {
    operations: [{ workCenterId: bench, runMinutes: 5 }],
    materials: [{ itemId: rail, quantityPer: 2 }],
  })
  await postMove(ctx, {
    itemId: rail,
    fromPlaceId: (await wellKnown(ctx, 'supplier')).id,
    toPlaceId: (await wellKnown(ctx, 'stores')).id,
    quantity: 20,
    value: 60,
    document: 'receipt',
    documentNumber: 'R-1',
  })
  const { id } = await createJob(ctx, { items: [{ itemId: frame, quantity: 5, dueOn: '2026-03-20' }] })
  const workOrderId = (await workOrdersOfJob(ctx.db, id))[0]?.id ?? 0
  await jobIsFree(ctx, id, workOrderId, () => releaseJob(ctx, id))
  await jobIsFree(ctx, id, workOrderId, () => issuePicked(ctx, { id }))
  expect((await getJobRow(ctx.db, id)).status).toBe('started')
  await ctx.db.update(workOrders).set({ status: 'completed' }).where(eq(workOrders.id, workOrderId))
  await ctx.db.update(jobs).set({ status: 'completed' }).where(eq(jobs.id, id))
  await jobIsFree(ctx, id, workOrderId, () => reopenJob(ctx, id, { workOrderIds: [workOrderId], reason: 'One more' }))
  expect((await getJobRow(ctx.db, id)).status).toBe('started')
})
