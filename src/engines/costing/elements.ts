/** The cost elements, in the order in which a cost sheet lists them. */
export const costElements = ['material', 'labor', 'machine', 'setup', 'outside', 'overhead', 'tooling', 'freight', 'rework', 'scrap'] as const
export type CostElement = (typeof costElements)[number]
export type Costs = Partial<Record<CostElement, number>>
