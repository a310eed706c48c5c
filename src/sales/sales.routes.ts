import type { PaperKind } from '../core/paper.pages.ts'
import { mayDo } from '../core/permissions.model.ts'
import { type RequestContext, serve } from '../core/serve.ts'
import { dealEvents } from './deal.queries.ts'
import { changeEnquiry, createEnquiry, declineEnquiry, reopenEnquiry } from './enquiry.commands.ts'
import { enquiryContract } from './enquiry.contract.ts'
import { getEnquiry, listEnquiries } from './enquiry.queries.ts'
import { orderConfirmationPaper } from './orderPaper.queries.ts'
import {
  changeQuotation,
  createQuotation,
  expireQuotations,
  loseQuotation,
  reviseQuotation,
  sendQuotation,
  winQuotation,
} from './quotation.commands.ts'
import { quotationContract } from './quotation.contract.ts'
import type { Quotation } from './quotation.model.ts'
import { getQuotation, listQuotations, withoutCosts } from './quotation.queries.ts'
import {
  addQuotationLine,
  changeQuotationLine,
  priceQuotationLine,
  removeQuotationLine,
  renewLineMethod,
  setBreaks,
} from './quotationLine.commands.ts'
import { quotationPaper } from './quotationPaper.queries.ts'
import {
  cancelOrderLine,
  changeOrderLine,
  changePromise,
  closeOrderLineShort,
  createSalesOrder,
} from './salesOrder.commands.ts'
import { salesOrderContract } from './salesOrder.contract.ts'
import { customerOverview, getSalesOrder, listOrderLines, listSalesOrders } from './salesOrder.queries.ts'
import { similarDeals } from './similar.queries.ts'

/** Prices are for all who may read sales; costs and margins only for those who may read costs. */
const shownTo = async (context: RequestContext, quotation: Promise<Quotation>): Promise<Quotation> =>
  mayDo(context.actor.roles, 'costing.read') ? quotation : withoutCosts(await quotation)

const enquiries = serve(enquiryContract)
const quotations = serve(quotationContract)
const orders = serve(salesOrderContract)

export const salesRoutes = {
  enquiries: {
    list: enquiries.list.handler(({ context, input }) => listEnquiries(context.db, input)),
    get: enquiries.get.handler(({ context, input }) => getEnquiry(context.db, input.id)),
    create: enquiries.create.handler(({ context, input }) => createEnquiry(context, input)),
    change: enquiries.change.handler(({ context, input: { id, ...fields } }) => changeEnquiry(context, id, fields)),
    decline: enquiries.decline.handler(({ context, input }) => declineEnquiry(context, input.id, input.reason)),
    reopen: enquiries.reopen.handler(({ context, input }) => reopenEnquiry(context, input.id)),
  },
  quotations: {
    list: quotations.list.handler(({ context, input }) => listQuotations(context.db, input)),
    get: quotations.get.handler(({ context, input }) => shownTo(context, getQuotation(context.db, input.id))),
    similar: quotations.similar.handler(({ context, input }) => similarDeals(context.db, input)),
    create: quotations.create.handler(({ context, input }) => shownTo(context, createQuotation(context, input))),
    change: quotations.change.handler(({ context, input: { id, ...change } }) =>
      shownTo(context, changeQuotation(context, id, change)),
    ),
    addLine: quotations.addLine.handler(({ context, input: { id, ...line } }) =>
      shownTo(context, addQuotationLine(context, id, line)),
    ),
    changeLine: quotations.changeLine.handler(({ context, input: { id, ...change } }) =>
      shownTo(context, changeQuotationLine(context, id, change)),
    ),
    removeLine: quotations.removeLine.handler(({ context, input }) =>
      shownTo(context, removeQuotationLine(context, input.id)),
    ),
    setBreaks: quotations.setBreaks.handler(({ context, input }) =>
      shownTo(context, setBreaks(context, input.id, input.breaks)),
    ),
    priceLine: quotations.priceLine.handler(({ context, input }) =>
      shownTo(context, priceQuotationLine(context, input.id)),
    ),
    renewMethod: quotations.renewMethod.handler(({ context, input }) =>
      shownTo(context, renewLineMethod(context, input.id)),
    ),
    send: quotations.send.handler(({ context, input }) => shownTo(context, sendQuotation(context, input.id))),
    revise: quotations.revise.handler(({ context, input }) => shownTo(context, reviseQuotation(context, input.id))),
    win: quotations.win.handler(({ context, input: { id, ...win } }) => winQuotation(context, id, win)),
    lose: quotations.lose.handler(({ context, input: { id, ...lost } }) =>
      shownTo(context, loseQuotation(context, id, lost)),
    ),
    expire: quotations.expire.handler(async ({ context }) => ({ expired: await expireQuotations(context) })),
  },
  salesOrders: {
    list: orders.list.handler(({ context, input }) => listSalesOrders(context.db, input)),
    lines: orders.lines.handler(({ context, input }) => listOrderLines(context.db, context.now, input)),
    get: orders.get.handler(({ context, input }) => getSalesOrder(context.db, input.id)),
    create: orders.create.handler(({ context, input }) => createSalesOrder(context, input)),
    changePromise: orders.changePromise.handler(({ context, input: { id, ...change } }) =>
      changePromise(context, id, change),
    ),
    changeLine: orders.changeLine.handler(({ context, input: { id, ...change } }) =>
      changeOrderLine(context, id, change),
    ),
    cancelLine: orders.cancelLine.handler(({ context, input: { id, ...cancel } }) =>
      cancelOrderLine(context, id, cancel),
    ),
    closeLineShort: orders.closeLineShort.handler(({ context, input: { id, ...short } }) =>
      closeOrderLineShort(context, id, short),
    ),
    deal: orders.deal.handler(({ context, input }) => dealEvents(context.db, input)),
    customer: orders.customer.handler(({ context, input }) => customerOverview(context.db, input.id, context.now)),
  },
}

export const salesPapers: readonly PaperKind[] = [
  { kind: 'quotation', needs: 'sales.read', build: quotationPaper },
  { kind: 'order-confirmation', needs: 'sales.read', build: orderConfirmationPaper },
]
