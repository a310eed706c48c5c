import { expect, test } from 'vitest'
import type { Ctx } from '../core/ctx.ts'
import { later, testCtx } from '../core/testDb.ts'
import { costingShop } from '../costing/testCosting.ts'
import { createShipment, shipShipment } from '../delivery/shipment.commands.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { postOpeningStock } from '../inventory/stockEntry.commands.ts'
import { getJobRow } from '../jobs/job.queries.ts'
import { disposeTest, recordResults, releaseTest, testsOf } from '../quality/test.commands.ts'
import { getTest } from '../quality/test.queries.ts'
import { createTestPlan } from '../quality/testPlan.commands.ts'
import { cancelOrderLine, createSalesOrder } from '../sales/salesOrder.commands.ts'
import { testCustomer } from '../sales/testSales.ts'
import { reports } from './report.model.ts'
import { reportsFor, runReport } from './report.queries.ts'
import { weekOfWork } from './testReports.ts'
import { today } from './today.queries.ts'

const page = { limit: 50 }
const rowsOfReport = async (ctx: Ctx, name: string) => (await runReport(ctx, name, page)).rows

test('every report runs on an empty company, by every column it can be sorted by', async () => {
  const ctx = await testCtx()
  for (const report of reports)
    for (const column of Object.keys(report.columns)) {
      const { rows, total } = await runReport(ctx, report.name, { ...page, sort: `-${column}` })
      expect([report.name, rows, total]).toEqual([report.name, [], 0])
    }
})

test('a report names only columns that it has', () => {
  for (const r of reports) {
    const named = [
      ...r.sort.map((s) => s.column),
      ...Object.keys(r.measures ?? {}),
      ...[...(r.drill ?? '').matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? ''),
      ...(r.chart ? [r.chart.label, r.chart.value] : []),
    ]
    expect([r.name, named.filter((c) => !Object.hasOwn(r.columns, c))]).toEqual([r.name, []])
  }
})

test('a report is shown only to roles that may read what it shows', async () => {
  const operator: Ctx = { ...(await testCtx()), actor: { name: 'Op', roles: ['operator'] } }
  expect(reportsFor(operator).map((r) => r.name)).not.toContain('live-job-margin')
  await expect(runReport(operator, 'live-job-margin', page)).rejects.toThrow('costing.read')
})

