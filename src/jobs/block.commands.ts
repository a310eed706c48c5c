import { inArray } from 'drizzle-orm'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { unless } from '../core/refusal.ts'
import { whyNotBlock, whyNotUnblock } from './block.rules.ts'
import { noteJobEvent } from './job.commands.ts'
import { getWorkOrder, operationsOf } from './job.queries.ts'
import { operationProgress } from './job.tables.ts'

/** An operation, or with none named all that are not done. */
type Which = { operationId?: number | undefined }

/** Nobody goes on with a work order, or one of its operations, until somebody says that it goes on. */
export const blockWorkOrder = (ctx: Ctx, id: number, input: Which & { reason: string }): Promise<number> =>
  setBlocked(ctx, id, input, input.reason)

export const unblockWorkOrder = (ctx: Ctx, id: number, input: Which): Promise<number> => setBlocked(ctx, id, input, '')

const setBlocked = (ctx: Ctx, id: number, { operationId }: Which, reason: string): Promise<number> =>
  inTransaction(ctx, async (tx) => {
    const workOrder = await getWorkOrder(tx.db, id, { lock: true })
    const operations = (await operationsOf(tx.db, [id])).filter(
      (o) => operationId === undefined || o.operation.id === operationId,
    )
    const facts = operations.map(({ operation, progress }) => ({
      id: operation.id,
      sequence: operation.sequence,
      name: operation.name,
      done: progress?.done ?? false,
      blockedReason: progress?.blockedReason ?? '',
    }))
    unless(reason === '' ? whyNotUnblock(workOrder, facts) : whyNotBlock(workOrder, facts, reason))
    const meant = facts.filter((f) => !f.done && (reason === '' ? f.blockedReason !== '' : f.blockedReason === ''))
    await tx.db
      .update(operationProgress)
      .set({ blockedReason: reason })
      .where(
        inArray(
          operationProgress.operationId,
          meant.map((f) => f.id),
        ),
      )
    const what = operationId === undefined ? '' : meant.map((f) => `${f.sequence} ${f.name}: `).join('')
    await noteJobEvent(
      tx,
      workOrder.jobId,
      reason === '' ? 'unblock' : 'block',
      `${what}${reason || [...new Set(meant.map((f) => f.blockedReason))].join('; ')}`,
      id,
    )
    return workOrder.jobId
  })
