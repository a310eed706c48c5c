import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { ListInput, listOutput, rowShape } from '../core/list.model.ts'
import { masterContract } from '../core/master.contract.ts'
import { ById, Day, Id, Instant, PathId, Quantity, RequiredText, Text } from '../core/shapes.ts'
import { currencies } from '../parties/party.model.ts'
import { PurchaseOrderInput, purchaseOrderStatuses, ReceiptInput } from './purchase.model.ts'
import { latePurchaseList, purchaseOrderList, reorderList, shortageList } from './purchaseList.model.ts'
import { supplierPriceMaster } from './supplierPrice.model.ts'

const tags = ['purchasing']
/** Empty for users who may not see costs. */
const Price = z.number().nullable()

const Peg = z.object({
  jobId: Id,
  job: z.string(),
  workOrderId: Id,
  workOrder: z.string(),
  materialId: Id.nullable(),
  quantity: z.number(),
  receivedQuantity: z.number(),
})

const Line = z.object({
  id: Id,
  line: z.int(),
  itemId: Id,
  item: z.string(),
  name: z.string(),
  description: z.string(),
  unit: z.string(),
  tracking: z.enum(['none', 'lot', 'serial']),
  service: z.boolean(),
  purchaseUnit: z.string().nullable(),
  purchaseFactor: z.number().describe('Stock units in one purchase unit'),
  supplierPartNumber: z.string().nullable(),
  quantity: z.number(),
  unitPrice: Price,
  taxPercent: z.number(),
  net: Price,
  dueOn: Day,
  confirmedOn: Day.nullable(),
  dateNote: z.string(),
  overPercent: z.number(),
  receivedQuantity: z.number(),
  open: z.number(),
  closedReason: z.string(),
  forStock: z.number().describe('What of the line is bought for no work order'),
  pegs: z.array(Peg),
})

const Receipt = z.object({
  receiptId: Id,
  number: z.string(),
  receivedOn: Day,
  deliveryNote: z.string(),
  by: z.string(),
  reversedReason: z.string(),
  lineId: Id,
  item: z.string(),
  quantity: z.number(),
  unit: z.string(),
  unitCost: Price,
  place: z.string().nullable(),
  lotId: Id.nullable(),
  lot: z.string().nullable(),
  certificate: z.string().nullable(),
  files: z.int().describe('Photos and papers attached to the receipt'),
})

export const PurchaseOrderShape = z.object({
  id: Id,
  number: z.string(),
  status: z.enum(purchaseOrderStatuses),
  supplierId: Id,
  supplier: z.string(),
  supplierEmail: z.string(),
  supplierAddress: z.string(),
  paymentDays: z.int(),
  currency: z.enum(currencies),
  exchangeRate: z.number(),
  orderedOn: Day,
  sentAt: Instant.nullable(),
  notes: z.string(),
  canceledReason: z.string(),
  net: Price,
  tax: Price,
  gross: Price,
  lines: z.array(Line),
  receipts: z.array(Receipt),
})
export type PurchaseOrder = z.infer<typeof PurchaseOrderShape>

const Expected = z.object({
  lineId: Id,
  quantity: z.number(),
  expectedOn: Day,
  pegged: z.boolean(),
  purchaseOrderId: z.int(),
  order: z.string(),
})
const JobMaterial = z.intersection(rowShape(shortageList), z.object({ expected: z.array(Expected) }))

const Hurt = z.object({
  jobId: Id,
  job: z.string(),
  jobTitle: z.string(),
  workOrderId: Id,
  workOrder: z.string(),
  quantity: z.number(),
  unit: z.string(),
  neededOn: Day,
  expectedOn: Day,
  days: z.int(),
  pegged: z.boolean(),
  salesOrderLineId: Id.nullable(),
  salesOrderId: Id.nullable(),
  salesOrder: z.string().nullable(),
  customer: z.string().nullable(),
  promiseOn: Day.nullable(),
  orderValue: Price,
})

const Made = z.array(z.object({ id: Id, number: z.string(), supplier: z.string(), lines: z.int() }))
const Source = {
  supplierId: Id.optional(),
  exchangeRate: Quantity.refine((v) => v > 0, 'Must be more than 0.').optional(),
}

