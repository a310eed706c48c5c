import type { PaperKind } from '../core/paper.pages.ts'
import { serve } from '../core/serve.ts'
import { choicesOf } from './choice.queries.ts'
import { deliveryContract } from './delivery.contract.ts'
import {
  cancelInvoice,
  changeInvoice,
  createInvoice,
  creditInvoice,
  payInvoice,
  sendInvoice,
} from './invoice.commands.ts'
import { getInvoice, listInvoices, listNotInvoiced } from './invoice.queries.ts'
import { invoicePaper } from './invoicePaper.queries.ts'
import { listReadyToShip } from './ready.queries.ts'
import { returnGoods } from './return.commands.ts'
import {
  cancelShipment,
  changeShipment,
  createShipment,
  prepareShipment,
  reverseShipment,
  shipShipment,
} from './shipment.commands.ts'
import { getShipment, listShipments } from './shipment.queries.ts'
import { deliveryNotePaper, packingListPaper, shipmentCertificatesPaper } from './shipmentPaper.queries.ts'

const { shipments, invoices } = serve(deliveryContract)

export const deliveryRoutes = {
  shipments: {
    ready: shipments.ready.handler(({ context, input }) => listReadyToShip(context.db, context.now, input)),
    list: shipments.list.handler(({ context, input }) => listShipments(context.db, input)),
    get: shipments.get.handler(({ context, input }) => getShipment(context.db, input.id)),
    create: shipments.create.handler(({ context, input }) => createShipment(context, input)),
    prepare: shipments.prepare.handler(({ context, input }) => prepareShipment(context, input.id)),
    choices: shipments.choices.handler(({ context, input }) => choicesOf(context.db, input.id)),
    returnGoods: shipments.returnGoods.handler(({ context, input }) => returnGoods(context, input)),
    update: shipments.update.handler(({ context, input: { id, ...change } }) => changeShipment(context, id, change)),
    ship: shipments.ship.handler(({ context, input }) => shipShipment(context, input.id, input)),
    cancel: shipments.cancel.handler(({ context, input }) => cancelShipment(context, input.id)),
    reverse: shipments.reverse.handler(({ context, input }) => reverseShipment(context, input.id, input.reason)),
  },
  invoices: {
    list: invoices.list.handler(({ context, input }) => listInvoices(context.db, context.now, input)),
    notInvoiced: invoices.notInvoiced.handler(({ context, input }) => listNotInvoiced(context.db, context.now, input)),
    get: invoices.get.handler(({ context, input }) => getInvoice(context.db, input.id, context.now)),
    create: invoices.create.handler(({ context, input }) => createInvoice(context, input)),
    update: invoices.update.handler(({ context, input: { id, ...change } }) => changeInvoice(context, id, change)),
    send: invoices.send.handler(({ context, input }) => sendInvoice(context, input.id)),
    pay: invoices.pay.handler(({ context, input }) => payInvoice(context, input.id, input)),
    cancel: invoices.cancel.handler(({ context, input }) => cancelInvoice(context, input.id, input.reason)),
    credit: invoices.credit.handler(({ context, input }) => creditInvoice(context, input.id, input.reason)),
  },
}

export const deliveryPaperKinds: readonly PaperKind[] = [
  { kind: 'delivery-note', needs: 'delivery.read', build: deliveryNotePaper },
  { kind: 'packing-list', needs: 'delivery.read', build: packingListPaper },
  { kind: 'shipment-certificates', needs: 'delivery.read', build: shipmentCertificatesPaper },
  { kind: 'invoice', needs: 'delivery.read', build: invoicePaper },
]
