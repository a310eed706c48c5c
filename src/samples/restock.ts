import { createPurchaseOrder, sendPurchaseOrder } from '../purchasing/purchase.commands.ts'
import type { Story, World } from './history.ts'

/** Working days before today on which stock was ordered again, and after how many it was to come. Nothing of it has come. */
const restocks = [
  { age: 14, due: 9 },
  { age: 9, due: 5 },
  { age: 3, due: 6 },
] as const

/** The buyer refills stock: two deliveries are late, one is still expected. */
export async function* restockStory({ clock, loaded }: World): Story {
  const stocked = loaded.sample.items.filter(([, , kind, , , , more]) => kind === 'bought' && more?.reorder && more.supplier)
  for (const [i, { age, due }] of restocks.entries()) {
    const [number, , , , , cost, more] = stocked[i * 5 + 1] ?? []
    if (number === undefined || !more?.supplier) continue
    const tx = yield clock.at(-age, 14 * 60)
    const currency = loaded.sample.suppliers.find((s) => s.code === more.supplier)?.currency ?? loaded.sample.company.currency
    const rate = loaded.sample.exchangeRates?.[currency] ?? 1
    const order = await createPurchaseOrder(tx, {
      supplierId: loaded.party(more.supplier),
      exchangeRate: rate,
      lines: [{ itemId: loaded.item(number), quantity: more.reorder?.[1] ?? 1, unitPrice: Math.round(((cost ?? 0) / rate) * 100) / 100, dueOn: clock.day(-age + due) }],
    })
    await sendPurchaseOrder(tx, order.id)
  }
}
