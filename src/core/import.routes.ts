import { ORPCError } from '@orpc/server'
import type { Ctx } from './ctx.ts'
import { runImport, undoImport } from './import.commands.ts'
import { importContract } from './import.contract.ts'
import { importList, importsFrom, prepareImport } from './import.queries.ts'
import { masterTarget } from './importMaster.commands.ts'
import { type ImportTarget, specialImportTargets } from './importTarget.ts'
import { runList } from './list.queries.ts'
import { registeredMasters } from './master.queries.ts'
import { found } from './missing.ts'
import { mayDo } from './permissions.model.ts'
import { serve } from './serve.ts'

/** Every target by name: what areas registered, then the masters. */
export const importTargets = (): ImportTarget[] => [
  ...specialImportTargets().values(),
  ...[...registeredMasters().values()].map(({ master, table }) => masterTarget(master, table)),
]

const mayImport = (ctx: Ctx, target: ImportTarget): boolean => mayDo(ctx.actor.roles, target.needs)

/** The target, or a refusal when the actor may not change its records. */
export function targetFor(ctx: Ctx, name: string): ImportTarget {
  const target = found(
    importTargets().find((t) => t.name === name),
    'import target',
    name,
  )
  if (!mayImport(ctx, target))
    throw new ORPCError('FORBIDDEN', {
      message: `This needs the permission ${target.needs}, which your role does not have.`,
    })
  return target
}

const on = serve(importContract)
export const importRoutes = {
  targets: on.targets.handler(({ context }) =>
    importTargets()
      .filter((t) => mayImport(context, t))
      .map(({ name, fields, needsParent }) => ({ name, fields: [...fields], needsParent })),
  ),
  list: on.list.handler(({ context, input }) => runList(context.db, importList, importsFrom, input)),
  preview: on.preview.handler(
    async ({ context, input }) => (await prepareImport(context, targetFor(context, input.target), input)).preview,
  ),
  run: on.run.handler(({ context, input }) => runImport(context, targetFor(context, input.target), input)),
  undo: on.undo.handler(({ context, input }) =>
    undoImport(context, input.id, (target) => void targetFor(context, target)),
  ),
}
