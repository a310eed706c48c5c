import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { items } from '../catalog/item.tables.ts'
import { methodOperations, operationAlternates } from '../catalog/method.tables.ts'
import { testShop } from '../catalog/testCatalog.ts'
import type { Ctx } from '../core/ctx.ts'
import { later, testCtx } from '../core/testDb.ts'
import { meanwhile } from '../core/testTurns.ts'
import { costEntries } from '../costing/cost.tables.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { postMove } from '../inventory/stock.commands.ts'
import { stockBalances } from '../inventory/stock.tables.ts'
import { cancelJob, createJob, holdJob, releaseJob, resumeJob } from '../jobs/job.commands.ts'
import { getJobRow, operationsOf, workOrdersOfJob } from '../jobs/job.queries.ts'
import { setPin } from '../plant/pin.commands.ts'
import { employees, machines } from '../plant/plant.tables.ts'
import { correctReport, correctTime, stopForgottenClocks, voidTime } from './correct.commands.ts'
import { addDevice, enrollDevice, removeDevice, signInAtTerminal } from './device.commands.ts'
import { floorActor, forgetSessions } from './device.queries.ts'
import { dispatchList, operationSheet } from './floor.queries.ts'
import { clockOff, clockOn, reportQuantity } from './time.commands.ts'
import { timeLogs } from './time.tables.ts'
import { undoReport } from './undo.commands.ts'

/** One shelf of one board, sawn at 38.00/h by Ada; boards are taken by themselves. */
async function shelfShop(ctx: Ctx, quantity = 2) {
  const shop = await testShop(ctx)
  const [board, shelf] = [await shop.item('BOARD', 10), await shop.item('SHELF')]
  await ctx.db.update(items).set({ issueMethod: 'backflush' }).where(eq(items.id, board))
  const [saw, oil] = [await shop.workCenter('SAW', 0), await shop.workCenter('OIL', 0)]
  await shop.method(shelf, {
    operations: [
      { workCenterId: saw, runMinutes: 6 },
      { workCenterId: oil, runMinutes: 3 },
    ],
    materials: [{ itemId: board, quantityPer: 1 }],
  })
  const [ada] = await ctx.db
    .insert(employees)
    .values({ number: '1', name: 'Ada', laborGradeId: shop.grade.id, badge: 'B1', department: '', phone: '' })
    .returning()
  const [supplier, stores] = [await wellKnown(ctx, 'supplier'), await wellKnown(ctx, 'stores')]
  await postMove(ctx, {
    itemId: board,
    fromPlaceId: supplier.id,
    toPlaceId: stores.id,
    quantity: 10,
    value: 100,
    document: 'receipt',
    documentNumber: 'R-1',
  })
  const job = await createJob(ctx, { items: [{ itemId: shelf, quantity, dueOn: '2026-03-20' }] })
  await releaseJob(ctx, job.id)
  const [workOrder] = await workOrdersOfJob(ctx.db, job.id)
  const [first, second] = (await operationsOf(ctx.db, [workOrder?.id ?? 0])).map((o) => o.operation.id)
  const inBins = async () =>
    (await ctx.db.select().from(stockBalances)).filter((b) => b.itemId === board && b.placeId === stores.id)[0]
      ?.quantity
  return { job, ada: ada?.id ?? 0, first: first ?? 0, second: second ?? 0, saw, shelf, inBins }
}

test('a report is undone whole: pieces, material, completed goods', async () => {
  const eight = await testCtx('2026-03-02T08:00:00.000Z')
  const { job, first, second, inBins, shelf } = await shelfShop(eight)
  await reportQuantity(eight, { operationId: first, good: 2, scrap: 0, rework: 0 })
  expect(await inBins()).toBe(8)
  const last = await reportQuantity(later(eight, '2026-03-02T08:01:00.000Z'), {
    operationId: second,
    good: 2,
    scrap: 0,
    rework: 0,
  })
  expect((await getJobRow(eight.db, job.id)).status).toBe('completed')

  const nine = later(eight, '2026-03-02T09:00:00.000Z')
  await undoReport(nine, last.reportIds)
  expect((await getJobRow(eight.db, job.id)).status).toBe('started')
  const shelves = (await eight.db.select().from(stockBalances)).filter((b) => b.itemId === shelf)
  expect(shelves.map((b) => [b.quantity, b.value])).toEqual([
    [0, 0],
    [0, 0],
  ])
  await expect(undoReport(nine, last.reportIds)).rejects.toThrow('taken back already')
  await reportQuantity(nine, { operationId: second, good: 2, scrap: 0, rework: 0 })
  expect((await getJobRow(eight.db, job.id)).status).toBe('completed')
})

