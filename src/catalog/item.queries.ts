import { asc, desc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { attachmentsOf } from '../core/record.queries.ts'
import { unless } from '../core/refusal.ts'
import { row, rowsOf } from '../core/rows.ts'
import { parties } from '../parties/party.tables.ts'
import { customerPartNumbers, items, itemUnits, units } from './item.tables.ts'
import type { FoundItem, ItemOverview } from './itemPage.model.ts'
import { masterMethodId } from './method.queries.ts'
import { itemRevisions } from './revision.tables.ts'
import { convertQuantity, type ItemUnits, type Unit, whyNotConvert } from './unit.rules.ts'

const escapeLike = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/**
 * Items by whatever somebody calls them: our number, name or drawing, or a customer's part number. An exact number of either
 * kind comes first. With `customerId`, part numbers of that customer only.
 */
export function findItems(db: Db, asked: { q: string; customerId?: number | undefined }): Promise<FoundItem[]> {
  const like = `%${escapeLike(asked.q.trim())}%`
  const customer = asked.customerId === undefined ? sql`true` : sql`c.party_id = ${asked.customerId}`
  return rowsOf(
    db,
    sql`select i.id as "itemId", i.number, i.name, i.kind, i.revision, u.code as unit, c.part_number as "customerPartNumber", p.name as customer
          from items i join units u on u.id = i.stock_unit_id
          left join lateral (select c.* from customer_part_numbers c where c.item_id = i.id and not c.archived and ${customer} and c.part_number ilike ${like} order by lower(c.part_number) = lower(${asked.q}) desc, c.id limit 1) c on true
          left join parties p on p.id = c.party_id
         where not i.archived and (i.number ilike ${like} or i.name ilike ${like} or i.drawing ilike ${like} or c.id is not null)
         order by (lower(i.number) = lower(${asked.q}) or lower(coalesce(c.part_number, '')) = lower(${asked.q})) desc, i.number ilike ${like} desc, i.number limit 50`,
    z.object({
      itemId: row.id,
      number: row.text,
      name: row.text,
      kind: row.text,
      revision: row.text,
      unit: row.text,
      customerPartNumber: row.text.nullable(),
      customer: row.text.nullable(),
    }),
  )
}

const unitColumns = { id: units.id, code: units.code, dimension: units.dimension, factor: units.factor }

/** How an item is counted: what unit conversions need. */
export async function itemUnitsOf(db: Db, itemId: number): Promise<ItemUnits> {
  const [item] = await db
    .select({ itemNumber: items.number, stockUnit: unitColumns })
    .from(items)
    .innerJoin(units, eq(units.id, items.stockUnitId))
    .where(eq(items.id, itemId))
  const own = await db
    .select({ unit: unitColumns, factor: itemUnits.factor })
    .from(itemUnits)
    .innerJoin(units, eq(units.id, itemUnits.unitId))
    .where(eq(itemUnits.itemId, itemId))
  return { ...found(item, 'item', itemId), own }
}

const getUnit = async (db: Db, id: number): Promise<Unit> => {
  const [unit] = await db.select(unitColumns).from(units).where(eq(units.id, id))
  return found(unit, 'unit', id)
}

/** A quantity of an item in another unit; refuses when nothing says how they relate. */
export async function convertForItem(
  db: Db,
  itemId: number,
  quantity: number,
  fromUnitId: number,
  toUnitId: number,
): Promise<number> {
  const [item, from, to] = [await itemUnitsOf(db, itemId), await getUnit(db, fromUnitId), await getUnit(db, toUnitId)]
  unless(whyNotConvert(from, to, item))
  return convertQuantity(quantity, from, to, item)
}

/** What the item page shows besides the item's own fields. */
export async function itemOverview(db: Db, itemId: number): Promise<ItemOverview> {
  const [item] = await db
    .select({
      number: items.number,
      name: items.name,
      revision: items.revision,
      unit: units.code,
      supplierName: parties.name,
    })
    .from(items)
    .innerJoin(units, eq(units.id, items.stockUnitId))
    .leftJoin(parties, eq(parties.id, items.supplierId))
    .where(eq(items.id, itemId))
  const facts = found(item, 'item', itemId)
  const revisions = await db
    .select()
    .from(itemRevisions)
    .where(eq(itemRevisions.itemId, itemId))
    .orderBy(desc(itemRevisions.id))
  const drawings = (await attachmentsOf(db, 'items', itemId)).filter((a) => a.kind === 'drawing')
  const numbers = await db
    .select({
      id: customerPartNumbers.id,
      customerId: customerPartNumbers.partyId,
      customer: parties.name,
      partNumber: customerPartNumbers.partNumber,
    })
    .from(customerPartNumbers)
    .innerJoin(parties, eq(parties.id, customerPartNumbers.partyId))
    .where(sql`${customerPartNumbers.itemId} = ${itemId} and not ${customerPartNumbers.archived}`)
    .orderBy(asc(parties.name))
  const conversions = await db
    .select({ id: itemUnits.id, unitId: units.id, unit: units.code, factor: itemUnits.factor })
    .from(itemUnits)
    .innerJoin(units, eq(units.id, itemUnits.unitId))
    .where(sql`${itemUnits.itemId} = ${itemId} and not ${itemUnits.archived}`)
    .orderBy(asc(units.code))
  const current = revisions.some((r) => r.revision === facts.revision)
    ? []
    : [{ id: 0, revision: facts.revision, effectiveAt: null, reason: '', by: '', methodId: null }]
  const isFor = (revision: string) =>
    drawings
      .filter((d) => d.revision === revision)
      .map((d) => ({ id: d.id, name: d.name, hash: d.hash, bytes: d.bytes, at: d.at }))
  return {
    itemId,
    ...facts,
    methodId: (await masterMethodId(db, itemId)) ?? null,
    revisions: [...current, ...revisions].map((r) => ({
      revision: r.revision,
      effectiveAt: r.effectiveAt,
      reason: r.reason,
      by: r.by,
      methodId: r.methodId,
      current: r.revision === facts.revision,
      drawings: isFor(r.revision),
    })),
    customerPartNumbers: numbers,
    conversions,
  }
}
