import { eq } from 'drizzle-orm'
import type { Ctx } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { type PlaceKind, physicalPlaceKinds } from './stock.model.ts'
import { places } from './stock.tables.ts'

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

/** The place of that code, made on first use. */
export async function ensurePlace(tx: Ctx, wanted: { code: string; name: string; kind: PlaceKind; partyId?: number }): Promise<Place> {
  const [there] = await tx.db.select().from(places).where(eq(places.code, wanted.code))
  if (there) return there
  await tx.db.insert(places).values({ ...wanted, physical: physicalPlaceKinds.includes(wanted.kind) }).onConflictDoNothing()
  const [made] = await tx.db.select().from(places).where(eq(places.code, wanted.code))
  return found(made, 'place', wanted.code)
}

export const wellKnown = (tx: Ctx, name: WellKnownPlace): Promise<Place> => ensurePlace(tx, wellKnownPlaces[name])
