import { describe, expect, test } from 'vitest'
import type { MethodViewLevel } from './method.model.ts'
import {
  inputOf,
  lineBehind,
  newMaterial,
  newOperation,
  numberBehind,
  rowsOf,
  typedNumber,
  withChange,
  withMaterial,
  withOperation,
  withoutOperation,
} from './methodGrid.rules.ts'

const operation = (id: number, sequence: number) => ({
  ...newOperation(sequence, `Operation ${sequence}`),
  id,
  workCenterName: null,
  supplierName: null,
})
const material = (id: number, line: number, level: string | null, operationSequence: number | null = null) => {
  const { alternateItemIds: _, ...m } = newMaterial(line, id, level !== null)
  return {
    ...m,
    id,
    operationSequence,
    itemNumber: `I-${id}`,
    itemName: '',
    unit: 'pc',
    unitCost: 1,
    alternates: [],
    level,
  }
}
const head = { itemId: 1, itemNumber: 'T', itemName: 'T', revision: '', changedAt: '' }
const levels: MethodViewLevel[] = [
  {
    ...head,
    path: '',
    depth: 0,
    methodId: 1,
    operations: [operation(1, 10), operation(2, 20)],
    materials: [material(5, 1, '5', 20), material(6, 2, null)],
  },
  { ...head, path: '5', depth: 1, methodId: 2, operations: [operation(3, 10)], materials: [material(7, 1, null)] },
]

describe('the rows in sight', () => {
  test('are operations, then materials, each level below its line when it is open', () => {
    expect(rowsOf(levels, new Set(), undefined).map((r) => r.key)).toEqual([':o1', ':o2', ':m5', ':m6'])
    expect(rowsOf(levels, new Set(['5']), undefined).map((r) => [r.key, r.depth])).toEqual([
      [':o1', 0],
      [':o2', 0],
      [':m5', 0],
      ['5:o3', 1],
      ['5:m7', 1],
      [':m6', 0],
    ])
  })
})

test('what an operation consumes follows its new number, and goes to the first one when it is removed', () => {
  const level = inputOf(levels[0]!)
  expect(withOperation(level, 2, { sequence: 15 }).materials.map((m) => m.operationSequence)).toEqual([15, null])
  expect(withoutOperation(level, 2)).toMatchObject({
    operations: [{ sequence: 10 }],
    materials: [{ operationSequence: null }, { operationSequence: null }],
  })
})

test.each([
  [[], undefined, 10],
  [[10, 20], undefined, 30],
  [[10, 20], 10, 15],
  [[10, 11], 10, 20],
  [[10, 20], 20, 30],
  [[5], 5, 10],
])('among %j behind %s the next number is %i', (numbers, after, expected) => {
  expect(numberBehind(numbers, after)).toBe(expected)
})

test('lines count on', () => {
  expect([lineBehind([]), lineBehind([1, 4])]).toEqual([1, 5])
})

test.each([
  ['1.5', '.', 1.5],
  ['1,5', '.', undefined],
  ['1,200', '.', 1200],
  ['12,000.5', '.', 12_000.5],
  ['1,5', ',', 1.5],
  ['1.200,25', ',', 1200.25],
  ['.5', '.', 0.5],
  ['', '.', 0],
  ['-1', '.', undefined],
  ['two', '.', undefined],
  [' 7 ', '.', 7],
] as const)('"%s" with decimals behind %s is read as %s', (text, decimal, value) => {
  expect(typedNumber(text, decimal)).toBe(value)
})

test('changes that wait to be stored are shown on top of each other, new rows only when they are stored', () => {
  const view = { id: 1, itemId: 1, owner: 'item' as const, readOnlyReasons: [], levels }
  const once = withChange(view, '', (l) => withMaterial(l, 5, { quantityPer: 7 }))
  const twice = withChange(once, '', (l) => withMaterial(l, 6, { note: 'late' }))
  expect(twice.levels[0]?.materials.map((m) => [m.quantityPer, m.note])).toEqual([
    [7, ''],
    [1, 'late'],
  ])
  const more = withChange(twice, '', (l) => ({ ...l, operations: [...l.operations, newOperation(30, 'Pack')] }))
  expect(more.levels[0]?.operations).toHaveLength(2)
  expect(view.levels[0]?.materials[0]?.quantityPer).toBe(1)
})
