import { Kbd, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Refusal } from '../../../core/refusal.ts'
import { orpc } from '../../../web/api.ts'
import { formatDay, formatQuantity, localSentence } from '../../../web/format.ts'
import { t, wordText } from '../../../web/i18n.ts'
import { useMay, useSession } from '../../../web/session.tsx'
import { ActionButton } from '../../../web/ui/actionButton.tsx'
import { PageLink } from '../../../web/ui/link.tsx'
import { KeyValue } from '../../../web/ui/page.tsx'
import { StatusChip } from '../../../web/ui/statusChip.tsx'
import { useRead } from '../../../web/ui/useRead.ts'
import type { Board } from '../../board.contract.ts'
import type { Bar, PlanChange } from '../../board.model.ts'
import { whyMayNot } from '../../planRights.rules.ts'
import { toneOfLook } from './colors.ts'
import { lookOf } from './layout.ts'
import { whyNotGrab } from './proposal.ts'
import { localInstant, localText } from './time.ts'
import type { Proposing } from './useProposal.ts'
import { useTakeFocus } from './useTakeFocus.ts'
import { lookText, markTexts, peopleNames, resourceName, shortInstant } from './words.ts'

/** Everything about one bar, and all that can be done with it without a mouse. */
export function BarPanel({ board, bar, proposing }: { board: Board; bar: Bar; proposing: Proposing }) {
  const mayPlan = useMay('planning.write')
  const whyNot = whyNotGrab(bar, mayPlan, t)
  const focus = useTakeFocus<HTMLElement>()
  return (
    <section ref={focus} tabIndex={-1} className="board-bar" aria-label={bar.operation}>
      <header>
        <h2>
          {bar.jobId === null ? (
            bar.job || bar.operation
          ) : (
            <PageLink className="record-link" to={`/jobs/${bar.jobId}`}>
              {bar.job}
            </PageLink>
          )}{' '}
          <span className="dimmed">{bar.operation.replace(`${bar.job} `, '')}</span>
        </h2>
        <p>{bar.name}</p>
        <div className="board-chips">
          <StatusChip word={lookOf(bar)} tone={toneOfLook[lookOf(bar)]} label={lookText(bar)} />
          {markTexts(bar).map((mark, i) => (
            <StatusChip
              key={mark}
              word={mark}
              tone={i === 0 && bar.lateDays > 0 ? 'blocked' : 'neutral'}
              label={mark}
            />
          ))}
        </div>
      </header>
      <KeyValue
        facts={[
          [t('board.start'), shortInstant(bar.startAt)],
          [t('board.end'), shortInstant(bar.endAt)],
          [t('board.where'), resourceName(board, bar.resource)],
          ...partsOf(board, bar),
          [t('board.people'), peopleNames(board, bar)],
          [t('fields.item'), bar.item],
          [t('fields.quantity'), formatQuantity(bar.quantity)],
          [t('fields.customer'), bar.customers],
          [t('fields.dueOn'), formatDay(bar.dueOn)],
          [t('board.material'), wordText(bar.material, 'lightStates')],
        ]}
      />
      {bar.reason && (
        <p className="board-why">
          <strong>{t('board.whyThen')}</strong> {localSentence(bar.reason)}
        </p>
      )}
      {bar.jobId !== null && bar.state !== 'done' && <Chain jobId={bar.jobId} job={bar.job} />}
      <Acts board={board} bar={bar} proposing={proposing} whyNot={whyNot} />
      <MoveForm
        key={`${bar.key} ${bar.startAt} ${bar.resource}`}
        board={board}
        bar={bar}
        proposing={proposing}
        whyNot={whyNot}
      />
    </section>
  )
}

/** All parts of a split operation, each with its machine, pieces and end. */
function partsOf(board: Board, bar: Bar): [string, string][] {
  const parts = board.bars.filter((b) => b.operationId !== null && b.operationId === bar.operationId)
  if (parts.length < 2) return []
  const told = [...parts]
    .sort((a, b) => a.part - b.part)
    .map((b) => `${resourceName(board, b.resource)}: ${formatQuantity(b.quantity)}, → ${shortInstant(b.endAt)}`)
  return [[t('board.parts'), told.join('; ')]]
}

type ActsProps = { board: Board; bar: Bar; proposing: Proposing; whyNot: Refusal[] }

export const pinChange = (bar: Bar): PlanChange | undefined =>
  bar.operationId === null
    ? undefined
    : bar.pinned || bar.bound
      ? { kind: 'unpin', operationId: bar.operationId }
      : { kind: 'move', operationId: bar.operationId, resource: bar.resource, startAt: bar.startAt }

const isSplit = (board: Board, bar: Bar): boolean =>
  board.bars.some((b) => b.operationId === bar.operationId && b.part > 0)

/** One machine more than now, or back to one piece. */
export const splitChange = (board: Board, bar: Bar): PlanChange | undefined =>
  bar.operationId === null
    ? undefined
    : {
        kind: 'split',
        operationId: bar.operationId,
        parts: isSplit(board, bar) ? 1 : Math.max(2, Math.min(10, bar.alternatives.length)),
      }

/** The slot that a bar stands for, `h<hold>.<n>`. */
const holdOf = (bar: Bar): number | undefined => {
  const id = /^h(\d+)\./.exec(bar.key)?.[1]
  return id === undefined ? undefined : Number(id)
}

