import { expect, test, vi } from 'vitest'
import { faults } from './check.ts'
import { improve } from './improve.ts'
import { madeUpShop } from './madeUpShop.ts'
import { schedule } from './schedule.ts'

vi.setConfig({ testTimeout: 60_000 })

/** Stops after so many questions, so that the result does not depend on the machine. */
const after = (times: number) => {
  let asked = 0
  return () => ++asked > times
}

test('every plan on the way is without a fault and each costs less than the one before', () => {
  let saved = 0
  for (let seed = 1; seed <= 40; seed++) {
    const problem = madeUpShop(seed)
    let last = Infinity
    const answer = improve(problem, {
      seed,
      stop: after(40),
      better: (plan, cost) => {
        expect(cost).toBeLessThan(last)
        last = cost
        expect([seed, faults(problem, plan)]).toEqual([seed, []])
      },
    })
    saved += schedule(problem).lateCost - answer.lateCost
  }
  expect(saved).toBeGreaterThan(0)
})

test('the same seed gives the same plan', () => {
  const problem = madeUpShop(17)
  const once = improve(problem, { seed: 3, stop: after(50) })
  expect(improve(problem, { seed: 3, stop: after(50) })).toEqual(once)
})