test('the rows of a week of work', async () => {
  const monday = await testCtx('2026-03-02T08:00:00.000Z')
  const week = await weekOfWork(monday)
  const { now, order, small, parts, brackets } = week
  const [partJob, bracketJob] = await Promise.all(week.jobs.map(async (id) => (await getJobRow(now.db, id)).number))
  const customer = 'Customer C-1'
  const of = (name: string) => rowsOfReport(now, name)

  // Sales. Ten parts at 30.00 are due on the 7th, two days ago; what is late is worth 300.00 × 2 days.
  expect(await runReport(now, 'open-order-book', page)).toMatchObject({
    rows: [
      {
        order: `${order} / 1`,
        customer,
        item: 'PART',
        quantity: 10,
        openQuantity: 10,
        openValue: 300,
        firstPromiseOn: '2026-03-06',
        currentPromiseOn: '2026-03-07',
        state: 'started',
        daysLate: 2,
      },
      {
        order: `${order} / 2`,
        item: 'BRACKET',
        openQuantity: 4,
        openValue: 200,
        currentPromiseOn: '2026-03-20',
        state: 'started',
        daysLate: 0,
      },
    ],
    total: 2,
    totals: { openQuantity: 14, openValue: 500 },
  })
  expect(await of('late-orders')).toMatchObject([
    {
      order: `${order} / 1`,
      promiseOn: '2026-03-07',
      daysLate: 2,
      openValue: 300,
      atStake: 600,
      job: partJob,
      waitsFor: '20 Plate',
    },
  ])
  expect(await of('on-time-delivery')).toMatchObject([
    {
      month: '2026-03',
      lines: 2,
      onTime: 0,
      onTimePercent: 0,
      deliveredLate: 1,
      stillOpen: 1,
      repromised: 1,
      averageDaysLate: 2,
    },
  ]) // The stocked things left a day late; the parts, promised for the 6th, are three days overdue.
  expect(await of('promise-drift')).toMatchObject([
    {
      order: `${order} / 1`,
      fromOn: '2026-03-06',
      toOn: '2026-03-07',
      days: 1,
      cause: 'vendor',
      askedBy: 'Buyer',
      by: 'Test Owner',
    },
  ])
  expect(await of('quote-pipeline')).toMatchObject([
    { id: week.open, customer, status: 'draft', quotedOn: '2026-03-02', ageDays: 7, value: 200, item: 'PART' },
  ]) // 5 × 40.00
  expect(await of('win-rate')).toMatchObject([
    { customer, decided: 1, won: 0, lost: 1, winPercent: 0, lostBy: ['price'] },
  ])
  expect(await of('shipped-not-invoiced')).toMatchObject([
    {
      shipment: week.shipment,
      order: `${small} / 1`,
      item: 'STOCKED',
      quantity: 2,
      shippedOn: '2026-03-05',
      days: 4,
      value: 24,
    },
  ])

  // Jobs and floor. Parts: one of two operations done; brackets: 2 of 4 good, one scrapped, so one is ready.
  expect(await of('job-status')).toMatchObject([
    {
      job: partJob,
      customers: customer,
      status: 'started',
      dueOn: '2026-03-06',
      donePercent: 50,
      operationNow: '20 Plate',
      where: 'Customer PLATER',
      daysStill: 6,
    },
    {
      job: bracketJob,
      status: 'started',
      dueOn: '2026-03-20',
      donePercent: 50,
      operationNow: '10 Operation 10',
      where: 'BENCH',
      lastEventAt: '2026-03-03T09:00:00.000Z',
      daysStill: 6,
    },
  ])
  expect(await runReport(now, 'dispatch-list', page)).toMatchObject({
    rows: [
      {
        workCenter: 'BENCH',
        workOrder: brackets,
        operation: '10 Operation 10',
        item: 'BRACKET',
        customer,
        ready: 1,
        quantity: 4,
        minutesLeft: 12,
        dueOn: '2026-03-20',
        running: null,
        state: 'ready',
      },
    ],
    totals: { minutesLeft: 12 },
  })
  expect(await of('load-by-work-center')).toMatchObject([
    { workCenter: 'BENCH', operations: 1, minutesReady: 12, minutesLeft: 12, minutesPerWeek: 0, weeks: 0 },
  ])
  expect(await runReport(now, 'time-by-job', page)).toMatchObject({
    rows: [
      { job: bracketJob, workOrder: brackets, person: 'Ada', day: '2026-03-03', setup: 0, run: 30, rework: 0 },
      { job: partJob, workOrder: parts, operation: '10 Saw', day: '2026-03-02', run: 60 },
    ],
    totals: { setup: 0, run: 90, rework: 0 },
  })
  expect(await of('scrap')).toMatchObject([{ workOrder: brackets, item: 'BRACKET', quantity: 1, reason: 'other' }])
  const story = (await runReport(now, 'traveller-history', { ...page, filter: { job: bracketJob ?? '' } })).rows
  expect(story.map((r) => [r.event, r.quantity])).toEqual(
    expect.arrayContaining([
      ['created', null],
      ['release', null],
      ['issue', 2],
      ['start', null],
      ['clockedRun', null],
      ['reportedGood', 2],
      ['reportedScrap', 1],
      ['completion', 2],
    ]),
  )
  expect(story).toHaveLength(8)

  // Buying. Brackets need 4 and have 2; the other 2 were confirmed for the 5th. Ten parts should be back since the 5th.
  expect(await of('shortage-list')).toEqual([]) // what is on order, however late, is not short: it is a late purchase
  expect(await of('late-purchases')).toMatchObject([
    {
      order: week.purchase,
      supplier: 'Customer MILL',
      item: 'RAW',
      openQuantity: 2,
      dueOn: '2026-03-05',
      daysLate: 4,
      jobs: bracketJob,
    },
  ])
  expect(await of('at-vendors')).toMatchObject([
    {
      vendor: 'Customer PLATER',
      dispatch: week.dispatch,
      workOrder: parts,
      operation: '20 Plate',
      quantity: 10,
      sentOn: '2026-03-03',
      dueOn: '2026-03-05',
      daysLate: 4,
    },
  ])

  // Stock. Two brackets were completed at their estimate of 11.00; three of five stocked things at 8.00 are left.
  expect(await runReport(now, 'stock-on-hand', page)).toMatchObject({
    rows: [
      { item: 'BRACKET', onHand: 2, free: 2, awaitingTest: 0, inProduction: 2, onOrder: 0, value: 22 },
      { item: 'PART', onHand: 0, inProduction: 10, value: 0 },
      { item: 'RAW', onHand: 0, reserved: 0, free: 0, onOrder: 2, value: 0 },
      { item: 'STOCKED', family: 'Things', onHand: 3, reserved: 0, free: 3, value: 24 },
    ],
    totals: { value: 46 },
  })
  const ledger = await of('stock-ledger')
  expect(ledger.map((m) => [m.item, m.quantity, m.value, m.document])).toEqual(
    expect.arrayContaining([
      ['RAW', 12, 12, 'receipt'],
      ['STOCKED', 5, 40, 'opening'],
      ['RAW', 10, 10, 'issue'],
      ['RAW', 2, 2, 'issue'],
      ['BRACKET', 2, 22, 'completion'],
      ['BRACKET', 2, 22, 'test'],
      ['STOCKED', 2, 16, 'delivery'],
    ]),
  )
  expect(ledger).toHaveLength(7)
  expect(await runReport(now, 'valuation', page)).toMatchObject({
    rows: [
      { family: 'Things', items: 1, value: 24 },
      { family: '–', items: 1, value: 22 },
    ],
    totals: { items: 2, value: 46 },
  })

  // Quality.
  expect(await of('test-results')).toMatchObject([
    {
      test: week.test,
      item: 'BRACKET',
      workOrder: brackets,
      status: 'released',
      quantity: 2,
      values: 2,
      failed: 0,
      decidedBy: 'Test Owner',
    },
  ])
  expect(await of('first-pass-yield')).toMatchObject([
    { item: 'BRACKET', tests: 1, pieces: 2, passed: 2, failed: 0, undecided: 0, yieldPercent: 100 },
  ])

  // Money, of jobs that go on, so that no saving is shown yet. Parts: estimate 10 raw + 60 min = 50 + plating 20 = 80, spent 10 + 50. Brackets: 4 + 48 min = 40, spent 2 + 25.
  expect(await runReport(now, 'job-cost-recap', page)).toMatchObject({
    rows: [
      {
        job: bracketJob,
        estimate: 44,
        material: 2,
        labor: 25,
        machine: 0,
        setup: 0,
        outside: 0,
        overhead: 0,
        other: 0,
        actual: 27,
        variance: null,
      },
      { job: partJob, estimate: 80, material: 10, labor: 50, outside: 0, actual: 60, variance: null },
    ],
    totals: { estimate: 124, material: 12, labor: 75, actual: 87, variance: 0 },
  })
  // To go on the brackets: 2 raw, and half of the work, 20. On the parts: the plating. One of the four brackets was scrapped and is not paid.
  expect(await runReport(now, 'live-job-margin', page)).toMatchObject({
    rows: [
      { job: bracketJob, revenue: 150, estimate: 44, actual: 27, forecast: 49, margin: 101, marginPercent: 67.3 },
      { job: partJob, revenue: 300, estimate: 80, actual: 60, forecast: 80, margin: 220, marginPercent: 73.3 },
    ],
    totals: { revenue: 450, margin: 321 },
  })

  // What needs somebody on that Monday.
  const blocks = (await today(now)).filter((b) => b.count > 0)
  expect(blocks.map((b) => [b.kind, b.rows.map((r) => r.text)])).toEqual([
    ['late', [`${order} / 1 · ${customer}`]],
    ['vendors', [`Customer PLATER · ${parts}`]],
    ['purchases', [`${week.purchase} · RAW`]],
    ['quotes', [expect.stringContaining(customer)]],
    ['invoices', [`${week.shipment} · ${customer}`]],
  ])

  // A filter narrows the totals with the rows; a page does not.
  expect(await runReport(now, 'open-order-book', { ...page, filter: { item: 'PART' } })).toMatchObject({
    total: 1,
    totals: { openValue: 300 },
  })
  const first = await runReport(now, 'open-order-book', { limit: 1 })
  expect([first.rows.length, first.total, first.totals.openValue]).toEqual([1, 2, 500])
  expect((await runReport(now, 'open-order-book', { limit: 1, cursor: first.next ?? '' })).rows).toMatchObject([
    { item: 'BRACKET' },
  ])
})

