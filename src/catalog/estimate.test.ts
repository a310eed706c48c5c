import { expect, test } from 'vitest'
import { testCtx } from '../core/testDb.ts'
import { Estimate } from './estimate.model.ts'
import { estimateBreaks, estimateMethod } from './estimate.queries.ts'
import { copyMethod } from './method.commands.ts'
import { testShop } from './testCatalog.ts'

/**
 * Five stools. Legs: 4 each, so 20: set-up 15 min × (38 + 12)/h = 12.50, run 20 × 3 = 60 min: labor 38.00, machine 12.00,
 * overhead 75 machine min × 8/h = 10.00, blanks 20 × 1.25 = 25.00. Sum 97.50.
 * Stool: gluing 5 × 9 = 45 min × 38.00/h = 28.50; seat 5 × 14.40 = 72.00; varnishing outside 5 × 4 = 20, at least 60.00.
 */
async function stoolShop() {
  const ctx = await testCtx()
  const shop = await testShop(ctx)
  const [stool, leg] = [await shop.item('STOOL'), await shop.item('LEG')]
  const [seat, blank] = [await shop.item('SEAT', 14.4), await shop.item('BLANK', 1.25)]
  const lathe = await shop.workCenter('LATHE', 12, { overheadDriver: 'machineHours', overheadRate: 8 })
  const bench = await shop.workCenter('BENCH', 0)
  await shop.method(leg, {
    operations: [{ name: 'Turn', workCenterId: lathe, setupMinutes: 15, runMinutes: 3 }],
    materials: [{ itemId: blank }],
  })
  const methodId = await shop.method(stool, {
    operations: [
      { name: 'Glue', workCenterId: bench, runMinutes: 9 },
      { name: 'Varnish', kind: 'outside', unitPrice: 4, minimumCharge: 60 },
    ],
    materials: [{ itemId: leg, quantityPer: 4, supply: 'make' }, { itemId: seat }],
  })
  return { ctx, methodId, leg }
}

test('five stools cost what a hand calculation says, and every amount says why', async () => {
  const { ctx, methodId } = await stoolShop()
  const estimate = await estimateMethod(ctx.db, methodId, 5)
  expect(Estimate.parse(estimate)).toEqual(estimate)
  expect(estimate.costs).toEqual({ material: 97, labor: 66.5, machine: 12, setup: 12.5, outside: 60, overhead: 10 })
  expect([estimate.total, estimate.unitCost]).toEqual([258, 51.6])
  expect(estimate.warnings).toEqual([])
  const [top, legs] = estimate.levels
  expect(top?.operations[0]?.reasons).toEqual([
    { element: 'labor', amount: 28.5, reason: '5 × 9 min = 45 min × 38.00/h' },
  ])
  expect(top?.operations[1]?.reasons[0]?.reason).toBe('minimum charge, more than 5 × 4.00')
  expect(top?.materials[0]).toMatchObject({
    itemNumber: 'LEG',
    quantity: 20,
    unitCost: 4.875,
    total: 97.5,
    level: legs?.path,
  })
  expect(top?.materials[1]?.reasons).toEqual([{ element: 'material', amount: 72, reason: '5 pc × 14.40 (1 × 5)' }])
  expect(legs?.operations[0]?.reasons.map((r) => `${r.amount} ${r.element}: ${r.reason}`)).toEqual([
    '38 labor: 20 × 3 min = 60 min × 38.00/h',
    '12 machine: 20 × 3 min = 60 min × 12.00/h',
    '12.5 setup: 15 min × (38.00 labor + 12.00 machine)/h',
    '10 overhead: 75 machine min × 8.00/h, set-up included',
  ])
})

test('set-up and minimum charge spread over larger quantities', async () => {
  const { ctx, methodId } = await stoolShop()
  // 50: set-up 12.50 + outside 200 + material 50 × (14.40 + 5) + labor 50 × (7.60 + 5.70) + machine 120 + overhead (15 + 600) min × 8/h = 82
  const breaks = await estimateBreaks(ctx.db, methodId, [5, 50])
  expect(breaks.map((b) => b.total)).toEqual([258, 12.5 + 200 + 970 + 665 + 120 + 82])
})

test('a copy costs what its master costs', async () => {
  const { ctx, methodId } = await stoolShop()
  const copy = await copyMethod(ctx, methodId, 'workOrder')
  expect((await estimateMethod(ctx.db, copy, 5)).costs).toEqual((await estimateMethod(ctx.db, methodId, 5)).costs)
})

test('what makes the numbers doubtful is said', async () => {
  const ctx = await testCtx()
  const shop = await testShop(ctx)
  const [box, lid, glue] = [
    await shop.item('BOX'),
    await shop.item('LID'),
    await shop.item('GLUE', 0, { kind: 'bought' }),
  ]
  const saw = await shop.workCenter('SAW', 0, { laborGradeId: null })
  const methodId = await shop.method(box, {
    operations: [{ name: 'Saw', workCenterId: saw }, { name: 'Paint', kind: 'outside' }, { name: 'Pack' }],
    materials: [{ itemId: lid, supply: 'make' }, { itemId: glue }],
  })
  expect((await estimateMethod(ctx.db, methodId, 1)).warnings).toEqual([
    'SAW has no rates.',
    'Operation 20 Paint of BOX has no outside price.',
    'Operation 30 Pack of BOX has no work center.',
    'LID is to be made but has no method; its standard cost is used.',
    'LID has no cost.',
    'GLUE has no cost.',
  ])
})
