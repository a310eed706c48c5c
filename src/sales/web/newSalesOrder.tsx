import { Textarea, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { sum } from '../../core/decimal.ts'
import { PeoplePicker } from '../../parties/web/peoplePicker.tsx'
import { api, orpc } from '../../web/api.ts'
import { formatMoney, plantToday } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { EditableLines } from '../../web/ui/editableLines.tsx'
import { Page, Section } from '../../web/ui/page.tsx'
import { ReferencePicker } from '../../web/ui/referencePicker.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import { lineAmounts } from '../price.rules.ts'
import { useAskedCustomer } from './askedCustomer.ts'
import { DocumentForm } from './documentForm.tsx'

type Line = {
  itemId: number | null
  description: string
  quantity: number | null
  unitPrice: number | null
  oneOffPrice: number | null
  promisedOn: string | null
  net?: number
}
type Values = {
  customerId: number | null
  contactId: number | null
  deliveryPlaceId: number | null
  buyerOrderNumber: string
  orderedOn: string
  notes: string
  lines: Line[]
}

const blankLine = (): Line => ({
  itemId: null,
  description: '',
  quantity: 1,
  unitPrice: null,
  oneOffPrice: 0,
  promisedOn: null,
})
const netOf = (l: Line, currency: string) =>
  lineAmounts(
    { quantity: l.quantity ?? 0, unitPrice: l.unitPrice ?? 0, oneOffPrice: l.oneOffPrice ?? 0, taxPercent: 0 },
    currency,
  ).net

/** An order without a quotation, typed like the buyer's paper: from top to bottom by Tab and Enter alone. */
export function NewSalesOrder() {
  const navigate = useNavigate()
  const asked = useAskedCustomer()
  const [values, setValues] = useState<Values>({
    customerId: asked,
    contactId: null,
    deliveryPlaceId: null,
    buyerOrderNumber: '',
    orderedOn: plantToday(),
    notes: '',
    lines: [blankLine()],
  })
  const put = (change: Partial<Values>) => setValues((now) => ({ ...now, ...change }))
  const customer = useRead(orpc.parties.get, { id: values.customerId ?? 0 }, { enabled: values.customerId !== null })
  const currency = customer.data?.currency ?? 'USD'
  const create = useAction(async (v: Values) =>
    api.salesOrders.create({
      ...v,
      customerId: v.customerId ?? 0,
      lines: v.lines
        .filter((l) => l.itemId !== null || l.description.trim() !== '')
        .map((l) => ({
          itemId: l.itemId ?? 0,
          description: l.description,
          quantity: l.quantity ?? 0,
          unitPrice: l.unitPrice ?? 0,
          oneOffPrice: l.oneOffPrice ?? 0,
          promisedOn: l.promisedOn ?? '',
        })),
    }),
  )
  const save = async () => {
    const made = await create.run(values)
    if (made) void navigate({ to: `/sales-orders/${made.id}` })
  }
  return (
    <Page title={t('sales.newOrder')} crumbs={[{ label: t('nav.salesOrders'), to: '/sales-orders' }]}>
      <DocumentForm onSave={save} saveLabel={t('sales.takeOrder')} busy={create.busy} cancelTo="/sales-orders">
        <Section>
          <div className="field-grid">
            <ReferencePicker
              label={t('fields.customer')}
              required
              to="parties"
              value={values.customerId}
              onChange={(customerId) => put({ customerId, contactId: null, deliveryPlaceId: null })}
            />
            <TextInput
              label={t('fields.buyerOrderNumber')}
              maxLength={100}
              value={values.buyerOrderNumber}
              onChange={(e) => put({ buyerOrderNumber: e.currentTarget.value })}
            />
            <TextInput
              type="date"
              label={t('fields.orderedOn')}
              required
              value={values.orderedOn}
              onChange={(e) => put({ orderedOn: e.currentTarget.value })}
            />
            <PeoplePicker
              label={t('fields.contact')}
              kind="contacts"
              partyId={values.customerId}
              value={values.contactId}
              onChange={(contactId) => put({ contactId })}
            />
            <PeoplePicker
              label={t('fields.deliveryPlace')}
              kind="deliveryPlaces"
              partyId={values.customerId}
              value={values.deliveryPlaceId}
              onChange={(deliveryPlaceId) => put({ deliveryPlaceId })}
            />
          </div>
        </Section>
        <Section title={t('sales.lines')}>
          <EditableLines
            label={t('sales.lines')}
            columns={[
              {
                name: 'itemId',
                label: t('fields.item'),
                kind: 'reference',
                to: 'items',
                width: 260,
                follows: (line, label) =>
                  line.description === '' ? { description: label.split(' · ').slice(1).join(' · ') } : {},
              },
              { name: 'description', label: t('fields.description'), kind: 'text' },
              { name: 'quantity', label: t('fields.quantity'), kind: 'quantity', width: 90 },
              { name: 'unitPrice', label: t('fields.unitPrice'), kind: 'money', width: 110 },
              { name: 'oneOffPrice', label: t('sales.oneOffPrice'), kind: 'money', width: 110 },
              { name: 'promisedOn', label: t('sales.promisedOn'), kind: 'day', width: 140 },
              {
                name: 'net',
                label: t('fields.net'),
                kind: 'money',
                width: 110,
                show: (l) => formatMoney(netOf(l, currency), currency),
              },
            ]}
            lines={values.lines}
            onChange={(lines) => put({ lines })}
            newLine={() => ({ ...blankLine(), promisedOn: values.lines.at(-1)?.promisedOn ?? null })}
            keyOf={(_, i) => i}
            footer={
              <tr>
                <td colSpan={6}>{t('sales.total')}</td>
                <td className="number">{formatMoney(sum(values.lines.map((l) => netOf(l, currency))), currency)}</td>
                <td />
              </tr>
            }
          />
        </Section>
        <Section>
          <Textarea
            label={t('fields.notes')}
            autosize
            minRows={2}
            value={values.notes}
            onChange={(e) => put({ notes: e.currentTarget.value })}
          />
        </Section>
      </DocumentForm>
    </Page>
  )
}
