import { Modal, Stack, Textarea } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { SalesOrderLine } from '../../sales/salesOrder.model.ts'
import { api } from '../../web/api.ts'
import { formatQuantity } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { NumberBox } from '../../web/ui/numberBox.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { type LineWork, madeNotDelivered, toPlan, whyNotPlanMore } from '../orderLine.rules.ts'

type Props = { line: SalesOrderLine; workOrders: LineWork['workOrders'] }

/** One more job for what is open of a line and will not come from the work orders that it has. */
export function PlanMore({ line, workOrders }: Props) {
  const [open, setOpen] = useState(false)
  const work = { ...line, workOrders }
  return (
    <>
      <ActionButton
        label={t('jobs.planMore')}
        whyNot={whyNotPlanMore(work, Math.max(toPlan(work), 1e-6))}
        onAct={() => setOpen(true)}
      />
      <Modal opened={open} onClose={() => setOpen(false)} title={t('jobs.planMoreTitle', { item: line.itemNumber })}>
        {open && <PlanMoreForm line={line} work={work} close={() => setOpen(false)} />}
      </Modal>
    </>
  )
}

function PlanMoreForm({ line, work, close }: { line: SalesOrderLine; work: LineWork; close: () => void }) {
  const navigate = useNavigate()
  const lying = madeNotDelivered(work)
  const [quantity, setQuantity] = useState<number | null>(Math.max(0, toPlan(work) - lying) || toPlan(work))
  const [reason, setReason] = useState('')
  const plan = useAction(api.jobs.planMore)
  return (
    <Stack gap="sm">
      <p>
        {t('jobs.planMoreText', {
          delivered: formatQuantity(line.deliveredQuantity),
          quantity: formatQuantity(line.quantity, line.unit),
          open: formatQuantity(toPlan(work)),
        })}
      </p>
      {lying > 0 && <p className="dimmed">{t('jobs.planMoreLying', { quantity: formatQuantity(lying, line.unit) })}</p>}
      <NumberBox
        data-autofocus
        label={t('fields.quantity')}
        suffix={` ${line.unit}`}
        value={quantity}
        onChange={setQuantity}
      />
      <Textarea
        label={t('ui.reason')}
        autosize
        minRows={2}
        maxLength={500}
        value={reason}
        onChange={(e) => setReason(e.currentTarget.value)}
      />
      <div className="dialog-acts">
        <ActionButton label={t('ui.cancel')} onAct={close} />
        <ActionButton
          kind="primary"
          label={t('jobs.planMore')}
          whyNot={whyNotPlanMore(work, quantity ?? 0)}
          onAct={async () => {
            const job = await plan.run({ id: line.id, quantity: quantity ?? 0, reason: reason.trim() })
            if (job) void navigate({ to: `/jobs/${job.id}` })
          }}
        />
      </div>
    </Stack>
  )
}
