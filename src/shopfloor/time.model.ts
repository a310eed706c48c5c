/** What a person does at an operation. Rework is charged to its own element. */
export const activities = ['setup', 'run', 'rework'] as const
export type Activity = (typeof activities)[number]

export const scrapReasons = ['material', 'machine', 'operator', 'drawing', 'handling', 'other'] as const
export type ScrapReason = (typeof scrapReasons)[number]

export const quantityKinds = ['good', 'scrap', 'rework'] as const
export type QuantityKind = (typeof quantityKinds)[number]

/** A report can be undone by whoever made it for this long; later it is corrected, with a trail. */
export const undoSeconds = 10
/** A terminal may take a moment to say so. */
export const undoGraceSeconds = 5
