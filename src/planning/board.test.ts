import { expect, test } from 'vitest'
import type { Ctx } from '../core/ctx.ts'
import { later } from '../core/testDb.ts'
import { createJob } from '../jobs/job.commands.ts'
import { operationsOf, workOrdersOfJob } from '../jobs/job.queries.ts'
import { employeeSkills, employees, setupTimes, skills, tools } from '../plant/plant.tables.ts'
import { testCustomer } from '../sales/testSales.ts'
import { acceptAutoPlan, discardAutoPlan, getAutoPlan, searchPlan, startAutoPlan } from './autoPlan.commands.ts'
import { boardWindow } from './board.queries.ts'
import { replan } from './plan.commands.ts'
import { doChanges, redoAct, undoAct } from './planAct.commands.ts'
import { setPlanSettings } from './planSettings.commands.ts'
import { usualSettings } from './planShopFacts.queries.ts'
import { commitScenario, createScenario } from './scenario.commands.ts'
import { compareScenarios } from './scenario.queries.ts'
import { staleSince } from './stale.queries.ts'
import { cuttingShop, redoLast, starts, undoLast, week } from './testPlan.ts'
import { tryChanges } from './trial.queries.ts'
import { whyJob } from './why.queries.ts'

test('the board shows machines and bars; a drag says who loses before it is dropped; undo and redo', async () => {
  const { ctx, job, s1 } = await cuttingShop()
  const a = await job(4, '2026-03-02') // 4 h cut 8–12, 4 h bent 12–16: just in time
  const b = await job(2, '2026-03-03')
  await replan(ctx)
  const board = await boardWindow(ctx.db, ctx.now, week)
  expect(board.resources.map((r) => r.code)).toEqual(['PRESS', 'S1', 'S2', ''])
  // Closed: until Monday 8:00, four nights, and from Friday 16:00.
  expect(board.resources[0]?.closed.length).toBe(6)
  // The second job's cut runs beside the first one, 8–10; its 2 h on the press wait for nobody until 12:00: 10–12.
  expect(await starts(ctx)).toEqual({
    [`${a.number}/10`]: '03-02T08:00',
    [`${a.number}/20`]: '03-02T12:00',
    [`${b.number}/10`]: '03-02T08:00',
    [`${b.number}/20`]: '03-02T10:00',
  })
  expect(board.bars.find((x) => x.operationId === a.ops[0])).toMatchObject({ nextIds: [a.ops[1]], state: 'planned' })

  // Bending the second job at 13:00 for two hours leaves the first 12–13 and 15–…: it ends on Tuesday, a day late at 50 a day.
  const move = { kind: 'move', operationId: b.ops[1] ?? 0, startAt: '2026-03-02T13:00:00.000Z' } as const
  const trial = await tryChanges(ctx.db, ctx.now, [move])
  // The press is kept whole for the pin: the first job's 4 h cannot end before 13:00 without pause, so it starts at 15:00 and ends on Tuesday at 11:00.
  expect(trial.jobs.map((j) => [j.job, j.beforeOn, j.afterOn, j.loses])).toEqual([
    [a.jobNumber, '2026-03-02', '2026-03-03', 22.92],
  ])
  expect(trial.broken).toEqual([])
  expect(trial.moved.map((m) => [m.operation, m.after?.startAt.slice(5, 16)])).toEqual([
    [`${b.number}/20`, '03-02T13:00'],
    [`${a.number}/20`, '03-02T15:00'],
  ])
  expect(await starts(ctx)).toMatchObject({ [`${a.number}/20`]: '03-02T12:00' }) // nothing is stored

  const before = await starts(ctx)
  const { version } = await doChanges(ctx, [move], board.version)
  expect(await starts(ctx)).toMatchObject({ [`${a.number}/20`]: '03-02T15:00', [`${b.number}/20`]: '03-02T13:00' })
  await expect(doChanges({ ...ctx, actor: { ...ctx.actor, name: 'Another' } }, [move], version - 1)).rejects.toThrow(
    'has changed the plan',
  )
  expect((await undoLast(ctx)).summary).toContain(`${b.number}/20`)
  expect(await starts(ctx)).toEqual(before)
  await redoLast(ctx)
  expect(await starts(ctx)).toMatchObject({ [`${a.number}/20`]: '03-02T15:00' })
  await undoLast(ctx)

  // Onto the other saw while it is busy, and before its turn on the press: every broken rule is told.
  const wrong = await tryChanges(ctx.db, ctx.now, [
    { kind: 'move', operationId: a.ops[0] ?? 0, resource: `m${s1}`, startAt: '2026-03-02T08:00:00.000Z' },
    { kind: 'move', operationId: b.ops[0] ?? 0, resource: `m${s1}`, startAt: '2026-03-02T09:00:00.000Z' },
    { kind: 'move', operationId: b.ops[1] ?? 0, startAt: '2026-03-02T09:00:00.000Z' },
  ])
  expect([...new Set(wrong.broken.map((r) => r.code))].sort()).toEqual(['machine-busy', 'predecessor'])
  expect(wrong.broken.find((r) => r.code === 'machine-busy')?.message).toContain('S1')
})

