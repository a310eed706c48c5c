// Runs in the browser: draws the board's own picture of made-up bars, frame after frame, and answers how long frames took.
import type { BoardColors } from '../src/planning/web/board/colors.ts'
import { drawBoard } from '../src/planning/web/board/draw.ts'
import { type BarLook, barLooks, layOut } from '../src/planning/web/board/layout.ts'
import { madeUpBoard } from '../src/planning/web/board/testBoard.ts'
import { type Axis, day, hour, zoomed } from '../src/planning/web/board/time.ts'

export type Measured = {
  name: string
  frames: number
  bars: number
  frameMedian: number
  frame95: number
  scriptMedian: number
  script95: number
}

const colors: BoardColors = {
  looks: Object.fromEntries(barLooks.map((l) => [l, { text: '#17622f', ground: '#e4f3e8' }])) as Record<
    BarLook,
    { text: string; ground: string }
  >,
  late: '#a81f18',
  lateGround: '#fce8e6',
  free: '#17622f',
  busy: '#7d4b00',
  ground: '#f4f6f7',
  surface: '#ffffff',
  line: '#dce0e4',
  shade: 'rgb(60 80 100 / 9%)',
  hover: '#eef1f3',
  chosen: '#e1eff1',
  text: '#1d2329',
  dimmed: '#555f69',
  accent: '#0b5f6d',
  font: 'sans-serif',
}

const nextFrame = () => new Promise<number>((seen) => requestAnimationFrame(seen))
const quantile = (values: readonly number[], q: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? 0

/** One run: `move` gives the view of each frame; without bars it measures what an empty frame costs this machine. */
async function measure(
  name: string,
  count: number,
  frames: number,
  move: (n: number) => { axis: Axis; scroll: number },
) {
  const [width, height] = [1440, 900]
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  document.body.replaceChildren(canvas)
  const drawing = canvas.getContext('2d', { alpha: false })
  if (!drawing) throw new Error('There is no canvas.')
  const board = madeUpBoard(count, 60)
  const layout = layOut(board, 'machine', { noVendor: '' })
  const format = {
    tick: (t: { wall: number }) => new Date(t.wall).toISOString().slice(5, 16),
    above: (t: { wall: number }) => new Date(t.wall).toISOString().slice(0, 10),
    now: 'Now',
  }
  const frame: number[] = []
  const script: number[] = []
  let last = await nextFrame()
  for (let n = 0; n < frames; n++) {
    const began = performance.now()
    if (count > 0)
      drawBoard(drawing, {
        layout,
        ...move(n),
        width,
        height,
        headWidth: 172,
        zone: board.timeZone,
        now: Date.parse(board.now),
        frozenUntil: Date.parse(board.frozenUntil),
        colors,
        selected: '10',
        hovered: undefined,
        bright: undefined,
        leaving: new Set(),
        targets: undefined,
        ghosts: [],
        due: undefined,
        arrows: new Set(board.bars.slice(0, 8).map((b) => b.operationId ?? 0)),
        format,
      })
    script.push(performance.now() - began)
    const now = await nextFrame()
    frame.push(now - last)
    last = now
  }
  return {
    name,
    frames,
    bars: count,
    frameMedian: quantile(frame, 0.5),
    frame95: quantile(frame, 0.95),
    scriptMedian: quantile(script, 0.5),
    script95: quantile(script, 0.95),
  }
}

async function run(count: number): Promise<Measured[]> {
  const start = Date.parse('2026-01-05T00:00:00Z')
  const year = { from: start, perPixel: (330 * day) / 1268 }
  const near = { from: start + 3 * day, perPixel: (7 * day) / 1268 }
  return [
    await measure('empty frames', 0, 120, () => ({ axis: near, scroll: 0 })),
    await measure('panning a week', count, 240, (n) => ({
      axis: { ...near, from: near.from + n * hour },
      scroll: n * 2,
    })),
    await measure('panning all of it', count, 240, (n) => ({
      axis: { from: start - (n % 20) * hour, perPixel: (56 * day) / 1268 },
      scroll: n * 3,
    })),
    await measure('zooming from a year to minutes', count, 240, (n) => ({
      axis: zoomed(year, 1.045 ** n, 60, 1268),
      scroll: 0,
    })),
  ]
}

Object.assign(globalThis, { measureBoard: run })
