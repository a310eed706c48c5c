import { z } from 'zod'
import { MethodDifference } from '../catalog/compare.model.ts'
import { endpoint } from '../core/endpoint.ts'
import { ById, Day, Id, PathId, PositiveQuantity, RequiredText } from '../core/shapes.ts'
import { Job } from './job.contract.ts'
import { jobStatuses } from './job.model.ts'

const tags = ['jobs']
const post = (path: `/${string}`, summary: string) => ({ method: 'POST', path, summary, tags }) as const
const Reasons = z.array(z.object({ code: z.string(), message: z.string() }))

export const QuantityPreview = z.object({
  whyNot: Reasons,
  workOrders: z
    .array(
      z.object({
        id: Id,
        number: z.string(),
        itemNumber: z.string(),
        itemName: z.string(),
        status: z.enum(jobStatuses),
        from: z.number(),
        to: z.number(),
      }),
    )
    .describe('The work order itself first, then what is made for it'),
  reservations: z.array(
    z.object({ workOrder: z.string(), itemNumber: z.string(), unit: z.string(), from: z.number(), to: z.number() }),
  ),
})
export type QuantityPreview = z.infer<typeof QuantityPreview>

export const MergeCandidate = z.object({
  id: Id,
  number: z.string(),
  jobId: Id,
  job: z.string(),
  title: z.string(),
  quantity: z.number(),
  dueOn: Day,
  whyNot: Reasons,
})
export type MergeCandidate = z.infer<typeof MergeCandidate>

export const PushBackPreview = z.object({
  item: z.string(),
  revision: z.string(),
  differences: z.array(MethodDifference).describe('From the master to the copy'),
  whyNot: Reasons,
  whyNotInPlace: Reasons,
  whyNotNewRevision: Reasons,
})
export type PushBackPreview = z.infer<typeof PushBackPreview>

export const workOrderContract = {
  get: endpoint('jobs.read')
    .route({ method: 'GET', path: '/work-orders/{id}', summary: 'Show the job of a work order', tags })
    .input(ById)
    .output(Job),
  previewQuantity: endpoint('jobs.read')
    .route({
      method: 'GET',
      path: '/work-orders/{id}/quantity',
      summary: 'What making another quantity would change, and why it cannot be done',
      tags,
    })
    .input(z.object({ id: PathId, quantity: z.coerce.number().min(0).max(1e9) }))
    .output(QuantityPreview),
  changeQuantity: endpoint('jobs.write')
    .route(post('/work-orders/{id}/quantity', 'Make another quantity; what is made for it follows'))
    .input(z.object({ id: PathId, quantity: PositiveQuantity, reason: RequiredText(500) }))
    .output(Job),
  block: endpoint('jobs.release')
    .route(post('/work-orders/{id}/block', 'Nobody goes on with a work order, or one of its operations'))
    .input(z.object({ id: PathId, operationId: Id.optional(), reason: RequiredText(200) }))
    .output(Job),
  unblock: endpoint('jobs.release')
    .route(post('/work-orders/{id}/unblock', 'Go on with a blocked work order, or one of its operations'))
    .input(z.object({ id: PathId, operationId: Id.optional() }))
    .output(Job),
  mergeCandidates: endpoint('jobs.read')
    .route({
      method: 'GET',
      path: '/work-orders/{id}/merge-candidates',
      summary: 'Work orders of the same item, each with why it cannot be merged into this one',
      tags,
    })
    .input(ById)
    .output(z.array(MergeCandidate)),
  previewPushBack: endpoint('jobs.read')
    .route({
      method: 'GET',
      path: '/work-orders/{id}/push-back',
      summary: "What pushing the copy back would change in the item's own method",
      tags,
    })
    .input(ById)
    .output(PushBackPreview),
  takeOver: endpoint('jobs.write')
    .route(post('/work-orders/{id}/take-over', "Make the copy say what the item's own method says today"))
    .input(ById)
    .output(Job),
  completeShort: endpoint('jobs.release')
    .route(post('/work-orders/{id}/complete-short', 'End a work order with fewer pieces than ordered'))
    .input(z.object({ id: PathId, reason: RequiredText(500) }))
    .output(Job),
  pushBack: endpoint('catalog.write')
    .route(
      post(
        '/work-orders/{id}/push-back',
        "Make the item's own method say what the work order's copy says, as a new revision or not",
      ),
    )
    .input(z.object({ id: PathId, revision: RequiredText(20).optional(), reason: RequiredText(500) }))
    .output(Job),
}
