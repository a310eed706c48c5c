import { masterRoutes } from '../core/master.routes.ts'
import { partyMaster, contactMaster, deliveryPlaceMaster } from './party.model.ts'
import { parties, contacts, deliveryPlaces } from './party.tables.ts'

export const partyRoutes = {
  parties: masterRoutes(partyMaster, parties),
  contacts: masterRoutes(contactMaster, contacts),
  deliveryPlaces: masterRoutes(deliveryPlaceMaster, deliveryPlaces),
}
