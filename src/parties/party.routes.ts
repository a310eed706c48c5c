import { masterRoutes } from '../core/master.routes.ts'
import { serve } from '../core/serve.ts'
import { partyContract } from './party.contract.ts'
import { contactMaster, deliveryPlaceMaster, partyMaster } from './party.model.ts'
import { getPeople } from './party.queries.ts'
import { contacts, deliveryPlaces, parties } from './party.tables.ts'

const on = serve(partyContract.people)

export const partyRoutes = {
  parties: masterRoutes(partyMaster, parties),
  contacts: masterRoutes(contactMaster, contacts),
  deliveryPlaces: masterRoutes(deliveryPlaceMaster, deliveryPlaces),
  people: { get: on.get.handler(({ context, input }) => getPeople(context.db, input.id)) },
}
