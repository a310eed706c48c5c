import { CostSheet } from '../../costing/web/costSheet.tsx'
import type { Job } from '../../jobs/job.contract.ts'
import { JobMaterials } from '../../jobs/web/jobMaterials.tsx'
import { JobMoves } from '../../jobs/web/jobMoves.tsx'
import { MasterNote } from '../../jobs/web/masterDialogs.tsx'
import { OperationStrip, type WorkOrder } from '../../jobs/web/operationStrip.tsx'
import { WorkOrderMenu } from '../../jobs/web/workOrderMenu.tsx'
import { ReportHistory } from '../../shopfloor/web/reportHistory.tsx'
import { api, orpc } from '../../web/api.ts'
import { formatDay, formatInstant, formatMoney, formatQuantity, localSentence } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { usePathId } from '../../web/pageTools.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { ReadinessLights } from '../../web/ui/lights.tsx'
import { PageLink } from '../../web/ui/link.tsx'
import { LinkButton } from '../../web/ui/linkButton.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Page, Section, StackOf } from '../../web/ui/page.tsx'
import { PrintLink } from '../../web/ui/printLink.tsx'
import { RecordPanels } from '../../web/ui/recordPanels.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'

/** A job on one scroll: promise, work, material, cost, papers, history. */
export function JobPage() {
  const job = useRead(orpc.jobs.get, { id: usePathId() })
  return <Loaded read={job}>{(shown) => <Shown key={shown.id} job={shown as Job} />}</Loaded>
}

function Shown({ job }: { job: Job }) {
  const mayCost = useMay('costing.read')
  const mayPlan = useMay('planning.read')
  return (
    <Page
      title={job.title}
      number={job.number}
      status={job.holdReason === '' ? job.status : 'onHold'}
      remember
      crumbs={[{ label: t('nav.jobs'), to: '/jobs' }]}
      aside={<span className="dimmed">{job.holdReason || t('jobs.due', { day: formatDay(job.dueOn) })}</span>}
      actions={
        <>
          <PrintLink to={`/api/print/traveller/${job.id}`} label={t('jobs.traveller')} />
          <LinkButton to={`/jobs/${job.id}/pick-list`} label={t('floor.pickList')} />
          {mayPlan && <LinkButton to={`/board?find=${job.number}`} label={t('board.showOnBoard')} />}
          <JobMoves job={job} />
        </>
      }
    >
      <StackOf>
        {isOpen(job) && <Readiness jobId={job.id} />}
        <Orders job={job} />
        <Section title={t('jobs.work')}>
          {job.workOrders.map((w) => (
            <WorkOrderBlock key={w.id} job={job} workOrder={w} />
          ))}
        </Section>
        <ReportHistory jobId={job.id} />
        {mayCost && <CostSheet jobId={job.id} />}
        <Section title={t('jobs.events')}>
          <SmallTable
            rows={job.events}
            keyOf={(e) => e.id}
            columns={[
              { name: 'at', label: t('fields.at'), show: (e) => formatInstant(e.at) },
              { name: 'by', label: t('fields.by') },
              { name: 'event', label: t('jobs.event'), show: (e) => t(`jobs.eventOf.${e.event}`) },
              { name: 'workOrder', label: t('fields.workOrder') },
              { name: 'note', label: t('fields.note') },
            ]}
          />
        </Section>
        <RecordPanels tableName="jobs" recordId={job.id} />
      </StackOf>
    </Page>
  )
}

const isOpen = (job: Job): boolean => job.status === 'planned' || job.status === 'released' || job.status === 'started'

