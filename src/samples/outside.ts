import type { methodOperations } from '../catalog/method.tables.ts'
import { found } from '../core/missing.ts'
import type { WorkOrderRow } from '../jobs/job.queries.ts'
import { createDispatch, sendDispatch } from '../outsourcing/dispatch.commands.ts'
import { receiveFromVendor } from '../outsourcing/vendorReceipt.commands.ts'
import type { World } from './history.ts'
import type { Work } from './make.ts'
import type { SampleDeal } from './sample.ts'

/** Part-finished work goes to the vendor and comes back; deals that stop there leave it with him. */
export async function* sendOutside(
  world: World,
  deal: SampleDeal,
  workOrder: WorkOrderRow,
  operation: typeof methodOperations.$inferSelect,
  quantity: number,
  notBefore: string,
): Work {
  const { clock } = world
  const leaves = clock.working(clock.plus(notBefore, 30))
  let tx = yield leaves
  const dispatch = await createDispatch(tx, {
    vendorId: found(operation.supplierId ?? undefined, 'vendor of', operation.name),
    dueOn: clock.dayOf(clock.plus(leaves, operation.leadDays * 510)),
    carrier: 'Own van',
    lines: [{ operationId: operation.id, quantity, approvalNote: 'Approved by quality for this order' }],
  })
  await sendDispatch(tx, dispatch.id)
  if (deal.stage === 'atVendor') return undefined
  const back = clock.plus(leaves, Math.round(operation.leadDays * 510 * world.random.between(0.8, 1.1)))
  tx = yield back
  await receiveFromVendor(tx, {
    dispatchId: dispatch.id,
    deliveryNote: `V-${workOrder.number.slice(3)}`,
    lines: [{ dispatchLineId: found(dispatch.lines[0], 'dispatch line', dispatch.number).id, good: quantity }],
  })
  return back
}
