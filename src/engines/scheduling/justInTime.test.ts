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

test('it moves only to where its people and tools are free', () => {
  // One person, one fixture, all due at 1000. Jobs 1, 2 and 4 need the person for 100 minutes, jobs 1 and 3 the fixture until they end.
  const crew = [{ skillId: 1, count: 1 }]
  const problem: Problem = {
    start: 0,
    workCenters: [{ id: 1 }],
    machines: [1, 2, 3, 4].map((id) => ({ id, workCenterId: 1 })),
    people: [{ id: 7, skillIds: [1] }],
    tools: [{ id: 5, quantity: 1 }],
    jobs: [1, 2, 3, 4].map((id) => ({ id, dueAt: 1000 })),
    operations: [
      { id: 11, jobId: 1, alternatives: [{ machineId: 1, attendedMinutes: 100 }], crew, toolIds: [5] },
      { id: 21, jobId: 2, alternatives: [{ machineId: 2, attendedMinutes: 100 }], crew },
      {
        id: 31,
        jobId: 3,
        alternatives: [{ machineId: 3, attendedMinutes: 0, unattendedMinutes: 150 }],
        toolIds: [5],
      },
      { id: 41, jobId: 4, alternatives: [{ machineId: 4, attendedMinutes: 100 }], crew },
    ],
  }
  const late = justInTime(problem, schedule(problem))
  expect(faults(problem, late)).toEqual([])
  // Forward the person does 11, 21, 41; 31 has the fixture after 11. Backward 41 ends at 1000, 21 before it, 11 before both, clear of the fixture's 850.
  const span = (id: number) => late.placements.filter((p) => p.operationId === id).map((p) => [p.start, p.end])
  expect({ 41: span(41), 21: span(21), 11: span(11), 31: span(31) }).toEqual({
    41: [[900, 1000]],
    21: [[800, 900]],
    11: [[700, 800]],
    31: [[850, 1000]],
  })
  expect(late.placements.find((p) => p.operationId === 11)?.people).toEqual([{ personId: 7, from: 700, to: 800 }])
})

test('made-up shops moved toward their due dates have no fault and cost no more', () => {
  let moved = 0
  let withPeople = 0
  for (let seed = 1; seed <= 300; seed++) {
    const problem = madeUpShop(seed)
    const early = schedule(problem)
    const late = justInTime(problem, early)
    expect(faults(problem, late), `shop ${seed}`).toEqual([])
    expect(late.lateCost).toBe(early.lateCost)
    const due = late.placements.filter((p) => p.reason.code === 'due')
    moved += due.length
    withPeople += due.filter((p) => p.people.length > 0).length
  }
  expect(moved).toBeGreaterThan(100)
  expect(withPeople).toBeGreaterThan(20)
})
