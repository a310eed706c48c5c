import './imports.ts'
import './finishGuards.ts'
import './methodGuards.ts'
import { os } from '@orpc/server'
import { itemRoutes } from './catalog/item.routes.ts'
import { methodRoutes } from './catalog/method.routes.ts'
import { importRoutes } from './core/import.routes.ts'
import { companyRoutes, recordRoutes } from './core/record.routes.ts'
import { searchRoutes } from './core/search.routes.ts'
import { guard, type RequestContext } from './core/serve.ts'
import { costRoutes, pastJobRoutes } from './costing/cost.routes.ts'
import { deliveryRoutes } from './delivery/delivery.routes.ts'
import { finders } from './finders.ts'
import { inventoryRoutes } from './inventory/stock.routes.ts'
import { jobRoutes, workOrderRoutes } from './jobs/job.routes.ts'
import { scanRoutes } from './jobs/scan.routes.ts'
import { outsourcingRoutes } from './outsourcing/dispatch.routes.ts'
import { partyRoutes } from './parties/party.routes.ts'
import { boardRoutes, learnedRoutes, promiseRoutes, scenarioRoutes, shopTimesRoutes } from './planning/board.routes.ts'
import { planningRoutes } from './planning/planning.routes.ts'
import { touchRoutes } from './planning/touch.routes.ts'
import { plantRoutes } from './plant/plant.routes.ts'
import { plantDetailRoutes } from './plant/plantDetail.routes.ts'
import { purchasingRoutes } from './purchasing/purchase.routes.ts'
import { testRoutes } from './quality/test.routes.ts'
import { recordAccess } from './recordAccess.ts'
import { reportRoutes } from './reports/report.routes.ts'
import { salesRoutes } from './sales/sales.routes.ts'
import { deviceRoutes } from './shopfloor/device.routes.ts'
import { floorRoutes } from './shopfloor/floor.routes.ts'
import { pickRoutes } from './shopfloor/pick.routes.ts'

/** The routes of `contract.ts`, with the guard before all of them. */
export const routes = os
  .$context<RequestContext>()
  .use(guard)
  .router({
    company: companyRoutes,
    records: recordRoutes(recordAccess),
    search: searchRoutes(finders),
    imports: importRoutes,
    ...partyRoutes,
    ...plantRoutes,
    plant: plantDetailRoutes,
    ...itemRoutes,
    ...salesRoutes,
    methods: methodRoutes,
    jobs: jobRoutes,
    workOrders: workOrderRoutes,
    scan: scanRoutes(finders),
    reports: reportRoutes,
    costing: costRoutes,
    pastJobs: pastJobRoutes,
    ...testRoutes,
    ...deliveryRoutes,
    terminals: deviceRoutes,
    floor: floorRoutes,
    picks: pickRoutes,
    ...inventoryRoutes,
    ...purchasingRoutes,
    ...outsourcingRoutes,
    planning: planningRoutes,
    board: boardRoutes,
    scenarios: scenarioRoutes,
    promises: promiseRoutes,
    learned: learnedRoutes,
    shopTimes: shopTimesRoutes,
    touches: touchRoutes,
  })
