import type { CostElement, Costs } from '../engines/costing/elements.ts'
import type { Estimate, EstimatedMaterial, EstimatedOperation } from './estimate.model.ts'
import type { MaterialInput, MethodLevelInput, MethodView, MethodViewLevel, OperationInput } from './method.model.ts'

/** The rows of a method as its editor shows them: each open level's operations, then its materials with what is below them. */
type Common = { key: string; depth: number; level: MethodViewLevel }
export type OperationRow = Common & {
  kind: 'operation'
  operation: MethodViewLevel['operations'][number]
  estimated: EstimatedOperation | undefined
}
export type MaterialRow = Common & {
  kind: 'material'
  material: MethodViewLevel['materials'][number]
  estimated: EstimatedMaterial | undefined
  /** The path of the level that makes it; null when nothing below is to be opened. */
  below: string | null
  open: boolean
}
export type GridRow = OperationRow | MaterialRow

export const operationKey = (path: string, id: number): string => `${path}:o${id}`
export const materialKey = (path: string, id: number): string => `${path}:m${id}`

/** The rows in sight, given which levels (by path) are open. */
export function rowsOf(
  levels: readonly MethodViewLevel[],
  open: ReadonlySet<string>,
  estimate: Estimate | undefined,
): GridRow[] {
  const byPath = new Map(levels.map((l) => [l.path, l]))
  const estimated = new Map((estimate?.levels ?? []).map((l) => [l.path, l]))
  const rows: GridRow[] = []
  const add = (level: MethodViewLevel): void => {
    const costs = estimated.get(level.path)
    const operations = new Map((costs?.operations ?? []).map((o) => [o.operationId, o]))
    const materials = new Map((costs?.materials ?? []).map((m) => [m.materialId, m]))
    for (const operation of level.operations)
      rows.push({
        kind: 'operation',
        key: operationKey(level.path, operation.id),
        depth: level.depth,
        level,
        operation,
        estimated: operations.get(operation.id),
      })
    for (const material of level.materials) {
      const isOpen = material.level !== null && open.has(material.level)
      rows.push({
        kind: 'material',
        key: materialKey(level.path, material.id),
        depth: level.depth,
        level,
        material,
        estimated: materials.get(material.id),
        below: material.level,
        open: isOpen,
      })
      const child = isOpen ? byPath.get(material.level ?? '') : undefined
      if (child) add(child)
    }
  }
  const top = byPath.get('')
  if (top) add(top)
  return rows
}

/** A viewed level as it is stored again, ids kept. */
export const inputOf = (level: MethodViewLevel): MethodLevelInput => ({
  operations: level.operations.map(({ workCenterName: _w, supplierName: _s, ...o }): OperationInput => o),
  materials: level.materials.map(
    ({ itemNumber: _n, itemName: _m, unit: _u, unitCost: _c, level: _l, alternates, ...m }): MaterialInput => ({
      ...m,
      alternateItemIds: alternates.map((a) => a.itemId),
    }),
  ),
})

const step = 10

/** The number for a row put behind `after` (or at the end): halfway to the next one, else a step behind the last. */
export function numberBehind(numbers: readonly number[], after: number | undefined): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const last = sorted.at(-1) ?? 0
  const next = after === undefined ? undefined : sorted.find((n) => n > after)
  if (after === undefined || next === undefined) return Math.floor(last / step) * step + step
  return next - after > 1 ? Math.floor((after + next) / 2) : Math.floor(last / step) * step + step
}

/** Materials count 1, 2, 3, … */
export const lineBehind = (lines: readonly number[]): number => Math.max(0, ...lines) + 1

export const newOperation = (sequence: number, name: string): OperationInput => ({
  sequence,
  name,
  kind: 'inside',
  workCenterId: null,
  setupMinutes: 0,
  runMinutes: 0,
  crew: 1,
  attendedPercent: 100,
  scrapPercent: 0,
  overlapQuantity: 0,
  supplierId: null,
  unitPrice: 0,
  minimumCharge: 0,
  leadDays: 0,
  tooling: '',
  toolingCost: 0,
  setupFamily: '',
  instructions: '',
  alternateWorkCenterIds: [],
})

