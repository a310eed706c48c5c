import { expect, test } from 'vitest'
import { testShop } from '../catalog/testCatalog.ts'
import type { Ctx } from '../core/ctx.ts'
import { later, testCtx } from '../core/testDb.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { postOpeningStock } from '../inventory/stockEntry.commands.ts'
import { createJob, releaseJob } from '../jobs/job.commands.ts'
import { getJobRow, operationsOf, workOrdersOfJob } from '../jobs/job.queries.ts'
import { createDispatch, redateDispatch, sendDispatch } from '../outsourcing/dispatch.commands.ts'
import { applyLearned } from '../planning/learned.commands.ts'
import { learnedTimes } from '../planning/learned.queries.ts'
import { expireHolds, replan } from '../planning/plan.commands.ts'
import { doChanges } from '../planning/planAct.commands.ts'
import { planningTasks } from '../planning/planning.tasks.ts'
import { holdSlot } from '../planning/promise.commands.ts'
import { promiseDates } from '../planning/promise.queries.ts'
import { listHolds } from '../planning/promiseHold.queries.ts'
import { commitScenario, createScenario } from '../planning/scenario.commands.ts'
import { compareScenarios } from '../planning/scenario.queries.ts'
import { staleSince } from '../planning/stale.queries.ts'
import { undoLast } from '../planning/testPlan.ts'
import { whyJob } from '../planning/why.queries.ts'
import { employees, machines, shifts, workCenters } from '../plant/plant.tables.ts'
import { buyShortages } from '../purchasing/buy.commands.ts'
import { confirmPurchaseLine, sendPurchaseOrder } from '../purchasing/purchase.commands.ts'
import { listShortages } from '../purchasing/shortage.queries.ts'
import { createQuotation, sendQuotation, winQuotation } from '../sales/quotation.commands.ts'
import { getQuotation } from '../sales/quotation.queries.ts'
import { addQuotationLine } from '../sales/quotationLine.commands.ts'
import { testCustomer } from '../sales/testSales.ts'
import { clockOff, clockOn, reportQuantity } from '../shopfloor/time.commands.ts'

const monday = '2026-03-02T08:00:00.000Z'

/**
 * Monday to Friday, 8:00 to 16:00 UTC. A bracket is cut from sheet on one of two lasers (30 minutes each, no set-up), then
 * galvanized by ZINC, who takes three days.
 */
async function bracketShop() {
  const ctx = await testCtx(monday)
  const shop = await testShop(ctx)
  await ctx.db.insert(shifts).values(
    (['1', '2', '3', '4', '5'] as const).map((weekday) => ({
      calendarId: shop.calendar.id,
      name: 'Day',
      weekday,
      startMinute: 480,
      endMinute: 960,
      attended: true,
    })),
  )
  const mill = await testCustomer(ctx, 'MILL', { customer: false, supplier: true, leadDays: 4 })
  const zinc = await testCustomer(ctx, 'ZINC', {
    customer: false,
    supplier: true,
    approvedProcesses: 'Zinc',
    leadDays: 3,
  })
  const laser = await shop.workCenter('LASER', 30, { machines: 2 })
  const lasers = await ctx.db
    .insert(machines)
    .values(['L1', 'L2'].map((code) => ({ code, name: code, workCenterId: laser, notes: '' })))
    .returning()
  const sheet = await shop.item('SHEET', 10, { supplierId: mill.id, leadDays: 4 })
  const [bracket, plate] = [await shop.item('BRACKET'), await shop.item('PLATE')]
  await shop.method(plate, { operations: [{ workCenterId: laser, name: 'Cut', runMinutes: 30 }] })
  await shop.method(bracket, {
    operations: [
      { workCenterId: laser, name: 'Cut', runMinutes: 30 },
      { kind: 'outside', name: 'Zinc', supplierId: zinc.id, leadDays: 3 },
    ],
    materials: [{ itemId: sheet, quantityPer: 0.5 }],
  })
  const stock = async (quantity: number) =>
    postOpeningStock(ctx, [{ itemId: sheet, placeId: (await wellKnown(ctx, 'stores')).id, quantity, unitCost: 10 }])
  const job = async (itemId: number, quantity: number, dueOn: string) => {
    const { id, number } = await createJob(ctx, { items: [{ itemId, quantity, dueOn }] })
    const [w] = await workOrdersOfJob(ctx.db, id)
    return { id, number, operations: (await operationsOf(ctx.db, [w?.id ?? 0])).map((o) => o.operation.id) }
  }
  return { ctx, shop, laser, lasers: lasers.map((m) => m.id), sheet, bracket, plate, zinc, stock, job }
}

