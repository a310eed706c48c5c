import { expect, test } from 'vitest'
import { faults } from './check.ts'
import { justInTime } from './justInTime.ts'
import { madeUpShop } from './madeUpShop.ts'
import type { Problem } from './problem.model.ts'
import { schedule } from './schedule.ts'

test('early work moves to its due date, in the order of its machine, and what waits for it moves first', () => {
  const problem: Problem = {
    start: 0,
    workCenters: [{ id: 1 }],
    machines: [
      { id: 1, workCenterId: 1 },
      { id: 2, workCenterId: 1 },
    ],
    jobs: [
      { id: 1, dueAt: 1000 },
      { id: 2, dueAt: 900 },
    ],
    operations: [
      { id: 11, jobId: 1, alternatives: [{ machineId: 1, attendedMinutes: 100 }] },
      {
        id: 12,
        jobId: 1,
        alternatives: [{ machineId: 2, attendedMinutes: 50 }],
        after: [{ operationId: 11, lagMinutes: 10 }],
      },
      { id: 21, jobId: 2, alternatives: [{ machineId: 1, attendedMinutes: 60 }] },
    ],
  }
  const late = justInTime(problem, schedule(problem))
  expect(faults(problem, late)).toEqual([])
  const start = Object.fromEntries(late.placements.map((p) => [p.operationId, [p.start, p.end]]))
  expect(start[12]).toEqual([950, 1000])
  // 12 − 10 minutes of lag = 940 for the first step, unless the second job is behind it on the machine.
  expect([start[11], start[21]]).toEqual(
    start[11]![0]! < start[21]![0]!
      ? [
          [740, 840],
          [840, 900],
        ]
      : [
          [840, 940],
          [780, 840],
        ],
  )
})

test('made-up shops moved toward their due dates have no fault and cost no more', () => {
  let moved = 0
  for (let seed = 1; seed <= 300; seed++) {
    const problem = madeUpShop(seed)
    const early = schedule(problem)
    const late = justInTime(problem, early)
    expect(faults(problem, late), `shop ${seed}`).toEqual([])
    expect(late.lateCost).toBe(early.lateCost)
    moved += late.placements.filter((p) => p.reason.code === 'due').length
  }
  expect(moved).toBeGreaterThan(100)
})
