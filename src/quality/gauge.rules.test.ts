import { expect, test } from 'vitest'
import { whyNotGauge } from './gauge.rules.ts'

const gauge = { number: 'G-7', name: 'Caliper', dueOn: '2026-03-02', archived: false }

test('a gauge measures on the day it is due and not after it; all reasons are given', () => {
  expect(whyNotGauge(gauge, '2026-03-02')).toEqual([])
  expect(whyNotGauge({ ...gauge, archived: true }, '2026-03-03').map((r) => r.code)).toEqual([
    'gauge.archived',
    'gauge.overdue',
  ])
  expect(whyNotGauge({ ...gauge, dueOn: null }, '2026-03-03')).toEqual([])
})
