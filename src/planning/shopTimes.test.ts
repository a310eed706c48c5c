import { expect, test } from 'vitest'
import type { Ctx } from '../core/ctx.ts'
import { later } from '../core/testDb.ts'
import { centerTimes, setupTimes, workCenters } from '../plant/plant.tables.ts'
import { boardWindow } from './board.queries.ts'
import { replan } from './plan.commands.ts'
import { doChanges } from './planAct.commands.ts'
import { setPlanSettings, trySettings } from './planSettings.commands.ts'
import { getPlanSettings, usualSettings } from './planShopFacts.queries.ts'
import { storeSetupMatrix } from './shopTimes.commands.ts'
import { getSetupMatrix, listDowntime } from './shopTimes.queries.ts'
import { cuttingShop, redoLast, starts, undoLast, week } from './testPlan.ts'
import { tryChanges } from './trial.queries.ts'

const listed = async (ctx: Ctx) =>
  (await listDowntime(ctx.db, ctx.now, { limit: 100 })).rows.map((r) => [
    r.kind,
    r.state,
    r.place,
    r.fromAt.slice(5, 16),
    r.toAt.slice(5, 16),
    r.reason,
  ])

test('downtime is listed, changed, ended and taken away; undo and redo know each stretch again', async () => {
  const { ctx, job, press } = await cuttingShop()
  const a = await job(1, '2026-03-03')
  await replan(ctx)
  const from = '2026-03-02T08:00:00.000Z'
  await doChanges(ctx, [
    { kind: 'down', workCenterId: press, machineId: null, from, to: '2026-03-02T12:00:00.000Z', reason: 'Oil' },
  ])
  expect(await starts(ctx)).toMatchObject({ [`${a.number}/20`]: '03-02T12:00' })
  expect(await listed(ctx)).toEqual([['down', 'underWay', 'PRESS PRESS', '03-02T08:00', '03-02T12:00', 'Oil']])
  const [row] = (await listDowntime(ctx.db, ctx.now, { limit: 1 })).rows
  const centerTimeId = row?.id ?? 0
  expect(row).toMatchObject({ hours: 4, by: 'Test Owner', machineId: null })
  await doChanges(ctx, [{ kind: 'retime', centerTimeId, from, to: '2026-03-02T14:00:00.000Z', reason: 'Pump' }])
  expect(await starts(ctx)).toMatchObject({ [`${a.number}/20`]: '03-02T14:00' })
  const ten = later(ctx, '2026-03-02T10:00:00.000Z')
  await doChanges(ten, [{ kind: 'retime', centerTimeId, from, to: ten.now, reason: 'Pump' }])
  expect(await listed(ten)).toEqual([['down', 'over', 'PRESS PRESS', '03-02T08:00', '03-02T10:00', 'Pump']])
  await expect(doChanges(ten, [{ kind: 'dropTime', centerTimeId }])).rejects.toThrow('over or gone')
  // Back to nothing, and again: the later acts still find the stretch that they were about.
  for (let n = 0; n < 3; n++) await undoLast(ctx)
  expect(await listed(ctx)).toEqual([])
  for (let n = 0; n < 2; n++) await redoLast(ctx)
  expect(await listed(ctx)).toEqual([['down', 'underWay', 'PRESS PRESS', '03-02T08:00', '03-02T14:00', 'Pump']])
  await doChanges(ctx, [{ kind: 'dropTime', centerTimeId }])
  expect(await listed(ctx)).toEqual([])
  expect((await boardWindow(ctx.db, ctx.now, week)).resources[0]?.down).toEqual([])
  await undoLast(ctx)
  expect((await listed(ctx)).length).toBe(1)
})

