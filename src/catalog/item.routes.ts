import { masterRoutes } from '../core/master.routes.ts'
import { customerPartNumberMaster, itemMaster, itemUnitMaster, unitMaster } from './item.model.ts'
import { customerPartNumbers, items, itemUnits, units } from './item.tables.ts'

export const itemRoutes = {
  units: masterRoutes(unitMaster, units),
  items: masterRoutes(itemMaster, items),
  customerPartNumbers: masterRoutes(customerPartNumberMaster, customerPartNumbers),
  itemUnits: masterRoutes(itemUnitMaster, itemUnits),
}