test('a queue reorders, the order stays, and a new plan keeps it; what happens marks the plan stale', async () => {
  const { ctx, job, press } = await cuttingShop()
  const [a, b] = [await job(1, '2026-03-03'), await job(1, '2026-03-04')]
  await replan(ctx)
  expect((await staleSince(ctx.db)).stale).toBe(false)
  expect(await starts(ctx)).toMatchObject({ [`${a.number}/20`]: '03-02T09:00', [`${b.number}/20`]: '03-02T10:00' })
  await doChanges(ctx, [{ kind: 'queue', resource: `c${press}`, operationIds: [b.ops[1] ?? 0, a.ops[1] ?? 0] }])
  expect(await starts(ctx)).toMatchObject({ [`${a.number}/20`]: '03-02T10:00', [`${b.number}/20`]: '03-02T09:00' })
  await replan(later(ctx, '2026-03-02T08:10:00.000Z'))
  expect(await starts(ctx)).toMatchObject({ [`${a.number}/20`]: '03-02T10:10', [`${b.number}/20`]: '03-02T09:10' })
  await undoLast(ctx)
  expect(await starts(ctx)).toMatchObject({ [`${a.number}/20`]: '03-02T09:00', [`${b.number}/20`]: '03-02T10:00' })
  await job(1, '2026-03-04')
  expect(await staleSince(ctx.db)).toMatchObject({ stale: true, causes: [{ cause: 'work', by: 'Test Owner' }] })
  await replan(ctx)
  expect((await staleSince(ctx.db)).stale).toBe(false)
})

