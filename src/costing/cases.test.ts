import { describe, expect, test } from 'vitest'
import { sum } from '../core/decimal.ts'
import {
  activityOverhead,
  appliedOverhead,
  costOfSpoilage,
  disposeOverhead,
  overheadRest,
  predeterminedRate,
} from '../engines/costing/overhead.ts'
import { costsOfTime, type TimeFact, totalOf } from './cost.rules.ts'
import { marginOf } from './costSheet.rules.ts'

/**
 * Published job-costing examples, computed by the rules that cost our jobs. Only their figures are used. Where a source
 * prints no result, the test says so. Cases that need accounts over time are in monthOfJobs.test.ts.
 */

const hour: TimeFact = {
  activity: 'run',
  minutes: 60,
  laborRate: 0,
  machineRate: 0,
  crew: 1,
  attendedPercent: 100,
  overheadDriver: 'none',
  overheadRate: 0,
}
const of = (fact: Partial<TimeFact>) =>
  Object.fromEntries(costsOfTime({ ...hour, ...fact }).map((c) => [c.element, c.amount]))

describe('Franklin, Graybeal, Cooper: Principles of Accounting 2, Managerial Accounting (OpenStax)', () => {
  test('4.3: rate of a sign maker, and 4.5: what a job bears by it', () => {
    const rate = predeterminedRate(sum([5000, 20_000, 75_000, 90_000, 35_000, 25_000]), 100_000)
    expect(rate).toBe(2.5)
    // A work center takes it as percent of labor cost: 3 h at 50.00 are 150.00 of labor and 375.00 of overhead.
    expect(of({ minutes: 180, laborRate: 50, overheadDriver: 'laborCost', overheadRate: rate * 100 })).toEqual({
      labor: 150,
      overhead: 375,
    })
  })

  test('4.4, 4.7: under- and over-applied overhead closed to cost of goods sold', () => {
    const applied = appliedOverhead(2.5, 100_000)
    const actual = sum([4500, 18_000, 84_000, 90_000, 35_000, 25_000])
    expect([applied, actual]).toEqual([250_000, 256_500])
    expect(overheadRest(actual, applied)).toEqual({ kind: 'under', amount: 6500 })
    expect(overheadRest(248_000, applied)).toEqual({ kind: 'over', amount: 2000 })
    const books = [
      { account: 'overhead', balance: 0, applied: 0 },
      { account: 'costOfGoodsSold', balance: 100_000, applied: 0 },
    ] as const
    const change = (actualCost: number) =>
      disposeOverhead(overheadRest(actualCost, applied), books, { to: 'costOfGoodsSold' }).map((d) => d.change)
    expect(change(actual)).toEqual([0, 6500]) // debit cost of goods sold
    expect(change(248_000)).toEqual([0, -2000]) // credit it
  })

  test('4.8: a repair job, its cost and its bill', () => {
    const time = of({ minutes: 180, laborRate: 25, overheadDriver: 'laborHours', overheadRate: 25 })
    expect(time).toEqual({ labor: 75, overhead: 75 })
    const cost = totalOf({ material: 42, ...time })
    const bill = sum([70, totalOf(of({ minutes: 180, laborRate: 80 }))]) // the part and three hours at 80.00; the fee for the diagnosis is not in the printed bill
    expect([cost, bill]).toEqual([192, 310])
    expect(marginOf(bill, cost)).toMatchObject({ margin: 118 })
  })

  test('4.4: rate by a base', () => {
    expect(predeterminedRate(400_000, 200_000)).toBe(2)
  })

  test('6.3, 6.4: activity-based cost of three products', () => {
    const pools = [
      { pool: 'setups', cost: 200_000, driver: 5000 },
      { pool: 'purchasing', cost: 500_000, driver: 10_000 },
      { pool: 'inspection', cost: 300_000, driver: 20_000 },
      { pool: 'assembly', cost: 600_000, driver: 30_000 },
      { pool: 'machine', cost: 900_000, driver: 150_000 },
    ] as const
    const uses = (setups: number, purchasing: number, inspection: number, assembly: number, machine: number) => ({
      setups,
      purchasing,
      inspection,
      assembly,
      machine,
    })
    const { rates, overhead } = activityOverhead(pools, [
      { units: 140_000, uses: uses(2000, 5000, 10_000, 15_000, 80_000) },
      { units: 100_000, uses: uses(1500, 4000, 9000, 3000, 60_000) },
      { units: 250_000, uses: uses(1500, 1000, 1000, 12_000, 10_000) },
    ])
    expect(Object.values(rates)).toEqual([40, 50, 15, 20, 6])
    expect(overhead).toEqual([
      { total: 1_260_000, perUnit: 9 },
      { total: 815_000, perUnit: 8.15 },
      { total: 425_000, perUnit: 1.7 },
    ])
    const direct = [13.5, 8.75, 16]
    expect(overhead.map((o, i) => totalOf({ material: direct[i] ?? 0, overhead: o.perUnit }))).toEqual([
      22.5, 16.9, 17.7,
    ])
  })
})

