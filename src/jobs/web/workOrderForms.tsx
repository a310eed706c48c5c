import { Checkbox, Group, NativeSelect, Stack, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { api, orpc } from '../../web/api.ts'
import { formatDay, formatQuantity } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { NumberBox } from '../../web/ui/numberBox.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import type { Job } from '../job.contract.ts'
import type { WorkOrder } from './operationStrip.tsx'
import { TouchesOfWorkOrder } from './touchesPanel.tsx'

type FormProps = { workOrder: WorkOrder; close: () => void }

const Acts = ({ close, children }: { close: () => void; children: React.ReactNode }) => (
  <Group justify="flex-end" gap="xs">
    <ActionButton label={t('ui.cancel')} onAct={close} />
    {children}
  </Group>
)

/** Another quantity: shows what follows and what hangs on it before it is confirmed. */
export function QuantityForm({ workOrder: w, close }: FormProps) {
  const [quantity, setQuantity] = useState<number | null>(w.quantity)
  const [reason, setReason] = useState('')
  const [asked] = useDebouncedValue(quantity ?? 0, 200)
  const preview = useRead(orpc.workOrders.previewQuantity, { id: w.id, quantity: asked }, { keep: true })
  const change = useAction(api.workOrders.changeQuantity, { done: t('jobs.quantityDone', { number: w.number }) })
  const waiting = asked !== (quantity ?? 0) || preview.data === undefined || preview.isPlaceholderData
  const whyNot = [
    ...(preview.data?.whyNot ?? []),
    ...(reason.trim() === '' ? [{ code: 'reason.missing', message: t('ui.reasonMissing') }] : []),
  ]
  const same = quantity === w.quantity
  return (
    <Stack gap="sm">
      <NumberBox data-autofocus label={t('fields.quantity')} value={quantity} onChange={setQuantity} />
      {!same && preview.data && preview.data.whyNot.length > 0 && (
        <ul className="jobs-why-not" role="alert">
          {preview.data.whyNot.map((r) => (
            <li key={r.message}>{r.message}</li>
          ))}
        </ul>
      )}
      {!same && preview.data && <Follows preview={preview.data} />}
      <TouchesOfWorkOrder id={w.id} />
      <Textarea
        label={t('ui.reason')}
        required
        autosize
        minRows={2}
        value={reason}
        onChange={(e) => setReason(e.currentTarget.value)}
      />
      <Acts close={close}>
        <ActionButton
          kind="primary"
          label={t('jobs.changeQuantity')}
          whyNot={whyNot}
          busy={waiting}
          onAct={async () =>
            (await change.run({ id: w.id, quantity: quantity ?? 0, reason: reason.trim() })) ? close() : undefined
          }
        />
      </Acts>
    </Stack>
  )
}

function Follows({ preview }: { preview: Awaited<ReturnType<typeof api.workOrders.previewQuantity>> }) {
  const moved = preview.workOrders.slice(1).filter((c) => c.from !== c.to)
  if (moved.length === 0 && preview.reservations.length === 0) return null
  return (
    <section className="touches">
      <strong>{t('jobs.follows')}</strong>
      {moved.map((c) => (
        <div key={c.id}>
          {c.number} · {c.itemNumber}: {formatQuantity(c.from)} → {formatQuantity(c.to)}
        </div>
      ))}
      {preview.reservations.map((r) => (
        <div key={r.workOrder + r.itemNumber}>
          {t('jobs.reservationFollows', {
            item: r.itemNumber,
            number: r.workOrder,
            from: formatQuantity(r.from),
            to: formatQuantity(r.to, r.unit),
          })}
        </div>
      ))}
    </section>
  )
}

export function SplitForm({ workOrder, close }: FormProps) {
  const [quantity, setQuantity] = useState<number | null>(null)
  const split = useAction(api.jobs.split, { done: t('jobs.splitDone') })
  const wrong =
    quantity && quantity > 0 && quantity < workOrder.quantity
      ? []
      : [{ code: 'split.quantity', message: t('jobs.splitBetween', { quantity: workOrder.quantity }) }]
  return (
    <Stack gap="sm">
      <NumberBox data-autofocus label={t('jobs.splitQuantity')} value={quantity} onChange={setQuantity} />
      <p className="dimmed">{t('jobs.splitText')}</p>
      <Acts close={close}>
        <ActionButton
          kind="primary"
          label={t('jobs.split')}
          whyNot={wrong}
          onAct={async () => ((await split.run({ id: workOrder.id, quantity: quantity ?? 0 })) ? close() : undefined)}
        />
      </Acts>
    </Stack>
  )
}

export function MoveForm({ job, workOrder, close }: FormProps & { job: Job }) {
  const others = useRead(orpc.jobs.list, { filter: { status: workOrder.status }, limit: 200 })
  const [to, setTo] = useState('')
  const move = useAction(api.jobs.move, { done: t('jobs.movedDone') })
  const jobs = (others.data?.rows ?? []).filter((j) => j.id !== job.id)
  const alone = to === '' && job.workOrders.filter((w) => w.parentId === null && w.status !== 'canceled').length === 1
  return (
    <Stack gap="sm">
      <NativeSelect
        data-autofocus
        label={t('jobs.moveInto')}
        data={[
          { value: '', label: t('jobs.ownJob') },
          ...jobs.map((j) => ({ value: String(j.id), label: `${j.number} · ${j.title}` })),
        ]}
        value={to}
        onChange={(e) => setTo(e.currentTarget.value)}
      />
      <p className="dimmed">{t('jobs.moveText')}</p>
      <Acts close={close}>
        <ActionButton
          kind="primary"
          label={t('jobs.moveTo')}
          whyNot={
            alone
              ? [
                  {
                    code: 'workOrder.alone',
                    message: t('jobs.alreadyAlone', { number: workOrder.number, job: job.number }),
                  },
                ]
              : []
          }
          onAct={async () =>
            (await move.run({ ids: [workOrder.id], jobId: to === '' ? null : Number(to) })) ? close() : undefined
          }
        />
      </Acts>
    </Stack>
  )
}

/** Other work orders of the item, to be taken into this one; what cannot be says why. */
export function MergeForm({ workOrder: w, close }: FormProps) {
  const candidates = useRead(orpc.workOrders.mergeCandidates, { id: w.id })
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  const merge = useAction(api.jobs.merge, { done: t('jobs.mergeDone', { number: w.number }) })
  return (
    <Loaded read={candidates}>
      {(others) => {
        const total = others.filter((o) => chosen.has(o.id)).reduce((sum, o) => sum + o.quantity, w.quantity)
        return (
          <Stack gap="sm">
            {others.length === 0 ? (
              <p>{t('jobs.noMerge', { item: w.itemNumber })}</p>
            ) : (
              <fieldset className="merge-list">
                <legend>{t('jobs.mergeInto', { number: w.number })}</legend>
                {others.map((o) => (
                  <Checkbox
                    key={o.id}
                    disabled={o.whyNot.length > 0}
                    checked={chosen.has(o.id)}
                    onChange={() =>
                      setChosen((now) => new Set(now.has(o.id) ? [...now].filter((id) => id !== o.id) : [...now, o.id]))
                    }
                    label={`${o.number} · ${formatQuantity(o.quantity)} · ${o.job} · ${t('jobs.due', { day: formatDay(o.dueOn) })}`}
                    description={o.whyNot.map((r) => r.message).join(' ')}
                  />
                ))}
              </fieldset>
            )}
            <Acts close={close}>
              <ActionButton
                kind="primary"
                label={t('jobs.mergeAs', { quantity: formatQuantity(total) })}
                whyNot={chosen.size > 0 ? [] : [{ code: 'workOrder.merge-one', message: t('jobs.chooseMerge') }]}
                onAct={async () => ((await merge.run({ ids: [w.id, ...chosen] })) ? close() : undefined)}
              />
            </Acts>
          </Stack>
        )
      }}
    </Loaded>
  )
}
