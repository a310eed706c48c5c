import { expect, test } from 'vitest'
import { faults } from './check.ts'
import { later, madeUpShop } from './madeUpShop.ts'
import { schedule } from './schedule.ts'
import { rules } from './urgency.ts'

// bench/scheduleCheck.ts tries more of them.
test('many made-up shops are scheduled without a fault', () => {
  for (let seed = 1; seed <= 1500; seed++) {
    const problem = madeUpShop(seed)
    const answer = schedule(problem, { rule: rules[seed % rules.length]!, lookahead: seed % 3 === 0 ? 2 : 64 })
    expect([seed, faults(problem, answer)]).toEqual([seed, []])
  }
}, 60_000)

test('a shop re-planned with running and pinned operations keeps them', () => {
  for (let seed = 1; seed <= 600; seed++) {
    const problem = madeUpShop(seed)
    const again = later(problem, schedule(problem), problem.start + 300, seed)
    expect([seed, faults(again, schedule(again))]).toEqual([seed, []])
  }
}, 60_000)