test('Garrison, Noreen, Brewer: Managerial Accounting, exercise 3-20: two departments with different bases', () => {
  const cutting = predeterminedRate(360_000, 48_000)
  const finishing = predeterminedRate(486_000, 270_000) * 100
  expect([cutting, finishing]).toEqual([7.5, 180])
  const cut = of({ minutes: 80 * 60, overheadDriver: 'machineHours', overheadRate: cutting })
  // 150.00 of labor: 6 h at 25.00.
  const finish = of({ minutes: 6 * 60, laborRate: 25, overheadDriver: 'laborCost', overheadRate: finishing })
  expect([cut.overhead, finish.overhead, sum([cut.overhead ?? 0, finish.overhead ?? 0])]).toEqual([600, 270, 870])
})

describe('Horngren, Datar, Rajan: Cost Accounting (figures as posted from its solutions)', () => {
  test('4-34: under-applied overhead disposed three ways', () => {
    const rate = predeterminedRate(4_800_000, 80_000)
    const applied = appliedOverhead(rate, 75_000)
    const rest = overheadRest(4_900_000, applied)
    expect([rate, applied, rest]).toEqual([60, 4_500_000, { kind: 'under', amount: 400_000 }])
    const books = [
      { account: 'wip', balance: 750_000, applied: 240_000 },
      { account: 'finished', balance: 1_250_000, applied: 660_000 },
      { account: 'sold', balance: 8_000_000, applied: 3_600_000 },
    ] as const
    expect(disposeOverhead(rest, books, { to: 'sold' }).map((d) => d.after)).toEqual([750_000, 1_250_000, 8_400_000])
    const byBalance = disposeOverhead(rest, books, { by: 'balance' })
    expect(byBalance.map((d) => d.change)).toEqual([30_000, 50_000, 320_000])
    expect(byBalance.map((d) => d.after)).toEqual([780_000, 1_300_000, 8_320_000])
    const byApplied = disposeOverhead(rest, books, { by: 'applied' })
    // The source rounds its shares to 5.33 % and 14.67 % and so prints 771,320 and 1,308,680.
    expect(Math.abs((byApplied[0]?.after ?? 0) - 771_320)).toBeLessThan(20)
    expect(Math.abs((byApplied[1]?.after ?? 0) - 1_308_680)).toBeLessThan(20)
    expect(sum(byApplied.map((d) => d.change))).toBe(400_000)
  })

  test('spoilage of 5 of 50 pieces at 2,000, worth 600 each as they are', () => {
    const spoiled = { quantity: 5, costPerPiece: 2000, disposalPerPiece: 600 }
    const good = 45
    const abnormal = costOfSpoilage({ ...spoiled, kind: 'abnormal' })
    expect(abnormal).toEqual({ material: 3000, leavesJob: 10_000, toOverhead: 0, toLoss: 7000 })
    const jobCost = 100_000 - abnormal.leavesJob
    expect([jobCost, jobCost / good]).toEqual([90_000, 2000])
    // Common spoilage goes into the overhead rate of all jobs; this job has 45 of the 140 units of its base.
    const common = costOfSpoilage({ ...spoiled, kind: 'common' })
    const commonCost = 100_000 - common.leavesJob + appliedOverhead(predeterminedRate(common.toOverhead, 140), 45)
    expect([commonCost, commonCost / good]).toEqual([92_250, 2050])
    // Spoilage particular to the job: computed, the source prints no result.
    const own = 100_000 - costOfSpoilage({ ...spoiled, kind: 'job' }).leavesJob
    expect([own, (own / good).toFixed(2)]).toEqual([97_000, '2155.56'])
  })

  test('9-34: absorption cost of a piece, overhead 150 % of labor', () => {
    const time = of({ minutes: 60 * 24_800, laborRate: 25, overheadDriver: 'laborCost', overheadRate: 150 })
    const total = totalOf({ material: 240_000, ...time })
    expect([time.labor, total, total / 100_000]).toEqual([620_000, 1_790_000, 17.9])
  })
})

test('Posted solutions of a chapter on job costing: rate, one job, split rate', () => {
  expect(predeterminedRate(36_000, 24_000)).toBe(1.5)
  expect(totalOf({ material: 4250, labor: 2500, overhead: appliedOverhead(1.5, 2500) })).toBe(10_500)
  expect([predeterminedRate(700_000, 10_000), predeterminedRate(500_000, 10_000)]).toEqual([70, 50])
})

test('A posted question of two jobs at 23 an hour and 20 overhead (computed, the source prints no result)', () => {
  const job = (material: number, hours: number) =>
    totalOf({ material, ...of({ minutes: hours * 60, laborRate: 23, overheadDriver: 'laborHours', overheadRate: 20 }) })
  expect([job(375, 18), job(405, 29)]).toEqual([1149, 1652])
})
