export const enquiryStatuses = ['open', 'quoted', 'ordered', 'declined'] as const
export type EnquiryStatus = (typeof enquiryStatuses)[number]

/** The only list of allowed moves. A second quotation of the same enquiry leaves it quoted. */
export const enquiryMoves = {
  quote: { from: ['open', 'quoted'], to: 'quoted' },
  order: { from: ['open', 'quoted'], to: 'ordered' },
  decline: { from: ['open', 'quoted'], to: 'declined' },
  reopen: { from: ['declined'], to: 'open' },
} as const satisfies Record<string, { from: readonly EnquiryStatus[]; to: EnquiryStatus }>
export type EnquiryMove = keyof typeof enquiryMoves

/** What an estimator must know before quoting; what is missing is shown as a checklist. */
export const enquiryChecks = [
  'drawing',
  'quantity',
  'material',
  'finish',
  'wishedDate',
  'deliveryPlace',
  'inspection',
  'packaging',
] as const
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

export const lostReasons = [
  'price',
  'deliveryDate',
  'capability',
  'competitor',
  'projectDropped',
  'noAnswer',
  'other',
] as const
export type LostReason = (typeof lostReasons)[number]

export const salesOrderStatuses = ['open', 'completed', 'canceled'] as const
export type SalesOrderStatus = (typeof salesOrderStatuses)[number]

/** An order completes by itself when its last open line is delivered, and opens again when one is raised or returned. */
export const salesOrderMoves = {
  complete: { from: ['open'], to: 'completed' },
  reopen: { from: ['completed'], to: 'open' },
  cancel: { from: ['open'], to: 'canceled' },
} as const satisfies Record<string, { from: readonly SalesOrderStatus[]; to: SalesOrderStatus }>
export type SalesOrderMove = keyof typeof salesOrderMoves

/** What a line of an order is, seen from its quantities. */
export const orderLineStates = ['open', 'partDelivered', 'delivered', 'canceled'] as const
export type OrderLineState = (typeof orderLineStates)[number]

export const promiseCauses = ['customer', 'material', 'capacity', 'quality', 'vendor', 'engineering', 'other'] as const
export type PromiseCause = (typeof promiseCauses)[number]
