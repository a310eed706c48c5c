import { useComputedColorScheme } from '@mantine/core'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { t } from '../../../web/i18n.ts'
import type { BoardColors } from './colors.ts'
import { readColors } from './colors.ts'
import { drawBoard } from './draw.ts'
import type { BoardLayout, PlacedBar } from './layout.ts'
import type { Scene } from './scene.ts'
import { type PointerActs, usePointer } from './usePointer.ts'
import type { ViewStore } from './viewport.ts'

type Props = {
  view: ViewStore
  acts: Omit<PointerActs, 'hover' | 'layout'>
  layout: BoardLayout
  picture: Omit<Scene, 'axis' | 'scroll' | 'width' | 'height' | 'headWidth' | 'colors' | 'hovered' | 'layout'>
  describe: (bar: PlacedBar) => string
  onKey: (event: KeyboardEvent) => void
  label: string
  focusRef: RefObject<HTMLDivElement | null>
}

/** The board itself: a canvas that is drawn anew when something in it changes, at most once a frame. */
export function BoardCanvas({ view, acts, layout, picture, describe, onKey, label, focusRef }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [hovered, setHovered] = useState<{ bar: PlacedBar; x: number; y: number }>()
  const colors = useColors(focusRef)
  const draw = useDrawing(canvas, view, colors && { ...picture, layout, colors, hovered: hovered?.bar.bar.key })
  useSize(focusRef, canvas, view, draw)
  usePointer(canvas, view, {
    ...acts,
    layout,
    hover: (bar, x, y) => setHovered((was) => (bar ? { bar, x, y } : was === undefined ? was : undefined)),
  })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes the keys of what it draws
    <div ref={focusRef} className="board-canvas" role="application" aria-label={label} tabIndex={0} onKeyDown={onKey}>
      <canvas ref={canvas} />
      <span className="hidden-text">{t('board.keysHint')}</span>
      {hovered && (
        <div
          className="board-tip"
          aria-hidden="true"
          style={{
            left: Math.min(hovered.x + 14, Math.max(0, view.now().width - 300)),
            top: hovered.y + (hovered.y > view.now().height - 110 ? -96 : 18),
          }}
        >
          {describe(hovered.bar)}
        </div>
      )}
    </div>
  )
}

function useColors(element: RefObject<HTMLElement | null>): BoardColors | undefined {
  const scheme = useComputedColorScheme('light')
  const [colors, setColors] = useState<BoardColors>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the variables change with the scheme
  useEffect(() => {
    // The page takes its new colors first.
    const frame = requestAnimationFrame(() => element.current && setColors(readColors(element.current)))
    return () => cancelAnimationFrame(frame)
  }, [scheme, element])
  return colors
}

type Drawn = Omit<Scene, 'axis' | 'scroll' | 'width' | 'height' | 'headWidth'>

/** Draws in the next frame after the view or the picture has changed. */
function useDrawing(
  canvas: RefObject<HTMLCanvasElement | null>,
  view: ViewStore,
  picture: Drawn | undefined,
): () => void {
  const latest = useRef(picture)
  latest.current = picture
  const frame = useRef(0)
  const draw = useRef(() => {
    if (frame.current) return
    frame.current = requestAnimationFrame(() => {
      frame.current = 0
      const drawing = canvas.current?.getContext('2d', { alpha: false })
      if (!drawing || !latest.current) return
      const ratio = window.devicePixelRatio || 1
      drawing.setTransform(ratio, 0, 0, ratio, 0, 0)
      drawBoard(drawing, { ...latest.current, ...view.now() })
    })
  })
  useEffect(() => draw.current())
  useEffect(() => {
    const stop = view.listen(() => draw.current())
    return () => {
      stop()
      cancelAnimationFrame(frame.current)
      frame.current = 0
    }
  }, [view])
  return draw.current
}

/** Keeps the canvas as large as its place, in the device's own pixels. */
function useSize(
  place: RefObject<HTMLElement | null>,
  canvas: RefObject<HTMLCanvasElement | null>,
  view: ViewStore,
  draw: () => void,
): void {
  useEffect(() => {
    const node = place.current
    if (!node) return
    let first = true
    const resize = () => {
      const { clientWidth: width, clientHeight: height } = node
      const drawn = canvas.current
      if (!drawn || width === 0) return
      const ratio = window.devicePixelRatio || 1
      drawn.width = Math.round(width * ratio)
      drawn.height = Math.round(height * ratio)
      const v = view.now()
      const headWidth = window.innerWidth < 1100 ? 132 : 172
      // The first size keeps the span that was asked for; later ones keep the scale.
      const perPixel = first
        ? (v.axis.perPixel * (v.width - v.headWidth)) / Math.max(1, width - headWidth)
        : v.axis.perPixel
      first = false
      view.change({ width, height, headWidth, axis: { ...v.axis, perPixel } })
      draw()
    }
    const observer = new ResizeObserver(resize)
    observer.observe(node)
    resize()
    return () => observer.disconnect()
  }, [place, canvas, view, draw])
}
