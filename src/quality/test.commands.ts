import { and, asc, eq, inArray, isNotNull, isNull, like, sql } from 'drizzle-orm'
import { dayAt, getCompany } from '../core/company.queries.ts'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { nextNumber } from '../core/number.commands.ts'
import { storedFiles } from '../core/record.tables.ts'
import { refuse, unless } from '../core/refusal.ts'
import { statement } from '../core/statement.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { postMove } from '../inventory/stock.commands.ts'
import { noteIssued } from '../jobs/issued.commands.ts'
import { workOrders } from '../jobs/job.tables.ts'
import { whyNotGauge } from './gauge.rules.ts'
import type { Disposition } from './test.model.ts'
import {
  judge,
  type Result,
  sampleQuantity,
  type TestFacts,
  waitsForRework,
  whyNotDecide,
  whyNotDispose,
  whyNotRecord,
  whyNotRelease,
} from './test.rules.ts'
import { gauges, testCharacteristics, testPlans, testResults, tests } from './test.tables.ts'

export type TestRow = typeof tests.$inferSelect

const currentPlan = statement('currentTestPlan', (db) =>
  db
    .select()
    .from(testPlans)
    .where(and(eq(testPlans.itemId, sql.placeholder('itemId')), eq(testPlans.current, true))),
)

/** The plan that an item's finished goods must pass, or undefined. */
export async function testPlanOf(
  tx: Pick<Ctx, 'db'>,
  itemId: number,
): Promise<typeof testPlans.$inferSelect | undefined> {
  const [plan] = await currentPlan(tx.db).execute({ itemId })
  return plan
}

/** Goods that came into awaiting test get a test; they stay there until it is decided. */
export async function openTest(
  tx: Ctx,
  goods: { planId: number; itemId: number; workOrderId: number | null; lotId: number | null; quantity: number },
): Promise<TestRow> {
  const [plan] = await tx.db.select().from(testPlans).where(eq(testPlans.id, goods.planId))
  const { sample, sampleSize } = found(plan, 'test plan', goods.planId)
  const [row] = await tx.db
    .insert(tests)
    .values({
      ...goods,
      number: await nextNumber(tx, 'T'),
      status: 'waiting',
      sampleQuantity: sampleQuantity(sample, sampleSize, goods.quantity),
      createdAt: tx.now,
      retestOfId: await reworkedBefore(tx, goods),
    })
    .returning()
  return found(row, 'test', goods.itemId)
}

/** The rejected test whose reworked goods these are, while not all of them have come back. */
async function reworkedBefore(
  tx: Ctx,
  goods: { workOrderId: number | null; lotId: number | null },
): Promise<number | null> {
  if (goods.workOrderId === null) return null
  const [row] = await tx.db
    .select({ id: tests.id })
    .from(tests)
    .where(
      and(
        eq(tests.workOrderId, goods.workOrderId),
        goods.lotId === null ? isNull(tests.lotId) : eq(tests.lotId, goods.lotId),
        isNotNull(tests.reworkedAt),
        sql`${tests.quantity} > (select coalesce(sum(r.quantity), 0) from tests r where r.retest_of_id = ${tests.id})`,
      ),
    )
    .orderBy(asc(tests.id))
    .limit(1)
  return row?.id ?? null
}

export async function testFacts(
  tx: Pick<Ctx, 'db'>,
  id: number,
  options?: { lock: boolean },
): Promise<TestFacts & { row: TestRow }> {
  const query = tx.db.select().from(tests).where(eq(tests.id, id))
  const [test] = await (options?.lock ? query.for('update') : query)
  const row = found(test, 'test', id)
  const characteristics = await tx.db
    .select()
    .from(testCharacteristics)
    .where(eq(testCharacteristics.planId, row.planId))
    .orderBy(asc(testCharacteristics.line))
  const results = await tx.db
    .select()
    .from(testResults)
    .where(eq(testResults.testId, id))
    .orderBy(asc(testResults.piece), asc(testResults.characteristicId))
  return { row, status: row.status, sampleQuantity: row.sampleQuantity, characteristics, results }
}

/** Records values; measured ones are judged by their limits. A value recorded again replaces the earlier one, with a trail. */
export const recordResults = (ctx: Ctx, id: number, results: readonly Result[]): Promise<TestFacts> =>
  inTransaction(ctx, async (tx) => {
    const test = await testFacts(tx, id, { lock: true })
    const known = new Map(test.characteristics.map((c) => [c.id, c]))
    const stray = results.filter((r) => !known.has(r.characteristicId) || r.piece < 1 || r.piece > test.sampleQuantity)
    unless([
      ...whyNotRecord(test.status),
      ...refuse(
        stray.length > 0,
        'test.unknown-value',
        `${stray.length} values belong to no characteristic or piece of this test.`,
      ),
    ])
    await mustBeCalibrated(tx, test, results)
    await mustBePhotos(tx, results)
    for (const r of results) {
      const c = found(known.get(r.characteristicId), 'characteristic', r.characteristicId)
      const value = {
        measured: r.measured,
        passed: judge(c, r),
        fileHash: r.fileHash ?? null,
        by: tx.actor.name,
        at: tx.now,
      }
      await tx.db
        .insert(testResults)
        .values({ testId: id, characteristicId: c.id, piece: r.piece, ...value })
        .onConflictDoUpdate({
          target: [testResults.testId, testResults.characteristicId, testResults.piece],
          set: value,
        })
    }
    const after = await testFacts(tx, id)
    const status = statusOf(after)
    await tx.db.update(tests).set({ status }).where(eq(tests.id, id))
    return { ...after, status }
  })

