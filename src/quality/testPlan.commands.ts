import { and, eq } from 'drizzle-orm'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { refuse, unless } from '../core/refusal.ts'
import { type CharacteristicInput, type NewTestPlan, TestPlanInput } from './test.model.ts'
import { whyNotPlan } from './test.rules.ts'
import { testCharacteristics, testPlans, tests } from './test.tables.ts'

const store = async (tx: Ctx, planId: number, characteristics: readonly CharacteristicInput[]) => {
  await tx.db.delete(testCharacteristics).where(eq(testCharacteristics.planId, planId))
  await tx.db.insert(testCharacteristics).values(characteristics.map((c, i) => ({ ...c, planId, line: i + 1 })))
}

/** From now on the item's completed goods wait for this test. Returns the plan's id. */
export const createTestPlan = (ctx: Ctx, input: NewTestPlan): Promise<number> =>
  inTransaction(ctx, async (tx) => {
    const { characteristics, ...plan } = TestPlanInput.parse(input)
    const former = await tx.db.select().from(testPlans).where(eq(testPlans.itemId, plan.itemId)).for('update')
    unless([
      ...refuse(
        former.some((p) => p.current),
        'plan.exists',
        'The item has a test plan already.',
      ),
      ...whyNotPlan({ ...plan, characteristics }),
    ])
    const revision = Math.max(0, ...former.map((p) => p.revision)) + 1
    const [row] = await tx.db
      .insert(testPlans)
      .values({ ...plan, revision })
      .returning({ id: testPlans.id })
    const { id } = found(row, 'test plan', plan.name)
    await store(tx, id, characteristics)
    return id
  })

/**
 * Changes the current plan in place while no test has used it; otherwise makes its next revision. Tests begun before
 * keep the revision they were begun with. Returns the id of the plan that now holds.
 */
export const changeTestPlan = (ctx: Ctx, id: number, input: NewTestPlan): Promise<number> =>
  inTransaction(ctx, async (tx) => {
    const { characteristics, itemId, ...plan } = TestPlanInput.parse(input)
    const [row] = await tx.db.select().from(testPlans).where(eq(testPlans.id, id)).for('update')
    const before = found(row, 'test plan', id)
    unless([
      ...refuse(!before.current, 'plan.former', 'This is a former revision of the plan.'),
      ...refuse(itemId !== before.itemId, 'plan.other-item', 'A test plan stays with its item.'),
      ...whyNotPlan({ ...plan, characteristics }),
    ])
    const [used] = await tx.db.select({ id: tests.id }).from(tests).where(eq(tests.planId, id)).limit(1)
    if (!used) {
      await tx.db.update(testPlans).set(plan).where(eq(testPlans.id, id))
      await store(tx, id, characteristics)
      return id
    }
    await tx.db.update(testPlans).set({ current: false }).where(eq(testPlans.id, id))
    return createTestPlan(tx, { ...plan, itemId, characteristics })
  })

/** The item's goods go to stock untested from now on; tests already begun go on. */
export const withdrawTestPlan = (ctx: Ctx, id: number): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .update(testPlans)
      .set({ current: false })
      .where(and(eq(testPlans.id, id), eq(testPlans.current, true)))
      .returning()
    if (rows.length > 0) return
    const [row] = await tx.db.select().from(testPlans).where(eq(testPlans.id, id))
    found(row, 'test plan', id)
    unless(refuse(true, 'plan.former', 'This plan is withdrawn already.'))
  })
