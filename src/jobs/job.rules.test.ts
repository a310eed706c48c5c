import { expect, test } from 'vitest'
import { requiredQuantity, startQuantity, takenSoFar } from './job.rules.ts'

const line = { quantityPer: 1, fixedQuantity: 0, scrapPercent: 0, supply: 'make', decimals: 0 } as const

test.each([
  ['made with an allowance for scrap', { scrapPercent: 1 }, 6, 7], // 6 / 0.99 = 6.0606
  ['made without one', {}, 6, 6],
  ['made, where binary arithmetic gives 6.000000000000001', { quantityPer: 0.1, scrapPercent: 95 }, 3, 6],
  ['made by length, to the unit’s decimals', { quantityPer: 0.333, scrapPercent: 4, decimals: 2 }, 5, 1.74], // 1.734375
  ['bought by the piece', { supply: 'stock', quantityPer: 0.25 }, 10, 3],
  [
    'bought by weight, as exactly as stock is kept',
    { supply: 'buy', quantityPer: 0.1, scrapPercent: 4, decimals: 3 },
    7,
    0.729167,
  ],
] as const)('what is %s', (_what, more, pieces, needed) => {
  expect(requiredQuantity({ ...line, ...more }, pieces)).toBe(needed)
})

test('whole pieces are started, over the scrap of all operations together', () => {
  expect(startQuantity(10, [2, 2], 0)).toBe(11) // 10 / 0.98 / 0.98 = 10.41
  expect(startQuantity(19, [5], 0)).toBe(20) // 20.000000000000004 in binary
  expect(startQuantity(10, [2, 2], 3)).toBe(10.413)
  expect(startQuantity(7, [], 0)).toBe(7)
})

test('while pieces are still to come, an undivided unit is taken when most of one is used', () => {
  const screw = { ...line, supply: 'stock', scrapPercent: 1 } as const
  expect([1, 49, 50, 100].map((pieces) => takenSoFar(screw, pieces))).toEqual([1, 49, 51, 101])
})
