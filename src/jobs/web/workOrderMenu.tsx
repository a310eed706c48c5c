import { Modal } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { Refusal } from '../../core/refusal.ts'
import { api } from '../../web/api.ts'
import { t, wordText } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { ActionMenu, type MenuAct } from '../../web/ui/actionMenu.tsx'
import { ConfirmReason } from '../../web/ui/reasonDialog.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { whyNotBlock } from '../block.rules.ts'
import type { Job } from '../job.contract.ts'
import { whyNotCompleteShort, whyNotPushBack, whyNotReopen } from '../job.rules.ts'
import { PushBackForm, TakeOverForm } from './masterDialogs.tsx'
import type { WorkOrder } from './operationStrip.tsx'
import { MergeForm, MoveForm, QuantityForm, SplitForm } from './workOrderForms.tsx'

type Asked = 'reopen' | 'quantity' | 'split' | 'merge' | 'move' | 'block' | 'short' | 'push' | 'takeOver'

const says = (when: boolean, code: string, message: string): Refusal[] => (when ? [{ code, message }] : [])

/** Why a work order is not split, merged or moved, as far as the page knows; the command asks the whole rule. */
function whyNotRegrouped(job: Job, w: WorkOrder, planned: boolean): Refusal[] {
  const parent = job.workOrders.find((p) => p.id === w.parentId)
  const open = w.status === 'planned' || w.status === 'released'
  return [
    ...says(
      !open,
      'workOrder.cannot-move',
      t('jobs.notOpen', { number: w.number, status: wordText(w.status).toLowerCase() }),
    ),
    ...says(
      parent !== undefined,
      'workOrder.child',
      t('jobs.movesWithParent', { number: w.number, parent: parent?.number }),
    ),
    ...says(planned && w.status === 'released', 'workOrder.not-planned', t('jobs.onlyPlanned', { number: w.number })),
  ]
}

const whyNotQuantity = (w: WorkOrder): Refusal[] =>
  says(
    w.status !== 'planned' && w.status !== 'released' && w.status !== 'started',
    'workOrder.over',
    t('jobs.notOpen', { number: w.number, status: wordText(w.status).toLowerCase() }),
  )

const whyNotEnd = (w: WorkOrder): Refusal[] =>
  whyNotCompleteShort({
    ...w,
    reason: '…',
    atVendor: w.operations.reduce((n, o) => n + o.atVendor, 0),
    openChildren: [],
  })

/** Everything that can be done with a work order, and for each that cannot why not. */
export function WorkOrderMenu({ job, workOrder: w }: { job: Job; workOrder: WorkOrder }) {
  const [mayWrite, mayRelease, mayStore] = [useMay('jobs.write'), useMay('jobs.release'), useMay('catalog.write')]
  const [asking, setAsking] = useState<Asked>()
  const close = () => setAsking(undefined)
  const short = useAction(api.workOrders.completeShort, { done: t('jobs.completedShortDone') })
  const block = useAction(api.workOrders.block, { done: t('jobs.blockedDone', { number: w.number }) })
  const unblock = useAction(api.workOrders.unblock, { done: t('jobs.unblockedDone', { number: w.number }) })
  const reopen = useAction(api.jobs.reopen, { done: t('jobs.reopenDone', { number: w.number }) })
  const left = w.operations.filter((o) => o.status !== 'done')
  const blocked = left.some((o) => o.blockedReason !== '')
  const all = left.length > 0 && left.every((o) => o.blockedReason !== '')
  const facts = w.operations.map((o) => ({ ...o, done: o.status === 'done' }))
  const ends = w.completedQuantity < w.quantity ? 'jobs.completeShort' : 'jobs.complete'
  const acts: MenuAct[] = [
    ...(mayWrite
      ? [
          { label: t('jobs.changeQuantity'), whyNot: whyNotQuantity(w), onAct: () => setAsking('quantity') },
          { label: t('jobs.split'), whyNot: whyNotRegrouped(job, w, true), onAct: () => setAsking('split') },
          { label: t('jobs.merge'), whyNot: whyNotRegrouped(job, w, true), onAct: () => setAsking('merge') },
          { label: t('jobs.moveToJob'), whyNot: whyNotRegrouped(job, w, false), onAct: () => setAsking('move') },
        ]
      : []),
    ...(mayRelease
      ? [
          ...(all
            ? []
            : [{ label: t('jobs.block'), whyNot: whyNotBlock(w, facts, '…'), onAct: () => setAsking('block') }]),
          ...(blocked ? [{ label: t('jobs.unblock'), onAct: () => void unblock.run({ id: w.id }) }] : []),
          w.status === 'completed'
            ? {
                label: t('jobs.reopen'),
                whyNot: whyNotReopen(job, [w], '…'),
                onAct: () => setAsking('reopen'),
              }
            : { label: t(ends), whyNot: whyNotEnd(w), onAct: () => setAsking('short') },
        ]
      : []),
    ...(mayWrite && w.masterChangedAt !== null
      ? [{ label: t('jobs.takeOver'), whyNot: whyNotQuantity(w), onAct: () => setAsking('takeOver') }]
      : []),
    ...(mayStore
      ? [
          {
            label: t('jobs.pushBack'),
            whyNot: whyNotPushBack({
              number: w.number,
              item: w.itemNumber,
              madeTo: w.revision,
              current: w.currentRevision,
              differences: w.masterDifferences,
            }),
            onAct: () => setAsking('push'),
          },
        ]
      : []),
  ]
  const { number } = w
  const dialogs: readonly [Asked, string, ReactNode, string?][] = [
    ['quantity', t('jobs.quantityTitle', { number }), <QuantityForm key="q" workOrder={w} close={close} />, 'lg'],
    ['split', t('jobs.splitTitle', { number }), <SplitForm key="s" workOrder={w} close={close} />],
    ['merge', t('jobs.mergeTitle', { number }), <MergeForm key="m" workOrder={w} close={close} />],
    ['move', t('jobs.moveTitle', { number }), <MoveForm key="v" job={job} workOrder={w} close={close} />],
    [
      'push',
      t('jobs.pushBackTitle', { item: w.itemNumber, number }),
      <PushBackForm key="p" workOrder={w} close={close} />,
      'xl',
    ],
    ['takeOver', t('jobs.takeOverTitle', { number }), <TakeOverForm key="t" workOrder={w} close={close} />, 'xl'],
  ]
  return (
    <>
      <ActionMenu size="compact-sm" label={t('jobs.change', { number })} acts={acts} />
      {dialogs.map(([name, title, form, size]) => (
        <Modal key={name} opened={asking === name} onClose={close} title={title} {...(size ? { size } : {})}>
          {asking === name && form}
        </Modal>
      ))}
      <ConfirmReason
        open={asking === 'reopen'}
        close={close}
        title={t('jobs.reopenTitle', { number })}
        text={t('jobs.reopenText')}
        label={t('jobs.reopen')}
        onConfirm={({ text }) => reopen.run({ id: job.id, workOrderIds: [w.id], reason: text })}
      />
      <ConfirmReason
        open={asking === 'block'}
        close={close}
        title={t('jobs.blockTitle', { number })}
        text={t('jobs.blockText')}
        label={t('jobs.block')}
        onConfirm={({ text }) => block.run({ id: w.id, reason: text })}
      />
      <ConfirmReason
        open={asking === 'short'}
        close={close}
        title={t('jobs.completeShortTitle', { number, completed: w.completedQuantity, quantity: w.quantity })}
        label={t(ends)}
        onConfirm={({ text }) => short.run({ id: w.id, reason: text })}
      />
    </>
  )
}
