/**
 * Stock is double-entry: a move takes a quantity and its value from one place to another. Only physical places
 * are goods we can touch; the others are the other side of the entry.
 */
export const placeKinds = [
  'bin',
  'awaitingTest',
  'reject',
  'vendor',
  'production',
  'supplier',
  'customer',
  'scrap',
  'adjustment',
] as const
export type PlaceKind = (typeof placeKinds)[number]

/**
 * Places that hold goods and can never go below zero unless the owner allows it. A work order's production place is not
 * one: materials go in and other goods come out, so its quantities say what was used and made, its value what is in process.
 */
export const physicalPlaceKinds: readonly PlaceKind[] = ['bin', 'awaitingTest', 'reject', 'vendor']

/** The account that a place's value belongs to. */
export const accounts = [
  'inventory',
  'awaitingTest',
  'workInProcess',
  'costOfGoodsSold',
  'accruedPurchases',
  'scrapLoss',
  'inventoryAdjustment',
  'laborApplied',
  'machineApplied',
  'overheadApplied',
  'outsideAccrued',
  'otherApplied',
  'closingVariance',
] as const
export type Account = (typeof accounts)[number]

export const accountOfPlace: Record<PlaceKind, Account> = {
  bin: 'inventory',
  awaitingTest: 'awaitingTest',
  reject: 'inventory',
  vendor: 'inventory',
  production: 'workInProcess',
  supplier: 'accruedPurchases',
  customer: 'costOfGoodsSold',
  scrap: 'scrapLoss',
  adjustment: 'inventoryAdjustment',
}

/** What caused a stock move. */
export const moveDocuments = [
  'receipt',
  'issue',
  'return',
  'backflush',
  'completion',
  'transfer',
  'count',
  'adjustment',
  'test',
  'delivery',
  'customerReturn',
  'dispatch',
  'vendorReceipt',
  'scrap',
  'opening',
  'reversal',
] as const
export type MoveDocument = (typeof moveDocuments)[number]

/** What stock can be reserved for. */
export const demandKinds = ['workOrderMaterial', 'salesOrderLine'] as const
export type DemandKind = (typeof demandKinds)[number]

export const countStatuses = ['open', 'posted', 'canceled'] as const
export type CountStatus = (typeof countStatuses)[number]
export const countMoves = {
  post: { from: ['open'], to: 'posted' },
  cancel: { from: ['open'], to: 'canceled' },
} as const satisfies Record<string, { from: readonly CountStatus[]; to: CountStatus }>
export type CountMove = keyof typeof countMoves
