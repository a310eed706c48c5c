/**
 * Weighted tardiness on Taillard's ta01 … ta40: node bench/scheduleTardiness.ts [--seconds S] [--seed N] [--only 1,11,21,31]
 *
 * Due dates are 1.3, 1.5 and 1.6 times each job's work; of the jobs a fifth weigh 4, three fifths 2, a fifth 1 (Singer and Pinedo 1998). Prints the best of
 * the dispatching rules, the search's result in CPU seconds, and how much less it costs. Both are judged by the checker.
 */
import { parseArgs } from 'node:util'
import { faults } from '../src/engines/scheduling/check.ts'
import type { JobShop } from '../src/engines/scheduling/jobShop.ts'
import { answerOf, problemOf } from '../src/engines/scheduling/jobShopProblem.ts'
import { searchTardiness } from '../src/engines/scheduling/jobShopTardiness.ts'
import type { Answer, Problem } from '../src/engines/scheduling/problem.model.ts'
import { schedule } from '../src/engines/scheduling/schedule.ts'
import { taillard } from '../src/engines/scheduling/taillard.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
})
const seconds = Number(values.seconds)
const seed = Number(values.seed)
const numbers = values.only ? values.only.split(',').map(Number) : Array.from({ length: 40 }, (_, k) => k + 1)
const cpuNow = () => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6
const rules = ['atc', 'edd', 'cr', 'spt'] as const
const factors = [1.3, 1.5, 1.6]
const savings = new Map<number, number[]>(factors.map((factor) => [factor, []]))
let faulty = 0

for (const number of numbers) for (const factor of factors) solve(number, factor)
for (const [factor, saved] of savings) console.log(`due at ${factor} × work: ${words(saved)}`)
console.log(`all: ${words([...savings.values()].flat())}${faulty > 0 ? `, ${faulty} FAULTY` : ', all checked'}`)
process.exit(faulty === 0 ? 0 : 1)

function words(saved: readonly number[]): string {
  const mean = saved.reduce((a, b) => a + b, 0) / Math.max(1, saved.length)
  return `mean saving ${mean.toFixed(1)} %, least ${Math.min(...saved).toFixed(1)} % over ${saved.length} instances that a rule leaves late`
}

function solve(number: number, factor: number): void {
  const shop = taillard(number)
  const due = Array.from({ length: shop.jobs }, (_, j) => Math.floor(factor * work(shop, j)))
  const weight = Array.from({ length: shop.jobs }, (_, j) => (j < shop.jobs / 5 ? 4 : j < (4 * shop.jobs) / 5 ? 2 : 1))
  const problem = problemOf(shop, due, weight)
  const plans = rules.map((rule) => schedule(problem, { rule }))
  const costs = plans.map((p) => Math.round(p.lateCost * 1440))
  const ruled = Math.min(...costs)
  const begun = cpuNow()
  const found = searchTardiness(shop, due, weight, sequenceOf(plans[costs.indexOf(ruled)]!), {
    seed,
    stop: () => cpuNow() - begun >= seconds,
    spent: () => Math.min(1, (cpuNow() - begun) / seconds),
  })
  const answer = answerOf(problem, found.sequence)
  const fine =
    isFine(problem, answer) &&
    plans.every((p) => isFine(problem, p)) &&
    Math.round(answer.lateCost * 1440) === found.cost
  const saved = ruled > 0 ? 100 * (1 - found.cost / ruled) : 0
  if (ruled > 0) savings.get(factor)!.push(saved)
  if (!fine) faulty++
  const name = `ta${String(number).padStart(2, '0')} × ${factor}`
  const each = rules.map((rule, k) => `${rule} ${costs[k]}`).join('  ')
  console.log(
    `${name}  ${each}  →  ${found.cost}  −${saved.toFixed(1)} %  ${(cpuNow() - begun).toFixed(1)} s  ${fine ? 'checked' : 'FAULTY'}`,
  )
}

function isFine(problem: Problem, answer: Answer): boolean {
  return faults(problem, answer).length === 0
}

function work(shop: JobShop, j: number): number {
  let sum = 0
  for (let i = shop.firstOp[j]!; i < shop.firstOp[j + 1]!; i++) sum += shop.wayMinutes[i]!
  return sum
}

/** The plan's operations by start: in this shop operation, way and row have the same number. */
function sequenceOf(plan: Answer) {
  const order = Int32Array.from(
    [...plan.placements].sort((a, b) => a.start - b.start || a.operationId - b.operationId),
    (p) => p.operationId,
  )
  return { order, way: Int32Array.from(order, (_, i) => i) }
}
