import type { Db } from '../core/ctx.ts'
import type { ListInput } from '../core/list.model.ts'
import type { Master } from '../core/master.model.ts'
import { listMaster } from '../core/master.queries.ts'
import { placeMaster } from './place.model.ts'
import { physicalPlaceKinds } from './stock.model.ts'
import { places } from './stock.tables.ts'

/** Places that hold goods, unless other kinds are asked for: every work order has a place of its own, which would drown them. */
export const listPlaces = (db: Db, input: ListInput) =>
  listMaster(db, placeMaster as unknown as Master, places, {
    ...input,
    filter: { kind: physicalPlaceKinds.join(','), ...input.filter },
  })