/** Values are taken with gauges that are calibrated today; all that are not are named together. */
async function mustBeCalibrated(tx: Ctx, test: TestFacts, results: readonly Result[]): Promise<void> {
  const used = new Set(results.map((r) => r.characteristicId))
  const ids = test.characteristics.flatMap((c) => (used.has(c.id) && c.gaugeId ? [c.gaugeId] : []))
  if (ids.length === 0) return
  const today = dayAt(tx.now, (await getCompany(tx.db)).timeZone)
  const named = await tx.db.select().from(gauges).where(inArray(gauges.id, ids)).orderBy(asc(gauges.number))
  unless(named.flatMap((g) => whyNotGauge(g, today)))
}

/** A photo is a stored image, not just any hash. */
async function mustBePhotos(tx: Ctx, results: readonly Result[]): Promise<void> {
  const hashes = [...new Set(results.flatMap((r) => r.fileHash ?? []))]
  if (hashes.length === 0) return
  const images = await tx.db
    .select({ hash: storedFiles.hash })
    .from(storedFiles)
    .where(and(inArray(storedFiles.hash, hashes), like(storedFiles.type, 'image/%')))
  unless(
    refuse(images.length < hashes.length, 'test.no-photo', 'A photo is not among the stored images. Upload it first.'),
  )
}

/** The status that follows from the values. */
export const statusOf = (test: TestFacts): 'waiting' | 'passed' | 'failed' =>
  test.results.some((r) => !r.passed) ? 'failed' : whyNotDecide(test).length === 0 ? 'passed' : 'waiting'

type Decision = { status: 'released' | 'rejected'; disposition: Disposition | null; note: string; approvedBy: string }

const decide = async (tx: Ctx, id: number, d: Decision): Promise<TestRow> => {
  const [row] = await tx.db
    .update(tests)
    .set({
      status: d.status,
      disposition: d.disposition,
      dispositionNote: d.note,
      approvedBy: d.approvedBy,
      decidedAt: tx.now,
      decidedBy: tx.actor.name,
    })
    .where(eq(tests.id, id))
    .returning()
  return found(row, 'test', id)
}

/** Passed goods go from awaiting test to finished goods, or to the parent's work order that waits for them. */
export const releaseTest = (ctx: Ctx, id: number): Promise<TestRow> =>
  inTransaction(ctx, async (tx) => {
    const test = await testFacts(tx, id, { lock: true })
    unless(whyNotRelease(test))
    await passOn(tx, test.row)
    return decide(tx, id, { status: 'released', disposition: null, note: '', approvedBy: '' })
  })

/**
 * Failed goods need a disposition: used as they are by somebody's decision, scrapped, or put into the reject store to be
 * reworked. Scrap is the loss of the shop, not of the next job.
 */
export const disposeTest = (
  ctx: Ctx,
  id: number,
  disposition: Disposition,
  note: string,
  approvedBy = '',
): Promise<TestRow> =>
  inTransaction(ctx, async (tx) => {
    const test = await testFacts(tx, id, { lock: true })
    const waits = waitsForRework(test.row)
    unless([
      ...whyNotDispose(test.status, waits),
      ...refuse(
        waits && disposition !== 'scrap',
        'test.rework-waits',
        'Goods that wait for rework can only be scrapped.',
      ),
      ...refuse(note.trim() === '', 'test.no-reason', 'Say why.'),
    ])
    if (disposition === 'useAsIs') await passOn(tx, test.row)
    else if (disposition === 'scrap')
      await moveOut(tx, test.row, (await wellKnown(tx, 'scrap')).id, 'scrap', waits ? 'reject' : 'awaitingTest')
    else await moveOut(tx, test.row, (await wellKnown(tx, 'reject')).id)
    return decide(tx, id, {
      status: disposition === 'useAsIs' ? 'released' : 'rejected',
      disposition,
      note: note.trim(),
      approvedBy: approvedBy.trim() || tx.actor.name,
    })
  })

const moveOut = async (
  tx: Ctx,
  test: TestRow,
  toPlaceId: number,
  document: 'test' | 'scrap' = 'test',
  from: 'awaitingTest' | 'reject' = 'awaitingTest',
) =>
  postMove(tx, {
    itemId: test.itemId,
    lotId: test.lotId,
    fromPlaceId: (await wellKnown(tx, from)).id,
    toPlaceId,
    quantity: test.quantity,
    document,
    documentNumber: test.number,
  })

/** Released goods of a lower level go straight into the work order that consumes them, as untested ones do at completion. */
async function passOn(tx: Ctx, test: TestRow): Promise<void> {
  const [made] =
    test.workOrderId === null ? [] : await tx.db.select().from(workOrders).where(eq(workOrders.id, test.workOrderId))
  const [parent] = made?.parentId ? await tx.db.select().from(workOrders).where(eq(workOrders.id, made.parentId)) : []
  const waits =
    parent &&
    parent.placeId !== null &&
    (parent.status === 'released' || parent.status === 'started') &&
    made?.parentMaterialId
  if (!waits) {
    await moveOut(tx, test, (await wellKnown(tx, 'finished')).id)
    return
  }
  const move = await moveOut(tx, test, parent.placeId ?? 0)
  await noteIssued(tx, parent.id, made.parentMaterialId ?? 0, test.itemId, test.quantity, move.value)
}

/** The tests of a work order's goods. */
export const testsOf = (tx: Pick<Ctx, 'db'>, workOrderId: number) =>
  tx.db.select().from(tests).where(eq(tests.workOrderId, workOrderId)).orderBy(asc(tests.id))
