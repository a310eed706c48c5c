import { api } from '../../web/api.ts'
import { t } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { LinkButton } from '../../web/ui/linkButton.tsx'
import { ListGrid } from '../../web/ui/listGrid.tsx'
import { Page } from '../../web/ui/page.tsx'
import { enquiryList } from '../enquiry.model.ts'
import { quotationList } from '../quotation.model.ts'
import { orderLineList, salesOrderList } from '../salesOrder.model.ts'

const New = ({ to, what }: { to: string; what: string }) =>
  useMay('sales.write') ? <LinkButton to={to} label={t(`sales.${what}`)} primary /> : null

export function EnquiryList() {
  return (
    <Page title={t('nav.enquiries')} actions={<New to="/enquiries/new" what="newEnquiry" />}>
      <ListGrid
        list={enquiryList}
        read={api.enquiries.list}
        open={(r) => `/enquiries/${r.id}`}
        initial={{ filter: { status: 'open,quoted' } }}
        empty={{ text: t('sales.noEnquiries'), action: <New to="/enquiries/new" what="newEnquiry" /> }}
      />
    </Page>
  )
}

export function QuotationList() {
  return (
    <Page title={t('nav.quotations')} actions={<New to="/quotations/new" what="newQuotation" />}>
      <ListGrid
        list={quotationList}
        read={api.quotations.list}
        open={(r) => `/quotations/${r.id}`}
        empty={{ text: t('sales.noQuotations'), action: <New to="/quotations/new" what="newQuotation" /> }}
      />
    </Page>
  )
}

export function SalesOrderList() {
  return (
    <Page title={t('nav.salesOrders')} actions={<New to="/sales-orders/new" what="newOrder" />}>
      <ListGrid
        list={salesOrderList}
        read={api.salesOrders.list}
        open={(r) => `/sales-orders/${r.id}`}
        initial={{ filter: { status: 'open' } }}
        empty={{ text: t('sales.noOrders'), action: <New to="/sales-orders/new" what="newOrder" /> }}
      />
    </Page>
  )
}

/** The open order list: every line with its four dates. */
export function OrderLineList() {
  return (
    <Page title={t('nav.orderLines')}>
      <ListGrid
        list={orderLineList}
        read={api.salesOrders.lines}
        open={(r) => `/sales-orders/${r.salesOrderId}`}
        initial={{ filter: { state: 'open,partDelivered' } }}
        empty={{ text: t('sales.noOrders') }}
      />
    </Page>
  )
}
