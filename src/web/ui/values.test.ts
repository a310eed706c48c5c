import { expect, test } from 'vitest'

Object.assign(globalThis, { localStorage: { getItem: () => null, setItem: () => {}, removeItem: () => {} } })
const { i18nReady } = await import('../i18n.ts')
const { valueText } = await import('./values.tsx')

test('an age reads in hours for two days, then in whole days', async () => {
  await i18nReady
  const age = (hours: number) => valueText('inspection', 'ageHours', { kind: 'quantity' }, hours)
  expect([age(0.9), age(5.2), age(47.4), age(48), age(71.9), age(2569)]).toEqual([
    '1 hour',
    '5 hours',
    '47 hours',
    '2 days',
    '2 days',
    '107 days',
  ])
})
