import { z } from 'zod'
import { endpoint, RefusalShape } from '../core/endpoint.ts'
import { ById, Id, Instant, PathId } from '../core/shapes.ts'
import { jobStatuses } from '../jobs/job.model.ts'

const tags = ['floor']

const Picks = z.array(
  z.object({ placeId: Id, place: z.string(), lotId: Id.nullable(), lot: z.string().nullable(), quantity: z.number() }),
)

export const PickLine = z.object({
  materialId: Id,
  workOrderId: Id,
  workOrder: z.string(),
  makes: z.string(),
  sequence: z.int().nullable().describe('The operation that consumes it'),
  itemId: Id,
  itemNumber: z.string(),
  itemName: z.string(),
  unit: z.string(),
  required: z.number(),
  issued: z.number(),
  missing: z.number(),
  reserved: z.number(),
  backflushed: z.boolean(),
  made: z.boolean().describe('Made in the job too: its stock is issued only when its line is named'),
  open: z.boolean().describe('The work order is released, so that material may be issued to it'),
  picks: Picks.describe('Where to take what is missing, without what is reserved for others'),
  short: z.number().describe('What of the missing quantity cannot be taken now'),
})
export type PickLine = z.infer<typeof PickLine>

export const IssuedMove = z.object({
  id: Id,
  at: Instant,
  by: z.string(),
  document: z.string(),
  workOrder: z.string(),
  itemNumber: z.string(),
  itemName: z.string(),
  unit: z.string(),
  quantity: z.number().describe('Less than nothing for what came back'),
  place: z.string(),
  lot: z.string().nullable(),
  reason: z.string(),
  takenBack: z.boolean(),
})

export const PickList = z.object({
  jobId: Id,
  job: z.string(),
  title: z.string(),
  status: z.enum(jobStatuses),
  lines: z.array(PickLine),
  issued: z.array(IssuedMove),
  whyNot: z.array(RefusalShape).describe('Why nothing can be issued now'),
})
export type PickList = z.infer<typeof PickList>

export const pickContract = {
  get: endpoint('inventory.read')
    .route({
      method: 'GET',
      path: '/jobs/{id}/pick-list',
      summary: 'What a job takes from stock, and from where',
      tags,
    })
    .input(z.object({ id: PathId, workOrderId: PathId.optional() }))
    .output(PickList),
  issueAll: endpoint('shopfloor.report')
    .route({
      method: 'POST',
      path: '/jobs/{id}/pick-list/issue',
      summary: "Issue what the pick list names, all of it or some lines'",
      tags,
    })
    .input(ById.extend({ workOrderId: Id.optional(), materialIds: z.array(Id).max(1000).optional() }))
    .output(z.object({ moveIds: z.array(Id), lines: z.int(), short: z.int() })),
}
