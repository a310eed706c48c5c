import { describe, expect, test, vi } from 'vitest'
import { type FaultCode, judge } from './check.ts'
import { madeUpShop } from './madeUpShop.ts'
import type { Answer, Operation, Placement, Problem } from './problem.model.ts'
import { schedule } from './schedule.ts'

vi.setConfig({ testTimeout: 60_000 })

const day = { id: 1, windows: [0, 1440, 2880].map((d) => ({ from: d + 480, to: d + 960, attended: true })) }
const saw = { id: 1, workCenterId: 1, calendarId: 1 }
const shop = (operations: Operation[], more: Partial<Problem> = {}): Problem => ({
  start: 480,
  workCenters: [{ id: 1 }],
  machines: [saw],
  calendars: [day],
  jobs: [
    { id: 1, dueAt: 960, weight: 1440 },
    { id: 2, dueAt: 900 },
  ],
  operations,
  ...more,
})
const on = (id: number, jobId: number, attendedMinutes: number, more: Partial<Operation> = {}): Operation => ({
  id,
  jobId,
  alternatives: [{ machineId: 1, setupMinutes: 10, attendedMinutes }],
  ...more,
})
const times = (answer: Answer) => answer.placements.map((p) => [p.operationId, p.start, p.end])
const edited = (answer: Answer, edit: (p: Placement) => Partial<Placement>): Answer => ({
  ...answer,
  placements: answer.placements.map((p) => ({ ...p, ...edit(p) })),
})
const codes = (problem: Problem, answer: Answer): FaultCode[] =>
  [...new Set(judge(problem, answer).map((f) => f.code))].filter((c) => c !== 'result')

describe('a schedule', () => {
  test('gives the machine to the job due first and carries work over the night', () => {
    // Job 2: 480 + 10 + 390 = 880. Job 1: 880 + 10 + 100 = 990, 30 minutes past the end of the shift at 960, so 1920 + 30.
    const answer = schedule(shop([on(1, 1, 100), on(2, 2, 390)]), { rule: 'edd' })
    expect(times(answer)).toEqual([
      [2, 480, 880],
      [1, 880, 1950],
    ])
    expect(answer.placements[1]!.reason).toEqual({ code: 'machine', operationId: 2 })
    expect(answer.jobs[0]).toEqual({ jobId: 1, completion: 1950, lateMinutes: 990, lateCost: 990 })
  })

  test('sets up once for a family', () => {
    const answer = schedule(shop([on(1, 1, 30, { setupFamily: 0 }), on(2, 2, 30, { setupFamily: 0 })]))
    expect(answer.setupMinutes).toBe(10)
  })

  test('lets the next operation start on the first transfer batch and end no sooner than the last allows', () => {
    // First of 10 pieces after 10 + 10 minutes. The drill needs 50 for all ten, so it waits until its tenth piece is begun at 590: 590 − 45 = 545.
    const drill = { id: 2, workCenterId: 1, calendarId: 1 }
    const operations = [
      on(1, 1, 100, { quantity: 10 }),
      {
        id: 2,
        jobId: 1,
        quantity: 10,
        alternatives: [{ machineId: 2, attendedMinutes: 50 }],
        after: [{ operationId: 1, transferQuantity: 1 }],
      },
    ]
    expect(times(schedule(shop(operations, { machines: [saw, drill] })))).toEqual([
      [1, 480, 590],
      [2, 545, 595],
    ])
  })

  test('bakes one color at a time, up to the load', () => {
    const bake = (id: number, batchKey: number) => on(id, 1, 60, { batchKey, batchLoad: 2 })
    const answer = schedule(
      shop([bake(1, 7), bake(2, 8), bake(3, 7), bake(4, 7)], { machines: [{ ...saw, maximumLoad: 4 }] }),
      { rule: 'fifo' },
    )
    expect(times(answer)).toEqual([
      [1, 480, 550],
      [3, 480, 550],
      [2, 550, 620],
      [4, 620, 690],
    ])
  })

  test('says whom it waited for', () => {
    const lathe = { id: 2, workCenterId: 1, calendarId: 1 }
    const crew = [{ skillId: 3, count: 1 }]
    const operations = [
      on(1, 2, 100, { crew }),
      { id: 2, jobId: 1, crew, alternatives: [{ machineId: 2, attendedMinutes: 20 }] },
    ]
    const answer = schedule(shop(operations, { machines: [saw, lathe], people: [{ id: 9, skillIds: [3] }] }), {
      rule: 'edd',
    })
    expect(answer.placements[1]).toMatchObject({
      operationId: 2,
      start: 590,
      reason: { code: 'person', operationId: 1, personId: 9 },
    })
  })

  test('lists what nobody can do', () => {
    const answer = schedule(
      shop([on(1, 1, 10, { crew: [{ skillId: 3, count: 1 }] }), on(2, 1, 10, { after: [{ operationId: 1 }] })]),
    )
    expect(answer.unplaced).toEqual([
      { operationId: 1, code: 'no-person' },
      { operationId: 2, code: 'predecessor' },
    ])
    expect(answer.jobs[0]!.completion).toBeNull()
  })

  test('refuses a circle by name', () => {
    expect(() =>
      schedule(shop([on(1, 1, 10, { after: [{ operationId: 2 }] }), on(2, 1, 10, { after: [{ operationId: 1 }] })])),
    ).toThrow('circle: 1, 2')
  })
})

