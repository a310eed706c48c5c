import { type Inspection, report, roundingMinutes } from './check.ts'
import { after, intersect, minutesIn, openWithin, type Spans, spansOf } from './openTime.ts'
import type { Alternative, Machine, Operation, Placement } from './problem.model.ts'

/** The hours of the placement's machine that its job may use. */
export function hours(inspection: Inspection, operation: Operation, machine: Machine, attendedOnly: boolean): Spans {
  const rush = inspection.jobs.get(operation.jobId)?.mayUseHeldBack ?? false
  const share = rush ? 0 : (inspection.shares.get(machine.workCenterId) ?? 0)
  const key = `${machine.id} ${attendedOnly} ${share}`
  if (!inspection.spans.has(key))
    inspection.spans.set(key, spansOf(inspection.problem, inspection.calendars, machine, share, attendedOnly))
  return inspection.spans.get(key)!
}

export const alternativeOf = (operation: Operation, machineId: number): Alternative | undefined =>
  operation.alternatives.find((a) => a.machineId === machineId)

/** The other placements of the same run of a batch machine, and itself. */
export const isBatch = (machine: Machine) => machine.maximumLoad !== undefined

export function checkPlacement(inspection: Inspection, p: Placement): void {
  const operation = inspection.operations.get(p.operationId)
  if (operation === undefined) return
  const machine = inspection.machines.get(p.machineId)
  const alternative = alternativeOf(operation, p.machineId)
  if (machine === undefined || alternative === undefined) {
    report(inspection, 'machine', [p.operationId], `Operation ${p.operationId} may not run on machine ${p.machineId}.`)
    return
  }
  const lanes = machine.capacity === undefined ? 1 : (machine.capacity ?? 1)
  if (!(p.lane >= 0 && p.lane < lanes))
    report(
      inspection,
      'machine',
      [p.operationId],
      `Operation ${p.operationId} is on lane ${p.lane} of machine ${p.machineId}, which has ${lanes}.`,
    )
  if (operation.fixed) checkFixed(inspection, p, operation, machine, alternative)
  else {
    checkEarliest(inspection, p, operation)
    if (!isBatch(machine)) checkDuration(inspection, p, operation, machine, alternative)
  }
}

function checkEarliest(inspection: Inspection, p: Placement, operation: Operation): void {
  const { problem, jobs } = inspection
  const limits: [number | undefined, string][] = [
    [problem.start, 'the plan begins'],
    [problem.frozenUntil, 'the frozen zone ends'],
    [jobs.get(operation.jobId)?.releaseAt, 'its job is released'],
    [operation.readyAt, 'its material is there'],
  ]
  for (const [at, what] of limits)
    if (at !== undefined && p.start < at - roundingMinutes)
      report(
        inspection,
        'too-early',
        [p.operationId],
        `Operation ${p.operationId} starts at ${p.start}, before ${what} at ${at}.`,
      )
}

function checkFixed(
  inspection: Inspection,
  p: Placement,
  operation: Operation,
  machine: Machine,
  alternative: Alternative,
): void {
  const fixed = operation.fixed!
  const attendedHours = hours(inspection, operation, machine, true)
  const anyHours = hours(inspection, operation, machine, false)
  const { problem } = inspection
  const running = fixed.remainingMinutes
  const unattended = Math.min(alternative.unattendedMinutes ?? 0, running ?? Infinity)
  const attended =
    running === undefined ? (fixed.setupMinutes ?? 0) + (alternative.attendedMinutes ?? 0) : running - unattended
  const begin =
    running === undefined
      ? fixed.start + (machine.outside?.transitOutMinutes ?? 0)
      : Math.max(problem.start, fixed.start)
  let attendedEnd = after(attendedHours, begin, attended)
  let end = after(anyHours, attendedEnd, unattended)
  if (end === Infinity) [attendedEnd, end] = [begin + attended, begin + attended + unattended]
  end += machine.outside?.transitBackMinutes ?? 0
  const people = p.people.map((b) => b.personId).sort((a, b) => a - b)
  const kept = [...(fixed.personIds ?? [])].sort((a, b) => a - b)
  const same =
    p.machineId === fixed.machineId &&
    p.start === fixed.start &&
    p.setupMinutes === (fixed.setupMinutes ?? 0) &&
    people.join() === kept.join()
  if (!same || Math.abs(p.end - end) > roundingMinutes || Math.abs(p.attendedEnd - attendedEnd) > roundingMinutes)
    report(
      inspection,
      'fixed',
      [p.operationId],
      `Operation ${p.operationId} is fixed on machine ${fixed.machineId} from ${fixed.start} to ${end}; the plan has machine ${p.machineId} from ${p.start} to ${p.end}.`,
    )
}

