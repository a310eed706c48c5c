import { describe, expect, test } from 'vitest'
import {
  guessDayOrder,
  guessDecimalMark,
  markOf,
  readDay,
  readFlag,
  readNumber,
  readWord,
} from './importValue.rules.ts'

describe('a number is read', () => {
  test.each([
    ['$8.50 ', 'point', 8.5],
    ['$1,234.50', 'point', 1234.5],
    ['1,234.5', 'point', 1234.5],
    ['1.234,5', 'comma', 1234.5],
    ['12,5 €', 'comma', 12.5],
    ['EUR 1.234.567,89', 'comma', 1234567.89],
    ["CHF 1'234.50", 'point', 1234.5],
    ['1 234,5', 'comma', 1234.5],
    ['₹ 1,23,456.78', 'point', 123456.78],
    ['(5.00)', 'point', -5],
    ['-3', 'point', -3],
    ['−0.5', 'point', -0.5],
    ['$-4', 'point', -4],
    ['.5', 'point', 0.5],
    ['1e-3', 'point', 0.001],
    ['0', 'comma', 0],
  ] as const)('%s with a decimal %s', (text, mark, value) => {
    expect(readNumber(text, mark)).toEqual({ value })
  })

  test.each(['', '   ', '--', '–', 'n/a', 'N/A'])('as nothing from "%s"', (text) =>
    expect(readNumber(text, 'point')).toEqual({ empty: true }),
  )

  test.each([
    ['12,5', 'point'],
    ['1.5', 'comma'],
    ['1,2,3', 'point'],
    ['abc', 'point'],
    ['3 pcs', 'point'],
    ['1.2.3', 'point'],
    ['99999999999999999', 'point'],
    ['Infinity', 'point'],
    ['0x10', 'point'],
  ] as const)('never from "%s" with a decimal %s', (text, mark) => {
    // "1.5" with a decimal comma is not a group of three, so it is no number at all.
    expect(readNumber(text, mark)).toHaveProperty('fault')
  })
})

test('only what cannot be read two ways proves the decimal mark', () => {
  expect(['1,234', '1.234', '12', '1,234.5', '12,50', '0,125'].map(markOf)).toEqual([
    undefined,
    undefined,
    undefined,
    'point',
    'comma',
    'comma',
  ])
  expect(guessDecimalMark(['1,234', '2,50', '7'], 'point')).toBe('comma')
  expect(guessDecimalMark(['1,234', '7'], 'point')).toBe('point')
})

describe('a day is read', () => {
  test.each([
    ['2026-03-04', 'dayFirst', '2026-03-04'],
    ['04.03.2026', 'dayFirst', '2026-03-04'],
    ['3/4/2026', 'monthFirst', '2026-03-04'],
    ['3/4/26', 'dayFirst', '2026-04-03'],
    ['4 Mar 2026', 'monthFirst', '2026-03-04'],
    ['March 4, 2026', 'dayFirst', '2026-03-04'],
    ['2026-03-04T10:00:00Z', 'dayFirst', '2026-03-04'],
  ] as const)('%s %s', (text, order, value) => expect(readDay(text, order)).toEqual({ value }))

  test.each(['30.02.2026', '2026-13-01', 'soon', '13/13/2026'])('never from %s', (text) =>
    expect(readDay(text, 'dayFirst')).toHaveProperty('fault'),
  )

  test('in the order that one of them proves', () => {
    expect(guessDayOrder(['03/04/2026', '25/04/2026'], 'monthFirst')).toBe('dayFirst')
    expect(guessDayOrder(['03/04/2026', '04/25/2026'], 'dayFirst')).toBe('monthFirst')
    expect(guessDayOrder(['03/04/2026'], 'monthFirst')).toBe('monthFirst')
    expect(guessDayOrder(['03.04.2026'], 'monthFirst')).toBe('dayFirst')
  })
})

test('words are found however they are spelled', () => {
  expect(readWord('Machine Hours', ['machineHours', 'none'])).toEqual({ value: 'machineHours' })
  expect(readWord('weekly', ['machineHours', 'none'])).toHaveProperty('fault')
  expect([readFlag('Yes'), readFlag('0'), readFlag(''), readFlag('maybe')]).toEqual([
    { value: true },
    { value: false },
    { empty: true },
    expect.objectContaining({ fault: expect.any(String) }),
  ])
})
