import { and, asc, eq, or, sql } from 'drizzle-orm'
import { items } from '../catalog/item.tables.ts'
import { company } from '../core/company.tables.ts'
import { type Ctx, inTransaction, send } from '../core/ctx.ts'
import { roundCost } from '../core/decimal.ts'
import { found } from '../core/missing.ts'
import { refuse, unless } from '../core/refusal.ts'
import { statement } from '../core/statement.ts'
import type { Place } from './place.commands.ts'
import type { MoveDocument } from './stock.model.ts'
import { valueTaken, whyNotTake } from './stock.rules.ts'
import { lots, places, stockBalances, stockMoves } from './stock.tables.ts'

export type NewMove = {
  itemId: number
  lotId?: number | null
  fromPlaceId: number
  toPlaceId: number
  /** In the item's stock unit; more than 0. */
  quantity: number
  /** Given for what comes from outside (a receipt's price); otherwise the goods' own share at the moving average. */
  value?: number
  document: MoveDocument
  documentNumber: string
  reason?: string
  reversesId?: number
  demandId?: number
  reservedQuantity?: number
}
export type PostedMove = typeof stockMoves.$inferSelect

const given = sql.placeholder

const bothPlaces = statement('bothPlaces', (db) =>
  db
    .select()
    .from(places)
    .where(or(eq(places.id, given('fromPlaceId')), eq(places.id, given('toPlaceId')))),
)

const bothBalances = statement('bothBalances', (db) =>
  db
    .select()
    .from(stockBalances)
    .where(
      and(
        eq(stockBalances.itemId, given('itemId')),
        or(eq(stockBalances.placeId, given('fromPlaceId')), eq(stockBalances.placeId, given('toPlaceId'))),
        sql`${stockBalances.lotId} is not distinct from ${given('lotId')}::bigint`,
      ),
    )
    .orderBy(asc(stockBalances.id))
    .for('update'),
)

const post = statement('postMove', (db) =>
  db
    .insert(stockMoves)
    .values({
      at: given('at'),
      by: given('by'),
      itemId: given('itemId'),
      lotId: given('lotId'),
      fromPlaceId: given('fromPlaceId'),
      toPlaceId: given('toPlaceId'),
      quantity: given('quantity'),
      value: given('value'),
      document: given('document'),
      documentNumber: given('documentNumber'),
      reason: given('reason'),
      reversesId: given('reversesId'),
      demandId: given('demandId'),
      reservedQuantity: given('reservedQuantity'),
    })
    .returning(),
)

const negative = statement('allowsNegativeStock', (db) =>
  db.select({ allowed: company.allowNegativeStock }).from(company).limit(1),
)

/** One entry, both sides: the move, and the two balances it changes, under row locks. */
export const postMove = (ctx: Ctx, move: NewMove): Promise<PostedMove> =>
  inTransaction(ctx, async (tx) => {
    const lotId = move.lotId ?? null
    const [ends, balances, allowsNegative] = await Promise.all([
      bothPlaces(tx.db).execute(move),
      lockBalances(tx, move, lotId),
      allowsNegativeStock(tx),
    ])
    const end = (id: number) =>
      found(
        ends.find((p) => p.id === id),
        'place',
        id,
      )
    const [from, to] = [end(move.fromPlaceId), end(move.toPlaceId)]
    unless(refuse(from.id === to.id, 'stock.same-place', 'The goods are there already.'))
    const guarded = from.physical && !allowsNegative
    const [source, target] =
      balances.length === 2 ? ordered(balances, from) : await openBalances(tx, move, lotId, from, to)
    unless([
      ...refuse(move.quantity <= 0, 'stock.no-quantity', 'The quantity must be more than 0.'),
      ...(source.quantity >= move.quantity
        ? []
        : whyNotTake({
            item: await itemNumber(tx, move.itemId),
            place: from.name,
            have: source.quantity,
            take: move.quantity,
            guarded,
          })),
    ])
    const value = roundCost(move.value ?? (source.quantity > 0 ? valueTaken(source, move.quantity) : 0))
    send(
      tx,
      tx.db.execute(sql`update stock_balances b set quantity = b.quantity + d.quantity, value = b.value + d.value, guarded = d.guarded
      from (values (${source.id}::bigint, ${-move.quantity}::numeric, ${-value}::numeric, ${guarded}::boolean),
                   (${target.id}::bigint, ${move.quantity}::numeric, ${value}::numeric, ${to.physical && guarded}::boolean)) as d(id, quantity, value, guarded)
      where b.id = d.id`),
    )
    const [posted] = await post(tx.db).execute({
      at: tx.now,
      by: tx.actor.name,
      itemId: move.itemId,
      lotId,
      fromPlaceId: from.id,
      toPlaceId: to.id,
      quantity: move.quantity,
      value,
      document: move.document,
      documentNumber: move.documentNumber,
      reason: move.reason ?? '',
      reversesId: move.reversesId ?? null,
      demandId: move.demandId ?? null,
      reservedQuantity: move.reservedQuantity ?? 0,
    })
    return found(posted, 'stock move', move.documentNumber)
  })

