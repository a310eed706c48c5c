import type { Ctx } from '../core/ctx.ts'
import { mayDo } from '../core/permissions.model.ts'
import { serve } from '../core/serve.ts'
import { touchContract } from './touch.contract.ts'
import { touchesOfSalesOrder, touchesOfWorkOrder } from './touch.queries.ts'

const on = serve(touchContract)
const seesCosts = ({ actor }: Ctx) => mayDo(actor.roles, 'costing.read')

export const touchRoutes = {
  ofWorkOrder: on.ofWorkOrder.handler(({ context, input }) =>
    touchesOfWorkOrder(context.db, input.id, seesCosts(context)),
  ),
  ofSalesOrder: on.ofSalesOrder.handler(({ context, input }) =>
    touchesOfSalesOrder(context.db, input.id, seesCosts(context)),
  ),
}
