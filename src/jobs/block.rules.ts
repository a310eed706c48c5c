import { type Refusal, refuse } from '../core/refusal.ts'
import type { JobStatus } from './job.model.ts'

type WorkOrderFacts = { number: string; status: JobStatus }
type OperationFacts = { sequence: number; done: boolean; blockedReason: string }

const isRunning = (status: JobStatus): boolean => status === 'released' || status === 'started'

export function whyNotBlock(w: WorkOrderFacts, operations: readonly OperationFacts[], reason: string): Refusal[] {
  const left = operations.filter((o) => !o.done)
  return [
    ...refuse(
      w.status === 'planned',
      'workOrder.not-released',
      `${w.number} is planned, and nobody can start it yet: put its job on hold instead.`,
    ),
    ...refuse(w.status !== 'planned' && !isRunning(w.status), 'workOrder.over', `${w.number} is ${w.status}.`),
    ...(isRunning(w.status)
      ? [
          ...refuse(
            left.length === 0,
            'operation.done',
            operations.length === 1
              ? `Operation ${operations[0]?.sequence} is done.`
              : `All operations of ${w.number} are done.`,
          ),
          ...refuse(
            left.length > 0 && left.every((o) => o.blockedReason !== ''),
            'operation.blocked',
            left.length === 1
              ? `Operation ${left[0]?.sequence} is blocked already: ${left[0]?.blockedReason}`
              : `${w.number} is blocked already.`,
          ),
        ]
      : []),
    ...refuse(reason.trim() === '', 'operation.no-reason', 'Say why nobody may go on.'),
  ]
}

export const whyNotUnblock = (w: WorkOrderFacts, operations: readonly OperationFacts[]): Refusal[] =>
  refuse(
    operations.every((o) => o.done || o.blockedReason === ''),
    'operation.not-blocked',
    `Nothing of ${w.number} is blocked.`,
  )