/** A wrong move is never edited: the same goods go back at the same value. */
export const reverseMove = (ctx: Ctx, moveId: number, reason: string): Promise<PostedMove> =>
  inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.select().from(stockMoves).where(eq(stockMoves.id, moveId))
    const move = found(row, 'stock move', moveId)
    const [again] = await tx.db.select({ id: stockMoves.id }).from(stockMoves).where(eq(stockMoves.reversesId, moveId))
    unless(refuse(again !== undefined, 'stock.reversed', 'This move was reversed already.'))
    return postMove(tx, {
      itemId: move.itemId,
      lotId: move.lotId,
      fromPlaceId: move.toPlaceId,
      toPlaceId: move.fromPlaceId,
      quantity: move.quantity,
      value: move.value,
      document: 'reversal',
      documentNumber: move.documentNumber,
      reason,
      reversesId: moveId,
    })
  })

export type NewLot = {
  itemId: number
  number: string
  serial?: boolean
  supplierLot?: string
  certificate?: string
  expiresOn?: string | null
}

/** The lot (or serial) of that number, made when it is new. */
export const ensureLot = (ctx: Ctx, lot: NewLot): Promise<typeof lots.$inferSelect> =>
  inTransaction(ctx, async (tx) => {
    await tx.db
      .insert(lots)
      .values({
        itemId: lot.itemId,
        number: lot.number,
        serial: lot.serial ?? false,
        supplierLot: lot.supplierLot ?? '',
        certificate: lot.certificate ?? '',
        expiresOn: lot.expiresOn ?? null,
        createdAt: tx.now,
      })
      .onConflictDoNothing()
    const [row] = await tx.db
      .select()
      .from(lots)
      .where(and(eq(lots.itemId, lot.itemId), eq(lots.number, lot.number)))
    return found(row, 'lot', lot.number)
  })

export async function getPlace(tx: Ctx, id: number): Promise<Place> {
  const [place] = await tx.db.select().from(places).where(eq(places.id, id))
  return found(place, 'place', id)
}

type Balance = typeof stockBalances.$inferSelect

/** Both balances under row locks, taken in one order by all, so that opposite moves never wait for each other in a circle. */
const lockBalances = (tx: Ctx, move: NewMove, lotId: number | null): Promise<Balance[]> =>
  bothBalances(tx.db).execute({ ...move, lotId })

/** The balances of an item's first move between two places. */
async function openBalances(tx: Ctx, move: NewMove, lotId: number | null, from: Place, to: Place) {
  const empty = [from, to].map((p) => ({
    itemId: move.itemId,
    placeId: p.id,
    lotId,
    quantity: 0,
    value: 0,
    guarded: p.physical,
  }))
  send(tx, tx.db.insert(stockBalances).values(empty).onConflictDoNothing())
  return ordered(await lockBalances(tx, move, lotId), from)
}

const ordered = (balances: readonly Balance[], from: Place): [source: Balance, target: Balance] => {
  const [a, b] = balances
  const one = found(a, 'stock balance', from.code)
  const other = found(b, 'stock balance', from.code)
  return one.placeId === from.id ? [one, other] : [other, one]
}

const allowsNegativeStock = async (tx: Ctx): Promise<boolean> => {
  const [row] = await negative(tx.db).execute()
  return row?.allowed ?? false
}

const itemNumber = async (tx: Ctx, id: number): Promise<string> => {
  const [row] = await tx.db.select({ number: items.number }).from(items).where(eq(items.id, id))
  return found(row, 'item', id).number
}