export const purchaseContract = {
  list: endpoint('purchasing.read')
    .route({ method: 'GET', path: '/purchase-orders', summary: 'Purchase orders', tags })
    .input(ListInput)
    .output(listOutput(purchaseOrderList)),
  get: endpoint('purchasing.read')
    .route({ method: 'GET', path: '/purchase-orders/{id}', summary: 'A purchase order', tags })
    .input(ById)
    .output(PurchaseOrderShape),
  create: endpoint('purchasing.write')
    .route({ method: 'POST', path: '/purchase-orders', summary: 'Draft a purchase order', tags })
    .input(PurchaseOrderInput)
    .output(PurchaseOrderShape),
  update: endpoint('purchasing.write')
    .route({ method: 'PUT', path: '/purchase-orders/{id}', summary: 'Change a draft', tags })
    .input(PurchaseOrderInput.omit({ supplierId: true }).extend({ id: PathId }))
    .output(PurchaseOrderShape),
  send: endpoint('purchasing.write')
    .route({ method: 'POST', path: '/purchase-orders/{id}/send', summary: 'Mark as sent to the supplier', tags })
    .input(ById)
    .output(PurchaseOrderShape),
  cancel: endpoint('purchasing.write')
    .route({
      method: 'POST',
      path: '/purchase-orders/{id}/cancel',
      summary: 'Cancel an order nothing has come on',
      tags,
    })
    .input(z.object({ id: PathId, reason: RequiredText(300) }))
    .output(PurchaseOrderShape),
  confirm: endpoint('purchasing.write')
    .route({
      method: 'POST',
      path: '/purchase-order-lines/{lineId}/confirm',
      summary: "Enter the supplier's date",
      tags,
    })
    .input(z.object({ lineId: PathId, confirmedOn: Day, note: Text(300).optional() }))
    .output(PurchaseOrderShape),
  closeLine: endpoint('purchasing.write')
    .route({ method: 'POST', path: '/purchase-order-lines/{lineId}/close', summary: 'Expect no more of a line', tags })
    .input(z.object({ lineId: PathId, reason: RequiredText(300) }))
    .output(PurchaseOrderShape),
  receive: endpoint('inventory.write')
    .route({ method: 'POST', path: '/purchase-receipts', summary: 'Receive goods of a purchase order', tags })
    .input(ReceiptInput)
    .output(z.object({ receipt: z.string(), order: PurchaseOrderShape })),
  reverseReceipt: endpoint('inventory.write')
    .route({
      method: 'POST',
      path: '/purchase-receipts/{id}/reverse',
      summary: 'Take a receipt back by counter-moves',
      tags,
    })
    .input(z.object({ id: PathId, reason: RequiredText(300) }))
    .output(PurchaseOrderShape),
  shortages: endpoint('purchasing.read')
    .route({ method: 'GET', path: '/shortages', summary: 'Material that stops work: short of stock and orders', tags })
    .input(ListInput)
    .output(listOutput(shortageList)),
  jobMaterials: endpoint('purchasing.read')
    .route({
      method: 'GET',
      path: '/jobs/{id}/material-supply',
      summary: 'How each material of a job will be met',
      tags,
    })
    .input(ById)
    .output(z.array(JobMaterial)),
  buyShortages: endpoint('purchasing.write')
    .route({
      method: 'POST',
      path: '/shortages/buy',
      summary: 'Draft purchase orders for shortages, one per supplier',
      tags,
    })
    .input(z.object({ materialIds: z.array(Id).min(1).max(1000), ...Source }))
    .output(Made),
  reserveJob: endpoint('inventory.write')
    .route({ method: 'POST', path: '/jobs/{id}/reserve-materials', summary: 'Reserve free stock for a job', tags })
    .input(ById)
    .output(z.object({ lines: z.int() })),
  reorder: endpoint('purchasing.read')
    .route({ method: 'GET', path: '/reorder-alerts', summary: 'Items below their reorder point', tags })
    .input(ListInput)
    .output(listOutput(reorderList)),
  buyReorders: endpoint('purchasing.write')
    .route({
      method: 'POST',
      path: '/reorder-alerts/buy',
      summary: 'Draft purchase orders for items below their reorder point',
      tags,
    })
    .input(z.object({ itemIds: z.array(Id).min(1).max(1000), ...Source }))
    .output(Made),
  late: endpoint('purchasing.read')
    .route({ method: 'GET', path: '/late-purchases', summary: 'Late purchase lines with the jobs they hurt', tags })
    .input(ListInput)
    .output(listOutput(latePurchaseList)),
  hurt: endpoint('purchasing.read')
    .route({
      method: 'GET',
      path: '/late-purchases/{id}/hurt',
      summary: 'The jobs that one late purchase line hurts',
      tags,
    })
    .input(ById)
    .output(z.array(Hurt)),
}

export const purchasingContract = { supplierPrices: masterContract(supplierPriceMaster), purchasing: purchaseContract }
