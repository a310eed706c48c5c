import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { methodMaterials } from '../catalog/method.tables.ts'
import { testShop } from '../catalog/testCatalog.ts'
import type { Ctx } from '../core/ctx.ts'
import { ListInput } from '../core/list.model.ts'
import { renderPaper } from '../core/paper.ts'
import { storeFile } from '../core/record.commands.ts'
import { later, testCtx } from '../core/testDb.ts'
import { inProcessOf } from '../costing/cost.queries.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { ensureLot, postMove } from '../inventory/stock.commands.ts'
import { lots } from '../inventory/stock.tables.ts'
import { createJob, releaseJob } from '../jobs/job.commands.ts'
import { getJobRow, operationsOf, workOrdersOfJob } from '../jobs/job.queries.ts'
import { lotsUsedIn } from './certificate.queries.ts'
import { certificatePaper } from './certificatePaper.queries.ts'
import { reworkTest, splitTest, testEveryPiece } from './rework.commands.ts'
import { disposeTest, recordResults, releaseTest, testsOf } from './test.commands.ts'
import { getTest, listTestResults, listTests } from './test.queries.ts'
import { gauges } from './test.tables.ts'
import { changeTestPlan, createTestPlan, withdrawTestPlan } from './testPlan.commands.ts'
import { getTestPlan, listTestPlans } from './testPlan.queries.ts'
import { whereIs } from './testQuality.ts'

const bore = {
  name: 'Bore',
  kind: 'measured' as const,
  unit: 'mm',
  nominal: 10,
  lowerLimit: 9.98,
  upperLimit: 10.02,
  instrument: 'Bore gauge',
}
const finish = { name: 'Finish', kind: 'check' as const }

/** A bushing turned from bar (0.1 kg each, 20.00 a kg) and then washed; the lathe costs nothing. */
async function bushingShop(
  ctx: Ctx,
  tracking: 'none' | 'lot' | 'serial',
  sample: { sample: 'all' | 'count'; sampleSize?: number } = { sample: 'all' },
) {
  const shop = await testShop(ctx)
  const bar = await shop.item('BAR', 20, { tracking: 'lot' })
  const bushing = await shop.item('BUSHING', 0, { tracking })
  const lathe = await shop.workCenter('LATHE', 0)
  await shop.method(bushing, {
    operations: [
      { name: 'Turn', workCenterId: lathe },
      { name: 'Wash', workCenterId: lathe },
    ],
    materials: [{ itemId: bar, quantityPer: 0.1, operationSequence: 10 }],
  })
  const heat = await ensureLot(ctx, { itemId: bar, number: 'L-1', supplierLot: 'HEAT-77', certificate: 'MC-501' })
  await postMove(ctx, {
    itemId: bar,
    lotId: heat.id,
    fromPlaceId: (await wellKnown(ctx, 'supplier')).id,
    toPlaceId: (await wellKnown(ctx, 'stores')).id,
    quantity: 5,
    value: 100,
    document: 'receipt',
    documentNumber: 'R-1',
  })
  const planId = await createTestPlan(ctx, {
    itemId: bushing,
    name: 'Final',
    characteristics: [bore, finish],
    ...sample,
  })
  return { shop, bar, bushing, planId }
}

/** Imported late, because production stands behind quality: a test may use what its subject may not. */
const production = async () => ({
  ...(await import('../production/output.commands.ts')),
  ...(await import('../production/material.commands.ts')),
})

async function make(ctx: Ctx, itemId: number, quantity: number) {
  const { recordOutput, issueMaterial } = await production()
  const job = await createJob(ctx, { items: [{ itemId, quantity, dueOn: '2026-03-20' }] })
  await releaseJob(ctx, job.id)
  const workOrder = (await workOrdersOfJob(ctx.db, job.id))[0]
  if (!workOrder) throw new Error('The job has a work order.')
  const [line] = await ctx.db.select().from(methodMaterials).where(eq(methodMaterials.methodId, workOrder.methodId))
  await issueMaterial(ctx, { materialId: line?.id ?? 0, quantity: quantity / 10 })
  const [turn, wash] = (await operationsOf(ctx.db, [workOrder.id])).map((o) => o.operation.id)
  const report = (operationId: number | undefined, good: number) =>
    recordOutput(ctx, { operationId: operationId ?? 0, good, scrap: 0, rework: 0 })
  await report(turn, quantity)
  await report(wash, quantity)
  return { job, workOrder, turn: turn ?? 0, wash: wash ?? 0, report }
}

