import { roundQuantity } from '../core/decimal.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import type { JobStatus } from '../jobs/job.model.ts'
import type { ProgressFacts } from '../jobs/progress.rules.ts'

export type TakeBackFacts = {
  jobStatus: JobStatus
  operations: readonly ProgressFacts[]
  index: number
  /** Good pieces that are taken back. */
  good: number
  testsDecided: readonly string[]
  /** The parent work order that has completed goods with these pieces in them. */
  usedBy?: string
}

/** Why pieces cannot be taken back: the job is over, or something later stands on them. */
export function whyNotTakeBack(f: TakeBackFacts): Refusal[] {
  const next = f.operations[f.index + 1]
  const left = roundQuantity((f.operations[f.index]?.good ?? 0) - f.good)
  const taken = next ? roundQuantity(next.good + next.scrap + next.atVendor) : 0
  return [
    ...refuse(f.jobStatus === 'closed' || f.jobStatus === 'canceled', 'undo.job-over', `The job is ${f.jobStatus}.`),
    ...refuse(
      f.good > 0 && taken > left,
      'undo.used',
      `Operation ${next?.sequence} has worked on these pieces already.`,
    ),
    ...refuse(f.usedBy !== undefined, 'undo.built-in', `${f.usedBy} has completed goods with these pieces in them.`),
    ...refuse(f.testsDecided.length > 0, 'undo.tested', `The pieces are tested already: ${f.testsDecided.join(', ')}.`),
  ]
}
