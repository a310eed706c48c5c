import type { Ctx } from '../core/ctx.ts'
import type { PaperKind } from '../core/paper.pages.ts'
import { mayDo } from '../core/permissions.model.ts'
import { serve } from '../core/serve.ts'
import { cancelDispatch, createDispatch, redateDispatch, sendDispatch, updateDispatch } from './dispatch.commands.ts'
import { dispatchContract } from './dispatch.contract.ts'
import { type Dispatch, getDispatch, withoutPrices } from './dispatch.queries.ts'
import {
  listAtVendors,
  listDispatches,
  listReadyToSend,
  listVendorReceipts,
  listVendorTurns,
} from './dispatchList.queries.ts'
import { dispatchPaper } from './dispatchPaper.queries.ts'
import { reverseVendorReceipt } from './reverseReceipt.commands.ts'
import { receiveFromVendor } from './vendorReceipt.commands.ts'

const seesCosts = ({ actor }: Ctx) => mayDo(actor.roles, 'costing.read')
const shown = (context: Ctx, dispatch: Dispatch) => (seesCosts(context) ? dispatch : withoutPrices(dispatch))

const on = serve(dispatchContract)
const dispatchRoutes = {
  ready: on.ready.handler(({ context, input }) => listReadyToSend(context.db, input, seesCosts(context))),
  atVendors: on.atVendors.handler(({ context, input }) => listAtVendors(context, input, seesCosts(context))),
  receipts: on.receipts.handler(({ context, input }) => listVendorReceipts(context.db, input, seesCosts(context))),
  vendors: on.vendors.handler(({ context, input }) => listVendorTurns(context.db, input)),
  list: on.list.handler(({ context, input }) => listDispatches(context, input)),
  get: on.get.handler(async ({ context, input }) => shown(context, await getDispatch(context.db, input.id))),
  create: on.create.handler(async ({ context, input }) => shown(context, await createDispatch(context, input))),
  update: on.update.handler(async ({ context, input: { id, ...dispatch } }) =>
    shown(context, await updateDispatch(context, id, dispatch)),
  ),
  send: on.send.handler(async ({ context, input }) => shown(context, await sendDispatch(context, input.id))),
  redate: on.redate.handler(async ({ context, input }) => shown(context, await redateDispatch(context, input))),
  cancel: on.cancel.handler(async ({ context, input }) =>
    shown(context, await cancelDispatch(context, input.id, input.reason)),
  ),
  receive: on.receive.handler(async ({ context, input }) => {
    const { receipt, dispatch } = await receiveFromVendor(context, input)
    return { receipt, dispatch: shown(context, dispatch) }
  }),
  reverseReceipt: on.reverseReceipt.handler(async ({ context, input }) =>
    shown(context, await reverseVendorReceipt(context, input.id, input.reason)),
  ),
}

export const outsourcingRoutes = { outsourcing: dispatchRoutes }

export const dispatchPapers: readonly PaperKind[] = [
  { kind: 'dispatch', needs: 'outsourcing.read', build: dispatchPaper },
]