const projected = async (ctx: Ctx, id: number) => (await getJobRow(ctx.db, id)).projectedOn
const byTheMinute = (ctx: Ctx) => planningTasks.replanIfStale?.(ctx, {})

test('a breakdown: the other laser takes what it can, the plan says who is late, and undo takes it back', async () => {
  const { ctx, laser, lasers, plate, job } = await bracketShop()
  const [a, b] = [await job(plate, 16, '2026-03-02'), await job(plate, 16, '2026-03-02')] // 8 h each, one on each laser
  await replan(ctx)
  expect([await projected(ctx, a.id), await projected(ctx, b.id)]).toEqual(['2026-03-02', '2026-03-02'])
  const down = {
    kind: 'down',
    workCenterId: laser,
    machineId: lasers[0] ?? 0,
    from: ctx.now,
    to: '2026-03-04T08:00:00.000Z',
    reason: 'Tube',
  } as const
  await doChanges(ctx, [down])
  // The second one waits for the first at the laser that works: it is done a day later.
  expect([await projected(ctx, a.id), await projected(ctx, b.id)].sort()).toEqual(['2026-03-02', '2026-03-03'])
  expect((await undoLast(ctx)).summary).toBe('L1 down until 2026-03-04 08:00')
  expect([await projected(ctx, a.id), await projected(ctx, b.id)]).toEqual(['2026-03-02', '2026-03-02'])
})

test('late material: the supplier names a later day, and the plan moves by itself and says why', async () => {
  const { ctx, bracket, stock, job } = await bracketShop()
  await stock(1)
  const a = await job(bracket, 4, '2026-03-20') // needs 2 sheets
  const short = await listShortages(ctx.db, ctx.now, { limit: 10 })
  const [order] = await buyShortages(ctx, { materialIds: short.rows.map((r) => r.id) })
  await sendPurchaseOrder(ctx, order?.id ?? 0)
  await confirmPurchaseLine(ctx, { lineId: order?.lines[0]?.id ?? 0, confirmedOn: '2026-03-06' })
  await replan(ctx)
  // Sheets on Friday 6th, cut 2 h that day, zinc three days: Monday 9th.
  expect(await projected(ctx, a.id)).toBe('2026-03-09')
  await confirmPurchaseLine(ctx, { lineId: order?.lines[0]?.id ?? 0, confirmedOn: '2026-03-11' })
  expect((await staleSince(ctx.db)).causes.map((c) => c.cause)).toEqual(['material'])
  await byTheMinute(ctx)
  expect(await projected(ctx, a.id)).toBe('2026-03-14')
  const why = await whyJob(ctx.db, ctx.now, a.id)
  expect(why.at(-1)?.reason).toBe('SHEET is expected on 2026-03-11.')
  expect((await staleSince(ctx.db)).stale).toBe(false)
})

