import { testShop } from '../catalog/testCatalog.ts'
import type { Ctx } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { contacts, deliveryPlaces, parties } from '../parties/party.tables.ts'

const blank = {
  supplier: false,
  currency: 'USD',
  paymentDays: 30,
  taxNumber: '',
  taxPercent: 7,
  email: '',
  phone: '',
  address: 'Mill Lane 1',
  city: 'Town',
  country: 'US',
  deliveryDays: 1,
  approvedProcesses: '',
  leadDays: 7,
  minimumCharge: 0,
  notes: '',
} as const

/** A customer with a contact and a delivery place, for tests. */
export async function testCustomer(ctx: Ctx, code = 'C-1', more: Partial<typeof parties.$inferInsert> = {}) {
  const [party] = await ctx.db
    .insert(parties)
    .values({ ...blank, code, name: `Customer ${code}`, customer: true, ...more })
    .returning()
  const customer = found(party, 'party', code)
  const [contact] = await ctx.db
    .insert(contacts)
    .values({ partyId: customer.id, name: 'Buyer', position: '', email: '', phone: '' })
    .returning()
  const [place] = await ctx.db
    .insert(deliveryPlaces)
    .values({ partyId: customer.id, name: 'Dock 2', address: 'Mill Lane 2', transitDays: 1, instructions: '' })
    .returning()
  return { id: customer.id, contactId: found(contact, 'contact', code).id, placeId: found(place, 'place', code).id }
}

/**
 * A shop that makes a table: 2 boards at 20 each, 10 min set-up and 6 min run at a 60/h machine with a 38/h joiner.
 * One table costs: material 2 × 20 = 40; set-up 10 min of machine and labor = 10 + 6.3333; run 6 min: machine 6, labor 3.80.
 */
export async function testTable(ctx: Ctx) {
  const shop = await testShop(ctx)
  const board = await shop.item('BOARD', 20)
  const table = await shop.item('TABLE')
  const saw = await shop.workCenter('SAW', 60)
  await shop.method(table, {
    operations: [{ workCenterId: saw, setupMinutes: 10, runMinutes: 6 }],
    materials: [{ itemId: board, quantityPer: 2 }],
  })
  return { shop, board, table, saw }
}
