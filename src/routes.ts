import { os } from '@orpc/server'
import { companyRoutes, recordRoutes } from './core/record.routes.ts'
import { type RequestContext, guard } from './core/serve.ts'

/** The routes of `contract.ts`, with the guard before all of them. */
export const routes = os.$context<RequestContext>().use(guard).router({
  company: companyRoutes,
  records: recordRoutes,
})
