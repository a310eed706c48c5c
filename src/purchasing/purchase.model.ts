export const purchaseOrderStatuses = ['draft', 'sent', 'received', 'canceled'] as const
export type PurchaseOrderStatus = (typeof purchaseOrderStatuses)[number]
export const purchaseOrderMoves = {
  send: { from: ['draft'], to: 'sent' },
  complete: { from: ['sent'], to: 'received' },
  cancel: { from: ['draft', 'sent'], to: 'canceled' },
} as const satisfies Record<string, { from: readonly PurchaseOrderStatus[]; to: PurchaseOrderStatus }>
export type PurchaseOrderMove = keyof typeof purchaseOrderMoves
