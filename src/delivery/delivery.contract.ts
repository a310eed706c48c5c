import { z } from 'zod'
import { endpoint, RefusalShape } from '../core/endpoint.ts'
import { ListInput, listOutput } from '../core/list.model.ts'
import { ById, Day, PathId } from '../core/shapes.ts'
import {
  Invoice,
  InvoiceChangeInput,
  InvoiceInput,
  InvoiceReasonInput,
  invoiceList,
  notInvoicedList,
  PayInput,
} from './invoice.model.ts'
import {
  Choice,
  ReturnInput,
  ReverseInput,
  readyToShipList,
  Shipment,
  ShipmentChangeInput,
  ShipmentInput,
  shipmentList,
} from './shipment.model.ts'

const tags = ['delivery']
const read = endpoint('delivery.read')
const write = endpoint('delivery.write')
const charge = endpoint('delivery.invoice')

export const deliveryContract = {
  shipments: {
    ready: read
      .route({
        method: 'GET',
        path: '/ready-to-ship',
        summary: 'Open order lines and what of them can leave now',
        tags,
      })
      .input(ListInput)
      .output(listOutput(readyToShipList)),
    list: read
      .route({ method: 'GET', path: '/shipments', summary: 'List shipments', tags })
      .input(ListInput)
      .output(listOutput(shipmentList)),
    get: read
      .route({ method: 'GET', path: '/shipments/{id}', summary: 'Show a shipment, with what keeps it here', tags })
      .input(ById)
      .output(Shipment),
    create: write
      .route({ method: 'POST', path: '/shipments', summary: 'Prepare a shipment from open order lines', tags })
      .input(ShipmentInput)
      .output(Shipment),
    prepare: write
      .route({
        method: 'POST',
        path: '/sales-orders/{id}/prepare-shipment',
        summary: 'Prepare what of an order can leave now, and say why the rest cannot',
        tags,
      })
      .input(ById)
      .output(z.object({ shipment: Shipment, left: z.array(RefusalShape) })),
    choices: read
      .route({
        method: 'GET',
        path: '/shipments/{id}/choices',
        summary: 'Lots, serials and places that the lines of a draft may be taken from',
        tags,
      })
      .input(ById)
      .output(z.array(Choice)),
    returnGoods: write
      .route({ method: 'POST', path: '/customer-returns', summary: 'Some of a shipment came back', tags })
      .input(ReturnInput)
      .output(Shipment),
    update: write
      .route({ method: 'PUT', path: '/shipments/{id}', summary: 'Change a draft', tags })
      .input(ShipmentChangeInput.extend({ id: PathId }))
      .output(Shipment),
    ship: write
      .route({ method: 'POST', path: '/shipments/{id}/ship', summary: 'The goods leave', tags })
      .input(z.object({ id: PathId, shippedOn: Day.optional().describe('Today in the plant when left out') }))
      .output(Shipment),
    cancel: write
      .route({ method: 'POST', path: '/shipments/{id}/cancel', summary: 'Cancel a draft', tags })
      .input(ById)
      .output(Shipment),
    reverse: write
      .route({
        method: 'POST',
        path: '/shipments/{id}/reverse',
        summary: 'Take a wrong shipment back by counter-moves',
        tags,
      })
      .input(ReverseInput.extend({ id: PathId }))
      .output(Shipment),
  },
  invoices: {
    list: read
      .route({ method: 'GET', path: '/invoices', summary: 'List invoices and credit notes', tags })
      .input(ListInput)
      .output(listOutput(invoiceList)),
    notInvoiced: read
      .route({ method: 'GET', path: '/shipped-not-invoiced', summary: 'What left and is not charged', tags })
      .input(ListInput)
      .output(listOutput(notInvoicedList)),
    get: read
      .route({ method: 'GET', path: '/invoices/{id}', summary: 'Show an invoice', tags })
      .input(ById)
      .output(Invoice),
    create: charge
      .route({ method: 'POST', path: '/invoices', summary: 'Charge what was delivered', tags })
      .input(InvoiceInput)
      .output(Invoice),
    update: charge
      .route({ method: 'PUT', path: '/invoices/{id}', summary: 'Change a draft', tags })
      .input(InvoiceChangeInput.extend({ id: PathId }))
      .output(Invoice),
    send: charge
      .route({ method: 'POST', path: '/invoices/{id}/send', summary: 'Send: freeze it as PDF', tags })
      .input(ById)
      .output(Invoice),
    pay: charge
      .route({ method: 'POST', path: '/invoices/{id}/pay', summary: 'Note that it was paid', tags })
      .input(PayInput.extend({ id: PathId }))
      .output(Invoice),
    cancel: charge
      .route({ method: 'POST', path: '/invoices/{id}/cancel', summary: 'Cancel a draft', tags })
      .input(InvoiceReasonInput.extend({ id: PathId }))
      .output(Invoice),
    credit: charge
      .route({
        method: 'POST',
        path: '/invoices/{id}/credit',
        summary: 'Take a sent invoice back by a credit note',
        tags,
      })
      .input(InvoiceReasonInput.extend({ id: PathId }))
      .output(Invoice),
  },
}
