import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { ListInput, listOutput } from '../core/list.model.ts'
import { ById, Day, Id, Instant, PathId, RequiredText } from '../core/shapes.ts'
import { DispatchInput, dispatchStatuses, rejectedFates, VendorReceiptInput } from './dispatch.model.ts'
import {
  atVendorsList,
  dispatchList,
  readyToSendList,
  vendorReceiptList,
  vendorTurnList,
} from './dispatchList.model.ts'

const tags = ['outside work']
/** Empty for users who may not see costs. */
const Price = z.number().nullable()

export const DispatchShape = z.object({
  id: Id,
  number: z.string(),
  status: z.enum(dispatchStatuses),
  vendorId: Id,
  vendor: z.string(),
  vendorAddress: z.string(),
  approvedProcesses: z.string(),
  firstDueOn: Day,
  dueOn: Day,
  slips: z.int(),
  slipReason: z.string(),
  carrier: z.string(),
  notes: z.string(),
  createdAt: Instant,
  sentAt: Instant.nullable(),
  sentBy: z.string(),
  returnedAt: Instant.nullable(),
  canceledReason: z.string(),
  atVendor: z.number(),
  charged: Price,
  lines: z.array(
    z.object({
      id: Id,
      line: z.int(),
      workOrderId: Id,
      workOrder: z.string(),
      workOrderStatus: z.string(),
      holdReason: z.string(),
      jobId: Id,
      job: z.string(),
      itemId: Id,
      item: z.string(),
      itemName: z.string(),
      revision: z.string(),
      unit: z.string(),
      operationId: Id,
      sequence: z.int(),
      process: z.string(),
      kind: z.enum(['inside', 'outside']),
      instructions: z.string(),
      ordered: z.number(),
      quantity: z.number(),
      unitPrice: Price,
      minimumCharge: Price,
      charged: Price,
      goodQuantity: z.number(),
      rejectedQuantity: z.number(),
      lostQuantity: z.number(),
      approvalNote: z.string(),
      atVendor: z.number(),
      sendable: z.number(),
      done: z.boolean(),
      blockedReason: z.string(),
      approved: z.boolean(),
    }),
  ),
  receipts: z.array(
    z.object({
      id: Id,
      dispatchLineId: Id,
      number: z.string(),
      receivedOn: Day,
      goodQuantity: z.number(),
      rejectedQuantity: z.number(),
      rejectedTo: z.enum(rejectedFates),
      lostQuantity: z.number(),
      amount: Price,
      reason: z.string(),
      deliveryNote: z.string(),
      by: z.string(),
      reversesId: Id.nullable(),
    }),
  ),
})
export type Dispatch = z.infer<typeof DispatchShape>

export const dispatchContract = {
  ready: endpoint('outsourcing.read')
    .route({ method: 'GET', path: '/outside-work/ready', summary: 'Outside operations that can go to a vendor', tags })
    .input(ListInput)
    .output(listOutput(readyToSendList)),
  atVendors: endpoint('outsourcing.read')
    .route({ method: 'GET', path: '/outside-work/at-vendors', summary: 'Part-finished work at vendors now', tags })
    .input(ListInput)
    .output(listOutput(atVendorsList)),
  receipts: endpoint('outsourcing.read')
    .route({ method: 'GET', path: '/outside-work/receipts', summary: 'What came back from vendors', tags })
    .input(ListInput)
    .output(listOutput(vendorReceiptList)),
  vendors: endpoint('outsourcing.read')
    .route({ method: 'GET', path: '/outside-work/vendors', summary: 'How vendors keep their word', tags })
    .input(ListInput)
    .output(listOutput(vendorTurnList)),
  list: endpoint('outsourcing.read')
    .route({ method: 'GET', path: '/dispatches', summary: 'Dispatches to vendors', tags })
    .input(ListInput)
    .output(listOutput(dispatchList)),
  get: endpoint('outsourcing.read')
    .route({ method: 'GET', path: '/dispatches/{id}', summary: 'A dispatch', tags })
    .input(ById)
    .output(DispatchShape),
  create: endpoint('outsourcing.write')
    .route({ method: 'POST', path: '/dispatches', summary: 'Draft a dispatch to one vendor', tags })
    .input(DispatchInput)
    .output(DispatchShape),
  update: endpoint('outsourcing.write')
    .route({ method: 'PUT', path: '/dispatches/{id}', summary: 'Change a draft', tags })
    .input(DispatchInput.omit({ vendorId: true }).extend({ id: PathId }))
    .output(DispatchShape),
  send: endpoint('outsourcing.write')
    .route({ method: 'POST', path: '/dispatches/{id}/send', summary: 'The goods leave for the vendor', tags })
    .input(ById)
    .output(DispatchShape),
  redate: endpoint('outsourcing.write')
    .route({ method: 'POST', path: '/dispatches/{id}/redate', summary: "Enter the vendor's new day", tags })
    .input(z.object({ id: PathId, dueOn: Day, reason: RequiredText(300) }))
    .output(DispatchShape),
  cancel: endpoint('outsourcing.write')
    .route({ method: 'POST', path: '/dispatches/{id}/cancel', summary: 'Cancel a draft', tags })
    .input(z.object({ id: PathId, reason: RequiredText(300) }))
    .output(DispatchShape),
  receive: endpoint('outsourcing.write')
    .route({
      method: 'POST',
      path: '/vendor-receipts',
      summary: 'Receive good, rejected and lost pieces from a vendor',
      tags,
    })
    .input(VendorReceiptInput)
    .output(z.object({ receipt: z.string(), dispatch: DispatchShape })),
  reverseReceipt: endpoint('outsourcing.write')
    .route({
      method: 'POST',
      path: '/vendor-receipts/{id}/reverse',
      summary: 'Take a wrong receipt back: its pieces are at the vendor again',
      tags,
    })
    .input(z.object({ id: PathId, reason: RequiredText(300) }))
    .output(DispatchShape),
}

export const outsourcingContract = { outsourcing: dispatchContract }
