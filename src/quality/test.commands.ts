import { and, asc, eq } from 'drizzle-orm'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { nextNumber } from '../core/number.commands.ts'
import { refuse, unless } from '../core/refusal.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { postMove } from '../inventory/stock.commands.ts'
import type { Disposition } from './test.model.ts'
import { judge, type Result, sampleQuantity, type TestFacts, whyNotDecide, whyNotRecord, whyNotRelease } from './test.rules.ts'
import { testCharacteristics, testPlans, testResults, tests } from './test.tables.ts'

export type TestRow = typeof tests.$inferSelect

/** The plan that an item's finished goods must pass, or undefined. */
export async function testPlanOf(tx: Pick<Ctx, 'db'>, itemId: number): Promise<typeof testPlans.$inferSelect | undefined> {
  const [plan] = await tx.db.select().from(testPlans).where(eq(testPlans.itemId, itemId))
  return plan
}

/** Goods that came into awaiting test get a test; they stay there until it is decided. */
export async function openTest(tx: Ctx, goods: { planId: number; itemId: number; workOrderId: number | null; lotId: number | null; quantity: number }): Promise<TestRow> {
  const [plan] = await tx.db.select().from(testPlans).where(eq(testPlans.id, goods.planId))
  const { sample, sampleSize } = found(plan, 'test plan', goods.planId)
  const [row] = await tx.db
    .insert(tests)
    .values({ ...goods, number: await nextNumber(tx, 'T'), status: 'waiting', sampleQuantity: sampleQuantity(sample, sampleSize, goods.quantity), createdAt: tx.now })
    .returning()
  return found(row, 'test', goods.itemId)
}

export async function testFacts(tx: Pick<Ctx, 'db'>, id: number, options?: { lock: boolean }): Promise<TestFacts & { row: TestRow }> {
  const query = tx.db.select().from(tests).where(eq(tests.id, id))
  const [test] = await (options?.lock ? query.for('update') : query)
  const row = found(test, 'test', id)
  const characteristics = await tx.db.select().from(testCharacteristics).where(eq(testCharacteristics.planId, row.planId)).orderBy(asc(testCharacteristics.line))
  const results = await tx.db.select().from(testResults).where(eq(testResults.testId, id)).orderBy(asc(testResults.piece), asc(testResults.characteristicId))
  return { row, status: row.status, sampleQuantity: row.sampleQuantity, characteristics, results }
}

/** Records values; measured ones are judged by their limits. A value recorded again replaces the earlier one, with a trail. */
export const recordResults = (ctx: Ctx, id: number, results: readonly Result[]): Promise<TestFacts> =>
  inTransaction(ctx, async (tx) => {
    const test = await testFacts(tx, id, { lock: true })
    const known = new Map(test.characteristics.map((c) => [c.id, c]))
    const stray = results.filter((r) => !known.has(r.characteristicId) || r.piece < 1 || r.piece > test.sampleQuantity)
    unless([...whyNotRecord(test.status), ...refuse(stray.length > 0, 'test.unknown-value', `${stray.length} values belong to no characteristic or piece of this test.`)])
    for (const r of results) {
      const c = found(known.get(r.characteristicId), 'characteristic', r.characteristicId)
      const value = { measured: r.measured, passed: judge(c, r), fileHash: r.fileHash ?? null, by: tx.actor.name, at: tx.now }
      await tx.db.insert(testResults).values({ testId: id, characteristicId: c.id, piece: r.piece, ...value }).onConflictDoUpdate({ target: [testResults.testId, testResults.characteristicId, testResults.piece], set: value })
    }
    const after = await testFacts(tx, id)
    const complete = whyNotDecide(after).length === 0
    const status = after.results.some((r) => !r.passed) ? 'failed' : complete ? 'passed' : 'waiting'
    await tx.db.update(tests).set({ status }).where(eq(tests.id, id))
    return { ...after, status }
  })

const decide = (tx: Ctx, id: number, status: 'released' | 'rejected', disposition: Disposition | null, note: string) =>
  tx.db.update(tests).set({ status, disposition, dispositionNote: note, decidedAt: tx.now, decidedBy: tx.actor.name }).where(eq(tests.id, id)).returning()

/** Passed goods go from awaiting test to finished goods. */
export const releaseTest = (ctx: Ctx, id: number): Promise<TestRow> =>
  inTransaction(ctx, async (tx) => {
    const test = await testFacts(tx, id, { lock: true })
    unless(whyNotRelease(test))
    await moveOut(tx, test.row, 'finished', 'test')
    const [row] = await decide(tx, id, 'released', null, '')
    return found(row, 'test', id)
  })

/**
 * Failed goods need a disposition: used as they are by somebody's decision, scrapped, or put into the reject store to be
 * reworked. Scrap is the loss of the shop, not of the next job.
 */
export const disposeTest = (ctx: Ctx, id: number, disposition: Disposition, note: string): Promise<TestRow> =>
  inTransaction(ctx, async (tx) => {
    const test = await testFacts(tx, id, { lock: true })
    unless([...whyNotRecord(test.status), ...refuse(test.status !== 'failed', 'test.not-failed', 'Only a failed test needs a disposition.'), ...refuse(note.trim() === '', 'test.no-reason', 'Say why.')])
    await moveOut(tx, test.row, disposition === 'useAsIs' ? 'finished' : disposition === 'scrap' ? 'scrap' : 'reject', disposition === 'scrap' ? 'scrap' : 'test')
    const [row] = await decide(tx, id, disposition === 'useAsIs' ? 'released' : 'rejected', disposition, note)
    return found(row, 'test', id)
  })

const moveOut = async (tx: Ctx, test: TestRow, to: 'finished' | 'scrap' | 'reject', document: 'test' | 'scrap') =>
  postMove(tx, { itemId: test.itemId, lotId: test.lotId, fromPlaceId: (await wellKnown(tx, 'awaitingTest')).id, toPlaceId: (await wellKnown(tx, to)).id, quantity: test.quantity, document, documentNumber: test.number })

/** What still waits for its test, of a work order's goods. */
export const openTestsOf = (tx: Pick<Ctx, 'db'>, workOrderId: number) =>
  tx.db.select().from(tests).where(and(eq(tests.workOrderId, workOrderId)))
