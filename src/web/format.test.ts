import { expect, test } from 'vitest'
import {
  formatClock,
  formatDay,
  formatInstant,
  formatMinutes,
  formatMoney,
  formatPrice,
  formatQuantity,
  localDecimals,
  localSentence,
  parseClock,
  parseNumber,
  setFormats,
} from './format.ts'

const store = new Map<string, string>()
Object.assign(globalThis, {
  localStorage: {
    getItem: (k: string) => store.get(k) ?? null,
    setItem: (k: string, v: string) => store.set(k, v),
    removeItem: (k: string) => store.delete(k),
  },
})
const as = (locale: string, currency: string, timeZone = 'UTC') => setFormats({ locale, currency, timeZone })

test('money has its currency, its decimals and the grouping of the region', () => {
  as('en-IN', 'INR')
  expect(formatMoney(12345678.9)).toBe('₹1,23,45,678.90')
  expect(formatMoney(1234, 'JPY')).toBe('JP¥1,234')
  as('en-US', 'USD')
  expect(formatMoney(-1234.5)).toBe('-$1,234.50')
  expect(formatPrice(0.0375)).toBe('$0.0375')
})

test('quantities keep their decimals and name their unit', () => {
  as('de-DE', 'EUR')
  expect(formatQuantity(1234.5, 'm')).toBe('1.234,5 m')
  expect(formatQuantity(null)).toBe('')
})

test.each([
  [0, '0 min'],
  [12.5, '12.5 min'],
  [60, '1 h'],
  [95, '1 h 35 min'],
  [-90, '−1 h 30 min'],
])('%d minutes read as %s', (minutes, text) => {
  as('en-US', 'USD')
  expect(formatMinutes(minutes)).toBe(text)
})

test('a clock is read as it is written', () => {
  expect(formatClock(390)).toBe('06:30')
  expect([parseClock('6:30'), parseClock('0630'), parseClock('26:00'), parseClock('6:75'), parseClock('noon')]).toEqual(
    [390, 390, 1560, undefined, undefined],
  )
})

test('a day is the same everywhere, an instant is of the plant', () => {
  as('en-US', 'USD', 'Asia/Kolkata')
  expect(formatDay('2026-03-01')).toBe('Mar 1, 2026')
  expect(formatInstant('2026-03-01T20:00:00.000Z')).toContain('Mar 2, 2026')
})

test.each([
  ['en-US', '1,234.5', 1234.5],
  ['en-US', '0,5', 0.5],
  ['en-US', '1,234', 1234],
  ['en-IN', '12,34,567.8', 1234567.8],
  ['cs-CZ', '1 234,5', 1234.5],
  ['cs-CZ', '0,008', 0.008],
  ['cs-CZ', '0.008', 0.008],
  ['de-DE', '1.234', 1234],
  ['de-DE', '1.5', 1.5],
  ['de-CH', '1’234.5', 1234.5],
  ['sv-SE', '−3,5', -3.5],
  ['cs-CZ', ' ', null],
  ['en-US', '1.2.3', undefined],
  ['en-US', 'ten', undefined],
])('where numbers are written as in %s, "%s" is %s', (locale, text, value) => {
  as(locale, 'EUR')
  expect(parseNumber(text)).toBe(value)
})

test('a sentence of the server has its decimals in the way of the region, and its item numbers as they are', () => {
  as('cs-CZ', 'CZK')
  expect(localDecimals('6 × 2.40 Kč, AB.12 revision 1.2.3, 0.125 kg')).toBe(
    '6 × 2,40 Kč, AB.12 revision 1.2.3, 0,125 kg',
  )
  as('en-US', 'USD')
  expect(localDecimals('6 × 2.40')).toBe('6 × 2.40')
})

test('the days in a sentence are written as the locale writes them', () => {
  as('en-US', 'USD')
  expect(localSentence('The plan ends on 2026-03-19; part 2026-03-19-A stays.')).toBe(
    'The plan ends on Mar 19, 2026; part 2026-03-19-A stays.',
  )
})
