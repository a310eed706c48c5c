import { z } from 'zod'
import {
  Day,
  Id,
  LongText,
  NonNegativeMoney,
  Percent,
  PositiveQuantity,
  Quantity,
  RequiredText,
  Text,
} from '../core/shapes.ts'
import { currencies } from '../parties/party.model.ts'

export const purchaseOrderStatuses = ['draft', 'sent', 'received', 'canceled'] as const
export type PurchaseOrderStatus = (typeof purchaseOrderStatuses)[number]
export const purchaseOrderMoves = {
  send: { from: ['draft'], to: 'sent' },
  complete: { from: ['sent'], to: 'received' },
  reopen: { from: ['received'], to: 'sent' },
  cancel: { from: ['draft', 'sent'], to: 'canceled' },
} as const satisfies Record<string, { from: readonly PurchaseOrderStatus[]; to: PurchaseOrderStatus }>
export type PurchaseOrderMove = keyof typeof purchaseOrderMoves

/** Which work order's material a line is bought for, and how much of it; a service may be bought for a work order as a whole. */
export const PegInput = z
  .object({ materialId: Id.optional(), workOrderId: Id.optional(), quantity: PositiveQuantity })
  .refine((p) => (p.materialId === undefined) !== (p.workOrderId === undefined), 'Give the material or the work order.')

export const PurchaseLineInput = z.object({
  itemId: Id,
  description: Text(500).optional(),
  /** In the item's stock unit, as is the price. */
  quantity: PositiveQuantity,
  /** In the order's currency; the supplier's price for that quantity when left out. */
  unitPrice: NonNegativeMoney.optional(),
  taxPercent: Percent.optional(),
  dueOn: Day.optional(),
  overPercent: Percent.optional(),
  pegs: z.array(PegInput).max(200).optional(),
})
export type PurchaseLineInput = z.infer<typeof PurchaseLineInput>

export const PurchaseOrderInput = z.object({
  supplierId: Id,
  currency: z.enum(currencies).optional(),
  /** The company's currency for one of the order's. */
  exchangeRate: Quantity.refine((v) => v > 0, 'Must be more than 0.').optional(),
  notes: LongText.optional(),
  lines: z.array(PurchaseLineInput).min(1).max(500),
})
export type PurchaseOrderInput = z.infer<typeof PurchaseOrderInput>

/** One received part of a line: a whole quantity, or one lot or serial number of it. */
export const ReceivedLot = z.object({
  number: RequiredText(60),
  quantity: PositiveQuantity,
  supplierLot: Text(100).default(''),
  certificate: Text(200).default(''),
  expiresOn: Day.nullable().default(null),
})

export const ReceiptInput = z.object({
  purchaseOrderId: Id,
  receivedOn: Day.optional(),
  deliveryNote: Text(100).default(''),
  lines: z
    .array(
      z.object({
        purchaseOrderLineId: Id,
        quantity: PositiveQuantity,
        placeId: Id.optional(),
        lots: z.array(ReceivedLot).max(1000).default([]),
      }),
    )
    .min(1)
    .max(500),
})
export type ReceiptInput = z.input<typeof ReceiptInput>
export type ReceiptLineInput = z.infer<typeof ReceiptInput>['lines'][number]
