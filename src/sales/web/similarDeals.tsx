import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { orpc } from '../../web/api.ts'
import { formatDay, formatPrice, formatQuantity } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { PageLink } from '../../web/ui/link.tsx'
import { Empty, Section } from '../../web/ui/page.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import { useRead } from '../../web/ui/useRead.ts'
import type { SimilarDeal } from '../quotation.model.ts'

/** What we quoted and sold before that is like this: prices, dates, and why some were lost. */
export function SimilarDeals({ itemId, customerId, except }: { itemId: number; customerId: number; except: number }) {
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed, 200)
  const deals = useRead(orpc.quotations.similar, { itemId, customerId, except, q }, { keep: true })
  return (
    <Section title={t('sales.similar')}>
      <TextInput
        size="xs"
        mb="xs"
        aria-label={t('sales.similarSearch')}
        placeholder={t('sales.similarSearch')}
        value={typed}
        onChange={(e) => setTyped(e.currentTarget.value)}
      />
      {deals.data?.length === 0 && <Empty text={t('sales.noSimilar')} />}
      <ul className="deals">
        {deals.data?.slice(0, 12).map((d) => (
          <Deal key={`${d.kind}-${d.documentId}-${d.itemId}-${d.quantity}`} deal={d} />
        ))}
      </ul>
    </Section>
  )
}

function Deal({ deal }: { deal: SimilarDeal }) {
  const to = deal.kind === 'order' ? `/sales-orders/${deal.documentId}` : `/quotations/${deal.documentId}`
  return (
    <li>
      <div className="deal-head">
        <PageLink className="record-link" to={to}>
          {deal.number}
        </PageLink>
        <StatusChip word={deal.status} />
        <span className="deal-price">
          {formatPrice(deal.unitPrice, deal.currency)} <span className="dimmed">× {formatQuantity(deal.quantity)}</span>
        </span>
      </div>
      <div>{deal.itemName === deal.description ? deal.itemName : `${deal.itemName}: ${deal.description}`}</div>
      <div className="dimmed">
        {deal.customerName} · {formatDay(deal.on)} ·{' '}
        {t('sales.same', { what: deal.same.map((s) => t(`sales.sameAs.${s}`)).join(', ') })}
        {deal.lostReason && ` · ${t('sales.lostFor', { reason: wordText(deal.lostReason) })}`}
      </div>
    </li>
  )
}
