import { serve } from '../core/serve.ts'
import { getJobRow } from '../jobs/job.queries.ts'
import { planningContract } from './planning.contract.ts'
import { listClearToBuild, readinessOfJobs } from './readiness.queries.ts'

const on = serve(planningContract)

export const planningRoutes = {
  readiness: on.readiness.handler(async ({ context: { db, now }, input }) => {
    const { id } = await getJobRow(db, input.id)
    return (await readinessOfJobs(db, now, [id])).get(id) ?? []
  }),
  clearToBuild: on.clearToBuild.handler(({ context: { db, now }, input }) => listClearToBuild(db, now, input)),
}