const pass = async (ctx: Ctx, id: number, values: readonly number[]) => {
  const { characteristics } = await getTest(ctx.db, id)
  return recordResults(
    ctx,
    id,
    values.flatMap((measured, i) =>
      characteristics.map((c) => ({
        characteristicId: c.id,
        piece: i + 1,
        measured: c.kind === 'measured' ? measured : null,
        passed: true,
      })),
    ),
  )
}

test('completed goods await their test and go to finished goods when it is released', async () => {
  const ctx = await testCtx()
  const { bushing } = await bushingShop(ctx, 'none')
  const { workOrder } = await make(ctx, bushing, 2)
  expect(await whereIs(ctx, bushing)).toEqual({ 'AWAITING-TEST': 2 })
  const [waiting] = await testsOf(ctx, workOrder.id)
  const id = waiting?.id ?? 0
  await expect(releaseTest(ctx, id)).rejects.toThrow('4 values are missing: Bore of piece 1, Finish of piece 1')
  expect((await pass(ctx, id, [10.01, 9.99])).status).toBe('passed')
  await releaseTest(ctx, id)
  expect(await whereIs(ctx, bushing)).toEqual({ FINISHED: 2 })
  await expect(pass(ctx, id, [10, 10])).rejects.toThrow('released already')
})

test('a failed piece is taken out, reworked at its operation, tested again, and keeps its cost', async () => {
  const ctx = await testCtx()
  const { bushing } = await bushingShop(ctx, 'lot')
  const { job, workOrder, turn, wash, report } = await make(ctx, bushing, 3)
  const id = (await testsOf(ctx, workOrder.id))[0]?.id ?? 0
  expect((await pass(ctx, id, [10, 10.5, 9.98])).status).toBe('failed')

  const failed = await splitTest(ctx, id, [2])
  expect([failed.status, failed.quantity, (await getTest(ctx.db, id)).status]).toEqual(['failed', 1, 'passed'])
  expect(
    (await getTest(ctx.db, id)).results.filter((r) => r.measured !== null).map((r) => [r.piece, r.measured]),
  ).toEqual([
    [1, 10],
    [2, 9.98],
  ])
  await releaseTest(ctx, id)
  await expect(reworkTest(ctx, failed.id, turn)).rejects.toThrow('rejected for rework')
  await disposeTest(ctx, failed.id, 'rework', 'Bore too wide')
  expect(await whereIs(ctx, bushing)).toEqual({ FINISHED: 2, REJECT: 1 })
  expect((await getJobRow(ctx.db, job.id)).status).toBe('completed')

  await reworkTest(ctx, failed.id, turn)
  // 0.3 kg × 20.00 = 6.00 for three, so the piece brings 2.00 back into process.
  expect((await inProcessOf(ctx.db, [workOrder.id])).get(workOrder.id)).toBe(2)
  expect((await getJobRow(ctx.db, job.id)).status).toBe('started')
  await expect(reworkTest(ctx, failed.id, turn)).rejects.toThrow('back in their work order already')
  expect(
    (await operationsOf(ctx.db, [workOrder.id])).map(({ progress: p }) => [
      p?.goodQuantity,
      p?.reworkQuantity,
      p?.done,
    ]),
  ).toEqual([
    [2, 1, false],
    [2, 0, false],
  ])

  await report(turn, 1)
  await report(wash, 1)
  const retest = (await testsOf(ctx, workOrder.id)).at(-1)
  expect(retest).toMatchObject({ status: 'waiting', quantity: 1, retestOfId: failed.id, lotId: failed.lotId })
  await pass(ctx, retest?.id ?? 0, [10])
  await releaseTest(ctx, retest?.id ?? 0)
  expect(await whereIs(ctx, bushing)).toEqual({ FINISHED: 3 })
  expect((await getJobRow(ctx.db, job.id)).status).toBe('completed')
  expect((await inProcessOf(ctx.db, [workOrder.id])).get(workOrder.id)).toBe(0)
})

test('a reworked serial keeps its number', async () => {
  const ctx = await testCtx()
  const { bushing } = await bushingShop(ctx, 'serial')
  const { workOrder, wash, report } = await make(ctx, bushing, 3)
  const made = await testsOf(ctx, workOrder.id)
  expect(made).toHaveLength(3)
  const second = made[1]
  await pass(ctx, second?.id ?? 0, [11])
  await disposeTest(ctx, second?.id ?? 0, 'rework', 'Bore too wide')
  await reworkTest(ctx, second?.id ?? 0, wash)
  await report(wash, 1)
  const serials = await ctx.db.select({ number: lots.number }).from(lots).where(eq(lots.itemId, bushing))
  expect(serials.map((s) => s.number)).toEqual(['001', '002', '003'].map((n) => `${workOrder.number}-${n}`))
  expect((await testsOf(ctx, workOrder.id)).at(-1)).toMatchObject({ lotId: second?.lotId, retestOfId: second?.id })
})

