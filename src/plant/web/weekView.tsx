import { useState } from 'react'
import { formatDay, plantToday } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { clockOf } from '../calendarPlan.rules.ts'
import { weekdays } from '../plant.model.ts'
import './weekView.css'

type Times = { name: string; startMinute: number; endMinute: number }
type Props = {
  calendarId: number
  shifts: readonly (Times & { weekday: string; attended: boolean })[]
  exceptions: readonly (Times & { date: string; working: boolean })[]
}
type Bar = Times & { attended: boolean; exceptional: boolean; fromDayBefore: boolean }

const dayMinutes = 1440
const dayMs = 86_400_000
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)
/** Monday of the week of a day; days are handled as UTC midnights, so no zone shifts them. */
const mondayOf = (day: string) => {
  const ms = Date.parse(`${day}T00:00:00Z`)
  return ms - ((new Date(ms).getUTCDay() + 6) % 7) * dayMs
}

/** What is worked from a day's own shifts or, on an exceptional day, from its exceptions. */
function ownBars(
  { shifts, exceptions }: Props,
  date: string,
  weekday: string,
): { bars: Omit<Bar, 'fromDayBefore'>[]; closed: string } {
  const special = exceptions.filter((e) => e.date === date)
  if (special.length > 0)
    return {
      bars: special.filter((e) => e.working).map((e) => ({ ...e, attended: true, exceptional: true })),
      closed: special
        .filter((e) => !e.working)
        .map((e) => e.name)
        .join(', '),
    }
  return { bars: shifts.filter((s) => s.weekday === weekday).map((s) => ({ ...s, exceptional: false })), closed: '' }
}

function dayBars(props: Props, ms: number): { bars: Bar[]; closed: string } {
  const weekday = (at: number) => String(((new Date(at).getUTCDay() + 6) % 7) + 1)
  const today = ownBars(props, dayOf(ms), weekday(ms))
  const before = ownBars(props, dayOf(ms - dayMs), weekday(ms - dayMs)).bars.filter((b) => b.endMinute > dayMinutes)
  return {
    closed: today.closed,
    bars: [
      ...before.map((b) => ({
        ...b,
        startMinute: 0,
        endMinute: Math.min(dayMinutes, b.endMinute - dayMinutes),
        fromDayBefore: true,
      })),
      ...today.bars.map((b) => ({ ...b, endMinute: Math.min(dayMinutes, b.endMinute), fromDayBefore: false })),
    ].filter((b) => b.endMinute > b.startMinute),
  }
}

/** A week of a calendar as bars over 24 hours, exceptions included; the words stand in the bars and in their titles. */
export function WeekView(props: Props) {
  const [monday, setMonday] = useState(() => mondayOf(plantToday()))
  return (
    <div>
      <div className="week-head">
        <ActionButton size="compact-sm" label={t('calendar.before')} onAct={() => setMonday(monday - 7 * dayMs)} />
        <strong>{t('calendar.weekOf', { day: formatDay(dayOf(monday)) })}</strong>
        <ActionButton size="compact-sm" label={t('calendar.after')} onAct={() => setMonday(monday + 7 * dayMs)} />
        <ActionButton
          size="compact-sm"
          kind="quiet"
          label={t('calendar.thisWeek')}
          onAct={() => setMonday(mondayOf(plantToday()))}
        />
      </div>
      <table className="week">
        <caption className="hidden-text">{t('calendar.week')}</caption>
        <thead aria-hidden="true">
          <tr>
            <td />
            <td className="week-hours">
              {[0, 3, 6, 9, 12, 15, 18, 21, 24].map((hour) => (
                <span key={hour} style={{ left: `${(hour / 24) * 100}%` }}>
                  {hour}
                </span>
              ))}
            </td>
          </tr>
        </thead>
        <tbody>
          {weekdays.map((weekday, i) => (
            <Day key={weekday} weekday={weekday} ms={monday + i * dayMs} times={props} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Day({ weekday, ms, times }: { weekday: string; ms: number; times: Props }) {
  const { bars, closed } = dayBars(times, ms)
  return (
    <tr className="week-day" data-today={dayOf(ms) === plantToday() ? '' : undefined}>
      <th scope="row">
        {wordText(weekday, 'shifts.weekday')}{' '}
        <span className="dimmed">{formatDay(dayOf(ms)).replace(/,? \d{4}$/, '')}</span>
      </th>
      <td>
        <div className="week-track">
          {bars.map((b) => (
            <span
              key={`${b.name} ${b.startMinute} ${b.fromDayBefore}`}
              className="week-bar"
              data-unattended={b.attended ? undefined : ''}
              data-exceptional={b.exceptional ? '' : undefined}
              style={{
                left: `${(b.startMinute / dayMinutes) * 100}%`,
                width: `${((b.endMinute - b.startMinute) / dayMinutes) * 100}%`,
              }}
              title={`${b.name} ${clockOf(b.startMinute)}–${clockOf(b.endMinute)}${b.attended ? '' : ` (${t('calendar.unattended')})`}`}
            >
              {b.name} {clockOf(b.startMinute)}–{clockOf(b.endMinute)}
            </span>
          ))}
          {closed && <span className="week-closed">{t('calendar.closedFor', { name: closed })}</span>}
        </div>
      </td>
    </tr>
  )
}
