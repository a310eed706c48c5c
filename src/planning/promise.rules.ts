import { type Refusal, refuse } from '../core/refusal.ts'

/** How many jobs were done, and by how many days eight in ten of them were late at most. */
export type Delays = { count: number; days: number }

/** What is believed before anything was learned counts as much as so many jobs … */
const beliefCount = 8
/** … and is this share of the way to the earliest day. */
const beliefShare = 0.15

/**
 * How many days lie between the earliest and the safe day: what jobs of the last year were late by, drawn toward a share of the lead
 * time while there are few of them (credibility n ÷ (n + k): H. Bühlmann, Experience rating and credibility, ASTIN Bulletin 4, 1967).
 */
export function safeDays(delays: Delays, today: string, earliestOn: string): { days: number; reason: string } {
  const away = Math.max(0, Math.round((Date.parse(earliestOn) - Date.parse(today)) / 86_400_000))
  const belief = Math.max(1, Math.ceil(away * beliefShare))
  const days = Math.ceil((delays.count * delays.days + beliefCount * belief) / (delays.count + beliefCount) - 1e-9)
  const late = Math.round(delays.days * 10) / 10
  const known =
    delays.count === 0
      ? 'No job was done in the last year'
      : `Of ${delays.count} jobs done in the last year eight in ten were at most ${late} days late`
  return {
    days,
    reason: `${known}; 15 % of the ${away} days until then is ${belief}, which counts as much as ${beliefCount} jobs. Together: ${days} more.`,
  }
}

export const whyNotHold = (line: {
  line: string
  promisedOn: string
  today: string
  jobs: readonly string[]
  placed: boolean
}): Refusal[] => [
  ...refuse(line.promisedOn < line.today, 'promise.past', 'The promised day is over.'),
  ...refuse(line.jobs.length > 0, 'promise.in-work', `${line.line} is made by ${line.jobs.join(', ')} already.`),
  ...refuse(!line.placed, 'promise.no-place', 'The plan finds no place for it.'),
]