test('on-time delivery counts overdue open lines as late, and neither canceled ones nor those that still have time', async () => {
  const monday = await testCtx('2026-03-02T08:00:00.000Z')
  const shop = await costingShop(monday)
  const customer = await testCustomer(monday)
  const itemId = await shop.item('STOCKED', 8)
  await postOpeningStock(monday, [
    { itemId, placeId: (await wellKnown(monday, 'finished')).id, quantity: 9, unitCost: 8 },
  ])
  const order = async (promisedOn: string) =>
    (
      await createSalesOrder(monday, {
        customerId: customer.id,
        lines: [{ itemId, quantity: 1, unitPrice: 12, promisedOn }],
      })
    ).lines[0]?.id ?? 0
  const ship = async (ctx: Ctx, salesOrderLineId: number) =>
    shipShipment(ctx, (await createShipment(ctx, { customerId: customer.id, lines: [{ salesOrderLineId }] })).id)
  const thursday = later(monday, '2026-03-05T08:00:00.000Z')
  await ship(thursday, await order('2026-03-05')) // on its day
  await ship(thursday, await order('2026-03-04')) // a day late
  await order('2026-03-06') // three days overdue by Monday
  await order('2026-03-09') // due that Monday: it still has the day
  await cancelOrderLine(thursday, await order('2026-03-06'), { reason: 'Not wanted' })
  const rows = await rowsOfReport(later(monday, '2026-03-09T08:00:00.000Z'), 'on-time-delivery')
  expect(rows).toMatchObject([
    { month: '2026-03', lines: 3, onTime: 1, onTimePercent: 33.3, deliveredLate: 1, stillOpen: 1, averageDaysLate: 2 },
  ])
})

