import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { ListInput, listOutput } from '../core/list.model.ts'
import { ById, PathId, RequiredText } from '../core/shapes.ts'
import { Enquiry, EnquiryInput, enquiryList } from './enquiry.model.ts'

const tags = ['enquiries']

export const enquiryContract = {
  list: endpoint('sales.read')
    .route({ method: 'GET', path: '/enquiries', summary: 'List enquiries', tags })
    .input(ListInput)
    .output(listOutput(enquiryList)),
  get: endpoint('sales.read')
    .route({ method: 'GET', path: '/enquiries/{id}', summary: 'Show an enquiry', tags })
    .input(ById)
    .output(Enquiry),
  create: endpoint('sales.write')
    .route({ method: 'POST', path: '/enquiries', summary: 'Take an enquiry', tags })
    .input(EnquiryInput)
    .output(Enquiry),
  change: endpoint('sales.write')
    .route({ method: 'PUT', path: '/enquiries/{id}', summary: 'Change an enquiry', tags })
    .input(EnquiryInput.extend({ id: PathId }))
    .output(Enquiry),
  decline: endpoint('sales.write')
    .route({ method: 'POST', path: '/enquiries/{id}/decline', summary: 'Decline an enquiry, with a reason', tags })
    .input(z.object({ id: PathId, reason: RequiredText(500) }))
    .output(Enquiry),
  reopen: endpoint('sales.write')
    .route({ method: 'POST', path: '/enquiries/{id}/reopen', summary: 'Take up a declined enquiry again', tags })
    .input(ById)
    .output(Enquiry),
}
