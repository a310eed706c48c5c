/** The fact that a cost entry was computed from; each fact is posted exactly once. */
export const costSources = [
  'stockMove',
  'timeLog',
  'vendorReceipt',
  /** A bought service that came, by its receipt line, and the same taken back. */
  'serviceReceipt',
  'serviceReversal',
  'charge',
  'split',
  'close',
  'correction',
] as const
export type CostSource = (typeof costSources)[number]