test('first-pass yield counts a failure as soon as it is seen, and goods that wait for their first test not at all', async () => {
  const ctx = await testCtx('2026-03-02T08:00:00.000Z')
  const shop = await costingShop(ctx)
  await shop.buy(ctx, shop.raw, 50)
  const bracket = await shop.product('BRACKET', {}, 12)
  await createTestPlan(ctx, { itemId: bracket, name: 'Look', characteristics: [{ name: 'Fine', kind: 'check' }] })
  const tested = async (quantity: number, passed?: boolean) => {
    const [order] = await shop.start(ctx, { items: [{ itemId: bracket, quantity, dueOn: '2026-12-18' }] })
    if (!order) throw new Error('There is a work order.')
    await shop.issue(ctx, order, quantity)
    await shop.report(ctx, order, quantity)
    const [test] = await testsOf(ctx, order.id)
    const id = test?.id ?? 0
    const [fine] = (await getTest(ctx.db, id)).characteristics
    if (passed === undefined) return id
    const pieces = Array.from({ length: quantity }, (_, i) => i + 1)
    await recordResults(
      ctx,
      id,
      pieces.map((piece) => ({ characteristicId: fine?.id ?? 0, piece, measured: null, passed })),
    )
    return id
  }
  await releaseTest(ctx, await tested(2, true))
  await tested(1, true) // passed, to be released
  await tested(3, false) // nobody has decided yet
  await disposeTest(ctx, await tested(1, false), 'useAsIs', 'A scratch inside', 'The customer')
  await tested(4)
  expect(await rowsOfReport(ctx, 'first-pass-yield')).toMatchObject([
    { item: 'BRACKET', tests: 4, pieces: 7, passed: 3, failed: 4, undecided: 3, yieldPercent: 42.9 },
  ]) // 3 ÷ 7
})

test('stock reports show values only to those who may see costs', async () => {
  const monday = await testCtx('2026-03-02T08:00:00.000Z')
  const { now } = await weekOfWork(monday)
  const keeper: Ctx = { ...now, actor: { name: 'Keeper', roles: ['storekeeper'] } }
  for (const name of ['stock-on-hand', 'stock-ledger'])
    for (const r of await rowsOfReport(keeper, name)) expect([name, r.value]).toEqual([name, null])
})
