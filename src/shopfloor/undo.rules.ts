import { roundQuantity } from '../core/decimal.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import type { JobStatus } from '../jobs/job.model.ts'
import type { ProgressFacts } from '../jobs/progress.rules.ts'
import { undoGraceSeconds, undoSeconds } from './time.model.ts'

export type UndoFacts = {
  secondsAgo: number
  mine: boolean
  mayCorrect: boolean
  undone: boolean
  jobStatus: JobStatus
  operations: readonly ProgressFacts[]
  index: number
  good: number
  testsDecided: readonly string[]
  /** The parent work order that has completed goods with these pieces in them. */
  usedBy?: string
}

/** Why a report cannot be taken back: too late, not yours, or something later stands on it. */
export function whyNotUndo(f: UndoFacts): Refusal[] {
  const next = f.operations[f.index + 1]
  const left = roundQuantity((f.operations[f.index]?.good ?? 0) - f.good)
  const taken = next ? roundQuantity(next.good + next.scrap + next.atVendor) : 0
  return [
    ...refuse(f.undone, 'undo.done', 'This report was taken back already.'),
    ...refuse(!f.mayCorrect && !f.mine, 'undo.not-yours', 'Only whoever reported it can take it back here.'),
    ...refuse(
      !f.mayCorrect && f.secondsAgo > undoSeconds + undoGraceSeconds,
      'undo.too-late',
      'It is too late to undo. Ask your supervisor to correct it.',
    ),
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
