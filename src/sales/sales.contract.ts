import { enquiryContract } from './enquiry.contract.ts'
import { quotationContract } from './quotation.contract.ts'
import { salesOrderContract } from './salesOrder.contract.ts'

export const salesContract = {
  enquiries: enquiryContract,
  quotations: quotationContract,
  salesOrders: salesOrderContract,
}
