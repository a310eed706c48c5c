import { expect, test } from 'vitest'
import { testShop } from '../catalog/testCatalog.ts'
import { testCtx } from '../core/testDb.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { postMove } from '../inventory/stock.commands.ts'
import { createJob, releaseJob } from '../jobs/job.commands.ts'
import { listClearToBuild, readinessOfJobs } from './readiness.queries.ts'

test('what is in stock lights the job needed first, and the other says what it lacks', async () => {
  const ctx = await testCtx()
  const shop = await testShop(ctx)
  const [board, table] = [await shop.item('BOARD', 9), await shop.item('TABLE', 0, { drawing: 'D-1' })]
  const saw = await shop.workCenter('SAW', 12)
  await shop.method(table, {
    operations: [
      { workCenterId: saw, runMinutes: 6, tooling: 'Fence' },
      { kind: 'outside', name: 'Lacquer' },
    ],
    materials: [{ itemId: board, quantityPer: 2 }],
  })
  const [supplier, stores] = [await wellKnown(ctx, 'supplier'), await wellKnown(ctx, 'stores')]
  await postMove(ctx, {
    itemId: board,
    fromPlaceId: supplier.id,
    toPlaceId: stores.id,
    quantity: 3,
    value: 27,
    document: 'receipt',
    documentNumber: 'R-1',
  })
  const later = await createJob(ctx, { items: [{ itemId: table, quantity: 1, dueOn: '2026-04-20' }] })
  const first = await createJob(ctx, { items: [{ itemId: table, quantity: 1, dueOn: '2026-03-20' }] })

  const lights = await readinessOfJobs(ctx.db, ctx.now)
  expect(lights.get(first.id)?.map((l) => [l.light, l.state])).toEqual([
    ['material', 'ready'],
    ['tooling', 'ready'],
    ['drawing', 'ready'],
    ['capacity', 'none'],
    ['outside', 'missing'],
    ['papers', 'none'],
  ])
  expect(lights.get(later.id)?.[0]).toMatchObject({ state: 'missing', reason: 'Short: 1 pc of BOARD.' })
  const { rows } = await listClearToBuild(ctx.db, ctx.now, { limit: 10 })
  expect(rows.map((r) => [r.number, r.material, r.outside, r.clear])).toEqual([
    [first.number, 'ready', 'missing', false],
    [later.number, 'missing', 'missing', false],
  ])
  await expect(releaseJob(ctx, first.id)).rejects.toThrow('have no work center or vendor')
})
