import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { later, testCtx } from '../core/testDb.ts'
import { weekOfWork } from '../reports/testReports.ts'
import { salesOrders } from '../sales/sales.tables.ts'
import { touchesOfSalesOrder } from './touch.queries.ts'

test('what a change of an order line touches: work, purchases, material, vendors and money', async () => {
  const ctx = await testCtx()
  const week = await weekOfWork(later(ctx, '2026-03-02T08:00:00.000Z'))
  const [order] = await ctx.db.select().from(salesOrders).where(eq(salesOrders.number, week.order))
  const [parts, brackets] = await touchesOfSalesOrder(ctx.db, order?.id ?? 0, true)
  if (!parts || !brackets) throw new Error('The order has two lines.')
  expect(parts.workOrders.map((w) => [w.number, w.quantity])).toEqual([[week.parts, 10]])
  // Ten raw at 1.00 and an hour at 50.00; the plater has not charged yet.
  expect(parts.spent).toBe(60)
  expect(parts.issued.map((i) => [i.itemNumber, i.quantity])).toEqual([['RAW', 10]])
  expect(parts.atVendor.map((v) => [v.operation, v.quantity])).toEqual([['20 Plate', 10]])
  expect(brackets.purchases.map((p) => [p.number, p.quantity, p.receivedQuantity])).toEqual([[week.purchase, 2, 0]])
  expect(brackets.summary).toContain(`${week.brackets} in `)
  expect(brackets.summary).toContain(`on ${week.purchase}`)
  const [blind] = await touchesOfSalesOrder(ctx.db, order?.id ?? 0, false)
  expect(blind?.spent).toBeNull()
  expect(blind?.summary).not.toContain('spent')
})
