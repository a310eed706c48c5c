export const shipmentStatuses = ['draft', 'shipped', 'canceled', 'reversed'] as const
export type ShipmentStatus = (typeof shipmentStatuses)[number]

/** A wrong shipment is reversed: its goods come back by counter-moves; nothing is edited. */
export const shipmentMoves = {
  ship: { from: ['draft'], to: 'shipped' },
  cancel: { from: ['draft'], to: 'canceled' },
  reverse: { from: ['shipped'], to: 'reversed' },
} as const satisfies Record<string, { from: readonly ShipmentStatus[]; to: ShipmentStatus }>
export type ShipmentMove = keyof typeof shipmentMoves

export const invoiceStatuses = ['draft', 'sent', 'paid', 'canceled', 'credited'] as const
export type InvoiceStatus = (typeof invoiceStatuses)[number]

/** A draft may be canceled; what was sent is only taken back by a credit note. */
export const invoiceMoves = {
  send: { from: ['draft'], to: 'sent' },
  pay: { from: ['sent'], to: 'paid' },
  cancel: { from: ['draft'], to: 'canceled' },
  credit: { from: ['sent', 'paid'], to: 'credited' },
} as const satisfies Record<string, { from: readonly InvoiceStatus[]; to: InvoiceStatus }>
export type InvoiceMove = keyof typeof invoiceMoves

export const invoiceKinds = ['invoice', 'creditNote'] as const
export type InvoiceKind = (typeof invoiceKinds)[number]

/** What must lie in the box, or be there to print. */
export const deliveryPapers = ['deliveryNote', 'packingList', 'certificate', 'materialCertificates'] as const
export type DeliveryPaper = (typeof deliveryPapers)[number]
export const paperStates = ['ready', 'missing', 'none'] as const
export type PaperState = (typeof paperStates)[number]

/** How far an open order line is from the truck. */
export const readyStates = ['ready', 'partly', 'onDraft', 'awaitingTest', 'rejected', 'inWork', 'notStarted'] as const
export type ReadyState = (typeof readyStates)[number]