test('what later work stands on is not undone', async () => {
  const eight = await testCtx('2026-03-02T08:00:00.000Z')
  const { first, second, inBins } = await shelfShop(eight)
  const one = await reportQuantity(eight, { operationId: first, good: 2, scrap: 0, rework: 0 })
  const two = await reportQuantity(later(eight, '2026-03-02T08:01:00.000Z'), {
    operationId: second,
    good: 1,
    scrap: 0,
    rework: 0,
  })
  await expect(undoReport(eight, one.reportIds)).rejects.toThrow('Operation 20 has worked on these pieces')
  await undoReport(eight, two.reportIds)
  const operator: Ctx = {
    ...later(eight, '2026-03-02T08:01:00.000Z'),
    actor: { name: 'Bo', roles: ['operator'], employeeId: 99, deviceId: 1 },
  }
  await expect(undoReport(operator, one.reportIds)).rejects.toThrow(/Only whoever reported it.*too late/)
  await correctReport(eight, {
    reportIds: one.reportIds,
    good: 1,
    scrap: 1,
    rework: 0,
    scrapReason: 'material',
    note: 'One was split',
  })
  expect(await inBins()).toBe(8)
  const [entry] = await dispatchList(eight.db, { all: true })
  expect([entry?.operationId, entry?.ready]).toEqual([second, 1])
})

test('a corrected clock leaves a trail and costs what it says; others of that time are shared anew', async () => {
  const eight = await testCtx('2026-03-02T08:00:00.000Z')
  const { ada, first, second } = await shelfShop(eight)
  await reportQuantity(eight, { operationId: first, good: 1, scrap: 0, rework: 0 })
  const one = await clockOn(eight, { employeeId: ada, operationId: first, activity: 'run' })
  await clockOn(eight, { employeeId: ada, operationId: second, activity: 'run' })
  const ten = later(eight, '2026-03-02T10:00:00.000Z')
  await clockOff(ten, { employeeId: ada }) // 120 minutes, of one job: by quantity 60 and 60
  const labor = async () =>
    (await eight.db.select().from(costEntries))
      .filter((c) => c.element === 'labor')
      .reduce((sum, c) => sum + c.amount, 0)
  expect(await labor()).toBeCloseTo(76, 4) // 2 h × 38
  const noon = later(eight, '2026-03-02T12:00:00.000Z')
  const { minutes } = await correctTime(noon, {
    id: one.id,
    startedAt: '2026-03-02T08:00:00Z',
    endedAt: '2026-03-02T09:00:00Z',
    activity: 'run',
    reason: 'Went to the dentist',
  })
  expect(minutes).toBe(30) // 8 to 9 shared with the other, which bears 30 + 60
  const logs = async () => (await eight.db.select().from(timeLogs)).map((l) => [l.voided, l.minutes]).sort()
  expect(await logs()).toEqual([
    [false, 30],
    [false, 90],
    [true, 0],
  ])
  expect(await labor()).toBeCloseTo(76, 4)
  const [wrong] = (await eight.db.select().from(timeLogs)).filter((l) => l.minutes === 90)
  await voidTime(noon, wrong?.id ?? 0, 'Not his')
  expect(await logs()).toEqual([
    [false, 60],
    [true, 0],
    [true, 0],
  ])
  expect(await labor()).toBeCloseTo(38, 4)
})

test('a forgotten clock stops at the end of the shift', async () => {
  const eight = await testCtx('2026-03-02T08:00:00.000Z')
  const { ada, first } = await shelfShop(eight)
  await clockOn(eight, { employeeId: ada, operationId: first, activity: 'run' })
  const shift = async () => '2026-03-02T16:00:00.000Z'
  expect(await stopForgottenClocks(later(eight, '2026-03-02T17:00:00.000Z'), shift)).toBe(0)
  expect(await stopForgottenClocks(later(eight, '2026-03-02T18:30:00.000Z'), shift)).toBe(1)
  const [log] = await eight.db.select().from(timeLogs)
  expect([log?.endedAt, log?.minutes, log?.autoStopped]).toEqual(['2026-03-02T16:00:00.000Z', 480, true])
})

