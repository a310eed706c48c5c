import './imports.ts'
import { os } from '@orpc/server'
import { itemRoutes } from './catalog/item.routes.ts'
import { importRoutes } from './core/import.routes.ts'
import { companyRoutes, recordRoutes } from './core/record.routes.ts'
import { guard, type RequestContext } from './core/serve.ts'
import { partyRoutes } from './parties/party.routes.ts'
import { plantRoutes } from './plant/plant.routes.ts'

/** The routes of `contract.ts`, with the guard before all of them. */
export const routes = os.$context<RequestContext>().use(guard).router({
  company: companyRoutes,
  records: recordRoutes,
  imports: importRoutes,
  ...partyRoutes,
  ...plantRoutes,
  ...itemRoutes,
})
