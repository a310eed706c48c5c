import type { Board } from '../../board.contract.ts'
import type { Bar } from '../../board.model.ts'
import { endOfDay, ticks } from './time.ts'

export const boardViews = ['machine', 'person', 'job'] as const
export type BoardView = (typeof boardViews)[number]

/** How a bar is drawn and named: one word, one shape, one color. Late, pinned and rush are marks beside. */
export const barLooks = ['planned', 'waiting', 'running', 'outside', 'held', 'done'] as const
export type BarLook = (typeof barLooks)[number]

export type Span = { from: number; to: number }
export type PlacedBar = {
  bar: Bar
  look: BarLook
  start: number
  setupEnd: number
  end: number
  row: number
  lane: number
}
export type BoardRow = {
  key: string
  title: string
  detail: string
  y: number
  height: number
  /** Ascending in each lane, so that what is in sight is found by halving. */
  lanes: PlacedBar[][]
  closed: Span[]
  unattended: Span[]
  down: (Span & { reason: string })[]
  overtime: (Span & { reason: string })[]
  /** The resource of a row in machine view: a bar may be dropped here. */
  resource?: string
  /** The due date of a row in job view: the end of that day. */
  dueAt?: number
  lateDays: number
  /** Load over open time of each of `BoardLayout.days`; −1 where it is closed. */
  load: number[]
}
export type BoardLayout = {
  rows: BoardRow[]
  height: number
  bars: PlacedBar[]
  /** Machine rows hold a bar once; a bar of two people stands in two rows. */
  byKey: Map<string, PlacedBar>
  byOperation: Map<number, PlacedBar[]>
  /** Where the plant's days begin, with the end of the last. */
  days: number[]
}

export const laneHeight = 25
export const rowPadding = 4
export const loadHeight = 4
/** Done work that overlaps is not spread over more lanes than this. */
const mostLanes = 8

export const lookOf = (bar: Bar): BarLook => {
  if (bar.state === 'done') return 'done'
  if (bar.state === 'held') return 'held'
  if (bar.kind === 'outside') return 'outside'
  if (bar.state === 'running') return 'running'
  return bar.material === 'missing' || bar.material === 'expected' ? 'waiting' : 'planned'
}

const spansOf = <S extends { from: string; to: string }>(stretches: readonly S[]) =>
  stretches.map((s) => ({ ...s, from: Date.parse(s.from), to: Date.parse(s.to) }))

type RowStart = Omit<BoardRow, 'y' | 'height' | 'lanes' | 'load'> & { laneCount: number; bars: Bar[] }
const bareRow = { closed: [], unattended: [], down: [], overtime: [], lateDays: 0, laneCount: 0 }

function machineRows(board: Board, words: { noVendor: string }): RowStart[] {
  const of = Map.groupBy(board.bars, (b) => b.resource)
  const known = new Set(board.resources.map((r) => r.key))
  const gone = [...of.keys()].filter((key) => !known.has(key))
  return [
    ...board.resources
      .filter((r) => r.workCenterId !== null || of.has(r.key))
      .map((r) => ({
        ...bareRow,
        key: r.key,
        title: r.code || r.name || words.noVendor,
        detail: r.code ? r.name : '',
        resource: r.key,
        laneCount: r.lanes,
        closed: spansOf(r.closed),
        unattended: spansOf(r.unattended),
        down: spansOf(r.down),
        overtime: spansOf(r.overtime),
        bars: of.get(r.key) ?? [],
      })),
    ...gone.map((key) => ({ ...bareRow, key, title: key, detail: '', bars: of.get(key) ?? [] })),
  ]
}

function personRows(board: Board): RowStart[] {
  const of = new Map<number, Bar[]>()
  for (const bar of board.bars)
    for (const id of bar.personIds) {
      const there = of.get(id)
      if (there) there.push(bar)
      else of.set(id, [bar])
    }
  return board.people.map((p) => ({
    ...bareRow,
    key: `p${p.id}`,
    title: p.name,
    detail: p.number,
    laneCount: 1,
    closed: spansOf(p.closed),
    bars: of.get(p.id) ?? [],
  }))
}

