import type { BoardColors } from './colors.ts'
import type { BoardLayout } from './layout.ts'
import { type Axis, type Tick, type Unit, xOf } from './time.ts'

export const axisHeight = 46

/** A bar held over a place, or standing where a trial would put it. `row` is its row's key. */
export type Ghost = { start: number; end: number; row: string; lane: number; label: string; own: boolean; bad: boolean }

/** All that a picture of the board depends on. */
export type Scene = {
  layout: BoardLayout
  axis: Axis
  scroll: number
  width: number
  height: number
  headWidth: number
  zone: string
  now: number
  frozenUntil: number
  colors: BoardColors
  selected: string | undefined
  hovered: string | undefined
  /** Bars that a search or a filter leaves bright; undefined for all. */
  bright: ReadonlySet<string> | undefined
  /** Bars that a trial moves: drawn pale, their ghosts beside. */
  leaving: ReadonlySet<string>
  /** Rows that a held bar may go to; undefined when none is held. */
  targets: ReadonlySet<string> | undefined
  ghosts: readonly Ghost[]
  /** Where the due date of the selected job stands, and of jobs in their own rows. */
  due: { at: number; label: string } | undefined
  /** Operations whose arrows are drawn. */
  arrows: ReadonlySet<number>
  format: { tick: (t: Tick, unit: Unit) => string; above: (t: Tick, unit: Unit) => string; now: string }
}

type Canvas = CanvasRenderingContext2D

export const screenX = (s: Scene, at: number): number => s.headWidth + xOf(s.axis, at)
export const screenY = (s: Scene, y: number): number => axisHeight + y - s.scroll

const widths = new Map<string, number>()
export const measured = (canvas: Canvas, text: string): number => {
  const key = `${canvas.font} ${text}`
  const known = widths.get(key)
  if (known !== undefined) return known
  if (widths.size > 50_000) widths.clear()
  const { width } = canvas.measureText(text)
  widths.set(key, width)
  return width
}

/** The text, or as much of it as fits, with an ellipsis. */
export function clipped(canvas: Canvas, text: string, room: number): string {
  const whole = measured(canvas, text)
  if (whole <= room) return text
  const keep = Math.floor((text.length * (room - 8)) / whole)
  return keep < 2 ? '' : `${text.slice(0, keep).trimEnd()}…`
}
