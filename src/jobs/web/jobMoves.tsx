import { Group, Modal, NativeSelect, Stack } from '@mantine/core'
import { useState } from 'react'
import type { Refusal } from '../../core/refusal.ts'
import { api, orpc } from '../../web/api.ts'
import { t } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { NumberBox } from '../../web/ui/numberBox.tsx'
import { ConfirmReason } from '../../web/ui/reasonDialog.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import type { Job } from '../job.contract.ts'
import { whyNotCompleteShort, whyNotMove, whyNotPushBack, whyNotRelease } from '../job.rules.ts'
import type { WorkOrder } from './operationStrip.tsx'

/** What can be done with a job; each button asks the same rule that the command will ask. */
export function JobMoves({ job }: { job: Job }) {
  const mayRelease = useMay('jobs.release')
  const mayClose = useMay('jobs.close')
  const [asking, setAsking] = useState<'hold' | 'cancel'>()
  const release = useAction(api.jobs.release, { done: t('jobs.releasedDone', { number: job.number }), undo: () => api.jobs.unrelease({ id: job.id }) })
  const unrelease = useAction(api.jobs.unrelease, { done: t('jobs.unreleasedDone') })
  const hold = useAction(api.jobs.hold, { done: t('jobs.heldDone') })
  const resume = useAction(api.jobs.resume, { done: t('jobs.resumedDone') })
  const cancel = useAction(api.jobs.cancel, { done: t('jobs.canceledDone') })
  const close = useAction(api.costing.close, { done: t('jobs.closedDone', { number: job.number }) })
  const over = job.status === 'closed' || job.status === 'canceled'
  const { id } = job
  return (
    <>
      {mayRelease && job.status === 'planned' && <ActionButton kind="primary" shortcut="r" label={t('jobs.release')} whyNot={whyNotRelease(job)} onAct={() => release.run({ id })} />}
      {mayRelease && job.status === 'released' && <ActionButton label={t('jobs.unrelease')} onAct={() => unrelease.run({ id })} />}
      {mayRelease && !over && (job.holdReason === '' ? <ActionButton shortcut="h" label={t('jobs.hold')} onAct={() => setAsking('hold')} /> : <ActionButton kind="primary" label={t('jobs.resume')} onAct={() => resume.run({ id })} />)}
      {mayRelease && !over && <ActionButton kind="danger" label={t('jobs.cancel')} whyNot={whyNotMove(job.status, 'cancel')} onAct={() => setAsking('cancel')} />}
      {mayClose && !over && job.status !== 'planned' && <ActionButton shortcut="c" kind={job.status === 'completed' ? 'primary' : 'default'} label={t('jobs.close')} whyNot={whyNotMove(job.status, 'close')} onAct={() => close.run({ id })} />}
      <ConfirmReason open={asking === 'hold'} close={() => setAsking(undefined)} title={t('jobs.holdTitle', { number: job.number })} label={t('jobs.hold')} onConfirm={({ text }) => hold.run({ id, reason: text })} />
      <ConfirmReason open={asking === 'cancel'} close={() => setAsking(undefined)} title={t('jobs.cancelTitle', { number: job.number })} text={t('jobs.cancelText')} label={t('jobs.cancel')} onConfirm={({ text }) => cancel.run({ id, reason: text })} />
    </>
  )
}

const notTop = (w: WorkOrder): Refusal[] => (w.parentId === null ? [] : [{ code: 'workOrder.child', message: t('jobs.movesWithParent', { number: w.number }) }])
const notPlanned = (w: WorkOrder): Refusal[] => (w.status === 'planned' ? [] : [{ code: 'workOrder.not-planned', message: t('jobs.onlyPlanned', { number: w.number }) }])

/** Splitting a work order, and moving it into another job or one of its own: how groups are formed and dissolved. */
export function WorkOrderMoves({ job, workOrder }: { job: Job; workOrder: WorkOrder }) {
  const mayWrite = useMay('jobs.write')
  const [asking, setAsking] = useState<'split' | 'move'>()
  const ends = <WorkOrderEnds workOrder={workOrder} />
  if (!mayWrite || workOrder.parentId !== null || (workOrder.status !== 'planned' && workOrder.status !== 'released')) return ends
  return (
    <>
      {ends}
      <ActionButton size="compact-sm" label={t('jobs.split')} whyNot={[...notTop(workOrder), ...notPlanned(workOrder)]} onAct={() => setAsking('split')} />
      <ActionButton size="compact-sm" label={t('jobs.moveTo')} whyNot={notTop(workOrder)} onAct={() => setAsking('move')} />
      <Modal opened={asking === 'split'} onClose={() => setAsking(undefined)} title={t('jobs.splitTitle', { number: workOrder.number })}>
        <SplitForm workOrder={workOrder} close={() => setAsking(undefined)} />
      </Modal>
      <Modal opened={asking === 'move'} onClose={() => setAsking(undefined)} title={t('jobs.moveTitle', { number: workOrder.number })}>
        <MoveForm job={job} workOrder={workOrder} close={() => setAsking(undefined)} />
      </Modal>
    </>
  )
}

