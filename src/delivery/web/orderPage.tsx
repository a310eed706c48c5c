import { Group, Modal, Stack } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { SalesOrder } from '../../sales/salesOrder.model.ts'
import { api, orpc } from '../../web/api.ts'
import { formatDay, formatMoney } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { PageLink } from '../../web/ui/link.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'

/** What can leave is prepared; what cannot is named before one goes on to the draft. */
export function PrepareShipment({ order }: { order: SalesOrder }) {
  const navigate = useNavigate()
  const mayWrite = useMay('delivery.write')
  const [made, setMade] = useState<Awaited<ReturnType<typeof api.shipments.prepare>>>()
  const prepare = useAction(api.shipments.prepare)
  if (!mayWrite || !order.lines.some((l) => l.state === 'open' || l.state === 'partDelivered')) return null
  const open = (id: number) => void navigate({ to: `/shipments/${id}` })
  return (
    <>
      <ActionButton
        label={t('delivery.prepare')}
        busy={prepare.busy}
        onAct={async () => {
          const answer = await prepare.run({ id: order.id })
          if (!answer) return
          if (answer.left.length === 0) open(answer.shipment.id)
          else setMade(answer)
        }}
      />
      <Modal
        opened={made !== undefined}
        onClose={() => setMade(undefined)}
        title={t('delivery.preparedPart', { number: made?.shipment.number })}
      >
        {made && (
          <Stack gap="sm">
            <p>{t('delivery.notInIt')}</p>
            <ul className="reasons-why-not">
              {made.left.map((r) => (
                <li key={r.message}>{r.message}</li>
              ))}
            </ul>
            <Group justify="flex-end">
              <ActionButton kind="primary" label={t('delivery.openIt')} onAct={() => open(made.shipment.id)} />
            </Group>
          </Stack>
        )}
      </Modal>
    </>
  )
}

/** Shipments and invoices as further steps of the deal. */
export function DeliveryEvents({ salesOrderId }: { salesOrderId: number }) {
  const filter = { salesOrderIds: String(salesOrderId) }
  const shipments = useRead(orpc.shipments.list, { filter, sort: 'createdAt' })
  const invoices = useRead(orpc.invoices.list, { filter, sort: 'invoicedOn,id' })
  return (
    <>
      {shipments.data?.rows.map((s) => (
        <li key={`shipment-${s.id}`}>
          <time dateTime={s.shippedOn ?? s.createdAt}>{formatDay(s.shippedOn ?? s.createdAt.slice(0, 10))}</time>{' '}
          <PageLink className="record-link" to={`/shipments/${s.id}`}>
            {s.number}
          </PageLink>{' '}
          {wordText(s.status).toLowerCase()}
          {s.carrier && <span className="dimmed"> · {s.carrier}</span>}
        </li>
      ))}
      {invoices.data?.rows.map((v) => (
        <li key={`invoice-${v.id}`}>
          <time dateTime={v.invoicedOn}>{formatDay(v.invoicedOn)}</time>{' '}
          <PageLink className="record-link" to={`/invoices/${v.id}`}>
            {v.number}
          </PageLink>{' '}
          {wordText(v.overdue ? 'overdue' : v.status).toLowerCase()}
          <span className="dimmed"> · {formatMoney(v.gross, v.currency)}</span>
        </li>
      ))}
    </>
  )
}