/** What stands between the job and its work: the lights, and below them what is not ready, in words. */
function Readiness({ jobId }: { jobId: number }) {
  const lights = useRead(orpc.planning.readiness, { id: jobId })
  const mayReserve = useMay('inventory.write')
  const reserve = useAction(api.planning.reserve, {
    done: (r) => t('planning.reserved', { lines: r.reserved, lacking: r.lacking }),
  })
  return (
    <Loaded read={lights}>
      {(shown) => {
        const lacking = shown.filter((l) => l.state === 'missing' || l.state === 'expected')
        return (
          <section className="job-readiness">
            <div className="work-order-head">
              <ReadinessLights lights={shown} />
              {mayReserve && (
                <ActionButton
                  size="compact-sm"
                  label={t('planning.reserve')}
                  onAct={() => reserve.run({ id: jobId })}
                />
              )}
            </div>
            {lacking.length > 0 && (
              <ul className="dimmed">
                {lacking.map((l) => (
                  <li key={l.light}>
                    {t(`lights.${l.light}`)}: {localSentence(l.reason)}
                  </li>
                ))}
              </ul>
            )}
          </section>
        )
      }}
    </Loaded>
  )
}

function Orders({ job }: { job: Job }) {
  if (job.orders.length === 0) return null
  return (
    <Section title={t('jobs.for')}>
      <SmallTable
        rows={job.orders}
        keyOf={(o) => o.salesOrderLineId}
        columns={[
          {
            name: 'number',
            label: t('fields.order'),
            link: (o) => `/sales-orders/${o.salesOrderId}`,
            show: (o) => `${o.number} / ${o.line}`,
          },
          { name: 'customer', label: t('fields.customer') },
          { name: 'quantity', label: t('fields.quantity'), kind: 'quantity', show: (o) => formatQuantity(o.quantity) },
          {
            name: 'deliveredQuantity',
            label: t('jobs.delivered'),
            kind: 'quantity',
            show: (o) => formatQuantity(o.deliveredQuantity),
          },
          { name: 'value', label: t('jobs.value'), kind: 'money', show: (o) => formatMoney(o.value) },
          { name: 'firstPromiseOn', label: t('jobs.firstPromise'), show: (o) => formatDay(o.firstPromiseOn) },
          { name: 'currentPromiseOn', label: t('jobs.currentPromise'), show: (o) => formatDay(o.currentPromiseOn) },
          {
            name: 'projectedOn',
            label: t('jobs.projected'),
            show: (o) => (o.projectedOn ? formatDay(o.projectedOn) : '–'),
          },
          { name: 'actualOn', label: t('jobs.actual'), show: (o) => (o.actualOn ? formatDay(o.actualOn) : '–') },
        ]}
      />
    </Section>
  )
}

const depthOf = (job: Job, w: WorkOrder): number => {
  const parent = job.workOrders.find((p) => p.id === w.parentId)
  return parent ? 1 + depthOf(job, parent) : 0
}

function WorkOrderBlock({ job, workOrder }: { job: Job; workOrder: WorkOrder }) {
  const drift = workOrder.revision !== workOrder.currentRevision
  return (
    <div className="work-order" data-depth={Math.min(3, depthOf(job, workOrder))}>
      <div className="work-order-head">
        <PageLink className="record-link" to={`/work-orders/${workOrder.id}`}>
          <strong>{workOrder.number}</strong>
        </PageLink>
        <PageLink className="record-link" to={`/items/${workOrder.itemId}`}>
          {workOrder.itemNumber} · {workOrder.itemName}
        </PageLink>
        <span className="number">{formatQuantity(workOrder.quantity)}</span>
        <StatusChip word={workOrder.status} />
        <span className="dimmed">{t('jobs.due', { day: formatDay(workOrder.dueOn) })}</span>
        {workOrder.revision && (
          <span className="dimmed">
            {drift
              ? t('jobs.revisionDrift', { made: workOrder.revision, now: workOrder.currentRevision })
              : t('jobs.revision', { revision: workOrder.revision })}
          </span>
        )}
        <WorkOrderMenu job={job} workOrder={workOrder} />
      </div>
      {workOrder.status !== 'canceled' && <MasterNote workOrder={workOrder} />}
      <OperationStrip workOrder={workOrder} />
      {workOrder.materials.length > 0 && <JobMaterials workOrder={workOrder} />}
    </div>
  )
}
