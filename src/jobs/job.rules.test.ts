import { expect, test } from 'vitest'
import { enteringQuantity, requiredOf, requiredQuantity, startQuantity, takenSoFar, usedQuantity } from './job.rules.ts'

const line = { quantityPer: 1, fixedQuantity: 0, scrapPercent: 0, supply: 'make', decimals: 0 } as const

test.each([
  ['made with an allowance of less than half a piece', { scrapPercent: 1 }, 6, 6], // 6 / 0.99 = 6.0606
  ['made with an allowance of half a piece or more', { scrapPercent: 1 }, 60, 61], // 60.606
  ['made by the hundred', { scrapPercent: 1 }, 100, 101],
  ['made one by one', { scrapPercent: 1 }, 1, 1],
  ['made, an exact half', { scrapPercent: 20 }, 2, 3], // 2.5
  ['made for a part of one', { quantityPer: 0.25 }, 1, 1],
  ['made without one', {}, 6, 6],
  ['made, where binary arithmetic gives 6.000000000000001', { quantityPer: 0.1, scrapPercent: 95 }, 3, 6],
  ['made by length, to the unit’s decimals', { quantityPer: 0.333, scrapPercent: 4, decimals: 2 }, 5, 1.73], // 1.734375
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
  expect(startQuantity(10, [2, 2], 0)).toBe(10) // 10 / 0.98 / 0.98 = 10.41
  expect(startQuantity(20, [2, 2], 0)).toBe(21) // 20.82, though each of the two loses less than half a piece
  expect(startQuantity(19, [5], 0)).toBe(20) // 20.000000000000004 in binary
  expect(startQuantity(10, [2, 2], 3)).toBe(10.412) // 10.4123
  expect(startQuantity(7, [], 0)).toBe(7)
})

test('what enters an operation is what the later ones lose, and a line takes for what enters its own', () => {
  const level = {
    decimals: 0,
    operations: [
      { sequence: 10, scrapPercent: 10 },
      { sequence: 20, scrapPercent: 0 },
    ],
  }
  expect([null, 10, 20, 30].map((at) => enteringQuantity(10, level, at))).toEqual([11, 11, 10, 11])
  expect([10, 20].map((at) => requiredOf({ ...line, operationSequence: at }, 10, level))).toEqual([11, 10])
})

test('a part of what is bought is needed, and a whole one is taken', () => {
  const disc = { ...line, supply: 'stock', quantityPer: 0.2 } as const
  expect([usedQuantity(disc, 1), requiredQuantity(disc, 1)]).toEqual([0.2, 1])
})

test('while pieces are still to come, an undivided unit is taken when most of one is used', () => {
  const screw = { ...line, supply: 'stock', scrapPercent: 1 } as const
  expect([1, 49, 50, 100].map((pieces) => takenSoFar(screw, pieces))).toEqual([1, 49, 51, 101])
})
