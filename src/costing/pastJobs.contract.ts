import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { Day, Id, PathId } from '../core/shapes.ts'
import { costElements } from '../engines/costing/elements.ts'
import { jobStatuses } from '../jobs/job.model.ts'

/** A past work order of an item, or of one of its family: what a piece was to cost, and what it did. */
export const PastJob = z.object({
  workOrderId: Id,
  workOrder: z.string(),
  jobId: Id,
  job: z.string(),
  status: z.enum(jobStatuses),
  on: Day.describe('Completed, or due while it runs'),
  sameItem: z.boolean(),
  itemNumber: z.string(),
  itemName: z.string(),
  customer: z.string().nullable(),
  quantity: z.number().describe('Completed, or ordered while it runs'),
  estimated: z.number().describe('Per piece over all levels, at release'),
  actual: z.number().describe('Per piece over all levels; a forecast while it runs'),
  unitPrice: z.number().nullable().describe("Per piece in the company's currency, without one-off charges"),
  elements: z.array(z.object({ element: z.enum(costElements), estimated: z.number(), actual: z.number() })),
})
export type PastJob = z.infer<typeof PastJob>

export const pastJobContract = {
  list: endpoint('costing.read')
    .route({
      method: 'GET',
      path: '/items/{id}/past-jobs',
      summary: 'What an item, and its family, cost in past jobs, beside their estimates',
      tags: ['costing'],
    })
    .input(z.object({ id: PathId }))
    .output(z.array(PastJob)),
}
