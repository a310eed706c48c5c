import { type Refusal, refuse } from '../core/refusal.ts'
import type { JobStatus } from './job.model.ts'
import type { ProgressFacts } from './progress.rules.ts'

/** Pieces go from operation to operation: a new one before one that has reported would have none to report. */
export function whyNotAddedBehind(
  number: string,
  operations: readonly ProgressFacts[],
  known: ReadonlySet<number>,
): Refusal[] {
  const reported = operations.filter((o) => o.good > 0).at(-1)
  const added = operations.filter((o) => !known.has(o.operationId) && reported && o.sequence < reported.sequence)
  return added.map((o) => ({
    code: 'workOrder.operation-before-reported',
    message: `Operation ${reported?.sequence} of ${number} has reported ${reported?.good} already: operation ${o.sequence} must come behind it.`,
  }))
}

/** What is made below is no longer made only while nothing has happened to it. */
export const whyNotUnmake = (
  family: readonly {
    number: string
    status: JobStatus
    reported: number
    materials: readonly { issued: number }[]
  }[],
): Refusal[] =>
  family.flatMap((w) =>
    refuse(
      w.status !== 'canceled' &&
        (w.status === 'started' ||
          w.status === 'completed' ||
          w.status === 'closed' ||
          w.reported > 0 ||
          w.materials.some((m) => m.issued !== 0)),
      'workOrder.being-made',
      `${w.number} makes it and is ${w.status} already.`,
    ),
  )
