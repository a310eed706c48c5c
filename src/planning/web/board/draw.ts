import { drawBar, drawGhost, drawRun } from './drawBar.ts'
import {
  type BoardRow,
  dayOf,
  firstEndingAfter,
  firstInSight,
  laneHeight,
  loadHeight,
  type PlacedBar,
  rowPadding,
  type Span,
} from './layout.ts'
import { axisHeight, clipped, measured, type Scene, screenX, screenY, setFont } from './scene.ts'
import { day, hour, scaleOf, type Tick, ticks, timeAt, type Unit } from './time.ts'

type Canvas = CanvasRenderingContext2D

/** Draws the whole board: only what is in sight, in as many calls as there are things to be seen. */
export function drawBoard(canvas: Canvas, s: Scene): void {
  const { colors: c, width, height, headWidth } = s
  canvas.fillStyle = c.surface
  canvas.fillRect(0, 0, width, height)
  const rows = rowsInSight(s)
  canvas.save()
  canvas.beginPath()
  canvas.rect(headWidth, axisHeight, width - headWidth, height - axisHeight)
  canvas.clip()
  const view = { from: s.axis.from, to: timeAt(s.axis, width - headWidth) }
  for (const row of rows) drawShades(canvas, s, row, view)
  drawPast(canvas, s)
  drawGrid(canvas, s, view)
  drawFrozen(canvas, s)
  for (const row of rows) {
    drawLoad(canvas, s, row, view)
    drawRowBars(canvas, s, row, view)
    drawDue(canvas, s, row)
  }
  drawArrows(canvas, s)
  for (const ghost of s.ghosts) drawGhost(canvas, s, ghost)
  drawLines(canvas, s)
  canvas.restore()
  drawHeads(canvas, s, rows)
  drawAxis(canvas, s, view)
}

const rowsInSight = (s: Scene): BoardRow[] =>
  s.layout.rows.filter((r) => r.y + r.height > s.scroll && r.y < s.scroll + s.height - axisHeight)

function fillSpans(canvas: Canvas, s: Scene, row: BoardRow, spans: readonly Span[], view: Span): void {
  const y = screenY(s, row.y)
  for (let i = firstEndingAfter(spans, view.from); i < spans.length; i++) {
    const span = spans[i]
    if (!span || span.from >= view.to) break
    const from = Math.max(s.headWidth, screenX(s, span.from))
    const wide = Math.min(s.width, screenX(s, span.to)) - from
    if (wide >= 0.7) canvas.fillRect(from, y, wide, row.height)
  }
}

function drawShades(canvas: Canvas, s: Scene, row: BoardRow, view: Span): void {
  const { colors: c } = s
  canvas.fillStyle = c.shade
  // Nights are thinner than a hair in wide views: there only days off are worth a shade.
  const spans = s.axis.perPixel > 3 * hour ? row.closed.filter((x) => x.to - x.from > 1.5 * day) : row.closed
  fillSpans(canvas, s, row, spans, view)
  if (s.targets && !s.targets.has(row.resource ?? '')) fillSpans(canvas, s, row, [view], view)
  canvas.globalAlpha = 0.45
  fillSpans(canvas, s, row, row.unattended, view)
  canvas.fillStyle = c.late
  canvas.globalAlpha = 0.16
  fillSpans(canvas, s, row, row.down, view)
  canvas.fillStyle = c.free
  fillSpans(canvas, s, row, row.overtime, view)
  canvas.globalAlpha = 1
  for (const [spans, color] of [
    [row.down, c.late],
    [row.overtime, c.free],
  ] as const)
    for (const span of spans) {
      const [from, to] = [Math.max(s.headWidth, screenX(s, span.from)), screenX(s, span.to)]
      if (to - from < 40) continue
      canvas.fillStyle = color
      setFont(canvas, `11px ${c.font}`)
      canvas.fillText(clipped(canvas, span.reason, to - from - 8), from + 4, screenY(s, row.y + row.height) - 9)
    }
}