test('a trial on facts that were read before still sees what has happened since', async () => {
  const { ctx, job, saw } = await cuttingShop()
  const a = await job(4, '2026-03-02')
  await replan(ctx)
  const move = { kind: 'move', operationId: a.ops[1] ?? 0, startAt: '2026-03-02T12:00:00.000Z' } as const
  expect((await tryChanges(ctx.db, ctx.now, [move])).harmless).toBe(true)
  expect((await tryChanges(ctx.db, ctx.now, [move])).after.lateJobs).toBe(0)
  // Written by nobody who tells the plan: the saws stand still until noon.
  await ctx.db.insert(centerTimes).values({
    kind: 'down',
    workCenterId: saw,
    machineId: null,
    fromAt: ctx.now,
    toAt: '2026-03-02T12:00:00.000Z',
    reason: '',
  })
  const { before, broken } = await tryChanges(ctx.db, ctx.now, [move])
  expect([before.lateJobs, broken.map((r) => r.code)]).toEqual([1, ['predecessor']])
})

test('settings are tried before they are stored: held-back time and the days looked ahead', async () => {
  const { ctx, job, saw } = await cuttingShop()
  const a = await job(4, '2026-03-02') // 4 h cut 8–12, 4 h bent 12–16: just in time
  await replan(ctx)
  const terms = { ...usualSettings, horizonDays: 30, heldBack: [{ workCenterId: saw, percent: 75 }] }
  const trial = await trySettings(ctx.db, ctx.now, terms)
  // Of each shift of 8 h the saws give 2 h: the 4 h of the cut end on Tuesday, and the 4 h at the press after them.
  expect(trial.jobs.map((j) => [j.job, j.afterOn, j.sense])).toEqual([[a.jobNumber, '2026-03-03', 'loses']])
  expect((await ctx.db.select().from(workCenters)).every((c) => c.heldBackPercent === 0)).toBe(true)
  await setPlanSettings(ctx, terms)
  expect((await boardWindow(ctx.db, ctx.now, week)).totals.money).toBeCloseTo(trial.after.money, 1)
  expect((await getPlanSettings(ctx.db)).horizonDays).toBe(30)
  expect((await ctx.db.select().from(workCenters)).find((c) => c.id === saw)?.heldBackPercent).toBe(75)
  // 40 h of bending a week, 30 days: 300 pieces have no place any more.
  await job(300, '2026-03-20')
  await replan(ctx)
  const { unplaced } = await boardWindow(ctx.db, ctx.now, week)
  expect(unplaced[0]?.reason).toBe('The work center has no open time left in the days that the plan looks ahead.')
})

test('the set-up matrix of a work center is replaced as a whole, and what stays is not touched', async () => {
  const { ctx, shop, press, saw } = await cuttingShop()
  const item = await shop.item('WIDE')
  await shop.method(item, { operations: [{ workCenterId: press, runMinutes: 5, setupFamily: 'wide' }] })
  expect(await getSetupMatrix(ctx.db, press)).toEqual({ workCenterId: press, families: ['wide'], times: [] })
  const time = (fromFamily: string, toFamily: string, setupMinutes: number) => ({ fromFamily, toFamily, setupMinutes })
  await storeSetupMatrix(ctx, { workCenterId: saw, times: [time('a', 'b', 3)] })
  await storeSetupMatrix(ctx, { workCenterId: press, times: [time('wide', 'flat', 15), time('flat', 'wide', 20)] })
  const before = await ctx.db.select().from(setupTimes)
  const after = await storeSetupMatrix(ctx, {
    workCenterId: press,
    times: [time('wide', 'flat', 15), time('wide', 'wide', 2)],
  })
  expect(after).toEqual({
    workCenterId: press,
    families: ['flat', 'wide'],
    times: [time('wide', 'flat', 15), time('wide', 'wide', 2)],
  })
  const rows = await ctx.db.select().from(setupTimes)
  expect(rows.map((r) => r.id)).toEqual(expect.arrayContaining([before[0]?.id, before[1]?.id]))
  expect(rows.length).toBe(3)
  await expect(
    storeSetupMatrix(ctx, { workCenterId: press, times: [time('a', 'b', 1), time('a', 'b', 2)] }),
  ).rejects.toThrow('From a to b stands twice')
})
