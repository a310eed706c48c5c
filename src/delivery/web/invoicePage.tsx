import { useNavigate } from '@tanstack/react-router'
import { Fragment, useState } from 'react'
import { sum } from '../../core/decimal.ts'
import { api, orpc, queryClient } from '../../web/api.ts'
import { formatDay, formatMoney, formatPercent, formatPrice, formatQuantity, plantToday } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { usePathId } from '../../web/pageTools.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { FormDialog } from '../../web/ui/fieldForm.tsx'
import { PageLink } from '../../web/ui/link.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Columns, KeyValue, Page, Section, StackOf } from '../../web/ui/page.tsx'
import { PrintLink } from '../../web/ui/printLink.tsx'
import { ConfirmReason } from '../../web/ui/reasonDialog.tsx'
import { RecordPanels } from '../../web/ui/recordPanels.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import type { Invoice } from '../invoice.model.ts'
import './delivery.css'

export function InvoicePage() {
  const invoice = useRead(orpc.invoices.get, { id: usePathId() })
  return <Loaded read={invoice}>{(shown) => <Shown key={shown.id} invoice={shown as Invoice} />}</Loaded>
}

function Shown({ invoice }: { invoice: Invoice }) {
  const due =
    invoice.kind === 'creditNote'
      ? t('words.creditNote')
      : t(invoice.overdue ? 'delivery.wasDue' : 'delivery.dueIn', { day: formatDay(invoice.dueOn) })
  return (
    <Page
      title={invoice.customer}
      number={invoice.number}
      status={invoice.overdue ? 'overdue' : invoice.status}
      remember
      crumbs={[{ label: t('nav.invoices'), to: '/invoices' }]}
      aside={<span className="dimmed">{`${formatMoney(invoice.gross, invoice.currency)} · ${due}`}</span>}
      actions={<Actions invoice={invoice} />}
    >
      <Columns>
        <StackOf>
          <Section title={t('delivery.lines')}>
            <Lines invoice={invoice} />
            <Totals invoice={invoice} />
          </Section>
          <RecordPanels tableName="invoices" recordId={invoice.id} />
        </StackOf>
        <Facts invoice={invoice} />
      </Columns>
    </Page>
  )
}

type Asking = 'change' | 'pay' | 'cancel' | 'credit'
const changeFields = {
  invoicedOn: { kind: 'day', required: true },
  paymentDays: { kind: 'integer', required: true, max: 365 },
  notes: { kind: 'longText' },
} as const
const payFields = { paidOn: { kind: 'day', required: true } } as const
const refresh = () => queryClient.invalidateQueries()

function Actions({ invoice }: { invoice: Invoice }) {
  const navigate = useNavigate()
  const may = useMay('delivery.invoice')
  const [asking, setAsking] = useState<Asking>()
  const close = () => setAsking(undefined)
  const { id, number, status, whyNot } = invoice
  const send = useAction(api.invoices.send, { done: t('delivery.sent', { number }) })
  const cancel = useAction(api.invoices.cancel, { done: t('delivery.canceled') })
  const credit = useAction(api.invoices.credit, { done: (note) => t('delivery.credited', { number: note.number }) })
  const draft = status === 'draft'
  return (
    <>
      <PrintLink to={`/api/print/invoice/${id}`} label={t('delivery.pdf')} />
      {may && draft && (
        <ActionButton shortcut="e" label={t('ui.change')} whyNot={whyNot.change} onAct={() => setAsking('change')} />
      )}
      {may && draft && (
        <ActionButton label={t('delivery.cancelInvoice')} whyNot={whyNot.cancel} onAct={() => setAsking('cancel')} />
      )}
      {may && draft && (
        <ActionButton
          kind="primary"
          shortcut="s"
          label={t('delivery.send')}
          whyNot={whyNot.send}
          busy={send.busy}
          onAct={() => send.run({ id })}
        />
      )}
      {may && invoice.kind === 'invoice' && (status === 'sent' || status === 'paid') && (
        <ActionButton label={t('delivery.credit')} whyNot={whyNot.credit} onAct={() => setAsking('credit')} />
      )}
      {may && status === 'sent' && (
        <ActionButton
          kind="primary"
          shortcut="p"
          label={t('delivery.pay')}
          whyNot={whyNot.pay}
          onAct={() => setAsking('pay')}
        />
      )}
      <FormDialog
        open={asking === 'change'}
        close={close}
        title={t('delivery.change')}
        list="invoices"
        fields={changeFields}
        initial={{ invoicedOn: invoice.invoicedOn, paymentDays: invoice.paymentDays, notes: invoice.notes }}
        onSave={(v) =>
          api.invoices
            .update({
              id,
              invoicedOn: String(v['invoicedOn'] ?? ''),
              paymentDays: Number(v['paymentDays'] ?? 0),
              notes: String(v['notes'] ?? ''),
            })
            .then(refresh)
        }
      />
      <FormDialog
        open={asking === 'pay'}
        close={close}
        title={t('delivery.payTitle')}
        list="invoices"
        fields={payFields}
        initial={{ paidOn: plantToday() }}
        saveLabel={t('delivery.pay')}
        onSave={(v) => api.invoices.pay({ id, paidOn: String(v['paidOn'] ?? '') }).then(refresh)}
      />
      <ConfirmReason
        open={asking === 'cancel'}
        close={close}
        title={t('delivery.cancelInvoice')}
        label={t('delivery.cancelInvoice')}
        onConfirm={({ text }) => cancel.run({ id, reason: text })}
      />
      <ConfirmReason
        open={asking === 'credit'}
        close={close}
        title={t('delivery.credit')}
        label={t('delivery.credit')}
        text={t('delivery.creditText')}
        onConfirm={async ({ text }) => {
          const note = await credit.run({ id, reason: text })
          if (note) void navigate({ to: `/invoices/${note.id}` })
        }}
      />
    </>
  )
}

