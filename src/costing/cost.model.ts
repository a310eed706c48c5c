/** The fact that a cost entry was computed from; each fact is posted exactly once. */
export const costSources = ['stockMove', 'timeLog', 'vendorReceipt', 'charge', 'split', 'close', 'correction'] as const
export type CostSource = (typeof costSources)[number]
