import { masterContract } from '../core/master.contract.ts'
import { customerPartNumberMaster, itemMaster, itemUnitMaster, unitMaster } from './item.model.ts'

export const itemContract = {
  units: masterContract(unitMaster),
  items: masterContract(itemMaster),
  customerPartNumbers: masterContract(customerPartNumberMaster),
  itemUnits: masterContract(itemUnitMaster),
}