function drawGrid(canvas: Canvas, s: Scene, view: Span): void {
  const { unit, above } = scaleOf(s.axis)
  canvas.strokeStyle = s.colors.line
  canvas.lineWidth = 1
  const lines = (of: Unit, alpha: number) => {
    canvas.globalAlpha = alpha
    canvas.beginPath()
    for (const tick of ticks(view.from, view.to, of, s.zone)) {
      const x = Math.round(screenX(s, tick.at)) + 0.5
      canvas.moveTo(x, axisHeight)
      canvas.lineTo(x, s.height)
    }
    canvas.stroke()
  }
  lines(unit, 0.55)
  lines(above, 1)
  canvas.beginPath()
  for (const row of rowsInSight(s)) {
    const y = Math.round(screenY(s, row.y + row.height)) - 0.5
    canvas.moveTo(s.headWidth, y)
    canvas.lineTo(s.width, y)
  }
  canvas.stroke()
  canvas.globalAlpha = 1
}

/** What is over lies under a gray veil, so that now is where the board begins to shine. */
function drawPast(canvas: Canvas, s: Scene): void {
  const to = Math.min(s.width, screenX(s, s.now))
  if (to <= s.headWidth) return
  canvas.fillStyle = s.colors.dimmed
  canvas.globalAlpha = 0.13
  canvas.fillRect(s.headWidth, axisHeight, to - s.headWidth, s.height)
  canvas.globalAlpha = 1
}

function drawFrozen(canvas: Canvas, s: Scene): void {
  const [from, to] = [screenX(s, s.now), screenX(s, s.frozenUntil)]
  if (to - from < 1) return
  canvas.fillStyle = s.colors.accent
  canvas.globalAlpha = 0.08
  canvas.fillRect(from, axisHeight, to - from, s.height)
  canvas.globalAlpha = 1
}

/** Under each row how much of its open time is taken, by day or week: the fuller the stronger, and in words of color free, busy, full. */
function drawLoad(canvas: Canvas, s: Scene, row: BoardRow, view: Span): void {
  const { days } = s.layout
  const step = day / s.axis.perPixel >= 6 ? 1 : 7
  const y = screenY(s, row.y + row.height) - loadHeight - 1
  for (let d = Math.floor(dayOf(days, view.from) / step) * step; d < row.load.length; d += step) {
    const [at, to] = [days[d] ?? 0, days[Math.min(d + step, row.load.length)] ?? 0]
    if (at >= view.to) break
    const open = row.load.slice(d, d + step).filter((l) => l >= 0)
    const load = open.length === 0 ? 0 : open.reduce((sum, l) => sum + l, 0) / open.length
    if (load <= 0) continue
    const x = screenX(s, at)
    canvas.globalAlpha = 0.25 + 0.7 * Math.min(1, load)
    canvas.fillStyle = load >= 0.95 ? s.colors.late : load >= 0.7 ? s.colors.busy : s.colors.free
    canvas.fillRect(x + 1, y, Math.max(1, screenX(s, to) - x - 2), loadHeight)
  }
  canvas.globalAlpha = 1
}

/** Bars that are thinner than this are drawn together: nobody can tell them apart. */
const thin = 2.5

function drawRowBars(canvas: Canvas, s: Scene, row: BoardRow, view: Span): void {
  for (const [n, lane] of row.lanes.entries()) {
    const y = screenY(s, row.y) + rowPadding + n * laneHeight
    let run: { from: number; to: number; bar: PlacedBar } | undefined
    const flush = () => {
      if (run) drawRun(canvas, s, run.bar, run.from, run.to, y)
      run = undefined
    }
    for (let i = firstInSight(lane, view.from); i < lane.length; i++) {
      const bar = lane[i]
      if (!bar || bar.start >= view.to) break
      const [from, to] = [screenX(s, bar.start), screenX(s, bar.end)]
      if (to - from >= thin || bar.bar.key === s.selected) {
        flush()
        drawBar(canvas, s, bar, from, Math.max(thin, to - from), y)
      } else if (run && from - run.to < 1 && sameLook(s, run.bar, bar)) run.to = Math.max(run.to, to)
      else {
        flush()
        run = { from, to: Math.max(to, from + 1.5), bar }
      }
    }
    flush()
  }
}

