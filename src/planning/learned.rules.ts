import { divide, round } from '../core/decimal.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import type { Learned } from './learned.model.ts'

export type LearnedFacts = {
  id: number
  name: string
  count: number
  estimated: number
  actual: number
  current: number
}

/** What the estimate counts for, in finished operations: so many must say otherwise before it is half believed. */
const belief = 5

/** The ratio drawn toward 1: (n × ratio + k) ÷ (n + k), the credibility n ÷ (n + k) of H. Bühlmann, ASTIN Bulletin 4, 1967. */
export const shrunkRatio = (ratio: number, count: number): number => divide(4, count * ratio + belief, count + belief)

/** A slower work center has a lower efficiency, a slower vendor more lead days, a slower operation more minutes. */
function suggestion(kind: Learned['kind'], current: number, shrunk: number): number {
  if (kind === 'workCenter') return divide(1, current, shrunk)
  if (kind === 'vendor') return Math.max(1, Math.ceil(round(current * shrunk, 4) - 1e-9))
  return round(current * shrunk, 4)
}

const units = { workCenter: 'percent', vendor: 'days', operation: 'minutes' } as const

export function learnedOf(
  kind: Learned['kind'],
  { id, name, count, estimated, actual, current }: LearnedFacts,
): Learned {
  const ratio = divide(4, actual, estimated)
  const shrunk = shrunkRatio(ratio, count)
  return {
    kind,
    id,
    name,
    count,
    estimated: round(estimated, 1),
    actual: round(actual, 1),
    ratio,
    shrunk,
    current,
    suggested: suggestion(kind, current, shrunk),
    unit: units[kind],
  }
}

export const whyNotApply = (seen: number, stands: number): Refusal[] =>
  refuse(
    seen !== stands,
    'learned.changed',
    `The master says ${stands} now, no longer ${seen}. Look at the suggestion again.`,
  )
