import type { Db } from '../core/ctx.ts'
import { operationsOf } from '../jobs/job.queries.ts'
import type { ProgressFacts } from '../jobs/progress.rules.ts'

/** The progress of all operations of work orders, in sequence, by work order. */
export async function progressOf(db: Db, workOrderIds: readonly number[]): Promise<Map<number, ProgressFacts[]>> {
  const rows = await operationsOf(db, workOrderIds)
  return new Map(
    [...Map.groupBy(rows, (r) => r.workOrderId)].map(([id, operations]) => [
      id,
      operations.map(({ operation: o, progress: p }) => ({
        operationId: o.id,
        sequence: o.sequence,
        kind: o.kind,
        overlapQuantity: o.overlapQuantity,
        good: p?.goodQuantity ?? 0,
        scrap: p?.scrapQuantity ?? 0,
        atVendor: p?.atVendorQuantity ?? 0,
        done: p?.done ?? false,
        started: p !== null && p.startedAt !== null,
        running: false,
        blockedReason: p?.blockedReason ?? '',
      })),
    ]),
  )
}
