import { Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api, orpc } from '../../web/api.ts'
import { formatMoney, formatPrice, formatQuantity, plantToday } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { usePathId } from '../../web/pageTools.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { Attachments } from '../../web/ui/attachments.tsx'
import { PageLink } from '../../web/ui/link.tsx'
import { LinkButton } from '../../web/ui/linkButton.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { KeyValue, Page, Section } from '../../web/ui/page.tsx'
import { PrintLink } from '../../web/ui/printLink.tsx'
import { ConfirmReason } from '../../web/ui/reasonDialog.tsx'
import { RecordPanels } from '../../web/ui/recordPanels.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import { DateText, InstantText } from '../../web/ui/values.tsx'
import type { PurchaseOrder } from '../purchase.contract.ts'
import { whyNotCancel, whyNotCloseShort, whyNotConfirm, whyNotSend } from '../purchase.rules.ts'
import { Hurt } from './buyLists.tsx'

type Line = PurchaseOrder['lines'][number]

export function PurchaseOrderPage() {
  const order = useRead(orpc.purchasing.get, { id: usePathId() })
  return <Loaded read={order}>{(o) => <Shown order={o} />}</Loaded>
}

function Shown({ order }: { order: PurchaseOrder }) {
  const currency = order.currency
  return (
    <Page
      title={order.supplier}
      number={order.number}
      status={order.status}
      remember
      crumbs={[{ label: t('nav.purchaseOrders'), to: '/purchase-orders' }]}
      actions={<Acts order={order} />}
    >
      {order.canceledReason && <p className="fault">{t('buy.canceledBecause', { reason: order.canceledReason })}</p>}
      <Section>
        <KeyValue
          facts={[
            [
              t('fields.supplier'),
              <PageLink key="s" className="record-link" to={`/parties/${order.supplierId}`}>
                {order.supplier}
              </PageLink>,
            ],
            [t('fields.orderedOn'), <DateText key="o" day={order.orderedOn} />],
            [t('buy.sentAt'), order.sentAt && <InstantText key="t" at={order.sentAt} />],
            [t('fields.currency'), order.exchangeRate === 1 ? currency : `${currency} × ${order.exchangeRate}`],
            ...(order.net === null
              ? []
              : ([
                  [t('fields.net'), formatMoney(order.net, currency)],
                  [t('fields.tax'), formatMoney(order.tax, currency)],
                  [t('buy.gross'), <strong key="g">{formatMoney(order.gross, currency)}</strong>],
                ] as const)),
          ]}
        />
        {order.notes && <p style={{ marginTop: 10, whiteSpace: 'pre-wrap' }}>{order.notes}</p>}
      </Section>
      <Lines order={order} />
      <Receipts order={order} />
      <RecordPanels tableName="purchase_orders" recordId={order.id} />
    </Page>
  )
}

function Acts({ order }: { order: PurchaseOrder }) {
  const mayBuy = useMay('purchasing.write')
  const mayReceive = useMay('inventory.write')
  const [canceling, setCanceling] = useState(false)
  const send = useAction(api.purchasing.send, { done: t('buy.sent', { number: order.number }) })
  const cancel = useAction(api.purchasing.cancel)
  return (
    <>
      {mayBuy && <PrintLink to={`/api/print/purchaseOrder/${order.id}`} label={t('buy.pdf')} />}
      {mayBuy && order.status === 'draft' && (
        <LinkButton to={`/purchase-orders/${order.id}/change`} label={t('ui.change')} />
      )}
      {mayBuy && (order.status === 'draft' || order.status === 'sent') && (
        <ActionButton
          label={t('buy.cancel')}
          whyNot={whyNotCancel(order, order.lines, '-')}
          onAct={() => setCanceling(true)}
        />
      )}
      {mayBuy && order.status === 'draft' && (
        <ActionButton
          kind="primary"
          shortcut="s"
          label={t('buy.send')}
          whyNot={whyNotSend(
            order,
            order.lines.map((l) => ({ ...l, unitPrice: l.unitPrice ?? 0 })),
            plantToday(),
          )}
          busy={send.busy}
          onAct={() => send.run({ id: order.id })}
        />
      )}
      {mayReceive && order.status === 'sent' && (
        <LinkButton to={`/purchase-orders/${order.id}/receive`} label={t('buy.receive')} primary />
      )}
      <ConfirmReason
        open={canceling}
        close={() => setCanceling(false)}
        title={t('buy.cancel')}
        label={t('buy.cancel')}
        onConfirm={({ text }) => cancel.run({ id: order.id, reason: text })}
      />
    </>
  )
}

const lineState = (order: PurchaseOrder, l: Line) => {
  if (l.closedReason) return <StatusChip word="closed" label={t('buy.closedShort')} tone="neutral" />
  if (l.open === 0) return <StatusChip word="received" />
  if (order.status !== 'sent') return <StatusChip word={order.status} />
  if ((l.confirmedOn ?? l.dueOn) < plantToday()) return <StatusChip word="late" />
  return l.confirmedOn ? (
    <StatusChip word="expected" label={t('buy.confirmed')} tone="ready" />
  ) : (
    <StatusChip word="waiting" label={t('buy.unconfirmed')} />
  )
}

