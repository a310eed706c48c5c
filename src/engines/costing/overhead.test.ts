import { expect, test } from 'vitest'
import {
  activityOverhead,
  appliedOverhead,
  costOfSpoilage,
  disposeOverhead,
  overheadRest,
  predeterminedRate,
} from './overhead.ts'

test('no base, no rate; no rest, no change', () => {
  expect(predeterminedRate(100, 0)).toBe(0)
  expect(overheadRest(10, 10)).toEqual({ kind: 'none', amount: 0 })
  expect(
    disposeOverhead({ kind: 'under', amount: 5 }, [{ account: 'a', balance: 0, applied: 0 }], { by: 'applied' }),
  ).toEqual([{ account: 'a', change: 0, after: 0 }])
})

test('the parts of a rest add up to it to the last unit', () => {
  const three = ['wip', 'stock', 'sold'].map((account) => ({ account, balance: 1, applied: 1 }))
  // 100 / 3 = 33.3333 each leaves 0.0001, which the first of the largest takes.
  expect(disposeOverhead({ kind: 'under', amount: 100 }, three, { by: 'balance' }).map((d) => d.change)).toEqual([
    33.3334, 33.3333, 33.3333,
  ])
  expect(disposeOverhead({ kind: 'over', amount: 100 }, three, { by: 'balance' }).map((d) => d.change)).toEqual([
    -33.3334, -33.3333, -33.3333,
  ])
})

test('an activity that a product does not use costs it nothing', () => {
  const { rates, overhead } = activityOverhead(
    [
      { pool: 'setups', cost: 100, driver: 4 },
      { pool: 'orders', cost: 30, driver: 0 },
    ],
    [
      { units: 5, uses: { setups: 1 } },
      { units: 0, uses: {} },
    ],
  )
  expect(rates).toEqual({ setups: 25, orders: 0 })
  expect(overhead).toEqual([
    { total: 25, perUnit: 5 },
    { total: 0, perUnit: 0 },
  ])
  expect(appliedOverhead(1.005, 3)).toBe(3.015)
})

test('spoilage always leaves its disposal value in stock and its net cost in one place', () => {
  const spoiled = { quantity: 2, costPerPiece: 10, disposalPerPiece: 1 }
  expect(costOfSpoilage({ ...spoiled, kind: 'job' })).toEqual({ material: 2, leavesJob: 2, toOverhead: 0, toLoss: 0 })
  expect(costOfSpoilage({ ...spoiled, kind: 'common' })).toEqual({
    material: 2,
    leavesJob: 20,
    toOverhead: 18,
    toLoss: 0,
  })
  expect(costOfSpoilage({ ...spoiled, kind: 'abnormal' })).toEqual({
    material: 2,
    leavesJob: 20,
    toOverhead: 0,
    toLoss: 18,
  })
})
