import { describe, expect, test } from 'vitest'
import {
  invoiceMoves,
  invoiceStatuses,
  type ShipmentStatus,
  shipmentMoves,
  shipmentStatuses,
} from './delivery.model.ts'
import { takeFromBins, whyNotMoveShipment, whyNotReverse, whyNotShip, withoutReserved } from './delivery.rules.ts'
import {
  chargeDelivered,
  dueDay,
  isOverdue,
  whyNotCredit,
  whyNotInvoiceShipments,
  whyNotMoveInvoice,
} from './invoice.rules.ts'

const codes = (refusals: { code: string }[]) => refusals.map((r) => r.code)
const line = {
  order: 'SO-1 line 1',
  itemNumber: 'TABLE',
  quantity: 2,
  open: 4,
  held: 2,
  awaitingTest: 0,
  rejected: 0,
  inWork: 0,
  canceled: false,
}

describe('a shipment leaves', () => {
  test('when all of it is open, released and has its papers', () => {
    expect(whyNotShip({ status: 'draft', lines: [line] })).toEqual([])
  })
  test('never otherwise, with all reasons at once', () => {
    const lines = [
      { ...line, quantity: 5, held: 1, awaitingTest: 3, rejected: 1, inWork: 2 },
      { ...line, order: 'SO-2 line 1', canceled: true },
    ]
    expect(
      whyNotShip({ status: 'draft', lines, missingPapers: [{ reason: 'No certificate.' }] }).map((r) => r.message),
    ).toEqual([
      'Only 4 of TABLE are still to be delivered on SO-1 line 1.',
      'Only 1 of TABLE are released; 3 await their test; 1 were rejected; 2 are still in work.',
      'SO-2 line 1 was canceled.',
      'No certificate.',
    ])
    expect(codes(whyNotShip({ status: 'shipped', lines: [] }))).toEqual(['shipment.not-draft', 'shipment.empty'])
  })
})

test('only what left comes back, and only before it is invoiced', () => {
  expect(whyNotReverse({ status: 'shipped', invoices: [], returns: [] })).toEqual([])
  expect(codes(whyNotReverse({ status: 'draft', invoices: ['INV-1'], returns: [] }))).toEqual([
    'shipment.cannot-reverse',
    'shipment.invoiced',
  ])
})

test('every status can be reached, and canceled, reversed and credited are final', () => {
  const final: ShipmentStatus[] = ['canceled', 'reversed']
  for (const move of ['ship', 'cancel', 'reverse'] as const)
    for (const status of final) expect(whyNotMoveShipment(status, move)).toHaveLength(1)
  for (const move of ['send', 'pay', 'cancel', 'credit'] as const)
    for (const status of ['canceled', 'credited'] as const) expect(whyNotMoveInvoice(status, move)).toHaveLength(1)
  const reached = new Set<string>([...Object.values(shipmentMoves), ...Object.values(invoiceMoves)].map((m) => m.to))
  expect([...shipmentStatuses, ...invoiceStatuses].filter((s) => !reached.has(s))).toEqual(['draft', 'draft'])
})

describe('goods are taken from bins', () => {
  const bins = () => [
    { placeId: 1, lotId: 10, quantity: 2 },
    { placeId: 1, lotId: 11, quantity: 3 },
    { placeId: 2, lotId: 11, quantity: 1 },
  ]
  test.each([
    [
      'in their order',
      { placeId: null, lotId: null, quantity: 3 },
      [
        [1, 10, 2, true],
        [1, 11, 1, true],
      ],
    ],
    [
      'of the named lot',
      { placeId: null, lotId: 11, quantity: 4 },
      [
        [1, 11, 3, true],
        [2, 11, 1, true],
      ],
    ],
    ['of the named bin', { placeId: 2, lotId: null, quantity: 1 }, [[2, 11, 1, true]]],
    [
      'and the rest is told',
      { placeId: 2, lotId: 11, quantity: 3 },
      [
        [2, 11, 1, true],
        [2, 11, 2, false],
      ],
    ],
  ])('%s', (_how, wanted, expected) => {
    expect(takeFromBins(bins(), wanted).map((t) => [t.placeId, t.lotId, t.quantity, t.held])).toEqual(expected)
  })
  test('once: what one wish took is not there for the next', () => {
    const shared = bins()
    takeFromBins(shared, { placeId: null, lotId: null, quantity: 5 })
    expect(takeFromBins(shared, { placeId: null, lotId: null, quantity: 2 }).map((t) => [t.quantity, t.held])).toEqual([
      [1, true],
      [1, false],
    ])
  })
  test('but for what others reserved, which stays in the last ones', () => {
    expect(withoutReserved(bins(), 2).map((b) => b.quantity)).toEqual([2, 2])
  })
})

