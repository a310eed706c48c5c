import { eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import { roundQuantity } from '../core/decimal.ts'
import { found } from '../core/missing.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import { row, rowsOf } from '../core/rows.ts'
import { items, units } from './item.tables.ts'
import { supplies } from './method.model.ts'
import { numbersOf, structureBelow } from './method.queries.ts'
import { cycle, cycleThrough } from './method.rules.ts'
import { methods } from './method.tables.ts'
import type { ReplaceInput, ReplaceRow, WhereUsedRow } from './structure.model.ts'

const mostRows = 5000

/**
 * The master lines that use an item: its direct parents, and with `allLevels` what those go into, to the top.
 * A parent reached by two ways is shown for each. A circle ends where it closes.
 */
export async function whereUsed(
  db: Db,
  itemId: number,
  allLevels: boolean,
): Promise<{ rows: WhereUsedRow[]; truncated: boolean }> {
  const [item] = await db.select({ number: items.number }).from(items).where(eq(items.id, itemId))
  const { number } = found(item, 'item', itemId)
  const rows = await rowsOf(
    db,
    sql`with recursive up(depth, material_id, method_id, parent_id, line, operation_sequence, supply, quantity_per, total, path, seen) as (
      select 1, m.id, m.method_id, t.item_id, m.line, m.operation_sequence, m.supply, m.quantity_per, m.quantity_per::double precision,
             array[${number}, i.number], array[${itemId}::bigint, t.item_id]
        from method_materials m join methods t on t.id = m.method_id and t.owner = 'item' join items i on i.id = t.item_id
       where m.item_id = ${itemId}
      union all
      select u.depth + 1, m.id, m.method_id, t.item_id, m.line, m.operation_sequence, m.supply, m.quantity_per, u.total * m.quantity_per::double precision,
             u.path || i.number, u.seen || t.item_id
        from up u join method_materials m on m.item_id = u.parent_id
        join methods t on t.id = m.method_id and t.owner = 'item' join items i on i.id = t.item_id
       where ${allLevels} and u.depth < 50 and not t.item_id = any(u.seen)
    ) select u.depth, u.material_id as "materialId", u.method_id as "methodId", u.parent_id as "parentId", i.number as "parentNumber",
             i.name as "parentName", i.revision as "parentRevision", u.line, u.operation_sequence as "operationSequence", u.supply,
             u.quantity_per as "quantityPer", n.code as unit, u.total as "totalQuantityPer", array_to_string(u.path, ' › ') as path,
             not exists (select 1 from method_materials x join methods y on y.id = x.method_id and y.owner = 'item' where x.item_id = u.parent_id) as top
        from (select * from up limit ${mostRows + 1}) u join items i on i.id = u.parent_id
        join method_materials m on m.id = u.material_id join items c on c.id = m.item_id join units n on n.id = c.stock_unit_id
       order by u.path, u.line`,
    z.object({
      depth: row.number,
      materialId: row.id,
      methodId: row.id,
      parentId: row.id,
      parentNumber: row.text,
      parentName: row.text,
      parentRevision: row.text,
      line: row.number,
      operationSequence: row.number.nullable(),
      supply: z.enum(supplies),
      quantityPer: row.number,
      unit: row.text,
      totalQuantityPer: row.number.transform(roundQuantity),
      path: row.text,
      top: row.flag,
    }),
  )
  return { rows: rows.slice(0, mostRows), truncated: rows.length > mostRows }
}

/** Every master line that uses one item, with what would be there after the replacement and why it cannot be. */
export async function previewReplace(db: Db, { fromItemId, toItemId, factor }: ReplaceInput): Promise<ReplaceRow[]> {
  const two = await db
    .select({ id: items.id, number: items.number, archived: items.archived, unit: units.code })
    .from(items)
    .innerJoin(units, eq(units.id, items.stockUnitId))
    .where(inArray(items.id, [fromItemId, toItemId]))
  const from = found(
    two.find((i) => i.id === fromItemId),
    'item',
    fromItemId,
  )
  const to = found(
    two.find((i) => i.id === toItemId),
    'item',
    toItemId,
  )
  const { rows } = await whereUsed(db, fromItemId, false)
  const always: Refusal[] = [
    ...refuse(from.id === to.id, 'replace.same', 'An item cannot be replaced by itself.'),
    ...refuse(to.archived, 'replace.archived', `${to.number} is archived.`),
    ...refuse(
      from.unit !== to.unit && factor === 1,
      'replace.units',
      `${from.number} is kept in ${from.unit}, ${to.number} in ${to.unit}: say how many ${to.unit} replace one ${from.unit}.`,
    ),
  ]
  const below = await structureBelow(db, toItemId)
  const whyNot = async (parentId: number): Promise<Refusal[]> => {
    const circle = cycleThrough(toItemId, [...below, { parent: parentId, child: toItemId }])
    return parentId === toItemId ? [cycle([to.number, to.number])] : circle ? [cycle(await numbersOf(db, circle))] : []
  }
  const answer: ReplaceRow[] = []
  for (const r of rows)
    answer.push({
      ...r,
      newQuantityPer: roundQuantity(r.quantityPer * factor),
      whyNot: [...always, ...(r.supply === 'buy' ? [] : await whyNot(r.parentId))],
    })
  return answer
}

/** When each of the methods was last changed, and whose it is. */
export async function methodHeads(db: Db, methodIds: readonly number[]) {
  const rows = await db
    .select({
      id: methods.id,
      itemId: methods.itemId,
      owner: methods.owner,
      revision: methods.revision,
      changedAt: methods.changedAt,
    })
    .from(methods)
    .where(inArray(methods.id, [...methodIds]))
  return new Map(rows.map((r) => [r.id, r]))
}
