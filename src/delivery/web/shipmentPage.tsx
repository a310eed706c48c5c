import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, orpc, queryClient } from '../../web/api.ts'
import { formatDay, formatQuantity } from '../../web/format.ts'
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
import { Shape, StatusChip, toneOf } from '../../web/ui/statusChip.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import type { Shipment } from '../shipment.model.ts'
import { ReturnDialog } from './returnDialog.tsx'
import { LinesDialog } from './shipmentLines.tsx'
import './delivery.css'

export function ShipmentPage() {
  const shipment = useRead(orpc.shipments.get, { id: usePathId() })
  return <Loaded read={shipment}>{(shown) => <Shown key={shown.id} shipment={shown as Shipment} />}</Loaded>
}

const headFields = {
  carrier: { kind: 'text', max: 100 },
  tracking: { kind: 'text', max: 100 },
  packages: { kind: 'integer', initial: 1 },
  grossKg: { kind: 'quantity', initial: 0 },
  notes: { kind: 'longText' },
} as const

const headOf = ({ carrier, tracking, packages, grossKg, notes, deliveryPlaceId }: Shipment) => ({
  carrier,
  tracking,
  packages,
  grossKg,
  notes,
  deliveryPlaceId,
})

function Shown({ shipment }: { shipment: Shipment }) {
  const mayWrite = useMay('delivery.write')
  const [asking, setAsking] = useState<'head' | 'lines'>()
  const close = () => setAsking(undefined)
  const draft = shipment.status === 'draft'
  const suggestedKg = shipment.grossKg === 0 ? shipment.netKg : shipment.grossKg
  return (
    <Page
      title={shipment.customer}
      number={shipment.number}
      status={shipment.returnOf && shipment.status === 'shipped' ? 'cameBack' : shipment.status}
      remember
      crumbs={[{ label: t('nav.shipments'), to: '/shipments' }]}
      aside={<span className="dimmed">{shipment.shippedOn ? formatDay(shipment.shippedOn) : shipment.carrier}</span>}
      actions={<Actions shipment={shipment} />}
    >
      <Columns>
        <StackOf>
          {draft && <Before shipment={shipment} />}
          <Section
            title={t('delivery.lines')}
            actions={
              draft &&
              mayWrite && (
                <ActionButton shortcut="l" label={t('delivery.changeLines')} onAct={() => setAsking('lines')} />
              )
            }
          >
            <Lines shipment={shipment} />
          </Section>
          <RecordPanels tableName="shipments" recordId={shipment.id} />
        </StackOf>
        <Section
          title={t('delivery.facts')}
          actions={
            draft && mayWrite && <ActionButton shortcut="e" label={t('ui.change')} onAct={() => setAsking('head')} />
          }
        >
          <KeyValue
            facts={[
              [
                t('delivery.customer'),
                <PageLink key="c" className="record-link" to={`/parties/${shipment.customerId}`}>
                  {shipment.customer}
                </PageLink>,
              ],
              [
                t('delivery.deliverTo'),
                <span key="d" className="delivery-text">
                  {shipment.deliverTo}
                </span>,
              ],
              [t('fields.carrier'), shipment.carrier],
              [t('fields.tracking'), shipment.tracking],
              [t('fields.packages'), shipment.packages],
              [t('delivery.netKg'), formatQuantity(shipment.netKg, 'kg')],
              [t('fields.grossKg'), shipment.grossKg === 0 ? '' : formatQuantity(shipment.grossKg, 'kg')],
              [t('delivery.notes'), shipment.notes && <span className="delivery-text">{shipment.notes}</span>],
              ...(shipment.returnOf
                ? [[t('delivery.returnOf'), <Link key="r" of={shipment.returnOf} />] as const]
                : []),
              ...(shipment.returns.length > 0
                ? [[t('delivery.returns'), shipment.returns.map((r) => <Link key={r.id} of={r} />)] as const]
                : []),
              ...(shipment.reversedReason ? [[t('delivery.reason'), shipment.reversedReason] as const] : []),
            ]}
          />
        </Section>
      </Columns>
      <FormDialog
        open={asking === 'head'}
        close={close}
        title={t('delivery.changeHead')}
        list="shipments"
        fields={headFields}
        initial={{ ...headOf(shipment), grossKg: suggestedKg }}
        onSave={(values) =>
          api.shipments
            .update({
              ...headOf(shipment),
              ...values,
              packages: Number(values['packages'] ?? 0),
              grossKg: Number(values['grossKg'] ?? 0),
              id: shipment.id,
            })
            .then(refresh)
        }
      />
      <LinesDialog shipment={shipment} head={headOf(shipment)} open={asking === 'lines'} close={close} />
    </Page>
  )
}

const Link = ({ of }: { of: { id: number; number: string } }) => (
  <PageLink className="record-link" to={`/shipments/${of.id}`}>
    {of.number}{' '}
  </PageLink>
)

const refresh = () => queryClient.invalidateQueries()

