import { eq } from 'drizzle-orm'
import type pg from 'pg'
import { expect, test } from 'vitest'
import { testShop } from '../catalog/testCatalog.ts'
import { later, testCtx } from '../core/testDb.ts'
import { faults } from '../engines/scheduling/check.ts'
import { schedule } from '../engines/scheduling/schedule.ts'
import { createJob, holdJob, releaseJob } from '../jobs/job.commands.ts'
import { getJobRow, operationsOf, workOrdersOfJob } from '../jobs/job.queries.ts'
import { shifts, tools } from '../plant/plant.tables.ts'
import { createSalesOrder } from '../sales/salesOrder.commands.ts'
import { getSalesOrder } from '../sales/salesOrder.queries.ts'
import { testCustomer } from '../sales/testSales.ts'
import { replan } from './plan.commands.ts'
import { planOperations } from './plan.tables.ts'
import { planFacts } from './planFacts.queries.ts'
import { planOverview } from './planLoad.queries.ts'
import { problemOf } from './planProblem.rules.ts'
import { usualSettings } from './planShopFacts.queries.ts'
import { isStale, staleSince } from './stale.queries.ts'

/** Days from 8:00 to 16:00 UTC, Monday to Friday: 480 minutes. Monday is 2026-03-02. A desk is of a top, which is sawn. */
async function shopWithShifts() {
  const ctx = await testCtx('2026-03-02T08:00:00.000Z')
  const shop = await testShop(ctx)
  await ctx.db.insert(shifts).values(
    ['1', '2', '3', '4', '5'].map((weekday) => ({
      calendarId: shop.calendar.id,
      name: 'Day',
      weekday: weekday as '1',
      startMinute: 480,
      endMinute: 960,
      attended: true,
    })),
  )
  const [saw, bench] = [await shop.workCenter('SAW', 12), await shop.workCenter('BENCH', 0)]
  const vendor = await testCustomer(ctx, 'V-1', { customer: false, supplier: true })
  const [top, desk] = [await shop.item('TOP'), await shop.item('DESK')]
  await shop.method(top, { operations: [{ workCenterId: saw, setupMinutes: 30, runMinutes: 90 }] })
  await shop.method(desk, {
    operations: [
      { workCenterId: bench, runMinutes: 60 },
      { kind: 'outside', name: 'Lacquer', leadDays: 3, supplierId: vendor.id },
    ],
    materials: [{ itemId: top, supply: 'make' }],
  })
  return { ctx, shop, saw, bench, top, desk }
}

test('two jobs are planned one after the other, with reasons, and the lines are told their day', async () => {
  const { ctx, desk } = await shopWithShifts()
  const customer = await testCustomer(ctx)
  const order = await createSalesOrder(ctx, {
    customerId: customer.id,
    lines: [{ itemId: desk, quantity: 4, unitPrice: 9, promisedOn: '2026-03-06' }],
  })
  const first = await createJob(ctx, { salesOrderLineIds: [order.lines[0]?.id ?? 0] })
  const second = await createJob(ctx, { items: [{ itemId: desk, quantity: 1, dueOn: '2026-03-20' }] })
  await releaseJob(ctx, first.id)
  expect(await replan(ctx)).toEqual({ operations: 6, unplaced: 0, lateJobs: 0 })

  const [deskOrder, topOrder] = await workOrdersOfJob(ctx.db, first.id)
  const own = await operationsOf(ctx.db, [deskOrder?.id ?? 0, topOrder?.id ?? 0])
  // Tops: 30 + 4 × 90 = 390 min from 8:00 to 14:30. Desks: 240 min from 14:30, 90 of them on Monday, 150 on Tuesday until 10:30. Lacquer: 3 days.
  expect(own.map((o) => [o.progress?.plannedStartAt, o.progress?.plannedEndAt])).toEqual([
    ['2026-03-02T14:30:00.000Z', '2026-03-03T10:30:00.000Z'],
    ['2026-03-03T10:30:00.000Z', '2026-03-06T10:30:00.000Z'],
    ['2026-03-02T08:00:00.000Z', '2026-03-02T14:30:00.000Z'],
  ])
  expect(own.map((o) => o.progress?.plannedReason)).toEqual([
    `It waits for ${topOrder?.number}/10.`,
    `It waits for ${deskOrder?.number}/10.`,
    'It can start now.',
  ])
  expect((await getJobRow(ctx.db, first.id)).projectedOn).toBe('2026-03-06')
  expect((await getSalesOrder(ctx.db, order.id)).lines[0]?.projectedOn).toBe('2026-03-06')
  // The second job's top waits for the saw: 30 + 90 = 120 min from 14:30, 90 on Monday and 30 on Tuesday. Its desk: 60 min after the bench is free at 10:30.
  expect((await getJobRow(ctx.db, second.id)).projectedOn).toBe('2026-03-06')
  const overview = await planOverview(ctx.db, ctx.now, 5)
  expect(
    overview.workCenters.map((c) => [c.code, ...c.load.slice(0, 2).map((l) => [l.loadMinutes, l.openMinutes])]),
  ).toEqual([
    ['BENCH', [90, 480], [210, 480]],
    ['SAW', [480, 480], [30, 480]],
  ])
})

