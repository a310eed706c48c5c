import type { SampleItem, SampleMore } from './sample.ts'

/**
 * Two price breaks for each item that is bought again and again: the second begins where the shop usually buys. `rates`
 * has the company's currency for one of a supplier's that charges in another.
 */
export const priceBreaks = (
  items: readonly SampleItem[],
  rates: Readonly<Record<string, number>> = {},
): SampleMore['supplierPrices'] =>
  items.flatMap(([number, , kind, , , cost, more]) => {
    const supplier = more?.supplier
    if (kind !== 'bought' || !supplier || !more?.reorder || cost < 1) return []
    const price = cost / (rates[supplier] ?? 1)
    const partNumber = `${supplier.slice(2)}-${number.replace(/[^A-Z0-9]/g, '')}`
    const rounded = (p: number) => Math.round(p * 10_000) / 10_000
    return [
      [supplier, number, 0, rounded(price * 1.08), more.leadDays ?? 5, partNumber],
      [supplier, number, more.reorder[1], rounded(price), more.leadDays ?? 5, partNumber],
    ]
  })
