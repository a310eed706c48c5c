import { MethodEditor } from '../../catalog/web/methodEditor.tsx'
import { orpc } from '../../web/api.ts'
import { formatDay, formatInstant, formatQuantity } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { usePathId } from '../../web/pageTools.ts'
import { PageLink } from '../../web/ui/link.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Columns, KeyValue, Page, Section, StackOf } from '../../web/ui/page.tsx'
import { RecordPanels } from '../../web/ui/recordPanels.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import { useRead } from '../../web/ui/useRead.ts'
import type { Job } from '../job.contract.ts'
import { JobMaterials } from './jobMaterials.tsx'
import { MasterNote } from './masterDialogs.tsx'
import { OperationStrip, type WorkOrder } from './operationStrip.tsx'
import { TouchesOfWorkOrder } from './touchesPanel.tsx'
import { WorkOrderMenu } from './workOrderMenu.tsx'

/** A work order: how far it is, its own copy of the method, and how that stands to the item's own. */
export function WorkOrderPage() {
  const id = usePathId()
  const job = useRead(orpc.workOrders.get, { id })
  return (
    <Loaded read={job}>
      {(j) => {
        const workOrder = (j as Job).workOrders.find((w) => w.id === id)
        return workOrder ? <Shown key={id} job={j as Job} workOrder={workOrder} /> : null
      }}
    </Loaded>
  )
}

function Shown({ job, workOrder: w }: { job: Job; workOrder: WorkOrder }) {
  const events = job.events.filter((e) => e.workOrder === w.number)
  return (
    <Page
      title={`${w.itemNumber} · ${w.itemName}`}
      number={w.number}
      status={w.status}
      remember
      crumbs={[
        { label: t('nav.jobs'), to: '/jobs' },
        { label: job.number, to: `/jobs/${job.id}` },
      ]}
      aside={
        <span className="dimmed">
          {formatQuantity(w.quantity)} · {t('jobs.due', { day: formatDay(w.dueOn) })}
        </span>
      }
      actions={<WorkOrderMenu job={job} workOrder={w} />}
    >
      <StackOf>
        {job.holdReason && <p className="jobs-warning">{t('jobs.heldBecause', { reason: job.holdReason })}</p>}
        <MasterNote workOrder={w} />
        <Section title={t('jobs.work')}>
          <OperationStrip workOrder={w} />
          {w.materials.length > 0 && <JobMaterials workOrder={w} />}
        </Section>
        <Section title={t('jobs.ownMethod')}>
          <p className="dimmed">{t('jobs.ownMethodText', { item: w.itemNumber })}</p>
          <MethodEditor key={w.methodId} methodId={w.methodId} quantity={w.quantity} readOnlyReasons={[]} />
        </Section>
        <Columns>
          <StackOf>
            {events.length > 0 && (
              <Section title={t('jobs.events')}>
                <SmallTable
                  rows={events}
                  keyOf={(e) => e.id}
                  columns={[
                    { name: 'at', label: t('fields.at'), show: (e) => formatInstant(e.at) },
                    { name: 'by', label: t('fields.by') },
                    { name: 'event', label: t('jobs.event'), show: (e) => t(`jobs.eventOf.${e.event}`) },
                    { name: 'note', label: t('fields.note') },
                  ]}
                />
              </Section>
            )}
            <RecordPanels tableName="work_orders" recordId={w.id} />
          </StackOf>
          <StackOf>
            <Facts job={job} workOrder={w} />
            <Section>
              <TouchesOfWorkOrder id={w.id} />
            </Section>
          </StackOf>
        </Columns>
      </StackOf>
    </Page>
  )
}

function Facts({ job, workOrder: w }: { job: Job; workOrder: WorkOrder }) {
  const parent = job.workOrders.find((p) => p.id === w.parentId)
  const children = job.workOrders.filter((c) => c.parentId === w.id)
  const order = job.orders.find((o) => o.salesOrderLineId === w.salesOrderLineId)
  return (
    <Section title={t('jobs.facts')}>
      <KeyValue
        facts={[
          [
            t('fields.item'),
            <PageLink key="i" className="record-link" to={`/items/${w.itemId}`}>
              {w.itemNumber}
            </PageLink>,
          ],
          [t('fields.revision'), w.revision],
          [
            t('fields.order'),
            order && (
              <PageLink key="o" className="record-link" to={`/sales-orders/${order.salesOrderId}`}>
                {order.number} / {order.line}
              </PageLink>
            ),
          ],
          [t('fields.customer'), order?.customer],
          [
            t('fields.parent'),
            parent && (
              <PageLink key="p" className="record-link" to={`/work-orders/${parent.id}`}>
                {parent.number}
              </PageLink>
            ),
          ],
          [t('fields.quantity'), formatQuantity(w.quantity)],
          [t('fields.completedQuantity'), formatQuantity(w.completedQuantity)],
          [t('fields.scrappedQuantity'), formatQuantity(w.scrappedQuantity)],
          ...(children.length > 0
            ? [
                [
                  t('jobs.madeBelow'),
                  <span key="c" className="touches-row">
                    {children.map((c) => (
                      <span key={c.id}>
                        <PageLink className="record-link" to={`/work-orders/${c.id}`}>
                          {c.number}
                        </PageLink>{' '}
                        <StatusChip word={c.status} />
                      </span>
                    ))}
                  </span>,
                ] as const,
              ]
            : []),
        ]}
      />
    </Section>
  )
}
