import { round } from '../core/decimal.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import type { JobStatus } from '../jobs/job.model.ts'

export type Clock = { id: number; startedAt: string; endedAt: string | null; group?: number; weight?: number }

export const whyNotClockOn = (facts: {
  workOrder: { number: string; status: JobStatus }
  holdReason: string
  sequence: number
  done: boolean
  blockedReason: string
  outside: boolean
  already: boolean
}): Refusal[] => [
  ...refuse(
    facts.workOrder.status !== 'released' && facts.workOrder.status !== 'started',
    'time.not-open',
    `${facts.workOrder.number} is ${facts.workOrder.status}.`,
  ),
  ...refuse(facts.holdReason !== '', 'time.on-hold', `The job is on hold: ${facts.holdReason}`),
  ...refuse(facts.done, 'time.operation-done', `Operation ${facts.sequence} is done.`),
  ...refuse(
    facts.blockedReason !== '',
    'time.blocked',
    `Operation ${facts.sequence} is blocked: ${facts.blockedReason}`,
  ),
  ...refuse(facts.outside, 'time.outside', `Operation ${facts.sequence} is done by a vendor.`),
  ...refuse(facts.already, 'time.already-on', 'You are clocked on to this operation already.'),
]

/** Work is done at the operation's own work center or one that may stand in for it, and on one of that one's machines. */
export const whyNotThere = (facts: {
  sequence: number
  workCenterId: number | null
  others: readonly number[]
  /** Where the time is spent. */
  at: number | null
  /** The machine that was named; null when there is none by that id. */
  machine?: { code: string; workCenterId: number } | null | undefined
}): Refusal[] => [
  ...refuse(facts.machine === null, 'time.no-machine', 'There is no such machine.'),
  ...refuse(
    facts.at !== null && facts.at !== facts.workCenterId && !facts.others.includes(facts.at),
    'time.other-work-center',
    `Operation ${facts.sequence} is not done at that work center${facts.machine ? `, to which ${facts.machine.code} belongs` : ''}.`,
  ),
  ...refuse(
    facts.machine != null && facts.machine.workCenterId !== facts.at,
    'time.other-machine',
    `${facts.machine?.code} belongs to another work center.`,
  ),
]

const minute = 60_000

/**
 * Minutes that each of one person's logs bears until `now`. Logs that run at the same time share the clock evenly; those
 * of one group (a job run as a group) then share their common part by weight. Shares depend only on what runs at each
 * instant, so no minute is lost or counted twice, and a closed log's minutes never change afterwards.
 */
export function sharedMinutes(logs: readonly Clock[], now: string): Map<number, number> {
  const spans = logs.map((l) => ({
    id: l.id,
    from: Date.parse(l.startedAt),
    to: Date.parse(l.endedAt ?? now),
    group: l.group ?? -l.id,
    weight: l.weight ?? 1,
  }))
  const edges = [...new Set(spans.flatMap((s) => [s.from, s.to]))].sort((a, b) => a - b)
  const minutes = new Map(spans.map((s) => [s.id, 0]))
  for (const [i, from] of edges.entries()) {
    const to = edges[i + 1]
    if (to === undefined) break
    const running = spans.filter((s) => s.from <= from && s.to >= to)
    for (const s of running) {
      const group = running.filter((r) => r.group === s.group)
      const weight = group.reduce((sum, r) => sum + r.weight, 0)
      const part = weight > 0 ? s.weight / weight : 1 / group.length
      minutes.set(s.id, (minutes.get(s.id) ?? 0) + ((to - from) / minute) * (group.length / running.length) * part)
    }
  }
  return minutes
}

export const roundMinutes = (minutes: number): number => round(minutes, 4)
