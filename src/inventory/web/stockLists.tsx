import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../web/api.ts'
import { t } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { ListGrid } from '../../web/ui/listGrid.tsx'
import { Page } from '../../web/ui/page.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { lotList, reservationList, stockBalanceList, stockLedgerList, stockOnHandList } from '../stockList.model.ts'
import { AdjustDialog, TransferDialog } from './moveDialogs.tsx'
import { OpeningDialog } from './openingDialog.tsx'
import { ScanField, type Scanned } from './scanField.tsx'

/** Where a scanned code leads. */
const pathOf = (s: Scanned): string =>
  s.kind === 'item'
    ? `/stock/items/${s.id}`
    : s.kind === 'lot'
      ? `/lots/${s.id}`
      : `/stock-balances?place=${encodeURIComponent(s.number)}`

function StockActs() {
  const navigate = useNavigate()
  const mayMove = useMay('inventory.write')
  const mayCount = useMay('inventory.count')
  const [dialog, setDialog] = useState<'transfer' | 'adjust' | 'opening'>()
  const close = () => setDialog(undefined)
  return (
    <>
      <ScanField
        onScan={(s) =>
          void navigate({
            to: pathOf(s).split('?')[0] ?? '/',
            search: (s.kind === 'place' ? { place: s.number } : {}) as never,
          })
        }
      />
      {mayMove && <ActionButton label={t('stock.transfer')} shortcut="m" onAct={() => setDialog('transfer')} />}
      {mayMove && <ActionButton label={t('stock.adjust')} shortcut="a" onAct={() => setDialog('adjust')} />}
      {mayCount && <ActionButton label={t('stock.opening')} onAct={() => setDialog('opening')} />}
      <TransferDialog open={dialog === 'transfer'} close={close} />
      <AdjustDialog open={dialog === 'adjust'} close={close} />
      <OpeningDialog open={dialog === 'opening'} close={close} />
    </>
  )
}

export const StockOnHand = () => (
  <Page title={t('nav.stockOnHand')} actions={<StockActs />}>
    <ListGrid
      list={stockOnHandList}
      read={api.stock.onHand}
      open={(r) => `/stock/items/${r.id}`}
      empty={{ text: t('stock.noItems') }}
    />
  </Page>
)

export const StockBalances = () => (
  <Page title={t('nav.stockBalances')} actions={<StockActs />}>
    <ListGrid
      list={stockBalanceList}
      read={api.stock.balances}
      open={(r) => `/stock/items/${r.itemId}`}
      empty={{ text: t('stock.nothingThere') }}
    />
  </Page>
)

export const StockLedger = () => (
  <Page title={t('nav.stockLedger')}>
    <ListGrid list={stockLedgerList} read={api.stock.ledger} empty={{ text: t('stock.noMoves') }} />
  </Page>
)

export const LotList = () => (
  <Page title={t('nav.lots')}>
    <ListGrid list={lotList} read={api.lots.list} open={(r) => `/lots/${r.id}`} empty={{ text: t('stock.noLots') }} />
  </Page>
)

export function ReservationList() {
  const mayRelease = useMay('inventory.write')
  const release = useAction(api.stock.releaseReservation)
  return (
    <Page title={t('nav.reservations')}>
      <ListGrid
        list={reservationList}
        read={api.stock.reservations}
        empty={{ text: t('stock.noReservations') }}
        {...(mayRelease
          ? {
              bulk: (rows: readonly { id: number }[], clear: () => void) => (
                <ActionButton
                  label={t('stock.release', { count: rows.length })}
                  onAct={async () => {
                    for (const r of rows) await release.run({ id: r.id })
                    clear()
                  }}
                />
              ),
            }
          : {})}
      />
    </Page>
  )
}
