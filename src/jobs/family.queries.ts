import type { Db } from '../core/ctx.ts'
import { type WorkOrderRow, workOrdersOfJob } from './job.queries.ts'

/** A work order with everything made for it, parents first. */
export async function familyOf(db: Db, top: WorkOrderRow): Promise<WorkOrderRow[]> {
  const members = await workOrdersOfJob(db, top.jobId)
  const below = (id: number): WorkOrderRow[] =>
    members.filter((w) => w.parentId === id).flatMap((w) => [w, ...below(w.id)])
  return [top, ...below(top.id)]
}
