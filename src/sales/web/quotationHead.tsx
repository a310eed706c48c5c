import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { currencies } from '../../parties/party.model.ts'
import { PeoplePicker } from '../../parties/web/peoplePicker.tsx'
import { api } from '../../web/api.ts'
import { formatDay } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { PageLink } from '../../web/ui/link.tsx'
import { KeyValue, Section } from '../../web/ui/page.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import type { Quotation } from '../quotation.model.ts'
import { CommitNumber } from './commitNumber.tsx'

type Head = Pick<
  Quotation,
  'contactId' | 'deliveryPlaceId' | 'currency' | 'quotedOn' | 'validUntil' | 'introduction' | 'terms'
> & { exchangeRate: number | null; paymentDays: number | null }

/** Whom it is for, until when it holds, in which currency, and the words around the prices. */
export function QuotationHead({ quotation, editable }: { quotation: Quotation; editable: boolean }) {
  const [draft, setDraft] = useState<Partial<Head>>({})
  const change = useAction(api.quotations.change)
  if (!editable) return <HeadFacts quotation={quotation} />
  const head: Head = { ...quotation, ...draft }
  const put = (next: Partial<Head>) => setDraft((now) => ({ ...now, ...next }))
  const save = async () => {
    const { exchangeRate, paymentDays, ...fields } = draft
    const given = {
      ...fields,
      ...(exchangeRate ? { exchangeRate } : {}),
      ...(paymentDays === undefined || paymentDays === null ? {} : { paymentDays }),
    }
    if (await change.run({ id: quotation.id, ...given })) setDraft({})
  }
  return (
    <Section
      title={t('sales.head')}
      actions={Object.keys(draft).length > 0 && <ActionButton kind="primary" label={t('ui.save')} onAct={save} />}
    >
      <div className="field-grid">
        <PeoplePicker
          label={t('fields.contact')}
          kind="contacts"
          partyId={quotation.customerId}
          value={head.contactId}
          onChange={(contactId) => put({ contactId })}
        />
        <PeoplePicker
          label={t('fields.deliveryPlace')}
          kind="deliveryPlaces"
          partyId={quotation.customerId}
          value={head.deliveryPlaceId}
          onChange={(deliveryPlaceId) => put({ deliveryPlaceId })}
        />
        <TextInput
          type="date"
          label={t('fields.quotedOn')}
          value={head.quotedOn}
          onChange={(e) => put({ quotedOn: e.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('fields.validUntil')}
          value={head.validUntil}
          onChange={(e) => put({ validUntil: e.currentTarget.value })}
        />
        <CommitNumber
          label={t('fields.paymentDays')}
          decimals={0}
          min={0}
          max={365}
          value={head.paymentDays}
          onCommit={(paymentDays) => put({ paymentDays })}
        />
        <NativeSelect
          label={t('fields.currency')}
          data={[...currencies]}
          value={head.currency}
          onChange={(e) => put({ currency: e.currentTarget.value as Head['currency'] })}
        />
        {head.currency !== quotation.companyCurrency && (
          <CommitNumber
            label={t('sales.exchangeRate', { own: quotation.companyCurrency, currency: head.currency })}
            decimals={6}
            min={0}
            value={head.exchangeRate}
            onCommit={(exchangeRate) => put({ exchangeRate })}
          />
        )}
        <div className="wide">
          <Textarea
            label={t('sales.introduction')}
            autosize
            minRows={2}
            value={head.introduction}
            onChange={(e) => put({ introduction: e.currentTarget.value })}
          />
        </div>
        <div className="wide">
          <Textarea
            label={t('sales.terms')}
            autosize
            minRows={2}
            value={head.terms}
            onChange={(e) => put({ terms: e.currentTarget.value })}
          />
        </div>
      </div>
    </Section>
  )
}

function HeadFacts({ quotation }: { quotation: Quotation }) {
  return (
    <Section title={t('sales.head')}>
      <KeyValue
        facts={[
          [
            t('fields.customer'),
            <PageLink key="c" className="record-link" to={`/parties/${quotation.customerId}`}>
              {quotation.customerName}
            </PageLink>,
          ],
          [t('fields.contact'), quotation.contactName],
          [t('fields.deliveryPlace'), quotation.deliveryPlaceName],
          [t('fields.quotedOn'), formatDay(quotation.quotedOn)],
          [t('fields.validUntil'), formatDay(quotation.validUntil)],
          [t('fields.paymentDays'), quotation.paymentDays],
          [
            t('fields.currency'),
            quotation.currency === quotation.companyCurrency
              ? quotation.currency
              : t('sales.rateOf', {
                  currency: quotation.currency,
                  rate: quotation.exchangeRate,
                  own: quotation.companyCurrency,
                }),
          ],
          ...(quotation.introduction ? [[t('sales.introduction'), quotation.introduction] as const] : []),
          ...(quotation.terms ? [[t('sales.terms'), quotation.terms] as const] : []),
        ]}
      />
    </Section>
  )
}