function Acts(props: ActsProps) {
  const { bar, proposing } = props
  const may = useSession().may
  const holdId = holdOf(bar)
  if (holdId === undefined) return <WorkActs {...props} />
  return (
    <div className="board-buttons">
      <ActionButton
        label={t('board.giveUp')}
        whyNot={whyMayNot(may, [{ kind: 'releaseHold', holdId }])}
        onAct={() => proposing.propose(`${bar.operation}: ${t('board.giveUp')}`, [{ kind: 'releaseHold', holdId }])}
      />
    </div>
  )
}

function WorkActs({ board, bar, proposing, whyNot }: ActsProps) {
  const [pin, split] = [pinChange(bar), splitChange(board, bar)]
  const fixed = bar.pinned || bar.bound
  const noSplit: Refusal[] =
    bar.kind === 'outside' || bar.alternatives.length < 2 ? [{ code: 'board.one', message: t('board.oneMachine') }] : []
  return (
    <div className="board-buttons">
      <ActionButton
        label={t(fixed ? 'board.unpin' : 'board.pin')}
        whyNot={whyNot}
        onAct={() => pin && proposing.propose(`${bar.operation}: ${t(fixed ? 'board.unpin' : 'board.pin')}`, [pin])}
      />
      <ActionButton
        label={t(isSplit(board, bar) ? 'board.unsplit' : 'board.split')}
        whyNot={[...whyNot, ...noSplit]}
        onAct={() =>
          split &&
          proposing.propose(`${bar.operation}: ${t(isSplit(board, bar) ? 'board.unsplit' : 'board.split')}`, [split])
        }
      />
      <ActionButton
        label={t(bar.rush ? 'board.notRush' : 'board.makeRush')}
        whyNot={[
          ...whyNot.filter((r) => r.code === 'board.may-not'),
          ...(bar.jobId === null || bar.state === 'done' ? [{ code: 'board.no-job', message: t('board.noJob') }] : []),
        ]}
        onAct={() =>
          bar.jobId !== null &&
          proposing.propose(`${bar.job}: ${t(bar.rush ? 'board.notRush' : 'board.makeRush')}`, [
            { kind: 'priority', jobId: bar.jobId, priority: bar.rush ? 'normal' : 'rush' },
          ])
        }
      />
    </div>
  )
}

/** Another machine or time, typed: the same as dragging. */
function MoveForm({ board, bar, proposing, whyNot }: ActsProps) {
  const [resource, setResource] = useState(bar.resource)
  const [start, setStart] = useState(localText(Date.parse(bar.startAt), board.timeZone))
  if (bar.operationId === null || bar.state === 'done') return null
  const operationId = bar.operationId
  const at = localInstant(start, board.timeZone)
  const moved = start !== localText(Date.parse(bar.startAt), board.timeZone)
  const swapped = resource !== bar.resource
  const nothing: Refusal[] = moved || swapped ? [] : [{ code: 'board.same', message: t('board.same') }]
  const shift = (minutes: number) => at !== undefined && setStart(localText(at + minutes * 60_000, board.timeZone))
  return (
    <form
      className="board-move"
      aria-label={t('board.move')}
      onSubmit={(e) => {
        e.preventDefault()
      }}
    >
      <NativeSelect
        label={t('board.where')}
        value={resource}
        onChange={(e) => setResource(e.currentTarget.value)}
        data={[...new Set([bar.resource, ...bar.alternatives])].map((key) => ({
          value: key,
          label: resourceName(board, key),
        }))}
      />
      <TextInput
        type="datetime-local"
        label={t('board.start')}
        value={start}
        onChange={(e) => setStart(e.currentTarget.value)}
      />
      <div className="board-buttons">
        <ActionButton size="compact-xs" label={t('board.dayEarlier')} whyNot={whyNot} onAct={() => shift(-1440)} />
        <ActionButton size="compact-xs" label={t('board.hourEarlier')} whyNot={whyNot} onAct={() => shift(-60)} />
        <ActionButton size="compact-xs" label={t('board.hourLater')} whyNot={whyNot} onAct={() => shift(60)} />
        <ActionButton size="compact-xs" label={t('board.dayLater')} whyNot={whyNot} onAct={() => shift(1440)} />
      </div>
      <ActionButton
        label={t('board.tryMove')}
        whyNot={[...whyNot, ...nothing]}
        onAct={() =>
          proposing.hold({
            title: t('board.moveTitle', {
              what: bar.operation,
              where: resourceName(board, resource),
              when: shortInstant(at ?? bar.startAt),
            }),
            changes: [
              {
                kind: 'move',
                operationId,
                resource,
                ...(moved && at !== undefined ? { startAt: new Date(at).toISOString() } : {}),
              },
            ],
          })
        }
      />
      <p className="dimmed board-keyline">
        <Kbd size="xs">Enter</Kbd> {t('board.grabHint')}
      </p>
    </form>
  )
}

/** From the job's last operation back through what each start waited for. */
function Chain({ jobId, job }: { jobId: number; job: string }) {
  const [open, setOpen] = useState(false)
  const why = useRead(orpc.board.why, { id: jobId }, { enabled: open })
  return (
    <details className="board-chain" onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{t('board.chainOf', { job })}</summary>
      {why.data && (
        <ol>
          {why.data.map((step) => (
            <li key={`${step.operation} ${step.startAt}`}>
              <strong>
                {step.job} {step.operation}
              </strong>{' '}
              <span className="dimmed">{shortInstant(step.startAt)}</span>
              <br />
              {localSentence(step.reason)}
            </li>
          ))}
        </ol>
      )}
    </details>
  )
}
