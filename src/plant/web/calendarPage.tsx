import { Group } from '@mantine/core'
import { useState } from 'react'
import { api, orpc } from '../../web/api.ts'
import { formatDay } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { usePathId } from '../../web/pageTools.ts'
import { randomKey } from '../../web/randomKey.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { EditableLines, type LineColumn } from '../../web/ui/editableLines.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Columns, Page, Section, StackOf } from '../../web/ui/page.tsx'
import { RecordPanels } from '../../web/ui/recordPanels.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import { clockOf, minuteOf, whyNotStoreCalendar } from '../calendarPlan.rules.ts'
import { weekdays } from '../plant.model.ts'
import type { CalendarPlan } from '../plantDetail.contract.ts'
import { WeekView } from './weekView.tsx'

/** A line as it is typed: times are text until they are understood. */
export type ShiftLine = {
  key: string
  id?: number
  name: string
  weekday: string
  start: string
  end: string
  attended: boolean
}
export type ExceptionLine = {
  key: string
  id?: number
  date: string | null
  name: string
  working: boolean
  start: string
  end: string
}
type Draft = { shifts: ShiftLine[]; exceptions: ExceptionLine[] }

const keyed = () => randomKey()
const draftOf = (plan: CalendarPlan): Draft => ({
  shifts: plan.shifts.map(
    (s) => ({ ...s, key: keyed(), start: clockOf(s.startMinute), end: clockOf(s.endMinute) }) as ShiftLine,
  ),
  exceptions: plan.exceptions.map(
    (e) =>
      ({
        ...e,
        key: keyed(),
        start: e.working ? clockOf(e.startMinute) : '',
        end: e.working ? clockOf(e.endMinute) : '',
      }) as ExceptionLine,
  ),
})

/** 22:00 to 06:00 ends on the next day, also when nobody typed +1. */
const endOf = (start: number | undefined, end: string): number | undefined => {
  const minute = minuteOf(end)
  return minute !== undefined && start !== undefined && minute <= start && !end.includes('+') ? minute + 1440 : minute
}

/** What is stored, and what in the typing is not understood yet. */
function planOf(draft: Draft) {
  const wrong: string[] = []
  const timesOf = (line: { name: string; start: string; end: string }) => {
    const startMinute = minuteOf(line.start)
    const endMinute = endOf(startMinute, line.end)
    if (startMinute === undefined || endMinute === undefined)
      wrong.push(t('calendar.notTimes', { name: line.name || '–' }))
    return { startMinute: startMinute ?? 0, endMinute: endMinute ?? 0 }
  }
  const named = (name: string) => {
    if (name.trim() === '') wrong.push(t('calendar.noName'))
    return name.trim()
  }
  const idOf = (id: number | undefined) => (id === undefined ? {} : { id })
  const shifts = draft.shifts.map((s) => ({
    ...idOf(s.id),
    name: named(s.name),
    weekday: s.weekday as (typeof weekdays)[number],
    attended: s.attended,
    ...timesOf(s),
  }))
  const exceptions = draft.exceptions.map((e) => {
    if (!e.date) wrong.push(t('calendar.noDate'))
    return {
      ...idOf(e.id),
      date: e.date ?? '',
      name: named(e.name),
      working: e.working,
      ...(e.working ? timesOf(e) : { startMinute: 0, endMinute: 0 }),
    }
  })
  const understood = wrong.map((message) => ({ code: 'calendar.typing', message }))
  return {
    plan: { shifts, exceptions },
    whyNot: understood.length > 0 ? understood : whyNotStoreCalendar({ shifts, exceptions }),
  }
}

export function CalendarPage() {
  const id = usePathId()
  const read = useRead(orpc.plant.calendar, { id })
  return <Loaded read={read}>{(plan) => <Shown key={JSON.stringify(plan)} plan={plan as CalendarPlan} />}</Loaded>
}

