import { eq } from 'drizzle-orm'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { refuse, unless } from '../core/refusal.ts'
import { type PostedMove, reverseMove } from './stock.commands.ts'
import type { MoveDocument } from './stock.model.ts'
import { lots, stockMoves } from './stock.tables.ts'

export const changeLot = (
  ctx: Ctx,
  id: number,
  change: { supplierLot: string; certificate: string; expiresOn: string | null },
): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.update(lots).set(change).where(eq(lots.id, id)).returning({ id: lots.id })
    found(row, 'lot', id)
  })

/** Moves that stand alone. All others belong to a document, which is corrected as a whole. */
const alone: readonly MoveDocument[] = ['transfer', 'adjustment', 'opening', 'count']

export const reverseEntry = (ctx: Ctx, moveId: number, reason: string): Promise<PostedMove> =>
  inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.select().from(stockMoves).where(eq(stockMoves.id, moveId))
    const move = found(row, 'stock move', moveId)
    unless(
      refuse(
        !alone.includes(move.document),
        'stock.part-of-document',
        `This move belongs to ${move.documentNumber}; correct it there.`,
      ),
    )
    return reverseMove(tx, moveId, reason)
  })
