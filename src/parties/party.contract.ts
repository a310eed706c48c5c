import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { masterContract } from '../core/master.contract.ts'
import { recordShape } from '../core/master.model.ts'
import { ById, Id } from '../core/shapes.ts'
import { contactMaster, deliveryPlaceMaster, partyMaster } from './party.model.ts'

const stored = z.object({ id: Id, archived: z.boolean() })
/** The contacts and delivery places of one party, for forms and its page. */
const People = z.object({
  contacts: z.array(z.intersection(stored, recordShape(contactMaster))),
  deliveryPlaces: z.array(z.intersection(stored, recordShape(deliveryPlaceMaster))),
})

export const partyContract = {
  parties: masterContract(partyMaster),
  contacts: masterContract(contactMaster),
  deliveryPlaces: masterContract(deliveryPlaceMaster),
  people: {
    get: endpoint('parties.read')
      .route({
        method: 'GET',
        path: '/parties/{id}/people',
        summary: 'Contacts and delivery places of a party',
        tags: ['parties'],
      })
      .input(ById)
      .output(People),
  },
}
