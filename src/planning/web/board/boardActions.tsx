import { Popover, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import { api } from '../../../web/api.ts'
import { formatInstant, formatInteger, formatMoney } from '../../../web/format.ts'
import { t } from '../../../web/i18n.ts'
import { useMay, useSession } from '../../../web/session.tsx'
import { ActionButton } from '../../../web/ui/actionButton.tsx'
import { LinkButton } from '../../../web/ui/linkButton.tsx'
import { Shape, StatusChip } from '../../../web/ui/statusChip.tsx'
import { useAction } from '../../../web/ui/useAction.ts'
import type { Board } from '../../board.contract.ts'
import { whyMayNot } from '../../planRights.rules.ts'
import { daysText } from './words.ts'

/** How the plan stands: late jobs in days and money, and whether it still fits the shop. */
export function BoardState({ board }: { board: Board }) {
  const { lateJobs, lateDays, lateMoney } = board.totals
  return (
    <>
      {lateJobs === 0 ? (
        <StatusChip word="onTime" label={t('board.noneLate')} />
      ) : (
        <StatusChip
          word="late"
          label={t(lateMoney === null ? 'board.lateSumDays' : 'board.lateSum', {
            count: lateJobs,
            days: daysText(lateDays),
            money: formatMoney(lateMoney),
          })}
        />
      )}
      {board.stale ? (
        <Stale board={board} />
      ) : (
        <span className="dimmed board-planned">{t('board.plannedAt', { at: formatInstant(board.plannedAt) })}</span>
      )}
    </>
  )
}

function Stale({ board }: { board: Board }) {
  return (
    <Popover position="bottom-start" shadow="md" withArrow>
      <Popover.Target>
        <button type="button" className="board-stale">
          <Shape tone="waiting" /> {t('board.stale')}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <p>{t('board.staleText', { since: formatInstant(board.since) })}</p>
        <ul className="board-causes">
          {board.causes.map((c) => (
            <li key={c.cause}>
              <strong>{t(`board.causes.${c.cause}`)}</strong> {formatInteger(c.count)} ×{' '}
              <span className="dimmed">
                {formatInstant(c.lastAt)} {c.by}
              </span>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}

const rushOrder = { kind: 'rushOrder', itemId: 1, quantity: 1, dueOn: '2000-01-01' } as const

/** Acts on the whole plan. */
export function BoardActions({ board, open }: { board: Board; open: (dialog: 'autoPlan' | 'rushOrder') => void }) {
  const mayPlan = useMay('planning.write')
  const { may } = useSession()
  const maySet = may('planning.settings')
  const barred = mayPlan ? [] : [{ code: 'board.may-not', message: t('board.mayNot') }]
  const replan = useAction(api.planning.replan, {
    done: (r) => t('planning.planned', { operations: r.operations, late: r.lateJobs }),
  })
  const undo = useAction(api.board.undo, { done: (r) => t('board.undid', { what: r.summary }) })
  const redo = useAction(api.board.redo, { done: (r) => t('board.redid', { what: r.summary }) })
  const nothing = (key: string) => [{ code: 'board.nothing', message: t(key) }]
  return (
    <>
      <Told text={board.undo && t('board.wouldUndo', { what: board.undo.summary, by: board.undo.by })}>
        <ActionButton
          label={t('ui.undo')}
          whyNot={[...barred, ...(board.undo ? [] : nothing('board.nothingToUndo'))]}
          onAct={() => board.undo && undo.run({ actId: board.undo.id })}
        />
      </Told>
      <Told text={board.redo && t('board.wouldRedo', { what: board.redo.summary, by: board.redo.by })}>
        <ActionButton
          label={t('board.redo')}
          whyNot={[...barred, ...(board.redo ? [] : nothing('board.nothingToRedo'))]}
          onAct={() => board.redo && redo.run({ actId: board.redo.id })}
        />
      </Told>
      {maySet && <LinkButton label={t('nav.planSettings')} to="/settings/plan" />}
      <ActionButton
        label={t('board.rushOrder')}
        whyNot={barred.length > 0 ? barred : whyMayNot(may, [rushOrder])}
        onAct={() => open('rushOrder')}
      />
      <ActionButton label={t('board.autoPlan')} whyNot={barred} onAct={() => open('autoPlan')} />
      <ActionButton kind="primary" label={t('planning.replan')} whyNot={barred} onAct={() => replan.run(undefined)} />
    </>
  )
}

function Told({ text, children }: { text: string | null; children: ReactNode }) {
  return text ? (
    <Tooltip label={text}>
      <span>{children}</span>
    </Tooltip>
  ) : (
    children
  )
}