/** Ending a work order short, and giving what its copy says back to the item's own method. */
function WorkOrderEnds({ workOrder: w }: { workOrder: WorkOrder }) {
  const mayRelease = useMay('jobs.release')
  const mayStore = useMay('catalog.write')
  const [asking, setAsking] = useState<'short' | 'push'>()
  const short = useAction(api.jobs.completeShort, { done: t('jobs.completedShortDone') })
  const push = useAction(api.jobs.pushBack, { done: t('jobs.pushBackDone') })
  const whyNotShort = whyNotCompleteShort({ ...w, reason: '…', clockedOn: 0, atVendor: w.operations.reduce((n, o) => n + o.atVendor, 0), openChildren: [] })
  const whyNotPush = whyNotPushBack({ number: w.number, item: w.itemNumber, madeTo: w.revision, current: w.currentRevision, differences: w.masterDifferences })
  return (
    <>
      {mayRelease && w.status === 'started' && <ActionButton size="compact-sm" label={t('jobs.completeShort')} whyNot={whyNotShort} onAct={() => setAsking('short')} />}
      {mayStore && w.masterDifferences > 0 && <ActionButton size="compact-sm" label={t('jobs.pushBack')} whyNot={whyNotPush} onAct={() => setAsking('push')} />}
      <ConfirmReason open={asking === 'short'} close={() => setAsking(undefined)} title={t('jobs.completeShortTitle', { number: w.number, completed: w.completedQuantity, quantity: w.quantity })} label={t('jobs.completeShort')} onConfirm={({ text }) => short.run({ id: w.id, reason: text })} />
      <ConfirmReason open={asking === 'push'} close={() => setAsking(undefined)} title={t('jobs.pushBackTitle', { item: w.itemNumber, number: w.number })} text={t('jobs.pushBackText')} label={t('jobs.pushBack')} onConfirm={({ text }) => push.run({ id: w.id, reason: text })} />
    </>
  )
}

function SplitForm({ workOrder, close }: { workOrder: WorkOrder; close: () => void }) {
  const [quantity, setQuantity] = useState<number | null>(null)
  const split = useAction(api.jobs.split, { done: t('jobs.splitDone') })
  const wrong = quantity && quantity > 0 && quantity < workOrder.quantity ? [] : [{ code: 'split.quantity', message: t('jobs.splitBetween', { quantity: workOrder.quantity }) }]
  return (
    <Stack gap="sm">
      <NumberBox data-autofocus label={t('jobs.splitQuantity')} value={quantity} onChange={setQuantity} />
      <Group justify="flex-end">
        <ActionButton kind="primary" label={t('jobs.split')} whyNot={wrong} onAct={async () => ((await split.run({ id: workOrder.id, quantity: quantity ?? 0 })) ? close() : undefined)} />
      </Group>
    </Stack>
  )
}

function MoveForm({ job, workOrder, close }: { job: Job; workOrder: WorkOrder; close: () => void }) {
  const others = useRead(orpc.jobs.list, { filter: { status: workOrder.status }, limit: 200 })
  const [to, setTo] = useState('')
  const move = useAction(api.jobs.move, { done: t('jobs.movedDone') })
  const jobs = (others.data?.rows ?? []).filter((j) => j.id !== job.id)
  return (
    <Stack gap="sm">
      <NativeSelect label={t('jobs.moveInto')} data={[{ value: '', label: t('jobs.ownJob') }, ...jobs.map((j) => ({ value: String(j.id), label: `${j.number} · ${j.title}` }))]} value={to} onChange={(e) => setTo(e.currentTarget.value)} />
      <Group justify="flex-end">
        <ActionButton kind="primary" label={t('jobs.moveTo')} onAct={async () => ((await move.run({ ids: [workOrder.id], jobId: to === '' ? null : Number(to) })) ? close() : undefined)} />
      </Group>
    </Stack>
  )
}
