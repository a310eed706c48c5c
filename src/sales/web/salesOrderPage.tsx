import { type ReactNode, useState } from 'react'
import { api, orpc } from '../../web/api.ts'
import { formatDay, formatMoney, formatQuantity, plantToday } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { usePathId } from '../../web/pageTools.ts'
import { useMay } from '../../web/session.tsx'
import { PageLink } from '../../web/ui/link.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Columns, KeyValue, Page, Section, StackOf } from '../../web/ui/page.tsx'
import { PrintLink } from '../../web/ui/printLink.tsx'
import { ConfirmReason } from '../../web/ui/reasonDialog.tsx'
import { RecordPanels } from '../../web/ui/recordPanels.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import type { SalesOrder, SalesOrderLine } from '../salesOrder.model.ts'
import { isLate } from '../salesOrder.rules.ts'
import { DealTimeline } from './dealTimeline.tsx'
import { ChangeLineDialog, PromiseDialog } from './orderDialogs.tsx'
import { OrderLine } from './orderLine.tsx'

import './sales.css'

/** What a change of a line reaches: for the eye, and in one sentence that is kept with the change. */
export type Touched = { panel: ReactNode; summary: string }

/** What later areas add: the progress of a line's work, what a change would reach, further documents of the deal. */
export type OrderPageParts = {
  progress?: (order: SalesOrder) => ReactNode
  actions?: (order: SalesOrder) => ReactNode
  /** What stands for the projected day of a line for which the plan says none. */
  unplanned?: (line: SalesOrderLine, order: SalesOrder) => ReactNode
  lineActions?: (line: SalesOrderLine, order: SalesOrder) => ReactNode
  touches?: (line: SalesOrderLine, order: SalesOrder) => Promise<Touched>
  events?: (order: SalesOrder) => ReactNode
}

export function SalesOrderPage(parts: OrderPageParts) {
  const order = useRead(orpc.salesOrders.get, { id: usePathId() })
  return <Loaded read={order}>{(o) => <Shown order={o as SalesOrder} parts={parts} />}</Loaded>
}

type Asking = { kind: 'promise' | 'change' | 'cancel' | 'closeShort'; line: SalesOrderLine; touches: Touched }

const untouched: Touched = { panel: null, summary: '' }

function Shown({ order, parts }: { order: SalesOrder; parts: OrderPageParts }) {
  const mayWrite = useMay('sales.write')
  const [asking, setAsking] = useState<Asking>()
  const close = () => setAsking(undefined)
  const cancel = useAction(api.salesOrders.cancelLine)
  const closeShort = useAction(api.salesOrders.closeLineShort)
  const late = order.lines.some((l) => isLate(l, plantToday()))
  const ask = async (kind: Asking['kind'], line: SalesOrderLine) =>
    setAsking({ kind, line, touches: (await parts.touches?.(line, order)) ?? untouched })
  return (
    <Page
      title={order.customerName}
      number={order.number}
      status={late ? 'late' : order.status}
      remember
      crumbs={[{ label: t('nav.salesOrders'), to: '/sales-orders' }]}
      aside={
        <span className="dimmed">
          {order.buyerOrderNumber && t('sales.theirNumber', { number: order.buyerOrderNumber })}
        </span>
      }
      actions={
        <>
          <PrintLink to={`/api/print/order-confirmation/${order.id}`} label={t('sales.confirmation')} />
          {parts.actions?.(order)}
        </>
      }
    >
      {order.canceledReason && (
        <p className="sales-warning">{t('sales.canceledBecause', { reason: order.canceledReason })}</p>
      )}
      <Columns>
        <StackOf>
          <Section title={t('sales.lines')}>
            {order.lines.map((line) => (
              <OrderLine
                key={line.id}
                line={line}
                currency={order.currency}
                mayWrite={mayWrite}
                ask={(kind) => void ask(kind, line)}
                unplanned={parts.unplanned?.(line, order)}
              >
                {parts.lineActions?.(line, order)}
              </OrderLine>
            ))}
          </Section>
          {parts.progress?.(order)}
          <RecordPanels tableName="sales_orders" recordId={order.id} />
        </StackOf>
        <StackOf>
          <Facts order={order} />
          <DealTimeline salesOrderId={order.id}>{parts.events?.(order)}</DealTimeline>
        </StackOf>
      </Columns>
      <PromiseDialog
        line={asking?.kind === 'promise' ? asking.line : undefined}
        touches={asking?.touches ?? untouched}
        close={close}
      />
      <ChangeLineDialog
        line={asking?.kind === 'change' ? asking.line : undefined}
        touches={asking?.touches ?? untouched}
        currency={order.currency}
        close={close}
      />
      <ConfirmReason
        open={asking?.kind === 'cancel'}
        close={close}
        title={t('sales.cancelLine')}
        label={t('sales.cancelLine')}
        above={asking?.touches.panel}
        onConfirm={({ text }) =>
          asking && cancel.run({ id: asking.line.id, reason: text, touches: asking.touches.summary })
        }
      />
      <ConfirmReason
        open={asking?.kind === 'closeShort'}
        close={close}
        title={t('sales.closeShort')}
        label={t('sales.closeShort')}
        {...(asking
          ? {
              text: t('sales.closeShortText', {
                delivered: formatQuantity(asking.line.deliveredQuantity),
                quantity: formatQuantity(asking.line.quantity, asking.line.unit),
              }),
            }
          : {})}
        above={asking?.touches.panel}
        onConfirm={({ text }) =>
          asking && closeShort.run({ id: asking.line.id, reason: text, touches: asking.touches.summary })
        }
      />
    </Page>
  )
}

function Facts({ order }: { order: SalesOrder }) {
  return (
    <Section title={t('sales.facts')}>
      <KeyValue
        facts={[
          [
            t('fields.customer'),
            <PageLink key="c" className="record-link" to={`/parties/${order.customerId}`}>
              {order.customerName}
            </PageLink>,
          ],
          [t('fields.contact'), order.contactName],
          [t('fields.deliveryPlace'), order.deliveryPlaceName],
          [t('fields.orderedOn'), formatDay(order.orderedOn)],
          [
            t('fields.quotation'),
            order.quotationId && (
              <PageLink key="q" className="record-link" to={`/quotations/${order.quotationId}`}>
                {order.quotationNumber}
              </PageLink>
            ),
          ],
          [t('fields.paymentDays'), order.paymentDays],
          [t('fields.net'), formatMoney(order.net, order.currency)],
          [t('fields.tax'), formatMoney(order.tax, order.currency)],
          [t('sales.total'), <strong key="g">{formatMoney(order.gross, order.currency)}</strong>],
          ...(order.currency === order.companyCurrency
            ? []
            : [
                [
                  t('fields.exchangeRate'),
                  t('sales.rateOf', { currency: order.currency, rate: order.exchangeRate, own: order.companyCurrency }),
                ] as const,
              ]),
          ...(order.notes ? [[t('fields.notes'), order.notes] as const] : []),
        ]}
      />
    </Section>
  )
}
