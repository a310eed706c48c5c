import { expect, test } from 'vitest'
import {
  type Act,
  mostFailures,
  outcomeOf,
  renewed,
  sendAll,
  waitingClock,
  waitingIssue,
  waitingPieces,
} from './waiting.ts'

const act = (key: string, more: Partial<Act> = {}): Act => ({
  key,
  name: 'report',
  input: { operationId: 1, good: 2, at: '2026-03-02T08:00:00.000Z' },
  token: 't1',
  employeeId: 1,
  who: 'Ada',
  about: 'WO-1 · 10 Saw',
  ...more,
})
const refusal = (code: string) => ({ status: 409, data: { refusals: [{ code, message: 'no' }] } })

/** A server that answers each key as told, and a queue in memory. */
function trial(acts: Act[], answers: Record<string, unknown[]>) {
  const sent: string[] = []
  const refused: string[] = []
  const aside: string[] = []
  const server = { healthy: true }
  let waiting: readonly Act[] = acts
  const run = () =>
    sendAll({
      waiting: () => waiting,
      drop: (key) => {
        waiting = waiting.filter((a) => a.key !== key)
      },
      send: async (a) => {
        sent.push(a.key)
        const answer = answers[a.key]?.shift()
        if (answer) throw answer
      },
      refused: (_, a) => refused.push(a.key),
      failed: (key, failures) => {
        waiting = waiting.map((a) => (a.key === key ? { ...a, failures } : a))
      },
      healthy: async () => server.healthy,
      setAside: (_, a) => aside.push(a.key),
    })
  return { run, sent, refused, aside, server, left: () => waiting.map((a) => a.key) }
}

test('what was kept goes in order and each once', async () => {
  const t = trial([act('a'), act('b'), act('c')], {})
  expect(await t.run()).toBe(true)
  expect(await t.run()).toBe(true)
  expect([t.sent, t.left()]).toEqual([['a', 'b', 'c'], []])
})

test('a broken line stops at the act that did not get through, and nothing overtakes it', async () => {
  const t = trial([act('a'), act('b'), act('c')], { b: [new TypeError('Failed to fetch'), { status: 503 }] })
  expect(await t.run()).toBe(false)
  expect([t.sent, t.left()]).toEqual([
    ['a', 'b'],
    ['b', 'c'],
  ])
  expect(await t.run()).toBe(false)
  expect(await t.run()).toBe(true)
  expect(t.sent).toEqual(['a', 'b', 'b', 'b', 'c'])
})

test('an act whose answer was lost counts as done; one that is refused is named and does not hold up the others', async () => {
  const t = trial([act('a'), act('b'), act('c')], {
    a: [refusal('request.key-reused')],
    b: [refusal('operation.done')],
  })
  expect(await t.run()).toBe(true)
  expect([t.refused, t.left()]).toEqual([['b'], []])
})

test('an act that the server always fails at is set aside after some tries, and those behind it go on', async () => {
  const t = trial([act('a'), act('b'), act('c')], { b: Array(9).fill({ status: 500 }) })
  for (let i = 1; i < mostFailures; i++) expect(await t.run()).toBe(false)
  expect([t.aside, t.left()]).toEqual([[], ['b', 'c']])
  // A server in trouble is no fault of the act.
  t.server.healthy = false
  expect(await t.run()).toBe(false)
  expect(t.left()).toEqual(['b', 'c'])
  t.server.healthy = true
  expect(await t.run()).toBe(true)
  expect([t.aside, t.refused, t.left(), t.sent.at(-1)]).toEqual([['b'], [], [], 'c'])
})

test('acts of an ended session wait for the same person, those of others go', async () => {
  const bo = { employeeId: 2, token: 't2', who: 'Bo' }
  const t = trial([act('a'), act('b', bo), act('c')], { a: [{ status: 401 }] })
  expect(await t.run()).toBe(true)
  expect([t.sent, t.left()]).toEqual([
    ['a', 'b'],
    ['a', 'c'],
  ])
  expect(renewed([act('a'), act('b', bo)], { employeeId: 1, token: 'new' }).map((a) => a.token)).toEqual(['new', 't2'])
})

test('what an answer means', () => {
  expect([new Error('x'), { status: 500 }, { status: 429 }, { status: 401 }, { status: 404 }].map(outcomeOf)).toEqual([
    'again',
    'failed',
    'again',
    'signIn',
    'refused',
  ])
  expect(['database.40P01', 'operation.done'].map((code) => outcomeOf(refusal(code)))).toEqual(['again', 'refused'])
})

test('the screen shows what waits as if it were done', () => {
  const acts = [
    act('a'),
    act('b', { input: { operationId: 1, scrap: 1, at: '' } }),
    act('c', { input: { operationId: 2, good: 9, at: '' } }),
    act('d', { name: 'issue', input: { materialId: 7, quantity: 1.5 } }),
    act('e', { name: 'clockOn', input: { operationId: 1, activity: 'run', at: 'T1' } }),
    act('f', { name: 'clockOff', employeeId: 2, input: {} }),
  ]
  expect(waitingPieces(acts, 1)).toEqual({ good: 2, scrap: 1, rework: 0 })
  expect(waitingIssue(acts, 7)).toBe(1.5)
  expect(waitingClock(acts, 1, 1)).toEqual({ activity: 'run', at: 'T1' })
  expect(waitingClock([...acts, act('g', { name: 'clockOff', input: {} })], 1, 1)).toBe('stopped')
  expect(waitingClock(acts, 1, 2)).toBeUndefined()
})
