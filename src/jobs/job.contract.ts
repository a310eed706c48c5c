import { z } from 'zod'
import { operationKinds, supplies } from '../catalog/method.model.ts'
import { endpoint, RefusalShape } from '../core/endpoint.ts'
import { defineList, ListInput, listOutput } from '../core/list.model.ts'
import { ById, Day, Id, Instant, PathId, PositiveQuantity, RequiredText, Text } from '../core/shapes.ts'
import { jobStatuses, operationStatuses, splitDrivers } from './job.model.ts'

const tags = ['jobs']

export const jobList = defineList({
  name: 'jobs',
  columns: {
    id: { kind: 'id', hidden: true },
    number: { kind: 'text', search: true, link: '/jobs/{id}' },
    title: { kind: 'text', search: true },
    customers: { kind: 'text', search: true, optional: true },
    orders: { kind: 'text', search: true, optional: true },
    status: { kind: 'word', words: jobStatuses },
    onHold: { kind: 'flag' },
    priority: { kind: 'word', words: ['normal', 'rush'] },
    dueOn: { kind: 'day' },
    projectedOn: { kind: 'day', optional: true },
    donePercent: { kind: 'percent' },
    value: { kind: 'money' },
    createdAt: { kind: 'instant', hidden: true },
    closedAt: { kind: 'instant', optional: true, hidden: true },
  },
  sort: [{ column: 'dueOn', direction: 'ascending' }],
})

export const workOrderList = defineList({
  name: 'workOrders',
  columns: {
    id: { kind: 'id', hidden: true },
    number: { kind: 'text', search: true, link: '/work-orders/{id}' },
    jobId: { kind: 'id', hidden: true },
    job: { kind: 'text', search: true, link: '/jobs/{jobId}' },
    item: { kind: 'text', search: true },
    itemName: { kind: 'text', search: true },
    customer: { kind: 'text', search: true, optional: true },
    status: { kind: 'word', words: jobStatuses },
    quantity: { kind: 'quantity' },
    completedQuantity: { kind: 'quantity' },
    scrappedQuantity: { kind: 'quantity' },
    dueOn: { kind: 'day' },
    parent: { kind: 'text', optional: true },
  },
  sort: [{ column: 'dueOn', direction: 'ascending' }],
})

export const OperationOnJob = z.object({
  id: Id,
  sequence: z.int(),
  name: z.string(),
  kind: z.enum(operationKinds),
  workCenterId: Id.nullable(),
  workCenter: z.string().nullable(),
  supplierId: Id.nullable(),
  supplier: z.string().nullable(),
  status: z.enum(operationStatuses),
  good: z.number(),
  scrap: z.number(),
  rework: z.number(),
  atVendor: z.number(),
  plannedMinutes: z.number().describe('Set-up and run for the whole quantity'),
  actualMinutes: z.number(),
  blockedReason: z.string(),
  plannedStartAt: Instant.nullable(),
  plannedEndAt: Instant.nullable(),
  plannedReason: z.string(),
  instructions: z.string(),
  tooling: z.string(),
})

export const MaterialOnJob = z.object({
  id: Id,
  line: z.int(),
  itemId: Id,
  itemNumber: z.string(),
  itemName: z.string(),
  unit: z.string(),
  supply: z.enum(supplies),
  operationSequence: z.int().nullable(),
  required: z.number(),
  issued: z.number(),
  reserved: z.number(),
  /** In bins and not reserved by others. */
  free: z.number(),
  childWorkOrder: z.string().nullable(),
  childWorkOrderId: Id.nullable(),
})

export const WorkOrderOnJob = z.object({
  id: Id,
  number: z.string(),
  status: z.enum(jobStatuses),
  parentId: Id.nullable(),
  itemId: Id,
  itemNumber: z.string(),
  itemName: z.string(),
  revision: z.string(),
  /** The item's revision of today; differs when the work order makes an older one. */
  currentRevision: z.string(),
  methodId: Id,
  quantity: z.number(),
  completedQuantity: z.number(),
  scrappedQuantity: z.number(),
  dueOn: Day,
  estimatedUnitCost: z.number(),
  salesOrderLineId: Id.nullable(),
  /** How many lines differ from the method this one was copied from. */
  masterDifferences: z.int(),
  masterMethodId: Id.nullable(),
  /** When the item's own method was changed after this one was copied from it. */
  masterChangedAt: Instant.nullable(),
  /** Whether this copy was changed by hand, so that not every difference is the master's. */
  copyChanged: z.boolean(),
  operations: z.array(OperationOnJob),
  materials: z.array(MaterialOnJob),
})

