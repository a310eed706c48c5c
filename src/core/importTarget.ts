import type { Ctx } from './ctx.ts'
import type { Fault, ImportField, PlannedRecord } from './import.model.ts'
import type { Mapped, ReadRow } from './importRead.rules.ts'
import type { Permission } from './permissions.model.ts'

/** What the rows would do, and how to do it. `write` is only called when there is no fault. */
export type ImportPlan = {
  faults: Fault[]
  records: PlannedRecord[]
  /** Rows that are no records at all, such as totals; faults of their cells do not count. */
  leftOut?: ReadonlySet<number>
  write(tx: Ctx, importId: number): Promise<void>
}

/** The item that the rows belong to: by id, or by number and made when there is none. */
export type ImportOptions = { parentId?: number | undefined; newParent?: { number: string; name: string } | undefined }

export type ImportTarget = {
  name: string
  /** The permission that the target's records need, besides imports.write. */
  needs: Permission
  fields: readonly ImportField[]
  /** The rows belong to one item that must be named. */
  needsParent: boolean
  /** Values for every row that this target implies. */
  constants?: Readonly<Record<string, string>>
  /** Corrects the guessed mapping by what the columns hold. */
  refine?(mapping: readonly (string | null)[], rows: readonly (readonly string[])[]): (string | null)[]
  plan(ctx: Ctx, rows: readonly ReadRow[], mapped: Mapped, options: ImportOptions): Promise<ImportPlan>
}

const registry = new Map<string, ImportTarget>()

/** Areas register what can be imported beyond the masters; src/imports.ts lists them. */
export const registerImportTarget = (target: ImportTarget): void => {
  registry.set(target.name, target)
}
export const specialImportTargets = (): ReadonlyMap<string, ImportTarget> => registry
