/** Time across the board: `from` is the instant (ms) at its left edge, `perPixel` how many ms a pixel is wide. */
export type Axis = { from: number; perPixel: number }

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
/** One minute is 20 px wide at most. */
export const finest = minute / 20
/** The widest view; the board is read in windows of at most 366 days that begin on a multiple of four weeks. */
export const widestSpan = 336 * day

export const xOf = (axis: Axis, at: number): number => (at - axis.from) / axis.perPixel
export const timeAt = (axis: Axis, x: number): number => axis.from + x * axis.perPixel

/** Nearer (`factor` above 1) or farther, with the instant under `x` staying there. */
export function zoomed(axis: Axis, factor: number, x: number, width: number): Axis {
  const perPixel = Math.min(widestSpan / Math.max(1, width), Math.max(finest, axis.perPixel / factor))
  return { from: timeAt(axis, x) - x * perPixel, perPixel }
}

const formats = new Map<string, Intl.DateTimeFormat>()
function partsFormat(zone: string): Intl.DateTimeFormat {
  const there = formats.get(zone)
  if (there) return there
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(zone, made)
  return made
}

const offsets = new Map<string, number>()
/** Zone minus UTC in ms. Zones change at full quarters of an hour, so one answer holds for a quarter. */
function offsetAt(at: number, zone: string): number {
  const quarter = Math.floor(at / (15 * minute))
  const key = `${zone} ${quarter}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  const instant = quarter * 15 * minute
  const part = Object.fromEntries(
    partsFormat(zone)
      .formatToParts(new Date(instant))
      .map((p) => [p.type, Number(p.value)]),
  )
  const wall = Date.UTC(
    part.year ?? 0,
    (part.month ?? 1) - 1,
    part.day ?? 1,
    part.hour ?? 0,
    part.minute ?? 0,
    part.second ?? 0,
  )
  if (offsets.size > 20_000) offsets.clear()
  offsets.set(key, wall - instant)
  return wall - instant
}

/** What clocks of the zone show at an instant, as if they stood at UTC. */
export const wallOf = (at: number, zone: string): number => at + offsetAt(at, zone)

/** The instant at which clocks of the zone show `wall`; for a time that a change of clocks skips, the one as far behind the change. */
export function instantOfWall(wall: number, zone: string): number {
  const guess = wall - offsetAt(wall, zone)
  const other = wall - offsetAt(guess, zone)
  if (wallOf(other, zone) === wall) return other
  return wallOf(guess, zone) === wall ? guess : Math.max(guess, other)
}

export type Unit = '5min' | '15min' | 'hour' | '3hours' | '6hours' | 'day' | 'week' | 'month' | 'year'
const lengths: Record<Unit, number> = {
  '5min': 5 * minute,
  '15min': 15 * minute,
  hour,
  '3hours': 3 * hour,
  '6hours': 6 * hour,
  day,
  week: 7 * day,
  month: 30.4 * day,
  year: 365 * day,
}
/** How wide a unit must be for its label, in px, and what stands above it. */
const scales: readonly { unit: Unit; least: number; above: Unit }[] = [
  { unit: '5min', least: 46, above: 'day' },
  { unit: '15min', least: 46, above: 'day' },
  { unit: 'hour', least: 46, above: 'day' },
  { unit: '3hours', least: 46, above: 'day' },
  { unit: '6hours', least: 46, above: 'day' },
  { unit: 'day', least: 26, above: 'month' },
  { unit: 'week', least: 40, above: 'month' },
  { unit: 'month', least: 34, above: 'year' },
]

/** The finest scale whose labels have room. */
export const scaleOf = (axis: Axis): { unit: Unit; above: Unit } =>
  scales.find((s) => lengths[s.unit] / axis.perPixel >= s.least) ?? { unit: 'month', above: 'year' }

/** The beginning of the unit that a wall time lies in; weeks begin on Monday. */
function beginning(wall: number, unit: Unit): number {
  const date = new Date(wall)
  if (unit === 'year') return Date.UTC(date.getUTCFullYear(), 0)
  if (unit === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth())
  // 1970-01-01 was a Thursday.
  if (unit === 'week') return Math.floor((wall + 3 * day) / (7 * day)) * 7 * day - 3 * day
  return Math.floor(wall / lengths[unit]) * lengths[unit]
}

function following(wall: number, unit: Unit): number {
  const date = new Date(wall)
  if (unit === 'year') return Date.UTC(date.getUTCFullYear() + 1, 0)
  if (unit === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)
  return wall + lengths[unit]
}

export type Tick = { at: number; wall: number }

/** The beginnings of units from the one before `from` to the one after `to`, ascending, in the plant's own time. */
export function ticks(from: number, to: number, unit: Unit, zone: string): Tick[] {
  const found: Tick[] = []
  let wall = beginning(wallOf(from, zone), unit)
  for (let n = 0; n < 2000; n++) {
    const at = instantOfWall(wall, zone)
    if (at > (found.at(-1)?.at ?? Number.NEGATIVE_INFINITY)) found.push({ at, wall })
    if (at >= to) break
    wall = following(wall, unit)
  }
  return found
}

/** The beginning of the plant's day that an instant lies in. */
export const startOfDay = (at: number, zone: string): number => instantOfWall(beginning(wallOf(at, zone), 'day'), zone)

/** The end of a calendar day, YYYY-MM-DD, of the plant. */
export const endOfDay = (date: string, zone: string): number =>
  instantOfWall(Date.parse(`${date}T00:00:00Z`) + day, zone)

/** What an input of date and time shows for an instant, and back. */
export const localText = (at: number, zone: string): string => new Date(wallOf(at, zone)).toISOString().slice(0, 16)
export const localInstant = (text: string, zone: string): number | undefined => {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return undefined
  const wall = Date.parse(`${text}:00Z`)
  return Number.isFinite(wall) ? instantOfWall(wall, zone) : undefined
}

/** To the grid that fits the zoom: 5 minutes near by, whole hours in a week, in the plant's own time. */
export function snapped(at: number, axis: Axis, zone: string): number {
  const step =
    axis.perPixel > 20 * minute
      ? day
      : axis.perPixel > 4 * minute
        ? hour
        : axis.perPixel > minute / 2
          ? 15 * minute
          : 5 * minute
  return instantOfWall(Math.round(wallOf(at, zone) / step) * step, zone)
}

/** The stretch of the plan to read for what is shown: it holds the view and is the same for views near by. */
export function windowOf(axis: Axis, width: number): { from: string; to: string } {
  const span = width * axis.perPixel
  const [step, size] = span <= 42 * day ? [42 * day, 91 * day] : [28 * day, 364 * day]
  const from = Math.floor((axis.from + day) / step) * step - day
  return { from: new Date(from).toISOString(), to: new Date(from + size).toISOString() }
}