export const Job = z.object({
  id: Id,
  number: z.string(),
  title: z.string(),
  status: z.enum(jobStatuses),
  holdReason: z.string(),
  priority: z.enum(['normal', 'rush']),
  splitDriver: z.enum(splitDrivers),
  dueOn: Day,
  projectedOn: Day.nullable(),
  createdAt: Instant,
  releasedAt: Instant.nullable(),
  completedAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  /** What a completed job's goods still wait for. */
  whyNotClose: z.array(RefusalShape),
  orders: z.array(
    z.object({
      salesOrderId: Id,
      salesOrderLineId: Id,
      number: z.string(),
      line: z.int(),
      customer: z.string(),
      currency: z.string(),
      quantity: z.number(),
      value: z.number().describe("Net, in the company's currency"),
      firstPromiseOn: Day,
      currentPromiseOn: Day,
      projectedOn: Day.nullable(),
      actualOn: Day.nullable(),
      deliveredQuantity: z.number(),
    }),
  ),
  workOrders: z.array(WorkOrderOnJob),
  events: z.array(
    z.object({
      id: Id,
      at: Instant,
      by: z.string(),
      event: z.string(),
      note: z.string(),
      workOrder: z.string().nullable(),
    }),
  ),
})
export type Job = z.infer<typeof Job>

export const OpenOrderLine = z.object({
  salesOrderLineId: Id,
  salesOrderId: Id,
  order: z.string(),
  line: z.int(),
  customer: z.string(),
  itemNumber: z.string(),
  description: z.string(),
  quantity: z.number(),
  promiseOn: Day,
})

const post = (path: `/${string}`, summary: string) => ({ method: 'POST', path, summary, tags }) as const

export const jobContract = {
  list: endpoint('jobs.read')
    .route({ method: 'GET', path: '/jobs', summary: 'List jobs', tags })
    .input(ListInput)
    .output(listOutput(jobList)),
  get: endpoint('jobs.read')
    .route({
      method: 'GET',
      path: '/jobs/{id}',
      summary: 'Show a job with its work orders, operations and materials',
      tags,
    })
    .input(ById)
    .output(Job),
  openOrderLines: endpoint('jobs.read')
    .route({ method: 'GET', path: '/jobs/open-order-lines', summary: 'Order lines that no work order makes yet', tags })
    .output(z.array(OpenOrderLine)),
  create: endpoint('jobs.write')
    .route(post('/jobs', 'Make a job from order lines, or for stock'))
    .input(
      z.object({
        title: Text(200).optional(),
        salesOrderLineIds: z.array(Id).max(200).optional(),
        items: z
          .array(z.object({ itemId: Id, quantity: PositiveQuantity, dueOn: Day }))
          .max(200)
          .optional(),
        splitDriver: z.enum(splitDrivers).optional(),
        priority: z.enum(['normal', 'rush']).optional(),
      }),
    )
    .output(Job),
  planMore: endpoint('jobs.write')
    .route(
      post('/sales-order-lines/{id}/jobs', 'Make one more job for what is open of an order line and not being made'),
    )
    .input(z.object({ id: PathId, quantity: PositiveQuantity, reason: Text(500).default('') }))
    .output(Job),
  change: endpoint('jobs.write')
    .route({ method: 'PATCH', path: '/jobs/{id}', summary: 'Change title, due date, priority or split driver', tags })
    .input(
      z.object({
        id: PathId,
        title: RequiredText(200).optional(),
        dueOn: Day.optional(),
        priority: z.enum(['normal', 'rush']).optional(),
        splitDriver: z.enum(splitDrivers).optional(),
      }),
    )
    .output(Job),
  release: endpoint('jobs.release')
    .route(post('/jobs/{id}/release', 'Release to the shop floor'))
    .input(ById)
    .output(Job),
  unrelease: endpoint('jobs.release')
    .route(post('/jobs/{id}/unrelease', 'Take back a release while nothing has happened'))
    .input(ById)
    .output(Job),
  hold: endpoint('jobs.release')
    .route(post('/jobs/{id}/hold', 'Put a job on hold'))
    .input(z.object({ id: PathId, reason: RequiredText(500) }))
    .output(Job),
  resume: endpoint('jobs.release').route(post('/jobs/{id}/resume', 'Take a job off hold')).input(ById).output(Job),
  cancel: endpoint('jobs.release')
    .route(post('/jobs/{id}/cancel', 'Cancel a job'))
    .input(z.object({ id: PathId, reason: RequiredText(500) }))
    .output(Job),
  reopen: endpoint('jobs.release')
    .route(post('/jobs/{id}/reopen', 'Work again on chosen completed work orders of a job'))
    .input(z.object({ id: PathId, workOrderIds: z.array(Id).min(1).max(200), reason: RequiredText(500) }))
    .output(Job),
  split: endpoint('jobs.write')
    .route(post('/work-orders/{id}/split', 'Split a quantity off a work order'))
    .input(z.object({ id: PathId, quantity: PositiveQuantity }))
    .output(Job),
  merge: endpoint('jobs.write')
    .route(post('/work-orders/merge', 'Merge work orders of the same item and method into the first'))
    .input(z.object({ ids: z.array(Id).min(2).max(50) }))
    .output(Job),
  move: endpoint('jobs.write')
    .route(post('/work-orders/move', 'Move work orders to another job, or to a new one'))
    .input(z.object({ ids: z.array(Id).min(1).max(200), jobId: Id.nullable() }))
    .output(Job),
  workOrders: endpoint('jobs.read')
    .route({ method: 'GET', path: '/work-orders', summary: 'List work orders', tags })
    .input(ListInput)
    .output(listOutput(workOrderList)),
}
