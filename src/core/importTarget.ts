import type { Ctx } from './ctx.ts'
import type { Fault, ImportField, PlannedRecord } from './import.model.ts'
import type { Mapped, ReadRow } from './importRead.rules.ts'
import type { Permission } from './permissions.model.ts'

/** What the rows would do, and how to do it. `write` is only called when there is no fault. */
export type ImportPlan = {
  faults: Fault[]
  records: PlannedRecord[]
  write(tx: Ctx, importId: number): Promise<void>
}

export type ImportTarget = {
  name: string
  /** The permission that the target's records need, besides imports.write. */
  needs: Permission
  fields: readonly ImportField[]
  /** The rows belong to one item that must be named. */
  needsParent: boolean
  /** Values for every row that this target implies. */
  constants?: Readonly<Record<string, string>>
  plan(ctx: Ctx, rows: readonly ReadRow[], mapped: Mapped, options: { parentId?: number | undefined }): Promise<ImportPlan>
}

const registry = new Map<string, ImportTarget>()

/** Areas register what can be imported beyond the masters; src/imports.ts lists them. */
export const registerImportTarget = (target: ImportTarget): void => {
  registry.set(target.name, target)
}
export const specialImportTargets = (): ReadonlyMap<string, ImportTarget> => registry