const jobRows = (board: Board): RowStart[] =>
  [...Map.groupBy(board.bars, (b) => b.job)]
    .map(([job, bars]) => ({
      ...bareRow,
      key: `j${job}`,
      title: job,
      detail: bars.find((b) => b.customers)?.customers ?? bars[0]?.item ?? '',
      dueAt: endOfDay(
        bars.reduce((last, b) => (b.dueOn > last ? b.dueOn : last), ''),
        board.timeZone,
      ),
      lateDays: Math.max(...bars.map((b) => b.lateDays)),
      bars,
    }))
    .sort((a, b) => a.dueAt - b.dueAt || a.title.localeCompare(b.title))

/** Bars side by side: those that the plan gave a lane keep it, the others take the first that is free. */
function inLanes(bars: PlacedBar[], laneCount: number): PlacedBar[][] {
  const lanes: PlacedBar[][] = Array.from({ length: Math.max(1, laneCount) }, () => [])
  const sorted = [...bars].sort((a, b) => a.start - b.start || a.end - b.end)
  const fixed = (b: PlacedBar) => laneCount > 0 && b.bar.state !== 'done' && b.bar.lane < laneCount
  const ends: number[] = lanes.map(() => Number.NEGATIVE_INFINITY)
  for (const b of sorted) {
    const free = ends.findIndex((end) => end <= b.start)
    let lane = fixed(b) ? b.bar.lane : free
    if (lane < 0 || (fixed(b) && (ends[lane] ?? 0) > b.start && free >= 0)) lane = free
    if (lane < 0) lane = lanes.length < mostLanes ? lanes.length : mostLanes - 1
    lanes[lane] ??= []
    lanes[lane]?.push(b)
    ends[lane] = Math.max(ends[lane] ?? Number.NEGATIVE_INFINITY, b.end)
    b.lane = lane
  }
  return lanes
}

const overlap = (a: Span, from: number, to: number) => Math.max(0, Math.min(a.to, to) - Math.max(a.from, from))

/** What of [from, to) is in none of the spans, which are ascending. */
const openWithin = (closed: readonly Span[], from: number, to: number): number => {
  let open = to - from
  for (let i = firstEndingAfter(closed, from); i < closed.length; i++) {
    const span = closed[i]
    if (!span || span.from >= to) break
    open -= overlap(span, from, to)
  }
  return open
}

/** The first of ascending spans that ends after an instant. */
export function firstEndingAfter(spans: readonly Span[], at: number): number {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.to ?? 0) > at) high = middle
    else low = middle + 1
  }
  return low
}

/** Load of each of the plant's days: worked minutes of the bars over what is open. */
function loadOf(row: RowStart, bars: readonly PlacedBar[], days: readonly number[]): number[] {
  const busy = new Array<number>(Math.max(0, days.length - 1)).fill(0)
  for (const b of bars)
    for (let d = dayOf(days, b.start); d < busy.length; d++) {
      const [from, to] = [Math.max(b.start, days[d] ?? 0), Math.min(b.end, days[d + 1] ?? 0)]
      if (to <= from) break
      busy[d] = (busy[d] ?? 0) + openWithin(row.closed, from, to)
    }
  const lanes = Math.max(1, row.laneCount)
  return busy.map((b, d) => {
    const open = openWithin(row.closed, days[d] ?? 0, days[d + 1] ?? 0) * lanes
    return open <= 0 ? -1 : b / open
  })
}

