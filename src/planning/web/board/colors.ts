import type { Tone } from '../../../web/theme.ts'
import { type BarLook, barLooks } from './layout.ts'

export const toneOfLook: Record<BarLook, Tone> = {
  planned: 'ready',
  waiting: 'waiting',
  running: 'running',
  outside: 'vendor',
  held: 'neutral',
  done: 'done',
}

type Pair = { text: string; ground: string }
export type BoardColors = {
  looks: Record<BarLook, Pair>
  late: string
  lateGround: string
  free: string
  busy: string
  ground: string
  surface: string
  line: string
  shade: string
  hover: string
  chosen: string
  text: string
  dimmed: string
  accent: string
  font: string
}

/** The application's own colors, so that the canvas is dark and light as the pages are. */
export function readColors(element: HTMLElement): BoardColors {
  const style = getComputedStyle(element)
  const of = (name: string) => style.getPropertyValue(name).trim()
  const looks = Object.fromEntries(
    barLooks.map((look) => [
      look,
      { text: of(`--tone-${toneOfLook[look]}`), ground: of(`--tone-${toneOfLook[look]}-ground`) },
    ]),
  ) as Record<BarLook, Pair>
  return {
    looks,
    late: of('--tone-blocked'),
    lateGround: of('--tone-blocked-ground'),
    free: of('--tone-ready'),
    busy: of('--tone-waiting'),
    ground: of('--page-ground'),
    surface: of('--surface'),
    line: of('--line'),
    shade: of('--board-shade'),
    hover: of('--hover'),
    chosen: of('--chosen'),
    text: of('--mantine-color-text'),
    dimmed: of('--mantine-color-dimmed'),
    accent: of('--mantine-color-anchor'),
    font: style.fontFamily,
  }
}
