/** The cost elements, in the order in which a cost sheet lists them. */
export const costElements = [
  'material',
  'labor',
  'machine',
  'setup',
  'outside',
  'overhead',
  'tooling',
  'freight',
  'rework',
  'scrap',
] as const
export type CostElement = (typeof costElements)[number]

/** Amounts by element, in the company's currency, four decimals. An element that is left out is 0. */
export type Costs = Partial<Record<CostElement, number>>

/**
 * Rounds half away from zero. A double holds 15 decimal digits as they were meant; cutting there first
 * keeps 1.00005 from being taken for the 1.0000499999999999 that binary makes of it.
 */
export const roundTo = (value: number, decimals: number): number => {
  const scale = 10 ** decimals
  const units = Math.round(Number((Math.abs(value) * scale).toPrecision(15)))
  return units === 0 ? 0 : (Math.sign(value) * units) / scale
}
/** Up to whole units of so many decimals; what is left beyond six decimals is noise. */
export const roundUpTo = (value: number, decimals: number): number => {
  const scale = 10 ** decimals
  return Math.ceil(roundTo(roundTo(value, 6) * scale, 6)) / scale
}
export const roundAmount = (value: number): number => roundTo(value, 4)

/** Adds `more` to `costs` in place; the sums keep to four decimals. */
export function addCosts(costs: Costs, more: Costs): Costs {
  for (const element of costElements) {
    const amount = more[element]
    if (amount) costs[element] = roundAmount((costs[element] ?? 0) + amount)
  }
  return costs
}

/** The amount over all elements. */
export const totalOf = (costs: Costs): number => {
  let total = 0
  for (const element of costElements) total += costs[element] ?? 0
  return roundAmount(total)
}

/** Costs of one piece, each element rounded by itself; an element that rounds to nothing is left out. */
export const costsPerPiece = (costs: Costs, quantity: number): Costs => {
  const each: Costs = {}
  if (quantity > 0)
    for (const element of costElements) {
      const amount = roundAmount((costs[element] ?? 0) / quantity)
      if (amount !== 0) each[element] = amount
    }
  return each
}