function Lines({ order }: { order: PurchaseOrder }) {
  const mayBuy = useMay('purchasing.write')
  const [dialog, setDialog] = useState<{ kind: 'confirm' | 'close' | 'hurt'; line: Line }>()
  const close = useAction(api.purchasing.closeLine)
  const quiet = { kind: 'quiet', size: 'compact-xs' } as const
  const hide = () => setDialog(undefined)
  return (
    <Section title={t('buy.lines')}>
      <SmallTable
        caption={t('buy.lines')}
        rows={order.lines}
        keyOf={(l) => l.id}
        columns={[
          { name: 'line', label: '#', width: 30 },
          { name: 'item', label: t('fields.item'), show: (l) => <ItemCell line={l} /> },
          { name: 'pegs', label: t('buy.for'), show: (l) => <Pegs line={l} /> },
          {
            name: 'quantity',
            label: t('fields.quantity'),
            kind: 'quantity',
            show: (l) => <Quantities line={l} />,
          },
          {
            name: 'unitPrice',
            label: t('fields.unitPrice'),
            kind: 'money',
            show: (l) => formatPrice(l.unitPrice, order.currency),
          },
          {
            name: 'net',
            label: t('fields.net'),
            kind: 'money',
            show: (l) => formatMoney(l.net, order.currency),
            foot: formatMoney(order.net, order.currency),
          },
          { name: 'dueOn', label: t('fields.dueOn'), show: (l) => <Dates line={l} /> },
          { name: 'state', label: t('fields.status'), show: (l) => lineState(order, l) },
          {
            name: 'acts',
            label: '',
            show: (l) =>
              order.status === 'sent' && l.open > 0 ? (
                <Stack gap={2} align="flex-end">
                  <ActionButton {...quiet} label={t('buy.hurt')} onAct={() => setDialog({ kind: 'hurt', line: l })} />
                  {mayBuy && (
                    <ActionButton
                      {...quiet}
                      label={t('buy.confirm')}
                      whyNot={whyNotConfirm(order, l)}
                      onAct={() => setDialog({ kind: 'confirm', line: l })}
                    />
                  )}
                  {mayBuy && (
                    <ActionButton
                      {...quiet}
                      label={t('buy.closeShort')}
                      whyNot={whyNotCloseShort(order, l, '-')}
                      onAct={() => setDialog({ kind: 'close', line: l })}
                    />
                  )}
                </Stack>
              ) : null,
          },
        ]}
      />
      <Modal opened={dialog?.kind === 'confirm'} onClose={hide} title={t('buy.confirmTitle')}>
        {dialog && <ConfirmForm line={dialog.line} close={hide} />}
      </Modal>
      <Modal opened={dialog?.kind === 'hurt'} onClose={hide} size="xl" title={t('buy.hurt')}>
        {dialog && <Hurt lineId={dialog.line.id} title={`${order.number} · ${dialog.line.item}`} />}
      </Modal>
      <ConfirmReason
        open={dialog?.kind === 'close'}
        close={hide}
        title={t('buy.closeShort')}
        label={t('buy.closeShort')}
        onConfirm={({ text }) => close.run({ lineId: dialog?.line.id ?? 0, reason: text })}
      />
    </Section>
  )
}

/** What was ordered, and below it what of it has come and what is still to come. */
const Quantities = ({ line }: { line: Line }) => (
  <>
    {formatQuantity(line.quantity, line.unit)}
    {line.receivedQuantity > 0 && (
      <div className="dimmed">{t('buy.receivedOf', { quantity: formatQuantity(line.receivedQuantity) })}</div>
    )}
    {line.open > 0 && line.open !== line.quantity && (
      <div className="dimmed">{t('buy.stillToCome', { quantity: formatQuantity(line.open) })}</div>
    )}
  </>
)

const ItemCell = ({ line }: { line: Line }) => (
  <>
    <PageLink className="record-link" to={`/stock/items/${line.itemId}`}>
      {line.item}
    </PageLink>
    <div>{line.description}</div>
    {line.supplierPartNumber && <div className="dimmed">{t('buy.theirPart', { number: line.supplierPartNumber })}</div>}
    {line.purchaseUnit && line.purchaseUnit !== line.unit && line.purchaseFactor > 0 && (
      <div className="dimmed">{`${formatQuantity(line.quantity / line.purchaseFactor)} ${line.purchaseUnit} × ${formatQuantity(line.purchaseFactor, line.unit)}`}</div>
    )}
    {line.closedReason && <div className="dimmed">{line.closedReason}</div>}
  </>
)

