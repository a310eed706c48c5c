import { type Inspection, report, roundingMinutes } from './check.ts'
import { alternativeOf, attendedSpans, hours, isBatch } from './checkPlacement.ts'
import { after } from './openTime.ts'
import type { Link, Operation, Placement } from './problem.model.ts'

/** Every operation waits for its predecessors, or for their first transfer batch. */
export function checkLinks(inspection: Inspection): void {
  for (const operation of inspection.problem.operations)
    for (const link of operation.after ?? []) {
      const before = inspection.placements.get(link.operationId)
      const own = inspection.placements.get(operation.id)
      if (own === undefined) continue
      if (before === undefined) {
        if (!operation.fixed)
          report(
            inspection,
            'predecessor',
            [operation.id, link.operationId],
            `Operation ${operation.id} is placed, but operation ${link.operationId} before it is not.`,
          )
        continue
      }
      checkLink(inspection, operation, link, before, own)
    }
}

function checkLink(
  inspection: Inspection,
  operation: Operation,
  link: Link,
  before: readonly Placement[],
  own: readonly Placement[],
): void {
  const end = before.reduce((latest, p) => Math.max(latest, p.end), -Infinity) + (link.lagMinutes ?? 0)
  const start = own.reduce((first, p) => Math.min(first, p.start), Infinity)
  if (start >= end - roundingMinutes) return
  const earlier = inspection.operations.get(link.operationId)!
  const share = (link.transferQuantity ?? 0) / (earlier.quantity ?? 1)
  const fits =
    share > 0 &&
    share < 1 &&
    overlaps(inspection, before) &&
    overlaps(inspection, own) &&
    earlier.fixed?.remainingMinutes === undefined
  if (!fits) {
    const message = `Operation ${operation.id} starts at ${start}, before operation ${earlier.id} has ended at ${end}.`
    report(inspection, 'predecessor', [operation.id, earlier.id], message)
    return
  }
  const first = doneAt(inspection, before[0]!, earlier, share) + (link.lagMinutes ?? 0)
  if (start < first - roundingMinutes)
    report(
      inspection,
      'overlap',
      [operation.id, earlier.id],
      `Operation ${operation.id} starts at ${start}, before the first transfer batch of operation ${earlier.id} comes at ${first}.`,
    )
  const last = doneAt(inspection, own[0]!, operation, 1 - share)
  if (!operation.fixed && last < end - 2 * roundingMinutes)
    report(
      inspection,
      'overlap',
      [operation.id, earlier.id],
      `Operation ${operation.id} begins its last transfer batch at ${last}, before operation ${earlier.id} has ended at ${end}.`,
    )
}

function overlaps(inspection: Inspection, parts: readonly Placement[]): boolean {
  const machine = inspection.machines.get(parts[0]!.machineId)
  return parts.length === 1 && machine !== undefined && !machine.outside && !isBatch(machine)
}

/** When a share of the run, after set-up, is done. */
function doneAt(inspection: Inspection, p: Placement, operation: Operation, share: number): number {
  const machine = inspection.machines.get(p.machineId)!
  const alternative = alternativeOf(operation, p.machineId)
  if (alternative === undefined) return p.end
  const attended = p.setupMinutes + (alternative.attendedMinutes ?? 0)
  const minutes = p.setupMinutes + share * ((alternative.attendedMinutes ?? 0) + (alternative.unattendedMinutes ?? 0))
  if (minutes > attended) return after(hours(inspection, operation, machine, false), p.attendedEnd, minutes - attended)
  return after(attendedSpans(inspection, p, operation, machine, p.start, p.attendedEnd + 1), p.start, minutes)
}
