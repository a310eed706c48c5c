import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { reasonsOf } from '../../web/fault.ts'
import { formatDay, formatMinutes, formatQuantity } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import type { OperationSheet } from '../floor.contract.ts'
import { type Activity, scrapReasons } from '../time.model.ts'
import { KioskDrawing } from './kioskDrawing.tsx'
import { KioskMaterials } from './kioskMaterials.tsx'
import { type Mine, minutesSince, pause, refresh } from './kioskQueue.tsx'
import { say, sayWhyNot } from './messageBar.tsx'
import { NumberPad } from './numberPad.tsx'
import { floorApi, kiosk, perform } from './terminal.ts'
import { useNow } from './useNow.ts'

type Reported = Awaited<ReturnType<typeof floorApi.floor.report>>
type Props = { id: number; mine: Mine['clocks']; close: () => void }

/** Everything for one step on one screen: what, how, with what, and the few things that can happen to it. */
export function KioskOperation({ id, mine, close }: Props) {
  const read = useQuery(kiosk.floor.operation.queryOptions({ input: { id } }))
  if (!read.data) return <p className="kiosk-wait">{read.error ? reasonsOf(read.error).join(' ') : t('floor.opening')}</p>
  const sheet = read.data
  const { entry } = sheet
  return (
    <main className="kiosk-operation">
      <section className="kiosk-what" aria-label={t('floor.whatToDo')}>
        <h1>
          {entry.workOrder} · {entry.sequence} {entry.operation} <StatusChip word={entry.status} />
        </h1>
        <p>
          <strong>
            {formatQuantity(entry.quantity)} × {entry.item} · {entry.itemName}
          </strong>{' '}
          {entry.revision && t('floor.revision', { revision: entry.revision })}
        </p>
        <p className="dimmed">
          {[entry.job, entry.customer, t('floor.due', { day: formatDay(entry.dueOn) }), entry.workCenter].filter(Boolean).join(' · ')}
        </p>
        <p className="dimmed">{sheet.sequenceOf}</p>
        {entry.waitsFor && <p role="status">{t('floor.waitsFor', { what: entry.waitsFor })}</p>}
        {sheet.tooling && <p>{t('floor.tooling', { tooling: sheet.tooling })}</p>}
        {sheet.instructions && <p className="kiosk-instructions">{sheet.instructions}</p>}
        <KioskDrawing drawings={sheet.drawings} />
        <KioskMaterials materials={sheet.materials} />
      </section>
      <Acts sheet={sheet} clock={mine.find((c) => c.operationId === id)} close={close} />
    </main>
  )
}

async function report(operationId: number, pieces: { good?: number; scrap?: number; rework?: number; scrapReason?: string }): Promise<boolean> {
  try {
    const answer = await perform<Reported>('report', { operationId, ...pieces })
    const text = t('floor.reported', { good: formatQuantity(pieces.good ?? 0), scrap: formatQuantity(pieces.scrap ?? 0) })
    say({ text: answer ? text : t('floor.kept'), ...(answer ? { undo: () => undo(answer.reportIds) } : {}) })
    await refresh()
    return true
  } catch (error) {
    sayWhyNot(error)
    return false
  }
}

const undo = async (reportIds: number[]) => {
  await floorApi.floor.undo({ reportIds })
  await refresh()
}

async function start(operationId: number, activity: Activity) {
  try {
    await perform('clockOn', { operationId, activity })
    say({ text: t('floor.startedDone') })
  } catch (error) {
    sayWhyNot(error)
  }
  await refresh()
}

