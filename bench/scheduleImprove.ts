/**
 * Better plans under all constraints: node bench/scheduleImprove.ts [--seconds S] [--seed N] [--shops 40,80,160]
 *
 * Made-up shops by their numbers of jobs, three of each size: calendars with attended and unattended hours, people with skills, set-up matrices, alternative machines, tools, due dates that
 * most but not all jobs can meet. Prints the cost of the first plan, of the best dispatching rule, and after S CPU seconds, and whether the checker passed.
 */
import { parseArgs } from 'node:util'
import { faults } from '../src/engines/scheduling/check.ts'
import { improve } from '../src/engines/scheduling/improve.ts'
import type { Operation, Problem, Window } from '../src/engines/scheduling/problem.model.ts'
import { type Random, seeded } from '../src/engines/scheduling/random.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    shops: { type: 'string', default: '40,80,160' },
  },
})
const seconds = Number(values.seconds)
const seed = Number(values.seed)
const cpuNow = () => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6

console.log('jobs  operations   first plan     best rule     improved   saved   checked')
for (const jobs of values.shops.split(',').map(Number))
  for (let k = 1; k <= 3; k++) solve(jobs, shopOf(jobs, 100 * jobs + k))

function solve(jobs: number, problem: Problem): void {
  const begun = cpuNow()
  const costs: number[] = []
  let ruled = Infinity
  let asked = 0
  const answer = improve(problem, {
    seed,
    stop: () => {
      // The first questions are those between the rules.
      if (++asked === 7) ruled = costs.at(-1)!
      return cpuNow() - begun >= seconds
    },
    better: (_answer, cost) => costs.push(cost),
  })
  const cost = costs.at(-1)!
  const columns = [costs[0]!, ruled, cost].map((c) => c.toFixed(1).padStart(12)).join(' ')
  const saved = `${(100 * (1 - cost / ruled)).toFixed(1)} %`
  const fine = faults(problem, answer).length === 0 ? 'yes' : 'FAULTY'
  console.log(
    `${String(jobs).padStart(4)} ${String(problem.operations.length).padStart(11)} ${columns}  ${saved.padStart(7)}   ${fine}`,
  )
}

function shopOf(jobs: number, shopSeed: number): Problem {
  const random = seeded(shopSeed)
  const machines = 15
  const families = 4
  const days = Math.ceil((jobs * 6 * 75) / machines / 400)
  const windows: Window[] = []
  for (let day = 0; day < 4 * days + 30; day++) {
    const midnight = day * 1440
    windows.push({ from: midnight + 420, to: midnight + 720, attended: true })
    windows.push({ from: midnight + 750, to: midnight + 930, attended: true })
    windows.push({ from: midnight + 930, to: midnight + 1080, attended: false })
  }
  const minutes = Array.from({ length: families }, (_, a) =>
    Array.from({ length: families }, (_x, b) => (a === b ? 0 : 10 + random.below(40))),
  )
  return {
    start: 420,
    workCenters: [{ id: 0 }],
    calendars: [{ id: 0, windows }],
    setupMatrices: [{ id: 0, minutes }],
    machines: Array.from({ length: machines }, (_, id) => ({ id, workCenterId: 0, calendarId: 0, setupMatrixId: 0 })),
    people: Array.from({ length: 12 }, (_, id) => ({
      id,
      calendarId: 0,
      skillIds: [0, 1, 2].filter((skill) => id % 3 === skill || random.chance(0.4)),
    })),
    tools: [{ id: 0, quantity: 2 }],
    jobs: Array.from({ length: jobs }, (_, id) => ({
      id,
      dueAt: 1440 * (1 + random.below(days)) + 930,
      weight: 10 * (1 + random.below(10)),
    })),
    operations: Array.from({ length: jobs * 6 }, (_, id) => operationOf(id, machines, families, random)),
  }
}

function operationOf(id: number, machines: number, families: number, random: Random): Operation {
  const machineId = random.below(machines)
  const attendedMinutes = 10 + random.below(80)
  const unattendedMinutes = random.chance(0.3) ? random.below(60) : 0
  const like = (m: number) => ({ machineId: m % machines, setupMinutes: 15, attendedMinutes, unattendedMinutes })
  return {
    id,
    jobId: Math.floor(id / 6),
    alternatives: random.chance(0.4) ? [like(machineId), like(machineId + 1)] : [like(machineId)],
    setupFamily: random.below(families),
    ...(id % 6 > 0 ? { after: [{ operationId: id - 1 }] } : {}),
    ...(random.chance(0.7) ? { crew: [{ skillId: random.below(3), count: 1 }] } : {}),
    ...(random.chance(0.05) ? { toolIds: [0] } : {}),
  }
}