test('what-ifs are compared in days and money, then committed', async () => {
  const { ctx, job, part, press, saw, s1, s2 } = await cuttingShop()
  const vendor = await testCustomer(ctx, 'V-1', { customer: false, supplier: true })
  const a = await job(8, '2026-03-03') // cut on Monday, bent on Tuesday
  await replan(ctx)
  const changes = {
    down: [
      {
        kind: 'down',
        workCenterId: saw,
        machineId: s1,
        from: ctx.now,
        to: '2026-03-04T08:00:00.000Z',
        reason: 'Blade',
      },
    ],
    both: [s1, s2].map((machineId) => ({
      kind: 'down',
      workCenterId: saw,
      machineId,
      from: ctx.now,
      to: '2026-03-03T08:00:00.000Z',
      reason: '',
    })),
    overtime: [
      {
        kind: 'overtime',
        workCenterId: press,
        from: '2026-03-02T16:00:00.000Z',
        to: '2026-03-02T20:00:00.000Z',
        reason: '',
      },
    ],
    outside: [{ kind: 'outside', operationId: a.ops[1] ?? 0, vendorId: vendor.id, leadDays: 3, unitPrice: 7 }],
    rush: [{ kind: 'rushOrder', itemId: part, quantity: 2, dueOn: '2026-03-02' }],
  } as const
  for (const [name, list] of Object.entries(changes)) await createScenario(ctx, { name, changes: [...list] as never })
  const { columns, jobs } = await compareScenarios(ctx.db, ctx.now)
  expect(columns.map((c) => [c.name, c.fault, c.totals.lateJobs])).toEqual([
    ['', '', 0],
    ['down', '', 0], // the other saw takes it
    ['both', '', 1], // a day later
    ['overtime', '', 0],
    ['outside', '', 1], // back three days after Monday evening: Thursday 16:00
    ['rush', '', 0],
  ])
  // Overtime: 4 h of 58 (20 machine + 38 labor) and half as much again. Outside: 8 × 7.
  expect(columns[3]?.totals).toMatchObject({ overtimeHours: 4, overtimeMoney: 348 })
  expect(columns[4]?.totals.outsideMoney).toBe(56)
  expect(jobs.find((j) => j.jobId === a.id)?.dates).toEqual([
    '2026-03-03',
    '2026-03-03',
    '2026-03-04',
    '2026-03-03',
    '2026-03-05',
    '2026-03-03',
  ])
  await commitScenario(ctx, columns[4]?.id ?? 0)
  const [, bend] = await operationsOf(ctx.db, [(await workOrdersOfJob(ctx.db, a.id))[0]?.id ?? 0])
  expect(bend?.operation).toMatchObject({ kind: 'outside', supplierId: vendor.id, leadDays: 3 })
  await undoLast(ctx)
  const [, again] = await operationsOf(ctx.db, [(await workOrdersOfJob(ctx.db, a.id))[0]?.id ?? 0])
  expect(again?.operation).toMatchObject({ kind: 'inside', workCenterId: press })
})

test('people, tools and set-up families are planned; the frozen zone keeps new work out', async () => {
  const { ctx, shop, job, saw, press } = await cuttingShop()
  const [ada] = await ctx.db
    .insert(employees)
    .values({ number: '1', name: 'Ada', laborGradeId: shop.grade.id, badge: 'B1', department: '', phone: '' })
    .returning()
  const [sawing] = await ctx.db.insert(skills).values({ name: 'Sawing', workCenterId: saw }).returning()
  await ctx.db.insert(employeeSkills).values({ employeeId: ada?.id ?? 0, skillId: sawing?.id ?? 0 })
  const [a, b] = [await job(2, '2026-03-03'), await job(2, '2026-03-04')]
  await replan(ctx)
  // Two saws but one sawyer: the second cut waits for Ada.
  const bars = (await boardWindow(ctx.db, ctx.now, week)).bars
  expect(bars.find((x) => x.operationId === b.ops[0])).toMatchObject({
    startAt: '2026-03-02T10:00:00.000Z',
    personIds: [ada?.id],
    reasonCode: 'person',
    reason: `Ada is busy with ${a.number}/10.`,
  })
  expect((await whyJob(ctx.db, ctx.now, b.id)).map((w) => w.operation)).toEqual([
    `PRESS ${b.number}/20`,
    `S2 ${b.number}/10`,
    `S1 ${a.number}/10`,
  ])
  await setPlanSettings(ctx, { ...usualSettings, planPeople: false, frozenHours: 4 })
  // Both stood before the zone ends at 12:00, and keep their order; a new job does not get in before.
  const c = await job(1, '2026-03-02')
  await replan(ctx)
  expect((await starts(ctx))[`${c.number}/10`]).toBe('03-02T12:00')

  const [jig] = await ctx.db.insert(tools).values({ name: 'Jig 7', quantity: 1, notes: '' }).returning()
  expect(jig?.id).toBeGreaterThan(0)
  const mill = await shop.workCenter('MILL', 9, { machines: 2 })
  const bent = await shop.item('BENT')
  await shop.method(bent, { operations: [{ workCenterId: mill, runMinutes: 60, tooling: 'jig 7' }] })
  const framed = await shop.item('FRAMED')
  await shop.method(framed, {
    operations: [{ workCenterId: press, setupMinutes: 90, runMinutes: 30, setupFamily: 'wide' }],
  })
  const flat = await shop.item('FLAT')
  await shop.method(flat, {
    operations: [{ workCenterId: press, setupMinutes: 90, runMinutes: 30, setupFamily: 'flat' }],
  })
  await ctx.db
    .insert(setupTimes)
    .values({ workCenterId: press, fromFamily: 'wide', toFamily: 'flat', setupMinutes: 15 })
  await setPlanSettings(ctx, { ...usualSettings, planPeople: false })
  await createJob(ctx, { items: [bent, bent].map((itemId) => ({ itemId, quantity: 1, dueOn: '2026-03-02' })) })
  await createJob(ctx, {
    items: [framed, framed, flat].map((itemId) => ({ itemId, quantity: 1, dueOn: '2026-03-06' })),
  })
  await replan(ctx)
  const all = (await boardWindow(ctx.db, ctx.now, week)).bars
  // Two mills but one jig: the second waits for it.
  expect(
    all
      .filter((x) => x.item === 'BENT')
      .map((x) => x.startAt.slice(11, 16))
      .sort(),
  ).toEqual(['08:00', '09:00'])
  // Flat behind wide takes the 15 minutes that the set-up times say, not the 90 of its own.
  const setups = all
    .filter((x) => x.item === 'FRAMED' || x.item === 'FLAT')
    .map((x) => (Date.parse(x.setupEndAt) - Date.parse(x.startAt)) / 60_000)
  expect(setups).toContain(15)
})

