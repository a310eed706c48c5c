import { type Refusal, refuse } from '../core/refusal.ts'
import { undoGraceSeconds, undoSeconds } from './time.model.ts'

/** Why this person cannot take a report back now; `whyNotTakeBack` says what stands on the pieces. */
export const whyNotUndo = (f: {
  secondsAgo: number
  mine: boolean
  mayCorrect: boolean
  undone: boolean
}): Refusal[] => [
  ...refuse(f.undone, 'undo.done', 'This report was taken back already.'),
  ...refuse(!f.mayCorrect && !f.mine, 'undo.not-yours', 'Only whoever reported it can take it back here.'),
  ...refuse(
    !f.mayCorrect && f.secondsAgo > undoSeconds + undoGraceSeconds,
    'undo.too-late',
    'It is too late to undo. Ask your supervisor to correct it.',
  ),
]
