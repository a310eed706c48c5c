import { itemContract } from './catalog/item.contract.ts'
import { methodContract } from './catalog/method.contract.ts'
import { importContract } from './core/import.contract.ts'
import { companyContract, recordContract } from './core/record.contract.ts'
import { searchContract } from './core/search.contract.ts'
import { costContract } from './costing/cost.contract.ts'
import { pastJobContract } from './costing/pastJobs.contract.ts'
import { deliveryContract } from './delivery/delivery.contract.ts'
import { inventoryContract } from './inventory/stock.contract.ts'
import { jobContract } from './jobs/job.contract.ts'
import { scanContract } from './jobs/scan.contract.ts'
import { workOrderContract } from './jobs/workOrder.contract.ts'
import { outsourcingContract } from './outsourcing/dispatch.contract.ts'
import { partyContract } from './parties/party.contract.ts'
import { boardContract, scenarioContract } from './planning/board.contract.ts'
import { planningContract } from './planning/planning.contract.ts'
import { learnedContract, promiseContract } from './planning/promise.contract.ts'
import { shopTimesContract } from './planning/shopTimes.contract.ts'
import { touchContract } from './planning/touch.contract.ts'
import { plantContract } from './plant/plant.contract.ts'
import { plantDetailContract } from './plant/plantDetail.contract.ts'
import { purchasingContract } from './purchasing/purchase.contract.ts'
import { testContract } from './quality/test.contract.ts'
import { reportContract } from './reports/report.contract.ts'
import { salesContract } from './sales/sales.contract.ts'
import { deviceContract } from './shopfloor/device.contract.ts'
import { floorContract } from './shopfloor/floor.contract.ts'
import { pickContract } from './shopfloor/pick.contract.ts'

/** The whole API, area by area. Server, browser client, OpenAPI and the permission test read this one object. */
export const contract = {
  company: companyContract,
  records: recordContract,
  search: searchContract,
  imports: importContract,
  ...partyContract,
  ...plantContract,
  plant: plantDetailContract,
  ...itemContract,
  ...salesContract,
  methods: methodContract,
  jobs: jobContract,
  workOrders: workOrderContract,
  scan: scanContract,
  reports: reportContract,
  costing: costContract,
  pastJobs: pastJobContract,
  ...testContract,
  ...deliveryContract,
  terminals: deviceContract,
  floor: floorContract,
  picks: pickContract,
  ...inventoryContract,
  ...purchasingContract,
  ...outsourcingContract,
  planning: planningContract,
  board: boardContract,
  scenarios: scenarioContract,
  promises: promiseContract,
  learned: learnedContract,
  shopTimes: shopTimesContract,
  touches: touchContract,
}
