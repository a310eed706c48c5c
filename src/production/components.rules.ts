import { multiply, quantityDecimals } from '../core/decimal.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import type { JobStatus } from '../jobs/job.model.ts'
import { isOpen } from '../jobs/job.rules.ts'

/** A work order that makes what another one consumes. */
export type ComponentFacts = {
  number: string
  status: JobStatus
  item: string
  quantity: number
  completedQuantity: number
  /** How much of it goes into one piece of the parent. */
  quantityPer: number
  /** What has come into the parent's process, from below or out of stock. */
  issued: number
  /** What awaits its test, or its rework after one, and the tests' numbers. */
  awaiting: number
  tests: string
}

/**
 * Pieces cannot be reported before what they are made of has come: goods that still await their test, or are not made yet, are
 * in nobody's hands, and their cost would come too late. What will never come holds nothing up.
 */
export const whyNotWithoutComponents = (
  parentNumber: string,
  pieces: number,
  components: readonly ComponentFacts[],
): Refusal[] =>
  components.flatMap((c) => {
    const needed = multiply(quantityDecimals, c.quantityPer, pieces)
    const open = isOpen(c.status)
    if (c.issued >= needed || !(open || c.awaiting > 0)) return []
    const waits = [
      ...(c.awaiting > 0
        ? [`${c.awaiting} made by ${c.number} ${c.awaiting === 1 ? 'awaits its' : 'await their'} test ${c.tests}`]
        : []),
      ...(open ? [`${c.number} is ${c.status}, with ${c.completedQuantity} of ${c.quantity} made`] : []),
    ]
    return refuse(
      true,
      'output.component-missing',
      `${pieces} of ${parentNumber} take ${needed} of ${c.item}, and only ${c.issued} came: ${waits.join('; ')}.`,
    )
  })
