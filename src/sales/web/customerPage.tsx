import type { ReactNode } from 'react'
import { PartyFacts, PeoplePanel } from '../../parties/web/partyPanels.tsx'
import { api, orpc } from '../../web/api.ts'
import { formatMoney, formatPercent } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { usePathId } from '../../web/pageTools.ts'
import { useMay } from '../../web/session.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { ListGrid } from '../../web/ui/listGrid.tsx'
import { Columns, Page, Section, StackOf } from '../../web/ui/page.tsx'
import { RecordPanels } from '../../web/ui/recordPanels.tsx'
import { useRead } from '../../web/ui/useRead.ts'
import { enquiryList } from '../enquiry.model.ts'
import { quotationList } from '../quotation.model.ts'
import { type CustomerOverview, orderLineList } from '../salesOrder.model.ts'
import './sales.css'

/** A party: facts, people and places, and for a customer everything asked, quoted and ordered. `children`: later areas' panels. */
export function CustomerPage({ children }: { children?: ReactNode }) {
  const id = usePathId()
  const party = useRead(orpc.parties.get, { id })
  const seesSales = useMay('sales.read')
  return (
    <Loaded read={party}>
      {(p) => (
        <Page title={p.name} number={p.code} {...(p.archived ? { status: 'archived' } : {})} remember crumbs={[{ label: t('nav.customers'), to: '/customers' }]}>
          {p.customer && seesSales && <Figures id={id} />}
          <Columns>
            <StackOf>
              {p.customer && seesSales && (
                <>
                  <Documents title={t('nav.orderLines')}>
                    <ListGrid list={orderLineList} read={api.salesOrders.lines} fixed={{ customerId: String(id) }} initial={{ filter: { state: 'open,partDelivered' } }} open={(r) => `/sales-orders/${r.salesOrderId}`} inUrl={false} empty={{ text: t('sales.noOrders') }} />
                  </Documents>
                  <Documents title={t('nav.quotations')}>
                    <ListGrid list={quotationList} read={api.quotations.list} fixed={{ customerId: String(id) }} open={(r) => `/quotations/${r.id}`} inUrl={false} empty={{ text: t('sales.noQuotations') }} />
                  </Documents>
                  <Documents title={t('nav.enquiries')}>
                    <ListGrid list={enquiryList} read={api.enquiries.list} fixed={{ customerId: String(id) }} open={(r) => `/enquiries/${r.id}`} inUrl={false} empty={{ text: t('sales.noEnquiries') }} />
                  </Documents>
                </>
              )}
              {children}
              <RecordPanels tableName="parties" recordId={id} />
            </StackOf>
            <StackOf>
              <PartyFacts id={id} />
              <PeoplePanel id={id} kind="contacts" />
              <PeoplePanel id={id} kind="deliveryPlaces" />
            </StackOf>
          </Columns>
        </Page>
      )}
    </Loaded>
  )
}

const Documents = ({ title, children }: { title: string; children: ReactNode }) => (
  <Section title={title}>
    <div style={{ height: 300, display: 'flex' }}>{children}</div>
  </Section>
)

function Figures({ id }: { id: number }) {
  const overview = useRead(orpc.salesOrders.customer, { id })
  return <Loaded read={overview} rows={1}>{(o) => <Overview of={o} />}</Loaded>
}

function Overview({ of }: { of: CustomerOverview }) {
  const decided = of.won + of.lost
  const figures = [
    [t('sales.figures.open'), formatMoney(of.openNet), t('sales.figures.orders', { count: of.openOrders })],
    [t('sales.figures.year'), formatMoney(of.orderedNet), ''],
    [t('sales.figures.hitRate'), decided === 0 ? '–' : formatPercent(Math.round((of.won / decided) * 100)), t('sales.figures.decided', { count: decided })],
    [t('sales.figures.onTime'), of.linesDelivered === 0 ? '–' : formatPercent(Math.round((of.linesOnFirstPromise / of.linesDelivered) * 100)), t('sales.figures.delivered', { count: of.linesDelivered })],
    [t('sales.figures.pending'), String(of.openQuotations + of.openEnquiries), ''],
  ]
  return (
    <div className="figures">
      {figures.map(([name, value, note]) => (
        <div className="figure" key={name}>
          <span>{name}</span>
          <strong>{value}</strong>
          <span>{note}</span>
        </div>
      ))}
    </div>
  )
}
