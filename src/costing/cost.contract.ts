import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { ById, Id, Instant, Money, PathId, PositiveQuantity, RequiredText } from '../core/shapes.ts'
import { costElements } from '../engines/costing/elements.ts'
import { accounts } from '../inventory/stock.model.ts'
import { Job } from '../jobs/job.contract.ts'
import { jobStatuses } from '../jobs/job.model.ts'

const tags = ['costing']
const amounts = { estimate: z.number(), actual: z.number(), toGo: z.number(), forecast: z.number(), variance: z.number() }
export const SheetLineShape = z.object({ element: z.enum(costElements), ...amounts })

export const CostSheet = z.object({
  jobId: Id,
  number: z.string(),
  status: z.enum(jobStatuses),
  lines: z.array(SheetLineShape),
  total: z.object(amounts),
  workOrders: z.array(
    z.object({
      id: Id,
      number: z.string(),
      parentId: Id.nullable(),
      itemNumber: z.string(),
      itemName: z.string(),
      status: z.enum(jobStatuses),
      quantity: z.number(),
      completedQuantity: z.number(),
      lines: z.array(SheetLineShape),
      total: z.object(amounts),
      /** Forecast of this level and all below it, for one piece. */
      unitCost: z.number(),
      estimatedUnitCost: z.number(),
      inProcess: z.number(),
    }),
  ),
  margin: z.object({ revenue: z.number(), cost: z.number(), margin: z.number(), percent: z.number().nullable() }).describe('Forecast at completion'),
  marginSoFar: z.object({ revenue: z.number(), cost: z.number(), margin: z.number(), percent: z.number().nullable() }).describe('Revenue less what is spent'),
  inProcess: z.number(),
})
export type CostSheet = z.infer<typeof CostSheet>

export const CostFact = z.object({
  at: Instant,
  workOrder: z.string(),
  element: z.enum(costElements),
  operation: z.string().nullable(),
  what: z.string(),
  quantity: z.number(),
  rate: z.number(),
  amount: z.number(),
  source: z.string(),
  document: z.string(),
})

export const costContract = {
  sheet: endpoint('costing.read').route({ method: 'GET', path: '/jobs/{id}/cost-sheet', summary: "A job's costs by element: estimate, actual, to go", tags }).input(ById).output(CostSheet),
  facts: endpoint('costing.read').route({ method: 'GET', path: '/jobs/{id}/cost-facts', summary: 'Every entry behind the cost sheet', tags }).input(ById).output(z.array(CostFact)),
  close: endpoint('jobs.close').route({ method: 'POST', path: '/jobs/{id}/close', summary: 'Close a completed job and settle what is left in process', tags }).input(ById).output(Job),
  charge: endpoint('costing.write')
    .route({ method: 'POST', path: '/jobs/{id}/charges', summary: 'Charge tooling, freight or other cost to a job', tags })
    .input(z.object({ id: PathId, workOrderId: Id.nullable(), element: z.enum(costElements), amount: Money, note: RequiredText(300) }))
    .output(z.object({ id: Id })),
  writeOffScrap: endpoint('costing.write')
    .route({ method: 'POST', path: '/work-orders/{id}/scrap-loss', summary: 'Take the cost of abnormal spoilage out of a work order', tags })
    .input(z.object({ id: PathId, loss: Money, salvage: z.object({ itemId: Id, quantity: PositiveQuantity, value: Money }).nullable().default(null), note: RequiredText(300) }))
    .output(z.object({ inProcess: z.number() })),
  accounts: endpoint('costing.read')
    .route({ method: 'GET', path: '/accounts', summary: 'Balance of each account, from stock moves and cost entries', tags })
    .output(z.array(z.object({ account: z.enum(accounts), debit: z.number(), credit: z.number(), balance: z.number() }))),
}