/** Start, pause and done; good and scrap; a call for help. No act takes more than two taps. */
function Acts({ sheet: { entry }, clock, close }: { sheet: OperationSheet; clock: Mine['clocks'][number] | undefined; close: () => void }) {
  const id = entry.operationId
  const rest = Math.max(0, entry.ready)
  const [quantity, setQuantity] = useState('')
  const [asking, setAsking] = useState<'scrap' | 'help'>()
  const pieces = quantity === '' ? undefined : Number(quantity)
  const valid = pieces === undefined || (Number.isFinite(pieces) && pieces > 0)
  const good = async (amount: number) => (await report(id, { good: amount })) && setQuantity('')
  const done = async () => {
    if (rest > 0 && !(await report(id, { good: pieces ?? rest }))) return
    if (clock) await pause(id, rest > 0)
    close()
  }
  if (asking === 'scrap')
    return (
      <Tiles title={t('floor.whyScrap', { quantity: formatQuantity(pieces ?? 1) })} words={scrapReasons} list="scrapReason" back={() => setAsking(undefined)} choose={(reason) => void report(id, { scrap: pieces ?? 1, scrapReason: reason }).then(() => (setQuantity(''), setAsking(undefined)))} />
    )
  if (asking === 'help')
    return (
      <Tiles title={t('floor.whyHelp')} words={helpReasons} list="helpReason" back={() => setAsking(undefined)} choose={(reason) => void help(id, wordText(reason, 'helpReason')).then(() => setAsking(undefined))} />
    )
  return (
    <section className="kiosk-acts" aria-label={t('floor.acts')}>
      <Timer clock={clock} />
      <div className="kiosk-grid two">
        {clock ? (
          <button type="button" className="kiosk-button big" onClick={() => void pause(id)}>
            {t('floor.pause')}
          </button>
        ) : (
          <>
            {entry.setupMinutes > 0 && (
              <button type="button" className="kiosk-button big" onClick={() => void start(id, 'setup')}>
                {t('floor.startSetup')}
              </button>
            )}
            <button type="button" className="kiosk-button big primary" onClick={() => void start(id, 'run')}>
              {t('floor.startRun')}
            </button>
          </>
        )}
        {clock?.activity === 'setup' && (
          <button type="button" className="kiosk-button big primary" onClick={() => void pause(id, true).then(() => start(id, 'run'))}>
            {t('floor.startRun')}
          </button>
        )}
        <button type="button" className="kiosk-button big" disabled={!valid || entry.status === 'done'} onClick={() => void done()}>
          {rest > 0 ? t('floor.doneWith', { quantity: formatQuantity(pieces ?? rest) }) : t('floor.done')}
        </button>
      </div>
      <p className="number">{t('floor.progress', { good: formatQuantity(entry.good), quantity: formatQuantity(entry.quantity), scrap: formatQuantity(entry.scrap), ready: formatQuantity(rest) })}</p>
      <div className="kiosk-grid two">
        <button type="button" className="kiosk-button good" disabled={!valid} onClick={() => void good(pieces ?? 1)}>
          {t('floor.good', { quantity: formatQuantity(pieces ?? 1) })}
        </button>
        <button type="button" className="kiosk-button scrap" disabled={!valid} onClick={() => setAsking('scrap')}>
          {t('floor.scrap', { quantity: formatQuantity(pieces ?? 1) })}
        </button>
      </div>
      <NumberPad label={t('floor.pieces')} value={quantity} onChange={setQuantity} />
      <div className="kiosk-grid two">
        {!clock && (
          <button type="button" className="kiosk-button" onClick={() => void start(id, 'rework')}>
            {t('floor.startRework')}
          </button>
        )}
        {entry.status === 'blocked' ? (
          <button type="button" className="kiosk-button" onClick={() => void help(id, undefined)}>
            {t('floor.solved')}
          </button>
        ) : (
          <button type="button" className="kiosk-button" onClick={() => setAsking('help')}>
            {t('floor.help')}
          </button>
        )}
      </div>
    </section>
  )
}

const helpReasons = ['material', 'machine', 'drawing', 'tool', 'quality', 'other'] as const

async function help(id: number, reason: string | undefined) {
  try {
    if (reason === undefined) await floorApi.floor.unblock({ id })
    else await floorApi.floor.block({ id, reason })
    say({ text: t(reason === undefined ? 'floor.goesOn' : 'floor.called') })
  } catch (error) {
    sayWhyNot(error)
  }
  await refresh()
}

function Timer({ clock }: { clock: Mine['clocks'][number] | undefined }) {
  const now = useNow()
  if (!clock) return <p className="kiosk-timer">{t('floor.notRunning')}</p>
  const spent = clock.spentMinutes + minutesSince(clock.startedAt, now)
  return (
    <p className="kiosk-timer" data-over={(clock.plannedMinutes > 0 && spent > clock.plannedMinutes) || undefined}>
      {wordText(clock.activity, 'activity')} <strong className="number">{formatMinutes(spent)}</strong>
      {clock.plannedMinutes > 0 && <span> {t('floor.ofPlanned', { minutes: formatMinutes(clock.plannedMinutes) })}</span>}
    </p>
  )
}

function Tiles({ title, words, list, choose, back }: { title: string; words: readonly string[]; list: string; choose: (word: string) => void; back: () => void }) {
  return (
    <section className="kiosk-acts" aria-label={title}>
      <h2>{title}</h2>
      <div className="kiosk-grid two">
        {words.map((w) => (
          <button key={w} type="button" className="kiosk-button big" onClick={() => choose(w)}>
            {wordText(w, list)}
          </button>
        ))}
      </div>
      <button type="button" className="kiosk-button" onClick={back}>
        ← {t('floor.back')}
      </button>
    </section>
  )
}