describe('an invoice', () => {
  const left = {
    shipment: 'SH-1',
    status: 'shipped' as const,
    customerId: 1,
    currency: 'USD',
    exchangeRate: 1,
    invoiced: false,
  }
  test('charges several shipments of one customer', () => {
    expect(whyNotInvoiceShipments([left, { ...left, shipment: 'SH-2' }], {})).toEqual([])
  })
  test.each([
    ['one has not left', [left, { ...left, status: 'draft' as const }], ['invoice.not-shipped']],
    ['all is invoiced', [{ ...left, invoiced: true }], ['invoice.nothing']],
    ['they went to two customers', [left, { ...left, customerId: 2 }], ['invoice.customers']],
    [
      'they were ordered in two currencies',
      [left, { ...left, currency: 'EUR', exchangeRate: 1.1 }],
      ['invoice.currencies'],
    ],
    ['their rates differ', [left, { ...left, exchangeRate: 1.1 }], ['invoice.rates']],
  ])('is refused when %s', (_why, lines, expected) =>
    expect(codes(whyNotInvoiceShipments(lines, {}))).toEqual(expected),
  )
  test('may be told which rate holds', () => {
    expect(whyNotInvoiceShipments([left, { ...left, exchangeRate: 1.1 }], { exchangeRate: 1.05 })).toEqual([])
  })
  test('is credited once it was sent, and a credit note never', () => {
    expect(whyNotCredit({ status: 'paid', kind: 'invoice' })).toEqual([])
    expect(codes(whyNotCredit({ status: 'draft', kind: 'invoice' }))).toEqual(['invoice.cannot-credit'])
    expect(codes(whyNotCredit({ status: 'sent', kind: 'creditNote' }))).toEqual(['invoice.credit-note'])
  })
  test('is due so many days on, over the end of a month, and overdue the day after', () => {
    expect(dueDay('2026-01-31', 30)).toBe('2026-03-02')
    expect(dueDay('2026-01-31', 0)).toBe('2026-01-31')
    expect(isOverdue({ status: 'sent', dueOn: '2026-03-02' }, '2026-03-02')).toBe(false)
    expect(isOverdue({ status: 'sent', dueOn: '2026-03-02' }, '2026-03-03')).toBe(true)
    expect(isOverdue({ status: 'paid', dueOn: '2026-03-02' }, '2026-03-03')).toBe(false)
  })
})

describe('what was delivered is charged', () => {
  const piece = {
    shipmentId: 1,
    salesOrderLineId: 7,
    quantity: 1,
    unitPrice: 33.335,
    oneOffPrice: 50,
    taxPercent: 7,
    description: 'Table',
  }
  test('one line for each order line of a shipment, with the one-off charge once', () => {
    const charged = chargeDelivered([piece, piece, piece, { ...piece, shipmentId: 2 }], new Set(), 'USD')
    // 3 × 33.335 + 50 = 150.005 → 150.01, 7 % = 10.5007 → 10.50; then 33.335 → 33.34, 7 % = 2.3338 → 2.33.
    expect(charged.map((c) => [c.shipmentId, c.quantity, c.oneOffPrice, c.net, c.tax])).toEqual([
      [1, 3, 50, 150.01, 10.5],
      [2, 1, 0, 33.34, 2.33],
    ])
  })
  test('without the one-off charge when an earlier invoice has it', () => {
    expect(chargeDelivered([piece], new Set([7]), 'USD')[0]).toMatchObject({ oneOffPrice: 0, net: 33.34 })
  })
  test('in whole yen', () => {
    // 33.335 + 50 = 83.335 → 83; 7 % of 83 is 5.81 → 6.
    expect(chargeDelivered([piece], new Set(), 'JPY')[0]).toMatchObject({ net: 83, tax: 6 })
  })
})
