import type { Ctx } from '../core/ctx.ts'
import { recordResults, releaseTest, testFacts, testsOf } from '../quality/test.commands.ts'
import type { Characteristic, Result } from '../quality/test.rules.ts'
import type { World } from './history.ts'

/** Records plausible values of what a work order made and releases it; goods that fail have one value outside its limits. */
export async function testGoods(tx: Ctx, world: World, workOrderId: number, failing = false): Promise<boolean> {
  for (const test of await testsOf(tx, workOrderId)) {
    const facts = await testFacts(tx, test.id)
    const photo = facts.characteristics.some((c) => c.kind === 'photo')
    if (photo) return false
    const results = Array.from({ length: facts.sampleQuantity }, (_, i) => i + 1).flatMap((piece) =>
      facts.characteristics.map(
        (c, k): Result => ({
          characteristicId: c.id,
          piece,
          ...plausible(world, c, failing && piece === 1 && k === 0),
        }),
      ),
    )
    await recordResults(tx, test.id, results)
    if (failing) return false
    await releaseTest(tx, test.id)
  }
  return true
}

function plausible({ random }: World, c: Characteristic, fails: boolean): { measured: number | null; passed: boolean } {
  if (c.kind !== 'measured') return { measured: null, passed: !fails }
  const low = c.lowerLimit ?? (c.upperLimit ?? 1) * 0.6
  const high = c.upperLimit ?? low * 1.4 + 1
  const middle = random.between(0.25, 0.75)
  const measured = fails ? high + (high - low) * 0.2 : low + (high - low) * middle
  return { measured: Math.round(measured * 1000) / 1000, passed: !fails }
}
