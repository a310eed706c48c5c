import { roundQuantity, sum } from '../core/decimal.ts'

/** What a work order's material line still wants, in the item's stock unit. */
export type MaterialDemand = {
  materialId: number
  workOrderId: number
  itemId: number
  /** Required less issued; more than 0. */
  open: number
  reserved: number
  neededOn: string
}

/** What is still to come of a purchase line. */
export type ExpectedSupply = {
  lineId: number
  itemId: number
  open: number
  expectedOn: string
  /** What of it is bought for a material line and not received yet. */
  pegs: readonly { materialId: number; quantity: number }[]
}

export type Expected = { lineId: number; quantity: number; expectedOn: string; pegged: boolean }

/** How a demand will be met. reserved + free + expected + short = open, always. */
export type Netted = MaterialDemand & { fromReserved: number; free: number; expected: Expected[]; short: number }

const byNeed = (a: MaterialDemand, b: MaterialDemand) =>
  a.neededOn.localeCompare(b.neededOn) || a.workOrderId - b.workOrderId || a.materialId - b.materialId

/**
 * Meets demands from what there is, the one needed first served first: what is reserved or bought for a demand stays
 * its own; then what is free in stock; then what is on order for nobody, the earliest first. What is left is short.
 */
export function netMaterials(
  demands: readonly MaterialDemand[],
  freeStock: ReadonlyMap<number, number>,
  supplies: readonly ExpectedSupply[],
): Netted[] {
  const left = new Map(supplies.map((s) => [s.lineId, s.open]))
  const ordered = [...supplies].sort((a, b) => a.expectedOn.localeCompare(b.expectedOn) || a.lineId - b.lineId)
  const take = (netted: Netted, supply: ExpectedSupply, most: number, pegged: boolean): void => {
    const quantity = roundQuantity(Math.min(netted.short, most, left.get(supply.lineId) ?? 0))
    if (quantity <= 0) return
    left.set(supply.lineId, roundQuantity((left.get(supply.lineId) ?? 0) - quantity))
    netted.short = roundQuantity(netted.short - quantity)
    netted.expected.push({ lineId: supply.lineId, quantity, expectedOn: supply.expectedOn, pegged })
  }

  const all = [...demands].sort(byNeed).map((d): Netted => {
    const fromReserved = Math.min(d.open, d.reserved)
    return { ...d, fromReserved, free: 0, expected: [], short: roundQuantity(d.open - fromReserved) }
  })
  const pegsOf = new Map<number, { supply: ExpectedSupply; quantity: number }[]>()
  for (const supply of ordered)
    for (const peg of supply.pegs)
      pegsOf.set(peg.materialId, [...(pegsOf.get(peg.materialId) ?? []), { supply, quantity: peg.quantity }])
  for (const netted of all)
    for (const { supply, quantity } of pegsOf.get(netted.materialId) ?? []) take(netted, supply, quantity, true)
  // What was bought for a demand that no longer wants it is free for others, as is what was bought for nobody.
  const free = new Map(freeStock)
  const ofItem = new Map<number, ExpectedSupply[]>()
  for (const supply of ordered) ofItem.set(supply.itemId, [...(ofItem.get(supply.itemId) ?? []), supply])
  for (const netted of all) {
    const there = free.get(netted.itemId) ?? 0
    netted.free = roundQuantity(Math.max(0, Math.min(netted.short, there)))
    free.set(netted.itemId, roundQuantity(there - netted.free))
    netted.short = roundQuantity(netted.short - netted.free)
    for (const supply of ofItem.get(netted.itemId) ?? [])
      if (netted.short > 0) take(netted, supply, netted.short, false)
  }
  return all
}

/** On order for a demand, over all purchase lines. */
export const onOrderFor = (netted: Netted): number => sum(netted.expected.map((e) => e.quantity))

/** The day on which the last piece for a demand is there; null while something is short. */
export const completeOn = (netted: Netted): string | null =>
  netted.short > 0
    ? null
    : (netted.expected
        .map((e) => e.expectedOn)
        .sort()
        .at(-1) ?? '')