export type Minutes = { attended: number; unattended: number }

function checkDuration(
  inspection: Inspection,
  p: Placement,
  operation: Operation,
  machine: Machine,
  alternative: Alternative,
): void {
  const share = p.quantity / (operation.quantity ?? 1)
  checkTimes(inspection, p, operation, machine, {
    attended: p.setupMinutes + (alternative.attendedMinutes ?? 0) * share,
    unattended: (alternative.unattendedMinutes ?? 0) * share,
  })
}

/** The open stretches in which the placement's attended work can go on. */
export function attendedSpans(
  inspection: Inspection,
  p: Placement,
  operation: Operation,
  machine: Machine,
  from: number,
  to: number,
): { from: number; to: number }[] {
  let open = openWithin(hours(inspection, operation, machine, true), from, to)
  if (machine.outside || operation.fixed) return open
  for (const booking of p.people) {
    const calendarId = inspection.people.get(booking.personId)?.calendarId
    const windows =
      calendarId === undefined ? null : (inspection.calendars.get(calendarId)?.windows.filter((w) => w.attended) ?? [])
    open = intersect(open, openWithin(windows, Math.max(from, booking.from), Math.min(to, booking.to)))
  }
  return open
}

/** The placement starts in open time, works exactly its minutes, and ends as soon as they are worked. */
export function checkTimes(
  inspection: Inspection,
  p: Placement,
  operation: Operation,
  machine: Machine,
  minutes: Minutes,
): void {
  const { operationId, start, attendedEnd, end } = p
  const arrive = start + (machine.outside?.transitOutMinutes ?? 0)
  const leave = end - (machine.outside?.transitBackMinutes ?? 0)
  const any = hours(inspection, operation, machine, false)
  const attended = attendedSpans(inspection, p, operation, machine, arrive, attendedEnd)
  const unattended = openWithin(any, attendedEnd, leave)
  const tolerance = roundingMinutes
  if (
    Math.abs(minutesIn(attended) - minutes.attended) > tolerance ||
    Math.abs(minutesIn(unattended) - minutes.unattended) > tolerance
  )
    report(
      inspection,
      'duration',
      [operationId],
      `Operation ${operationId} works ${minutesIn(attended)} attended and ${minutesIn(unattended)} unattended minutes from ${start} to ${end}; it needs ${minutes.attended} and ${minutes.unattended}.`,
    )
  const last = minutes.attended > tolerance ? (attended.at(-1)?.to ?? -Infinity) : attendedEnd
  const lastAny = minutes.unattended > tolerance ? (unattended.at(-1)?.to ?? -Infinity) : leave
  if (last < attendedEnd - tolerance || lastAny < leave - tolerance)
    report(
      inspection,
      'duration',
      [operationId],
      `Operation ${operationId} stays on its machine after its work is done.`,
    )
  if (machine.outside) {
    if (machine.outside.pickups && !machine.outside.pickups.includes(start))
      report(
        inspection,
        'closed',
        [operationId],
        `Operation ${operationId} leaves at ${start}, when nothing is picked up.`,
      )
  } else {
    const first = attended[0] ?? unattended[0]
    const work = minutes.attended + minutes.unattended
    if (work > tolerance && (first === undefined || first.from > start + tolerance))
      report(
        inspection,
        'closed',
        [operationId],
        `Operation ${operationId} starts at ${start}, when it cannot be worked on.`,
      )
  }
  if (operation.unbroken && leave - arrive - minutes.attended - minutes.unattended > tolerance)
    report(
      inspection,
      'broken',
      [operationId],
      `Operation ${operationId} may not pause, but takes from ${start} to ${end}.`,
    )
}