test('a vendor slips: what is at his place comes back later, and so does the job', async () => {
  const { ctx, bracket, zinc, shop, stock, job } = await bracketShop()
  await stock(10)
  const a = await job(bracket, 4, '2026-03-06')
  await releaseJob(ctx, a.id)
  const [ada] = await ctx.db
    .insert(employees)
    .values({ number: '1', name: 'Ada', laborGradeId: shop.grade.id, badge: 'B1', department: '', phone: '' })
    .returning()
  const [cut, galvanize] = a.operations
  await clockOn(ctx, { employeeId: ada?.id ?? 0, operationId: cut ?? 0, activity: 'run' })
  const noon = later(ctx, '2026-03-02T12:00:00.000Z')
  await reportQuantity(noon, { employeeId: ada?.id ?? 0, operationId: cut ?? 0, good: 4, scrap: 0, rework: 0 })
  await clockOff(noon, { employeeId: ada?.id ?? 0 })
  const dispatch = await createDispatch(noon, {
    vendorId: zinc.id,
    dueOn: '2026-03-05',
    lines: [{ operationId: galvanize ?? 0, quantity: 4 }],
  })
  await sendDispatch(noon, dispatch.id)
  await replan(noon)
  expect(await projected(ctx, a.id)).toBe('2026-03-05')
  await redateDispatch(noon, { id: dispatch.id, dueOn: '2026-03-10', reason: 'Bath' })
  expect((await staleSince(ctx.db)).causes.map((c) => c.cause)).toEqual(['outside'])
  await byTheMinute(noon)
  expect(await projected(ctx, a.id)).toBe('2026-03-10')

  // Four brackets at 30 minutes were cut in four hours: twice the estimate. One such operation counts 1 of 6: (2 + 5) ÷ 6.
  const learned = await learnedTimes(ctx.db, noon.now)
  expect(learned.find((l) => l.kind === 'workCenter')).toMatchObject({
    count: 1,
    ratio: 2,
    shrunk: 1.1667,
    current: 100,
    suggested: 85.7,
  })
  // The efficiency takes 1.1667 of it; 2 ÷ 1.1667 = 1.7142 is left for the operation itself: (1.7142 + 5) ÷ 6 = 1.119 times 30.
  const operation = learned.find((l) => l.kind === 'operation')
  expect(operation).toMatchObject({ count: 1, ratio: 1.7142, shrunk: 1.119, current: 30, suggested: 33.57 })
  if (!operation) throw new Error('The cut was learned from.')
  await applyLearned(noon, operation)
  await expect(applyLearned(noon, operation)).rejects.toThrow('no longer 30')
  // What was estimated by the old minutes says nothing of the new ones: it is not corrected twice.
  expect(await learnedTimes(ctx.db, noon.now)).toEqual([])
  const center = learned.find((l) => l.kind === 'workCenter')
  if (center) await applyLearned(noon, center)
  expect((await ctx.db.select().from(workCenters))[0]?.efficiencyPercent).toBe(85.7)
})

test('overtime: compared with doing nothing, it saves the day and costs its hours', async () => {
  const { ctx, laser, plate, job } = await bracketShop()
  const a = await job(plate, 20, '2026-03-02') // 10 h on one laser
  await replan(ctx)
  expect(await projected(ctx, a.id)).toBe('2026-03-03')
  const { id } = await createScenario(ctx, {
    name: 'Monday evening',
    changes: [
      {
        kind: 'overtime',
        workCenterId: laser,
        from: '2026-03-02T16:00:00.000Z',
        to: '2026-03-02T18:00:00.000Z',
        reason: '',
      },
    ],
  })
  const { columns } = await compareScenarios(ctx.db, ctx.now)
  // Two hours on two lasers at 30 + 38 an hour and half as much again.
  expect(columns.map((c) => [c.totals.lateJobs, c.totals.overtimeHours, c.totals.overtimeMoney])).toEqual([
    [1, 0, 0],
    [0, 4, 408],
  ])
  await commitScenario(ctx, id)
  expect(await projected(ctx, a.id)).toBe('2026-03-02')
})

