import { useState } from 'react'
import { api } from '../../web/api.ts'
import { formatMinutes, formatQuantity } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { ConfirmReason } from '../../web/ui/reasonDialog.tsx'
import { Shape, toneOf } from '../../web/ui/statusChip.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import type { Job } from '../job.contract.ts'
import './jobs.css'

export type WorkOrder = Job['workOrders'][number]

/** The operations of a work order in a row: each a shape, a word and how far it is. */
export function OperationStrip({ workOrder }: { workOrder: WorkOrder }) {
  const running = workOrder.status === 'released' || workOrder.status === 'started'
  return (
    <ol className="operation-strip" aria-label={t('jobs.operationsOf', { number: workOrder.number })}>
      {workOrder.operations.map((o) => (
        <li
          key={o.id}
          className="operation-chip"
          data-status={o.status}
          style={{ borderColor: `var(--tone-${toneOf(o.status)})` }}
          title={o.plannedReason || undefined}
        >
          <span className="operation-chip-head" style={{ color: `var(--tone-${toneOf(o.status)})` }}>
            <Shape tone={toneOf(o.status)} /> {o.sequence} · {wordText(o.status)}
          </span>
          <strong>{o.name}</strong>
          <span className="dimmed">{o.kind === 'outside' ? o.supplier : o.workCenter}</span>
          <span className="number">
            {formatQuantity(o.good)} / {formatQuantity(workOrder.quantity)}
            {o.scrap > 0 && (
              <span className="operation-scrap"> · {t('jobs.scrapped', { quantity: formatQuantity(o.scrap) })}</span>
            )}
            {o.atVendor > 0 && ` · ${t('jobs.atVendor', { quantity: formatQuantity(o.atVendor) })}`}
          </span>
          {o.kind === 'inside' && (
            <span className="dimmed number">
              {formatMinutes(o.actualMinutes)} {t('jobs.ofPlanned', { minutes: formatMinutes(o.plannedMinutes) })}
            </span>
          )}
          {o.blockedReason && <span className="operation-blocked">{o.blockedReason}</span>}
          {running && o.status !== 'done' && <BlockOperation workOrder={workOrder} operation={o} />}
        </li>
      ))}
    </ol>
  )
}

/** Stops one operation with a reason, or lets it go on. */
function BlockOperation({
  workOrder,
  operation: o,
}: {
  workOrder: WorkOrder
  operation: WorkOrder['operations'][number]
}) {
  const may = useMay('jobs.release')
  const [asking, setAsking] = useState(false)
  const name = `${o.sequence} ${o.name}`
  const block = useAction(api.workOrders.block, { done: t('jobs.blockedDone', { number: name }) })
  const unblock = useAction(api.workOrders.unblock, { done: t('jobs.unblockedDone', { number: name }) })
  const which = { id: workOrder.id, operationId: o.id }
  if (!may) return null
  return (
    <span className="operation-acts no-print">
      {o.blockedReason === '' ? (
        <ActionButton
          kind="quiet"
          size="compact-xs"
          label={t('jobs.blockOperation', { sequence: o.sequence })}
          onAct={() => setAsking(true)}
        />
      ) : (
        <ActionButton
          kind="quiet"
          size="compact-xs"
          label={t('jobs.unblockOperation', { sequence: o.sequence })}
          onAct={() => unblock.run(which)}
        />
      )}
      <ConfirmReason
        open={asking}
        close={() => setAsking(false)}
        title={t('jobs.blockTitle', { number: name })}
        text={t('jobs.blockText')}
        label={t('jobs.block')}
        onConfirm={({ text }) => block.run({ ...which, reason: text })}
      />
    </span>
  )
}
