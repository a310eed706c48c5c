/**
 * First plans by size: node bench/scheduleSize.ts [--operations 10000,100000,1000000] [--machines 100] [--check]
 *
 * Made-up shops with shift calendars (attended and unattended hours), sequence-dependent set-up on every machine, and three machines to choose from for
 * half of the operations. Prints CPU and wall seconds of the first plan from plain data to plain data, and of a plan after one machine has broken down;
 * then how many operations the dispatcher alone, the best of five runs, places in a CPU second.
 */
import { parseArgs } from 'node:util'
import { faults } from '../src/engines/scheduling/check.ts'
import { dispatch, findNeighbors } from '../src/engines/scheduling/dispatch.ts'
import type { Alternative, Operation, Problem, Window } from '../src/engines/scheduling/problem.model.ts'
import { type Random, seeded } from '../src/engines/scheduling/random.ts'
import { schedule } from '../src/engines/scheduling/schedule.ts'
import { compile } from '../src/engines/scheduling/shop.ts'
import { computeUrgency } from '../src/engines/scheduling/urgency.ts'

const { values } = parseArgs({
  options: {
    operations: { type: 'string', default: '10000,100000' },
    machines: { type: 'string', default: '100' },
    check: { type: 'boolean', default: false },
  },
})
const stepsPerJob = 10
const families = 6
const cpuNow = () => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6

console.log(
  'operations   first plan (CPU, wall)   per CPU second   after a breakdown (CPU, wall)   dispatcher alone   late cost   checked',
)
for (const count of values.operations.split(',').map(Number)) {
  const problem = shopOf(count, Number(values.machines))
  const first = timed(() => schedule(problem))
  const again = timed(() => schedule(withBreakdown(problem)))
  const checked = values.check ? (faults(problem, first.result).length === 0 ? 'yes' : 'FAULTY') : 'not asked'
  const rate = Math.round(count / first.cpu)
  console.log(
    `${String(count).padStart(10)}   ${first.cpu.toFixed(2)} s  ${first.wall.toFixed(2)} s   ${rate}/s   ${again.cpu.toFixed(2)} s  ${again.wall.toFixed(2)} s   ${dispatcherRate(problem)}/s   ${first.result.lateCost.toFixed(0)}   ${checked}`,
  )
}

function dispatcherRate(problem: Problem): number {
  const shop = compile(problem)
  const neighbors = findNeighbors(shop)
  const urgency = computeUrgency(shop, 'atc', 2)
  const lookahead = shop.count > 50_000 ? 12 : 64
  let least = Infinity
  for (let k = 0; k < 5; k++) least = Math.min(least, timed(() => dispatch(shop, urgency, lookahead, neighbors)).cpu)
  return Math.round(shop.count / least)
}

function timed<T>(work: () => T): { result: T; cpu: number; wall: number } {
  const cpu = cpuNow()
  const wall = performance.now()
  const result = work()
  return { result, cpu: cpuNow() - cpu, wall: (performance.now() - wall) / 1000 }
}

function shopOf(operations: number, machines: number): Problem {
  const random = seeded(7)
  const jobs = Math.ceil(operations / stepsPerJob)
  const days = Math.ceil((operations * 60 * 1.5) / machines / 480) + 30
  const windows: Window[] = []
  for (let d = 0; d < days; d++) {
    const midnight = d * 1440
    windows.push({ from: midnight + 480, to: midnight + 720, attended: true })
    windows.push({ from: midnight + 750, to: midnight + 990, attended: true })
    windows.push({ from: midnight + 990, to: midnight + 1080, attended: false })
  }
  const minutes = Array.from({ length: families }, (_, a) =>
    Array.from({ length: families }, (_, b) => (a === b ? 0 : 5 + random.below(20))),
  )
  return {
    start: 0,
    workCenters: [{ id: 0 }],
    calendars: [{ id: 0, windows }],
    setupMatrices: [{ id: 0, minutes }],
    machines: Array.from({ length: machines }, (_, id) => ({ id, workCenterId: 0, calendarId: 0, setupMatrixId: 0 })),
    jobs: Array.from({ length: jobs }, (_, id) => ({
      id,
      dueAt: 1440 * (1 + random.below(days)),
      weight: 1 + random.below(10),
    })),
    operations: Array.from({ length: jobs * stepsPerJob }, (_, id) => operationOf(id, machines, random)),
  }
}

function operationOf(id: number, machines: number, random: Random): Operation {
  const machineId = random.below(Math.max(1, machines - 2))
  const minutes = 20 + random.below(60)
  const alternatives: Alternative[] = [{ machineId, setupMinutes: 10, attendedMinutes: minutes }]
  if (machines > 2 && random.chance(0.5)) {
    alternatives.push({ machineId: machineId + 1, setupMinutes: 10, attendedMinutes: minutes + 10 })
    alternatives.push({ machineId: machineId + 2, setupMinutes: 10, attendedMinutes: minutes + 5 })
  }
  return {
    id,
    jobId: Math.floor(id / stepsPerJob),
    alternatives,
    setupFamily: random.below(families),
    ...(id % stepsPerJob > 0 ? { after: [{ operationId: id - 1 }] } : {}),
  }
}

/** Machine 0 is down for the first three days. */
function withBreakdown(problem: Problem): Problem {
  const calendar = problem.calendars![0]!
  return {
    ...problem,
    calendars: [calendar, { id: 1, windows: calendar.windows.filter((w) => w.from >= 3 * 1440) }],
    machines: problem.machines.map((m) => (m.id === 0 ? { ...m, calendarId: 1 } : m)),
  }
}
