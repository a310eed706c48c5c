import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sharedMinutes } from './time.rules.ts'

const at = (clock: string) => `2026-03-02T${clock}:00.000Z`
const log = (id: number, from: string, to: string | null, weight = 1, group = id) => ({
  id,
  startedAt: at(from),
  endedAt: to ? at(to) : null,
  weight,
  group,
})

test('two overlapping logs share the overlap', () => {
  const minutes = sharedMinutes([log(1, '08:00', '10:00'), log(2, '09:00', '10:00')], at('12:00'))
  expect(Object.fromEntries(minutes)).toEqual({ 1: 90, 2: 30 })
})

test('a group run shares by its driver: 3 and 1 pieces bear 45 and 15 of an hour', () => {
  const minutes = sharedMinutes([log(1, '08:00', '09:00', 3, 7), log(2, '08:00', '09:00', 1, 7)], at('12:00'))
  expect(Object.fromEntries(minutes)).toEqual({ 1: 45, 2: 15 })
})

test('a closed log keeps its minutes when another log of its group starts later', () => {
  const early = [log(1, '08:00', '09:00', 3, 7), log(2, '08:00', '10:00', 1, 7), log(3, '08:00', '10:00')]
  const before = sharedMinutes(early, at('09:00')).get(1)
  expect(sharedMinutes([...early, log(4, '09:00', '10:00', 5, 7)], at('10:00')).get(1)).toBe(before)
})

test('no minute is lost or counted twice, however logs overlap', () => {
  const clock = fc.integer({ min: 0, max: 600 })
  const some = fc.array(fc.tuple(clock, clock, fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 8 })
  const iso = (m: number) => new Date(Date.parse(at('00:00')) + m * 60_000).toISOString()
  fc.assert(
    fc.property(some, (spans) => {
      const logs = spans.map(([a, b, weight], id) => ({
        id,
        startedAt: iso(Math.min(a, b)),
        endedAt: iso(Math.max(a, b)),
        weight,
        group: id % 2,
      }))
      const busy = Array.from({ length: 600 }, (_, m) =>
        spans.some(([a, b]) => Math.min(a, b) <= m && m < Math.max(a, b)),
      ).filter(Boolean).length
      const total = [...sharedMinutes(logs, iso(600)).values()].reduce((a, b) => a + b, 0)
      expect(total).toBeCloseTo(busy, 6)
    }),
    { seed: 11 },
  )
})
