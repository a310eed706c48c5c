import type { Ctx } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { serve } from '../core/serve.ts'
import { compareMethods } from './compare.rules.ts'
import { estimateMethod } from './estimate.queries.ts'
import { convertForItem, findItems, itemOverview } from './item.queries.ts'
import { copyLevelFrom, ensureChild, ensureMasterMethod, storeLevel, whyNotEdit } from './method.commands.ts'
import { methodContract } from './method.contract.ts'
import type { MethodView } from './method.model.ts'
import { getMethodTree } from './method.queries.ts'
import { levelsOf } from './method.rules.ts'
import { startRevision } from './revision.commands.ts'
import { massReplace } from './structure.commands.ts'
import { methodHeads, previewReplace, whereUsed } from './structure.queries.ts'

async function viewMethod(ctx: Ctx, id: number): Promise<MethodView> {
  const tree = await getMethodTree(ctx.db, id)
  const ids = levelsOf(tree, new Map()).map((l) => l.methodId)
  const heads = await methodHeads(ctx.db, ids)
  const { owner, itemId } = found(heads.get(id), 'method', id)
  const levels = levelsOf(tree, new Map([...heads].map(([key, h]) => [key, h.changedAt])))
  return { id, itemId, owner, levels, readOnlyReasons: await whyNotEdit(ctx, id) }
}

const stored = async (ctx: Ctx, methodId: number) => ({
  methodId,
  changedAt: found((await methodHeads(ctx.db, [methodId])).get(methodId), 'method', methodId).changedAt,
})

const on = serve(methodContract)
export const methodRoutes = {
  get: on.get.handler(({ context, input }) => viewMethod(context, input.id)),
  estimate: on.estimate.handler(({ context, input }) => estimateMethod(context.db, input.id, input.quantity)),
  ensure: on.ensure.handler(async ({ context, input }) => stored(context, await ensureMasterMethod(context, input.id))),
  storeLevel: on.storeLevel.handler(async ({ context, input: { id, seenChangedAt, ...level } }) => {
    await storeLevel(context, id, level, seenChangedAt)
    return stored(context, id)
  }),
  ensureChild: on.ensureChild.handler(async ({ context, input }) => ({
    childMethodId: await ensureChild(context, input.id, input.materialId),
  })),
  copyFrom: on.copyFrom.handler(async ({ context, input }) => {
    await copyLevelFrom(context, input.id, input.fromItemId)
    return stored(context, input.id)
  }),
  compare: on.compare.handler(async ({ context, input }) =>
    compareMethods(await getMethodTree(context.db, input.id), await getMethodTree(context.db, input.otherId)),
  ),
  whereUsed: on.whereUsed.handler(({ context, input }) => whereUsed(context.db, input.id, input.allLevels)),
  previewReplace: on.previewReplace.handler(({ context, input }) => previewReplace(context.db, input)),
  replace: on.replace.handler(({ context, input }) => massReplace(context, input)),
  startRevision: on.startRevision.handler(({ context, input: { id, ...revision } }) =>
    startRevision(context, id, revision),
  ),
  overview: on.overview.handler(({ context, input }) => itemOverview(context.db, input.id)),
  find: on.find.handler(({ context, input }) => findItems(context.db, input)),
  convert: on.convert.handler(async ({ context, input }) => ({
    quantity: await convertForItem(context.db, input.id, input.quantity, input.fromUnitId, input.toUnitId),
  })),
}
