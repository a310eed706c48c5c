import { Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api, orpc } from '../../web/api.ts'
import { formatQuantity } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { usePathId } from '../../web/pageTools.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { PageLink } from '../../web/ui/link.tsx'
import { ListGrid } from '../../web/ui/listGrid.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Columns, KeyValue, Page, Section, StackOf } from '../../web/ui/page.tsx'
import { RecordPanels } from '../../web/ui/recordPanels.tsx'
import { Shape } from '../../web/ui/statusChip.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import { DateText, InstantText } from '../../web/ui/values.tsx'
import type { GenealogyRow } from '../genealogy.model.ts'
import { lotLedgerList } from '../stockList.model.ts'
import './stock.css'

type Lot = Awaited<ReturnType<typeof api.lots.get>>

export function LotPage() {
  const lot = useRead(orpc.lots.get, { id: usePathId() })
  return <Loaded read={lot}>{(l) => <Shown key={l.id} lot={l} />}</Loaded>
}

function Shown({ lot }: { lot: Lot }) {
  const family = useRead(orpc.lots.genealogy, { id: lot.id })
  return (
    <Page
      title={`${lot.item} · ${lot.name}`}
      number={lot.number}
      remember
      crumbs={[{ label: t('nav.lots'), to: '/lots' }]}
    >
      <Columns>
        <StackOf>
          <Loaded read={family}>
            {({ madeFrom, usedIn }) => (
              <>
                <Section title={t('stock.madeFrom')}>
                  <FamilyTree rows={madeFrom} empty={t('stock.madeFromNothing')} />
                </Section>
                <Section title={t('stock.usedIn')}>
                  <FamilyTree rows={usedIn} empty={t('stock.usedNowhere')} />
                </Section>
              </>
            )}
          </Loaded>
          <Section title={t('nav.stockLedger')}>
            <ListGrid
              list={lotLedgerList}
              read={(input) => api.stock.ledger({ ...input, lotId: lot.id })}
              inUrl={false}
              empty={{ text: t('stock.noMoves') }}
            />
          </Section>
        </StackOf>
        <StackOf>
          <Section title={t('stock.facts')}>
            <KeyValue
              facts={[
                [
                  t('fields.item'),
                  <PageLink key="i" className="record-link" to={`/stock/items/${lot.itemId}`}>
                    {lot.item}
                  </PageLink>,
                ],
                [t('fields.onHand'), formatQuantity(lot.onHand, lot.unit)],
                [t('stock.where'), lot.places],
                [t('fields.createdAt'), <InstantText key="c" at={lot.createdAt} />],
                [t('fields.expiresOn'), lot.expiresOn && <DateText key="e" day={lot.expiresOn} />],
              ]}
            />
          </Section>
          <Papers lot={lot} />
          <RecordPanels tableName="lots" recordId={lot.id} />
        </StackOf>
      </Columns>
    </Page>
  )
}

function Papers({ lot }: { lot: Lot }) {
  const mayChange = useMay('inventory.write')
  const [certificate, setCertificate] = useState(lot.certificate)
  const [supplierLot, setSupplierLot] = useState(lot.supplierLot)
  const [expiresOn, setExpires] = useState(lot.expiresOn ?? '')
  const change = useAction(api.lots.update, { done: t('stock.lotChanged') })
  const same = certificate === lot.certificate && supplierLot === lot.supplierLot && expiresOn === (lot.expiresOn ?? '')
  return (
    <Section title={t('stock.papers')}>
      <TextInput
        label={t('fields.certificate')}
        maxLength={200}
        disabled={!mayChange}
        value={certificate}
        onChange={(e) => setCertificate(e.currentTarget.value)}
      />
      <TextInput
        mt="xs"
        label={t('fields.supplierLot')}
        maxLength={100}
        disabled={!mayChange}
        value={supplierLot}
        onChange={(e) => setSupplierLot(e.currentTarget.value)}
      />
      <TextInput
        mt="xs"
        type="date"
        label={t('fields.expiresOn')}
        disabled={!mayChange}
        value={expiresOn}
        onChange={(e) => setExpires(e.currentTarget.value)}
      />
      {mayChange && (
        <Group mt="sm" justify="flex-end">
          <ActionButton
            label={t('ui.save')}
            busy={change.busy}
            whyNot={same ? [{ code: 'lot.same', message: t('stock.nothingChanged') }] : []}
            onAct={() => change.run({ id: lot.id, certificate, supplierLot, expiresOn: expiresOn || null })}
          />
        </Group>
      )}
    </Section>
  )
}

const toneOfKind = {
  lot: 'ready',
  item: 'neutral',
  production: 'running',
  supplier: 'done',
  customer: 'done',
  scrap: 'blocked',
  adjustment: 'waiting',
  vendor: 'vendor',
} as const

/** A family, indented; each line says what it is by word and shape. */
function FamilyTree({ rows, empty }: { rows: readonly GenealogyRow[]; empty: string }) {
  if (rows.length === 0) return <p className="dimmed">{empty}</p>
  return (
    <ul className="family">
      {rows.map((r, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a lot may stand in several branches
        <li key={i} style={{ paddingLeft: r.depth * 22 }}>
          <span className="family-kind" style={{ color: `var(--tone-${toneOfKind[r.kind]})` }}>
            <Shape tone={toneOfKind[r.kind]} /> {t(`stock.kinds.${r.kind}`)}
          </span>
          <FamilyName row={r} />
          <span className="number">{formatQuantity(r.quantity, r.unit)}</span>
          {(r.kind === 'lot' || r.kind === 'item') && (
            <span className="dimmed">{r.documents.filter((d) => d !== r.number).join(', ')}</span>
          )}
          {r.again && <span className="dimmed">{t('stock.shownAbove')}</span>}
        </li>
      ))}
    </ul>
  )
}

function FamilyName({ row }: { row: GenealogyRow }) {
  if (row.kind === 'production')
    return (
      <PageLink className="record-link" to={`/go/${encodeURIComponent(row.number)}`}>
        {row.number}
      </PageLink>
    )
  if (row.lotId !== null)
    return (
      <PageLink className="record-link" to={`/lots/${row.lotId}`}>
        {row.number} · {row.item}
      </PageLink>
    )
  if (row.kind === 'item')
    return (
      <PageLink className="record-link" to={`/stock/items/${row.itemId}`}>
        {row.item} · {row.name}
      </PageLink>
    )
  return <span>{row.documents.join(', ') || row.number}</span>
}
