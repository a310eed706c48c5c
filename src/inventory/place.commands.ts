import { and, eq, ne, or, sql } from 'drizzle-orm'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { archiveMaster, createMaster, updateMaster } from '../core/master.commands.ts'
import type { RecordOf } from '../core/master.model.ts'
import { found } from '../core/missing.ts'
import { unless } from '../core/refusal.ts'
import { statement } from '../core/statement.ts'
import { placeMaster } from './place.model.ts'
import { whyNotArchivePlace, whyNotStorePlace } from './place.rules.ts'
import type { PlaceKind } from './stock.model.ts'
import { places, stockBalances, stockMoves } from './stock.tables.ts'

export type Place = typeof places.$inferSelect

/** The places that every shop has from its first day, by the code they carry. */
export const wellKnownPlaces = {
  stores: { code: 'STORES', name: 'Stores', kind: 'bin' },
  awaitingTest: { code: 'AWAITING-TEST', name: 'Awaiting test', kind: 'awaitingTest' },
  finished: { code: 'FINISHED', name: 'Finished goods', kind: 'bin' },
  reject: { code: 'REJECT', name: 'Reject store', kind: 'reject' },
  scrap: { code: 'SCRAP', name: 'Scrap', kind: 'scrap' },
  supplier: { code: 'SUPPLIERS', name: 'Suppliers', kind: 'supplier' },
  customer: { code: 'CUSTOMERS', name: 'Customers', kind: 'customer' },
  adjustment: { code: 'ADJUSTMENT', name: 'Inventory adjustment', kind: 'adjustment' },
} as const satisfies Record<string, { code: string; name: string; kind: PlaceKind }>
export type WellKnownPlace = keyof typeof wellKnownPlaces

const byCode = statement('placeByCode', (db) =>
  db
    .select()
    .from(places)
    .where(eq(places.code, sql.placeholder('code'))),
)

/** The place of that code, made on first use. */
export async function ensurePlace(
  tx: Ctx,
  wanted: { code: string; name: string; kind: PlaceKind; partyId?: number },
): Promise<Place> {
  const [there] = await byCode(tx.db).execute({ code: wanted.code })
  if (there) return there
  await tx.db.insert(places).values(wanted).onConflictDoNothing()
  const [made] = await tx.db.select().from(places).where(eq(places.code, wanted.code))
  return found(made, 'place', wanted.code)
}

export const wellKnown = (tx: Ctx, name: WellKnownPlace): Promise<Place> => ensurePlace(tx, wellKnownPlaces[name])

type PlaceRecord = RecordOf<typeof placeMaster.fields>

export const createPlace = (ctx: Ctx, record: PlaceRecord) =>
  inTransaction(ctx, (tx) => {
    unless(whyNotStorePlace(record))
    return createMaster(tx, placeMaster, places, record)
  })

export const updatePlace = (ctx: Ctx, id: number, record: PlaceRecord) =>
  inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.select().from(places).where(eq(places.id, id)).for('update')
    const before = found(row, 'place', id)
    const [move] = await tx.db
      .select({ id: stockMoves.id })
      .from(stockMoves)
      .where(or(eq(stockMoves.fromPlaceId, id), eq(stockMoves.toPlaceId, id)))
      .limit(1)
    unless(whyNotStorePlace(record, { ...before, hasMoves: move !== undefined }))
    return updateMaster(tx, placeMaster, places, id, record)
  })

export const archivePlace = (ctx: Ctx, id: number, archived: boolean) =>
  inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.select().from(places).where(eq(places.id, id)).for('update')
    const place = found(row, 'place', id)
    const [held] = await tx.db
      .select({ quantity: sql<number>`coalesce(sum(abs(${stockBalances.quantity})), 0)`.mapWith(Number) })
      .from(stockBalances)
      .where(and(eq(stockBalances.placeId, id), ne(stockBalances.quantity, 0)))
    if (archived)
      unless(
        whyNotArchivePlace({
          code: place.code,
          wellKnown: Object.values(wellKnownPlaces).some((p) => p.code === place.code),
          quantityHeld: held?.quantity ?? 0,
        }),
      )
    return archiveMaster(tx, placeMaster, places, id, archived)
  })
