import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { queryClient } from '../../web/api.ts'
import { formatDay, formatMinutes, formatQuantity } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import type { Terminal } from '../device.contract.ts'
import type { DispatchEntry } from '../floor.contract.ts'
import { say, sayWhyNot } from './messageBar.tsx'
import { floorApi, kiosk, perform, useTerminal } from './terminal.ts'
import { useNow } from './useNow.ts'
import { waitingClock } from './waiting.ts'

export type Mine = Awaited<ReturnType<typeof floorApi.floor.employee>>
type Clock = Mine['clocks'][number]

export const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: kiosk.key() })

/** Stops one clock of the person. Quiet where something else is being said already. */
export async function pause(operationId: number, about: string, quiet = false): Promise<void> {
  try {
    const answer = await perform('clockOff', { operationId }, about)
    if (!quiet) say({ text: t(answer ? 'floor.paused' : 'floor.kept') })
  } catch (error) {
    sayWhyNot(error)
  }
  await refresh()
}

export const minutesSince = (startedAt: string, now: number): number =>
  Math.max(0, (now - Date.parse(startedAt)) / 60_000)

/** What I run now, then what this work center does next. */
export function KioskQueue({
  terminal,
  mine,
  open,
}: {
  terminal: Terminal
  mine: Mine | undefined
  open: (id: number) => void
}) {
  const [center, setCenter] = useState<number | undefined>(terminal.workCenterId ?? undefined)
  const [all, setAll] = useState(false)
  const read = useQuery(
    kiosk.floor.dispatch.queryOptions({
      input: { ...(center === undefined ? {} : { workCenterId: center }), all: String(all) },
    }),
  )
  const { waiting, signed } = useTerminal()
  const clocks = (mine?.clocks ?? []).filter(
    (c) => waitingClock(waiting, signed?.employeeId ?? 0, c.operationId) !== 'stopped',
  )
  return (
    <main className="kiosk-queue">
      <h1 className="hidden-text">{t('floor.queue')}</h1>
      <div className="kiosk-bar">
        <Traveller center={center} open={open} />
        <label>
          {t('floor.workCenter')}
          <select
            className="kiosk-input"
            value={center ?? ''}
            onChange={(e) => setCenter(e.currentTarget.value === '' ? undefined : Number(e.currentTarget.value))}
          >
            <option value="">{t('floor.allCenters')}</option>
            {terminal.workCenters.map((c) => (
              <option key={c.id} value={c.id}>
                {c.name}
              </option>
            ))}
          </select>
        </label>
        <button type="button" className="kiosk-button" aria-pressed={all} onClick={() => setAll(!all)}>
          {t('floor.alsoWaiting')}
        </button>
      </div>
      {mine && clocks.length > 0 && (
        <section aria-label={t('floor.myWork')}>
          <h2>
            {t('floor.myWork')}{' '}
            <span className="dimmed">{t('floor.today', { minutes: formatMinutes(mine.minutesToday) })}</span>
          </h2>
          <ul className="kiosk-cards">
            {clocks.map((c) => (
              <ClockCard key={c.id} clock={c} open={open} />
            ))}
          </ul>
        </section>
      )}
      <section aria-label={t('floor.next')}>
        <h2>{t('floor.next')}</h2>
        {read.data?.length === 0 && <p>{t('floor.nothingNext')}</p>}
        <ul className="kiosk-cards">
          {read.data?.map((e) => (
            <EntryCard key={e.operationId} entry={e} open={open} />
          ))}
        </ul>
      </section>
    </main>
  )
}

function ClockCard({ clock, open }: { clock: Clock; open: (id: number) => void }) {
  const now = useNow()
  return (
    <li className="kiosk-card running">
      <button type="button" className="kiosk-card-open" onClick={() => open(clock.operationId)}>
        <strong>
          {clock.workOrder} · {clock.sequence} {clock.operation}
        </strong>
        <span>{clock.item}</span>
        <span className="number">
          {wordText(clock.activity, 'activity')}{' '}
          {formatMinutes(clock.spentMinutes + minutesSince(clock.startedAt, now))}
          {clock.plannedMinutes > 0 && ` ${t('floor.ofPlanned', { minutes: formatMinutes(clock.plannedMinutes) })}`}
        </span>
      </button>
      <button
        type="button"
        className="kiosk-button"
        onClick={() => void pause(clock.operationId, `${clock.workOrder} · ${clock.sequence} ${clock.operation}`)}
      >
        {t('floor.pause')}
      </button>
    </li>
  )
}

function EntryCard({ entry: e, open }: { entry: DispatchEntry; open: (id: number) => void }) {
  return (
    <li className="kiosk-card">
      <button type="button" className="kiosk-card-open" onClick={() => open(e.operationId)}>
        <span className="kiosk-card-head">
          <StatusChip word={e.status} />
          {e.priority === 'rush' && <StatusChip word="rush" tone="blocked" />}
          <span>{t('floor.due', { day: formatDay(e.dueOn) })}</span>
        </span>
        <strong>
          {e.workOrder} · {e.sequence} {e.operation}
        </strong>
        <span>
          {e.item} · {e.itemName}
        </span>
        <span className="dimmed">{[e.customer, e.workCenter].filter(Boolean).join(' · ')}</span>
        <span className="number">
          {t('floor.goodOf', { good: formatQuantity(e.good), quantity: formatQuantity(e.quantity) })} ·{' '}
          {t('floor.setupRun', { setup: formatMinutes(e.setupMinutes), run: formatMinutes(e.runMinutes * e.quantity) })}
        </span>
        {e.waitsFor !== '' && <span>{t('floor.waitsFor', { what: e.waitsFor })}</span>}
        {e.running.length > 0 && <span>{e.running.join(', ')}</span>}
      </button>
    </li>
  )
}

/** A scanned traveller opens its operation at this work center, else the first that can be done. */
function Traveller({ center, open }: { center: number | undefined; open: (id: number) => void }) {
  const [code, setCode] = useState('')
  const find = async (event: FormEvent) => {
    event.preventDefault()
    const wanted = code.trim().split('/').at(-1) ?? ''
    setCode('')
    if (wanted === '') return
    try {
      const found = await floorApi.floor.find({ code: wanted })
      const here = found.find((e) => e.workCenterId === center) ?? found[0]
      if (here) open(here.operationId)
      else say({ text: t('floor.noneOpen', { code: wanted }), refused: true })
    } catch (error) {
      sayWhyNot(error)
    }
  }
  return (
    <form onSubmit={(e) => void find(e)}>
      <label>
        {t('floor.scanTraveller')}
        <input
          className="kiosk-input"
          value={code}
          onChange={(e) => setCode(e.currentTarget.value)}
          autoComplete="off"
          autoFocus
        />
      </label>
    </form>
  )
}
