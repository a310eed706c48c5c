import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sum } from '../core/decimal.ts'
import { completeOn, type ExpectedSupply, type MaterialDemand, netMaterials, onOrderFor } from './netting.rules.ts'

const oak = 1
const demand = (materialId: number, open: number, neededOn: string, reserved = 0): MaterialDemand => ({
  materialId,
  workOrderId: materialId,
  itemId: oak,
  open,
  reserved,
  neededOn,
})

test('the work needed first takes what is free, the next waits for what is on order, the last is short', () => {
  const order: ExpectedSupply = { lineId: 9, itemId: oak, open: 6, expectedOn: '2026-03-12', pegs: [] }
  const netted = netMaterials(
    [demand(3, 5, '2026-03-20'), demand(1, 4, '2026-03-10'), demand(2, 5, '2026-03-15')],
    new Map([[oak, 6]]),
    [order],
  )
  // 6 free: 4 for the first, 2 for the second, which waits for 3 of 6 on order; the third gets the other 3 and lacks 2.
  expect(netted.map((n) => [n.materialId, n.free, onOrderFor(n), n.short, completeOn(n)])).toEqual([
    [1, 4, 0, 0, ''],
    [2, 2, 3, 0, '2026-03-12'],
    [3, 0, 3, 2, null],
  ])
})

test('what is reserved or bought for a demand is its own, however late it is needed', () => {
  const order: ExpectedSupply = {
    lineId: 9,
    itemId: oak,
    open: 4,
    expectedOn: '2026-03-12',
    pegs: [{ materialId: 2, quantity: 3 }],
  }
  const netted = netMaterials([demand(1, 4, '2026-03-10'), demand(2, 5, '2026-03-30', 2)], new Map(), [order])
  expect(netted.map((n) => [n.fromReserved, onOrderFor(n), n.short])).toEqual([
    [0, 1, 3], // only the one piece that was bought for nobody
    [2, 3, 0],
  ])
})

test('nothing is promised twice, nothing is lost, and an earlier need never goes short for a later one', () => {
  const quantity = fc.integer({ min: 1, max: 9000 }).map((n) => n / 1000)
  const day = fc.integer({ min: 10, max: 28 }).map((d) => `2026-03-${d}`)
  const problem = fc.record({
    demands: fc.array(
      fc.record({
        itemId: fc.integer({ min: 1, max: 2 }),
        open: quantity,
        reserved: fc.constantFrom(0, 0, 1.5),
        neededOn: day,
      }),
      { maxLength: 12 },
    ),
    supplies: fc.array(
      fc.record({
        itemId: fc.integer({ min: 1, max: 2 }),
        open: quantity,
        expectedOn: day,
        pegTo: fc.integer({ min: 0, max: 14 }),
        pegQuantity: quantity,
      }),
      { maxLength: 6 },
    ),
    free: fc.array(quantity, { minLength: 2, maxLength: 2 }),
  })
  fc.assert(
    fc.property(problem, ({ demands, supplies, free }) => {
      const wants = demands.map((d, i): MaterialDemand => ({ ...d, materialId: i + 1, workOrderId: i + 1 }))
      const orders = supplies.map((s, i): ExpectedSupply => {
        const peg = wants.find((w) => w.materialId === s.pegTo && w.itemId === s.itemId)
        return {
          ...s,
          lineId: i + 1,
          pegs: peg ? [{ materialId: peg.materialId, quantity: Math.min(s.open, s.pegQuantity) }] : [],
        }
      })
      const stock = new Map(free.map((f, i) => [i + 1, f]))
      const netted = netMaterials(wants, stock, orders)
      expect(netted).toHaveLength(wants.length)
      for (const n of netted) {
        expect(sum([n.fromReserved, n.free, onOrderFor(n), n.short])).toBe(n.open)
        expect(Math.min(n.fromReserved, n.free, n.short, ...n.expected.map((e) => e.quantity))).toBeGreaterThanOrEqual(
          0,
        )
      }
      for (const [item, there] of stock)
        expect(sum(netted.filter((n) => n.itemId === item).map((n) => n.free))).toBeLessThanOrEqual(there)
      for (const o of orders)
        expect(
          sum(netted.flatMap((n) => n.expected.filter((e) => e.lineId === o.lineId).map((e) => e.quantity))),
        ).toBeLessThanOrEqual(o.open)
      netted.forEach((early, i) => {
        const later = netted.slice(i + 1).filter((n) => n.itemId === early.itemId)
        if (early.short > 0)
          for (const l of later)
            expect(l.free + sum(l.expected.filter((e) => !e.pegged).map((e) => e.quantity))).toBe(0)
      })
    }),
    { numRuns: 400, seed: 5 },
  )
})