test('a promise: the quotation asks the plan, holds the slot, and the order and the job carry it', async () => {
  const { ctx, bracket, plate, stock, job } = await bracketShop()
  await stock(20)
  const busy = await job(plate, 32, '2026-03-03') // 16 h: a laser until Tuesday evening
  const busy2 = await job(plate, 32, '2026-03-03') // the other one too
  await replan(ctx)
  const customer = await testCustomer(ctx)
  const quotation = await createQuotation(ctx, { customerId: customer.id })
  const quoted = await addQuotationLine(ctx, quotation.id, { itemId: bracket, quantities: [8, 80] })
  const lineId = quoted.lines[0]?.id ?? 0

  const { dates, milliseconds } = await promiseDates(ctx.db, ctx.now, { quotationLineId: lineId }, [8, 80])
  // 8: 4 h cut on Wednesday until 12:00 and three days of zinc: Saturday 7th. 80 need 40 sheets: 20 more come on Friday 6th,
  // then 40 h on one laser until Thursday 12th at 16:00, and zinc until Sunday 15th.
  expect(dates.map((d) => [d.quantity, d.earliestOn])).toEqual([
    [8, '2026-03-07'],
    [80, '2026-03-15'],
  ])
  // Nothing was done yet: 15 % of 5 days is 1 day more, of 13 days 2.
  expect(dates.map((d) => d.safeOn)).toEqual(['2026-03-08', '2026-03-17'])
  expect(dates[0]?.reasons.map((r) => r.reason)).toEqual([
    'It waits for Q-1001/1/10.',
    expect.stringMatching(/^L[12] is busy with WO-100[12]\/10\.$/),
    expect.any(String),
  ])
  expect(dates[1]?.materials).toMatchObject([{ item: 'SHEET', quantity: 40, readyOn: '2026-03-06' }])
  expect(milliseconds).toBeLessThan(2000)

  const hold = await holdSlot(ctx, { quotationLineId: lineId, quantity: 8, promisedOn: '2026-03-09' })
  expect(hold).toMatchObject({ state: 'held', line: 'Q-1001/1', heldUntil: '2026-03-09', projectedOn: '2026-03-07' })
  // Nobody was moved for it, and whoever asks next comes behind it.
  expect([await projected(ctx, busy.id), await projected(ctx, busy2.id)]).toEqual(['2026-03-03', '2026-03-03'])
  const [next] = (await promiseDates(ctx.db, ctx.now, { itemId: plate }, [16])).dates
  expect(next?.earliestOn).toBe('2026-03-04') // the other laser
  expect((await getQuotation(ctx.db, quotation.id)).lines[0]?.promisedOn).toBe('2026-03-09')

  await sendQuotation(ctx, quotation.id)
  const order = await winQuotation(ctx, quotation.id, { lines: [{ quotationLineId: lineId, quantity: 8 }] })
  expect(order.lines[0]).toMatchObject({ firstPromiseOn: '2026-03-09', currentPromiseOn: '2026-03-09' })
  await replan(ctx)
  expect((await listHolds(ctx.db, { quotationLineId: lineId }))[0]?.state).toBe('held') // until somebody makes the job
  const made = await createJob(ctx, { salesOrderLineIds: [order.lines[0]?.id ?? 0] })
  await replan(ctx)
  expect((await listHolds(ctx.db, { quotationLineId: lineId }))[0]?.state).toBe('used')
  expect(await projected(ctx, made.id)).toBe('2026-03-07')
  expect(await projected(ctx, busy.id)).toBe('2026-03-03')

  const other = await addQuotationLine(ctx, (await createQuotation(ctx, { customerId: customer.id })).id, {
    itemId: plate,
    quantities: [1],
  })
  const short = await holdSlot(ctx, {
    quotationLineId: other.lines[0]?.id ?? 0,
    quantity: 1,
    promisedOn: '2026-03-10',
    days: 2,
  })
  expect(await expireHolds(later(ctx, '2026-03-04T08:00:00.000Z'))).toBe(0)
  expect(await expireHolds(later(ctx, '2026-03-05T08:00:00.000Z'))).toBe(1)
  expect((await listHolds(ctx.db, {})).map((h) => h.id)).not.toContain(short.id)
})
