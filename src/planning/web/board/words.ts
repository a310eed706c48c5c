import { currentFormats, formatMoney, formatQuantity } from '../../../web/format.ts'
import { t } from '../../../web/i18n.ts'
import type { Board } from '../../board.contract.ts'
import type { Bar, BrokenRule, ShownJobChange, ShownTrial } from '../../board.model.ts'
import { lookOf, type PlacedBar } from './layout.ts'
import type { Tick, Unit } from './time.ts'

const kept = new Map<string, Intl.DateTimeFormat>()
function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const { locale } = currentFormats()
  const key = locale + JSON.stringify(options)
  const there = kept.get(key)
  if (there) return there
  const made = new Intl.DateTimeFormat(locale, options)
  kept.set(key, made)
  return made
}
const wallFormat = (options: Intl.DateTimeFormatOptions, wall: number) =>
  dateFormat({ timeZone: 'UTC', ...options }).format(wall)

/** The label of a tick: 14:30, Mon 23, 23 Nov, Nov. */
export function tickText({ wall }: Tick, unit: Unit): string {
  if (unit === 'month') return wallFormat({ month: 'short' }, wall)
  if (unit === 'week') return wallFormat({ day: 'numeric', month: 'short' }, wall)
  if (unit === 'day') return wallFormat({ weekday: 'short', day: 'numeric' }, wall)
  const withMinutes = { hour: '2-digit', minute: '2-digit' } as const
  // "9 AM" needs no minutes; "09:00" does.
  const short = unit !== '5min' && unit !== '15min' && dateFormat(withMinutes).resolvedOptions().hour12
  return wallFormat(short ? { hour: 'numeric' } : withMinutes, wall)
}
export function aboveText({ wall }: Tick, unit: Unit): string {
  if (unit === 'year') return wallFormat({ year: 'numeric' }, wall)
  if (unit === 'month') return wallFormat({ month: 'long', year: 'numeric' }, wall)
  return wallFormat({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }, wall)
}

/** "Mon, Nov 23, 02:30 PM" in the plant's zone. */
export const shortInstant = (at: number | string | null): string =>
  at === null
    ? '–'
    : dateFormat({
        timeZone: currentFormats().timeZone,
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        hour: '2-digit',
        minute: '2-digit',
      }).format(new Date(at))

export const lookText = (bar: Bar): string => t(`board.looks.${lookOf(bar)}`)

/** What stands beside the state: late, pinned, rush, frozen. */
export const markTexts = (bar: Bar): string[] => [
  ...(bar.lateDays > 0 ? [t('board.lateBy', { days: daysText(bar.lateDays) })] : []),
  ...(bar.pinned ? [t('board.pinned')] : bar.bound ? [t('board.bound')] : []),
  ...(bar.rush ? [t('words.rush')] : []),
  ...(bar.frozen ? [t('board.frozen')] : []),
]

export const daysText = (days: number): string => `${Number(days.toFixed(1))} d`
const signed = (value: number, text: string) => (value > 0 ? `+${text}` : value < 0 ? `−${text}` : text)
export const signedDays = (days: number): string => signed(days, daysText(Math.abs(days)))
/** Empty for those who may not see money. */
export const signedMoney = (money: number | null): string =>
  money === null ? '' : signed(money, formatMoney(Math.abs(money)))

export const resourceName = (board: Board, key: string): string => {
  const found = board.resources.find((r) => r.key === key)
  return found ? found.code || found.name || t('board.noVendor') : key
}

export const peopleNames = (board: Board, bar: Bar): string =>
  bar.personIds.map((id) => board.people.find((p) => p.id === id)?.name ?? '').join(', ')

/** A bar in one breath, for the tip and for screen readers. */
export const barText = (board: Board, { bar }: PlacedBar): string =>
  [
    `${bar.job} · ${bar.operation} ${bar.name}`,
    `${formatQuantity(bar.quantity)} × ${bar.item}`,
    `${resourceName(board, bar.resource)}, ${shortInstant(bar.startAt)} – ${shortInstant(bar.endAt)}`,
    [lookText(bar), ...markTexts(bar)].join(', '),
  ].join('\n')

export const losersOf = (trial: ShownTrial): ShownJobChange[] => trial.jobs.filter((j) => j.sense === 'loses')
export const winnersOf = (trial: ShownTrial): ShownJobChange[] => trial.jobs.filter((j) => j.sense === 'gains')

/** It newly makes the plan impossible. */
export const isBar = (rule: BrokenRule): boolean => rule.hard && !rule.before

/** The answer of a trial in one or two sentences. */
export function trialText(trial: ShownTrial): string {
  const losers = losersOf(trial)
  const days = losers.reduce((sum, j) => sum + j.lateDaysAfter - j.lateDaysBefore, 0)
  // All of them or none are told in money.
  const money = losers.reduce<number | null>((sum, j) => (sum === null || j.loses === null ? null : sum + j.loses), 0)
  const [hard, warned] = [trial.broken.filter(isBar), trial.broken.filter((r) => !r.before && !r.hard)]
  return [
    losers.length === 0
      ? hard.length === 0 && t('board.nobodyLoses')
      : t(money === null ? 'board.loseDays' : 'board.lose', {
          count: losers.length,
          days: daysText(days),
          money: formatMoney(money),
        }),
    ...hard.map((r) => t('board.notPossible', { reason: r.message })),
    ...warned.map((r) => t('board.warns', { reason: r.message })),
    ...(trial.moved.length > 0 ? [t('board.moves', { count: trial.moved.length })] : []),
  ]
    .filter(Boolean)
    .join(' ')
}
