import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, orpc } from '../../web/api.ts'
import { formatMoney, formatQuantity } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { PageLink } from '../../web/ui/link.tsx'
import { LinkButton } from '../../web/ui/linkButton.tsx'
import { ListGrid } from '../../web/ui/listGrid.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Page } from '../../web/ui/page.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { useRead } from '../../web/ui/useRead.ts'
import { DateText } from '../../web/ui/values.tsx'
import { latePurchaseList, purchaseOrderList, reorderList, shortageList } from '../purchaseList.model.ts'
import { BuyDialog, type Made, MadeOrders } from './buyDialog.tsx'

const NewOrder = () =>
  useMay('purchasing.write') ? <LinkButton to="/purchase-orders/new" label={t('buy.newOrder')} primary /> : null

export const PurchaseOrderList = () => (
  <Page title={t('nav.purchaseOrders')} actions={<NewOrder />}>
    <ListGrid
      list={purchaseOrderList}
      read={api.purchasing.list}
      open={(r) => `/purchase-orders/${r.id}`}
      initial={{ filter: { status: 'draft,sent' } }}
      empty={{ text: t('buy.noOrders'), action: <NewOrder /> }}
    />
  </Page>
)

/** Chosen shortages become orders in two clicks: choose, make. */
export function ShortageList() {
  const mayBuy = useMay('purchasing.write')
  const [made, setMade] = useState<Made>()
  const [chosen, setChosen] = useState<readonly { id: number; supplierId: number | null }[]>()
  return (
    <Page title={t('nav.shortages')}>
      {made && <MadeOrders orders={made} />}
      <ListGrid
        list={shortageList}
        read={api.purchasing.shortages}
        empty={{ text: t('buy.noShortages') }}
        {...(mayBuy
          ? {
              bulk: (rows: readonly { id: number; supplierId: number | null }[], clear: () => void) => (
                <BuyButton
                  rows={rows}
                  act={() => api.purchasing.buyShortages({ materialIds: rows.map((r) => r.id) })}
                  done={(orders) => {
                    setMade(orders)
                    clear()
                  }}
                  ask={() => setChosen(rows)}
                />
              ),
            }
          : {})}
      />
      <BuyDialog
        open={chosen !== undefined}
        close={() => setChosen(undefined)}
        act={(source) => api.purchasing.buyShortages({ materialIds: (chosen ?? []).map((r) => r.id), ...source })}
        done={setMade}
      />
    </Page>
  )
}

/** Buys at once where every chosen row has a supplier; otherwise, or when asked to, asks from whom. */
function BuyButton({
  rows,
  act,
  done,
  ask,
}: {
  rows: readonly { supplierId: number | null }[]
  act: () => Promise<Made>
  done: (orders: Made) => void
  ask: () => void
}) {
  const homeless = rows.some((r) => r.supplierId === null)
  return (
    <>
      {!homeless && (
        <ActionButton
          kind="primary"
          shortcut="b"
          label={t('buy.makeOrders', { count: rows.length })}
          onAct={async () => done(await act())}
        />
      )}
      <ActionButton label={t('buy.fromOther')} onAct={ask} />
    </>
  )
}

export function ReorderList() {
  const mayBuy = useMay('purchasing.write')
  const [made, setMade] = useState<Made>()
  const [chosen, setChosen] = useState<readonly { id: number; supplierId: number | null }[]>()
  return (
    <Page title={t('nav.reorderAlerts')}>
      {made && <MadeOrders orders={made} />}
      <ListGrid
        list={reorderList}
        read={api.purchasing.reorder}
        open={(r) => `/stock/items/${r.id}`}
        empty={{ text: t('buy.noAlerts') }}
        {...(mayBuy
          ? {
              bulk: (rows: readonly { id: number; supplierId: number | null }[], clear: () => void) => (
                <BuyButton
                  rows={rows}
                  act={() => api.purchasing.buyReorders({ itemIds: rows.map((r) => r.id) })}
                  done={(orders) => {
                    setMade(orders)
                    clear()
                  }}
                  ask={() => setChosen(rows)}
                />
              ),
            }
          : {})}
      />
      <BuyDialog
        open={chosen !== undefined}
        close={() => setChosen(undefined)}
        act={(source) => api.purchasing.buyReorders({ itemIds: (chosen ?? []).map((r) => r.id), ...source })}
        done={setMade}
      />
    </Page>
  )
}

export function LatePurchaseList() {
  const navigate = useNavigate()
  return (
    <Page title={t('nav.latePurchases')} aside={<span className="dimmed">{t('buy.lateHint')}</span>}>
      <ListGrid
        list={latePurchaseList}
        read={api.purchasing.late}
        open={(r) => `/purchase-orders/${r.purchaseOrderId}`}
        empty={{ text: t('buy.noneLate') }}
        peek={(row) => (
          <Hurt
            lineId={row.id}
            title={`${row.order} · ${row.item}`}
            open={(jobId) => void navigate({ to: `/jobs/${jobId}` })}
          />
        )}
      />
    </Page>
  )
}

/** The jobs that one late line hurts, with days and the order lines' money. */
export function Hurt({ lineId, title }: { lineId: number; title: string; open?: (jobId: number) => void }) {
  const hurt = useRead(orpc.purchasing.hurt, { id: lineId })
  return (
    <>
      <h2>{title}</h2>
      <Loaded read={hurt} rows={2}>
        {(rows) => (
          <SmallTable
            caption={t('buy.hurt')}
            empty={t('buy.hurtsNobody')}
            rows={rows}
            keyOf={(_, i) => i}
            columns={[
              {
                name: 'job',
                label: t('fields.job'),
                show: (h) => (
                  <PageLink className="record-link" to={`/jobs/${h.jobId}`}>
                    {h.job}
                  </PageLink>
                ),
              },
              {
                name: 'quantity',
                label: t('fields.quantity'),
                kind: 'quantity',
                show: (h) => formatQuantity(h.quantity, h.unit),
              },
              { name: 'neededOn', label: t('fields.neededOn'), show: (h) => <DateText day={h.neededOn} /> },
              { name: 'days', label: t('buy.daysLate'), kind: 'integer', show: (h) => h.days },
              { name: 'pegged', label: t('buy.how'), show: (h) => t(h.pegged ? 'buy.boughtFor' : 'buy.fromCommon') },
              {
                name: 'salesOrder',
                label: t('fields.order'),
                show: (h) =>
                  h.salesOrder && (
                    <PageLink className="record-link" to={`/sales-orders/${h.salesOrderId}`}>
                      {h.salesOrder} · {h.customer}
                    </PageLink>
                  ),
              },
              { name: 'orderValue', label: t('buy.orderValue'), kind: 'money', show: (h) => formatMoney(h.orderValue) },
            ]}
          />
        )}
      </Loaded>
    </>
  )
}
