import { type Ctx, inTransaction } from '../core/ctx.ts'
import { roundQuantity } from '../core/decimal.ts'
import { refuse, unless } from '../core/refusal.ts'
import { asInput, storeLevel } from './method.commands.ts'
import { getMethodTree } from './method.queries.ts'
import type { ReplaceInput } from './structure.model.ts'
import { previewReplace } from './structure.queries.ts'

/** Replaces one item by another on the master lines chosen; refuses all when one of them cannot be. Returns how many lines changed. */
export const massReplace = (
  ctx: Ctx,
  input: ReplaceInput & { materialIds: readonly number[] },
): Promise<{ replaced: number }> =>
  inTransaction(ctx, async (tx) => {
    const rows = await previewReplace(tx.db, input)
    const chosen = rows.filter((r) => input.materialIds.includes(r.materialId))
    unless([
      ...refuse(
        chosen.length < new Set(input.materialIds).size,
        'replace.gone',
        'Some of the chosen lines have been changed meanwhile. Look again.',
      ),
      ...chosen.flatMap((r) =>
        r.whyNot.map((w) => ({ ...w, message: `${r.parentNumber} line ${r.line}: ${w.message}` })),
      ),
    ])
    for (const methodId of new Set(chosen.map((r) => r.methodId))) {
      const lines = new Set(chosen.filter((r) => r.methodId === methodId).map((r) => r.line))
      const level = asInput(await getMethodTree(tx.db, methodId))
      const materials = level.materials.map((m) =>
        lines.has(m.line)
          ? {
              ...m,
              itemId: input.toItemId,
              quantityPer: roundQuantity(m.quantityPer * input.factor),
              fixedQuantity: roundQuantity(m.fixedQuantity * input.factor),
              alternateItemIds: m.alternateItemIds.filter((a) => a !== input.toItemId),
            }
          : m,
      )
      await storeLevel(tx, methodId, { ...level, materials })
    }
    return { replaced: chosen.length }
  })
