import { eq } from 'drizzle-orm'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import type { MethodLevelInput, MethodOwner, MethodTree } from './method.model.ts'
import { getMethodTree, masterMethodId } from './method.queries.ts'
import { materialAlternates, methodMaterials, methodOperations, methods, operationAlternates } from './method.tables.ts'
import { items } from './item.tables.ts'

type Child = { line: number; methodId: number }

/** Writes one level's operations and materials under a method that has none. */
async function writeLevel(tx: Ctx, methodId: number, level: MethodLevelInput, children: readonly Child[]): Promise<void> {
  const operations = level.operations.map(({ alternateWorkCenterIds: _, ...o }) => ({ ...o, methodId }))
  const written = operations.length > 0 ? await tx.db.insert(methodOperations).values(operations).returning({ id: methodOperations.id, sequence: methodOperations.sequence }) : []
  const centers = level.operations.flatMap((o) => {
    const operationId = written.find((w) => w.sequence === o.sequence)?.id
    return operationId === undefined ? [] : o.alternateWorkCenterIds.map((workCenterId) => ({ operationId, workCenterId }))
  })
  if (centers.length > 0) await tx.db.insert(operationAlternates).values(centers)
  const childOf = new Map(children.map((c) => [c.line, c.methodId]))
  for (const some of chunks(level.materials, 1000)) {
    const rows = some.map(({ alternateItemIds: _, ...m }) => ({ ...m, methodId, childMethodId: childOf.get(m.line) ?? null }))
    const lines = await tx.db.insert(methodMaterials).values(rows).returning({ id: methodMaterials.id, line: methodMaterials.line })
    const idOf = new Map(lines.map((l) => [l.line, l.id]))
    const alternates = some.flatMap((m) => m.alternateItemIds.map((itemId, preference) => ({ materialId: idOf.get(m.line) ?? 0, itemId, preference })))
    if (alternates.length > 0) await tx.db.insert(materialAlternates).values(alternates)
  }
}

const chunks = <T>(rows: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => rows.slice(i * size, (i + 1) * size))

/** A level as it would be typed in: what a copy is written from. */
export const asInput = (tree: MethodTree): MethodLevelInput => ({
  operations: tree.operations.map(({ workCenterName: _w, supplierName: _s, id: _i, ...o }) => strip(o)),
  materials: tree.materials.map(({ itemNumber: _n, itemName: _m, unit: _u, unitCost: _c, child: _h, id: _i, alternates, ...m }) => ({ ...strip(m), alternateItemIds: alternates.map((a) => a.itemId) })),
})
/** Drops the foreign keys that rows carry beyond the model. */
const strip = <T extends object>(value: T): T => {
  const { methodId: _m, childMethodId: _c, ...rest } = value as T & { methodId?: unknown; childMethodId?: unknown }
  return rest as T
}

/** Makes an empty method for an item. */
export const createMethod = async (tx: Ctx, itemId: number, owner: MethodOwner, revision: string, copiedFromId: number | null = null): Promise<number> => {
  const [row] = await tx.db.insert(methods).values({ itemId, owner, revision, copiedFromId, changedAt: tx.now }).returning({ id: methods.id })
  return found(row, 'method', itemId).id
}

/** The item's own method, made empty when it has none. */
export const ensureMasterMethod = (ctx: Ctx, itemId: number): Promise<number> =>
  inTransaction(ctx, async (tx) => {
    const there = await masterMethodId(tx.db, itemId)
    if (there !== undefined) return there
    const [item] = await tx.db.select({ revision: items.revision }).from(items).where(eq(items.id, itemId))
    return createMethod(tx, itemId, 'item', found(item, 'item', itemId).revision)
  })

/** Copies a method with every level below it; each copied `make` line owns its copied child. */
export const copyMethod = (ctx: Ctx, methodId: number, owner: MethodOwner): Promise<number> =>
  inTransaction(ctx, async (tx) => copyTree(tx, await getMethodTree(tx.db, methodId), owner))

export async function copyTree(tx: Ctx, tree: MethodTree, owner: MethodOwner): Promise<number> {
  const children: Child[] = []
  for (const m of tree.materials) if (m.child) children.push({ line: m.line, methodId: await copyTree(tx, m.child, owner) })
  const id = await createMethod(tx, tree.itemId, owner, tree.revision, tree.id)
  await writeLevel(tx, id, asInput(tree), children)
  return id
}

/**
 * Replaces one level of a method. Lines that keep their number and item keep their child; a new `make` line in a copy
 * gets a copy of the child item's master. Refuses a cycle.
 */
export const storeLevel = (ctx: Ctx, methodId: number, level: MethodLevelInput): Promise<MethodTree> =>
  inTransaction(ctx, async (tx) => {
    const [method] = await tx.db.select().from(methods).where(eq(methods.id, methodId)).for('update')
    const { owner } = found(method, 'method', methodId)
    const before = await tx.db.select().from(methodMaterials).where(eq(methodMaterials.methodId, methodId))
    const children: Child[] = []
    if (owner !== 'item')
      for (const m of level.materials.filter((l) => l.supply === 'make')) {
        const kept = before.find((b) => b.line === m.line && b.itemId === m.itemId)?.childMethodId
        const master = kept ? undefined : await masterMethodId(tx.db, m.itemId)
        const child = kept ?? (master === undefined ? undefined : await copyMethod(tx, master, owner))
        if (child) children.push({ line: m.line, methodId: child })
      }
    await tx.db.delete(methodMaterials).where(eq(methodMaterials.methodId, methodId))
    await tx.db.delete(methodOperations).where(eq(methodOperations.methodId, methodId))
    await writeLevel(tx, methodId, level, children)
    await tx.db.update(methods).set({ changedAt: tx.now }).where(eq(methods.id, methodId))
    return getMethodTree(tx.db, methodId)
  })
