import { z } from 'zod'
import { Day, Id } from '../core/shapes.ts'
import { jobStatuses } from '../jobs/job.model.ts'
import { purchaseOrderStatuses } from '../purchasing/purchase.model.ts'

/** What hangs on work orders, and so is touched when they, or the order line they are made for, change. */
export const Touches = z.object({
  workOrders: z.array(
    z.object({
      id: Id,
      number: z.string(),
      jobId: Id,
      job: z.string(),
      top: z.boolean().describe('Made for the order line itself, not for another work order'),
      itemNumber: z.string(),
      itemName: z.string(),
      status: z.enum(jobStatuses),
      quantity: z.number(),
      completedQuantity: z.number(),
      scrappedQuantity: z.number(),
      dueOn: Day,
    }),
  ),
  purchases: z.array(
    z.object({
      purchaseOrderId: Id,
      number: z.string(),
      status: z.enum(purchaseOrderStatuses),
      supplier: z.string(),
      itemNumber: z.string(),
      unit: z.string(),
      quantity: z.number().describe('Pegged to these work orders'),
      receivedQuantity: z.number(),
    }),
  ),
  issued: z.array(z.object({ workOrder: z.string(), itemNumber: z.string(), unit: z.string(), quantity: z.number() })),
  reserved: z.array(z.object({ itemNumber: z.string(), unit: z.string(), quantity: z.number() })),
  atVendor: z.array(
    z.object({ workOrder: z.string(), operation: z.string(), vendor: z.string(), quantity: z.number() }),
  ),
  spent: z.number().nullable().describe("In the company's currency; null for those who may not see costs"),
  summary: z.string().describe('The same in one sentence, to be kept with the change'),
})
export type Touches = z.infer<typeof Touches>
