export const dispatchStatuses = ['draft', 'sent', 'returned', 'canceled'] as const
export type DispatchStatus = (typeof dispatchStatuses)[number]
export const dispatchMoves = {
  send: { from: ['draft'], to: 'sent' },
  complete: { from: ['sent'], to: 'returned' },
  cancel: { from: ['draft'], to: 'canceled' },
} as const satisfies Record<string, { from: readonly DispatchStatus[]; to: DispatchStatus }>
