import { Group, Modal, NativeSelect, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Refusal } from '../../../core/refusal.ts'
import { api } from '../../../web/api.ts'
import { currentFormats, plantToday } from '../../../web/format.ts'
import { t } from '../../../web/i18n.ts'
import { ActionButton } from '../../../web/ui/actionButton.tsx'
import { NumberBox } from '../../../web/ui/numberBox.tsx'
import { ReferencePicker } from '../../../web/ui/referencePicker.tsx'
import { useAction } from '../../../web/ui/useAction.ts'
import type { Board } from '../../board.contract.ts'
import type { PlanChange } from '../../board.model.ts'
import { localInstant } from './time.ts'
import { useNearBoard } from './useNearBoard.ts'

export const scenarioKinds = ['rushOrder', 'down', 'overtime', 'outside'] as const
export type ScenarioKind = (typeof scenarioKinds)[number]

/** A new what-if of one of the four kinds; more changes come to it from the board ("Keep as what-if"). */
export function ScenarioDialog({ kind, close }: { kind: ScenarioKind | undefined; close: () => void }) {
  const board = useNearBoard()
  return (
    <Modal opened={kind !== undefined} onClose={close} title={kind ? t(`whatIf.kinds.${kind}`) : t('whatIf.new')}>
      {kind && board && <Form key={kind} kind={kind} board={board} close={close} />}
    </Modal>
  )
}

