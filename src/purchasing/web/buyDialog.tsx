import { Alert, Group, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import type { api } from '../../web/api.ts'
import { orpc } from '../../web/api.ts'
import { t } from '../../web/i18n.ts'
import { useSession } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { PageLink } from '../../web/ui/link.tsx'
import { NumberBox } from '../../web/ui/numberBox.tsx'
import { ReferencePicker } from '../../web/ui/referencePicker.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'

export type Made = Awaited<ReturnType<typeof api.purchasing.buyShortages>>
export type SourceChoice = { supplierId?: number; exchangeRate?: number }

/** Asks from whom to buy, where the item names nobody or another supplier is wanted. */
export const BuyDialog = ({
  open,
  close,
  act,
  done,
}: {
  open: boolean
  close: () => void
  act: (source: SourceChoice) => Promise<Made>
  done: (orders: Made) => void
}) => (
  <Modal opened={open} onClose={close} title={t('buy.fromWhom')}>
    {open && <SourceForm close={close} act={act} done={done} />}
  </Modal>
)

function SourceForm({
  close,
  act,
  done,
}: {
  close: () => void
  act: (source: SourceChoice) => Promise<Made>
  done: (orders: Made) => void
}) {
  const { company } = useSession()
  const [supplierId, setSupplier] = useState<number | null>(null)
  const [exchangeRate, setRate] = useState<number | null>(null)
  const supplier = useRead(orpc.parties.get, { id: supplierId ?? 0 }, { enabled: supplierId !== null })
  const abroad = supplier.data !== undefined && supplier.data.currency !== company.currency
  const buy = useAction(act)
  const make = async () => {
    const orders = await buy.run({
      ...(supplierId === null ? {} : { supplierId }),
      ...(exchangeRate === null ? {} : { exchangeRate }),
    })
    if (!orders) return
    done(orders)
    close()
  }
  return (
    <Stack gap="sm">
      <ReferencePicker
        label={t('fields.supplier')}
        to="parties"
        value={supplierId}
        onChange={setSupplier}
        placeholder={t('buy.itemsOwn')}
      />
      {(abroad || supplierId === null) && (
        <NumberBox
          label={t('fields.exchangeRate')}
          description={t('buy.rateHint', { own: company.currency })}
          value={exchangeRate}
          onChange={setRate}
        />
      )}
      <Group justify="flex-end" gap="xs">
        <ActionButton label={t('ui.cancel')} onAct={close} />
        <ActionButton kind="primary" label={t('buy.make')} busy={buy.busy} onAct={make} />
      </Group>
    </Stack>
  )
}

/** What was made, one link each, until the page is left. */
export const MadeOrders = ({ orders }: { orders: Made }) => (
  <Alert role="status" title={t('buy.made', { count: orders.length })}>
    {orders.map((o) => (
      <div key={o.id}>
        <PageLink className="record-link" to={`/purchase-orders/${o.id}`}>
          {o.number} · {o.supplier} · {t('buy.lineCount', { count: o.lines })}
        </PageLink>
      </div>
    ))}
  </Alert>
)
