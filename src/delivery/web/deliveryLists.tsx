import { useNavigate } from '@tanstack/react-router'
import { api, queryClient } from '../../web/api.ts'
import { t } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { LinkButton } from '../../web/ui/linkButton.tsx'
import { ListGrid } from '../../web/ui/listGrid.tsx'
import { Page } from '../../web/ui/page.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import { sayDone } from '../../web/ui/toast.tsx'
import { invoiceList, notInvoicedList } from '../invoice.model.ts'
import { readyToShipList, shipmentList } from '../shipment.model.ts'

/** Does one write for each group, so that nobody has to sort the chosen rows by customer first. */
async function forEachGroup<R, O>(
  rows: readonly R[],
  keyOf: (row: R) => string,
  act: (group: R[]) => Promise<O>,
): Promise<O[]> {
  const done: O[] = []
  for (const group of Map.groupBy(rows, keyOf).values()) done.push(await act(group))
  await queryClient.invalidateQueries()
  return done
}
const groups = <R,>(rows: readonly R[], keyOf: (row: R) => string): number => new Set(rows.map(keyOf)).size

/** Every open order line with what of it can leave; chosen ones become shipments, one for each customer. */
export function ReadyToShip() {
  const navigate = useNavigate()
  const mayWrite = useMay('delivery.write')
  type Row = Awaited<ReturnType<typeof api.shipments.ready>>['rows'][number]
  const customer = (r: Row) => String(r.customerId)
  const prepare = async (rows: readonly Row[], clear: () => void) => {
    const made = await forEachGroup(rows, customer, (own) =>
      api.shipments.create({
        customerId: own[0]?.customerId ?? 0,
        lines: own.map((r) => ({ salesOrderLineId: r.id, ...(r.ready > 0 ? { quantity: r.ready } : {}) })),
      }),
    )
    clear()
    sayDone(t('delivery.prepared'))
    void navigate({ to: made.length === 1 ? `/shipments/${made[0]?.id}` : '/shipments' })
  }
  return (
    <Page title={t('nav.readyToShip')}>
      <ListGrid
        list={readyToShipList}
        read={api.shipments.ready}
        open={(r) => `/sales-orders/${r.salesOrderId}`}
        empty={{ text: t('delivery.nothingOpen') }}
        {...(mayWrite
          ? {
              bulk: (rows: readonly Row[], clear: () => void) => (
                <ActionButton
                  kind="primary"
                  label={
                    groups(rows, customer) > 1
                      ? t('delivery.prepareFor', { count: groups(rows, customer) })
                      : t('delivery.prepare')
                  }
                  onAct={() => prepare(rows, clear)}
                />
              ),
            }
          : {})}
      />
    </Page>
  )
}

export function ShipmentList() {
  return (
    <Page title={t('nav.shipments')}>
      <ListGrid
        list={shipmentList}
        read={api.shipments.list}
        open={(r) => `/shipments/${r.id}`}
        empty={{
          text: t('delivery.noShipments'),
          action: <LinkButton to="/ready-to-ship" label={t('nav.readyToShip')} primary />,
        }}
      />
    </Page>
  )
}

export function InvoiceList() {
  return (
    <Page title={t('nav.invoices')}>
      <ListGrid
        list={invoiceList}
        read={api.invoices.list}
        open={(r) => `/invoices/${r.id}`}
        cells={{ status: (r) => <StatusChip word={r.overdue ? 'overdue' : r.status} /> }}
        empty={{
          text: t('delivery.noInvoices'),
          action: <LinkButton to="/shipped-not-invoiced" label={t('nav.shippedNotInvoiced')} primary />,
        }}
      />
    </Page>
  )
}

/** What left and is not charged; chosen rows become invoices, one for each customer and currency. */
export function ShippedNotInvoiced() {
  const navigate = useNavigate()
  const mayInvoice = useMay('delivery.invoice')
  type Row = Awaited<ReturnType<typeof api.invoices.notInvoiced>>['rows'][number]
  const debt = (r: Row) => `${r.customerId} ${r.currency}`
  const invoice = async (rows: readonly Row[], clear: () => void) => {
    const made = await forEachGroup(rows, debt, (own) =>
      api.invoices.create({ shipmentIds: [...new Set(own.map((r) => r.shipmentId))] }),
    )
    clear()
    sayDone(t('delivery.invoicedAll'))
    void navigate({ to: made.length === 1 ? `/invoices/${made[0]?.id}` : '/invoices' })
  }
  return (
    <Page title={t('nav.shippedNotInvoiced')}>
      <ListGrid
        list={notInvoicedList}
        read={api.invoices.notInvoiced}
        open={(r) => `/shipments/${r.shipmentId}`}
        empty={{ text: t('delivery.allInvoiced') }}
        {...(mayInvoice
          ? {
              bulk: (rows: readonly Row[], clear: () => void) => (
                <ActionButton
                  kind="primary"
                  label={
                    groups(rows, debt) > 1
                      ? t('delivery.invoiceFor', { count: groups(rows, debt) })
                      : t('delivery.invoice')
                  }
                  onAct={() => invoice(rows, clear)}
                />
              ),
            }
          : {})}
      />
    </Page>
  )
}
