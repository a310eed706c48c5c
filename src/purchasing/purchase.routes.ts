import type { Ctx } from '../core/ctx.ts'
import { masterRoutes } from '../core/master.routes.ts'
import type { PaperKind } from '../core/paper.pages.ts'
import { mayDo } from '../core/permissions.model.ts'
import { serve } from '../core/serve.ts'
import { buyReorders, buyShortages, reserveJobMaterials } from './buy.commands.ts'
import { hurtByLine, listLatePurchases } from './late.queries.ts'
import {
  cancelPurchaseOrder,
  closePurchaseLine,
  confirmPurchaseLine,
  createPurchaseOrder,
  sendPurchaseOrder,
  updatePurchaseOrder,
} from './purchase.commands.ts'
import { purchaseContract } from './purchase.contract.ts'
import { getPurchaseOrder, listPurchaseOrders, type PurchaseOrder, withoutPrices } from './purchase.queries.ts'
import { supplierPrices } from './purchase.tables.ts'
import { purchaseOrderPaper } from './purchasePaper.queries.ts'
import { receivePurchase, reverseReceipt } from './receipt.commands.ts'
import { listReorder, listShortages, materialsOfJob } from './shortage.queries.ts'
import { supplierPriceMaster } from './supplierPrice.model.ts'

const seesCosts = ({ actor }: Ctx) => mayDo(actor.roles, 'costing.read')
const shown = (context: Ctx, order: PurchaseOrder) => (seesCosts(context) ? order : withoutPrices(order))
const made = (orders: readonly PurchaseOrder[]) =>
  orders.map((o) => ({ id: o.id, number: o.number, supplier: o.supplier, lines: o.lines.length }))

const on = serve(purchaseContract)
const purchaseRoutes = {
  list: on.list.handler(({ context, input }) => listPurchaseOrders(context, input, seesCosts(context))),
  get: on.get.handler(async ({ context, input }) => shown(context, await getPurchaseOrder(context.db, input.id))),
  create: on.create.handler(async ({ context, input }) => shown(context, await createPurchaseOrder(context, input))),
  update: on.update.handler(async ({ context, input: { id, ...order } }) =>
    shown(context, await updatePurchaseOrder(context, id, order)),
  ),
  send: on.send.handler(async ({ context, input }) => shown(context, await sendPurchaseOrder(context, input.id))),
  cancel: on.cancel.handler(async ({ context, input }) =>
    shown(context, await cancelPurchaseOrder(context, input.id, input.reason)),
  ),
  confirm: on.confirm.handler(async ({ context, input }) => shown(context, await confirmPurchaseLine(context, input))),
  closeLine: on.closeLine.handler(async ({ context, input }) =>
    shown(context, await closePurchaseLine(context, input)),
  ),
  receive: on.receive.handler(async ({ context, input }) => {
    const { receipt, order } = await receivePurchase(context, input)
    return { receipt, order: shown(context, order) }
  }),
  reverseReceipt: on.reverseReceipt.handler(async ({ context, input }) =>
    shown(context, await reverseReceipt(context, input.id, input.reason)),
  ),
  shortages: on.shortages.handler(({ context, input }) => listShortages(context.db, context.now, input)),
  jobMaterials: on.jobMaterials.handler(({ context, input }) => materialsOfJob(context.db, context.now, input.id)),
  buyShortages: on.buyShortages.handler(async ({ context, input }) => made(await buyShortages(context, input))),
  reserveJob: on.reserveJob.handler(({ context, input }) => reserveJobMaterials(context, input.id)),
  reorder: on.reorder.handler(({ context, input }) => listReorder(context.db, input)),
  buyReorders: on.buyReorders.handler(async ({ context, input }) => made(await buyReorders(context, input))),
  late: on.late.handler(({ context, input }) => listLatePurchases(context.db, context.now, input, seesCosts(context))),
  hurt: on.hurt.handler(({ context, input }) => hurtByLine(context.db, context.now, input.id, seesCosts(context))),
}

export const purchasingRoutes = {
  supplierPrices: masterRoutes(supplierPriceMaster, supplierPrices),
  purchasing: purchaseRoutes,
}

/** Prices stand on the paper, so only those who buy may print it. */
export const purchasePapers: readonly PaperKind[] = [
  { kind: 'purchaseOrder', needs: 'purchasing.write', build: purchaseOrderPaper },
]
