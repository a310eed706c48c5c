import { masterContract } from '../core/master.contract.ts'
import { unitMaster, itemMaster, customerPartNumberMaster, itemUnitMaster } from './item.model.ts'

export const itemContract = {
  units: masterContract(unitMaster),
  items: masterContract(itemMaster),
  customerPartNumbers: masterContract(customerPartNumberMaster),
  itemUnits: masterContract(itemUnitMaster),
}
