import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { Refused } from '../core/refusal.ts'
import { row, rowsOf } from '../core/rows.ts'
import { parties } from '../parties/party.tables.ts'
import { workCenters } from '../plant/plant.tables.ts'
import { items, units } from './item.tables.ts'
import type { MethodTree } from './method.model.ts'
import { cycle, type Edge } from './method.rules.ts'
import { materialAlternates, methodMaterials, methodOperations, methods, operationAlternates } from './method.tables.ts'

/** The item's own method, or undefined when nobody has said how to make it. */
export async function masterMethodId(db: Db, itemId: number): Promise<number | undefined> {
  const [method] = await db
    .select({ id: methods.id })
    .from(methods)
    .where(and(eq(methods.itemId, itemId), eq(methods.owner, 'item')))
  return method?.id
}

/**
 * The ids of a method and of every method below it, parents first. In a master a `make` line leads to the child item's
 * master; in a copy to its own child. `union` drops what was seen, so even a structure with a cycle ends.
 */
const methodIdsBelow = (db: Db, methodId: number) =>
  rowsOf(
    db,
    sql`with recursive below(id) as (
      select ${methodId}::bigint
      union
      select coalesce(m.child_method_id, c.id)
        from below b
        join method_materials m on m.method_id = b.id and m.supply = 'make'
        left join methods c on m.child_method_id is null and c.item_id = m.item_id and c.owner = 'item'
       where coalesce(m.child_method_id, c.id) is not null
    ) select id from below`,
    z.object({ id: row.id }),
  )

/** Everything of the given methods, in six queries however many levels there are. */
async function loadLevels(db: Db, ids: readonly number[]) {
  const heads = await db
    .select({ method: methods, itemNumber: items.number, itemName: items.name, decimals: units.decimals })
    .from(methods)
    .innerJoin(items, eq(items.id, methods.itemId))
    .innerJoin(units, eq(units.id, items.stockUnitId))
    .where(inArray(methods.id, [...ids]))
  const operations = await db
    .select({ operation: methodOperations, workCenterName: workCenters.name, supplierName: parties.name })
    .from(methodOperations)
    .leftJoin(workCenters, eq(workCenters.id, methodOperations.workCenterId))
    .leftJoin(parties, eq(parties.id, methodOperations.supplierId))
    .where(inArray(methodOperations.methodId, [...ids]))
    .orderBy(asc(methodOperations.sequence))
  const materials = await db
    .select({
      material: methodMaterials,
      itemNumber: items.number,
      itemName: items.name,
      unit: units.code,
      decimals: units.decimals,
      unitCost: items.standardCost,
    })
    .from(methodMaterials)
    .innerJoin(items, eq(items.id, methodMaterials.itemId))
    .innerJoin(units, eq(units.id, items.stockUnitId))
    .where(inArray(methodMaterials.methodId, [...ids]))
    .orderBy(asc(methodMaterials.line))
  const otherCenters = await db
    .select({ operationId: operationAlternates.operationId, workCenterId: operationAlternates.workCenterId })
    .from(operationAlternates)
    .innerJoin(methodOperations, eq(methodOperations.id, operationAlternates.operationId))
    .where(inArray(methodOperations.methodId, [...ids]))
  const otherItems = await db
    .select({ materialId: materialAlternates.materialId, itemId: materialAlternates.itemId, itemNumber: items.number })
    .from(materialAlternates)
    .innerJoin(methodMaterials, eq(methodMaterials.id, materialAlternates.materialId))
    .innerJoin(items, eq(items.id, materialAlternates.itemId))
    .where(inArray(methodMaterials.methodId, [...ids]))
    .orderBy(asc(materialAlternates.preference))
  const masters = await db
    .select({ itemId: methods.itemId, id: methods.id })
    .from(methods)
    .where(and(eq(methods.owner, 'item'), inArray(methods.id, [...ids])))
  return { heads, operations, materials, otherCenters, otherItems, masters }
}

const groupBy = <T, K>(rows: readonly T[], key: (row: T) => K): Map<K, T[]> => {
  const groups = new Map<K, T[]>()
  for (const r of rows) {
    const group = groups.get(key(r))
    if (group) group.push(r)
    else groups.set(key(r), [r])
  }
  return groups
}

