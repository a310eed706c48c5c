import { expect, test } from 'vitest'
import type { ShownTrial } from '../../board.model.ts'
import { layOut } from './layout.ts'
import { changesOfDrop, queueStep, whyNotDrop, whyNotGrab } from './proposal.ts'
import { madeUpBoard } from './testBoard.ts'
import { hour } from './time.ts'

const board = madeUpBoard(40, 4)
const layout = layOut(board, 'machine', { noVendor: '' })
// Bars of m2: 2, 6, 10, … in this order.
const bar = layout.byKey.get('6')!

test('a drop by dates pins the operation to its time and machine; a drop where it stood is nothing', () => {
  expect(changesOfDrop('dates', layout, bar, { start: bar.start, resource: 'm2' })).toEqual([])
  expect(changesOfDrop('dates', layout, bar, { start: bar.start + hour, resource: 'm2' })).toEqual([
    { kind: 'move', operationId: 6, resource: 'm2', startAt: new Date(bar.start + hour).toISOString() },
  ])
})

test('a drop in the queue changes the order only', () => {
  const third = layout.byKey.get('10')!
  const [change] = changesOfDrop('queue', layout, bar, { start: third.end, resource: 'm2' })
  expect(change).toMatchObject({ kind: 'queue', resource: 'm2' })
  expect(change?.kind === 'queue' && change.operationIds.slice(0, 4)).toEqual([2, 10, 6, 14])
  expect(changesOfDrop('queue', layout, bar, { start: bar.start + 1, resource: 'm2' })).toEqual([])
})

test('into the queue of another machine it is bound to it first', () => {
  const changes = changesOfDrop('queue', layout, bar, { start: bar.start, resource: 'm3' })
  expect(changes.map((c) => c.kind)).toEqual(['move', 'queue'])
  expect(changes[0]).toEqual({ kind: 'move', operationId: 6, resource: 'm3' })
})

test('keys step through the queue one place at a time', () => {
  const place = { start: bar.start, resource: 'm2' }
  const order = (start: number) => {
    const [change] = changesOfDrop('queue', layout, bar, { start, resource: 'm2' })
    return change?.kind === 'queue' ? change.operationIds.indexOf(6) : undefined
  }
  expect(order(queueStep(layout, bar, place, 1))).toBe(2)
  expect(order(queueStep(layout, bar, place, -1))).toBe(0)
})

test('done, running and held work is not grabbed, nor anything by a role that may not', () => {
  const say = (key: string) => key
  expect(whyNotGrab(bar.bar, true, say)).toEqual([])
  expect(whyNotGrab(bar.bar, false, say).map((r) => r.message)).toEqual(['board.mayNot'])
  for (const state of ['done', 'running', 'held'] as const)
    expect(whyNotGrab({ ...bar.bar, state }, true, say).length).toBe(1)
})

test('what was not even tried, or would make the plan impossible, is not dropped', () => {
  const trial: ShownTrial = {
    version: 1,
    before: board.totals,
    after: board.totals,
    jobs: [],
    broken: [],
    whyNot: [],
    harmless: true,
    moved: [],
    bars: [],
    milliseconds: 1,
  }
  expect(whyNotDrop(trial, [])).toEqual([])
  const whyNot = [{ code: 'plan.machine-busy', message: 'Two at once.' }]
  expect(whyNotDrop({ ...trial, whyNot }, [])).toEqual(whyNot)
  expect(whyNotDrop(undefined, ['It is running.']).map((r) => r.message)).toEqual(['It is running.'])
})
