import { useNavigate } from '@tanstack/react-router'
import type { SalesOrder } from '../../sales/salesOrder.model.ts'
import { api, orpc } from '../../web/api.ts'
import { formatDay, formatMoney } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { PageLink } from '../../web/ui/link.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'

/** Makes a shipment of what is still to be delivered. */
export function PrepareShipment({ order }: { order: SalesOrder }) {
  const navigate = useNavigate()
  const mayWrite = useMay('delivery.write')
  const create = useAction(api.shipments.create)
  const lines = order.lines.filter((l) => l.state === 'open' || l.state === 'partDelivered')
  if (!mayWrite || lines.length === 0) return null
  return (
    <ActionButton
      label={t('delivery.prepare')}
      busy={create.busy}
      onAct={async () => {
        const wanted = lines.map((l) => ({ salesOrderLineId: l.id }))
        const made = await create.run({ customerId: order.customerId, lines: wanted })
        if (made) void navigate({ to: `/shipments/${made.id}` })
      }}
    />
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
