import { masterRoutes } from '../core/master.routes.ts'
import { unitMaster, itemMaster, customerPartNumberMaster, itemUnitMaster } from './item.model.ts'
import { units, items, customerPartNumbers, itemUnits } from './item.tables.ts'

export const itemRoutes = {
  units: masterRoutes(unitMaster, units),
  items: masterRoutes(itemMaster, items),
  customerPartNumbers: masterRoutes(customerPartNumberMaster, customerPartNumbers),
  itemUnits: masterRoutes(itemUnitMaster, itemUnits),
}
