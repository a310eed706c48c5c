import { closeJob } from '../costing/cost.commands.ts'
import { createInvoice, payInvoice, sendInvoice } from '../delivery/invoice.commands.ts'
import { createShipment, shipShipment } from '../delivery/shipment.commands.ts'
import { keepsPaper, type Story, topWorkOrder, type World } from './history.ts'
import { type SampleDeal, stages } from './sample.ts'
import { testGoods } from './testGoods.ts'

const reaches = (deal: SampleDeal, stage: SampleDeal['stage']): boolean =>
  stages.indexOf(deal.stage) >= stages.indexOf(stage)

/** Test, delivery, invoice and payment of finished goods, as far as the deal got. */
export async function* deliver(world: World, deal: SampleDeal, lineId: number, madeAt: string): Story {
  const { clock } = world
  if (deal.stage === 'awaitingTest') return
  let at = clock.plus(madeAt, Math.round(world.random.between(40, 160)))
  let tx = yield at
  const made = await topWorkOrder(tx, lineId)
  const released = made !== undefined && (await testGoods(tx, world, made.id, deal.stage === 'failedTest'))
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
