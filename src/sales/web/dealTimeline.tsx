import type { ReactNode } from 'react'
import { orpc } from '../../web/api.ts'
import { formatDay } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { PageLink } from '../../web/ui/link.tsx'
import { Section } from '../../web/ui/page.tsx'
import { useRead } from '../../web/ui/useRead.ts'
import type { DealEvent } from '../salesOrder.model.ts'

type Key = { enquiryId?: number; quotationId?: number; salesOrderId?: number }

const pathOf = (event: DealEvent): string =>
  `/${event.kind === 'enquiry' ? 'enquiries' : event.kind === 'quotation' ? 'quotations' : 'sales-orders'}/${event.documentId}`

const changeText = ({ line, field, before, after }: NonNullable<DealEvent['change']>): string => {
  const shown = (value: string) => (field === 'currentPromiseOn' ? formatDay(value) : value)
  if (field === 'canceled') return t('sales.lineOf', { line, text: after })
  if (field === 'closedShort')
    return t('sales.lineOf', { line, text: t('sales.lineClosedShort', { delivered: after, ordered: before }) })
  return t('sales.lineOf', {
    line,
    text: t('sales.fieldChanged', { field: t(`fields.${field}`), before: shown(before), after: shown(after) }),
  })
}

/** Everything of one deal in its order. `children`: the documents of later areas. */
export function DealTimeline({ children, ...key }: Key & { children?: ReactNode }) {
  const events = useRead(orpc.salesOrders.deal, key)
  return (
    <Section title={t('sales.deal')}>
      <ol className="timeline deal-timeline">
        {events.data?.map((e) => (
          <li key={[e.kind, e.documentId, e.act, e.at, e.change?.line, e.change?.field].join()}>
            <time dateTime={e.at}>{formatDay(e.at.slice(0, 10))}</time>{' '}
            <PageLink className="record-link" to={pathOf(e)}>
              {e.number}
            </PageLink>{' '}
            {t(`sales.acts.${e.act}`)}
            {e.by && <span className="dimmed"> · {e.by}</span>}
            {e.revision > 0 && <span className="dimmed"> · {t('sales.revision', { revision: e.revision })}</span>}
            {e.change && <div className="dimmed">{changeText(e.change)}</div>}
            {e.note && <div className="dimmed">{e.note}</div>}
          </li>
        ))}
        {children}
      </ol>
    </Section>
  )
}
