import { and, eq, inArray } from 'drizzle-orm'
import { items, units } from '../catalog/item.tables.ts'
import { methodMaterials } from '../catalog/method.tables.ts'
import type { Db } from '../core/ctx.ts'
import { quantityDecimals, roundQuantity, sum } from '../core/decimal.ts'
import { availableOf } from '../inventory/stock.queries.ts'
import { freeQuantity } from '../inventory/stock.rules.ts'
import { reservations } from '../inventory/stock.tables.ts'
import { familyOf } from './family.queries.ts'
import { getWorkOrder, operationsOf, type WorkOrderRow } from './job.queries.ts'
import { materialProgress } from './job.tables.ts'
import { progressFacts } from './jobPage.queries.ts'
import {
  followedQuantities,
  type LevelState,
  type MaterialState,
  neededOf,
  whyNotChangeQuantity,
} from './quantity.rules.ts'
import type { QuantityPreview } from './workOrder.contract.ts'

/** What has happened to work orders, as the rules of their quantity ask. */
export async function levelStates(db: Db, members: readonly WorkOrderRow[]): Promise<LevelState[]> {
  const operations = await operationsOf(
    db,
    members.map((w) => w.id),
  )
  const lines = await db
    .select({ material: methodMaterials, itemNumber: items.number, unit: units.code, decimals: units.decimals })
    .from(methodMaterials)
    .innerJoin(items, eq(items.id, methodMaterials.itemId))
    .innerJoin(units, eq(units.id, items.stockUnitId))
    .where(
      inArray(
        methodMaterials.methodId,
        members.map((w) => w.methodId),
      ),
    )
  const ids = lines.map((l) => l.material.id)
  const issued =
    ids.length === 0 ? [] : await db.select().from(materialProgress).where(inArray(materialProgress.materialId, ids))
  const reserved =
    ids.length === 0
      ? []
      : await db
          .select()
          .from(reservations)
          .where(and(eq(reservations.demand, 'workOrderMaterial'), inArray(reservations.demandId, ids)))
  return members.map((w) => {
    const own = operations.filter((o) => o.workOrderId === w.id)
    return {
      ...w,
      decimals: own[0]?.decimals ?? quantityDecimals,
      operations: progressFacts(own).map((f, i) => ({ ...f, scrapPercent: own[i]?.operation.scrapPercent ?? 0 })),
      materials: lines
        .filter((l) => l.material.methodId === w.methodId)
        .map(({ material: m, itemNumber, unit, decimals }) => ({
          ...m,
          itemNumber,
          unit,
          decimals,
          made: m.supply === 'make',
          issued: sum(issued.filter((i) => i.materialId === m.id).map((i) => i.issuedQuantity)),
          reserved: sum(reserved.filter((r) => r.demandId === m.id).map((r) => r.quantity)),
        })),
    }
  })
}

/** Everything that judges a change of quantity. */
export async function quantityFacts(db: Db, workOrder: WorkOrderRow) {
  const family = await levelStates(db, await familyOf(db, workOrder))
  const [parent] =
    workOrder.parentId === null ? [] : await levelStates(db, [await getWorkOrder(db, workOrder.parentId)])
  return { family, parent }
}

export type ReservationChange = { level: LevelState; material: MaterialState; more: number }

/**
 * How reservations follow: what is no longer needed is given back; a line that was covered in full stays so as far as free
 * stock allows. `more` is negative for what is given back.
 */
export function reservationChanges(
  family: readonly LevelState[],
  to: ReadonlyMap<number, number>,
): ReservationChange[] {
  return family.flatMap((level) => {
    const quantity = to.get(level.id)
    if (quantity === undefined || quantity === level.quantity) return []
    return level.materials
      .filter((m) => !m.made)
      .flatMap((m) => {
        const before = neededOf(level, m.id, level.quantity)
        const after = neededOf(level, m.id, quantity)
        const covered = m.reserved > 0 && m.reserved + m.issued >= before
        const more =
          after > before
            ? covered
              ? after - before
              : 0
            : -Math.max(0, Math.min(m.reserved, m.reserved + m.issued - after))
        return more === 0 ? [] : [{ level, material: m, more: roundQuantity(more) }]
      })
  })
}

/** What a change of quantity would do, and why it cannot be done. */
export async function previewQuantity(db: Db, id: number, quantity: number): Promise<QuantityPreview> {
  const workOrder = await getWorkOrder(db, id)
  const members = await familyOf(db, workOrder)
  const { family, parent } = await quantityFacts(db, workOrder)
  const to = followedQuantities(family, id, quantity)
  const changes = reservationChanges(family, to)
  const stock = await availableOf(db, [...new Set(changes.map((c) => c.material.itemId))])
  return {
    whyNot: whyNotChangeQuantity(family, id, quantity, parent),
    workOrders: members
      .filter((w) => to.has(w.id))
      .map((w) => ({
        id: w.id,
        number: w.number,
        itemNumber: w.itemNumber,
        itemName: w.itemName,
        status: w.status,
        from: w.quantity,
        to: to.get(w.id) ?? w.quantity,
      })),
    reservations: changes.map(({ level, material, more }) => {
      const held = stock.get(material.itemId)
      const free = freeQuantity(held?.onHand ?? 0, held?.reserved ?? 0)
      return {
        workOrder: level.number,
        itemNumber: material.itemNumber,
        unit: material.unit,
        from: material.reserved,
        to: roundQuantity(material.reserved + Math.min(more, free)),
      }
    }),
  }
}
