import { expect, test } from 'vitest'
import { planPicks, whyNotPick } from './pick.rules.ts'

const bin = (placeId: number, lotId: number | null, quantity: number) => ({
  placeId,
  place: `P${placeId}`,
  lotId,
  lot: lotId === null ? null : `L${lotId}`,
  quantity,
})

test('lines take their own reservation and what is free, oldest first, and no piece twice', () => {
  const picks = planPicks(
    [
      { materialId: 1, itemId: 9, missing: 4, reserved: 0 },
      { materialId: 2, itemId: 9, missing: 6, reserved: 5 },
      { materialId: 3, itemId: 8, missing: 1, reserved: 0 },
    ],
    // 10 lie there, 7 are promised (5 of them to line 2): 3 are free.
    [{ itemId: 9, bins: [bin(1, 1, 2), bin(2, 2, 8)], reserved: 7 }],
  )
  const taken = (id: number) => picks.get(id)?.map((p) => [p.placeId, p.lotId, p.quantity])
  expect(taken(1)).toEqual([
    [1, 1, 2],
    [2, 2, 1],
  ])
  expect(taken(2)).toEqual([[2, 2, 5]])
  expect(taken(3)).toEqual([])
})

test('all reasons why nothing is picked are given at once', () => {
  const whyNot = whyNotPick({ number: 'J-1', status: 'planned', holdReason: 'drawing', open: 2, pickable: 0 })
  expect(whyNot.map((r) => r.code)).toEqual(['pick.not-open', 'job.on-hold', 'pick.nothing-there'])
  expect(whyNotPick({ number: 'J-1', status: 'started', holdReason: '', open: 2, pickable: 1 })).toEqual([])
})
