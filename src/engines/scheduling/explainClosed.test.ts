import { expect, test } from 'vitest'
import { closedTimeExplained } from './explainClosed.ts'
import type { Problem } from './problem.model.ts'
import { schedule } from './schedule.ts'

/** Open 0–480 and 1440–1920. */
const shop = (operations: Problem['operations']): Problem => ({
  start: 0,
  workCenters: [{ id: 1 }],
  machines: [
    { id: 1, workCenterId: 1, calendarId: 1 },
    { id: 2, workCenterId: 1, calendarId: 1 },
  ],
  calendars: [
    {
      id: 1,
      windows: [
        { from: 0, to: 480, attended: true },
        { from: 1440, to: 1920, attended: true },
      ],
    },
  ],
  jobs: [{ id: 1 }, { id: 2 }],
  operations,
})
const on = (machineId: number, attendedMinutes: number) => [{ machineId, attendedMinutes }]
const reasonsOf = (problem: Problem) => {
  const { placements } = closedTimeExplained(problem, schedule(problem, { rule: 'given' }))
  return Object.fromEntries(placements.map((p) => [p.operationId, p.reason]))
}

test('a machine that was busy until it closed is the reason, not the night', () => {
  const reasons = reasonsOf(
    shop([
      { id: 11, jobId: 1, alternatives: on(1, 480), rank: 0 },
      { id: 21, jobId: 2, alternatives: on(1, 60), rank: 1 },
    ]),
  )
  expect(Object.values(reasons)).toContainEqual({ code: 'machine', operationId: 11 })
})

test('what ended the moment the shop closed is what its follower waited for; material that comes at night is not', () => {
  const follow = reasonsOf(
    shop([
      { id: 11, jobId: 1, alternatives: on(1, 480) },
      { id: 12, jobId: 1, alternatives: on(2, 60), after: [{ operationId: 11 }] },
    ]),
  )
  expect(follow[12]).toEqual({ code: 'predecessor', operationId: 11 })
  const night = reasonsOf(shop([{ id: 11, jobId: 1, alternatives: on(1, 60), readyAt: 900 }]))
  expect(night[11]?.code).toBe('calendar')
})