function Actions({ shipment }: { shipment: Shipment }) {
  const navigate = useNavigate()
  const mayWrite = useMay('delivery.write')
  const mayInvoice = useMay('delivery.invoice')
  const [reversing, setReversing] = useState(false)
  const [returning, setReturning] = useState(false)
  const { id, number, status, whyNot } = shipment
  const ship = useAction(api.shipments.ship, {
    done: t('delivery.shippedDone', { number }),
    undo: () => api.shipments.reverse({ id, reason: t('delivery.byMistake') }),
  })
  const cancel = useAction(api.shipments.cancel, { done: t('delivery.canceled') })
  const reverse = useAction(api.shipments.reverse, { done: t('delivery.reversed') })
  const invoice = useAction(api.invoices.create)
  return (
    <>
      <PrintLink to={`/api/print/delivery-note/${id}`} label={t('delivery.deliveryNote')} />
      <PrintLink to={`/api/print/packing-list/${id}`} label={t('delivery.packingList')} />
      {shipment.lines.some((l) => l.certificates.length > 0) && (
        <PrintLink to={`/api/print/shipment-certificates/${id}`} label={t('delivery.certificates')} />
      )}
      {mayWrite && status === 'draft' && (
        <ActionButton label={t('delivery.cancel')} whyNot={whyNot.cancel} onAct={() => cancel.run({ id })} />
      )}
      {mayWrite && status === 'draft' && (
        <ActionButton
          kind="primary"
          shortcut="s"
          label={t('delivery.ship')}
          whyNot={whyNot.ship}
          busy={ship.busy}
          onAct={() => ship.run({ id })}
        />
      )}
      {mayWrite && status === 'shipped' && (
        <ActionButton label={t('delivery.reverse')} whyNot={whyNot.reverse} onAct={() => setReversing(true)} />
      )}
      {mayWrite && status === 'shipped' && shipment.returnOf === null && (
        <ActionButton label={t('delivery.cameBack')} whyNot={whyNot.return} onAct={() => setReturning(true)} />
      )}
      {mayInvoice && status === 'shipped' && (
        <ActionButton
          kind="primary"
          shortcut="i"
          label={t(shipment.returnOf ? 'delivery.creditReturn' : 'delivery.invoice')}
          whyNot={whyNot.invoice}
          busy={invoice.busy}
          onAct={async () => {
            const made = await invoice.run({ shipmentIds: [id] })
            if (made) void navigate({ to: `/invoices/${made.id}` })
          }}
        />
      )}
      <ReturnDialog shipment={shipment} open={returning} close={() => setReturning(false)} />
      <ConfirmReason
        open={reversing}
        close={() => setReversing(false)}
        title={t('delivery.reverse')}
        label={t('delivery.reverse')}
        text={t('delivery.reverseText')}
        onConfirm={({ text }) => reverse.run({ id, reason: text })}
      />
    </>
  )
}

/** All that keeps the shipment here, and the papers that go with it. */
function Before({ shipment }: { shipment: Shipment }) {
  const reasons = shipment.whyNot.ship
  return (
    <Section title={t('delivery.before')}>
      {reasons.length === 0 ? (
        <p>
          <StatusChip word="ready" /> {t('delivery.allClear')}
        </p>
      ) : (
        <ul className="reasons-why-not">
          {reasons.map((r) => (
            <li key={r.message} style={{ color: 'var(--tone-blocked)' }}>
              <Shape tone="blocked" />
              {r.message}
            </li>
          ))}
        </ul>
      )}
      <ul className="paper-lights">
        {shipment.papers.map((p) => (
          <li key={p.paper} title={p.reason}>
            <StatusChip
              word={p.state}
              tone={toneOf(p.state)}
              label={`${t(`delivery.papers.${p.paper}`)}: ${t(`delivery.paperStates.${p.state}`)}`}
            />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Lines({ shipment }: { shipment: Shipment }) {
  const left = shipment.status === 'shipped'
  return (
    <SmallTable
      list="shipmentLines"
      rows={shipment.lines}
      keyOf={(l) => l.id}
      columns={[
        {
          name: 'orderNumber',
          label: t('delivery.orderLine'),
          show: (l) => `${l.orderNumber} / ${l.orderLine}`,
          link: (l) => `/sales-orders/${l.salesOrderId}`,
        },
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
        { name: 'lot', label: t('delivery.lot'), link: (l) => (l.lotId ? `/lots/${l.lotId}` : undefined) },
        {
          name: 'place',
          label: t('delivery.from'),
          show: (l) => l.place ?? <span className="dimmed">{left ? '' : t('delivery.pickLater')}</span>,
        },
        {
          name: 'quantity',
          label: t('delivery.quantity'),
          kind: 'quantity',
          show: (l) => formatQuantity(l.quantity, l.unit),
        },
        { name: 'ordered', label: t('delivery.ordered'), kind: 'quantity' },
        { name: 'delivered', label: t('delivery.delivered'), kind: 'quantity' },
        { name: 'promisedOn', label: t('delivery.promised'), kind: 'day' },
        {
          name: 'certificates',
          label: t('delivery.certificate'),
          show: (l) =>
            l.certificates.map((c) => (
              <a
                key={c.testId}
                className="record-link"
                href={`/api/print/certificate/${c.testId}`}
                target="_blank"
                rel="noreferrer"
              >
                {c.test}{' '}
              </a>
            )),
        },
        ...(left
          ? [
              {
                name: 'invoiceNumber',
                label: t('delivery.invoiceOf'),
                link: (l: Shipment['lines'][number]) => (l.invoiceId ? `/invoices/${l.invoiceId}` : undefined),
              },
            ]
          : []),
      ]}
    />
  )
}
