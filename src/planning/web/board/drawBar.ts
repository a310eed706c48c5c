import { type BarLook, laneHeight, type PlacedBar, rowPadding } from './layout.ts'
import { clipped, type Ghost, measured, type Scene, screenX, screenY, setFont } from './scene.ts'

type Canvas = CanvasRenderingContext2D
const barHeight = laneHeight - 3

const paleFor = (s: Scene, b: PlacedBar): number =>
  s.bright !== undefined && !s.bright.has(b.bar.key) ? 0.22 : s.leaving.has(b.bar.key) ? 0.4 : 1

/** Bars too thin to tell apart, as one. */
export function drawRun(canvas: Canvas, s: Scene, b: PlacedBar, from: number, to: number, y: number): void {
  canvas.globalAlpha = paleFor(s, b) * 0.75
  canvas.fillStyle = b.bar.lateDays > 0 ? s.colors.late : s.colors.looks[b.look].text
  canvas.fillRect(from, y + 2, Math.max(1, to - from), barHeight - 4)
  canvas.globalAlpha = 1
}

/** One bar: ground and edge in the color of its state, its shape, its marks and as much of its name as fits. */
export function drawBar(canvas: Canvas, s: Scene, b: PlacedBar, x: number, wide: number, y: number): void {
  const { text, ground } = s.colors.looks[b.look]
  const late = b.bar.lateDays > 0
  // What begins far to the left of the view is drawn from its edge, so that its name is read.
  const [from, to] = [Math.max(x, s.headWidth - 4), Math.min(x + wide, s.width + 4)]
  const shown = to - from - 1
  canvas.globalAlpha = paleFor(s, b)
  canvas.fillStyle = ground
  if (shown < 8) {
    canvas.fillStyle = late ? s.colors.late : text
    canvas.globalAlpha *= 0.7
    canvas.fillRect(from, y, Math.max(1.5, shown), barHeight)
    canvas.globalAlpha = 1
    if (b.bar.key === s.selected) outline(canvas, s.colors.accent, from - 2, y - 2, shown + 4, barHeight + 4, 2)
    return
  }
  const small = shown < 22
  if (small) canvas.fillRect(from, y, shown, barHeight)
  else {
    canvas.beginPath()
    canvas.roundRect(from, y, shown, barHeight, 3)
    canvas.fill()
  }
  drawSetup(canvas, s, b, from, to, y)
  canvas.fillStyle = late ? s.colors.late : text
  canvas.fillRect(from, y, 3, barHeight)
  if (small) frame(canvas, from, y, shown, late)
  else drawNames(canvas, s, b, from, shown, y)
  if (small) canvas.globalAlpha = 1
  else if (late) outline(canvas, s.colors.late, from, y, shown, barHeight, 1.8)
  else if (b.look === 'held') outline(canvas, text, from, y, shown, barHeight, 1.2, [3, 3])
  else if (b.bar.key !== s.hovered) edge(canvas, text, from, y, shown)
  else outline(canvas, text, from, y, shown, barHeight, 1.2)
  if (b.bar.key === s.selected) outline(canvas, s.colors.accent, from - 2, y - 2, shown + 4, barHeight + 4, 2)
  canvas.globalAlpha = 1
}

/** Set-up stands darker at the beginning. */
function drawSetup(canvas: Canvas, s: Scene, b: PlacedBar, from: number, to: number, y: number): void {
  const end = Math.min(to, screenX(s, b.setupEnd))
  if (end - from < 2) return
  const alpha = canvas.globalAlpha
  canvas.fillStyle = s.colors.looks[b.look].text
  canvas.globalAlpha = alpha * 0.2
  canvas.fillRect(from, y, end - from, barHeight)
  canvas.globalAlpha = alpha
}

function drawNames(canvas: Canvas, s: Scene, b: PlacedBar, from: number, shown: number, y: number): void {
  const { text } = s.colors.looks[b.look]
  const middle = y + barHeight / 2
  let left = from + 8
  drawShape(canvas, b.look, text, left, middle)
  left += 13
  let right = from + shown - 5
  for (const mark of marksOf(b)) {
    if (right - left < 26) break
    right -= 12
    drawMark(canvas, mark, mark === 'late' ? s.colors.late : text, s.colors.surface, right, middle)
  }
  if (right - left < 14) return
  canvas.fillStyle = s.colors.text
  setFont(canvas, `600 11px ${s.colors.font}`)
  const job = clipped(canvas, b.bar.job || b.bar.operation, right - left)
  canvas.fillText(job, left, middle + 4)
  const after = left + measured(canvas, job) + 6
  if (right - after < 24) return
  setFont(canvas, `11px ${s.colors.font}`)
  canvas.fillText(clipped(canvas, `${b.bar.name} · ${b.bar.item}`, right - after), after, middle + 4)
}

/** Around a bar that is too small for round corners, in rectangles: there may be thousands of these. */
function frame(canvas: Canvas, x: number, y: number, wide: number, late: boolean): void {
  const line = late ? 2 : 1
  if (!late) canvas.globalAlpha *= 0.4
  canvas.fillRect(x, y, wide, line)
  canvas.fillRect(x, y + barHeight - line, wide, line)
  canvas.fillRect(x + wide - line, y, line, barHeight)
}

