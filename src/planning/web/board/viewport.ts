import { useSyncExternalStore } from 'react'
import { type BoardLayout, type PlacedBar, rowAt } from './layout.ts'
import { axisHeight } from './scene.ts'
import { type Axis, day, hour, minute, timeAt, windowOf, xOf, zoomed } from './time.ts'

/** What of the board is in sight. It changes sixty times a second while one pans, so it lives beside React. */
export type Viewport = { axis: Axis; scroll: number; width: number; height: number; headWidth: number }

export type ViewStore = {
  now(): Viewport
  change(next: Partial<Viewport>): void
  listen(heard: () => void): () => void
}

/** The spans that the zoom buttons offer, from a year to minutes. */
export const zoomSpans = {
  year: 336 * day,
  quarter: 92 * day,
  month: 31 * day,
  week: 7 * day,
  day,
  hours: 4 * hour,
  minutes: 45 * minute,
}
export type ZoomName = keyof typeof zoomSpans

export function createView(now: number): ViewStore {
  const width = 1000
  let view: Viewport = {
    axis: { from: now - 8 * hour, perPixel: (9 * day) / width },
    scroll: 0,
    width,
    height: 500,
    headWidth: 172,
  }
  const listeners = new Set<() => void>()
  return {
    now: () => view,
    change(next) {
      view = { ...view, ...next }
      for (const heard of listeners) heard()
    },
    listen(heard) {
      listeners.add(heard)
      return () => void listeners.delete(heard)
    },
  }
}

const timeWidth = (v: Viewport) => Math.max(1, v.width - v.headWidth)

/** The window to read, as text: the same while one pans within it. */
export const useWindow = (view: ViewStore): string =>
  useSyncExternalStore(view.listen, () => JSON.stringify(windowOf(view.now().axis, timeWidth(view.now()))))

/** The name of the zoom that is nearest to what is shown. */
export const useZoomName = (view: ViewStore): ZoomName =>
  useSyncExternalStore(view.listen, () => {
    const span = timeWidth(view.now()) * view.now().axis.perPixel
    const away = (name: ZoomName) => Math.abs(Math.log(zoomSpans[name] / span))
    return (Object.keys(zoomSpans) as ZoomName[]).reduce((a, b) => (away(b) < away(a) ? b : a))
  })

export const pan = (view: ViewStore, dx: number, dy: number, layout: BoardLayout | undefined): void => {
  const v = view.now()
  view.change({
    axis: { ...v.axis, from: v.axis.from - dx * v.axis.perPixel },
    scroll: scrolled(v, v.scroll - dy, layout),
  })
}

const scrolled = (v: Viewport, scroll: number, layout: BoardLayout | undefined): number =>
  Math.max(0, Math.min(scroll, (layout?.height ?? 0) + 40 - (v.height - axisHeight)))

export const zoomBy = (view: ViewStore, factor: number, x?: number): void => {
  const v = view.now()
  view.change({ axis: zoomed(v.axis, factor, x ?? timeWidth(v) / 2, timeWidth(v)) })
}

/** Shows a span of so many ms, beginning at the first instant in sight unless `now` is wanted near the left. */
export const zoomTo = (view: ViewStore, span: number, now: number): void => {
  const v = view.now()
  const perPixel = span / timeWidth(v)
  const seen = now >= v.axis.from && now <= timeAt(v.axis, timeWidth(v))
  view.change({ axis: { from: seen ? now - span * 0.08 : v.axis.from, perPixel } })
}

export const showNow = (view: ViewStore, now: number): void => {
  const v = view.now()
  view.change({ axis: { ...v.axis, from: now - 0.08 * timeWidth(v) * v.axis.perPixel } })
}

/** Brings a stretch of a row into sight, moving no farther than it must. */
export const reveal = (view: ViewStore, layout: BoardLayout, bar: Pick<PlacedBar, 'start' | 'end' | 'row'>): void => {
  const v = view.now()
  const row = layout.rows[bar.row]
  const [from, to] = [xOf(v.axis, bar.start), xOf(v.axis, bar.end)]
  const room = timeWidth(v)
  const moved = from < 12 || from > room - 40 ? from - room * 0.2 : to > room && to - from < room ? to - room * 0.9 : 0
  const top = (row?.y ?? 0) - 6
  const bottom = (row?.y ?? 0) + (row?.height ?? 0) + 6 - (v.height - axisHeight)
  view.change({
    axis: { ...v.axis, from: v.axis.from + moved * v.axis.perPixel },
    scroll: scrolled(v, Math.max(bottom, Math.min(v.scroll, top)), layout),
  })
}

/** The place under a pointer: instant and height among the rows; undefined over the heads and the axis. */
export function placeAt(v: Viewport, layout: BoardLayout, x: number, y: number) {
  if (x < v.headWidth || y < axisHeight) return undefined
  const height = y - axisHeight + v.scroll
  return { at: timeAt(v.axis, x - v.headWidth), y: height, row: rowAt(layout, height) }
}