describe('the checker', () => {
  const problem = shop([on(1, 1, 100), on(2, 1, 50, { after: [{ operationId: 1 }] })], {
    machines: [saw, { id: 2, workCenterId: 1 }],
  })
  const good = schedule(problem)

  test.each<[string, FaultCode, Answer]>([
    ['an operation is missing', 'not-placed', { ...good, placements: good.placements.slice(0, 1) }],
    ['the machine cannot do it', 'machine', edited(good, (p) => (p.operationId === 1 ? { machineId: 2 } : {}))],
    ['it is shortened', 'duration', edited(good, (p) => ({ end: p.end - 1, attendedEnd: p.attendedEnd - 1 }))],
    ['it starts before the plan', 'too-early', edited(good, () => ({ start: 400 }))],
    [
      'two share a machine',
      'machine-busy',
      edited(good, (p) => (p.operationId === 2 ? { start: 500, end: 560, attendedEnd: 560 } : {})),
    ],
    [
      'it starts before its predecessor ends',
      'predecessor',
      edited(good, (p) => (p.operationId === 2 ? { start: 500, end: 560, attendedEnd: 560 } : {})),
    ],
    [
      'set-up is left out',
      'set-up',
      edited(good, (p) => ({ setupMinutes: 0, end: p.end - 10, attendedEnd: p.attendedEnd - 10 })),
    ],
    ['pieces are lost', 'quantity', edited(good, () => ({ quantity: 0.5 }))],
  ])('objects when %s', (_what, code, answer) => {
    expect(judge(problem, good)).toEqual([])
    expect(codes(problem, answer)).toContain(code)
  })

  test('notices one placement moved by a minute in made-up shops, but for the few starts that are not tight', () => {
    let noticed = 0
    let tried = 0
    for (let seed = 1; seed <= 300; seed++) {
      const made = madeUpShop(seed)
      const answer = schedule(made)
      const last = answer.placements.at(-1)
      if (!last || last.end === last.start) continue
      tried++
      // Earlier by a minute: whatever it waited for is now broken.
      const moved = edited(answer, (p) =>
        p === last
          ? {
              start: p.start - 1,
              attendedEnd: p.attendedEnd - 1,
              end: p.end - 1,
              people: p.people.map((b) => ({ ...b, from: b.from - 1, to: b.to - 1 })),
            }
          : {},
      )
      if (judge(made, moved).some((f) => f.code !== 'result')) noticed++
    }
    expect(noticed).toBeGreaterThan(0.98 * tried)
  })
})
