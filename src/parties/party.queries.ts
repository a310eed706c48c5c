import { and, asc, eq } from 'drizzle-orm'
import type { Db } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import { contacts, deliveryPlaces, parties } from './party.tables.ts'

export async function getParty(db: Db, id: number) {
  const [row] = await db.select().from(parties).where(eq(parties.id, id))
  return found(row, 'party', id)
}

/** The people and delivery places of a party that are in use. */
export async function getPeople(db: Db, partyId: number) {
  await getParty(db, partyId)
  return {
    contacts: await db
      .select()
      .from(contacts)
      .where(and(eq(contacts.partyId, partyId), eq(contacts.archived, false)))
      .orderBy(asc(contacts.name)),
    deliveryPlaces: await db
      .select()
      .from(deliveryPlaces)
      .where(and(eq(deliveryPlaces.partyId, partyId), eq(deliveryPlaces.archived, false)))
      .orderBy(asc(deliveryPlaces.name)),
  }
}

/** Whether a document may name this customer, contact and delivery place together. */
export async function whyNotTrade(
  db: Db,
  document: { customerId: number; contactId?: number | null; deliveryPlaceId?: number | null },
): Promise<Refusal[]> {
  const customer = await getParty(db, document.customerId)
  const contact = document.contactId
    ? (await db.select().from(contacts).where(eq(contacts.id, document.contactId)))[0]
    : undefined
  const place = document.deliveryPlaceId
    ? (await db.select().from(deliveryPlaces).where(eq(deliveryPlaces.id, document.deliveryPlaceId)))[0]
    : undefined
  return [
    ...refuse(!customer.customer, 'party.not-a-customer', `${customer.name} is not marked as a customer.`),
    ...refuse(customer.archived, 'party.archived', `${customer.name} is archived.`),
    ...refuse(
      Boolean(document.contactId) && contact?.partyId !== customer.id,
      'party.other-contact',
      `The contact does not belong to ${customer.name}.`,
    ),
    ...refuse(
      Boolean(document.deliveryPlaceId) && place?.partyId !== customer.id,
      'party.other-delivery-place',
      `The delivery place does not belong to ${customer.name}.`,
    ),
  ]
}