const Pegs = ({ line }: { line: Line }) => (
  <>
    {line.pegs.map((p) => (
      <div key={`${p.workOrderId} ${p.materialId}`}>
        <PageLink className="record-link" to={`/jobs/${p.jobId}`}>
          {p.job} · {formatQuantity(p.quantity)}
        </PageLink>
      </div>
    ))}
    {line.forStock > 0 && (
      <div className="dimmed">
        {t(line.service ? 'buy.noJob' : 'buy.stock')} {formatQuantity(line.forStock)}
      </div>
    )}
  </>
)

const Dates = ({ line }: { line: Line }) => (
  <>
    <DateText day={line.dueOn} />
    {line.confirmedOn && (
      <div className={line.confirmedOn > line.dueOn ? 'fault' : 'dimmed'}>
        {t('buy.confirmed')} <DateText day={line.confirmedOn} />
      </div>
    )}
    {line.dateNote && <div className="dimmed">{line.dateNote}</div>}
  </>
)

function ConfirmForm({ line, close }: { line: Line; close: () => void }) {
  const [confirmedOn, setDay] = useState(line.confirmedOn ?? line.dueOn)
  const [note, setNote] = useState('')
  const confirm = useAction(api.purchasing.confirm, { done: t('buy.confirmedDone') })
  return (
    <Stack gap="sm">
      <TextInput
        type="date"
        data-autofocus
        label={t('fields.confirmedOn')}
        required
        value={confirmedOn}
        onChange={(e) => setDay(e.currentTarget.value)}
      />
      <TextInput
        label={t('fields.note')}
        maxLength={300}
        value={note}
        onChange={(e) => setNote(e.currentTarget.value)}
      />
      <Group justify="flex-end" gap="xs">
        <ActionButton label={t('ui.cancel')} onAct={close} />
        <ActionButton
          kind="primary"
          label={t('buy.confirm')}
          busy={confirm.busy}
          onAct={async () => {
            if (await confirm.run({ lineId: line.id, confirmedOn, note })) close()
          }}
        />
      </Group>
    </Stack>
  )
}

function Receipts({ order }: { order: PurchaseOrder }) {
  const mayReceive = useMay('inventory.write')
  const [taking, setTaking] = useState<{ id: number; number: string }>()
  const [filesOf, setFilesOf] = useState<{ id: number; number: string }>()
  const reverse = useAction(api.purchasing.reverseReceipt)
  if (order.receipts.length === 0) return null
  return (
    <Section title={t('buy.receipts')}>
      <SmallTable
        caption={t('buy.receipts')}
        rows={order.receipts}
        keyOf={(_, i) => i}
        columns={[
          { name: 'number', label: t('fields.receipt') },
          { name: 'receivedOn', label: t('fields.receivedOn'), show: (r) => <DateText day={r.receivedOn} /> },
          { name: 'deliveryNote', label: t('fields.deliveryNote') },
          { name: 'item', label: t('fields.item') },
          {
            name: 'quantity',
            label: t('fields.quantity'),
            kind: 'quantity',
            show: (r) => formatQuantity(r.quantity, r.unit),
          },
          {
            name: 'lot',
            label: t('fields.lot'),
            show: (r) =>
              r.lotId !== null && (
                <PageLink className="record-link" to={`/lots/${r.lotId}`}>
                  {r.lot}
                </PageLink>
              ),
          },
          { name: 'certificate', label: t('fields.certificate') },
          { name: 'place', label: t('fields.place'), show: (r) => r.place ?? t('buy.service') },
          { name: 'unitCost', label: t('stock.unitCost'), kind: 'money', show: (r) => formatPrice(r.unitCost) },
          { name: 'by', label: t('fields.by') },
          {
            name: 'files',
            label: t('ui.files'),
            show: (r) => (
              <ActionButton
                kind="quiet"
                size="compact-xs"
                label={r.files > 0 ? t('buy.filesOf', { count: r.files }) : t('buy.addFile')}
                onAct={() => setFilesOf({ id: r.receiptId, number: r.number })}
              />
            ),
          },
          {
            name: 'acts',
            label: '',
            show: (r) =>
              r.reversedReason ? (
                <span className="dimmed">{t('buy.takenBack', { reason: r.reversedReason })}</span>
              ) : (
                mayReceive && (
                  <ActionButton
                    kind="quiet"
                    size="compact-xs"
                    label={t('buy.takeBack')}
                    onAct={() => setTaking({ id: r.receiptId, number: r.number })}
                  />
                )
              ),
          },
        ]}
      />
      <Modal
        opened={filesOf !== undefined}
        onClose={() => setFilesOf(undefined)}
        size="lg"
        title={t('buy.filesTitle', { number: filesOf?.number })}
      >
        {filesOf && <Attachments tableName="receipts" recordId={filesOf.id} />}
      </Modal>
      <ConfirmReason
        open={taking !== undefined}
        close={() => setTaking(undefined)}
        title={t('buy.takeBackTitle', { number: taking?.number })}
        label={t('buy.takeBack')}
        onConfirm={({ text }) => reverse.run({ id: taking?.id ?? 0, reason: text })}
      />
    </Section>
  )
}
