import { serve } from '../core/serve.ts'
import { getJobRow } from '../jobs/job.queries.ts'
import { replan } from './plan.commands.ts'
import { planOverview } from './planLoad.queries.ts'
import { planningContract } from './planning.contract.ts'
import { reserveForJob } from './reserve.commands.ts'
import { listClearToBuild, readinessOfJobs } from './readiness.queries.ts'

const on = serve(planningContract)

export const planningRoutes = {
  plan: on.plan.handler(({ context: { db, now }, input }) => planOverview(db, now, input.days)),
  replan: on.replan.handler(({ context }) => replan(context)),
  readiness: on.readiness.handler(async ({ context: { db, now }, input }) => {
    const { id } = await getJobRow(db, input.id)
    return (await readinessOfJobs(db, now, [id])).get(id) ?? []
  }),
  reserve: on.reserve.handler(({ context, input }) => reserveForJob(context, input.id)),
  clearToBuild: on.clearToBuild.handler(({ context: { db, now }, input }) => listClearToBuild(db, now, input)),
}
