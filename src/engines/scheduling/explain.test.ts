import { expect, test, vi } from 'vitest'
import { causes, difference } from './explain.ts'
import { madeUpShop } from './madeUpShop.ts'
import type { Problem } from './problem.model.ts'
import { schedule } from './schedule.ts'

vi.setConfig({ testTimeout: 60_000 })

const problem: Problem = {
  start: 0,
  workCenters: [{ id: 1 }],
  machines: [
    { id: 1, workCenterId: 1 },
    { id: 2, workCenterId: 1 },
  ],
  jobs: [
    { id: 1, dueAt: 10 },
    { id: 2, dueAt: 100 },
  ],
  operations: [
    { id: 11, jobId: 1, alternatives: [{ machineId: 1, attendedMinutes: 30 }], readyAt: 20 },
    { id: 21, jobId: 2, alternatives: [{ machineId: 1, attendedMinutes: 60 }], readyAt: 20 },
    { id: 22, jobId: 2, alternatives: [{ machineId: 2, attendedMinutes: 60 }], after: [{ operationId: 21 }] },
  ],
}

test('a late job is traced back to the material that everything waited for', () => {
  const answer = schedule(problem, { rule: 'edd' })
  expect(causes(problem, answer, 2).map((c) => [c.operationId, c.start, c.reason.code, c.waited])).toEqual([
    [22, 110, 'predecessor', 0],
    [21, 50, 'machine', 0],
    [11, 20, 'material', 20],
  ])
})

test('a preview names who loses and what moves', () => {
  const before = schedule(problem, { rule: 'edd' })
  const rush = { id: 9, jobId: 3, alternatives: [{ machineId: 1, attendedMinutes: 1440 }], readyAt: 20 }
  const after = schedule(
    { ...problem, jobs: [...problem.jobs, { id: 3, dueAt: 0 }], operations: [...problem.operations, rush] },
    { rule: 'edd' },
  )
  const { jobs, moves } = difference(before, after)
  // The rush operation takes machine 1 from 20 to 1460; both jobs end one day later at one unit of money a day, job 2 had been 70 late.
  expect(jobs.map((j) => [j.jobId, j.completionBefore, j.completionAfter])).toContainEqual([2, 170, 1610])
  expect(jobs.map((j) => j.jobId).sort()).toEqual([1, 2, 3])
  for (const j of jobs) expect(j.costAfter - j.costBefore).toBeCloseTo(1, 1)
  expect(moves.map((m) => m.operationId)).toEqual([11, 21, 22, 9])
  expect(difference(before, before)).toEqual({ jobs: [], moves: [] })
})

test('every chain in made-up shops ends at something that is no other operation', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const made = madeUpShop(seed)
    const answer = schedule(made)
    for (const job of answer.jobs) {
      const chain = causes(made, answer, job.jobId)
      if (job.completion !== null) expect(chain[0]!.end).toBe(job.completion)
      expect([seed, chain.at(-1)?.reason.operationId]).toEqual([seed, undefined])
    }
  }
})
