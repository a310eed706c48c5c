import { and, eq, sql } from 'drizzle-orm'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { mayDo } from '../core/permissions.model.ts'
import { type Refusal, refuse, unless } from '../core/refusal.ts'
import { items } from './item.tables.ts'
import type { MethodLevelInput, MethodOwner, MethodTree } from './method.model.ts'
import { getMethodTree, itemsAbove, masterMethodId, numbersOf, structureBelow } from './method.queries.ts'
import {
  cycle,
  cycleThrough,
  itemInsideItself,
  whyNotEditOwner,
  whyNotStoreLevel,
  writePermissionOf,
} from './method.rules.ts'
import { methodMaterials, methods } from './method.tables.ts'
import { type Child, dropMethods, writeMaterials, writeOperations } from './methodRow.commands.ts'

/** A level as it would be typed in: what a copy is written from. Ids are left out. */
export const asInput = (tree: MethodTree): MethodLevelInput => ({
  operations: tree.operations.map(({ workCenterName: _w, supplierName: _s, id: _i, ...o }) => strip(o)),
  materials: tree.materials.map(
    ({ itemNumber: _n, itemName: _m, unit: _u, decimals: _d, unitCost: _c, child: _h, id: _i, alternates, ...m }) => ({
      ...strip(m),
      alternateItemIds: alternates.map((a) => a.itemId),
    }),
  ),
})
/** Drops the foreign keys that rows carry beyond the model. */
const strip = <T extends object>(value: T): T => {
  const { methodId: _m, childMethodId: _c, ...rest } = value as T & { methodId?: unknown; childMethodId?: unknown }
  return rest as T
}

/** Makes an empty method for an item. */
export const createMethod = async (
  tx: Ctx,
  itemId: number,
  owner: MethodOwner,
  revision: string,
  copiedFromId: number | null = null,
): Promise<number> => {
  const [row] = await tx.db
    .insert(methods)
    .values({ itemId, owner, revision, copiedFromId, changedAt: tx.now, copiedAt: await copiedAt(tx, copiedFromId) })
    .returning({ id: methods.id })
  return found(row, 'method', itemId).id
}

/** A copy of a copy comes from the master as the first one found it. */
async function copiedAt(tx: Ctx, sourceId: number | null): Promise<string | null> {
  if (sourceId === null) return null
  const [source] = await tx.db.select({ copiedAt: methods.copiedAt }).from(methods).where(eq(methods.id, sourceId))
  return source?.copiedAt ?? tx.now
}

/** The item's own method, made empty when it has none. */
export const ensureMasterMethod = (ctx: Ctx, itemId: number): Promise<number> =>
  inTransaction(ctx, async (tx) => {
    const [item] = await tx.db
      .select({ revision: items.revision })
      .from(items)
      .where(eq(items.id, itemId))
      .for('update')
    const { revision } = found(item, 'item', itemId)
    return (await masterMethodId(tx.db, itemId)) ?? createMethod(tx, itemId, 'item', revision)
  })

/** Copies a method with every level below it; each copied `make` line owns its copied child. */
export const copyMethod = (ctx: Ctx, methodId: number, owner: MethodOwner): Promise<number> =>
  inTransaction(ctx, async (tx) => copyTree(tx, await getMethodTree(tx.db, methodId), owner))

export async function copyTree(tx: Ctx, tree: MethodTree, owner: MethodOwner): Promise<number> {
  const children: Child[] = []
  for (const m of tree.materials)
    if (m.child) children.push({ line: m.line, methodId: await copyTree(tx, m.child, owner) })
  const id = await createMethod(tx, tree.itemId, owner, tree.revision, tree.id)
  const { operations, materials } = asInput(tree)
  await writeOperations(tx, id, operations)
  await writeMaterials(tx, id, materials, children)
  return id
}

type Guard = (ctx: Ctx, methodId: number) => Promise<Refusal[]>
const guards = new Map<MethodOwner, Guard>()

