import type { Ctx } from '../core/ctx.ts'
import { closeJob } from '../costing/cost.commands.ts'
import { createInvoice, payInvoice, sendInvoice } from '../delivery/invoice.commands.ts'
import { createShipment, shipShipment } from '../delivery/shipment.commands.ts'
import { recordResults, releaseTest, testFacts, testsOf } from '../quality/test.commands.ts'
import type { Characteristic, Result } from '../quality/test.rules.ts'
import { keepsPaper, type Story, topWorkOrder, type World } from './history.ts'
import { type SampleDeal, stages } from './sample.ts'

const reaches = (deal: SampleDeal, stage: SampleDeal['stage']): boolean =>
  stages.indexOf(deal.stage) >= stages.indexOf(stage)

/** Test, delivery, invoice and payment of finished goods, as far as the deal got. */
export async function* deliver(world: World, deal: SampleDeal, lineId: number, madeAt: string): Story {
  const { clock } = world
  if (deal.stage === 'awaitingTest') return
  let at = clock.plus(madeAt, Math.round(world.random.between(40, 160)))
  let tx = yield at
  const released = await testGoods(tx, world, deal, lineId)
  if (!released || !reaches(deal, 'partDelivered')) return
  at = clock.plus(at, Math.round(world.random.between(60, 500)))
  tx = yield at
  const quantity = deal.stage === 'partDelivered' ? Math.ceil(deal.quantity / 2) : deal.quantity - (deal.scrap ?? 0)
  const shipment = await createShipment(tx, {
    customerId: world.loaded.party(deal.customer),
    carrier: world.random.pick(['Own van', 'Blue Road Freight', 'Customer collects']),
    packages: Math.max(1, Math.ceil(quantity / 4)),
    lines: [{ salesOrderLineId: lineId, quantity }],
  })
  await shipShipment(tx, shipment.id)
  if (!reaches(deal, 'invoiced')) return
  at = clock.plus(at, 510)
  tx = yield at
  const invoice = await createInvoice(tx, { shipmentIds: [shipment.id] })
  await sendInvoice(tx, invoice.id, { keepPaper: keepsPaper(world, tx) })
  const top = await topWorkOrder(tx, lineId)
  if (top?.status === 'completed') await closeJob(tx, top.jobId)
  if (deal.stage !== 'paid') return
  tx = yield clock.plus(at, Math.round(510 * world.random.between(8, 16)))
  await payInvoice(tx, invoice.id)
}

/** Records plausible values; a deal that failed its test has one value outside its limits. */
async function testGoods(tx: Ctx, world: World, deal: SampleDeal, lineId: number): Promise<boolean> {
  const top = await topWorkOrder(tx, lineId)
  if (!top) return false
  for (const test of await testsOf(tx, top.id)) {
    const facts = await testFacts(tx, test.id)
    const failing = deal.stage === 'failedTest'
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