test('a terminal is enrolled once; a badge or a PIN signs in; guessing is stopped', async () => {
  const eight = await testCtx(new Date().toISOString())
  const { ada, saw, first } = await shelfShop(eight)
  await setPin(eight, ada, '4812')
  const { code, id } = await addDevice(eight, { name: 'Saw tablet', workCenterId: saw })
  const { token } = await enrollDevice(eight, code.toLowerCase())
  await expect(enrollDevice(eight, code)).rejects.toThrow('used already')
  const signed = await signInAtTerminal(eight, { deviceToken: token, badge: 'B1' })
  expect(await floorActor(eight.db, signed.token)).toEqual({
    name: 'Ada',
    roles: ['operator'],
    employeeId: ada,
    deviceId: id,
  })
  for (let i = 0; i < 5; i++)
    await expect(signInAtTerminal(eight, { deviceToken: token, employeeId: ada, pin: '1111' })).rejects.toThrow(
      'PIN is wrong',
    )
  await expect(signInAtTerminal(eight, { deviceToken: token, employeeId: ada, pin: '4812' })).rejects.toThrow(
    'Too many tries',
  )
  expect((await operationSheet(eight.db, first)).materials.map((m) => [m.itemNumber, m.required])).toEqual([
    ['BOARD', 2],
  ])
  await removeDevice(eight, id)
  forgetSessions()
  expect((await floorActor(eight.db, signed.token)).roles).toEqual([])
})

test('work is clocked at its own work center or one that may stand in, on a machine of that one', async () => {
  const ctx = await testCtx('2026-03-02T08:00:00.000Z')
  const { ada, first, second, saw } = await shelfShop(ctx)
  const [oil] = (await ctx.db.select().from(methodOperations).where(eq(methodOperations.id, second))).map(
    (o) => o.workCenterId,
  )
  const [sawing, oiling] = await ctx.db
    .insert(machines)
    .values([
      { code: 'SAW-1', name: 'Panel saw', workCenterId: saw, notes: '' },
      { code: 'OIL-1', name: 'Oil bath', workCenterId: oil ?? 0, notes: '' },
    ])
    .returning()
  const on = (more: { machineId?: number; workCenterId?: number }) =>
    clockOn(ctx, { employeeId: ada, operationId: first, activity: 'run', ...more })
  await expect(on({ machineId: oiling?.id ?? 0 })).rejects.toThrow(
    'Operation 10 is not done at that work center, to which OIL-1',
  )
  await expect(on({ workCenterId: saw, machineId: oiling?.id ?? 0 })).rejects.toThrow(
    'OIL-1 belongs to another work center.',
  )
  await expect(on({ workCenterId: oil ?? 0 })).rejects.toThrow('Operation 10 is not done at that work center.')
  await expect(on({ machineId: 999 })).rejects.toThrow('There is no such machine.')
  await ctx.db.insert(operationAlternates).values({ operationId: first, workCenterId: oil ?? 0 })
  expect((await on({ machineId: oiling?.id ?? 0 })).workCenterId).toBe(oil)
  await clockOff(later(ctx, '2026-03-02T09:00:00.000Z'), { employeeId: ada })
  expect((await on({ machineId: sawing?.id ?? 0 })).workCenterId).toBe(saw)
})

test('nobody clocks on to work that is just being canceled or held', async () => {
  const ctx = await testCtx('2026-03-02T08:00:00.000Z')
  const { job, ada, first } = await shelfShop(ctx)
  const on = (at: Ctx) => clockOn(at, { employeeId: ada, operationId: first, activity: 'run' })
  const [, held] = await meanwhile(ctx, (tx) => holdJob(tx, job.id, 'Drawing is wrong'), on)
  expect(String(held.status === 'rejected' && held.reason)).toContain('on hold: Drawing is wrong')
  await resumeJob(ctx, job.id)
  const [, canceled] = await meanwhile(ctx, (tx) => cancelJob(tx, job.id, 'Not wanted'), on)
  expect(String(canceled.status === 'rejected' && canceled.reason)).toContain('is canceled')
})
