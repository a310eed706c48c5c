import type { Permission } from '../core/permissions.model.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import type { MethodLevelInput, MethodOwner, MethodTree, MethodViewLevel } from './method.model.ts'

const doubled = (values: readonly number[]): number[] => [...new Set(values.filter((v, i) => values.indexOf(v) !== i))]

/** Everything that is wrong with a level by itself, whoever owns it. */
export function whyNotStoreLevel({ operations, materials }: MethodLevelInput): Refusal[] {
  const sequences = new Set(operations.map((o) => o.sequence))
  const seen = new Set<number>()
  const twice = materials.filter((m) => seen.has(m.line) || !seen.add(m.line)).map((m) => m.line)
  const sameSequence = doubled(operations.map((o) => o.sequence))
  const lost = materials.filter((m) => m.operationSequence !== null && !sequences.has(m.operationSequence))
  return [
    ...refuse(
      sameSequence.length > 0,
      'method.sequence-twice',
      `Two operations have the number ${sameSequence.join(', ')}.`,
    ),
    ...refuse(twice.length > 0, 'method.line-twice', `Two materials have the line ${[...new Set(twice)].join(', ')}.`),
    ...lost.slice(0, 20).map((m) => ({
      code: 'method.no-such-operation',
      message: `Line ${m.line} is consumed by operation ${m.operationSequence}, which is not there.`,
    })),
    ...materials
      .filter((m) => m.quantityPer === 0 && m.fixedQuantity === 0)
      .slice(0, 20)
      .map((m) => ({ code: 'method.no-quantity', message: `Line ${m.line} has no quantity.` })),
    ...materials
      .filter(
        (m) => m.alternateItemIds.includes(m.itemId) || new Set(m.alternateItemIds).size < m.alternateItemIds.length,
      )
      .slice(0, 20)
      .map((m) => ({
        code: 'method.alternate-twice',
        message: `Line ${m.line} names an item twice among its alternates.`,
      })),
  ]
}

/** A frozen revision is what was true then: it is never changed again. */
export const whyNotEditOwner = (owner: MethodOwner, revision: string): Refusal[] =>
  refuse(
    owner === 'revision',
    'method.frozen',
    `This is the method of the former revision ${revision}. It stays as it was.`,
  )

/** Who may change a method depends on whose it is. */
export const writePermissionOf = {
  item: 'catalog.write',
  revision: 'catalog.write',
  quotationLine: 'sales.write',
  workOrder: 'jobs.write',
} as const satisfies Record<MethodOwner, Permission>

/** One item that a method says goes into another. */
export type Edge = { parent: number; child: number }

/** The items of a circle that runs through `root`, root first and last, or undefined. Linear in the edges. */
export function cycleThrough(root: number, edges: readonly Edge[]): number[] | undefined {
  const childrenOf = new Map<number, number[]>()
  for (const { parent, child } of edges) {
    const children = childrenOf.get(parent)
    if (children) children.push(child)
    else childrenOf.set(parent, [child])
  }
  const from = new Map<number, number>()
  const open = [root]
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const child of childrenOf.get(at) ?? []) {
      if (child === root) return pathBack(root, at, from)
      if (!from.has(child)) {
        from.set(child, at)
        open.push(child)
      }
    }
  return undefined
}

function pathBack(root: number, last: number, from: ReadonlyMap<number, number>): number[] {
  const path = [root]
  for (let at: number | undefined = last; at !== undefined && at !== root; at = from.get(at)) path.push(at)
  return [...path, root].reverse()
}

export const cycle = (numbers: readonly string[]): Refusal => ({
  code: 'method.cycle',
  message: `${numbers.join(' is made from ')}: an item cannot be part of itself.`,
})

/** An item that stands both above and below in a tree, as the numbers from one to the other; `above` are the items over the tree. */
export function itemInsideItself(
  tree: MethodTree,
  above: readonly { itemId: number; itemNumber: string }[],
): string[] | undefined {
  const at = above.findIndex((a) => a.itemId === tree.itemId)
  const path = [...above, tree]
  if (at >= 0) return path.slice(at).map((p) => p.itemNumber)
  for (const m of tree.materials) {
    const found = m.child ? itemInsideItself(m.child, path) : undefined
    if (found) return found
  }
  return undefined
}

/** A tree's levels in a row, parents first. `changedAt` of each method by id. */
export function levelsOf(root: MethodTree, changedAt: ReadonlyMap<number, string>): MethodViewLevel[] {
  const waiting: { tree: MethodTree; path: string; depth: number }[] = [{ tree: root, path: '', depth: 0 }]
  const levels: MethodViewLevel[] = []
  for (let i = 0; i < waiting.length; i++) {
    const { tree, path, depth } = waiting[i] ?? { tree: root, path: '', depth: 0 }
    const materials = tree.materials.map(({ child, ...m }) => {
      const level = child ? childPath(path, m.id) : null
      if (child) waiting.push({ tree: child, path: level ?? '', depth: depth + 1 })
      return { ...m, level }
    })
    const { id, itemId, itemNumber, itemName, revision, operations } = tree
    levels.push({
      path,
      depth,
      methodId: id,
      itemId,
      itemNumber,
      itemName,
      revision,
      changedAt: changedAt.get(id) ?? '',
      operations,
      materials,
    })
  }
  return levels
}

export const childPath = (path: string, materialId: number): string =>
  path === '' ? String(materialId) : `${path}/${materialId}`
