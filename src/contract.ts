import { companyContract, recordContract } from './core/record.contract.ts'

/** The whole API, area by area. Server, browser client, OpenAPI and the permission test read this one object. */
export const contract = {
  company: companyContract,
  records: recordContract,
}
