import { useState } from 'react'
import { api, orpc } from '../../web/api.ts'
import { formatQuantity } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { usePathId } from '../../web/pageTools.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { PageLink } from '../../web/ui/link.tsx'
import { LinkButton } from '../../web/ui/linkButton.tsx'
import { ListGrid } from '../../web/ui/listGrid.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { KeyValue, Page, Section } from '../../web/ui/page.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { useRead } from '../../web/ui/useRead.ts'
import { Money, Price, Quantity } from '../../web/ui/values.tsx'
import { itemLedgerList, reservationList } from '../stockList.model.ts'
import { AdjustDialog, type Start, TransferDialog } from './moveDialogs.tsx'

type Stock = Awaited<ReturnType<typeof api.stock.item>>

export function StockItemPage() {
  const stock = useRead(orpc.stock.item, { id: usePathId() })
  return <Loaded read={stock}>{(s) => <Shown stock={s} />}</Loaded>
}

function Shown({ stock }: { stock: Stock }) {
  const mayMove = useMay('inventory.write')
  const [dialog, setDialog] = useState<{ kind: 'transfer' | 'adjust'; start: Start }>()
  const plain: Start = { itemId: stock.id, unit: stock.unit }
  const close = () => setDialog(undefined)
  return (
    <Page
      title={stock.name}
      number={stock.number}
      remember
      crumbs={[{ label: t('nav.stockOnHand'), to: '/stock-on-hand' }]}
      actions={
        <>
          <LinkButton to={`/items/${stock.id}`} label={t('stock.itemMaster')} />
          {mayMove && (
            <ActionButton
              label={t('stock.adjust')}
              shortcut="a"
              onAct={() => setDialog({ kind: 'adjust', start: plain })}
            />
          )}
          {mayMove && (
            <ActionButton
              kind="primary"
              label={t('stock.transfer')}
              shortcut="m"
              onAct={() => setDialog({ kind: 'transfer', start: plain })}
            />
          )}
        </>
      }
    >
      <Section>
        <KeyValue
          facts={[
            [t('fields.onHand'), <Quantity key="h" quantity={stock.onHand} unit={stock.unit} />],
            [t('fields.reserved'), <Quantity key="r" quantity={stock.reserved} unit={stock.unit} />],
            [t('fields.free'), <strong key="f">{formatQuantity(stock.free, stock.unit)}</strong>],
            [t('fields.awaitingTest'), <Quantity key="t" quantity={stock.awaitingTest} unit={stock.unit} />],
            [t('fields.rejected'), <Quantity key="x" quantity={stock.rejected} unit={stock.unit} />],
            [
              t('fields.reorderPoint'),
              stock.reorderPoint > 0 ? <Quantity key="p" quantity={stock.reorderPoint} unit={stock.unit} /> : '',
            ],
            ...(stock.value === null
              ? []
              : ([
                  [t('fields.averageCost'), <Price key="c" amount={stock.averageCost} />],
                  [t('fields.value'), <Money key="v" amount={stock.value} />],
                ] as const)),
          ]}
        />
        {stock.overReserved > 0 && (
          <p className="fault">
            {t('stock.overReserved', { quantity: formatQuantity(stock.overReserved, stock.unit) })}
          </p>
        )}
      </Section>
      <Where
        itemId={stock.id}
        unit={stock.unit}
        act={mayMove ? (kind, start) => setDialog({ kind, start }) : undefined}
      />
      <Section title={t('nav.reservations')}>
        <Reservations itemId={stock.id} />
      </Section>
      <Section title={t('nav.stockLedger')}>
        <ListGrid
          list={itemLedgerList}
          read={(input) => api.stock.ledger({ ...input, itemId: stock.id })}
          inUrl={false}
          empty={{ text: t('stock.noMoves') }}
        />
      </Section>
      <TransferDialog open={dialog?.kind === 'transfer'} close={close} start={dialog?.start ?? plain} />
      <AdjustDialog open={dialog?.kind === 'adjust'} close={close} start={dialog?.start ?? plain} />
    </Page>
  )
}

function Where({
  itemId,
  unit,
  act,
}: {
  itemId: number
  unit: string
  act: ((kind: 'transfer' | 'adjust', start: Start) => void) | undefined
}) {
  const balances = useRead(orpc.stock.balances, { filter: { itemId: String(itemId) }, limit: 500 })
  return (
    <Section title={t('stock.where')}>
      <Loaded read={balances} rows={2}>
        {({ rows }) => (
          <SmallTable
            caption={t('stock.where')}
            empty={t('stock.nothingThere')}
            rows={rows}
            keyOf={(b) => b.id}
            columns={[
              { name: 'place', label: t('fields.place'), show: (b) => b.place },
              { name: 'placeKind', label: t('fields.placeKind'), show: (b) => wordText(b.placeKind) },
              {
                name: 'lot',
                label: t('fields.lot'),
                show: (b) =>
                  b.lotId === null ? (
                    ''
                  ) : (
                    <PageLink className="record-link" to={`/lots/${b.lotId}`}>
                      {b.lot}
                    </PageLink>
                  ),
              },
              {
                name: 'quantity',
                label: t('fields.quantity'),
                kind: 'quantity',
                show: (b) => formatQuantity(b.quantity, unit),
              },
              { name: 'value', label: t('fields.value'), kind: 'money', show: (b) => <Money amount={b.value} /> },
              {
                name: 'acts',
                label: '',
                show: (b) => {
                  const start = { itemId, placeId: b.placeId, lot: b.lot, quantity: b.quantity, unit }
                  return act && (b.placeKind === 'bin' || b.placeKind === 'reject') ? (
                    <span style={{ display: 'flex', gap: 4, justifyContent: 'flex-end' }}>
                      <ActionButton
                        kind="quiet"
                        size="compact-xs"
                        label={t('stock.transfer')}
                        onAct={() => act('transfer', start)}
                      />
                      <ActionButton
                        kind="quiet"
                        size="compact-xs"
                        label={t('stock.adjust')}
                        onAct={() => act('adjust', start)}
                      />
                    </span>
                  ) : null
                },
              },
            ]}
          />
        )}
      </Loaded>
    </Section>
  )
}

function Reservations({ itemId }: { itemId: number }) {
  const reservations = useRead(orpc.stock.reservations, { filter: { itemId: String(itemId) }, limit: 200 })
  return (
    <Loaded read={reservations} rows={1}>
      {({ rows }) => (
        <SmallTable
          caption={t('nav.reservations')}
          empty={t('stock.noReservations')}
          rows={rows}
          keyOf={(r) => r.id}
          list={reservationList.name}
          columns={[
            { name: 'demandNumber', label: t('fields.demandNumber') },
            { name: 'demand', label: t('fields.demand'), kind: 'word', words: reservationList.columns.demand.words },
            { name: 'lot', label: t('fields.lot') },
            {
              name: 'quantity',
              label: t('fields.quantity'),
              kind: 'quantity',
              show: (r) => formatQuantity(r.quantity, r.unit),
            },
          ]}
        />
      )}
    </Loaded>
  )
}
