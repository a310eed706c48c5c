import { roundQuantity } from '../core/decimal.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import type { JobStatus } from '../jobs/job.model.ts'

export type Take = { placeId: number; lotId: number | null; quantity: number }

/** Takes a quantity from bins in their order; less when they hold less. */
export function pickFrom(bins: readonly Take[], quantity: number): Take[] {
  const takes: Take[] = []
  let left = quantity
  for (const bin of bins) {
    if (left <= 0) break
    const take = Math.min(left, bin.quantity)
    takes.push({ placeId: bin.placeId, lotId: bin.lotId, quantity: roundQuantity(take) })
    left = roundQuantity(left - take)
  }
  return takes
}

export const whyNotOpen = (workOrder: { number: string; status: JobStatus }): Refusal[] =>
  refuse(
    workOrder.status !== 'released' && workOrder.status !== 'started',
    'workOrder.not-open',
    `${workOrder.number} is ${workOrder.status}.`,
  )

/** Material comes back, and an entry is taken back, while the job's cost can still change; also after its goods are completed. */
export const whyNotGiveBack = (
  workOrder: { number: string; status: JobStatus },
  job: { number: string; status: JobStatus },
): Refusal[] => [
  ...refuse(job.status === 'closed', 'job.closed', `${job.number} is closed: its cost is final.`),
  ...refuse(workOrder.status === 'canceled', 'workOrder.canceled', `${workOrder.number} is canceled.`),
]

export const whyNotIssue = (facts: {
  workOrder: { number: string; status: JobStatus }
  itemNumber: string
  quantity: number
  held: number
}): Refusal[] => [
  ...whyNotOpen(facts.workOrder),
  ...refuse(facts.quantity <= 0, 'material.no-quantity', 'The quantity must be more than 0.'),
  ...refuse(
    facts.held < facts.quantity,
    'material.too-little',
    `Only ${roundQuantity(facts.held)} of ${facts.itemNumber} are there, not ${facts.quantity}.`,
  ),
]

/** Serial numbers of pieces completed: WO-1003-001 and on. */
export const serialNumbers = (workOrderNumber: string, before: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${workOrderNumber}-${String(before + i + 1).padStart(3, '0')}`)
