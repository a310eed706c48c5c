import { expect, test } from 'vitest'
import {
  inPurchaseUnits,
  mostReceivable,
  priceFor,
  receiptValue,
  reorderSuggestion,
  whyNotCancel,
  whyNotReceive,
  whyNotSend,
} from './purchase.rules.ts'

const codes = (refusals: readonly { code: string }[]) => refusals.map((r) => r.code)
const order = { number: 'PO-1', status: 'sent' } as const
const line = {
  line: 1,
  item: 'BOLT',
  quantity: 100,
  receivedQuantity: 60,
  closedReason: '',
  overPercent: 5,
  tracking: 'none',
  service: false,
}

test('a receipt may go over by the tolerance of the whole line, and no further', () => {
  expect(mostReceivable(line)).toBe(45) // 100 + 5 % - 60
  expect(whyNotReceive(order, line, { quantity: 45, lots: [] })).toEqual([])
  expect(codes(whyNotReceive(order, line, { quantity: 45.5, lots: [] }))).toEqual(['receipt.too-much'])
})

test.each([
  ['the order is a draft', { number: 'PO-1', status: 'draft' as const }, line, [], ['receipt.not-sent']],
  ['the line was closed', order, { ...line, closedReason: 'gone' }, [], ['receipt.closed']],
  ['lots are missing', order, { ...line, tracking: 'lot' }, [], ['receipt.no-lot']],
  ['lots do not add up', order, { ...line, tracking: 'lot' }, [{ number: 'A', quantity: 1 }], ['receipt.lots-differ']],
  [
    'a serial number is two pieces, twice',
    order,
    { ...line, tracking: 'serial' },
    [
      { number: 'A', quantity: 2 },
      { number: 'A', quantity: 1 },
    ],
    ['receipt.serial-one', 'receipt.lot-twice'],
  ],
])('nothing is received when %s', (_reason, on, at, lots, expected) => {
  expect(codes(whyNotReceive(on, at, { quantity: 3, lots }))).toEqual(expected)
})

test('an order with receipts is not canceled, and one that is due in the past is not sent', () => {
  expect(codes(whyNotCancel(order, [line], ''))).toEqual(['purchase.has-receipts', 'purchase.no-reason'])
  expect(
    codes(
      whyNotSend({ number: 'PO-1', status: 'draft' }, [{ line: 1, unitPrice: 1, dueOn: '2026-03-01' }], '2026-03-02'),
    ),
  ).toEqual(['purchase.past'])
})

test('the price is that of the largest break reached', () => {
  const prices = [1, 10, 100].map((fromQuantity) => ({
    supplierId: 1,
    fromQuantity,
    unitPrice: 10 - Math.log10(fromQuantity),
    leadDays: 5,
  }))
  expect(priceFor(prices, 1, 99)?.unitPrice).toBe(9)
  expect(priceFor(prices, 1, 0.5)).toBeUndefined()
  expect(priceFor(prices, 2, 99)).toBeUndefined()
})

test('suppliers sell whole purchase units', () => {
  expect([inPurchaseUnits(7, 3), inPurchaseUnits(6, 3), inPurchaseUnits(0.3, 0.1), inPurchaseUnits(7, 1)]).toEqual([
    9, 6, 0.3, 7,
  ])
})

test('a foreign price is worth its exchange', () => {
  expect(receiptValue(3, 7.25, 1.1)).toBe(23.925)
})

test('what has sunk below its reorder point is ordered up again', () => {
  const facts = { reorderPoint: 20, reorderQuantity: 50, purchaseFactor: 1 }
  expect([20, 19, -60].map((position) => reorderSuggestion({ ...facts, position }))).toEqual([0, 50, 80])
})