export const newMaterial = (line: number, itemId: number, made: boolean): MaterialInput => ({
  line,
  itemId,
  quantityPer: 1,
  fixedQuantity: 0,
  scrapPercent: 0,
  supply: made ? 'make' : 'stock',
  operationSequence: null,
  designators: '',
  note: '',
  alternateItemIds: [],
})

/** A level without one of its operations: what it consumed is then consumed by the first one left. */
export function withoutOperation(level: MethodLevelInput, id: number): MethodLevelInput {
  const gone = level.operations.find((o) => o.id === id)
  return {
    operations: level.operations.filter((o) => o !== gone),
    materials: level.materials.map((m) =>
      gone && m.operationSequence === gone.sequence ? { ...m, operationSequence: null } : m,
    ),
  }
}

/** A level with an operation changed; what it consumes follows its number. */
export function withOperation(level: MethodLevelInput, id: number, change: Partial<OperationInput>): MethodLevelInput {
  const before = level.operations.find((o) => o.id === id)
  const { sequence } = change
  return {
    operations: level.operations.map((o) => (o === before ? { ...o, ...change } : o)),
    materials: level.materials.map((m) =>
      before && sequence !== undefined && m.operationSequence === before.sequence
        ? { ...m, operationSequence: sequence }
        : m,
    ),
  }
}

export const withMaterial = (
  level: MethodLevelInput,
  id: number,
  change: Partial<MaterialInput>,
): MethodLevelInput => ({
  ...level,
  materials: level.materials.map((m) => (m.id === id ? { ...m, ...change } : m)),
})

export const withoutMaterial = (level: MethodLevelInput, id: number): MethodLevelInput => ({
  ...level,
  materials: level.materials.filter((m) => m.id !== id),
})

/** The cost elements that any line of the estimate has, in their order. */
export const elementsIn = (costs: Costs, order: readonly CostElement[]): CostElement[] =>
  order.filter((e) => (costs[e] ?? 0) !== 0)

/**
 * A number as it is typed with the locale's decimal sign. Undefined when it is none, is negative, or groups its digits
 * otherwise than by three: 1,5 where the comma groups is refused rather than taken for 15.
 */
export function typedNumber(text: string, decimal: '.' | ',' = '.'): number | undefined {
  const [group, sign] = decimal === '.' ? [',', '\\.'] : ['.', ',']
  const plain = text.trim().replace(/[\s']/g, '')
  if (plain === '') return 0
  const form = new RegExp(`^(\\d+|\\d{1,3}(\\${group}\\d{3})+)?(${sign}\\d*)?$`)
  if (!form.test(plain)) return undefined
  const value = Number(plain.replaceAll(group, '').replace(decimal, '.'))
  return Number.isFinite(value) ? value : undefined
}

/** A method with a change shown before it is stored: changed values at once; new and removed rows wait for the answer. */
export function withChange(
  view: MethodView,
  path: string,
  make: (level: MethodLevelInput) => MethodLevelInput,
): MethodView {
  const level = view.levels.find((l) => l.path === path)
  if (!level) return view
  const after = make(inputOf(level))
  const operations = new Map(after.operations.map((o) => [o.id, o]))
  const materials = new Map(after.materials.map((m) => [m.id, m]))
  const changed = {
    ...level,
    operations: level.operations.map((o) => ({ ...o, ...operations.get(o.id), id: o.id })),
    materials: level.materials.map((m) => {
      const next = materials.get(m.id)
      return next && next.itemId === m.itemId ? { ...m, ...next, id: m.id } : m
    }),
  }
  return { ...view, levels: view.levels.map((l) => (l.path === path ? changed : l)) }
}
