import { and, eq } from 'drizzle-orm'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { refuse, unless } from '../core/refusal.ts'
import { items } from './item.tables.ts'
import { copyMethod } from './method.commands.ts'
import { masterMethodId } from './method.queries.ts'
import { methods } from './method.tables.ts'
import { itemRevisions } from './revision.tables.ts'

/**
 * Starts a new revision of an item. The method as it stands is kept, frozen, as the former revision's; the master goes on
 * under the new one. Drawings of the former revision stay with it, because attachments name their revision.
 */
export const startRevision = (
  ctx: Ctx,
  itemId: number,
  input: { revision: string; reason: string },
): Promise<{ id: number }> =>
  inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.select().from(items).where(eq(items.id, itemId)).for('update')
    const item = found(row, 'item', itemId)
    const known = await tx.db.select().from(itemRevisions).where(eq(itemRevisions.itemId, itemId))
    unless([
      ...refuse(
        input.revision === item.revision,
        'revision.same',
        `${item.number} is already at revision ${input.revision}.`,
      ),
      ...refuse(
        input.revision !== item.revision && known.some((r) => r.revision === input.revision),
        'revision.taken',
        `${item.number} has had a revision ${input.revision} before.`,
      ),
    ])
    const master = await masterMethodId(tx.db, itemId)
    const frozen = master === undefined ? null : await copyMethod(tx, master, 'revision')
    if (known.some((r) => r.revision === item.revision))
      await tx.db
        .update(itemRevisions)
        .set({ methodId: frozen })
        .where(and(eq(itemRevisions.itemId, itemId), eq(itemRevisions.revision, item.revision)))
    else
      await tx.db
        .insert(itemRevisions)
        .values({ itemId, revision: item.revision, effectiveAt: null, reason: '', by: '', methodId: frozen })
    const [started] = await tx.db
      .insert(itemRevisions)
      .values({ itemId, ...input, by: tx.actor.name, effectiveAt: tx.now, methodId: null })
      .returning({ id: itemRevisions.id })
    await tx.db.update(items).set({ revision: input.revision }).where(eq(items.id, itemId))
    if (master !== undefined)
      await tx.db.update(methods).set({ revision: input.revision, changedAt: tx.now }).where(eq(methods.id, master))
    return found(started, 'revision', itemId)
  })
