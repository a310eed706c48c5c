import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { ListInput, listOutput } from '../core/list.model.ts'
import { ById, LongText, PathId, RequiredText } from '../core/shapes.ts'
import {
  CustomerOverview,
  DealEvent,
  OrderLineChangeInput,
  orderLineList,
  PromiseChangeInput,
  SalesOrder,
  SalesOrderInput,
  salesOrderList,
} from './salesOrder.model.ts'

const tags = ['sales orders']
const read = endpoint('sales.read')
const write = endpoint('sales.write')

export const salesOrderContract = {
  list: read
    .route({ method: 'GET', path: '/sales-orders', summary: 'List sales orders', tags })
    .input(ListInput)
    .output(listOutput(salesOrderList)),
  lines: read
    .route({ method: 'GET', path: '/sales-order-lines', summary: 'List order lines with their four dates', tags })
    .input(ListInput)
    .output(listOutput(orderLineList)),
  get: read
    .route({ method: 'GET', path: '/sales-orders/{id}', summary: 'Show a sales order', tags })
    .input(ById)
    .output(SalesOrder),
  create: write
    .route({ method: 'POST', path: '/sales-orders', summary: 'Take an order without a quotation', tags })
    .input(SalesOrderInput)
    .output(SalesOrder),
  changePromise: write
    .route({
      method: 'POST',
      path: '/sales-order-lines/{id}/promise',
      summary: 'Change a promise, with cause and who asked',
      tags,
    })
    .input(PromiseChangeInput.extend({ id: PathId }))
    .output(SalesOrder),
  changeLine: write
    .route({
      method: 'PATCH',
      path: '/sales-order-lines/{id}',
      summary: 'Change quantity or price of an open order',
      tags,
    })
    .input(OrderLineChangeInput.extend({ id: PathId }))
    .output(SalesOrder),
  cancelLine: write
    .route({ method: 'POST', path: '/sales-order-lines/{id}/cancel', summary: 'Cancel a line, with the reason', tags })
    .input(z.object({ id: PathId, reason: RequiredText(500), touches: LongText.default('') }))
    .output(SalesOrder),
  closeLineShort: write
    .route({
      method: 'POST',
      path: '/sales-order-lines/{id}/close-short',
      summary: 'End a line with what was delivered of it, with the reason',
      tags,
    })
    .input(z.object({ id: PathId, reason: RequiredText(500), touches: LongText.default('') }))
    .output(SalesOrder),
  deal: read
    .route({
      method: 'GET',
      path: '/deals',
      summary: 'Everything that happened in one deal, from enquiry to order',
      tags,
    })
    .input(z.object({ enquiryId: PathId.optional(), quotationId: PathId.optional(), salesOrderId: PathId.optional() }))
    .output(z.array(DealEvent)),
  customer: read
    .route({
      method: 'GET',
      path: '/customers/{id}/overview',
      summary: 'What a customer asks for, orders and gets in time',
      tags,
    })
    .input(ById)
    .output(CustomerOverview),
}
