import { eq, inArray, sql } from 'drizzle-orm'
import { attempt, type Ctx } from '../core/ctx.ts'
import { databaseFault } from '../core/databaseFault.ts'
import { found } from '../core/missing.ts'
import { type Refusal, unless } from '../core/refusal.ts'
import { type MaterialInput, MethodMaterial, MethodOperation, type OperationInput } from './method.model.ts'
import { materialAlternates, methodMaterials, methodOperations, operationAlternates } from './method.tables.ts'
import { insertMaterials, updateMaterials } from './methodBulk.commands.ts'

/** In a copy, which child method a `make` line owns. */
export type Child = { line: number; methodId: number }

const operationFields = Object.keys(MethodOperation.shape).filter((f) => f !== 'id') as (keyof Omit<
  MethodOperation,
  'id'
>)[]
const materialFields = Object.keys(MethodMaterial.shape).filter((f) => f !== 'id') as (keyof Omit<
  MethodMaterial,
  'id'
>)[]

const pick = <T extends object, K extends keyof T>(value: T, keys: readonly K[]): Pick<T, K> =>
  Object.fromEntries(keys.map((k) => [k, value[k]])) as Pick<T, K>

const chunks = <T>(rows: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => rows.slice(i * size, (i + 1) * size))

/** Makes a method's operations those given; rows that stay keep their ids. */
export async function writeOperations(tx: Ctx, methodId: number, wanted: readonly OperationInput[]): Promise<void> {
  const { db } = tx
  const before = await db.select().from(methodOperations).where(eq(methodOperations.methodId, methodId))
  const keptBy = matches(wanted, before, (w) => before.find((b) => b.sequence === w.sequence))
  const kept = new Set(keptBy.values())
  await removeRows(
    tx,
    before.filter((b) => !kept.has(b)),
    async (ids, inner) => {
      await inner.db.delete(methodOperations).where(inArray(methodOperations.id, ids))
    },
    (o) => ({
      code: 'method.operation-in-use',
      message: `Operation ${o.sequence} ${o.name} has been planned or reported on: it cannot be removed.`,
    }),
  )
  const moved = [...keptBy].filter(([w, b]) => w.sequence !== b.sequence).map(([, b]) => b.id)
  // Numbers are unique within a method, so those that change step aside first.
  if (moved.length > 0)
    await db
      .update(methodOperations)
      .set({ sequence: sql`-${methodOperations.id} % 1000000000` })
      .where(inArray(methodOperations.id, moved))
  for (const [w, b] of keptBy)
    if (operationFields.some((f) => w[f] !== b[f]))
      await db.update(methodOperations).set(pick(w, operationFields)).where(eq(methodOperations.id, b.id))
  const idOf = new Map([...keptBy].map(([w, b]) => [w, b.id]))
  const fresh = wanted.filter((w) => !keptBy.has(w))
  if (fresh.length > 0) {
    const written = await db
      .insert(methodOperations)
      .values(fresh.map((w) => ({ ...pick(w, operationFields), methodId })))
      .returning({ id: methodOperations.id, sequence: methodOperations.sequence })
    const idBySequence = new Map(written.map((o) => [o.sequence, o.id]))
    for (const w of fresh) idOf.set(w, idBySequence.get(w.sequence) ?? 0)
  }
  if (before.length > 0)
    await db.delete(operationAlternates).where(inArray(operationAlternates.operationId, [...idOf.values(), 0]))
  const centers = wanted.flatMap((w) =>
    [...new Set(w.alternateWorkCenterIds)].map((workCenterId) => ({ operationId: idOf.get(w) ?? 0, workCenterId })),
  )
  if (centers.length > 0) await db.insert(operationAlternates).values(centers)
}

/**
 * Makes a method's material lines those given; rows whose line and item stay keep their ids. `children` are the child
 * methods of a copy's `make` lines. Returns the child methods that no line leads to any more.
 */