/** The area that owns copies says here why one may not be changed now: a sent quotation, a closed work order. */
export const guardMethods = (owner: Exclude<MethodOwner, 'item' | 'revision'>, whyNot: Guard): void => {
  guards.set(owner, whyNot)
}

/** Called after a level of a copy has changed, with the level as it was before. */
type Follower = (tx: Ctx, before: MethodTree) => Promise<void>
const followers = new Map<MethodOwner, Follower>()

/** The area that owns copies says here what follows when one changes: a new made line becomes a work order. */
export const followMethods = (owner: Exclude<MethodOwner, 'item' | 'revision'>, follow: Follower): void => {
  followers.set(owner, follow)
}

/** Changes a level and then what follows from it. */
async function followed<T>(tx: Ctx, owner: MethodOwner, methodId: number, change: () => Promise<T>): Promise<T> {
  const follow = followers.get(owner)
  if (!follow) return change()
  const before = await getMethodTree(tx.db, methodId)
  const answer = await change()
  await follow(tx, before)
  return answer
}

/** Why this actor may not change this method now; empty when it may. */
export async function whyNotEdit(ctx: Ctx, methodId: number): Promise<Refusal[]> {
  const [row] = await ctx.db.select().from(methods).where(eq(methods.id, methodId))
  const { owner, revision } = found(row, 'method', methodId)
  const needs = writePermissionOf[owner]
  return [
    ...refuse(
      !mayDo(ctx.actor.roles, needs),
      'method.not-allowed',
      `Changing this method needs the permission ${needs}.`,
    ),
    ...whyNotEditOwner(owner, revision),
    ...((await guards.get(owner)?.(ctx, methodId)) ?? []),
  ]
}

