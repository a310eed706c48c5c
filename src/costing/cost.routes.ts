import { serve } from '../core/serve.ts'
import { getJob } from '../jobs/jobPage.queries.ts'
import { chargeJob, closeJob, writeOffScrap } from './cost.commands.ts'
import { costContract } from './cost.contract.ts'
import { accountBalances, costFactsOf, costSheetOf } from './costSheet.queries.ts'
import { pastJobContract } from './pastJobs.contract.ts'
import { pastJobsOf } from './pastJobs.queries.ts'

const on = serve(costContract)

export const costRoutes = {
  sheet: on.sheet.handler(({ context, input }) => costSheetOf(context.db, input.id)),
  facts: on.facts.handler(({ context, input }) => costFactsOf(context.db, input.id)),
  close: on.close.handler(async ({ context, input }) => getJob(context.db, (await closeJob(context, input.id)).id)),
  charge: on.charge.handler(({ context, input: { id, ...charge } }) => chargeJob(context, { ...charge, jobId: id })),
  writeOffScrap: on.writeOffScrap.handler(({ context, input: { id, ...loss } }) =>
    writeOffScrap(context, { ...loss, workOrderId: id }),
  ),
  accounts: on.accounts.handler(({ context }) => accountBalances(context.db)),
}

export const pastJobRoutes = {
  list: serve(pastJobContract).list.handler(({ context, input }) => pastJobsOf(context.db, input.id)),
}
