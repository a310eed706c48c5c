import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { madeUpShop } from '../engines/scheduling/madeUpShop.ts'
import { askSolved, questionsWaiting } from './planPool.ts'
import type { PlanQuestion } from './planWork.model.ts'

const keep = { kind: 'keep', problem: madeUpShop(3), judged: true, justInTime: false } as const
const search = (milliseconds: number) =>
  ({
    kind: 'improve',
    problem: madeUpShop(3),
    milliseconds,
    seed: 1,
    weights: { late: 1, setupMinute: 0, workInProgressDay: 0, makespanDay: 0.01 },
  }) as const

test('a question that is given up fails at once and leaves nothing behind; a search answers with what it has', async () => {
  const stop = new AbortController()
  const asked = askSolved(keep, { signal: stop.signal })
  expect(questionsWaiting()).toBe(1)
  stop.abort()
  await expect(asked).rejects.toThrow('given up')
  await expect(askSolved(keep, { signal: stop.signal })).rejects.toThrow('given up')
  expect(questionsWaiting()).toBe(0)
  const later = new AbortController()
  const found = askSolved(search(60_000), { signal: later.signal })
  setTimeout(() => later.abort(), 300)
  expect((await found).faults).toEqual([])
  expect(getEventListeners(later.signal, 'abort')).toEqual([])
  expect(questionsWaiting()).toBe(0)
})

test('a thread that takes too long is ended, and all that it was asked fails; the next question has another', async () => {
  const [first, second] = [
    askSolved(search(60_000), { limitMilliseconds: 400 }),
    askSolved(search(60_000), { limitMilliseconds: 60_000 }),
  ]
  const ends = await Promise.allSettled([first, second])
  expect(ends.map((e) => e.status === 'rejected' && String(e.reason))).toEqual([
    'Error: The plan took too long to make.',
    'Error: The planning thread ended.',
  ])
  expect(questionsWaiting()).toBe(0)
  expect((await askSolved(search(10))).faults).toEqual([])
})

test('what cannot be asked fails and leaves nothing behind', async () => {
  const unsayable = { ...keep, judged: () => true } as unknown as Extract<PlanQuestion, { kind: 'keep' }>
  await expect(askSolved(unsayable)).rejects.toThrow()
  expect(questionsWaiting()).toBe(0)
})
