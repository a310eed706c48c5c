import { masterContract } from '../core/master.contract.ts'
import { partyMaster, contactMaster, deliveryPlaceMaster } from './party.model.ts'

export const partyContract = {
  parties: masterContract(partyMaster),
  contacts: masterContract(contactMaster),
  deliveryPlaces: masterContract(deliveryPlaceMaster),
}
