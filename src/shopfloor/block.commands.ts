import { type Ctx, inTransaction } from '../core/ctx.ts'
import { blockWorkOrder, unblockWorkOrder } from '../jobs/block.commands.ts'
import { workOrderOfOperation } from '../jobs/job.queries.ts'

export type Blocked = { id: number; blockedReason: string }

/** A call for help: the operation stands still, and everybody sees why, until somebody says that it goes on. */
export const blockOperation = (ctx: Ctx, operationId: number, reason: string): Promise<Blocked> =>
  inTransaction(ctx, async (tx) => {
    const { id } = await workOrderOfOperation(tx.db, operationId)
    await blockWorkOrder(tx, id, { operationId, reason })
    return { id: operationId, blockedReason: reason }
  })

export const unblockOperation = (ctx: Ctx, operationId: number): Promise<Blocked> =>
  inTransaction(ctx, async (tx) => {
    const { id } = await workOrderOfOperation(tx.db, operationId)
    await unblockWorkOrder(tx, id, { operationId })
    return { id: operationId, blockedReason: '' }
  })