test('undo takes back what the button named, and never what somebody has done since', async () => {
  const { ctx, job, press } = await cuttingShop()
  const [a, b] = [await job(1, '2026-03-03'), await job(1, '2026-03-04')]
  await replan(ctx)
  const bob: Ctx = { ...ctx, actor: { name: 'Bob', roles: ['planner'] } }
  const queue = (ids: (number | undefined)[]) =>
    ({ kind: 'queue', resource: `c${press}`, operationIds: ids.map((id) => id ?? 0) }) as const
  const mine = await doChanges(ctx, [queue([b.ops[1], a.ops[1]])])
  const his = await doChanges(bob, [queue([a.ops[1], b.ops[1]])])
  await expect(undoAct(ctx, mine.actId)).rejects.toThrow('Bob has changed the plan since (Queue of PRESS).')
  await undoAct(ctx, his.actId)
  await expect(undoAct(bob, his.actId)).rejects.toThrow('It has been taken back already (Queue of PRESS).')
  await undoAct(bob, mine.actId)
  await expect(redoAct(ctx, his.actId)).rejects.toThrow('Other acts come before it')
  const third = await doChanges(bob, [queue([b.ops[1], a.ops[1]])])
  await expect(redoAct(ctx, mine.actId)).rejects.toThrow('Bob has changed the plan since')
  await undoAct(ctx, third.actId)
})

test('the server says which broken rules make a plan impossible, and does nothing that would; a breakdown is done', async () => {
  const { ctx, job, s1, saw } = await cuttingShop()
  const [a, b] = [await job(4, '2026-03-02'), await job(2, '2026-03-03')]
  await replan(ctx)
  const on = (id: number | undefined, at: string) =>
    ({ kind: 'move', operationId: id ?? 0, resource: `m${s1}`, startAt: `2026-03-02T${at}:00.000Z` }) as const
  const both = [on(a.ops[0], '08:00'), on(b.ops[0], '09:00')]
  const trial = await tryChanges(ctx.db, ctx.now, both)
  expect(trial.harmless).toBe(false)
  expect(trial.whyNot.map((r) => r.code)).toContain('plan.machine-busy')
  await expect(doChanges(ctx, both)).rejects.toThrow('S1')
  await doChanges(ctx, [on(a.ops[0], '08:00')])
  const frozen = { ...usualSettings, frozenHours: 24 }
  await setPlanSettings(ctx, frozen)
  const soft = await tryChanges(ctx.db, ctx.now, [on(b.ops[0], '13:00')])
  expect(soft.broken.map((r) => [r.code, r.hard])).toEqual([['frozen', false]])
  expect([soft.whyNot, soft.harmless]).toEqual([[], false])
  // Two pins that a breakdown pushes into each other are no reason not to write it down.
  await doChanges(ctx, [on(b.ops[0], '13:00')])
  const down = { kind: 'down', workCenterId: saw, machineId: s1, from: '2026-03-02T09:00:00.000Z' } as const
  await doChanges(ctx, [{ ...down, to: '2026-03-02T12:00:00.000Z', reason: 'Blade' }])
})

