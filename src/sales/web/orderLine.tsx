import type { ReactNode } from 'react'
import { formatDay, formatInstant, formatMoney, formatPrice, formatQuantity, plantToday } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { PageLink } from '../../web/ui/link.tsx'
import { ProgressBar } from '../../web/ui/progressBar.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import type { SalesOrderLine } from '../salesOrder.model.ts'
import {
  daysBetween,
  isLate,
  isOpenLine,
  whyNotCancelLine,
  whyNotChangeLine,
  whyNotCloseShort,
} from '../salesOrder.rules.ts'

type Props = {
  line: SalesOrderLine
  currency: string
  mayWrite: boolean
  ask: (kind: 'promise' | 'change' | 'cancel' | 'closeShort') => void
  /** What stands for a projected day when the plan says none. */
  unplanned?: ReactNode
  children?: ReactNode
}

/** One line of an order: what, how many, its four dates, and everything that changed. */
export function OrderLine({ line, currency, mayWrite, ask, unplanned, children }: Props) {
  const late = isLate(line, plantToday())
  return (
    <article className="order-line" aria-label={t('sales.lineTitle', { line: line.line, item: line.itemNumber })}>
      <div className="order-line-head">
        <h3>
          {line.line}{' '}
          <PageLink className="record-link" to={`/items/${line.itemId}`}>
            {line.itemNumber}
          </PageLink>{' '}
          · {line.description}
        </h3>
        <StatusChip word={late ? 'late' : line.state} />
        <div className="order-line-acts">
          {children}
          {mayWrite && (
            <>
              <ActionButton
                label={t('sales.changePromise')}
                whyNot={isOpenLine(line) ? [] : [{ code: 'order.line-closed', message: t('sales.lineClosed') }]}
                onAct={() => ask('promise')}
              />
              <ActionButton label={t('ui.change')} whyNot={whyNotChangeLine(line, {})} onAct={() => ask('change')} />
              {line.deliveredQuantity > 0 ? (
                <ActionButton
                  label={t('sales.closeShort')}
                  whyNot={whyNotCloseShort(line, 'asked')}
                  onAct={() => ask('closeShort')}
                />
              ) : (
                <ActionButton
                  label={t('sales.cancelLine')}
                  whyNot={whyNotCancelLine(line, 'asked')}
                  onAct={() => ask('cancel')}
                />
              )}
            </>
          )}
        </div>
      </div>
      <div>
        {formatQuantity(line.quantity, line.unit)} × {formatPrice(line.unitPrice, currency)}
        {line.oneOffPrice > 0 && ` + ${formatMoney(line.oneOffPrice, currency)} ${t('sales.once')}`} ={' '}
        <strong>{formatMoney(line.net, currency)}</strong>
        {line.customerPartNumber && (
          <span className="dimmed"> · {t('sales.theirPart', { number: line.customerPartNumber })}</span>
        )}
        {line.canceled && <span className="dimmed"> · {line.canceled}</span>}
      </div>
      {line.specification.length > 0 && (
        <div className="dimmed">
          {line.specification.map((s) => `${s.name} ${s.value}${s.unit && ` ${s.unit}`}`).join(' · ')}
        </div>
      )}
      <FourDates line={line} late={late} unplanned={unplanned ?? t('sales.notPlanned')} />
      {line.deliveredQuantity > 0 && (
        <div style={{ maxWidth: 360 }}>
          <span className="dimmed">
            {t('sales.delivered', {
              delivered: formatQuantity(line.deliveredQuantity),
              quantity: formatQuantity(line.quantity, line.unit),
              invoiced: formatQuantity(line.invoicedQuantity),
            })}
          </span>
          <ProgressBar done={line.deliveredQuantity} of={line.quantity} late={late} label={t('sales.deliveredShare')} />
        </div>
      )}
      <LineHistory line={line} />
    </article>
  )
}

function FourDates({ line, late, unplanned }: { line: SalesOrderLine; late: boolean; unplanned: ReactNode }) {
  const slip = daysBetween(line.firstPromiseOn, line.currentPromiseOn)
  const behind = line.projectedOn ? daysBetween(line.currentPromiseOn, line.projectedOn) : 0
  const kept = line.actualOn ? daysBetween(line.firstPromiseOn, line.actualOn) : 0
  return (
    <dl className="four-dates">
      <div>
        <dt>{t('fields.firstPromiseOn')}</dt>
        <dd>{formatDay(line.firstPromiseOn)}</dd>
      </div>
      <div>
        <dt>{t('fields.currentPromiseOn')}</dt>
        <dd>
          {formatDay(line.currentPromiseOn)} <Slip days={slip} />
        </dd>
      </div>
      <div data-late={(late && behind > 0) || undefined}>
        <dt>{t('fields.projectedOn')}</dt>
        <dd>
          {line.projectedOn ? (
            <>
              {formatDay(line.projectedOn)} <Slip days={behind} />
            </>
          ) : (
            <span className="dimmed">{line.actualOn ? '–' : unplanned}</span>
          )}
        </dd>
      </div>
      <div>
        <dt>{t('fields.actualOn')}</dt>
        <dd>
          {line.actualOn ? (
            <>
              {formatDay(line.actualOn)} <Slip days={kept} />
            </>
          ) : (
            <span className="dimmed">–</span>
          )}
        </dd>
      </div>
    </dl>
  )
}

const Slip = ({ days }: { days: number }) =>
  days === 0 ? null : (
    <span className="slip">{t(days > 0 ? 'sales.daysLater' : 'sales.daysEarlier', { count: Math.abs(days) })}</span>
  )

/** Changes of promise and of the line itself, oldest first, with who asked and why. */
function LineHistory({ line }: { line: SalesOrderLine }) {
  const events = [
    ...line.promiseChanges.map((p) => ({
      key: `p${p.id}`,
      at: p.at,
      by: p.by,
      text: t('sales.promiseMoved', {
        from: formatDay(p.fromOn),
        to: formatDay(p.toOn),
        cause: wordText(p.cause),
        asked: p.askedBy,
      }),
      note: p.note,
    })),
    ...line.changes.map((c) => ({
      key: `c${c.id}`,
      at: c.at,
      by: c.by,
      text:
        c.field === 'canceled'
          ? t('sales.lineCanceled', { reason: c.after })
          : c.field === 'closedShort'
            ? t('sales.lineClosedShort', { delivered: c.after, ordered: c.before })
            : t('sales.fieldChanged', { field: t(`fields.${c.field}`), before: c.before, after: c.after }),
      note: c.touches,
    })),
  ].sort((a, b) => a.at.localeCompare(b.at))
  if (events.length === 0) return null
  return (
    <ul className="timeline">
      {events.map((e) => (
        <li key={e.key}>
          <time dateTime={e.at}>{formatInstant(e.at)}</time> {e.text} <span className="dimmed">· {e.by}</span>
          {e.note && <div className="dimmed">{e.note}</div>}
        </li>
      ))}
    </ul>
  )
}