/** The day that an instant lies in; the first for what lies before it. */
export function dayOf(days: readonly number[], at: number): number {
  let [low, high] = [0, days.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((days[middle] ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return Math.max(0, low - 1)
}

/** Rows from top to bottom with all their bars. */
export function layOut(board: Board, view: BoardView, words: { noVendor: string }): BoardLayout {
  const starts = view === 'machine' ? machineRows(board, words) : view === 'person' ? personRows(board) : jobRows(board)
  const days = ticks(Date.parse(board.from), Date.parse(board.to), 'day', board.timeZone).map((t) => t.at)
  const byKey = new Map<string, PlacedBar>()
  const byOperation = new Map<number, PlacedBar[]>()
  const all: PlacedBar[] = []
  let y = 0
  const rows = starts.map((start, index): BoardRow => {
    const placed = start.bars.map(
      (bar): PlacedBar => ({
        bar,
        look: lookOf(bar),
        start: Date.parse(bar.startAt),
        setupEnd: Date.parse(bar.setupEndAt),
        end: Date.parse(bar.endAt),
        row: index,
        lane: 0,
      }),
    )
    const lanes = inLanes(placed, start.laneCount)
    for (const lane of lanes)
      for (const b of lane) {
        all.push(b)
        if (!byKey.has(b.bar.key)) byKey.set(b.bar.key, b)
        const id = b.bar.operationId
        if (id !== null) byOperation.set(id, [...(byOperation.get(id) ?? []), b])
      }
    const height = lanes.length * laneHeight + 2 * rowPadding + loadHeight
    const { bars: _, laneCount: __, ...rest } = start
    const row = { ...rest, y, height, lanes, load: view === 'job' ? [] : loadOf(start, placed, days) }
    y += height
    return row
  })
  return { rows, height: y, bars: all, byKey, byOperation, days }
}

/** The row at a height from the top of all rows. */
export function rowAt(layout: BoardLayout, y: number): BoardRow | undefined {
  let [low, high] = [0, layout.rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const row = layout.rows[middle]
    if (row && row.y + row.height <= y) low = middle + 1
    else high = middle
  }
  const row = layout.rows[low]
  return row && y >= row.y ? row : undefined
}

/** The bars of a lane that touch [from, to): the index of the first, to be followed while they start before `to`. */
export function firstInSight(lane: readonly PlacedBar[], from: number): number {
  let [low, high] = [0, lane.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lane[middle]?.end ?? 0) > from) high = middle
    else low = middle + 1
  }
  return low
}

/** The bar at a place; `slack` (ms) widens thin bars so that they can be hit. */
export function barAt(layout: BoardLayout, y: number, at: number, slack: number): PlacedBar | undefined {
  const row = rowAt(layout, y)
  if (!row) return undefined
  const lane = row.lanes[Math.min(row.lanes.length - 1, Math.floor((y - row.y - rowPadding) / laneHeight))] ?? []
  let nearest: PlacedBar | undefined
  let best = slack
  for (let i = firstInSight(lane, at - slack); i < lane.length; i++) {
    const b = lane[i]
    if (!b || b.start - slack > at) break
    const away = at < b.start ? b.start - at : at > b.end ? at - b.end : -1
    if (away < best) [best, nearest] = [away, b]
  }
  return nearest
}

type Direction = 'left' | 'right' | 'up' | 'down'
/** The bar that an arrow key goes to: along the row by time, or in the next row that has one, the nearest in time. */
export function neighbor(layout: BoardLayout, from: PlacedBar | undefined, to: Direction): PlacedBar | undefined {
  const ordered = (row: BoardRow) => row.lanes.flat().sort((a, b) => a.start - b.start || a.lane - b.lane)
  if (!from) {
    const row = layout.rows.find((r) => r.lanes.some((l) => l.length > 0))
    return row && ordered(row)[0]
  }
  if (to === 'left' || to === 'right') {
    const row = layout.rows[from.row]
    const bars = row ? ordered(row) : []
    return bars[bars.indexOf(from) + (to === 'left' ? -1 : 1)] ?? from
  }
  const step = to === 'up' ? -1 : 1
  for (let i = from.row + step; i >= 0 && i < layout.rows.length; i += step) {
    const bars = layout.rows[i]?.lanes.flat() ?? []
    const away = (b: PlacedBar) => Math.abs(b.start - from.start)
    const nearest = bars.reduce<PlacedBar | undefined>(
      (best, b) => (!best || away(b) < away(best) ? b : best),
      undefined,
    )
    if (nearest) return nearest
  }
  return from
}
