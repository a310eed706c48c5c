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

let font = ''
/** Sets the font and remembers it: to ask a canvas for its font costs more than to measure a word. */
export function setFont(canvas: Canvas, next: string): void {
  canvas.font = next
  font = next
}

const widths = new Map<string, Map<string, number>>()
/** How wide a text is in the font that was set last. */
export function measured(canvas: Canvas, text: string): number {
  let known = widths.get(font)
  if (!known || known.size > 20_000) {
    known = new Map()
    widths.set(font, known)
  }
  const there = known.get(text)
  if (there !== undefined) return there
  const { width } = canvas.measureText(text)
  known.set(text, width)
  return width
}

/** The text, or as much of it as fits, with an ellipsis. */
export function clipped(canvas: Canvas, text: string, room: number): string {
  const whole = measured(canvas, text)
  if (whole <= room) return text
  const keep = Math.floor((text.length * (room - 8)) / whole)
  return keep < 2 ? '' : `${text.slice(0, keep).trimEnd()}…`
}
