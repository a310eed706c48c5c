import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { ListInput, listOutput } from '../core/list.model.ts'
import { ById, Id, PathId } from '../core/shapes.ts'
import {
  BreakInput,
  LoseInput,
  Quotation,
  QuotationFields,
  QuotationInput,
  QuotationLineFields,
  QuotationLineInput,
  quotationList,
  SimilarDeal,
  SimilarInput,
  WinInput,
} from './quotation.model.ts'
import { SalesOrder } from './salesOrder.model.ts'

const tags = ['quotations']
const read = endpoint('sales.read')
const write = endpoint('sales.write')

export const quotationContract = {
  list: read
    .route({ method: 'GET', path: '/quotations', summary: 'List quotations', tags })
    .input(ListInput)
    .output(listOutput(quotationList)),
  get: read
    .route({ method: 'GET', path: '/quotations/{id}', summary: 'Show a quotation', tags })
    .input(ById)
    .output(Quotation),
  similar: read
    .route({ method: 'GET', path: '/similar-deals', summary: 'Past quotations and orders like one being quoted', tags })
    .input(SimilarInput)
    .output(z.array(SimilarDeal)),
  create: write
    .route({ method: 'POST', path: '/quotations', summary: 'Make a quotation, from an enquiry or blank', tags })
    .input(QuotationInput)
    .output(Quotation),
  change: write
    .route({ method: 'PATCH', path: '/quotations/{id}', summary: 'Change the head of a draft', tags })
    .input(QuotationFields.extend({ id: PathId }))
    .output(Quotation),
  addLine: write
    .route({
      method: 'POST',
      path: '/quotations/{id}/lines',
      summary: 'Add a line with its own copy of the item’s method, priced',
      tags,
    })
    .input(QuotationLineInput.extend({ id: PathId }))
    .output(Quotation),
  changeLine: write
    .route({ method: 'PATCH', path: '/quotation-lines/{id}', summary: 'Change a line; its prices follow', tags })
    .input(QuotationLineFields.partial().extend({ id: PathId }))
    .output(Quotation),
  removeLine: write
    .route({ method: 'DELETE', path: '/quotation-lines/{id}', summary: 'Remove a line and its method copy', tags })
    .input(ById)
    .output(Quotation),
  setBreaks: write
    .route({
      method: 'PUT',
      path: '/quotation-lines/{id}/breaks',
      summary: 'Set the quantity breaks and typed prices',
      tags,
    })
    .input(z.object({ id: PathId, breaks: z.array(BreakInput).min(1).max(12) }))
    .output(Quotation),
  priceLine: write
    .route({ method: 'POST', path: '/quotation-lines/{id}/price', summary: 'Estimate and price a line again', tags })
    .input(ById)
    .output(Quotation),
  renewMethod: write
    .route({
      method: 'POST',
      path: '/quotation-lines/{id}/renew-method',
      summary: 'Throw the line’s method away for a fresh copy of the master',
      tags,
    })
    .input(ById)
    .output(Quotation),
  send: write
    .route({ method: 'POST', path: '/quotations/{id}/send', summary: 'Send: freeze it as PDF', tags })
    .input(ById)
    .output(Quotation),
  revise: write
    .route({
      method: 'POST',
      path: '/quotations/{id}/revise',
      summary: 'Take a sent quotation back as the next revision',
      tags,
    })
    .input(ById)
    .output(Quotation),
  win: write
    .route({ method: 'POST', path: '/quotations/{id}/win', summary: 'The customer orders: make the sales order', tags })
    .input(WinInput.extend({ id: PathId }))
    .output(SalesOrder),
  lose: write
    .route({ method: 'POST', path: '/quotations/{id}/lose', summary: 'Lost, with the reason', tags })
    .input(LoseInput.extend({ id: PathId }))
    .output(Quotation),
  expire: write
    .route({
      method: 'POST',
      path: '/quotations/expire',
      summary: 'Expire every sent quotation whose validity has passed',
      tags,
    })
    .output(z.object({ expired: z.array(Id) })),
}
