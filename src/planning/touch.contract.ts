import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { ById, Id } from '../core/shapes.ts'
import { Touches } from './touch.model.ts'

const tags = ['jobs']

export const touchContract = {
  ofWorkOrder: endpoint('jobs.read')
    .route({
      method: 'GET',
      path: '/work-orders/{id}/touches',
      summary: 'What a change of a work order touches, with all that is made for it',
      tags,
    })
    .input(ById)
    .output(Touches),
  ofSalesOrder: endpoint('sales.read')
    .route({
      method: 'GET',
      path: '/sales-orders/{id}/touches',
      summary: 'What a change of each line of an order touches',
      tags,
    })
    .input(ById)
    .output(z.array(Touches.extend({ salesOrderLineId: Id }))),
}
