import { and, asc, eq, sql } from 'drizzle-orm'
import { items } from '../catalog/item.tables.ts'
import { type Ctx, inTransaction, send } from '../core/ctx.ts'
import { roundQuantity } from '../core/decimal.ts'
import { found } from '../core/missing.ts'
import { unless } from '../core/refusal.ts'
import { statement } from '../core/statement.ts'
import { whyNotReserve } from './reservation.rules.ts'
import type { DemandKind } from './stock.model.ts'
import { availableOf } from './stock.queries.ts'
import { freeQuantity } from './stock.rules.ts'
import { reservations } from './stock.tables.ts'

export type Demand = { demand: DemandKind; demandId: number }
export type NewReservation = Demand & {
  itemId: number
  quantity: number
  demandNumber: string
  placeId?: number | null
  lotId?: number | null
}

/** Free stock of an item, with the item's row locked so that two reservations cannot both take the last piece. */
async function lockFree(tx: Ctx, itemId: number): Promise<{ item: string; free: number }> {
  const [item] = await tx.db
    .select({ number: items.number })
    .from(items)
    .where(eq(items.id, itemId))
    .for('no key update')
  const stock = (await availableOf(tx.db, [itemId])).get(itemId)
  return { item: found(item, 'item', itemId).number, free: freeQuantity(stock?.onHand ?? 0, stock?.reserved ?? 0) }
}

const addReservation = (tx: Ctx, r: NewReservation) =>
  tx.db
    .insert(reservations)
    .values({
      itemId: r.itemId,
      quantity: r.quantity,
      demand: r.demand,
      demandId: r.demandId,
      demandNumber: r.demandNumber,
      placeId: r.placeId ?? null,
      lotId: r.lotId ?? null,
    })
    .onConflictDoUpdate({
      target: [
        reservations.demand,
        reservations.demandId,
        reservations.itemId,
        reservations.placeId,
        reservations.lotId,
      ],
      set: { quantity: sql`${reservations.quantity} + excluded.quantity`, demandNumber: r.demandNumber },
    })

/** Promises free stock to a demand; refused when less is free. */
export const reserve = (ctx: Ctx, wanted: NewReservation): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    unless(whyNotReserve({ ...(await lockFree(tx, wanted.itemId)), quantity: wanted.quantity }))
    await addReservation(tx, wanted)
  })

/** Gives a demand back what was taken off its reservations when goods were issued to it; the goods are back too. */
export const restoreReservation = (ctx: Ctx, taken: NewReservation): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    if (taken.quantity > 0) await addReservation(tx, taken)
  })

/** Promises what is free, at most the wanted quantity; answers how much that was. */
export const reserveFree = (ctx: Ctx, wanted: NewReservation): Promise<number> =>
  inTransaction(ctx, async (tx) => {
    const { free } = await lockFree(tx, wanted.itemId)
    const quantity = roundQuantity(Math.min(free, wanted.quantity))
    if (quantity > 0) await addReservation(tx, { ...wanted, quantity })
    return Math.max(0, quantity)
  })

const heldBy = statement('reservationsHeldBy', (db) =>
  db
    .select()
    .from(reservations)
    .where(
      and(
        eq(reservations.demand, sql.placeholder('demand')),
        eq(reservations.demandId, sql.placeholder('demandId')),
        eq(reservations.itemId, sql.placeholder('itemId')),
      ),
    )
    .orderBy(asc(reservations.id))
    .for('update'),
)

/** Takes up to `quantity` off a demand's reservations, oldest first; answers how much it took. */
export const consumeReservation = (ctx: Ctx, demand: Demand & { itemId: number; quantity: number }): Promise<number> =>
  inTransaction(ctx, async (tx) => {
    const held = await heldBy(tx.db).execute({ ...demand })
    let left = demand.quantity
    for (const r of held) {
      const take = Math.min(left, r.quantity)
      if (take <= 0) break
      left = roundQuantity(left - take)
      const rest = roundQuantity(r.quantity - take)
      const row = eq(reservations.id, r.id)
      send(
        tx,
        rest > 0
          ? tx.db.update(reservations).set({ quantity: rest }).where(row)
          : tx.db.delete(reservations).where(row),
      )
    }
    return roundQuantity(demand.quantity - left)
  })

/** Gives a demand's reserved stock back: all of it, or one item's, or a quantity of one item. */
export const releaseReservation = (ctx: Ctx, demand: Demand & { itemId?: number; quantity?: number }): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    if (demand.itemId !== undefined && demand.quantity !== undefined) {
      await consumeReservation(tx, { ...demand, itemId: demand.itemId, quantity: demand.quantity })
      return
    }
    const ofItem = demand.itemId === undefined ? undefined : eq(reservations.itemId, demand.itemId)
    await tx.db
      .delete(reservations)
      .where(and(eq(reservations.demand, demand.demand), eq(reservations.demandId, demand.demandId), ofItem))
  })

/** One reservation given back from the list of reservations. */
export const releaseReservationById = (ctx: Ctx, id: number): Promise<{ id: number }> =>
  inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.delete(reservations).where(eq(reservations.id, id)).returning({ id: reservations.id })
    return found(row, 'reservation', id)
  })
