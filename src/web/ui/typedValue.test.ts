import { expect, test } from 'vitest'
import { asValue } from './typedValue.ts'

test.each([
  ['1234.5', 1234.5],
  ['1,234.5', 1234.5],
  ['1.234,5', 1234.5],
  ['1,234', 1234],
  ['0,5', 0.5],
  ['12,34,567.8', 1234567.8],
  ['1 234,5', 1234.5],
  [' ', null],
  ['ten', null],
])('the number "%s" typed or pasted is %s', (text, value) => {
  expect(asValue('quantity', text)).toBe(value)
})