/** A method with all levels below it. A cycle is refused by name, naming the whole circle. */
export async function getMethodTree(db: Db, methodId: number): Promise<MethodTree> {
  const ids = (await methodIdsBelow(db, methodId)).map((r) => r.id)
  const levels = await loadLevels(db, ids)
  const heads = new Map(levels.heads.map((h) => [h.method.id, h]))
  const operations = groupBy(levels.operations, (o) => o.operation.methodId)
  const materials = groupBy(levels.materials, (m) => m.material.methodId)
  const centers = groupBy(levels.otherCenters, (a) => a.operationId)
  const alternates = groupBy(levels.otherItems, (a) => a.materialId)
  const masterOf = new Map(levels.masters.map((m) => [m.itemId, m.id]))

  const build = (id: number, path: readonly number[]): MethodTree => {
    const head = found(heads.get(id), 'method', id)
    if (path.includes(id))
      throw new Refused([
        cycle([...path.slice(path.indexOf(id)), id].map((p) => heads.get(p)?.itemNumber ?? String(p))),
      ])
    const here = [...path, id]
    return {
      id,
      itemId: head.method.itemId,
      itemNumber: head.itemNumber,
      itemName: head.itemName,
      decimals: head.decimals,
      revision: head.method.revision,
      operations: (operations.get(id) ?? []).map((o) => ({
        ...o.operation,
        workCenterName: o.workCenterName,
        supplierName: o.supplierName,
        alternateWorkCenterIds: (centers.get(o.operation.id) ?? []).map((a) => a.workCenterId),
      })),
      materials: (materials.get(id) ?? []).map((m) => {
        const childId =
          m.material.supply === 'make' ? (m.material.childMethodId ?? masterOf.get(m.material.itemId)) : undefined
        return {
          ...m.material,
          itemNumber: m.itemNumber,
          itemName: m.itemName,
          unit: m.unit,
          decimals: m.decimals,
          unitCost: m.unitCost,
          alternates: (alternates.get(m.material.id) ?? []).map(({ itemId, itemNumber }) => ({ itemId, itemNumber })),
          child: childId === undefined ? null : build(childId, here),
        }
      }),
    }
  }
  return build(methodId, [])
}

/** Which items go into which, from an item's master downwards. Bought lines end the walk; `union` ends it in a cycle. */
export const structureBelow = (db: Db, itemId: number): Promise<Edge[]> =>
  rowsOf(
    db,
    sql`with recursive below(item_id) as (
      select ${itemId}::bigint
      union
      select m.item_id from below b join methods c on c.item_id = b.item_id and c.owner = 'item'
        join method_materials m on m.method_id = c.id and m.supply <> 'buy'
    ) select c.item_id as parent, m.item_id as child
        from below b join methods c on c.item_id = b.item_id and c.owner = 'item'
        join method_materials m on m.method_id = c.id and m.supply <> 'buy'
       where exists (select 1 from methods d where d.item_id = m.item_id and d.owner = 'item')`,
    z.object({ parent: row.id, child: row.id }),
  )

/** The items of the copies that a copied method hangs under, topmost first. */
export const itemsAbove = (db: Db, methodId: number): Promise<{ itemId: number; itemNumber: string }[]> =>
  rowsOf(
    db,
    sql`with recursive above(method_id, depth) as (
      select m.method_id, 1 from method_materials m where m.child_method_id = ${methodId}
      union
      select m.method_id, a.depth + 1 from above a join method_materials m on m.child_method_id = a.method_id where a.depth < 200
    ) select i.id as "itemId", i.number as "itemNumber"
        from above a join methods t on t.id = a.method_id join items i on i.id = t.item_id order by a.depth desc`,
    z.object({ itemId: row.id, itemNumber: row.text }),
  )

/** Numbers of items in the order asked. */
export async function numbersOf(db: Db, itemIds: readonly number[]): Promise<string[]> {
  const rows = await db
    .select({ id: items.id, number: items.number })
    .from(items)
    .where(inArray(items.id, [...itemIds]))
  return itemIds.map((id) => rows.find((r) => r.id === id)?.number ?? String(id))
}