function Shown({ plan }: { plan: CalendarPlan }) {
  const mayWrite = useMay('plant.write')
  const [draft, setDraft] = useState(() => draftOf(plan))
  const [changed, setChanged] = useState(false)
  const { plan: next, whyNot } = planOf(draft)
  const store = useAction(api.plant.storeCalendar, {
    done: t('ui.saved'),
    undo: () => api.plant.storeCalendar({ id: plan.id, shifts: plan.shifts, exceptions: plan.exceptions }),
  })
  const put = (change: Partial<Draft>) => {
    setChanged(true)
    setDraft({ ...draft, ...change })
  }
  const nothing = changed ? [] : [{ code: 'calendar.unchanged', message: t('calendar.unchanged') }]
  return (
    <Page
      title={plan.name}
      remember
      crumbs={[{ label: t('nav.calendars'), to: '/calendars' }]}
      aside={<span className="dimmed">{t('calendar.zone', { zone: plan.timeZone })}</span>}
      actions={
        mayWrite && (
          <ActionButton
            kind="primary"
            label={t('ui.save')}
            busy={store.busy}
            whyNot={[...nothing, ...whyNot]}
            onAct={() => store.run({ id: plan.id, ...next })}
          />
        )
      }
    >
      <Columns>
        <StackOf>
          <Section title={t('calendar.week')}>
            <WeekView calendarId={plan.id} shifts={next.shifts} exceptions={next.exceptions} />
          </Section>
          <Section title={t('nav.shifts')}>
            <EditableLines<ShiftLine>
              label={t('nav.shifts')}
              readOnly={!mayWrite}
              columns={shiftColumns()}
              lines={draft.shifts}
              keyOf={(s) => s.key}
              onChange={(shifts) => put({ shifts })}
              newLine={() => newShift(draft.shifts.at(-1))}
              addLabel={t('calendar.addShift')}
            />
            {mayWrite && (
              <Group mt="xs">
                <ActionButton
                  kind="quiet"
                  label={t('calendar.mondayToAll')}
                  whyNot={
                    draft.shifts.some((s) => s.weekday === '1')
                      ? []
                      : [{ code: 'calendar.no-monday', message: t('calendar.noMonday') }]
                  }
                  onAct={() => put({ shifts: mondayToAll(draft.shifts) })}
                />
              </Group>
            )}
          </Section>
          <Section title={t('nav.calendarExceptions')}>
            <p className="dimmed">{t('calendar.exceptionsHint')}</p>
            <EditableLines<ExceptionLine>
              label={t('nav.calendarExceptions')}
              readOnly={!mayWrite}
              columns={exceptionColumns()}
              lines={draft.exceptions}
              keyOf={(e) => e.key}
              onChange={(exceptions) => put({ exceptions })}
              newLine={() => ({
                key: keyed(),
                date: null,
                name: t('calendar.holiday'),
                working: false,
                start: '',
                end: '',
              })}
              addLabel={t('calendar.addDay')}
            />
          </Section>
        </StackOf>
        <StackOf>
          <Section title={t('calendar.usedBy')}>
            {plan.usedBy.length > 0 ? (
              <p>{plan.usedBy.join(', ')}</p>
            ) : (
              <p className="dimmed">{t('calendar.usedByNone')}</p>
            )}
          </Section>
          <Section title={t('calendar.next')}>
            <NextDays plan={next.exceptions} />
          </Section>
          <RecordPanels tableName="calendars" recordId={plan.id} />
        </StackOf>
      </Columns>
    </Page>
  )
}

const newShift = (last: ShiftLine | undefined): ShiftLine => ({
  key: keyed(),
  name: last?.name ?? t('calendar.dayShift'),
  weekday: last ? String((Number(last.weekday) % 7) + 1) : '1',
  start: last?.start ?? '07:00',
  end: last?.end ?? '15:30',
  attended: last?.attended ?? true,
})

/** Monday's shifts from Monday to Friday; Saturday and Sunday stay. */
const mondayToAll = (shifts: readonly ShiftLine[]): ShiftLine[] => {
  const monday = shifts.filter((s) => s.weekday === '1')
  const others = ['2', '3', '4', '5'].flatMap((weekday) =>
    monday.map(({ id: _, ...s }): ShiftLine => ({ ...s, key: keyed(), weekday })),
  )
  return [...monday, ...others, ...shifts.filter((s) => Number(s.weekday) > 5)]
}

const shiftColumns = (): LineColumn<ShiftLine>[] => [
  { name: 'weekday', label: t('calendar.weekday'), kind: 'word', words: weekdays, width: 130 },
  { name: 'name', label: t('calendar.shift'), kind: 'text' },
  { name: 'start', label: t('calendar.from'), kind: 'text', width: 90 },
  { name: 'end', label: t('calendar.to'), kind: 'text', width: 90 },
  { name: 'attended', label: t('calendar.attended'), kind: 'flag', width: 90 },
]
const exceptionColumns = (): LineColumn<ExceptionLine>[] => [
  { name: 'date', label: t('calendar.date'), kind: 'day', width: 150 },
  { name: 'name', label: t('calendar.occasion'), kind: 'text' },
  { name: 'working', label: t('calendar.working'), kind: 'flag', width: 90 },
  { name: 'start', label: t('calendar.from'), kind: 'text', width: 90, readOnly: (e) => !e.working },
  { name: 'end', label: t('calendar.to'), kind: 'text', width: 90, readOnly: (e) => !e.working },
]

function NextDays({ plan }: { plan: readonly { date: string; name: string; working: boolean }[] }) {
  const today = new Date().toISOString().slice(0, 10)
  const coming = plan
    .filter((e) => e.date >= today)
    .sort((a, b) => a.date.localeCompare(b.date))
    .slice(0, 5)
  if (coming.length === 0) return <p className="dimmed">{t('calendar.nothingComing')}</p>
  return (
    <ul className="timeline">
      {coming.map((e) => (
        <li key={`${e.date} ${e.name}`}>
          <strong>{formatDay(e.date)}</strong> {e.name} {t(e.working ? 'calendar.isWorked' : 'calendar.isClosed')}
        </li>
      ))}
    </ul>
  )
}
