import type { Board, BoardResource } from '../../board.contract.ts'
import type { Bar } from '../../board.model.ts'
import { day, hour } from './time.ts'

/** A board made up for tests and measurements: `count` bars on `machines` machines, side by side from `start` on. */
export function madeUpBoard(count: number, machines: number, start = Date.parse('2026-01-05T00:00:00Z')): Board {
  const text = (at: number) => new Date(at).toISOString()
  const nights = (days: number) =>
    Array.from({ length: days }, (_, d) => ({
      from: text(start + d * day + 16 * hour),
      to: text(start + (d + 1) * day),
    }))
  const closed = nights(360)
  const bars = Array.from({ length: count }, (_, i) => madeUpBar(i, machines, start))
  return {
    version: 1,
    plannedAt: text(start),
    now: text(start + day),
    frozenUntil: text(start + day + 4 * hour),
    from: text(start),
    to: text(start + 360 * day),
    timeZone: 'America/Chicago',
    currency: 'USD',
    stale: false,
    since: null,
    causes: [],
    totals: {
      lateJobs: 0,
      lateDays: 0,
      lateMoney: 0,
      setupHours: 0,
      workInProgressMoney: 0,
      earlyMoney: 0,
      overtimeHours: 0,
      overtimeMoney: 0,
      outsideMoney: 0,
      unplaced: 0,
      endAt: null,
      money: 0,
    },
    resources: Array.from(
      { length: machines },
      (_, i): BoardResource => ({
        key: `m${i + 1}`,
        code: `M-${i + 1}`,
        name: `Machine ${i + 1}`,
        workCenterId: 1 + Math.floor(i / 4),
        workCenter: `W${1 + Math.floor(i / 4)}`,
        lanes: 1,
        closed,
        unattended: [],
        down: [],
        overtime: [],
      }),
    ),
    people: [],
    bars,
    unplaced: [],
    undo: null,
    redo: null,
  }
}

function madeUpBar(i: number, machines: number, start: number): Bar {
  const at = start + Math.floor(i / machines) * 8 * hour
  const job = Math.floor(i / 8)
  const text = (ms: number) => new Date(ms).toISOString()
  return {
    key: String(i + 1),
    operationId: i + 1,
    part: 0,
    workOrderId: job,
    jobId: job + 1,
    operation: `WO-${job}/${(i % 8) * 10 + 10}`,
    name: 'Cut and edge',
    kind: 'inside',
    job: `J-${job}`,
    customers: 'Made up',
    item: `ITEM-${i % 50}`,
    quantity: 4,
    resource: `m${(i % machines) + 1}`,
    lane: 0,
    personIds: [],
    state: i % 40 === 0 ? 'running' : 'planned',
    startAt: text(at),
    setupEndAt: text(at + hour),
    endAt: text(at + (3 + (i % 5)) * hour),
    pinned: i % 23 === 0,
    bound: false,
    frozen: false,
    rush: i % 31 === 0,
    dueOn: text(at + 20 * day).slice(0, 10),
    lateDays: i % 17 === 0 ? 2 : 0,
    material: i % 13 === 0 ? 'missing' : 'ready',
    reasonCode: 'machine',
    reason: '',
    waitsForId: null,
    previousIds: i % 8 === 0 ? [] : [i],
    nextIds: i % 8 === 7 ? [] : [i + 2],
    alternatives: [],
  }
}
