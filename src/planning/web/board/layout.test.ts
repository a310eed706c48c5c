import { expect, test } from 'vitest'
import { barAt, firstInSight, laneHeight, layOut, neighbor, rowAt, rowPadding } from './layout.ts'
import { madeUpBoard } from './testBoard.ts'
import { day, hour } from './time.ts'

const words = { noVendor: 'Outside' }
const board = madeUpBoard(60, 4)
const start = Date.parse(board.from)

test('every bar of a machine stands in its row, in order, and none over another', () => {
  const layout = layOut(board, 'machine', words)
  expect(layout.rows.map((r) => r.title)).toEqual(['M-1', 'M-2', 'M-3', 'M-4'])
  expect(layout.bars.length).toBe(60)
  for (const lane of layout.rows.flatMap((r) => r.lanes))
    for (const [i, b] of lane.entries()) if (i > 0) expect(b.start).toBeGreaterThanOrEqual(lane[i - 1]?.end ?? 0)
})

test('work that overlaps without a lane of its own is put side by side', () => {
  const bars = [0, 1, 2].map((i) => ({ ...board.bars[0]!, key: `v${i}`, resource: 'v0', operationId: 100 + i }))
  const vendor = { ...board.resources[0]!, key: 'v0', code: '', name: '', workCenterId: null, lanes: 0, closed: [] }
  const layout = layOut({ ...board, bars, resources: [vendor] }, 'machine', words)
  expect(layout.rows[0]?.title).toBe('Outside')
  expect(layout.rows[0]?.lanes.map((l) => l.length)).toEqual([1, 1, 1])
})

test('rows by job carry their due date and stand in its order; people have all their bars', () => {
  const jobs = layOut(board, 'job', words)
  const due = jobs.rows.map((r) => r.dueAt ?? 0)
  expect(due).toEqual([...due].sort((a, b) => a - b))
  const people = [{ id: 7, number: '7', name: 'Ada', workCenterIds: [1], closed: [] }]
  const mine = board.bars.map((b, i) => (i < 3 ? { ...b, personIds: [7] } : b))
  expect(layOut({ ...board, people, bars: mine }, 'person', words).rows[0]?.lanes.flat().length).toBe(3)
})

test('what is pointed at is found', () => {
  const layout = layOut(board, 'machine', words)
  const row = layout.rows[2]!
  expect(rowAt(layout, row.y)?.key).toBe(row.key)
  expect(rowAt(layout, row.y + row.height)?.key).toBe('m4')
  expect(rowAt(layout, layout.height)).toBeUndefined()
  expect(rowAt(layout, -1)).toBeUndefined()
  const bar = row.lanes[0]![1]!
  const y = row.y + rowPadding + laneHeight / 2
  expect(barAt(layout, y, bar.start + hour, 0)).toBe(bar)
  expect(barAt(layout, y, bar.end + hour / 2, hour)).toBe(bar)
  expect(barAt(layout, y, bar.end + hour / 2, hour / 4)).toBeUndefined()
})

test('the first in sight is found by halving', () => {
  const lane = layOut(board, 'machine', words).rows[0]!.lanes[0]!
  expect(firstInSight(lane, start - day)).toBe(0)
  expect(firstInSight(lane, lane[3]!.end)).toBe(4)
  expect(firstInSight(lane, start + 999 * day)).toBe(lane.length)
})

test('arrow keys walk in time and to the nearest bar of the next row', () => {
  const layout = layOut(board, 'machine', words)
  const first = neighbor(layout, undefined, 'right')!
  expect(first).toBe(layout.rows[0]!.lanes[0]![0])
  const second = neighbor(layout, first, 'right')!
  expect(second.start).toBeGreaterThan(first.start)
  expect(neighbor(layout, second, 'left')).toBe(first)
  expect(neighbor(layout, second, 'down')?.row).toBe(1)
  expect(neighbor(layout, first, 'up')).toBe(first)
})

test('load counts open time only and knows days on which nothing is open', () => {
  const one = { ...board, bars: [board.bars[0]!] }
  const [row] = layOut(one, 'machine', words).rows
  const loads = row!.load.filter((l) => l > 0)
  expect(loads.length).toBeGreaterThan(0)
  for (const l of loads) expect(l).toBeLessThanOrEqual(1)
  const shut = { ...board.resources[0]!, closed: [{ from: board.from, to: board.to }] }
  expect(
    layOut({ ...one, resources: [shut] }, 'machine', words)
      .rows[0]!.load.slice(1, -1)
      .every((l) => l === -1),
  ).toBe(true)
})
