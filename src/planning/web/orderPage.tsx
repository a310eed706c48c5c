import { useNavigate } from '@tanstack/react-router'
import { DeliveryEvents, PrepareShipment } from '../../delivery/web/orderPage.tsx'
import { PlanMore } from '../../jobs/web/planMore.tsx'
import { TouchesPanel } from '../../jobs/web/touchesPanel.tsx'
import type { SalesOrder, SalesOrderLine } from '../../sales/salesOrder.model.ts'
import { isOpenLine } from '../../sales/salesOrder.rules.ts'
import { SalesOrderPage, type Touched } from '../../sales/web/salesOrderPage.tsx'
import { api, orpc, queryClient } from '../../web/api.ts'
import { formatDay, formatQuantity } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { PageLink } from '../../web/ui/link.tsx'
import { Section } from '../../web/ui/page.tsx'
import { ProgressBar } from '../../web/ui/progressBar.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import { PromisePanel } from './promisePanel.tsx'

/** What a change of a line reaches now, read afresh before the change is asked for. */
async function touchesOf(order: number, line: SalesOrderLine): Promise<Touched> {
  const all = await queryClient.fetchQuery(orpc.touches.ofSalesOrder.queryOptions({ input: { id: order } }))
  const touches = all.find((each) => each.salesOrderLineId === line.id)
  return touches
    ? { panel: <TouchesPanel touches={touches} />, summary: touches.summary }
    : { panel: null, summary: '' }
}

/** The sales order's page with what the areas behind sales know of it. */
export const OrderPage = () => (
  <SalesOrderPage
    actions={(order) => <PrepareShipment order={order} />}
    events={(order) => <DeliveryEvents salesOrderId={order.id} />}
    progress={(order) => (
      <>
        <OrderWork order={order} />
        <OrderPromises order={order} />
      </>
    )}
    unplanned={(line, order) => <Unplanned line={line} order={order} />}
    lineActions={(line, order) => <MakeJob line={line} order={order} />}
    touches={(line, order) => touchesOf(order.id, line)}
  />
)

/** The plan says no day of what is not planned yet, and of what is made already. */
function Unplanned({ line, order }: { line: SalesOrderLine; order: SalesOrder }) {
  const read = useRead(orpc.touches.ofSalesOrder, { id: order.id })
  const tops = read.data?.find((each) => each.salesOrderLineId === line.id)?.workOrders.filter((w) => w.top) ?? []
  const made = tops.length > 0 && tops.every((w) => w.status === 'completed' || w.status === 'closed')
  return made ? t('sales.workDone') : t('sales.notPlanned')
}

/** A line that nobody makes yet becomes a job from here; of one that is made, what will not come from its work orders. */
function MakeJob({ line, order }: { line: SalesOrderLine; order: SalesOrder }) {
  const mayWrite = useMay('jobs.write')
  const navigate = useNavigate()
  const read = useRead(orpc.touches.ofSalesOrder, { id: order.id })
  const make = useAction(api.jobs.create)
  const made = read.data?.find((each) => each.salesOrderLineId === line.id)
  if (!mayWrite || !isOpenLine(line) || !made) return null
  if (made.workOrders.length > 0) return <PlanMore line={line} workOrders={made.workOrders.filter((w) => w.top)} />
  return (
    <ActionButton
      label={t('jobs.asJob')}
      busy={make.busy}
      onAct={async () => {
        const job = await make.run({ salesOrderLineIds: [line.id] })
        if (job) void navigate({ to: `/jobs/${job.id}` })
      }}
    />
  )
}

/** Open lines that no work order makes yet can ask the plan for their day. */
function OrderPromises({ order }: { order: SalesOrder }) {
  const read = useRead(orpc.touches.ofSalesOrder, { id: order.id })
  const waiting = order.lines.filter(
    (l) => isOpenLine(l) && read.data?.find((each) => each.salesOrderLineId === l.id)?.workOrders.length === 0,
  )
  return waiting.map((l) => (
    <PromisePanel
      key={l.id}
      asked={{ salesOrderLineId: l.id }}
      quantities={[l.quantity]}
      closed={order.status !== 'open'}
      name={l.description}
    />
  ))
}

/** The work orders that make the order's lines; says where they make another quantity than is ordered. */
function OrderWork({ order }: { order: SalesOrder }) {
  const read = useRead(orpc.touches.ofSalesOrder, { id: order.id })
  const rows = (read.data ?? []).flatMap((each) => {
    const line = order.lines.find((l) => l.id === each.salesOrderLineId)
    const tops = each.workOrders.filter((w) => w.top)
    const sum = tops.reduce((total, w) => total + w.quantity, 0)
    return line ? tops.map((w) => ({ ...w, line, differs: line.canceled !== '' || sum !== line.quantity, sum })) : []
  })
  if (rows.length === 0) return null
  return (
    <Section title={t('touches.orderWork')}>
      <SmallTable
        caption={t('touches.orderWork')}
        rows={rows}
        keyOf={(r) => r.id}
        columns={[
          { name: 'line', label: t('touches.line'), kind: 'integer', show: (r) => r.line.line },
          {
            name: 'job',
            label: t('fields.job'),
            show: (r) => (
              <PageLink className="record-link" to={`/jobs/${r.jobId}`}>
                {r.job}
              </PageLink>
            ),
          },
          { name: 'number', label: t('fields.workOrder'), link: (r) => `/work-orders/${r.id}` },
          { name: 'itemName', label: t('fields.item') },
          { name: 'status', label: t('fields.status'), show: (r) => <StatusChip word={r.status} /> },
          {
            name: 'completedQuantity',
            label: t('fields.completedQuantity'),
            show: (r) => (
              <div style={{ minWidth: 110 }}>
                {formatQuantity(r.completedQuantity)} / {formatQuantity(r.quantity)}
                <ProgressBar done={r.completedQuantity} of={r.quantity} label={t('fields.completedQuantity')} />
              </div>
            ),
          },
          { name: 'dueOn', label: t('fields.dueOn'), show: (r) => formatDay(r.dueOn) },
          {
            name: 'differs',
            label: '',
            show: (r) =>
              r.differs && r.status !== 'closed' ? (
                <span className="slip">
                  {r.line.canceled !== ''
                    ? t('touches.lineCanceled')
                    : t('touches.quantityDiffers', {
                        ordered: formatQuantity(r.line.quantity),
                        made: formatQuantity(r.sum),
                      })}
                </span>
              ) : null,
          },
        ]}
      />
    </Section>
  )
}
