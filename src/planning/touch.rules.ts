import type { Touches } from './touch.model.ts'

const listed = (words: readonly string[]): string => [...new Set(words)].join(', ')
const amount = (quantity: number, unit: string): string => `${quantity} ${unit}`

/** One sentence of what a change touches; empty when nothing does. */
export function summaryOf(t: Omit<Touches, 'summary'>): string {
  const parts = [
    ...(t.workOrders.length > 0
      ? [
          t.workOrders
            .map((w) => `${w.number} in ${w.job} (${w.status}, ${w.completedQuantity} of ${w.quantity} made)`)
            .join(', '),
        ]
      : []),
    ...(t.purchases.length > 0
      ? [
          `bought for it: ${listed(t.purchases.map((p) => `${amount(p.quantity, p.unit)} ${p.itemNumber} on ${p.number}`))}`,
        ]
      : []),
    ...(t.issued.length > 0
      ? [`issued: ${listed(t.issued.map((i) => `${amount(i.quantity, i.unit)} ${i.itemNumber}`))}`]
      : []),
    ...(t.reserved.length > 0
      ? [`reserved: ${listed(t.reserved.map((r) => `${amount(r.quantity, r.unit)} ${r.itemNumber}`))}`]
      : []),
    ...(t.atVendor.length > 0 ? [`at vendors: ${listed(t.atVendor.map((v) => `${v.quantity} at ${v.vendor}`))}`] : []),
    ...(t.spent ? [`spent: ${t.spent}`] : []),
  ]
  return parts.length === 0 ? '' : `${parts.join('; ')}.`
}