test('a failed sample may be sorted piece by piece; scrap is lost, use as is names who allowed it', async () => {
  const ctx = await testCtx()
  const { bushing } = await bushingShop(ctx, 'none', { sample: 'count', sampleSize: 1 })
  const { workOrder } = await make(ctx, bushing, 3)
  const id = (await testsOf(ctx, workOrder.id))[0]?.id ?? 0
  await pass(ctx, id, [11])
  await expect(splitTest(ctx, id, [1])).rejects.toThrow('Test every piece first')
  await testEveryPiece(ctx, id)
  await pass(ctx, id, [11, 10, 10.03])
  const scrapped = await splitTest(ctx, id, [1])
  await disposeTest(ctx, scrapped.id, 'scrap', 'Too wide')
  const used = await splitTest(ctx, id, [2])
  await expect(disposeTest(ctx, used.id, 'useAsIs', ' ')).rejects.toThrow('Say why')
  expect(await disposeTest(ctx, used.id, 'useAsIs', 'Pin is 10.02', 'R. Vale, customer')).toMatchObject({
    status: 'released',
    approvedBy: 'R. Vale, customer',
    decidedBy: 'Test Owner',
  })
  await releaseTest(ctx, id)
  expect(await whereIs(ctx, bushing)).toEqual({ FINISHED: 2, SCRAP: 1 })
})

test('a changed plan leaves tests and certificates with the limits they were begun with', async () => {
  const ctx = await testCtx()
  const { bushing, planId } = await bushingShop(ctx, 'lot')
  const plan = { itemId: bushing, name: 'Final', characteristics: [{ ...bore, upperLimit: 10.05 }] }
  expect(await changeTestPlan(ctx, planId, { ...plan, characteristics: [bore, finish] })).toBe(planId) // nothing tested yet
  const { workOrder } = await make(ctx, bushing, 1)
  const next = await changeTestPlan(ctx, planId, plan)
  expect(next).not.toBe(planId)
  expect(await getTestPlan(ctx.db, next)).toMatchObject({ revision: 2, current: true, tests: 0 })
  const [begun] = await testsOf(ctx, workOrder.id)
  expect((await getTest(ctx.db, begun?.id ?? 0)).characteristics.map((c) => c.upperLimit)).toEqual([10.02, null])
  await expect(changeTestPlan(ctx, planId, plan)).rejects.toThrow('former revision')
  await expect(createTestPlan(ctx, plan)).rejects.toThrow('has a test plan already')
  await withdrawTestPlan(ctx, next)
  await make(ctx, bushing, 1)
  expect(await whereIs(ctx, bushing)).toEqual({ 'AWAITING-TEST': 1, FINISHED: 1 })
  expect((await listTestPlans(ctx.db, ListInput.parse({}))).total).toBe(0)
})

test('the certificate names the lots of material and their certificates; lists show age and values', async () => {
  const ctx = await testCtx()
  const { bushing } = await bushingShop(ctx, 'lot')
  const { workOrder } = await make(ctx, bushing, 2)
  expect(await lotsUsedIn(ctx.db, workOrder.id)).toMatchObject([
    { itemNumber: 'BAR', lot: 'L-1', supplierLot: 'HEAT-77', certificate: 'MC-501', quantity: 0.2 },
  ])
  const id = (await testsOf(ctx, workOrder.id))[0]?.id ?? 0
  await pass(ctx, id, [10.01, 9.99])
  const paper = await certificatePaper(ctx.db, id)
  expect(paper.watermark).toBe('NOT RELEASED')
  const tables = paper.blocks.flatMap((b) => (b.kind === 'table' ? [b.rows] : []))
  expect(tables[0]?.[0]).toEqual([
    '1',
    { text: 'Bore', note: 'Bore gauge' },
    '10 (9.98 – 10.02) mm',
    '1: 10.01   2: 9.99',
    'Pass',
  ])
  expect(tables[1]?.[0]).toEqual([{ text: 'BAR', note: 'BAR' }, 'L-1', 'HEAT-77', 'MC-501', '0.2 pc'])
  expect((await renderPaper(paper)).subarray(0, 5).toString()).toBe('%PDF-')

  const noon = later(ctx, '2026-03-02T12:30:00.000Z')
  expect(
    (await listTests(noon.db, ListInput.parse({ filter: { status: 'waiting,passed,failed' } }), noon.now)).rows,
  ).toMatchObject([{ id, status: 'passed', recorded: 4, expected: 4, ageHours: 4.5 }])
  expect((await listTestResults(ctx.db, ListInput.parse({ q: 'bore' }))).total).toBe(2)
})

