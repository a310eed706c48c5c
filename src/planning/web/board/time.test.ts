import { expect, test } from 'vitest'
import {
  day,
  endOfDay,
  finest,
  hour,
  instantOfWall,
  localInstant,
  localText,
  minute,
  scaleOf,
  snapped,
  startOfDay,
  ticks,
  timeAt,
  wallOf,
  widestSpan,
  windowOf,
  xOf,
  zoomed,
} from './time.ts'

const at = (text: string) => Date.parse(text)
const zone = 'America/Chicago'

test('time and place turn into each other at every zoom', () => {
  for (const perPixel of [finest, minute, hour, 12 * hour]) {
    const axis = { from: at('2026-11-22T06:00:00Z'), perPixel }
    for (const x of [0, 17.5, 999]) expect(xOf(axis, timeAt(axis, x))).toBeCloseTo(x, 6)
  }
})

test('zooming keeps the instant under the pointer and stays between minutes and a year', () => {
  let axis = { from: at('2026-11-22T06:00:00Z'), perPixel: hour }
  const held = timeAt(axis, 300)
  for (let n = 0; n < 60; n++) {
    axis = zoomed(axis, n < 30 ? 1.7 : 0.5, 300, 1000)
    expect(Math.abs(timeAt(axis, 300) - held)).toBeLessThan(1)
    expect(axis.perPixel).toBeGreaterThanOrEqual(finest)
    expect(axis.perPixel * 1000).toBeLessThanOrEqual(widestSpan)
  }
})

test('days of 23 and 25 hours keep their midnights', () => {
  const length = (from: string, to: string) => {
    const days = ticks(at(from), at(to), 'day', zone).map((t) => t.at)
    return days.slice(1).map((d, i) => (d - (days[i] ?? 0)) / hour)
  }
  expect(length('2026-03-07T12:00:00Z', '2026-03-09T12:00:00Z')).toEqual([24, 23, 24])
  expect(length('2026-10-31T12:00:00Z', '2026-11-02T12:00:00Z')).toEqual([24, 25, 24])
})

test('hours go on ascending over a change of clocks, and none is named twice', () => {
  for (const from of ['2026-03-08T05:00:00Z', '2026-11-01T04:00:00Z']) {
    const hours = ticks(at(from), at(from) + 8 * hour, 'hour', zone)
    for (const [i, tick] of hours.entries()) {
      expect(wallOf(tick.at, zone) % hour).toBe(0)
      if (i > 0) expect(tick.at).toBeGreaterThan(hours[i - 1]?.at ?? 0)
    }
  }
})

test('a clock time becomes an instant, also where clocks skip it', () => {
  expect(new Date(localInstant('2026-07-01T08:00', zone) ?? 0).toISOString()).toBe('2026-07-01T13:00:00.000Z')
  expect(localText(at('2026-12-01T14:30:00Z'), zone)).toBe('2026-12-01T08:30')
  // 02:30 does not exist on the day when clocks go from 2 to 3.
  expect(new Date(localInstant('2026-03-08T02:30', zone) ?? 0).toISOString()).toBe('2026-03-08T08:30:00.000Z')
  expect(instantOfWall(at('2026-11-01T12:00:00Z'), zone)).toBe(at('2026-11-01T18:00:00Z'))
  expect(localInstant('', zone)).toBeUndefined()
})

test('weeks begin on Monday, months and years on their first', () => {
  expect(ticks(at('2026-11-25T00:00:00Z'), at('2026-11-26T00:00:00Z'), 'week', 'UTC')[0]?.at).toBe(
    at('2026-11-23T00:00:00Z'),
  )
  expect(ticks(at('2026-11-25T00:00:00Z'), at('2027-01-02T00:00:00Z'), 'month', 'UTC').map((t) => t.at)).toEqual(
    ['2026-11-01', '2026-12-01', '2027-01-01', '2027-02-01'].map(at),
  )
})

test('the scale follows the zoom', () => {
  const of = (perPixel: number) => scaleOf({ from: 0, perPixel }).unit
  expect([finest, minute, 10 * minute, hour / 2, 3 * hour, 8 * hour].map(of)).toEqual([
    '5min',
    'hour',
    'day',
    'day',
    'week',
    'month',
  ])
})

test('a drop snaps to quarters near by and to whole hours from afar, on the plant’s clock', () => {
  const when = at('2026-11-23T14:37:00Z')
  expect(new Date(snapped(when, { from: 0, perPixel: minute }, zone)).toISOString()).toBe('2026-11-23T14:30:00.000Z')
  expect(new Date(snapped(when, { from: 0, perPixel: 5 * minute }, zone)).toISOString()).toBe(
    '2026-11-23T15:00:00.000Z',
  )
  expect(localText(snapped(when, { from: 0, perPixel: hour }, zone), zone)).toBe('2026-11-23T00:00')
})

test('the window that is read holds the view and changes seldom', () => {
  for (const perPixel of [minute, hour, 8 * hour])
    for (let n = 0; n < 50; n++) {
      const axis = { from: at('2026-01-01T00:00:00Z') + n * 3.3 * day, perPixel }
      const { from, to } = windowOf(axis, 1000)
      expect(at(from)).toBeLessThanOrEqual(axis.from)
      expect(at(to)).toBeGreaterThanOrEqual(Math.min(timeAt(axis, 1000), at(from) + 364 * day))
      expect(at(to) - at(from)).toBeLessThanOrEqual(366 * day)
    }
})

test('a day ends where the next begins', () => {
  expect(new Date(endOfDay('2026-11-01', zone)).toISOString()).toBe('2026-11-02T06:00:00.000Z')
  expect(startOfDay(at('2026-11-02T05:59:00Z'), zone)).toBe(at('2026-11-01T05:00:00Z'))
})
