import { Group, Modal, Progress, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, orpc } from '../../../web/api.ts'
import { formatMoney } from '../../../web/format.ts'
import { t } from '../../../web/i18n.ts'
import { ActionButton } from '../../../web/ui/actionButton.tsx'
import { NumberBox } from '../../../web/ui/numberBox.tsx'
import { SmallTable } from '../../../web/ui/smallTable.tsx'
import { useAction } from '../../../web/ui/useAction.ts'
import type { Board } from '../../board.contract.ts'
import type { ShownTrial } from '../../board.model.ts'
import { TrialShown } from './proposalPanel.tsx'
import { resourceName, shortInstant } from './words.ts'

/** Looks for a cheaper plan, shows what it would move and why, and makes it the plan when the planner says so. */
export function AutoPlanDialog({ board, open, close }: { board: Board; open: boolean; close: () => void }) {
  const [id, setId] = useState<number>()
  const leave = () => {
    setId(undefined)
    close()
  }
  return (
    <Modal opened={open} onClose={leave} title={t('board.autoPlan')} size={id === undefined ? 'md' : 'xl'}>
      {id === undefined ? <Start started={setId} /> : <Search key={id} board={board} id={id} close={leave} />}
    </Modal>
  )
}

function Start({ started }: { started: (id: number) => void }) {
  const [seconds, setSeconds] = useState<number | null>(10)
  const start = useAction(api.board.autoPlan)
  const wrong = seconds === null || seconds < 1 || seconds > 300
  return (
    <Stack gap="sm">
      <p>{t('board.autoPlanText')}</p>
      <NumberBox
        label={t('board.searchSeconds')}
        data-autofocus
        value={seconds}
        onChange={setSeconds}
        decimals={0}
        error={wrong ? t('board.secondsRange') : undefined}
      />
      <Group justify="flex-end">
        <ActionButton
          kind="primary"
          label={t('board.startSearch')}
          whyNot={wrong ? [{ code: 'board.seconds', message: t('board.secondsRange') }] : []}
          onAct={async () => {
            const begun = await start.run({ seconds: seconds ?? 10 })
            if (begun) started(begun.id)
          }}
        />
      </Group>
    </Stack>
  )
}

function Search({ board, id, close }: { board: Board; id: number; close: () => void }) {
  const search = useQuery({
    ...orpc.board.autoPlanState.queryOptions({ input: { id } }),
    refetchInterval: (q) => (q.state.data && !['running', 'canceled'].includes(q.state.data.state) ? false : 1000),
  })
  const stop = useAction(api.board.cancelAutoPlan)
  const discard = useAction(api.board.discardAutoPlan)
  const accept = useAction(api.board.acceptAutoPlan, { done: t('board.accepted') })
  const found = search.data
  if (!found) return <p className="dimmed">{t('board.searching')}</p>
  if (found.state === 'failed') return <p className="fault">{found.message}</p>
  if (!found.result) {
    const passed = (Date.now() - Date.parse(found.startedAt)) / 1000
    return (
      <Stack gap="sm" aria-live="polite">
        <Progress value={Math.min(98, (100 * passed) / found.seconds)} animated aria-label={t('board.searching')} />
        <p>
          {t('board.foundSoFar', { count: found.found })}{' '}
          {found.money !== null && t('board.bestSoFar', { money: formatMoney(found.money) })}
        </p>
        <Group justify="flex-end">
          <ActionButton label={t('board.stopSearch')} onAct={() => stop.run({ id })} />
        </Group>
      </Stack>
    )
  }
  const same = found.result.moved.length === 0
  return (
    <Stack gap="sm">
      {found.message && <p className="board-notice">{found.message}</p>}
      <TrialShown board={board} trial={{ ...found.result, moved: [] }} />
      <h3>{t('board.moves', { count: found.result.moved.length })}</h3>
      <Moves board={board} trial={found.result} />
      <Group justify="flex-end">
        <ActionButton
          label={t('board.discard')}
          onAct={async () => {
            if (await discard.run({ id })) close()
          }}
        />
        <ActionButton
          kind="primary"
          label={t('board.acceptPlan')}
          whyNot={same ? [{ code: 'board.same', message: t('board.movesNothing') }] : []}
          onAct={async () => {
            if (await accept.run({ id })) close()
          }}
        />
      </Group>
    </Stack>
  )
}

function Moves({ board, trial }: { board: Board; trial: ShownTrial }) {
  const place = (p: ShownTrial['moved'][number]['before']) =>
    p ? `${resourceName(board, p.resource)}, ${shortInstant(p.startAt)}` : t('board.noPlace')
  return (
    <div className="board-scroll">
      <SmallTable
        rows={trial.moved.slice(0, 300)}
        keyOf={(m) => `${m.operationId} ${m.operation}`}
        empty={t('board.movesNothing')}
        columns={[
          { name: 'job', label: t('fields.job') },
          { name: 'operation', label: t('fields.operation') },
          { name: 'before', label: t('board.now'), show: (m) => place(m.before) },
          { name: 'after', label: t('board.then'), show: (m) => place(m.after) },
          { name: 'why', label: t('planning.why') },
        ]}
      />
    </div>
  )
}