/** A quiet line around, so that pale bars stand off the ground. */
function edge(canvas: Canvas, color: string, x: number, y: number, wide: number): void {
  const alpha = canvas.globalAlpha
  canvas.globalAlpha = alpha * 0.4
  outline(canvas, color, x, y, wide, barHeight, 1)
  canvas.globalAlpha = alpha
}

type Mark = 'late' | 'pinned' | 'rush'
const marksOf = (b: PlacedBar): Mark[] => [
  ...(b.bar.lateDays > 0 ? (['late'] as const) : []),
  ...(b.bar.pinned ? (['pinned'] as const) : []),
  ...(b.bar.rush ? (['rush'] as const) : []),
]

function outline(
  canvas: Canvas,
  color: string,
  x: number,
  y: number,
  wide: number,
  high: number,
  line: number,
  dash: number[] = [],
): void {
  canvas.strokeStyle = color
  canvas.lineWidth = line
  canvas.setLineDash(dash)
  canvas.beginPath()
  canvas.roundRect(x + line / 2, y + line / 2, Math.max(1, wide - line), high - line, 3)
  canvas.stroke()
  canvas.setLineDash([])
}

/** The shapes of the application's states, 8 px high, from `x` on. */
function drawShape(canvas: Canvas, look: BarLook, color: string, x: number, y: number): void {
  canvas.fillStyle = color
  canvas.strokeStyle = color
  canvas.lineWidth = 1.6
  canvas.beginPath()
  if (look === 'planned') canvas.arc(x + 4, y, 3.4, 0, 7)
  else if (look === 'waiting') path(canvas, x, y, [4, -4, 8, 4, 0, 4])
  else if (look === 'running') path(canvas, x, y, [1, -4, 8, 0, 1, 4])
  else if (look === 'outside') path(canvas, x, y, [0, -1.2, 4, -1.2, 4, -4, 8.5, 0, 4, 4, 4, 1.2, 0, 1.2])
  else if (look === 'held') canvas.arc(x + 4, y, 3, 0, 7)
  else {
    canvas.moveTo(x, y)
    canvas.lineTo(x + 3, y + 3)
    canvas.lineTo(x + 8, y - 3.5)
  }
  if (look === 'held' || look === 'done') canvas.stroke()
  else canvas.fill()
}

function path(canvas: Canvas, x: number, y: number, points: readonly number[]): void {
  for (let i = 0; i < points.length; i += 2) {
    const [dx, dy] = [points[i] ?? 0, points[i + 1] ?? 0]
    if (i === 0) canvas.moveTo(x + dx, y + dy)
    else canvas.lineTo(x + dx, y + dy)
  }
  canvas.closePath()
}

function drawMark(canvas: Canvas, mark: Mark, color: string, on: string, x: number, y: number): void {
  canvas.fillStyle = color
  canvas.strokeStyle = color
  canvas.lineWidth = 1.6
  canvas.beginPath()
  if (mark === 'late') {
    // A square with an exclamation mark.
    canvas.roundRect(x, y - 5, 10, 10, 2)
    canvas.fill()
    canvas.fillStyle = on
    canvas.fillRect(x + 4.2, y - 3.4, 1.6, 4)
    canvas.fillRect(x + 4.2, y + 1.8, 1.6, 1.6)
  } else if (mark === 'pinned') {
    canvas.arc(x + 5, y - 1.5, 3, 0, 7)
    canvas.fill()
    canvas.fillRect(x + 4.3, y + 1, 1.4, 4.5)
  } else {
    canvas.moveTo(x + 1, y - 3.5)
    canvas.lineTo(x + 4.5, y)
    canvas.lineTo(x + 1, y + 3.5)
    canvas.moveTo(x + 5.5, y - 3.5)
    canvas.lineTo(x + 9, y)
    canvas.lineTo(x + 5.5, y + 3.5)
    canvas.stroke()
  }
}

/** Where a bar would stand: the held one filled, those it moves as dashed outlines. */
export function drawGhost(canvas: Canvas, s: Scene, ghost: Ghost): void {
  const row = s.layout.rows.find((r) => r.key === ghost.row)
  if (!row) return
  const y = screenY(s, row.y) + rowPadding + Math.min(ghost.lane, row.lanes.length - 1) * laneHeight
  const x = Math.max(screenX(s, ghost.start), s.headWidth - 4)
  const wide = Math.max(4, Math.min(screenX(s, ghost.end), s.width + 4) - x - 1)
  const color = ghost.bad ? s.colors.late : s.colors.accent
  if (ghost.own) {
    canvas.fillStyle = ghost.bad ? s.colors.lateGround : s.colors.chosen
    canvas.globalAlpha = 0.92
    canvas.beginPath()
    canvas.roundRect(x, y, wide, barHeight, 3)
    canvas.fill()
    canvas.globalAlpha = 1
  }
  outline(canvas, color, x, y, wide, barHeight, ghost.own ? 2 : 1.3, ghost.own ? [] : [4, 3])
  if (wide < 30) return
  canvas.fillStyle = ghost.own ? s.colors.text : color
  setFont(canvas, `${ghost.own ? 600 : 400} 11px ${s.colors.font}`)
  canvas.fillText(clipped(canvas, ghost.label, wide - 12), x + 7, y + barHeight / 2 + 4)
}
