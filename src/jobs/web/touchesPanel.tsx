import { type api, orpc } from '../../web/api.ts'
import { formatMoney, formatQuantity } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { PageLink } from '../../web/ui/link.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import { useRead } from '../../web/ui/useRead.ts'
import './jobs.css'

export type Touches = Awaited<ReturnType<typeof api.touches.ofWorkOrder>>

/** What a change touches, before it is confirmed: work, purchases, material, vendors and money. */
export function TouchesPanel({ touches }: { touches: Touches }) {
  const { workOrders, purchases, issued, reserved, atVendor, spent } = touches
  if (workOrders.length === 0 && purchases.length === 0) return <p className="touches dimmed">{t('touches.nothing')}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <section className="touches touches-scroll" aria-label={t('touches.title')} tabIndex={0}>
      <strong>{t('touches.title')}</strong>
      <dl>
        <dt>{t('touches.work')}</dt>
        <dd>
          {workOrders.map((w) => (
            <div key={w.id} className="touches-row">
              <PageLink className="record-link" to={`/work-orders/${w.id}`}>
                {w.number}
              </PageLink>
              <StatusChip word={w.status} />
              <span>
                {t('touches.made', {
                  item: w.itemNumber,
                  made: formatQuantity(w.completedQuantity),
                  quantity: formatQuantity(w.quantity),
                })}
              </span>
              <PageLink className="record-link" to={`/jobs/${w.jobId}`}>
                {w.job}
              </PageLink>
            </div>
          ))}
        </dd>
        {purchases.length > 0 && (
          <>
            <dt>{t('touches.purchases')}</dt>
            <dd>
              {purchases.map((p) => (
                <div key={`${p.purchaseOrderId}-${p.itemNumber}`} className="touches-row">
                  <PageLink className="record-link" to={`/purchase-orders/${p.purchaseOrderId}`}>
                    {p.number}
                  </PageLink>
                  <StatusChip word={p.status} list="purchaseOrders" />
                  <span>
                    {formatQuantity(p.quantity, p.unit)} {p.itemNumber} · {p.supplier}
                    {p.receivedQuantity > 0 &&
                      ` · ${t('touches.received', { quantity: formatQuantity(p.receivedQuantity, p.unit) })}`}
                  </span>
                </div>
              ))}
            </dd>
          </>
        )}
        <Amounts label={t('touches.issued')} rows={issued} />
        <Amounts label={t('touches.reserved')} rows={reserved} />
        {atVendor.length > 0 && (
          <>
            <dt>{t('touches.atVendor')}</dt>
            <dd>
              {atVendor.map((v) => (
                <div key={v.workOrder + v.operation}>
                  {formatQuantity(v.quantity)} · {v.workOrder} {v.operation} · {v.vendor}
                </div>
              ))}
            </dd>
          </>
        )}
        {spent !== null && (
          <>
            <dt>{t('touches.spent')}</dt>
            <dd>{formatMoney(spent)}</dd>
          </>
        )}
      </dl>
    </section>
  )
}

function Amounts({
  label,
  rows,
}: {
  label: string
  rows: readonly { workOrder?: string; itemNumber: string; unit: string; quantity: number }[]
}) {
  if (rows.length === 0) return null
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <ul className="touches-amounts">
          {rows.map((r) => (
            <li key={`${r.workOrder}-${r.itemNumber}`}>
              {formatQuantity(r.quantity, r.unit)} {r.itemNumber}
              {r.workOrder && <span className="dimmed"> · {r.workOrder}</span>}
            </li>
          ))}
        </ul>
      </dd>
    </>
  )
}

/** The same, read for one work order with everything that is made for it. */
export function TouchesOfWorkOrder({ id }: { id: number }) {
  const read = useRead(orpc.touches.ofWorkOrder, { id })
  return read.data ? <TouchesPanel touches={read.data} /> : null
}
