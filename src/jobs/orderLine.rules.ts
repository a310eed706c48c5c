import { roundQuantity, sum } from '../core/decimal.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import type { JobStatus } from './job.model.ts'
import { isOpen } from './job.rules.ts'

/** An order line with the work orders that make it, not those that make something for them. */
export type LineWork = {
  line: number
  quantity: number
  deliveredQuantity: number
  canceled: string
  workOrders: readonly {
    number: string
    status: JobStatus
    quantity: number
    completedQuantity: number
    scrappedQuantity: number
  }[]
}

/** What can still come out of open work orders. */
const comingOf = (l: LineWork): number =>
  sum(
    l.workOrders
      .filter((w) => isOpen(w.status))
      .map((w) => Math.max(0, w.quantity - w.completedQuantity - w.scrappedQuantity)),
  )

/** Pieces that are neither delivered nor being made. */
export const toPlan = (l: LineWork): number =>
  l.canceled === '' ? Math.max(0, roundQuantity(l.quantity - l.deliveredQuantity - comingOf(l))) : 0

/** Of those, what was made and lies somewhere: in stock, before its test, or lost. */
export const madeNotDelivered = (l: LineWork): number =>
  Math.min(
    toPlan(l),
    Math.max(
      0,
      roundQuantity(
        sum(l.workOrders.filter((w) => w.status !== 'canceled').map((w) => w.completedQuantity)) - l.deliveredQuantity,
      ),
    ),
  )

/** Why no more can be made for a line: everything open is on its way already. */
export function whyNotPlanMore(l: LineWork, quantity: number): Refusal[] {
  const open = roundQuantity(l.quantity - l.deliveredQuantity)
  const most = toPlan(l)
  const by = l.workOrders.filter((w) => isOpen(w.status)).map((w) => w.number)
  return [
    ...refuse(l.canceled !== '', 'order.line-canceled', `Line ${l.line} is canceled.`),
    ...refuse(l.canceled === '' && open <= 0, 'order.line-delivered', `Line ${l.line} is delivered.`),
    ...refuse(
      l.canceled === '' && open > 0 && most <= 0,
      'job.line-covered',
      `${open === 1 ? 'The one piece' : `All ${open}`} still to deliver ${open === 1 ? 'is' : 'are'} being made by ${by.join(', ')}.`,
    ),
    ...refuse(quantity <= 0, 'job.no-quantity', 'The quantity must be more than 0.'),
    ...refuse(
      most > 0 && quantity > most,
      'job.more-than-open',
      `Only ${most} of line ${l.line} ${most === 1 ? 'is' : 'are'} neither delivered nor being made.`,
    ),
  ]
}
