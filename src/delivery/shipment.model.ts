import { z } from 'zod'
import { RefusalShape } from '../core/endpoint.ts'
import { defineList } from '../core/list.model.ts'
import {
  Day,
  Id,
  Instant,
  LongText,
  NonNegativeQuantity,
  PositiveQuantity,
  RequiredText,
  Text,
} from '../core/shapes.ts'
import { deliveryPapers, paperStates, readyStates, shipmentStatuses } from './delivery.model.ts'

export const ShipmentLineInput = z.object({
  salesOrderLineId: Id,
  /** What is still open of the line when left out. */
  quantity: PositiveQuantity.optional(),
  /** Left out, the line's own lots are taken first, then stock made for nobody else. */
  lotId: Id.nullable().default(null),
  placeId: Id.nullable().default(null),
})

const header = {
  deliveryPlaceId: Id.nullable().optional().describe("The order's when left out"),
  carrier: Text(100).default(''),
  tracking: Text(100).default(''),
  packages: z.int().min(0).max(10_000).default(1),
  grossKg: NonNegativeQuantity.default(0),
  notes: LongText.default(''),
}
export const ShipmentInput = z.object({
  customerId: Id,
  ...header,
  lines: z.array(ShipmentLineInput).min(1, 'Choose at least one order line.').max(500),
})
export type NewShipment = z.input<typeof ShipmentInput>

export const ShipmentChangeInput = z.object({
  ...header,
  lines: z.array(ShipmentLineInput).min(1).max(500).optional().describe('Replaces all lines'),
})
export type ShipmentChange = z.input<typeof ShipmentChangeInput>

/** What of a shipment came back. */
export const ReturnInput = z.object({
  shipmentId: Id,
  /** Today in the plant when left out. */
  receivedOn: Day.optional(),
  reason: RequiredText(1000),
  lines: z
    .array(
      z.object({
        shipmentLineId: Id,
        quantity: PositiveQuantity,
        /** The reject store when left out. */
        placeId: Id.nullable().default(null),
      }),
    )
    .min(1, 'Say what came back.')
    .max(500),
})
export type NewReturn = z.input<typeof ReturnInput>

/** Released goods that a line of a draft may be taken from. */
export const Choice = z.object({
  salesOrderLineId: Id,
  placeId: Id,
  place: z.string(),
  lotId: Id.nullable(),
  lot: z.string().nullable(),
  serial: z.boolean(),
  quantity: z.number(),
  madeFor: z.string().nullable().describe('The open order that the lot was made for'),
})
export type Choice = z.infer<typeof Choice>

export const ReverseInput = z.object({ reason: RequiredText(1000) })

export const ShipmentLine = z.object({
  id: Id,
  line: z.int(),
  salesOrderLineId: Id,
  salesOrderId: Id,
  orderNumber: z.string(),
  orderLine: z.int(),
  buyerOrderNumber: z.string(),
  itemId: Id,
  itemNumber: z.string(),
  description: z.string(),
  customerPartNumber: z.string().nullable(),
  unit: z.string(),
  weightKg: z.number(),
  lotId: Id.nullable(),
  lot: z.string().nullable(),
  placeId: Id.nullable(),
  place: z.string().nullable(),
  quantity: z.number(),
  returned: z.number().describe('Came back of it'),
  service: z.boolean(),
  ordered: z.number(),
  delivered: z.number(),
  promisedOn: Day,
  invoiceId: Id.nullable(),
  invoiceNumber: z.string().nullable(),
  certificates: z.array(z.object({ testId: Id, test: z.string() })),
})
export type ShipmentLine = z.infer<typeof ShipmentLine>

export const PaperLight = z.object({ paper: z.enum(deliveryPapers), state: z.enum(paperStates), reason: z.string() })
export type PaperLight = z.infer<typeof PaperLight>

export const Shipment = z.object({
  id: Id,
  number: z.string(),
  status: z.enum(shipmentStatuses),
  customerId: Id,
  customer: z.string(),
  deliveryPlaceId: Id.nullable(),
  deliverTo: z.string(),
  carrier: z.string(),
  tracking: z.string(),
  packages: z.int(),
  grossKg: z.number(),
  netKg: z.number().describe("The items' weights times their quantities"),
  notes: z.string(),
  createdAt: Instant,
  shippedAt: Instant.nullable(),
  shippedOn: Day.nullable(),
  reversedReason: z.string(),
  returnOf: z.object({ id: Id, number: z.string() }).nullable(),
  returns: z.array(z.object({ id: Id, number: z.string() })),
  lines: z.array(ShipmentLine),
  papers: z.array(PaperLight),
  whyNot: z.object({
    change: z.array(RefusalShape),
    ship: z.array(RefusalShape),
    cancel: z.array(RefusalShape),
    reverse: z.array(RefusalShape),
    return: z.array(RefusalShape),
    invoice: z.array(RefusalShape),
  }),
})
export type Shipment = z.infer<typeof Shipment>

export const shipmentList = defineList({
  name: 'shipments',
  columns: {
    id: { kind: 'id', hidden: true },
    number: { kind: 'text', search: true, link: '/shipments/{id}' },
    status: { kind: 'word', words: shipmentStatuses },
    customerId: { kind: 'id', hidden: true },
    customer: { kind: 'text', search: true },
    orders: { kind: 'text', search: true },
    /** Ids of the orders; filters find the shipments of one. */
    salesOrderIds: { kind: 'words', hidden: true },
    items: { kind: 'text', search: true },
    lines: { kind: 'integer' },
    carrier: { kind: 'text', search: true },
    tracking: { kind: 'text', search: true },
    shippedOn: { kind: 'day', optional: true },
    invoiced: { kind: 'flag' },
    returnOf: { kind: 'text', optional: true, search: true },
    createdAt: { kind: 'instant', hidden: true },
  },
  sort: [{ column: 'createdAt', direction: 'descending' }],
})

/** Every open order line with what of it could leave now, and why the rest cannot. */
export const readyToShipList = defineList({
  name: 'readyToShip',
  columns: {
    /** The sales order line. */
    id: { kind: 'id', hidden: true },
    state: { kind: 'word', words: readyStates },
    promisedOn: { kind: 'day' },
    customerId: { kind: 'id', hidden: true },
    customer: { kind: 'text', search: true },
    salesOrderId: { kind: 'id', hidden: true },
    order: { kind: 'text', search: true, link: '/sales-orders/{salesOrderId}' },
    line: { kind: 'integer', hidden: true },
    item: { kind: 'text', search: true },
    description: { kind: 'text', search: true, hidden: true },
    open: { kind: 'quantity' },
    ready: { kind: 'quantity' },
    awaitingTest: { kind: 'quantity' },
    rejected: { kind: 'quantity', hidden: true },
    inWork: { kind: 'quantity' },
    onDraft: { kind: 'quantity' },
    late: { kind: 'flag', hidden: true },
  },
  sort: [{ column: 'promisedOn', direction: 'ascending' }],
})