test('what cannot be placed says why, held work waits, and late jobs are named', async () => {
  const { ctx, desk, top, shop } = await shopWithShifts()
  const board = await shop.item('BOARD', 5, { leadDays: 9 })
  await shop.method(top, { operations: [{ runMinutes: 5 }], materials: [{ itemId: board }] })
  const homeless = await createJob(ctx, { items: [{ itemId: desk, quantity: 1, dueOn: '2026-03-20' }] })
  const bench = await shop.workCenter('PRESS', 0)
  const panel = await shop.item('PANEL')
  await shop.method(panel, { operations: [{ workCenterId: bench, runMinutes: 10 }], materials: [{ itemId: board }] })
  const lacking = await createJob(ctx, { items: [{ itemId: panel, quantity: 2, dueOn: '2026-03-05' }] })
  expect(await replan(ctx)).toEqual({ operations: 4, unplaced: 1, lateJobs: 1 })
  expect((await getJobRow(ctx.db, homeless.id)).projectedOn).toBeNull()
  // Nine days from 2026-03-02 is 2026-03-11: six days late.
  const { lateJobs, unplaced } = await planOverview(ctx.db, ctx.now, 1)
  expect(lateJobs).toMatchObject([
    {
      number: lacking.number,
      projectedOn: '2026-03-11',
      daysLate: 6,
      reason: '2 pc of BOARD are short; ordered today they would come on 2026-03-11.',
    },
  ])
  expect(unplaced.map((u) => u.reason)).toEqual(['It has no work center.'])
  await holdJob(ctx, lacking.id, 'Wait')
  await replan(later(ctx, '2026-03-03T08:00:00.000Z'))
  const [held] = await ctx.db
    .select()
    .from(planOperations)
    .where(eq(planOperations.workOrderId, (await workOrdersOfJob(ctx.db, lacking.id))[0]?.id ?? 0))
  expect(held).toMatchObject({ startAt: null, reason: 'The job is on hold.' })
})

test('the problem that is made of the shop is scheduled without a fault', async () => {
  const { ctx, desk } = await shopWithShifts()
  for (const quantity of [3, 1, 7]) await createJob(ctx, { items: [{ itemId: desk, quantity, dueOn: '2026-03-10' }] })
  const { problem } = problemOf((await planFacts(ctx.db, ctx.now)).facts)
  expect(faults(problem, schedule(problem))).toEqual([])
})