test('the parts of a split operation are bars of their own on their machines, in a trial and in the plan', async () => {
  const { ctx, job, s1, s2 } = await cuttingShop()
  const a = await job(4, '2026-03-03')
  await replan(ctx)
  const split = { kind: 'split', operationId: a.ops[0] ?? 0, parts: 2 } as const
  const parts = (bars: readonly { key: string; resource: string; quantity: number; endAt: string }[]) =>
    bars
      .filter((b) => b.key.split('.')[0] === String(a.ops[0]))
      .map((b) => [b.key, b.resource, b.quantity, b.endAt.slice(5, 16)])
  // Four hours of cutting are two on each saw.
  const both = [
    [`${a.ops[0]}`, `m${s1}`, 2, '03-02T10:00'],
    [`${a.ops[0]}.1`, `m${s2}`, 2, '03-02T10:00'],
  ]
  expect(parts((await tryChanges(ctx.db, ctx.now, [split])).bars)).toEqual(both)
  await doChanges(ctx, [split])
  expect(parts((await boardWindow(ctx.db, ctx.now, week)).bars)).toEqual(both)
})

test('auto-plan offers a better plan with its money, and accepting it makes it live', async () => {
  const { ctx, job, press } = await cuttingShop()
  const [a, b] = [await job(6, '2026-03-06'), await job(2, '2026-03-02')]
  await replan(ctx)
  // A planner's queue that makes the urgent job wait.
  await doChanges(ctx, [{ kind: 'queue', resource: `c${press}`, operationIds: [a.ops[1] ?? 0, b.ops[1] ?? 0] }])
  await doChanges(ctx, [{ kind: 'move', operationId: b.ops[1] ?? 0, startAt: '2026-03-04T08:00:00.000Z' }])
  await doChanges(ctx, [{ kind: 'unpin', operationId: b.ops[1] ?? 0 }])
  const { id } = await startAutoPlan(ctx, 1)
  await searchPlan(ctx, id)
  const found = await getAutoPlan(ctx, id)
  expect(found.state).toBe('ready')
  expect(found.result?.after.money).toBeLessThanOrEqual(found.result?.before.money ?? 0)
  const again = await startAutoPlan(ctx, 1)
  await searchPlan(ctx, again.id)
  expect((await discardAutoPlan(ctx, again.id)).state).toBe('discarded')
  await expect(acceptAutoPlan(ctx, again.id)).rejects.toThrow('discarded')
  // Each move names the reason of its new start.
  expect(found.result?.moved.every((m) => m.why !== '')).toBe(true)
  const { version } = await acceptAutoPlan(ctx, id)
  await expect(discardAutoPlan(ctx, id)).rejects.toThrow('Undo takes it back')
  expect((await boardWindow(ctx.db, ctx.now, week)).version).toBe(version)
  expect((await boardWindow(ctx.db, ctx.now, week)).totals.money).toBeCloseTo(found.result?.after.money ?? 0, 1)
})

test('where earliness costs something, early work waits for its day; a promise still finds the gaps before', async () => {
  const { ctx, job } = await cuttingShop()
  const a = await job(1, '2026-03-06')
  await setPlanSettings(ctx, { ...usualSettings, earlyPerDay: 20 })
  // Due at the end of Friday 6th: bent in the last open hour, cut in the one before.
  expect(await starts(ctx)).toEqual({ [`${a.number}/10`]: '03-06T14:00', [`${a.number}/20`]: '03-06T15:00' })
  const bars = (await boardWindow(ctx.db, ctx.now, week)).bars
  expect(bars.map((b) => b.reason)).toContain('It is made just in time.')
  const b = await job(2, '2026-03-03')
  await replan(ctx)
  expect(await starts(ctx)).toMatchObject({ [`${b.number}/20`]: '03-03T14:00', [`${a.number}/20`]: '03-06T15:00' })
})