const later = (days: number): string =>
  new Date(Date.parse(`${plantToday()}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

type Draft = {
  itemId: number | null
  itemLabel: string
  quantity: number | null
  dueOn: string
  place: string
  from: string
  to: string
  reason: string
  operationId: string | null
  vendor: string
  leadDays: number | null
  unitPrice: number | null
}
const emptyDraft = (board: Board, kind: ScenarioKind): Draft => ({
  itemId: null,
  itemLabel: '',
  quantity: 1,
  dueOn: later(14),
  place: placesOf(board, kind)[0]?.value ?? '',
  from: `${later(1)}T${kind === 'overtime' ? '17:00' : '08:00'}`,
  to: `${later(1)}T${kind === 'overtime' ? '21:00' : '17:00'}`,
  reason: '',
  operationId: null,
  vendor: board.resources.find((r) => r.key.startsWith('v') && r.key !== 'v0')?.key ?? '',
  leadDays: 5,
  unitPrice: 0,
})

/** Work centers, and for a breakdown their machines too. */
export function placesOf(board: Board, kind: ScenarioKind) {
  const inside = board.resources.filter((r) => r.workCenterId !== null)
  const centers = [...new Map(inside.map((r) => [r.workCenterId, r.workCenter]))]
  return [
    ...(kind === 'down'
      ? inside.filter((r) => r.key.startsWith('m')).map((r) => ({ value: r.key, label: `${r.code} ${r.name}` }))
      : []),
    ...centers.map(([id, code]) => ({ value: `c${id}`, label: t('whatIf.allOf', { code }) })),
  ]
}

/** The change that a draft describes, with a name for it; undefined while something is missing. */
function changeOf(kind: ScenarioKind, d: Draft, board: Board): { name: string; change: PlanChange } | undefined {
  if (kind === 'rushOrder') {
    if (d.itemId === null || !d.quantity || !d.dueOn) return undefined
    const name = t('whatIf.names.rushOrder', { quantity: d.quantity, item: d.itemLabel })
    return { name, change: { kind, itemId: d.itemId, quantity: d.quantity, dueOn: d.dueOn } }
  }
  if (kind === 'outside') {
    const bar = board.bars.find((b) => String(b.operationId) === d.operationId)
    if (!bar?.operationId || !d.vendor || d.leadDays === null || d.unitPrice === null) return undefined
    const vendorId = Number(d.vendor.slice(1))
    const name = t('whatIf.names.outside', { what: bar.operation })
    return {
      name,
      change: { kind, operationId: bar.operationId, vendorId, leadDays: d.leadDays, unitPrice: d.unitPrice },
    }
  }
  const resource = board.resources.find((r) => r.key === d.place)
  const workCenterId = d.place.startsWith('c') ? Number(d.place.slice(1)) : (resource?.workCenterId ?? undefined)
  const [from, to] = [localInstant(d.from, board.timeZone), localInstant(d.to, board.timeZone)]
  if (workCenterId === undefined || from === undefined || to === undefined || from >= to) return undefined
  const stretch = { from: new Date(from).toISOString(), to: new Date(to).toISOString(), reason: d.reason }
  const where = resource?.code ?? board.resources.find((r) => r.workCenterId === workCenterId)?.workCenter ?? ''
  const name = t(`whatIf.names.${kind}`, { where })
  if (kind === 'overtime') return { name, change: { kind, workCenterId, ...stretch } }
  const machineId = d.place.startsWith('m') ? Number(d.place.slice(1)) : null
  return { name, change: { kind, workCenterId, machineId, ...stretch } }
}

function Form({ kind, board, close }: { kind: ScenarioKind; board: Board; close: () => void }) {
  const [draft, setDraft] = useState(() => emptyDraft(board, kind))
  const [named, setName] = useState<string>()
  const set = (next: Partial<Draft>) => setDraft({ ...draft, ...next })
  const create = useAction(api.scenarios.create, { done: t('whatIf.created') })
  const made = changeOf(kind, draft, board)
  const name = (named ?? made?.name ?? '').slice(0, 100)
  const missing: Refusal[] = made ? [] : [{ code: 'what-if.missing', message: t('whatIf.missing') }]
  return (
    <Stack gap="sm">
      {kind === 'rushOrder' && <RushFields draft={draft} set={set} />}
      {(kind === 'down' || kind === 'overtime') && <TimeFields kind={kind} board={board} draft={draft} set={set} />}
      {kind === 'outside' && <OutsideFields board={board} draft={draft} set={set} />}
      <TextInput
        label={t('whatIf.name')}
        value={name}
        maxLength={100}
        onChange={(e) => setName(e.currentTarget.value)}
      />
      <Group justify="flex-end">
        <ActionButton label={t('ui.cancel')} onAct={close} />
        <ActionButton
          kind="primary"
          label={t('whatIf.work')}
          whyNot={missing}
          onAct={async () => {
            if (made && (await create.run({ name: name || made.name.slice(0, 100), changes: [made.change] }))) close()
          }}
        />
      </Group>
    </Stack>
  )
}

type Fields = { draft: Draft; set: (next: Partial<Draft>) => void }

const RushFields = ({ draft, set }: Fields) => (
  <>
    <ReferencePicker
      label={t('fields.item')}
      required
      to="items"
      value={draft.itemId}
      onChange={(itemId, itemLabel) => set({ itemId, itemLabel })}
    />
    <NumberBox label={t('fields.quantity')} value={draft.quantity} onChange={(quantity) => set({ quantity })} />
    <TextInput
      type="date"
      label={t('fields.dueOn')}
      value={draft.dueOn}
      onChange={(e) => set({ dueOn: e.currentTarget.value })}
    />
  </>
)

const TimeFields = ({ kind, board, draft, set }: Fields & { kind: ScenarioKind; board: Board }) => (
  <>
    <NativeSelect
      label={t('board.where')}
      data={placesOf(board, kind)}
      value={draft.place}
      onChange={(e) => set({ place: e.currentTarget.value })}
    />
    <Group grow>
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
      label={t('ui.reason')}
      value={draft.reason}
      maxLength={300}
      onChange={(e) => set({ reason: e.currentTarget.value })}
    />
  </>
)

function OutsideFields({ board, draft, set }: Fields & { board: Board }) {
  const inside = board.bars.filter(
    (b) => b.operationId !== null && b.kind === 'inside' && b.state === 'planned' && b.part === 0,
  )
  return (
    <>
      <Select
        label={t('fields.operation')}
        searchable
        required
        data={inside.map((b) => ({ value: String(b.operationId), label: `${b.job} · ${b.operation} ${b.name}` }))}
        value={draft.operationId}
        onChange={(operationId) => set({ operationId })}
      />
      <NativeSelect
        label={t('fields.vendor')}
        data={board.resources
          .filter((r) => r.key.startsWith('v') && r.key !== 'v0')
          .map((r) => ({ value: r.key, label: r.name }))}
        value={draft.vendor}
        onChange={(e) => set({ vendor: e.currentTarget.value })}
      />
      <Group grow>
        <NumberBox
          label={t('whatIf.leadDays')}
          decimals={0}
          value={draft.leadDays}
          onChange={(leadDays) => set({ leadDays })}
        />
        <NumberBox
          label={t('whatIf.unitPrice')}
          decimals={2}
          suffix={` ${currentFormats().currency}`}
          value={draft.unitPrice}
          onChange={(unitPrice) => set({ unitPrice })}
        />
      </Group>
    </>
  )
}
