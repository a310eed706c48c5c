import { expect, test } from 'vitest'
import { inTransaction } from '../core/ctx.ts'
import { testCtx } from '../core/testDb.ts'
import { meanwhile } from '../core/testTurns.ts'
import { closeJob, postCosts } from './cost.commands.ts'
import { costSheetOf } from './costSheet.queries.ts'
import { costingShop } from './testCosting.ts'

test('what is posted while its job is being closed is settled like what comes later', async () => {
  const ctx = await testCtx()
  const shop = await costingShop(ctx)
  await shop.buy(ctx, shop.raw, 5)
  const w = await shop.startOne(ctx, await shop.product('PART'))
  await shop.issue(ctx, w, 1)
  await shop.report(ctx, w, 1)
  const fact = { jobId: w.jobId, workOrderId: w.id, source: 'charge' as const, sourceId: 77 }
  const cost = { element: 'freight', quantity: 1, rate: 12, amount: 12, credit: 'otherApplied', note: 'Late' } as const
  const [closed, posted] = await meanwhile(
    ctx,
    (tx) => closeJob(tx, w.jobId),
    (at) => inTransaction(at, (tx) => postCosts(tx, fact, [cost])),
  )
  expect([closed.status, posted.status]).toEqual(['fulfilled', 'fulfilled'])
  expect(await costSheetOf(ctx.db, w.jobId)).toMatchObject({ status: 'closed', inProcess: 0, total: { actual: 13 } })
})
