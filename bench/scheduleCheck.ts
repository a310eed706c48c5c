/**
 * Tries the scheduler on made-up small shops that mix every feature: node bench/scheduleCheck.ts [--shops 6000]
 *
 * Each is planned, planned again with running and pinned operations, and improved for a few passes, every tenth for many; every plan goes through the checker. Prints the faults found.
 */
import { parseArgs } from 'node:util'
import { faults } from '../src/engines/scheduling/check.ts'
import { improve } from '../src/engines/scheduling/improve.ts'
import { later, madeUpShop } from '../src/engines/scheduling/madeUpShop.ts'
import { schedule } from '../src/engines/scheduling/schedule.ts'
import { rules } from '../src/engines/scheduling/urgency.ts'

const { values } = parseArgs({ options: { shops: { type: 'string', default: '6000' } } })
const counts = { shops: 0, operations: 0, unplaced: 0, fixed: 0, plans: 0, faulty: 0 }

for (let seed = 1; seed <= Number(values.shops); seed++) {
  const problem = madeUpShop(seed)
  const first = schedule(problem, { rule: rules[seed % rules.length]!, lookahead: seed % 3 === 0 ? 2 : 64 })
  const again = later(problem, first, problem.start + 300, seed)
  // Now and then long enough for every kind of pass that the improver knows.
  const passes = seed % 10 === 0 ? 250 : 12
  let asked = 0
  const plans = [
    [problem, first],
    [again, schedule(again)],
    [problem, improve(problem, { seed, stop: () => ++asked > passes })],
  ] as const
  counts.shops++
  counts.operations += problem.operations.length
  counts.unplaced += first.unplaced.length
  counts.fixed += again.operations.filter((o) => o.fixed).length
  for (const [shop, plan] of plans) {
    const found = faults(shop, plan)
    counts.plans++
    if (found.length === 0) continue
    counts.faulty++
    console.log(`shop ${seed}: ${found.slice(0, 3).join(' ')}`)
  }
}
console.log(counts)
process.exit(counts.faulty === 0 ? 0 : 1)
