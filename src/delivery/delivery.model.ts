export const shipmentStatuses = ['draft', 'shipped', 'canceled'] as const
export type ShipmentStatus = (typeof shipmentStatuses)[number]
export const shipmentMoves = {
  ship: { from: ['draft'], to: 'shipped' },
  cancel: { from: ['draft'], to: 'canceled' },
} as const satisfies Record<string, { from: readonly ShipmentStatus[]; to: ShipmentStatus }>

export const invoiceStatuses = ['draft', 'sent', 'paid', 'canceled'] as const
export type InvoiceStatus = (typeof invoiceStatuses)[number]
export const invoiceMoves = {
  send: { from: ['draft'], to: 'sent' },
  pay: { from: ['sent'], to: 'paid' },
  cancel: { from: ['draft'], to: 'canceled' },
} as const satisfies Record<string, { from: readonly InvoiceStatus[]; to: InvoiceStatus }>
