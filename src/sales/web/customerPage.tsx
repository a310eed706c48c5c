import { Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import type { List } from '../../core/list.model.ts'
import { PartyFacts, PeoplePanel } from '../../parties/web/partyPanels.tsx'
import { api, orpc } from '../../web/api.ts'
import { formatMoney, formatPercent } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { usePathId } from '../../web/pageTools.ts'
import { useMay } from '../../web/session.tsx'
import { LinkButton } from '../../web/ui/linkButton.tsx'
import { ListGrid } from '../../web/ui/listGrid.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
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
  const maySell = useMay('sales.write')
  return (
    <Loaded read={party}>
      {(p) => (
        <Page
          title={p.name}
          number={p.code}
          {...(p.archived ? { status: 'archived' } : {})}
          remember
          crumbs={[{ label: t('nav.customers'), to: '/customers' }]}
          actions={p.customer && !p.archived && maySell && <NewFor id={id} />}
        >
          {p.customer && seesSales && <Figures id={id} />}
          <Columns>
            <StackOf>
              {p.customer && seesSales && <Documents customerId={id} />}
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

/** What usually happens next with a customer. */
const NewFor = ({ id }: { id: number }) => (
  <>
    <LinkButton to={`/enquiries/new?customer=${id}`} label={t('sales.newEnquiry')} />
    <LinkButton to={`/quotations/new?customer=${id}`} label={t('sales.newQuotation')} />
    <LinkButton to={`/sales-orders/new?customer=${id}`} label={t('sales.newOrder')} />
  </>
)

/** The same list without the column that says what the page says already. */
const ofOne = (list: List): List => ({
  ...list,
  columns: { ...list.columns, customer: { kind: 'text', hidden: true } },
})
const lists = { lines: ofOne(orderLineList), quotations: ofOne(quotationList), enquiries: ofOne(enquiryList) }

/** What the customer ordered, was quoted and asked for. */
function Documents({ customerId }: { customerId: number }) {
  const shared = { fixed: { customerId: String(customerId) }, inUrl: false }
  return (
    <Section>
      <Tabs defaultValue="lines" keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="lines">{t('nav.orderLines')}</Tabs.Tab>
          <Tabs.Tab value="quotations">{t('nav.quotations')}</Tabs.Tab>
          <Tabs.Tab value="enquiries">{t('nav.enquiries')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="lines" className="customer-documents">
          <ListGrid
            {...shared}
            list={lists.lines}
            read={api.salesOrders.lines}
            initial={{ filter: { state: 'open,partDelivered' } }}
            open={(r) => `/sales-orders/${r.salesOrderId}`}
            empty={{ text: t('sales.noOrders') }}
          />
        </Tabs.Panel>
        <Tabs.Panel value="quotations" className="customer-documents">
          <ListGrid
            {...shared}
            list={lists.quotations}
            read={api.quotations.list}
            open={(r) => `/quotations/${r.id}`}
            empty={{ text: t('sales.noQuotations') }}
          />
        </Tabs.Panel>
        <Tabs.Panel value="enquiries" className="customer-documents">
          <ListGrid
            {...shared}
            list={lists.enquiries}
            read={api.enquiries.list}
            open={(r) => `/enquiries/${r.id}`}
            empty={{ text: t('sales.noEnquiries') }}
          />
        </Tabs.Panel>
      </Tabs>
    </Section>
  )
}

function Figures({ id }: { id: number }) {
  const overview = useRead(orpc.salesOrders.customer, { id })
  return (
    <Loaded read={overview} rows={1}>
      {(o) => <Overview of={o} />}
    </Loaded>
  )
}

function Overview({ of }: { of: CustomerOverview }) {
  const decided = of.won + of.lost
  const figures = [
    [t('sales.figures.open'), formatMoney(of.openNet), t('sales.figures.orders', { count: of.openOrders })],
    [t('sales.figures.year'), formatMoney(of.orderedNet), ''],
    [
      t('sales.figures.hitRate'),
      decided === 0 ? '–' : formatPercent(Math.round((of.won / decided) * 100)),
      t('sales.figures.decided', { count: decided }),
    ],
    [
      t('sales.figures.onTime'),
      of.linesDelivered === 0 ? '–' : formatPercent(Math.round((of.linesOnFirstPromise / of.linesDelivered) * 100)),
      t('sales.figures.delivered', { count: of.linesDelivered }),
    ],
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
