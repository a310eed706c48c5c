import { z } from 'zod'
import { Day, Id, LongText, NonNegativeMoney, NonNegativeQuantity, PositiveQuantity, Text } from '../core/shapes.ts'

export const dispatchStatuses = ['draft', 'sent', 'returned', 'canceled'] as const
export type DispatchStatus = (typeof dispatchStatuses)[number]
export const dispatchMoves = {
  send: { from: ['draft'], to: 'sent' },
  complete: { from: ['sent'], to: 'returned' },
  reopen: { from: ['sent', 'returned'], to: 'sent' },
  cancel: { from: ['draft'], to: 'canceled' },
} as const satisfies Record<string, { from: readonly DispatchStatus[]; to: DispatchStatus }>
export type DispatchMove = keyof typeof dispatchMoves

/** What becomes of pieces that a vendor brought back spoiled: scrap, or the same operation again. */
export const rejectedFates = ['scrap', 'rework'] as const
export type RejectedFate = (typeof rejectedFates)[number]

export const DispatchLineInput = z.object({
  operationId: Id,
  quantity: PositiveQuantity,
  /** Per piece; the operation's price when left out. */
  unitPrice: NonNegativeMoney.optional(),
  /** Least charge for the line; the operation's, else the vendor's, when left out. */
  minimumCharge: NonNegativeMoney.optional(),
  /** Why it may go to a vendor whose approvals do not name this process. */
  approvalNote: Text(300).optional(),
})
export type DispatchLineInput = z.infer<typeof DispatchLineInput>

export const DispatchInput = z.object({
  vendorId: Id,
  /** When the vendor is to be done; his lead days from today when left out. */
  dueOn: Day.optional(),
  carrier: Text(100).optional(),
  notes: LongText.optional(),
  lines: z.array(DispatchLineInput).min(1).max(300),
})
export type DispatchInput = z.infer<typeof DispatchInput>

export const VendorReceiptInput = z.object({
  dispatchId: Id,
  receivedOn: Day.optional(),
  deliveryNote: Text(100).default(''),
  lines: z
    .array(
      z.object({
        dispatchLineId: Id,
        good: NonNegativeQuantity.default(0),
        rejected: NonNegativeQuantity.default(0),
        lost: NonNegativeQuantity.default(0),
        rejectedTo: z.enum(rejectedFates).default('scrap'),
        reason: Text(300).default(''),
      }),
    )
    .min(1)
    .max(300),
})
export type VendorReceiptInput = z.input<typeof VendorReceiptInput>
export type VendorReceiptLine = z.infer<typeof VendorReceiptInput>['lines'][number]
