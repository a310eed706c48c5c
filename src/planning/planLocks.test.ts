import { desc, eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { changeJob } from '../jobs/job.commands.ts'
import { workOrdersOfJob } from '../jobs/job.queries.ts'
import { jobs } from '../jobs/job.tables.ts'
import { workCenters } from '../plant/plant.tables.ts'
import { boardWindow } from './board.queries.ts'
import { replan } from './plan.commands.ts'
import { planState } from './plan.tables.ts'
import { doChanges } from './planAct.commands.ts'
import { foreseen, marksWithOwn } from './planForeseen.commands.ts'
import { setPlanSettings } from './planSettings.commands.ts'
import { usualSettings } from './planShopFacts.queries.ts'
import { marksOf, staleSince } from './stale.queries.ts'
import { cuttingShop, redoLast, starts, undoLast, week } from './testPlan.ts'

/** Says what happens while another transaction, still open, has done `act`. */
async function meanwhile<T>(ctx: Ctx, act: (tx: Ctx) => Promise<unknown>, then: () => Promise<T>): Promise<T> {
  let answer: { value: T } | undefined
  await inTransaction(ctx, async (tx) => {
    await act(tx)
    answer = { value: await then() }
  })
  return (answer as { value: T }).value
}

const atOnce = (ctx: Ctx, act: (tx: Ctx) => Promise<unknown>) =>
  inTransaction(ctx, async (tx) => {
    await tx.db.execute(sql`set local lock_timeout = '300ms'`)
    return act(tx)
  })

test('nobody on the floor waits for settings that are being stored', async () => {
  const { ctx, saw } = await cuttingShop()
  const share = { ...usualSettings, heldBack: [{ workCenterId: saw, percent: 10 }] }
  await meanwhile(
    ctx,
    (tx) => setPlanSettings(tx, share),
    // What a clock-on's reference to its work center asks for.
    () => atOnce(ctx, (tx) => tx.db.select().from(workCenters).where(eq(workCenters.id, saw)).for('key share')),
  )
  expect((await staleSince(ctx.db)).stale).toBe(false)
})

test('a job is free while the plan for its new priority is made, and the act writes it', async () => {
  const { ctx, job } = await cuttingShop()
  const { id: jobId } = await job(1, '2026-03-03')
  await replan(ctx)
  const own = eq(jobs.id, jobId)
  const first = await meanwhile(
    ctx,
    async (tx) => {
      const { loaded } = await foreseen(tx, (t) => changeJob(t, jobId, { priority: 'rush' }))
      expect(loaded.facts.work.map((w) => w.rush)).toEqual([true])
    },
    () => atOnce(ctx, (tx) => tx.db.select({ priority: jobs.priority }).from(jobs).where(own).for('no key update')),
  )
  expect(first).toEqual([{ priority: 'normal' }])
  await doChanges(ctx, [{ kind: 'priority', jobId, priority: 'rush' }])
  expect((await ctx.db.select().from(jobs).where(own))[0]?.priority).toBe('rush')
  expect((await staleSince(ctx.db)).stale).toBe(false)
})

test('a rush order is a job with its places in the plan at once, goes with undo and comes again with redo', async () => {
  const { ctx, job, part } = await cuttingShop()
  const a = await job(4, '2026-03-06')
  await replan(ctx)
  const before = await starts(ctx)
  await doChanges(ctx, [{ kind: 'rushOrder', itemId: part, quantity: 2, dueOn: '2026-03-02' }])
  const placed = async () => {
    const { bars } = await boardWindow(ctx.db, ctx.now, week)
    return bars.filter((b) => b.jobId !== a.id).map((b) => [b.operation, b.startAt.slice(5, 16)])
  }
  const last = async () => (await ctx.db.select().from(jobs).orderBy(desc(jobs.id)).limit(1))[0]
  const rush = await last()
  const [w] = await workOrdersOfJob(ctx.db, rush?.id ?? 0)
  expect(rush).toMatchObject({ priority: 'rush', projectedOn: '2026-03-02' })
  expect(await placed()).toEqual([
    [`${w?.number}/10`, '03-02T08:00'],
    [`${w?.number}/20`, '03-02T10:00'],
  ])
  expect((await staleSince(ctx.db)).stale).toBe(false)
  await undoLast(ctx)
  expect((await last())?.status).toBe('canceled')
  expect(await starts(ctx)).toEqual(before)
  await redoLast(ctx)
  expect((await last())?.id).toBeGreaterThan(rush?.id ?? 0)
  expect((await placed()).map(([, at]) => at)).toEqual(['03-02T08:00', '03-02T10:00'])
  await undoLast(ctx)
  expect((await last())?.status).toBe('canceled')
})

test('what others change while a plan is made is not taken for seen', async () => {
  const { ctx, job } = await cuttingShop()
  const { id: jobId } = await job(1, '2026-03-03')
  const b = await job(1, '2026-03-03')
  await replan(ctx)
  await inTransaction(ctx, async (tx) => {
    const before = await marksOf(tx.db)
    await changeJob(ctx, b.id, { priority: 'rush' }) // on a connection of its own
    await changeJob(tx, jobId, { priority: 'rush' })
    await tx.db.update(planState).set(await marksWithOwn(tx, before))
  })
  expect((await staleSince(ctx.db)).causes).toMatchObject([{ cause: 'work', count: 1 }])
})