const sameLook = (s: Scene, a: PlacedBar, b: PlacedBar): boolean =>
  a.look === b.look &&
  a.bar.lateDays > 0 === b.bar.lateDays > 0 &&
  (s.bright === undefined || s.bright.has(a.bar.key) === s.bright.has(b.bar.key))

/** A flag where a job must be done. */
function drawFlag(canvas: Canvas, s: Scene, x: number, from: number, to: number, late: boolean): void {
  canvas.strokeStyle = late ? s.colors.late : s.colors.dimmed
  canvas.fillStyle = canvas.strokeStyle
  canvas.lineWidth = 1.5
  canvas.beginPath()
  canvas.moveTo(x, from)
  canvas.lineTo(x, to)
  canvas.stroke()
  canvas.beginPath()
  canvas.moveTo(x, from)
  canvas.lineTo(x + 8, from + 4)
  canvas.lineTo(x, from + 8)
  canvas.fill()
}

function drawDue(canvas: Canvas, s: Scene, row: BoardRow): void {
  if (row.dueAt === undefined) return
  const y = screenY(s, row.y)
  drawFlag(canvas, s, Math.round(screenX(s, row.dueAt)) + 0.5, y + 3, y + row.height - 3, row.lateDays > 0)
}

/** From the end of an operation to the start of the next, for the selected work. */
function drawArrows(canvas: Canvas, s: Scene): void {
  // Where weeks are a few pixels wide, arrows stand in each other's way.
  if (s.axis.perPixel > 1.5 * hour) return
  canvas.lineWidth = 1.4
  canvas.strokeStyle = s.colors.accent
  canvas.fillStyle = s.colors.accent
  for (const id of s.arrows)
    for (const from of s.layout.byOperation.get(id) ?? [])
      for (const nextId of from.bar.nextIds)
        for (const to of s.layout.byOperation.get(nextId) ?? []) {
          const own = from.bar.key === s.selected || to.bar.key === s.selected
          canvas.globalAlpha = own ? 1 : 0.4
          drawArrow(canvas, s, from, to)
        }
  canvas.globalAlpha = 1
}

const middleOf = (s: Scene, b: PlacedBar): number =>
  screenY(s, s.layout.rows[b.row]?.y ?? 0) + rowPadding + b.lane * laneHeight + laneHeight / 2 - 1

function drawArrow(canvas: Canvas, s: Scene, from: PlacedBar, to: PlacedBar): void {
  const [x1, y1] = [screenX(s, from.end), middleOf(s, from)]
  const [x2, y2] = [screenX(s, to.start), middleOf(s, to)]
  if (Math.max(x1, x2) < s.headWidth || Math.min(x1, x2) > s.width) return
  const bend = Math.max(10, Math.min(40, Math.abs(x2 - x1) / 2))
  canvas.beginPath()
  canvas.moveTo(x1, y1)
  canvas.bezierCurveTo(x1 + bend, y1, x2 - bend, y2, x2 - 4, y2)
  canvas.stroke()
  canvas.beginPath()
  canvas.moveTo(x2, y2)
  canvas.lineTo(x2 - 6, y2 - 3.5)
  canvas.lineTo(x2 - 6, y2 + 3.5)
  canvas.fill()
}

/** Now, and the due date of the selected job, from top to bottom. */
function drawLines(canvas: Canvas, s: Scene): void {
  const { colors: c } = s
  const now = Math.round(screenX(s, s.now)) + 0.5
  canvas.strokeStyle = c.accent
  canvas.lineWidth = 2
  canvas.beginPath()
  canvas.moveTo(now, axisHeight)
  canvas.lineTo(now, s.height)
  canvas.stroke()
  if (!s.due) return
  const x = Math.round(screenX(s, s.due.at)) + 0.5
  canvas.setLineDash([5, 4])
  canvas.strokeStyle = c.late
  canvas.lineWidth = 1.5
  canvas.beginPath()
  canvas.moveTo(x, axisHeight)
  canvas.lineTo(x, s.height)
  canvas.stroke()
  canvas.setLineDash([])
}

