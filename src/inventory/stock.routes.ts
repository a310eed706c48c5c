import type { Ctx } from '../core/ctx.ts'
import { masterContract } from '../core/master.contract.ts'
import { masterRoutes } from '../core/master.routes.ts'
import { mayDo } from '../core/permissions.model.ts'
import { serve } from '../core/serve.ts'
import { cancelCount, countFound, createCount, enterCount, postCount } from './count.commands.ts'
import { getCount, listCounts } from './count.queries.ts'
import { genealogyOf } from './genealogy.queries.ts'
import { changeLot, reverseEntry } from './lot.commands.ts'
import { archivePlace, createPlace, updatePlace } from './place.commands.ts'
import { placeMaster } from './place.model.ts'
import { listPlaces } from './place.queries.ts'
import { releaseReservationById } from './reservation.commands.ts'
import { countContract, lotContract, stockContract } from './stock.contract.ts'
import { places } from './stock.tables.ts'
import { adjustStock, postOpeningStock, transferStock } from './stockEntry.commands.ts'
import {
  getLot,
  listBalances,
  listLedger,
  listLots,
  listOnHand,
  listReservations,
  resolveCode,
  stockOfItem,
} from './stockList.queries.ts'

const seesCosts = ({ actor }: Ctx) => mayDo(actor.roles, 'costing.read')

const stock = serve(stockContract)
const stockRoutes = {
  onHand: stock.onHand.handler(({ context, input }) => listOnHand(context.db, input, seesCosts(context))),
  item: stock.item.handler(({ context, input }) => stockOfItem(context.db, input.id, seesCosts(context))),
  balances: stock.balances.handler(({ context, input }) => listBalances(context.db, input, seesCosts(context))),
  ledger: stock.ledger.handler(({ context, input }) => listLedger(context.db, input, seesCosts(context))),
  resolve: stock.resolve.handler(({ context, input }) => resolveCode(context.db, input.code)),
  transfer: stock.transfer.handler(({ context, input }) => transferStock(context, input)),
  adjust: stock.adjust.handler(({ context, input }) => adjustStock(context, input)),
  opening: stock.opening.handler(({ context, input }) => postOpeningStock(context, input.lines)),
  reverse: stock.reverse.handler(({ context, input }) => reverseEntry(context, input.id, input.reason)),
  reservations: stock.reservations.handler(({ context, input }) => listReservations(context.db, input)),
  releaseReservation: stock.releaseReservation.handler(({ context, input }) =>
    releaseReservationById(context, input.id),
  ),
}

const lot = serve(lotContract)
const lotRoutes = {
  list: lot.list.handler(({ context, input }) => listLots(context.db, input)),
  get: lot.get.handler(({ context, input }) => getLot(context.db, input.id)),
  genealogy: lot.genealogy.handler(async ({ context, input }) => {
    await getLot(context.db, input.id)
    return {
      madeFrom: await genealogyOf(context.db, input.id, 'madeFrom'),
      usedIn: await genealogyOf(context.db, input.id, 'usedIn'),
    }
  }),
  update: lot.update.handler(async ({ context, input: { id, ...change } }) => {
    await changeLot(context, id, change)
    return getLot(context.db, id)
  }),
}

const count = serve(countContract)
const shown = (context: Ctx, id: number) => getCount(context.db, id, seesCosts(context))
const countRoutes = {
  list: count.list.handler(({ context, input }) => listCounts(context.db, input)),
  get: count.get.handler(({ context, input }) => shown(context, input.id)),
  create: count.create.handler(({ context, input }) => createCount(context, input)),
  enter: count.enter.handler(async ({ context, input }) => {
    await enterCount(context, input)
    return shown(context, input.countId)
  }),
  found: count.found.handler(async ({ context, input }) => {
    await countFound(context, input)
    return shown(context, input.countId)
  }),
  post: count.post.handler(async ({ context, input }) => {
    await postCount(context, input.id)
    return shown(context, input.id)
  }),
  cancel: count.cancel.handler(async ({ context, input }) => {
    await cancelCount(context, input.id)
    return shown(context, input.id)
  }),
}

const place = serve(masterContract(placeMaster))
const placeRoutes = {
  ...masterRoutes(placeMaster, places),
  list: place.list.handler(({ context, input }) => listPlaces(context.db, input)),
  create: place.create.handler(({ context, input }) => createPlace(context, input)),
  update: place.update.handler(({ context, input: { id, ...record } }) => updatePlace(context, id, record)),
  archive: place.archive.handler(({ context, input }) => archivePlace(context, input.id, input.archived)),
}

export const inventoryRoutes = { places: placeRoutes, stock: stockRoutes, lots: lotRoutes, stockCounts: countRoutes }
