import type { Ctx } from '../core/ctx.ts'
import { serve } from '../core/serve.ts'
import { cancelJob, changeJob, createJob, holdJob, releaseJob, resumeJob, unreleaseJob } from './job.commands.ts'
import { completeWorkOrderShort, pushBackWorkOrder } from './finish.commands.ts'
import { jobContract } from './job.contract.ts'
import { listJobs, listWorkOrders, openOrderLines } from './jobList.queries.ts'
import { getJob } from './jobPage.queries.ts'
import { mergeWorkOrders, moveWorkOrders, splitWorkOrder } from './regroup.commands.ts'

const on = serve(jobContract)
const shown = async (ctx: Ctx, job: Promise<{ id: number } | number>) => {
  const done = await job
  return getJob(ctx.db, typeof done === 'number' ? done : done.id)
}

export const jobRoutes = {
  list: on.list.handler(({ context, input }) => listJobs(context.db, input)),
  get: on.get.handler(({ context, input }) => getJob(context.db, input.id)),
  openOrderLines: on.openOrderLines.handler(({ context }) => openOrderLines(context.db)),
  create: on.create.handler(({ context, input }) => shown(context, createJob(context, input))),
  change: on.change.handler(({ context, input: { id, ...change } }) => shown(context, changeJob(context, id, change))),
  release: on.release.handler(({ context, input }) => shown(context, releaseJob(context, input.id))),
  unrelease: on.unrelease.handler(({ context, input }) => shown(context, unreleaseJob(context, input.id))),
  hold: on.hold.handler(({ context, input }) => shown(context, holdJob(context, input.id, input.reason))),
  resume: on.resume.handler(({ context, input }) => shown(context, resumeJob(context, input.id))),
  cancel: on.cancel.handler(({ context, input }) => shown(context, cancelJob(context, input.id, input.reason))),
  split: on.split.handler(({ context, input }) => shown(context, splitWorkOrder(context, input.id, input.quantity))),
  merge: on.merge.handler(({ context, input }) => shown(context, mergeWorkOrders(context, input.ids))),
  move: on.move.handler(({ context, input }) => shown(context, moveWorkOrders(context, input.ids, input.jobId))),
  completeShort: on.completeShort.handler(({ context, input }) => shown(context, completeWorkOrderShort(context, input.id, input.reason))),
  pushBack: on.pushBack.handler(({ context, input: { id, ...input } }) => shown(context, pushBackWorkOrder(context, id, input))),
  workOrders: on.workOrders.handler(({ context, input }) => listWorkOrders(context.db, input)),
}