test('materials of made levels count, a child tested goes into the parent that waits', async () => {
  const ctx = await testCtx()
  const { shop, bushing } = await bushingShop(ctx, 'lot')
  const hinge = await shop.item('HINGE')
  await shop.method(hinge, {
    operations: [{ workCenterId: await shop.workCenter('BENCH', 0) }],
    materials: [{ itemId: bushing, quantityPer: 2, supply: 'make' }],
  })
  const { recordOutput, issueMaterial } = await production()
  const job = await createJob(ctx, { items: [{ itemId: hinge, quantity: 1, dueOn: '2026-03-20' }] })
  await releaseJob(ctx, job.id)
  const [top, child] = await workOrdersOfJob(ctx.db, job.id)
  const [line] = await ctx.db
    .select()
    .from(methodMaterials)
    .where(eq(methodMaterials.methodId, child?.methodId ?? 0))
  await issueMaterial(ctx, { materialId: line?.id ?? 0, quantity: 0.2 })
  for (const { operation } of await operationsOf(ctx.db, [child?.id ?? 0]))
    await recordOutput(ctx, { operationId: operation.id, good: 2, scrap: 0, rework: 0 })
  const id = (await testsOf(ctx, child?.id ?? 0))[0]?.id ?? 0
  await pass(ctx, id, [10, 10])
  await releaseTest(ctx, id)
  expect(await whereIs(ctx, bushing)).toEqual({})
  expect((await inProcessOf(ctx.db, [top?.id ?? 0])).get(top?.id ?? 0)).toBe(4)
  expect((await lotsUsedIn(ctx.db, top?.id ?? 0)).map((l) => [l.itemNumber, l.lot, l.quantity])).toEqual([
    ['BAR', 'L-1', 0.2],
  ])
})

/** A picture of one gray point, as PNG. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)

test('photos of the goods stand on the certificate, each named by its piece', async () => {
  const ctx = await testCtx()
  const { bushing, planId } = await bushingShop(ctx, 'lot')
  await changeTestPlan(ctx, planId, {
    itemId: bushing,
    name: 'Look',
    sample: 'count',
    sampleSize: 2,
    characteristics: [{ name: 'Face', kind: 'photo' }],
  })
  const id = (await testsOf(ctx, (await make(ctx, bushing, 3)).workOrder.id))[0]?.id ?? 0
  const { hash } = await storeFile(ctx, png)
  const face = (await getTest(ctx.db, id)).characteristics[0]?.id ?? 0
  const photo = (piece: number) => ({ characteristicId: face, piece, measured: null, passed: true, fileHash: hash })
  await recordResults(ctx, id, [photo(1), photo(2)])
  const paper = await certificatePaper(ctx.db, id)
  const images = paper.blocks.flatMap((b) => (b.kind === 'columns' ? b.columns.flat() : []))
  expect(images.map((b) => b.kind === 'image' && [b.caption, b.content.equals(png)])).toEqual([
    ['Face, piece 1: pass', true],
    ['Face, piece 2: pass', true],
  ])
  expect((await renderPaper(paper)).length).toBeGreaterThan(1000)
})

test('a gauge that is overdue for calibration measures nothing, and the others go on', async () => {
  const monday = await testCtx('2026-03-02T08:00:00.000Z')
  const { bushing, planId } = await bushingShop(monday, 'lot')
  const [caliper] = await monday.db
    .insert(gauges)
    .values({ number: 'G-7', name: 'Caliper', calibratedOn: '2025-03-02', dueOn: '2026-03-02', place: '', notes: '' })
    .returning()
  await changeTestPlan(monday, planId, {
    itemId: bushing,
    name: 'Sizes',
    sample: 'count',
    sampleSize: 1,
    characteristics: [{ ...bore, gaugeId: caliper?.id ?? 0 }, finish],
  })
  const id = (await testsOf(monday, (await make(monday, bushing, 3)).workOrder.id))[0]?.id ?? 0
  const [width, looks] = (await getTest(monday.db, id)).characteristics
  const value = { characteristicId: width?.id ?? 0, piece: 1, measured: 10, passed: false }
  const tuesday = later(monday, '2026-03-03T08:00:00.000Z')
  await expect(recordResults(tuesday, id, [value])).rejects.toThrow(
    'Gauge G-7 Caliper was due for calibration on 2026-03-02.',
  )
  await recordResults(tuesday, id, [{ characteristicId: looks?.id ?? 0, piece: 1, measured: null, passed: true }])
  await recordResults(monday, id, [value]) // on the last day it still measures
  expect((await getTest(monday.db, id)).missing).toBe(0)
})