function Lines({ invoice }: { invoice: Invoice }) {
  const oneOff = invoice.lines.some((l) => l.oneOffPrice !== 0)
  return (
    <SmallTable
      list="invoiceLines"
      rows={invoice.lines}
      keyOf={(l) => l.id}
      columns={[
        { name: 'line', label: '#', kind: 'integer', width: 36 },
        {
          name: 'itemNumber',
          label: t('delivery.item'),
          show: (l) => (
            <>
              {l.itemNumber}
              <div className="dimmed">{l.description}</div>
            </>
          ),
        },
        {
          name: 'orderNumber',
          label: t('delivery.orderLine'),
          show: (l) => `${l.orderNumber} / ${l.orderLine}`,
          link: (l) => `/sales-orders/${l.salesOrderId}`,
        },
        {
          name: 'shipmentNumber',
          label: t('fields.shipment'),
          link: (l) => (l.shipmentId ? `/shipments/${l.shipmentId}` : undefined),
        },
        {
          name: 'quantity',
          label: t('delivery.quantity'),
          kind: 'quantity',
          show: (l) => formatQuantity(l.quantity, l.unit),
        },
        {
          name: 'unitPrice',
          label: t('delivery.price'),
          kind: 'money',
          show: (l) => formatPrice(l.unitPrice, invoice.currency),
        },
        ...(oneOff
          ? [
              {
                name: 'oneOffPrice',
                label: t('delivery.oneOff'),
                kind: 'money' as const,
                show: (l: Invoice['lines'][number]) =>
                  l.oneOffPrice === 0 ? '' : formatMoney(l.oneOffPrice, invoice.currency),
              },
            ]
          : []),
        { name: 'taxPercent', label: t('delivery.tax'), kind: 'percent', show: (l) => formatPercent(l.taxPercent) },
        { name: 'net', label: t('delivery.net'), kind: 'money', show: (l) => formatMoney(l.net, invoice.currency) },
      ]}
    />
  )
}

/** Net, the tax of each rate, and what is to be paid: sums of rounded lines. */
function Totals({ invoice }: { invoice: Invoice }) {
  const money = (amount: number) => formatMoney(amount, invoice.currency)
  const rates = [...new Set(invoice.lines.map((l) => l.taxPercent))].sort((a, b) => a - b)
  return (
    <dl className="money-totals">
      <dt>{t('delivery.net')}</dt>
      <dd>{money(invoice.net)}</dd>
      {rates.map((rate) => {
        const own = invoice.lines.filter((l) => l.taxPercent === rate)
        return (
          <Fragment key={rate}>
            <dt>{t('delivery.taxOf', { rate: formatPercent(rate), net: money(sum(own.map((l) => l.net))) })}</dt>
            <dd>{money(sum(own.map((l) => l.tax)))}</dd>
          </Fragment>
        )
      })}
      <dt className="last">{t('delivery.total')}</dt>
      <dd className="last">{money(invoice.gross)}</dd>
    </dl>
  )
}

function Facts({ invoice }: { invoice: Invoice }) {
  const link = (other: { id: number; number: string }) => (
    <PageLink key={other.id} className="record-link" to={`/invoices/${other.id}`}>
      {other.number}
    </PageLink>
  )
  return (
    <Section title={t('delivery.invoiceFacts')}>
      <KeyValue
        facts={[
          [
            t('delivery.customer'),
            <PageLink key="c" className="record-link" to={`/parties/${invoice.customerId}`}>
              {invoice.customer}
            </PageLink>,
          ],
          [t('fields.invoicedOn'), formatDay(invoice.invoicedOn)],
          [t('delivery.payment'), t('delivery.days', { count: invoice.paymentDays })],
          [t('fields.dueOn'), formatDay(invoice.dueOn)],
          [t('fields.paidOn'), formatDay(invoice.paidOn)],
          ...(invoice.currency === invoice.companyCurrency
            ? []
            : [
                [
                  t('delivery.rate'),
                  t('delivery.rateOf', {
                    currency: invoice.currency,
                    rate: formatQuantity(invoice.exchangeRate),
                    own: invoice.companyCurrency,
                  }),
                ] as const,
              ]),
          ...(invoice.credits ? [[t('delivery.credits'), link(invoice.credits)] as const] : []),
          ...(invoice.creditedBy ? [[t('delivery.creditedBy'), link(invoice.creditedBy)] as const] : []),
          ...(invoice.reason ? [[t('delivery.reason'), invoice.reason] as const] : []),
          [t('delivery.notes'), invoice.notes && <span className="delivery-text">{invoice.notes}</span>],
        ]}
      />
    </Section>
  )
}
