import { expect, test, vi } from 'vitest'
import { faults } from './check.ts'
import { type JobShop, jobShop, loadBound } from './jobShop.ts'
import { answerOf, problemOf } from './jobShopProblem.ts'
import { searchJobShop } from './jobShopSearch.ts'
import { bestStart } from './jobShopStart.ts'
import { searchTardiness } from './jobShopTardiness.ts'
import { seeded } from './random.ts'
import { readShopFile } from './shopFile.ts'
import { taillard } from './taillard.ts'

vi.setConfig({ testTimeout: 60_000 })

/** Fisher and Thompson's 6 × 6 instance (1963); its optimum is 55. */
const ft06 = `6 6
2 1 0 3 1 6 3 7 5 3 4 6
1 8 2 5 4 10 5 10 0 10 3 4
2 5 3 4 5 8 0 9 1 1 4 7
1 5 0 5 2 5 3 3 4 8 5 9
2 9 1 3 4 5 5 4 0 3 3 1
1 3 3 3 5 9 0 10 4 4 2 1`

const after = (times: number) => {
  let asked = 0
  return () => ++asked > times
}

/** Jobs that may visit a machine twice, also in a row, with choices of machine and steps that take no time. */
function madeUp(seed: number): JobShop {
  const { below, chance } = seeded(seed)
  const machines = 1 + below(5)
  return jobShop(
    machines,
    Array.from({ length: 1 + below(6) }, () =>
      Array.from({ length: 1 + below(6) }, () =>
        Array.from({ length: machines }, (_, machine) => ({ machine, minutes: below(20) })).filter(
          (_, m) => m === 0 || chance(0.3),
        ),
      ),
    ),
  )
}

test('the 6 × 6 instance is solved to its optimum and passes the checker', () => {
  const shop = readShopFile(ft06)
  const problem = problemOf(shop)
  const found = searchJobShop(shop, { seed: 1, stop: after(400) })
  expect(found.makespan).toBe(55)
  const answer = answerOf(problem, found.sequence)
  expect(answer.makespanEnd).toBe(55)
  expect(faults(problem, answer)).toEqual([])
})

test('made-up job shops are searched without a fault, never below the bound, and no worse than where they start', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const shop = madeUp(seed)
    const problem = problemOf(shop)
    const start = bestStart(shop, 3, seeded(seed), () => false)
    const found = searchJobShop(shop, { seed, stop: after(20) })
    const answer = answerOf(problem, found.sequence)
    expect([seed, faults(problem, answer), answer.makespanEnd]).toEqual([seed, [], found.makespan])
    expect(answerOf(problem, start.sequence).makespanEnd).toBeLessThanOrEqual(start.makespan)
    expect(found.makespan).toBeGreaterThanOrEqual(loadBound(shop))
  }
})

test('weighted tardiness is searched without a fault, and to no worse than where it starts', () => {
  let [before, found] = [0, 0]
  for (let seed = 1; seed <= 200; seed++) {
    const shop = madeUp(seed)
    const random = seeded(seed)
    const due = Array.from({ length: shop.jobs }, () => random.below(60))
    const weight = Array.from({ length: shop.jobs }, () => 1 + random.below(4))
    const start = bestStart(shop, 1, random, () => false).sequence
    const problem = problemOf(shop, due, weight)
    const answer = searchTardiness(shop, due, weight, start, { seed, stop: after(20), spent: () => 0.5 })
    const plan = answerOf(problem, answer.sequence)
    expect([seed, faults(problem, plan), Math.round(plan.lateCost * 1440)]).toEqual([seed, [], answer.cost])
    before += Math.round(answerOf(problem, start).lateCost * 1440)
    found += answer.cost
  }
  expect(found).toBeLessThan(before)
})

test('the flexible format counts machines from one', () => {
  const shop = readShopFile('2 2 1.5\n1 2 1 5 2 3\n2 1 2 4 1 1 6')
  expect([...shop.wayMachine]).toEqual([0, 1, 1, 0])
  expect([...shop.wayMinutes]).toEqual([5, 3, 4, 6])
  // Job 1 on machine 2 would hold up job 2: 5 on machine 1, then job 2's second step from 5 to 11; or 3 on machine 2 before or after its 4: 10.
  expect(searchJobShop(shop, { seed: 1, stop: after(50) }).makespan).toBe(10)
})

test.each([
  ['', 'The file does not tell the numbers of jobs and machines.'],
  ['a shop\n2', 'Line 2 does not tell'],
  ['2 2\n0 1 1 2', 'The file lists 1 of 2 jobs.'],
  ['3 2\n0 1 1 2\n0 1 1\n1 2 0 1', 'Line 3 has 3 numbers; a job on 2 machines has 4.'],
  ['2 2\n0 1 1 2\n0 1 2 2', 'Line 3 names machine 2; the machines are 0 to 1.'],
  ['2 2\n0 1 1 2.5\n0 1 1 2', 'Line 2 has 2.5 minutes on machine 1; whole minutes are expected.'],
  ['1 2\n0 1 1 two', 'Line 2 holds something that is not a number.'],
  ['1 2 1\n1 2 1 5', 'The file ends where a machine of job 1 is expected.'],
  ['1 2 1\n1 0 1 5', 'Line 2 has 0 where a number of machines of job 1 is expected.'],
  ['1 2 1\n1 1 1 5 7', 'Line 2 has more numbers than its operations need.'],
])('%j is refused', (text, message) => {
  expect(() => readShopFile(text)).toThrow(message)
})

test("Taillard's first instance is made as published", () => {
  const shop = taillard(1)
  expect([...shop.wayMinutes.slice(0, 5)]).toEqual([94, 66, 10, 53, 26])
  expect([...shop.wayMachine.slice(0, 5)]).toEqual([6, 12, 4, 7, 3])
})
