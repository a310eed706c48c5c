import { Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Refusal } from '../../core/refusal.ts'
import { api } from '../../web/api.ts'
import { t } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import type { Board } from '../board.contract.ts'
import type { PlanChange } from '../board.model.ts'
import { whyNotDrop } from './board/proposal.ts'
import { TrialShown } from './board/proposalPanel.tsx'
import { placesOf } from './board/scenarioDialog.tsx'
import { localInstant, localText } from './board/time.ts'
import { useNearBoard } from './board/useNearBoard.ts'
import { useTrial } from './board/useTrial.ts'
import type { Stretch } from './downtimePage.tsx'
import './board/board.css'

/** A new stretch, or other ends for one that is there. */
export type Asked = { kind: 'down' | 'overtime'; stretch?: Stretch }

export function DowntimeDialog({ asked, close }: { asked: Asked | undefined; close: () => void }) {
  const board = useNearBoard()
  return (
    <Modal opened={asked !== undefined} onClose={close} title={asked && t(`downtime.${asked.kind}`)} size="lg">
      {asked && board && <Form key={asked.stretch?.id ?? asked.kind} asked={asked} board={board} close={close} />}
    </Modal>
  )
}

type Draft = { place: string; from: string; to: string; reason: string }

function draftOf({ kind, stretch }: Asked, board: Board): Draft {
  const text = (at: string | number) => localText(typeof at === 'string' ? Date.parse(at) : at, board.timeZone)
  if (stretch) {
    const place = stretch.machineId === null ? `c${stretch.workCenterId}` : `m${stretch.machineId}`
    return { place, from: text(stretch.fromAt), to: text(stretch.toAt), reason: stretch.reason }
  }
  const now = Math.floor(Date.parse(board.now) / 300_000) * 300_000
  const place = placesOf(board, kind)[0]?.value ?? ''
  return { place, from: text(now), to: text(now + 4 * 3_600_000), reason: '' }
}

function changeOf({ kind, stretch }: Asked, d: Draft, board: Board): PlanChange | undefined {
  const [from, to] = [localInstant(d.from, board.timeZone), localInstant(d.to, board.timeZone)]
  if (from === undefined || to === undefined || from >= to) return undefined
  const ends = { from: new Date(from).toISOString(), to: new Date(to).toISOString(), reason: d.reason.trim() }
  if (stretch) return { kind: 'retime', centerTimeId: stretch.id, ...ends }
  const resource = board.resources.find((r) => r.key === d.place)
  const workCenterId = d.place.startsWith('c') ? Number(d.place.slice(1)) : resource?.workCenterId
  if (!workCenterId) return undefined
  if (kind === 'overtime') return { kind, workCenterId, ...ends }
  return { kind, workCenterId, machineId: d.place.startsWith('m') ? Number(d.place.slice(1)) : null, ...ends }
}

function Form({ asked, board, close }: { asked: Asked; board: Board; close: () => void }) {
  const [draft, setDraft] = useState(() => draftOf(asked, board))
  const set = (next: Partial<Draft>) => setDraft({ ...draft, ...next })
  const change = changeOf(asked, draft, board)
  const trying = useTrial(change && [change], board.version)
  const accept = useAction(api.board.accept, { done: t('downtime.done') })
  const missing: Refusal[] = [
    ...(change ? [] : [{ code: 'downtime.order', message: t('whatIf.order') }]),
    ...(draft.reason.trim() ? [] : [{ code: 'downtime.reason', message: t('downtime.sayWhy') }]),
  ]
  return (
    <Stack gap="sm">
      <NativeSelect
        label={t('board.where')}
        disabled={asked.stretch !== undefined}
        data={placesOf(board, asked.kind)}
        value={draft.place}
        onChange={(e) => set({ place: e.currentTarget.value })}
      />
      <Group grow align="flex-start">
        <TextInput
          type="datetime-local"
          label={t('whatIf.from')}
          value={draft.from}
          onChange={(e) => set({ from: e.currentTarget.value })}
        />
        <TextInput
          type="datetime-local"
          label={t('whatIf.to')}
          value={draft.to}
          error={draft.to <= draft.from ? t('whatIf.order') : undefined}
          onChange={(e) => set({ to: e.currentTarget.value })}
        />
      </Group>
      <TextInput
        data-autofocus
        required
        label={t('ui.reason')}
        value={draft.reason}
        maxLength={300}
        onChange={(e) => set({ reason: e.currentTarget.value })}
      />
      <div className="board-answer" data-asking={trying.asking || undefined}>
        {trying.reasons.map((r) => (
          <p key={r} className="fault">
            {r}
          </p>
        ))}
        {trying.trial && <TrialShown board={board} trial={trying.trial} />}
      </div>
      <Group justify="flex-end">
        <ActionButton label={t('ui.cancel')} onAct={close} />
        <ActionButton
          kind="primary"
          label={t('board.doIt')}
          whyNot={[...missing, ...whyNotDrop(trying.trial, trying.reasons)]}
          busy={accept.busy}
          onAct={async () => {
            if (change && (await accept.run({ changes: [change], version: board.version }))) close()
          }}
        />
      </Group>
    </Stack>
  )
}
