import { useState } from 'react'
import { formatMinutes, formatQuantity } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import type { OperationSheet } from '../floor.contract.ts'
import { type Activity, scrapReasons } from '../time.model.ts'
import { KioskMachine, useMachine } from './kioskMachine.tsx'
import { aboutOf } from './kioskOperation.tsx'
import { type Mine, minutesSince, pause, refresh } from './kioskQueue.tsx'
import { say, sayWhyNot } from './messageBar.tsx'
import { NumberPad } from './numberPad.tsx'
import { floorApi, perform } from './terminal.ts'
import { useNow } from './useNow.ts'

type Clock = Mine['clocks'][number]
type Entry = OperationSheet['entry']
type Reported = Awaited<ReturnType<typeof floorApi.floor.report>>
type Pieces = { good?: number; scrap?: number; rework?: number; scrapReason?: string; reworkReason?: string }

async function report(entry: Entry, pieces: Pieces): Promise<boolean> {
  try {
    const answer = await perform<Reported>('report', { operationId: entry.operationId, ...pieces }, aboutOf(entry))
    const text = pieces.rework
      ? t('floor.reportedRework', { rework: formatQuantity(pieces.rework) })
      : t('floor.reported', { good: formatQuantity(pieces.good ?? 0), scrap: formatQuantity(pieces.scrap ?? 0) })
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

async function start(entry: Entry, activity: Activity, machineId: number | undefined) {
  try {
    const input = { operationId: entry.operationId, activity, ...(machineId === undefined ? {} : { machineId }) }
    const answer = await perform('clockOn', input, aboutOf(entry))
    say({ text: t(answer ? 'floor.startedDone' : 'floor.kept') })
  } catch (error) {
    sayWhyNot(error)
  }
  await refresh()
}

/** Start, pause and done; good, scrap and rework; a call for help. No act takes more than two taps. */
export function Acts({ sheet, clock, close }: { sheet: OperationSheet; clock: Clock | undefined; close: () => void }) {
  const { entry } = sheet
  const [quantity, setQuantity] = useState('')
  const [asking, setAsking] = useState<'scrap' | 'rework' | 'help'>()
  const pieces = quantity === '' ? undefined : Number(quantity)
  const valid = pieces === undefined || (Number.isFinite(pieces) && pieces > 0)
  const shown = formatQuantity(pieces ?? 1)
  const told = async (what: Pieces) => (await report(entry, what)) && (setQuantity(''), setAsking(undefined))
  const back = () => setAsking(undefined)
  if (asking === 'scrap')
    return (
      <Tiles
        title={t('floor.whyScrap', { quantity: shown })}
        words={scrapReasons}
        list="scrapReason"
        back={back}
        choose={(scrapReason) => void told({ scrap: pieces ?? 1, scrapReason })}
      />
    )
  if (asking === 'rework')
    return (
      <Tiles
        title={t('floor.whyRework', { quantity: shown })}
        words={scrapReasons}
        list="scrapReason"
        back={back}
        choose={(reworkReason) => void told({ rework: pieces ?? 1, reworkReason })}
      />
    )
  if (asking === 'help')
    return (
      <Tiles
        title={t('floor.whyHelp')}
        words={helpReasons}
        list="helpReason"
        back={back}
        choose={(reason) => void help(entry.operationId, wordText(reason, 'helpReason')).then(back)}
      />
    )
  return (
    <section className="kiosk-acts" aria-label={t('floor.acts')}>
      <Timer clock={clock} />
      <ClockActs sheet={sheet} clock={clock} close={close} pieces={pieces} valid={valid} />
      <p className="number">
        {t('floor.progress', {
          good: formatQuantity(entry.good),
          quantity: formatQuantity(entry.quantity),
          scrap: formatQuantity(entry.scrap),
          ready: formatQuantity(entry.ready),
        })}
      </p>
      <div className="kiosk-grid three">
        <button
          type="button"
          className="kiosk-button good"
          disabled={!valid}
          onClick={() => void told({ good: pieces ?? 1 })}
        >
          {t('floor.good', { quantity: shown })}
        </button>
        <button type="button" className="kiosk-button scrap" disabled={!valid} onClick={() => setAsking('scrap')}>
          {t('floor.scrap', { quantity: shown })}
        </button>
        <button type="button" className="kiosk-button rework" disabled={!valid} onClick={() => setAsking('rework')}>
          {t('floor.rework', { quantity: shown })}
        </button>
      </div>
      <NumberPad label={t('floor.pieces')} value={quantity} onChange={setQuantity} />
      {entry.status === 'blocked' ? (
        <button type="button" className="kiosk-button" onClick={() => void help(entry.operationId, undefined)}>
          {t('floor.solved')}
        </button>
      ) : (
        <button type="button" className="kiosk-button" onClick={() => setAsking('help')}>
          {t('floor.help')}
        </button>
      )}
    </section>
  )
}

/** The clock of this person here, on the machine that is chosen, and the end of the step. */
function ClockActs({
  sheet: { entry, machines },
  clock,
  close,
  pieces,
  valid,
}: {
  sheet: OperationSheet
  clock: Clock | undefined
  close: () => void
  pieces: number | undefined
  valid: boolean
}) {
  const id = entry.operationId
  const rest = Math.max(0, entry.ready)
  const [machine, choose] = useMachine(entry.workCenterId, machines)
  const begin = (activity: Activity) => void start(entry, activity, machine)
  const done = async () => {
    if (rest > 0 && !(await report(entry, { good: pieces ?? rest }))) return
    if (clock) await pause(id, aboutOf(entry), rest > 0)
    close()
  }
  return (
    <>
      {!clock && <KioskMachine machines={machines} chosen={machine} choose={choose} />}
      <div className="kiosk-grid two">
        {clock ? (
          <button type="button" className="kiosk-button big" onClick={() => void pause(id, aboutOf(entry))}>
            {t('floor.pause')}
          </button>
        ) : (
          <>
            {entry.setupMinutes > 0 && (
              <button type="button" className="kiosk-button big" onClick={() => begin('setup')}>
                {t('floor.startSetup')}
              </button>
            )}
            <button type="button" className="kiosk-button big primary" onClick={() => begin('run')}>
              {t('floor.startRun')}
            </button>
            <button type="button" className="kiosk-button big" onClick={() => begin('rework')}>
              {t('floor.startRework')}
            </button>
          </>
        )}
        {clock?.activity === 'setup' && (
          <button
            type="button"
            className="kiosk-button big primary"
            onClick={() => void pause(id, aboutOf(entry), true).then(() => begin('run'))}
          >
            {t('floor.startRun')}
          </button>
        )}
        <button
          type="button"
          className="kiosk-button big"
          disabled={!valid || entry.status === 'done'}
          onClick={() => void done()}
        >
          {rest > 0 ? t('floor.doneWith', { quantity: formatQuantity(pieces ?? rest) }) : t('floor.done')}
        </button>
      </div>
    </>
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

function Timer({ clock }: { clock: Clock | undefined }) {
  const now = useNow()
  if (!clock) return <p className="kiosk-timer">{t('floor.notRunning')}</p>
  const spent = clock.spentMinutes + minutesSince(clock.startedAt, now)
  return (
    <p className="kiosk-timer" data-over={(clock.plannedMinutes > 0 && spent > clock.plannedMinutes) || undefined}>
      {wordText(clock.activity, 'activity')} <strong className="number">{formatMinutes(spent)}</strong>
      {clock.plannedMinutes > 0 && (
        <span> {t('floor.ofPlanned', { minutes: formatMinutes(clock.plannedMinutes) })}</span>
      )}
    </p>
  )
}

function Tiles({
  title,
  words,
  list,
  choose,
  back,
}: {
  title: string
  words: readonly string[]
  list: string
  choose: (word: string) => void
  back: () => void
}) {
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
