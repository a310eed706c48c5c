import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sum } from '../core/decimal.ts'
import {
  approvals,
  chargeFor,
  chargeOfReceipt,
  isApproved,
  sendable,
  termsOf,
  whyNotReceive,
  whyNotSendLine,
} from './dispatch.rules.ts'

const codes = (refusals: readonly { code: string }[]) => refusals.map((r) => r.code)
const operation = {
  operationId: 1,
  sequence: 10,
  kind: 'inside' as const,
  overlapQuantity: 0,
  good: 0,
  scrap: 0,
  atVendor: 0,
  done: false,
  started: true,
  running: false,
  blockedReason: '',
}

test('what came from the operation before, less what is back or out, can be sent', () => {
  const facts = [
    { ...operation, good: 9, scrap: 1 },
    { ...operation, operationId: 2, kind: 'outside' as const, good: 2, scrap: 1, atVendor: 4 },
  ]
  expect(sendable(facts, 1, 10)).toBe(2) // 9 - 3 - 4
  expect(sendable([{ ...operation, kind: 'outside' }], 0, 10)).toBe(10)
})

describe('a line goes out', () => {
  const line = {
    line: 1,
    workOrder: 'WO-1',
    workOrderStatus: 'started',
    holdReason: '',
    process: 'Anodize',
    kind: 'outside' as const,
    done: false,
    blockedReason: '',
    quantity: 5,
    sendable: 5,
  }
  test('when its pieces are ready', () => expect(whyNotSendLine(line)).toEqual([]))
  test('never with all that is wrong', () => {
    const wrong = whyNotSendLine({
      ...line,
      workOrderStatus: 'planned',
      holdReason: 'drawing',
      kind: 'inside',
      done: true,
      blockedReason: 'crack',
      quantity: 6,
    })
    expect(codes(wrong)).toEqual([
      'dispatch.not-open',
      'dispatch.on-hold',
      'dispatch.inside',
      'dispatch.done',
      'dispatch.blocked',
      'dispatch.not-ready',
    ])
  })
})

test('no more comes back than went out, and losses have a reason', () => {
  const line = { line: 2, workOrder: 'WO-1', quantity: 10, goodQuantity: 4, rejectedQuantity: 1, lostQuantity: 0 }
  const came = { dispatchLineId: 1, good: 4, rejected: 1, lost: 1, rejectedTo: 'scrap' as const, reason: '' }
  expect(codes(whyNotReceive({ number: 'DC-1', status: 'sent' }, line, came))).toEqual([
    'vendorReceipt.too-much',
    'vendorReceipt.no-reason',
  ])
  expect(
    codes(whyNotReceive({ number: 'DC-1', status: 'draft' }, line, { ...came, good: 0, rejected: 0, lost: 0 })),
  ).toEqual(['vendorReceipt.not-sent', 'vendorReceipt.nothing'])
})

test('a vendor with a list of approvals gets only what it names', () => {
  expect(approvals('Anodize, Heat treat;\n NDT ')).toEqual(['anodize', 'heat treat', 'ndt'])
  expect([
    isApproved('Anodize, NDT', 'Hard anodize type III'),
    isApproved('Anodize', 'Heat treat'),
    isApproved('', 'Heat treat'),
  ]).toEqual([true, false, true])
})

test('the vendor charges his minimum once for a line, however it comes back', () => {
  const terms = { unitPrice: 2.5, minimumCharge: 60 }
  // 10 good: 25.00, so the minimum of 60.00; 20 more: 75.00 in all, 15.00 more; 10 more: 25.00 more.
  expect([chargeOfReceipt(terms, 0, 10), chargeOfReceipt(terms, 10, 20), chargeOfReceipt(terms, 30, 10)]).toEqual([
    60, 15, 25,
  ])
  expect(chargeFor(terms, 0)).toBe(0)
  expect(termsOf({ unitPrice: 1, minimumCharge: 0 }, { minimumCharge: 40 }).minimumCharge).toBe(40)
  fc.assert(
    fc.property(
      fc.array(
        fc.integer({ min: 0, max: 500_000 }).map((n) => n / 1000),
        { maxLength: 8 },
      ),
      fc.integer({ min: 0, max: 99_999 }),
      fc.integer({ min: 0, max: 5_000_000 }),
      (parts, price, minimum) => {
        const t = { unitPrice: price / 10_000, minimumCharge: minimum / 10_000 }
        let before = 0
        const amounts = parts.map((p) => {
          const amount = chargeOfReceipt(t, before, p)
          before = sum([before, p])
          return amount
        })
        expect(sum(amounts)).toBe(chargeFor(t, before))
        expect(Math.min(0, ...amounts)).toBe(0)
      },
    ),
    { seed: 3 },
  )
})
