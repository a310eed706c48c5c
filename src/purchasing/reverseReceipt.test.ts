import { expect, test } from 'vitest'
import { testShop } from '../catalog/testCatalog.ts'
import { testCtx } from '../core/testDb.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { postMove, reverseMove } from '../inventory/stock.commands.ts'
import { stockBalances } from '../inventory/stock.tables.ts'
import { testCustomer } from '../sales/testSales.ts'
import { createPurchaseOrder, sendPurchaseOrder } from './purchase.commands.ts'
import { receivePurchase, reverseReceipt } from './receipt.commands.ts'

test('a receipt of which some was used does not go back when a value without goods would stay', async () => {
  const ctx = await testCtx()
  const board = await (await testShop(ctx)).item('BOARD', 2)
  const timber = (await testCustomer(ctx, 'TIMBER', { customer: false, supplier: true })).id
  const order = await createPurchaseOrder(ctx, {
    supplierId: timber,
    lines: [
      { itemId: board, quantity: 10, unitPrice: 2 },
      { itemId: board, quantity: 5, unitPrice: 1 },
    ],
  })
  await sendPurchaseOrder(ctx, order.id)
  const [dear, cheap] = order.lines.map((l) => l.id)
  const stores = await wellKnown(ctx, 'stores')
  const receive = (id: number | undefined, quantity: number) =>
    receivePurchase(ctx, { purchaseOrderId: order.id, lines: [{ purchaseOrderLineId: id ?? 0, quantity }] })
  const boards = async () =>
    (await ctx.db.select().from(stockBalances)).find((b) => b.placeId === stores.id && b.itemId === board)
  const first = await receive(dear, 10) // worth 20
  const used = await postMove(ctx, {
    itemId: board,
    fromPlaceId: stores.id,
    toPlaceId: (await wellKnown(ctx, 'adjustment')).id,
    quantity: 5,
    document: 'adjustment',
    documentNumber: 'CNT-7',
  })
  await receive(cheap, 5) // 10 boards are there, worth 15
  const receiptId = first.order.receipts[0]?.receiptId ?? 0
  await expect(reverseReceipt(ctx, receiptId, 'Not ours')).rejects.toThrow(
    `${first.receipt} cannot go back: some of BOARD in ${stores.name} has been taken for CNT-7 since. Take that back first.`,
  )
  expect(await boards()).toMatchObject({ quantity: 10, value: 15 })
  await reverseMove(ctx, used.id, 'Counted wrong')
  await reverseReceipt(ctx, receiptId, 'Not ours')
  expect(await boards()).toMatchObject({ quantity: 5, value: 5 })
})
