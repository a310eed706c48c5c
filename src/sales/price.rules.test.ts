import { describe, expect, test } from 'vitest'
import {
  breakFigures,
  breakFor,
  lineAmounts,
  markedElements,
  type PriceTerms,
  toolingPrice,
  totalAmounts,
  unitPriceOf,
  usualBreaks,
} from './price.rules.ts'

const terms: PriceTerms = {
  markups: { material: 10, labor: 50, outside: 20, tooling: 0 },
  minimumPrice: 0,
  oneOffPrice: 0,
  toolingInOneOff: false,
  currency: 'USD',
  exchangeRate: 1,
}

describe('a line rounds', () => {
  test.each([
    // 3 × 33.335 = 100.005 → 100.01; 7 % of 100.01 = 7.0007 → 7.00
    [
      'half up, tax from the rounded net',
      'USD',
      { quantity: 3, unitPrice: 33.335, oneOffPrice: 0, taxPercent: 7 },
      { net: 100.01, tax: 7, gross: 107.01 },
    ],
    // 0.15 × 10 = 1.5 → 2 yen; 10 % = 0.2 → 0
    [
      'to whole yen',
      'JPY',
      { quantity: 10, unitPrice: 0.15, oneOffPrice: 0, taxPercent: 10 },
      { net: 2, tax: 0, gross: 2 },
    ],
    // 2 × 1.0005 + 0.5 = 2.501; 5 % = 0.12505 → 0.125
    [
      'to fils, one-off included',
      'KWD',
      { quantity: 2, unitPrice: 1.0005, oneOffPrice: 0.5, taxPercent: 5 },
      { net: 2.501, tax: 0.125, gross: 2.626 },
    ],
    // 1.005 is not a double; as a decimal it rounds up
    [
      'as decimals, not as doubles',
      'EUR',
      { quantity: 1, unitPrice: 1.005, oneOffPrice: 0, taxPercent: 0 },
      { net: 1.01, tax: 0, gross: 1.01 },
    ],
  ])('%s', (_why, currency, line, expected) => {
    expect(lineAmounts(line, currency)).toEqual(expected)
  })

  test('and totals are the sums of rounded lines', () => {
    const line = lineAmounts({ quantity: 1, unitPrice: 0.005, oneOffPrice: 0, taxPercent: 0 }, 'USD')
    expect(totalAmounts([line, line, line])).toEqual({ net: 0.03, tax: 0, gross: 0.03 })
  })
})

describe('the price for one piece', () => {
  const costs = { material: 100, labor: 40, outside: 50, tooling: 30 }
  test('is each element with its own mark-up, spread over the quantity', () => {
    // 110 + 60 + 60 + 30 = 260, over 10 pieces
    expect(markedElements(costs, terms.markups).map((e) => e.price)).toEqual([110, 60, 60, 30])
    expect(unitPriceOf(costs, 10, terms)).toBe(26)
  })

  test('leaves tooling out when it is charged once', () => {
    // (110 + 60 + 60) / 10
    expect(unitPriceOf(costs, 10, { ...terms, toolingInOneOff: true })).toBe(23)
    expect(toolingPrice(costs, { ...terms, markups: { tooling: 15 } })).toBe(34.5)
  })

  test('is quoted in the customer’s currency', () => {
    // 260 of ours at 1.25 each = 208; over 10
    expect(unitPriceOf(costs, 10, { ...terms, currency: 'EUR', exchangeRate: 1.25 })).toBe(20.8)
  })

  test('never lets the line fall below its minimum', () => {
    // 100 / 3 = 33.33 would give 99.99
    expect(unitPriceOf({ material: 1 }, 3, { ...terms, minimumPrice: 100 })).toBe(33.34)
  })

  test('keeps four decimals below 1', () => {
    expect(unitPriceOf({ outside: 10 }, 700, terms)).toBe(0.0171) // 12 / 700 = 0.017142…
  })
})

test('a break shows what it earns in the company’s currency', () => {
  // net 10 × 26 + 40 = 300 EUR = 375; cost 220; margin 155 = 41.3 %
  const figures = breakFigures({ material: 100, labor: 40, outside: 50, tooling: 30 }, 10, 26, {
    ...terms,
    oneOffPrice: 40,
    currency: 'EUR',
    exchangeRate: 1.25,
  })
  expect(figures).toEqual({ net: 300, revenue: 375, cost: 220, margin: 155, marginPercent: 41.3 })
  expect(breakFigures({ material: 5 }, 1, 0, terms).marginPercent).toBeNull()
})

test('an ordered quantity gets the price of the largest break it reaches', () => {
  const breaks = [{ quantity: 1 }, { quantity: 50 }, { quantity: 10 }]
  expect(breakFor(breaks, 49)?.quantity).toBe(10)
  expect(breakFor(breaks, 60)?.quantity).toBe(50)
  expect(breakFor([{ quantity: 10 }], 9)).toBeUndefined()
})

test('the usual breaks start at the wish', () => {
  expect(usualBreaks(1)).toEqual([1, 10, 50, 100])
  expect(usualBreaks(25)).toEqual([25, 50, 100])
  expect(usualBreaks(200)).toEqual([200])
})
