import { eq } from 'drizzle-orm'
import { methodOperations } from '../catalog/method.tables.ts'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { refuse, unless } from '../core/refusal.ts'
import { noteJobEvent } from '../jobs/job.commands.ts'
import { lockWorkOrderOfOperation, workOrderOfOperation } from '../jobs/job.queries.ts'
import { operationProgress } from '../jobs/job.tables.ts'

export type Blocked = { id: number; blockedReason: string }

/** A call for help: the operation stands still, and everybody sees why, until somebody says that it goes on. */
export const blockOperation = (ctx: Ctx, operationId: number, reason: string): Promise<Blocked> =>
  setBlocked(ctx, operationId, reason)

export const unblockOperation = (ctx: Ctx, operationId: number): Promise<Blocked> => setBlocked(ctx, operationId, '')

const setBlocked = (ctx: Ctx, operationId: number, reason: string): Promise<Blocked> =>
  inTransaction(ctx, async (tx) => {
    const [, workOrder] = await Promise.all([
      lockWorkOrderOfOperation(tx.db, operationId),
      workOrderOfOperation(tx.db, operationId),
    ])
    const [row] = await tx.db
      .select({ sequence: methodOperations.sequence, name: methodOperations.name, progress: operationProgress })
      .from(operationProgress)
      .innerJoin(methodOperations, eq(methodOperations.id, operationProgress.operationId))
      .where(eq(operationProgress.operationId, operationId))
    const { sequence, name, progress } = found(row, 'operation of a released work order', operationId)
    unless([
      ...refuse(progress.done, 'operation.done', `Operation ${sequence} is done.`),
      ...refuse(
        reason === '' && progress.blockedReason === '',
        'operation.not-blocked',
        `Operation ${sequence} is not blocked.`,
      ),
    ])
    await tx.db
      .update(operationProgress)
      .set({ blockedReason: reason })
      .where(eq(operationProgress.operationId, operationId))
    await noteJobEvent(
      tx,
      workOrder.jobId,
      reason === '' ? 'unblock' : 'block',
      `${sequence} ${name}: ${reason || progress.blockedReason}`,
      workOrder.id,
    )
    return { id: operationId, blockedReason: reason }
  })
