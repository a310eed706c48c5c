import type { Ctx } from '../core/ctx.ts'
import { serve } from '../core/serve.ts'
import { blockWorkOrder, unblockWorkOrder } from './block.commands.ts'
import { completeWorkOrderShort, reopenJob } from './finish.commands.ts'
import { cancelJob, changeJob, createJob, holdJob, releaseJob, resumeJob, unreleaseJob } from './job.commands.ts'
import { jobContract } from './job.contract.ts'
import { getWorkOrder } from './job.queries.ts'
import { listJobs, listWorkOrders, openOrderLines } from './jobList.queries.ts'
import { getJob } from './jobPage.queries.ts'
import { pushBackWorkOrder, takeOverMaster } from './master.commands.ts'
import { previewPushBack } from './master.queries.ts'
import { planMore } from './orderLine.commands.ts'
import { changeWorkOrderQuantity } from './quantity.commands.ts'
import { previewQuantity } from './quantity.queries.ts'
import { mergeWorkOrders, moveWorkOrders, splitWorkOrder } from './regroup.commands.ts'
import { mergeCandidates } from './regroup.queries.ts'
import { workOrderContract } from './workOrder.contract.ts'

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
  planMore: on.planMore.handler(({ context, input: { id, ...input } }) => shown(context, planMore(context, id, input))),
  change: on.change.handler(({ context, input: { id, ...change } }) => shown(context, changeJob(context, id, change))),
  release: on.release.handler(({ context, input }) => shown(context, releaseJob(context, input.id))),
  unrelease: on.unrelease.handler(({ context, input }) => shown(context, unreleaseJob(context, input.id))),
  hold: on.hold.handler(({ context, input }) => shown(context, holdJob(context, input.id, input.reason))),
  resume: on.resume.handler(({ context, input }) => shown(context, resumeJob(context, input.id))),
  cancel: on.cancel.handler(({ context, input }) => shown(context, cancelJob(context, input.id, input.reason))),
  reopen: on.reopen.handler(({ context, input: { id, ...input } }) => shown(context, reopenJob(context, id, input))),
  split: on.split.handler(({ context, input }) => shown(context, splitWorkOrder(context, input.id, input.quantity))),
  merge: on.merge.handler(({ context, input }) => shown(context, mergeWorkOrders(context, input.ids))),
  move: on.move.handler(({ context, input }) => shown(context, moveWorkOrders(context, input.ids, input.jobId))),
  workOrders: on.workOrders.handler(({ context, input }) => listWorkOrders(context.db, input)),
}

const one = serve(workOrderContract)
export const workOrderRoutes = {
  get: one.get.handler(async ({ context, input }) =>
    getJob(context.db, (await getWorkOrder(context.db, input.id)).jobId),
  ),
  previewQuantity: one.previewQuantity.handler(({ context, input }) =>
    previewQuantity(context.db, input.id, input.quantity),
  ),
  changeQuantity: one.changeQuantity.handler(({ context, input: { id, ...input } }) =>
    shown(context, changeWorkOrderQuantity(context, id, input)),
  ),
  block: one.block.handler(({ context, input: { id, ...input } }) =>
    shown(context, blockWorkOrder(context, id, input)),
  ),
  unblock: one.unblock.handler(({ context, input: { id, ...input } }) =>
    shown(context, unblockWorkOrder(context, id, input)),
  ),
  mergeCandidates: one.mergeCandidates.handler(({ context, input }) => mergeCandidates(context.db, input.id)),
  previewPushBack: one.previewPushBack.handler(({ context, input }) => previewPushBack(context.db, input.id)),
  takeOver: one.takeOver.handler(({ context, input }) => shown(context, takeOverMaster(context, input.id))),
  completeShort: one.completeShort.handler(({ context, input }) =>
    shown(context, completeWorkOrderShort(context, input.id, input.reason)),
  ),
  pushBack: one.pushBack.handler(({ context, input: { id, ...input } }) =>
    shown(context, pushBackWorkOrder(context, id, input)),
  ),
}
