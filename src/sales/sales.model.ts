export const enquiryStatuses = ['open', 'quoted', 'ordered', 'declined'] as const
export type EnquiryStatus = (typeof enquiryStatuses)[number]

/** What an estimator must know before quoting; what is missing is shown as a checklist. */
export const enquiryChecks = ['drawing', 'quantity', 'material', 'finish', 'wishedDate', 'deliveryPlace', 'inspection', 'packaging'] as const
export type EnquiryCheck = (typeof enquiryChecks)[number]

export const quotationStatuses = ['draft', 'sent', 'won', 'lost', 'expired'] as const
export type QuotationStatus = (typeof quotationStatuses)[number]

/** The only list of allowed moves. Rules, buttons, the manual and the tests read it. */
export const quotationMoves = {
  send: { from: ['draft'], to: 'sent' },
  revise: { from: ['sent', 'expired'], to: 'draft' },
  win: { from: ['sent'], to: 'won' },
  lose: { from: ['draft', 'sent', 'expired'], to: 'lost' },
  expire: { from: ['sent'], to: 'expired' },
} as const satisfies Record<string, { from: readonly QuotationStatus[]; to: QuotationStatus }>
export type QuotationMove = keyof typeof quotationMoves

export const lostReasons = ['price', 'deliveryDate', 'capability', 'competitor', 'projectDropped', 'noAnswer', 'other'] as const

export const salesOrderStatuses = ['open', 'completed', 'canceled'] as const
export type SalesOrderStatus = (typeof salesOrderStatuses)[number]

export const promiseCauses = ['customer', 'material', 'capacity', 'quality', 'vendor', 'engineering', 'other'] as const
export type PromiseCause = (typeof promiseCauses)[number]
