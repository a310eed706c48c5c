import { formatMinutes, formatQuantity } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { Shape, toneOf } from '../../web/ui/statusChip.tsx'
import type { Job } from '../job.contract.ts'
import './jobs.css'

export type WorkOrder = Job['workOrders'][number]

/** The operations of a work order in a row: each a shape, a word and how far it is. */
export function OperationStrip({ workOrder }: { workOrder: WorkOrder }) {
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
          {o.blockedReason && <span>{o.blockedReason}</span>}
        </li>
      ))}
    </ol>
  )
}