function drawHeads(canvas: Canvas, s: Scene, rows: readonly BoardRow[]): void {
  const { colors: c, headWidth } = s
  const chosen = s.selected === undefined ? undefined : s.layout.byKey.get(s.selected)?.row
  canvas.save()
  canvas.beginPath()
  canvas.rect(0, axisHeight, headWidth, s.height - axisHeight)
  canvas.clip()
  canvas.fillStyle = c.surface
  canvas.fillRect(0, axisHeight, headWidth, s.height)
  for (const row of rows) {
    const y = screenY(s, row.y)
    if (s.layout.rows[chosen ?? -1] === row) {
      canvas.fillStyle = c.chosen
      canvas.fillRect(0, y, headWidth, row.height)
    }
    canvas.fillStyle = row.lateDays > 0 ? c.late : c.text
    setFont(canvas, `600 12px ${c.font}`)
    const short = row.detail === ''
    const title = clipped(canvas, row.title, headWidth - 20)
    canvas.fillText(title, 12, y + (short ? row.height / 2 + 4 : 15))
    if (!short) {
      canvas.fillStyle = c.dimmed
      setFont(canvas, `11px ${c.font}`)
      canvas.fillText(clipped(canvas, row.detail, headWidth - 20), 12, y + 28)
    }
    canvas.fillStyle = c.line
    canvas.fillRect(0, Math.round(y + row.height) - 1, headWidth, 1)
  }
  canvas.restore()
  canvas.fillStyle = c.line
  canvas.fillRect(headWidth - 1, 0, 1, s.height)
}

function drawAxis(canvas: Canvas, s: Scene, view: Span): void {
  const { colors: c, headWidth, width } = s
  canvas.fillStyle = c.ground
  canvas.fillRect(0, 0, width, axisHeight)
  canvas.save()
  canvas.beginPath()
  canvas.rect(headWidth, 0, width - headWidth, axisHeight)
  canvas.clip()
  const { unit, above } = scaleOf(s.axis)
  const row = (of: Unit, text: (t: Tick, unit: Unit) => string, y: number, color: string, font: string) => {
    const all = ticks(view.from, view.to, of, s.zone)
    setFont(canvas, font)
    for (const [i, tick] of all.entries()) {
      const from = Math.max(headWidth, screenX(s, tick.at))
      const to = screenX(s, all[i + 1]?.at ?? view.to + day * 366)
      canvas.fillStyle = c.line
      canvas.fillRect(Math.round(screenX(s, tick.at)), y === 16 ? 0 : 23, 1, 23)
      canvas.fillStyle = color
      canvas.fillText(clipped(canvas, text(tick, of), to - from - 6), from + 5, y)
    }
  }
  row(above, s.format.above, 16, c.text, `600 12px ${c.font}`)
  row(unit, s.format.tick, 38, c.dimmed, `11px ${c.font}`)
  mark(canvas, screenX(s, s.now), s.format.now, c.accent, c.surface)
  if (s.due) mark(canvas, screenX(s, s.due.at), s.due.label, c.late, c.surface)
  canvas.restore()
  canvas.fillStyle = c.line
  canvas.fillRect(0, axisHeight - 1, width, 1)
}

function mark(canvas: Canvas, x: number, text: string, color: string, on: string): void {
  const wide = measured(canvas, text) + 10
  canvas.fillStyle = color
  canvas.beginPath()
  canvas.roundRect(x - wide / 2, axisHeight - 19, wide, 16, 4)
  canvas.fill()
  canvas.fillStyle = on
  canvas.fillText(text, x - wide / 2 + 5, axisHeight - 7)
}
