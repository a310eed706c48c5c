import { expect, test } from 'vitest'
import { keyOf, stillTyped, type Value } from './typedValues.ts'

const value = (piece: number, measured: number): Value => ({
  characteristicId: 1,
  piece,
  measured,
  passed: true,
  fileHash: null,
})
const typed = (...values: Value[]) => new Map(values.map((v) => [keyOf(v), v]))

test('a value typed while others are on their way stays until the server has answered for it', () => {
  const [first, second] = [value(1, 10), value(2, 12)]
  expect([...stillTyped(typed(first, second), [first]).values()]).toEqual([second])
})

test('a value typed once more over one that is on its way stays', () => {
  const [before, again] = [value(1, 10), value(1, 10)]
  expect([...stillTyped(typed(again), [before]).values()]).toEqual([again])
  expect(stillTyped(typed(again), [again]).size).toBe(0)
})