test('a share of attended time never leaves less than nothing for the machine', () => {
  const step = {
    id: 1,
    operationId: 1,
    vendorId: null,
    crew: 1,
    setupFamily: '',
    tooling: '',
    outsidePrice: 0,
    runningMachineId: null,
    runningPersonIds: [],
    materialMissing: false,
    usesMaterial: false,
    choice: null,
    kept: null,
    sequence: 10,
    name: 'Mill',
    kind: 'inside',
    workCenterIds: [5],
    setupMinutes: 0,
    quantityLeft: 3,
    overlapQuantity: 0,
    outsideMinutes: 0,
    atVendor: false,
    running: false,
    startedAt: null,
    readyAt: null,
    readyReason: '',
  } as const
  const center = {
    id: 5,
    code: 'MILL',
    name: 'Mill',
    records: [],
    heldBackPercent: 0,
    hourCost: 0,
    machines: 1,
    calendarId: 1,
    efficiencyPercent: 85,
    queueMinutes: 0,
    moveMinutes: 0,
  }
  for (let run = 1; run < 500; run++)
    for (const attendedPercent of [0, 33.3333, 60, 100]) {
      const { problem } = problemOf({
        start: 0,
        zone: 'UTC',
        settings: usualSettings,
        vendors: [],
        people: [],
        tools: [],
        setupTimes: [],
        times: [],
        centers: [center],
        calendars: [{ id: 1, windows: [{ from: 0, to: 1e6, attended: true }] }],
        work: [
          {
            id: 1,
            number: 'WO-1',
            jobId: 1,
            job: 'J-1',
            customers: '',
            item: 'PART',
            quantity: 3,
            topId: 1,
            parentId: null,
            usedAtSequence: null,
            dueOn: '2026-03-20',
            dueAt: 1e5,
            normalWeight: 1,
            rush: false,
            held: false,
            holdId: null,
            steps: [{ ...step, runMinutesLeft: run * 0.7, attendedPercent }],
          },
        ],
      })
      expect(problem.operations[0]?.alternatives[0]?.unattendedMinutes).toBeGreaterThanOrEqual(0)
    }
})

test('a plan never waits for a record that somebody is at work on, and is made again soon after', async () => {
  const { ctx, desk } = await shopWithShifts()
  const job = await createJob(ctx, { items: [{ itemId: desk, quantity: 1, dueOn: '2026-03-20' }] })
  await releaseJob(ctx, job.id)
  const floor = await (ctx.db as unknown as { $client: pg.Pool }).$client.connect()
  try {
    await floor.query('begin')
    await floor.query('select id from jobs where id = $1 for no key update', [job.id])
    await floor.query('select id from operation_progress for no key update')
    await replan(ctx)
    expect((await getJobRow(ctx.db, job.id)).projectedOn).toBeNull()
    const { rows } = await floor.query("select count(*)::int as n from graphile_worker.jobs where key = 'replan'")
    expect(rows).toEqual([{ n: 1 }])
    await floor.query('commit')
  } finally {
    floor.release()
  }
  await replan(ctx)
  expect((await getJobRow(ctx.db, job.id)).projectedOn).not.toBeNull()
})

test('a change that commits after the plan was made, with a lower number than another that it saw, makes it stale', async () => {
  const { ctx, desk } = await shopWithShifts()
  const job = await createJob(ctx, { items: [{ itemId: desk, quantity: 1, dueOn: '2026-03-20' }] })
  const other = await (ctx.db as unknown as { $client: pg.Pool }).$client.connect()
  try {
    await other.query('begin')
    await other.query("update jobs set due_on = '2026-03-19' where id = $1", [job.id])
    await ctx.db.insert(tools).values({ name: 'Jig', quantity: 1, notes: '' })
    await replan(ctx)
    expect(await isStale(ctx.db)).toBe(false)
    await other.query('commit')
    expect(await isStale(ctx.db)).toBe(true)
    expect((await staleSince(ctx.db)).causes.map((c) => c.cause)).toEqual(['work'])
  } finally {
    other.release()
  }
  await replan(ctx)
  expect(await isStale(ctx.db)).toBe(false)
})
