/**
 * Large and re-entrant job shops: node bench/scheduleLarge.ts [--seconds S] [--seed N]
 *
 * Made-up shops of 10,000 to 100,000 operations. Prints how far the constructive start, and the search after S CPU seconds, lie above the
 * machine-load lower bound. The bound is nearly tight for the re-entrant shops; for those whose machines are visited in two halves it is not known how far it is from the optimum.
 */
import { parseArgs } from 'node:util'
import { faults } from '../src/engines/scheduling/check.ts'
import { type JobShop, jobShop, loadBound } from '../src/engines/scheduling/jobShop.ts'
import { answerOf, problemOf } from '../src/engines/scheduling/jobShopProblem.ts'
import { searchJobShop } from '../src/engines/scheduling/jobShopSearch.ts'
import { bestStart } from '../src/engines/scheduling/jobShopStart.ts'
import { seeded } from '../src/engines/scheduling/random.ts'

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '0' }, seed: { type: 'string', default: '1' } },
})
const seconds = Number(values.seconds)
const seed = Number(values.seed)
const random = seeded(3)
const cpuNow = () => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6

/** `types` routes of `visits` steps each over all machines, many jobs of each. */
function reentrant(jobs: number, machines: number, visits: number, types: number): JobShop {
  const routes = Array.from({ length: types }, () =>
    Array.from({ length: visits }, () => ({ machine: random.below(machines), minutes: 10 + random.below(90) })),
  )
  const like = (step: { machine: number; minutes: number }) => [
    { machine: step.machine, minutes: Math.max(1, step.minutes + random.below(11) - 5) },
  ]
  return jobShop(
    machines,
    Array.from({ length: jobs }, (_, j) => routes[j % types]!.map(like)),
  )
}

/** Each job visits the first half of the machines in some order, then the second half. */
function halves(jobs: number, machines: number): JobShop {
  const shuffled = (from: number, to: number): number[] => {
    const part = Array.from({ length: to - from }, (_, k) => from + k)
    return part
      .map((m) => [random.next(), m] as const)
      .sort((a, b) => a[0] - b[0])
      .map(([, m]) => m)
  }
  return jobShop(
    machines,
    Array.from({ length: jobs }, () =>
      [...shuffled(0, machines / 2), ...shuffled(machines / 2, machines)].map((machine) => [
        { machine, minutes: 1 + random.below(99) },
      ]),
    ),
  )
}

const shops: [string, JobShop][] = [
  ['re-entrant, 5 routes × 50 steps', reentrant(200, 20, 50, 5)],
  ['re-entrant, 1 route × 50 steps', reentrant(200, 20, 50, 1)],
  ['re-entrant, 10 routes × 100 steps', reentrant(1000, 50, 100, 10)],
  ['two halves, 500 × 20', halves(500, 20)],
  ['two halves, 2000 × 50', halves(2000, 50)],
]
console.log(
  'shop                                operations   bound    start   above (CPU)      search  above   checked',
)
for (const [name, shop] of shops) {
  const bound = loadBound(shop)
  const begun = cpuNow()
  const start = bestStart(shop, 30, seeded(seed), () => cpuNow() - begun > 20)
  const startSeconds = cpuNow() - begun
  let best = start.makespan
  let sequence = start.sequence
  if (seconds > 0) {
    const again = cpuNow()
    const found = searchJobShop(shop, {
      seed,
      stop: () => cpuNow() - again >= seconds,
      spent: () => Math.min(1, (cpuNow() - again) / seconds),
    })
    if (found.makespan < best) [best, sequence] = [found.makespan, found.sequence]
  }
  const problem = problemOf(shop)
  const fine = faults(problem, answerOf(problem, sequence)).length === 0
  const above = (makespan: number) => `${(100 * (makespan / bound - 1)).toFixed(2)} %`
  console.log(
    `${name.padEnd(36)}${String(shop.count).padStart(8)}${String(bound).padStart(10)}${String(start.makespan).padStart(9)}  ${above(start.makespan)} (${startSeconds.toFixed(1)} s)   ${best}  ${above(best)}   ${fine ? 'yes' : 'FAULTY'}`,
  )
}
