import { type RefObject, useEffect, useRef } from 'react'
import { type BoardLayout, barAt, type PlacedBar } from './layout.ts'
import { pan, placeAt, type ViewStore, zoomBy } from './viewport.ts'

/** What pointers do to the board. Places are instants and rows, never pixels. */
export type PointerActs = {
  layout: BoardLayout
  /** Over a bar, or over none. */
  hover(bar: PlacedBar | undefined, x: number, y: number): void
  select(bar: PlacedBar | undefined): void
  mayGrab(bar: PlacedBar): boolean
  /** The bar is held so that its start stands at `at`, over a row. */
  hold(bar: PlacedBar, at: number, rowKey: string | undefined): void
  drop(): void
}

type Grab = { bar: PlacedBar; offset: number; held: boolean }
type Gesture = {
  fingers: Map<number, { x: number; y: number }>
  from: { x: number; y: number; moved: boolean }
  grab: Grab | undefined
  longPress: ReturnType<typeof setTimeout> | undefined
}

const longPressMilliseconds = 420
/** A finger trembles more than a mouse. */
const still = (kind: string) => (kind === 'mouse' ? 4 : 9)
const edge = 36

/** Mouse: drag a bar or the ground, wheel scrolls, Ctrl and wheel zooms. Touch: one finger pans, two zoom, a long press grabs. */
export function usePointer(element: RefObject<HTMLElement | null>, view: ViewStore, acts: PointerActs): void {
  const latest = useRef(acts)
  latest.current = acts
  useEffect(() => {
    const node = element.current
    if (!node) return
    return listen(node, view, latest)
  }, [element, view])
}

function listen(node: HTMLElement, view: ViewStore, latest: RefObject<PointerActs>): () => void {
  const g: Gesture = { fingers: new Map(), from: { x: 0, y: 0, moved: false }, grab: undefined, longPress: undefined }
  const pointOf = (e: { clientX: number; clientY: number }) => {
    const box = node.getBoundingClientRect()
    return { x: e.clientX - box.left, y: e.clientY - box.top }
  }
  const barUnder = (x: number, y: number): { bar: PlacedBar | undefined; at: number } => {
    const { layout } = latest.current
    const place = placeAt(view.now(), layout, x, y)
    if (!place) return { bar: undefined, at: 0 }
    return { bar: barAt(layout, place.y, place.at, 4 * view.now().axis.perPixel), at: place.at }
  }
  const holdAt = (x: number, y: number) => {
    if (!g.grab) return
    const v = view.now()
    const place = placeAt(v, latest.current.layout, Math.max(v.headWidth, x), Math.max(50, y))
    if (!place) return
    g.grab.held = true
    latest.current.hold(g.grab.bar, place.at - g.grab.offset, place.row?.key)
  }
  const grabUnder = (x: number, y: number): Grab | undefined => {
    const { bar, at } = barUnder(x, y)
    return bar && latest.current.mayGrab(bar) ? { bar, offset: at - bar.start, held: false } : undefined
  }
  const down = (e: PointerEvent) => {
    const p = pointOf(e)
    node.setPointerCapture(e.pointerId)
    g.fingers.set(e.pointerId, p)
    clearTimeout(g.longPress)
    if (g.fingers.size > 1) {
      g.grab = g.grab?.held ? g.grab : undefined
      g.from.moved = true
      return
    }
    g.from = { ...p, moved: false }
    g.grab = undefined
    if (e.pointerType === 'mouse') {
      if (e.button === 0) g.grab = grabUnder(p.x, p.y)
      return
    }
    g.longPress = setTimeout(() => {
      g.grab = grabUnder(p.x, p.y)
      if (!g.grab) return
      navigator.vibrate?.(15)
      holdAt(p.x, p.y)
    }, longPressMilliseconds)
  }
  const move = (e: PointerEvent) => {
    const p = pointOf(e)
    const before = g.fingers.get(e.pointerId)
    if (!before) {
      const { bar } = barUnder(p.x, p.y)
      node.style.cursor = bar ? (latest.current.mayGrab(bar) ? 'grab' : 'pointer') : ''
      latest.current.hover(bar, p.x, p.y)
      return
    }
    if (!g.from.moved && Math.hypot(p.x - g.from.x, p.y - g.from.y) > still(e.pointerType)) g.from.moved = true
    if (g.fingers.size === 2 && !g.grab) return pinch(e.pointerId, before, p)
    g.fingers.set(e.pointerId, p)
    if (!g.from.moved) return
    clearTimeout(g.longPress)
    latest.current.hover(undefined, 0, 0)
    if (g.grab) {
      node.style.cursor = 'grabbing'
      atEdge(p)
      holdAt(p.x, p.y)
    } else pan(view, p.x - before.x, p.y - before.y, latest.current.layout)
  }
  const pinch = (id: number, before: { x: number; y: number }, p: { x: number; y: number }) => {
    const [other] = [...g.fingers].filter(([n]) => n !== id).map(([, q]) => q)
    g.fingers.set(id, p)
    if (!other) return
    const was = Math.max(10, Math.hypot(before.x - other.x, before.y - other.y))
    const is = Math.max(10, Math.hypot(p.x - other.x, p.y - other.y))
    const v = view.now()
    zoomBy(view, is / was, (p.x + other.x) / 2 - v.headWidth)
    pan(view, (p.x - before.x) / 2, (p.y - before.y) / 2, latest.current.layout)
  }
  /** A bar that is held near an edge draws the board along. */
  const atEdge = (p: { x: number; y: number }) => {
    const v = view.now()
    const dx = p.x > v.width - edge ? -14 : p.x < v.headWidth + edge ? 14 : 0
    const dy = p.y > v.height - edge ? -10 : p.y < 46 + edge ? 10 : 0
    if (dx || dy) pan(view, dx, dy, latest.current.layout)
  }
  const up = (e: PointerEvent) => {
    const p = g.fingers.get(e.pointerId)
    g.fingers.delete(e.pointerId)
    clearTimeout(g.longPress)
    if (!p) return
    if (g.grab?.held) latest.current.drop()
    else if (!g.from.moved && e.type === 'pointerup') latest.current.select(barUnder(p.x, p.y).bar)
    g.grab = undefined
    node.style.cursor = ''
  }
  const wheel = (e: WheelEvent) => {
    e.preventDefault()
    const { x } = pointOf(e)
    const { layout } = latest.current
    const v = view.now()
    if (e.ctrlKey || e.metaKey) return zoomBy(view, Math.exp(-e.deltaY / 300), x - v.headWidth)
    const flat = e.shiftKey || layout.height + 40 <= v.height - 46
    pan(view, flat && e.deltaX === 0 ? -e.deltaY : -e.deltaX, flat ? 0 : -e.deltaY, layout)
  }
  const leave = () => latest.current.hover(undefined, 0, 0)
  const events = {
    pointerdown: down,
    pointermove: move,
    pointerup: up,
    pointercancel: up,
    pointerleave: leave,
  } as const
  for (const [name, act] of Object.entries(events)) node.addEventListener(name, act as EventListener)
  node.addEventListener('wheel', wheel, { passive: false })
  const noMenu = (e: Event) => e.preventDefault()
  node.addEventListener('contextmenu', noMenu)
  return () => {
    clearTimeout(g.longPress)
    for (const [name, act] of Object.entries(events)) node.removeEventListener(name, act as EventListener)
    node.removeEventListener('wheel', wheel)
    node.removeEventListener('contextmenu', noMenu)
  }
}
