import type { KeyboardEvent } from 'react'
import type { Board } from '../../board.contract.ts'
import { type BoardLayout, neighbor, type PlacedBar } from './layout.ts'
import { type BoardMode, type Place, queueStep } from './proposal.ts'
import { day, hour, minute } from './time.ts'
import { pan, reveal, showNow, type ViewStore, zoomBy } from './viewport.ts'

export type KeyActs = {
  board: Board
  layout: BoardLayout
  view: ViewStore
  mode: BoardMode
  selected: PlacedBar | undefined
  held: { bar: PlacedBar; place: Place } | undefined
  select(bar: PlacedBar | undefined): void
  grab(): void
  hold(place: Place): void
  drop(): void
  cancel(): void
  pin(): void
  split(): void
  undo(): void
  redo(): void
  showKeys(): void
}

const directions = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' } as const

/** Everything that a mouse does, by keys. Answers whether the key was one of the board's. */
export function boardKey(e: KeyboardEvent, acts: KeyActs): boolean {
  if (e.target !== e.currentTarget || e.altKey) return false
  const { view, layout, board } = acts
  if (e.key in directions) {
    const to = directions[e.key as keyof typeof directions]
    if (acts.held) moveHeld(e, acts, acts.held, to)
    else {
      const next = neighbor(layout, acts.selected, to)
      if (next) {
        acts.select(next)
        reveal(view, layout, next)
      }
    }
    return true
  }
  if (e.ctrlKey || e.metaKey) return false
  const keys: Record<string, () => void> = {
    Enter: () => (acts.held ? acts.drop() : acts.grab()),
    Escape: () => (acts.held ? acts.cancel() : acts.select(undefined)),
    p: acts.pin,
    s: acts.split,
    z: acts.undo,
    Z: acts.redo,
    '+': () => zoomBy(view, 1.6),
    '=': () => zoomBy(view, 1.6),
    '-': () => zoomBy(view, 1 / 1.6),
    t: () => showNow(view, Date.parse(board.now)),
    '?': acts.showKeys,
    PageDown: () => pan(view, 0, -300, layout),
    PageUp: () => pan(view, 0, 300, layout),
  }
  const act = keys[e.key] ?? keys[e.key.toLowerCase()]
  act?.()
  return act !== undefined
}

type Direction = (typeof directions)[keyof typeof directions]

function moveHeld(
  e: KeyboardEvent,
  acts: KeyActs,
  { bar, place }: { bar: PlacedBar; place: Place },
  to: Direction,
): void {
  const next = to === 'left' || to === 'right' ? shifted(e, acts, bar, place, to) : swapped(acts, bar, place, to)
  if (!next) return
  acts.hold(next)
  const row = acts.layout.rows.findIndex((r) => r.resource === next.resource)
  const end = next.start + bar.end - bar.start
  reveal(acts.view, acts.layout, { start: next.start, end, row: row < 0 ? bar.row : row })
}

function shifted(e: KeyboardEvent, acts: KeyActs, bar: PlacedBar, place: Place, to: 'left' | 'right'): Place {
  const sign = to === 'left' ? -1 : 1
  const step = e.ctrlKey || e.metaKey ? day : e.shiftKey ? hour : 15 * minute
  const start = acts.mode === 'queue' ? queueStep(acts.layout, bar, place, sign) : place.start + sign * step
  return { ...place, start }
}

/** The machine above or below that may do it. */
function swapped(acts: KeyActs, { bar }: PlacedBar, place: Place, to: 'up' | 'down'): Place | undefined {
  const may = new Set([bar.resource, ...bar.alternatives])
  const order = acts.board.resources.map((r) => r.key).filter((k) => may.has(k))
  const resource = order[order.indexOf(place.resource) + (to === 'up' ? -1 : 1)]
  return resource === undefined ? undefined : { ...place, resource }
}
