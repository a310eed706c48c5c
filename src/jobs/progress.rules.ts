import { roundQuantity } from '../core/decimal.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import type { OperationStatus } from './job.model.ts'

export type ProgressFacts = {
  operationId: number
  sequence: number
  kind: 'inside' | 'outside'
  overlapQuantity: number
  good: number
  scrap: number
  atVendor: number
  done: boolean
  started: boolean
  running: boolean
  blockedReason: string
}

/** Pieces that an operation may still report: what the one before has passed on, less what is reported here. */
export const reportable = (operations: readonly ProgressFacts[], index: number, ordered: number): number => {
  const here = operations[index]
  if (!here) return 0
  const before = operations[index - 1]
  const arrived = before ? before.good : ordered
  return Math.max(0, roundQuantity(arrived - here.good - here.scrap))
}

/** More than was ordered may come out of the first operation (bars yield what they yield), never more than went in later. */
export function whyNotReport(
  operations: readonly ProgressFacts[],
  index: number,
  ordered: number,
  quantity: number,
): Refusal[] {
  const here = operations[index]
  const before = operations[index - 1]
  if (!here) return refuse(true, 'operation.missing', 'The operation is not part of this work order.')
  const room = reportable(operations, index, ordered)
  const away = before?.atVendor ?? 0
  return [
    ...refuse(here.done, 'operation.done', `Operation ${here.sequence} is done.`),
    ...refuse(
      here.blockedReason !== '',
      'operation.blocked',
      `Operation ${here.sequence} is blocked: ${here.blockedReason}`,
    ),
    ...refuse(
      before !== undefined && quantity > room,
      'operation.more-than-arrived',
      `Only ${room} ${room === 1 ? 'piece has' : 'pieces have'} come from operation ${before?.sequence}${away > 0 ? `; ${away} ${away === 1 ? 'is' : 'are'} still at the vendor` : ''}.`,
    ),
    ...refuse(
      here.atVendor > 0 && quantity > roundQuantity(room - here.atVendor),
      'operation.at-vendor',
      `${here.atVendor} ${here.atVendor === 1 ? 'piece is' : 'pieces are'} still at the vendor for operation ${here.sequence}: receive them on their dispatch.`,
    ),
  ]
}

/** What an operation shows on the strip: done, running, ready, at the vendor, blocked or waiting. */
export function operationStatus(operations: readonly ProgressFacts[], index: number, open: boolean): OperationStatus {
  const here = operations[index]
  const before = operations[index - 1]
  if (!here) return 'waiting'
  if (here.done) return 'done'
  if (here.blockedReason !== '') return 'blocked'
  if (here.atVendor > 0) return 'atVendor'
  if (here.running) return 'running'
  const arrived =
    before === undefined ||
    before.done ||
    (before.good > 0 && before.good >= before.overlapQuantity && before.overlapQuantity > 0) ||
    before.good - here.good - here.scrap > 0
  return open && arrived ? 'ready' : 'waiting'
}