/** Locks a method for changing, or refuses. */
async function openMethod(tx: Ctx, methodId: number, seenChangedAt?: string) {
  const [row] = await tx.db.select().from(methods).where(eq(methods.id, methodId)).for('update')
  const method = found(row, 'method', methodId)
  const changed = seenChangedAt !== undefined && seenChangedAt !== method.changedAt
  unless([
    ...(await whyNotEdit(tx, methodId)),
    ...refuse(
      changed,
      'method.changed-meanwhile',
      'Somebody else has changed this method. Look at it again before changing it.',
    ),
  ])
  // Two masters changed at once could close a circle that neither change sees; so structure changes go one by one.
  if (method.owner === 'item') await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext('method structure'))`)
  return method
}

/**
 * Replaces one level of a method. Operations keep their records by id or sequence, materials by id or line while the item is
 * the same; a new `make` line in a copy gets a copy of the child item's master. Refuses a cycle by name, a frozen revision,
 * and removing what later records (progress, issues, child work orders) refer to. `seenChangedAt` guards against two editors.
 */
export const storeLevel = (
  ctx: Ctx,
  methodId: number,
  level: MethodLevelInput,
  seenChangedAt?: string,
): Promise<MethodTree> =>
  inTransaction(ctx, async (tx) => {
    const { owner, itemId } = await openMethod(tx, methodId, seenChangedAt)
    unless(whyNotStoreLevel(level))
    await followed(tx, owner, methodId, async () => {
      const children = owner === 'item' ? [] : await childrenOf(tx, methodId, owner, level)
      await writeOperations(tx, methodId, level.operations)
      await dropMethods(tx, await writeMaterials(tx, methodId, level.materials, children))
      await tx.db.update(methods).set({ changedAt: tx.now }).where(eq(methods.id, methodId))
      if (owner === 'item') unless(await whyNotStructure(tx, itemId))
      else unless(await whyNotInsideItself(tx, methodId))
    })
    return getMethodTree(tx.db, methodId)
  })

async function whyNotStructure(tx: Ctx, itemId: number): Promise<Refusal[]> {
  const circle = cycleThrough(itemId, await structureBelow(tx.db, itemId))
  return circle ? [cycle(await numbersOf(tx.db, circle))] : []
}

/** The child methods of a copy's `make` lines: kept ones, and fresh copies of the masters of new lines. */
async function childrenOf(tx: Ctx, methodId: number, owner: MethodOwner, level: MethodLevelInput): Promise<Child[]> {
  const before = await tx.db.select().from(methodMaterials).where(eq(methodMaterials.methodId, methodId))
  const byId = new Map(before.map((b) => [b.id, b]))
  const byLine = new Map(before.map((b) => [b.line, b]))
  const children: Child[] = []
  for (const m of level.materials.filter((l) => l.supply === 'make')) {
    const was = (m.id === undefined ? undefined : byId.get(m.id)) ?? byLine.get(m.line)
    const kept = was?.itemId === m.itemId ? was.childMethodId : null
    const master = kept === null ? await masterMethodId(tx.db, m.itemId) : undefined
    const child = kept ?? (master === undefined ? undefined : await copyMethod(tx, master, owner))
    if (child !== undefined) children.push({ line: m.line, methodId: child })
  }
  return children
}

/** Replaces one level by what another item's own method says. */
export const copyLevelFrom = (ctx: Ctx, methodId: number, fromItemId: number): Promise<MethodTree> =>
  inTransaction(ctx, async (tx) => {
    const master = await masterMethodId(tx.db, fromItemId)
    const [number] = await numbersOf(tx.db, [fromItemId])
    unless(refuse(master === undefined, 'method.none-to-copy', `${number} has no method to copy.`))
    return storeLevel(tx, methodId, asInput(await getMethodTree(tx.db, master ?? 0)))
  })

/** Makes the masters say what a copy says, level by level. Returns the items whose masters were changed. */
export const pushBackMethod = (ctx: Ctx, copyId: number): Promise<number[]> =>
  inTransaction(ctx, async (tx) => {
    const levels = (tree: MethodTree): MethodTree[] => [
      ...tree.materials.flatMap((m) => (m.child ? levels(m.child) : [])),
      tree,
    ]
    const below = levels(await getMethodTree(tx.db, copyId))
    for (const level of below) await storeLevel(tx, await ensureMasterMethod(tx, level.itemId), asInput(level))
    return [...new Set(below.map((l) => l.itemId))]
  })

/**
 * The method of a line that is made, made empty when nobody has said yet how: the child item's master, or in a copy a child
 * of its own (copied from the master when there is one). The line becomes one that is made. Returns the child method's id.
 */
export const ensureChild = (ctx: Ctx, methodId: number, materialId: number): Promise<number> =>
  inTransaction(ctx, async (tx) => {
    const { owner, itemId } = await openMethod(tx, methodId)
    const [line] = await tx.db
      .select()
      .from(methodMaterials)
      .where(and(eq(methodMaterials.id, materialId), eq(methodMaterials.methodId, methodId)))
    const material = found(line, 'material line', materialId)
    return followed(tx, owner, methodId, async () => {
      const child =
        owner === 'item'
          ? await ensureMasterMethod(tx, material.itemId)
          : (material.childMethodId ?? (await ownChild(tx, material.itemId, owner)))
      const childMethodId = owner === 'item' ? null : child
      await tx.db
        .update(methodMaterials)
        .set({ supply: 'make', childMethodId })
        .where(eq(methodMaterials.id, materialId))
      await tx.db.update(methods).set({ changedAt: tx.now }).where(eq(methods.id, methodId))
      if (owner === 'item') unless(await whyNotStructure(tx, itemId))
      else unless(await whyNotInsideItself(tx, methodId))
      return child
    })
  })

async function ownChild(tx: Ctx, itemId: number, owner: MethodOwner): Promise<number> {
  const master = await masterMethodId(tx.db, itemId)
  if (master !== undefined) return copyMethod(tx, master, owner)
  const [item] = await tx.db.select({ revision: items.revision }).from(items).where(eq(items.id, itemId))
  return createMethod(tx, itemId, owner, found(item, 'item', itemId).revision)
}

async function whyNotInsideItself(tx: Ctx, methodId: number): Promise<Refusal[]> {
  const inside = itemInsideItself(await getMethodTree(tx.db, methodId), await itemsAbove(tx.db, methodId))
  return inside ? [cycle(inside)] : []
}
