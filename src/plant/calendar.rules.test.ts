import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CalendarTimes, ShiftTimes } from './calendar.model.ts'
import { timesOn, workingIntervals, workingMinutes } from './calendar.rules.ts'

const hours = (from: number, to: number) => ({ startMinute: from * 60, endMinute: to * 60 })
const week = (days: readonly number[], from: number, to: number, attended = true): ShiftTimes[] =>
  days.map((d) => ({ weekday: String(d), ...hours(from, to), attended }))
const day: CalendarTimes = { shifts: week([1, 2, 3, 4, 5], 6, 14), exceptions: [] }
const night: CalendarTimes = { shifts: week([1, 2, 3, 4, 5, 6, 7], 22, 30), exceptions: [] }
const berlin = 'Europe/Berlin'
const shown = (calendar: CalendarTimes, zone: string, from: string, to: string) =>
  workingIntervals(calendar, zone, from, to).map(
    (i) => `${i.from.slice(5, 16)}–${i.to.slice(5, 16)}${i.attended ? '' : ' unattended'}`,
  )

test('a week of day shifts is worked at the plant’s wall clock', () => {
  // Berlin is one hour ahead of UTC in winter: 06:00 to 14:00 there is 05:00 to 13:00 UTC.
  expect(shown(day, berlin, '2026-03-05T00:00:00Z', '2026-03-10T00:00:00Z')).toEqual([
    '03-05T05:00–03-05T13:00',
    '03-06T05:00–03-06T13:00',
    '03-09T05:00–03-09T13:00',
  ])
  expect(shown(day, 'Asia/Kolkata', '2026-03-05T00:00:00Z', '2026-03-06T00:00:00Z')).toEqual([
    '03-05T00:30–03-05T08:30',
  ])
})

test('the hours asked for cut the first and the last shift', () => {
  expect(shown(day, berlin, '2026-03-05T09:30:00Z', '2026-03-06T06:00:00Z')).toEqual([
    '03-05T09:30–03-05T13:00',
    '03-06T05:00–03-06T06:00',
  ])
  expect(workingIntervals(day, berlin, '2026-03-05T09:30:00Z', '2026-03-05T09:30:00Z')).toEqual([])
})

describe('when the clocks change', () => {
  // Berlin 2026: 29 March 02:00 → 03:00, 25 October 03:00 → 02:00.
  test('a night shift is an hour shorter in spring and longer in autumn', () => {
    expect(shown(night, berlin, '2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z')).toEqual(['03-28T21:00–03-29T04:00'])
    expect(workingMinutes(workingIntervals(night, berlin, '2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z'))).toBe(7 * 60)
    expect(workingMinutes(workingIntervals(night, berlin, '2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z'))).toBe(9 * 60)
  })

  test('a shift that starts in the skipped hour starts when the clocks change', () => {
    const early: CalendarTimes = {
      shifts: [{ weekday: '7', startMinute: 150, endMinute: 240, attended: true }],
      exceptions: [],
    }
    expect(shown(early, berlin, '2026-03-29T00:00:00Z', '2026-03-30T00:00:00Z')).toEqual(['03-29T01:00–03-29T02:00'])
    const within: CalendarTimes = {
      shifts: [{ weekday: '7', startMinute: 130, endMinute: 170, attended: true }],
      exceptions: [],
    }
    expect(workingIntervals(within, berlin, '2026-03-29T00:00:00Z', '2026-03-30T00:00:00Z')).toEqual([])
  })

  test('the day shift of that Monday keeps its wall clock', () => {
    expect(shown(day, berlin, '2026-03-30T00:00:00Z', '2026-03-31T00:00:00Z')).toEqual(['03-30T04:00–03-30T12:00'])
  })
})

test('a holiday closes its day, but not the night shift that reaches into it', () => {
  const holiday = { date: '2026-03-06', working: false, ...hours(0, 0) }
  expect(shown({ ...day, exceptions: [holiday] }, 'UTC', '2026-03-05T00:00:00Z', '2026-03-08T00:00:00Z')).toEqual([
    '03-05T06:00–03-05T14:00',
  ])
  expect(shown({ ...night, exceptions: [holiday] }, 'UTC', '2026-03-05T12:00:00Z', '2026-03-07T12:00:00Z')).toEqual([
    '03-05T22:00–03-06T06:00',
  ])
})

test('overtime takes the place of the day’s shifts, also on a Saturday', () => {
  const overtime = [
    { date: '2026-03-06', working: true, ...hours(6, 18) },
    { date: '2026-03-07', working: true, ...hours(8, 12) },
  ]
  expect(timesOn({ ...day, exceptions: overtime }, '2026-03-06')).toEqual([{ ...hours(6, 18), attended: true }])
  expect(shown({ ...day, exceptions: overtime }, 'UTC', '2026-03-06T00:00:00Z', '2026-03-09T00:00:00Z')).toEqual([
    '03-06T06:00–03-06T18:00',
    '03-07T08:00–03-07T12:00',
  ])
})

test('shifts that meet are one; unattended hours are told apart and give way to attended ones', () => {
  const calendar: CalendarTimes = {
    shifts: [...week([1], 6, 14), ...week([1], 14, 22), ...week([1], 20, 26, false)],
    exceptions: [],
  }
  expect(shown(calendar, 'UTC', '2026-03-02T00:00:00Z', '2026-03-04T00:00:00Z')).toEqual([
    '03-02T06:00–03-02T22:00',
    '03-02T22:00–03-03T02:00 unattended',
  ])
  expect(workingMinutes(workingIntervals(calendar, 'UTC', '2026-03-02T00:00:00Z', '2026-03-04T00:00:00Z'), true)).toBe(
    16 * 60,
  )
})

test('cutting a span in two loses and doubles no minute, in any zone', () => {
  const anyShift = fc.record({
    weekday: fc.constantFrom('1', '2', '3', '4', '5', '6', '7'),
    startMinute: fc.nat(1440),
    length: fc.integer({ min: 1, max: 1440 }),
    attended: fc.boolean(),
  })
  const start = Date.parse('2026-03-20T00:00:00Z')
  const at = (hour: number) => new Date(start + hour * 3_600_000).toISOString()
  fc.assert(
    fc.property(
      fc.array(anyShift, { maxLength: 6 }),
      fc.constantFrom('UTC', berlin, 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'),
      fc.integer({ min: 1, max: 500 }),
      (shifts, zone, cut) => {
        const calendar = {
          shifts: shifts.map(({ length, ...s }) => ({ ...s, endMinute: s.startMinute + length })),
          exceptions: [],
        }
        const whole = workingIntervals(calendar, zone, at(0), at(501))
        const parts = [
          ...workingIntervals(calendar, zone, at(0), at(cut)),
          ...workingIntervals(calendar, zone, at(cut), at(501)),
        ]
        expect(workingMinutes(parts)).toBe(workingMinutes(whole))
        expect(workingMinutes(parts, true)).toBe(workingMinutes(whole, true))
        whole.slice(1).forEach((w, i) => {
          expect(w.from >= (whole[i]?.to ?? '')).toBe(true)
        })
      },
    ),
    { numRuns: 100 },
  )
})