export async function writeMaterials(
  tx: Ctx,
  methodId: number,
  wanted: readonly MaterialInput[],
  children: readonly Child[],
): Promise<number[]> {
  const { db } = tx
  const before = await db.select().from(methodMaterials).where(eq(methodMaterials.methodId, methodId))
  const byLine = new Map(before.map((b) => [b.line, b]))
  const keptBy = matches(
    wanted,
    before,
    (w) => byLine.get(w.line),
    (w, b) => w.itemId === b.itemId,
  )
  const kept = new Set(keptBy.values())
  await removeRows(
    tx,
    before.filter((b) => !kept.has(b)),
    async (ids, inner) => {
      for (const some of chunks(ids, 5000))
        await inner.db.delete(methodMaterials).where(inArray(methodMaterials.id, some))
    },
    (m) => ({
      code: 'method.material-in-use',
      message: `Line ${m.line} has been issued, reserved or is being made: it cannot be removed or get another item.`,
    }),
  )
  const moved = [...keptBy].filter(([w, b]) => w.line !== b.line).map(([, b]) => b.id)
  if (moved.length > 0)
    await db
      .update(methodMaterials)
      .set({ line: sql`-${methodMaterials.id} % 1000000000` })
      .where(inArray(methodMaterials.id, moved))
  const childOf = new Map(children.map((c) => [c.line, c.methodId]))
  const rowFor = (w: MaterialInput) => ({ ...pick(w, materialFields), childMethodId: childOf.get(w.line) ?? null })
  await updateMaterials(
    tx,
    [...keptBy].flatMap(([w, b]) =>
      materialFields.some((f) => w[f] !== b[f]) || (childOf.get(w.line) ?? null) !== b.childMethodId
        ? [{ ...rowFor(w), id: b.id }]
        : [],
    ),
  )
  const idOf = new Map([...keptBy].map(([w, b]) => [w, b.id]))
  const fresh = wanted.filter((w) => !keptBy.has(w))
  const idByLine = await insertMaterials(tx, methodId, fresh.map(rowFor))
  for (const w of fresh) idOf.set(w, idByLine.get(w.line) ?? 0)
  await writeAlternates(tx, wanted, idOf, keptBy.size > 0)
  const still = new Set(childOf.values())
  return before.flatMap((b) => (b.childMethodId !== null && !still.has(b.childMethodId) ? [b.childMethodId] : []))
}

async function writeAlternates(
  { db }: Ctx,
  wanted: readonly MaterialInput[],
  idOf: ReadonlyMap<MaterialInput, number>,
  some: boolean,
): Promise<void> {
  if (some)
    for (const ids of chunks([...idOf.values()], 5000))
      await db.delete(materialAlternates).where(inArray(materialAlternates.materialId, ids))
  const rows = wanted.flatMap((w) =>
    w.alternateItemIds.map((itemId, preference) => ({ materialId: idOf.get(w) ?? 0, itemId, preference })),
  )
  for (const part of chunks(rows, 5000)) await db.insert(materialAlternates).values(part)
}

/** Which row each wanted line keeps: by its id first, else by its number, no row twice. */
function matches<W extends { id?: number | undefined }, B extends { id: number }>(
  wanted: readonly W[],
  before: readonly B[],
  byNumber: (w: W) => B | undefined,
  same: (w: W, b: B) => boolean = () => true,
): Map<W, B> {
  const byId = new Map(before.map((b) => [b.id, b]))
  const taken = new Set<B>()
  const answer = new Map<W, B>()
  const take = (w: W, b: B | undefined) => {
    if (!b || taken.has(b) || answer.has(w) || !same(w, b)) return
    taken.add(b)
    answer.set(w, b)
  }
  for (const w of wanted) if (w.id !== undefined) take(w, byId.get(w.id))
  for (const w of wanted) if (w.id === undefined || !byId.has(w.id)) take(w, byNumber(w))
  return answer
}

const refersTo = (error: unknown): boolean => databaseFault(error)?.code === '23503'

/** Deletes rows; when records of a later area refer to some, refuses naming exactly those. */
async function removeRows<R extends { id: number }>(
  tx: Ctx,
  rows: readonly R[],
  remove: (ids: number[], inner: Ctx) => Promise<void>,
  refusal: (row: R) => Refusal,
): Promise<void> {
  if (rows.length === 0 || (await removable(tx, rows, remove))) return
  const inUse: Refusal[] = []
  for (const r of rows.slice(0, 200)) if (!(await removable(tx, [r], remove))) inUse.push(refusal(r))
  unless(inUse)
}

const removable = async <R extends { id: number }>(
  tx: Ctx,
  rows: readonly R[],
  remove: (ids: number[], inner: Ctx) => Promise<void>,
): Promise<boolean> => {
  try {
    await attempt(tx, (inner) =>
      remove(
        rows.map((r) => r.id),
        inner,
      ),
    )
    return true
  } catch (error) {
    if (refersTo(error)) return false
    throw error
  }
}

/** Removes copied child methods that no line leads to any more, unless something, such as a work order, still holds them. */
export async function dropMethods(tx: Ctx, methodIds: readonly number[]): Promise<void> {
  for (const id of methodIds) {
    const children = await tx.db
      .select({ id: methodMaterials.childMethodId })
      .from(methodMaterials)
      .where(eq(methodMaterials.methodId, id))
    const gone = await removable(tx, [{ id }], async ([one], inner) => {
      await inner.db.execute(sql`delete from methods where id = ${found(one, 'method', id)}`)
    })
    if (gone)
      await dropMethods(
        tx,
        children.flatMap((c) => (c.id === null ? [] : [c.id])),
      )
  }
}
