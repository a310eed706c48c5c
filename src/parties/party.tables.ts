import { boolean, index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { money, percent, ref, word, wordCheck } from '../core/columns.ts'
import { masterColumns } from '../core/master.tables.ts'
import { currencies } from './party.model.ts'

export const parties = pgTable(
  'parties',
  {
    ...masterColumns(),
    code: text().notNull().unique(),
    name: text().notNull(),
    customer: boolean().notNull(),
    supplier: boolean().notNull(),
    currency: word(currencies).notNull(),
    paymentDays: integer().notNull(),
    taxNumber: text().notNull(),
    taxPercent: percent().notNull(),
    email: text().notNull(),
    phone: text().notNull(),
    address: text().notNull(),
    city: text().notNull(),
    country: text().notNull(),
    deliveryDays: integer().notNull(),
    approvedProcesses: text().notNull(),
    leadDays: integer().notNull(),
    transitDays: integer().notNull().default(0),
    pickupWeekdays: text().notNull().default(''),
    worksWeekends: boolean().notNull().default(true),
    outsideCapacity: integer(),
    minimumCharge: money().notNull(),
    notes: text().notNull(),
  },
  (t) => [wordCheck('parties_currency', t.currency, currencies)],
)

export const contacts = pgTable(
  'contacts',
  {
    ...masterColumns(),
    partyId: ref()
      .notNull()
      .references(() => parties.id),
    name: text().notNull(),
    position: text().notNull(),
    email: text().notNull(),
    phone: text().notNull(),
  },
  (t) => [index().on(t.partyId)],
)

export const deliveryPlaces = pgTable(
  'delivery_places',
  {
    ...masterColumns(),
    partyId: ref()
      .notNull()
      .references(() => parties.id),
    name: text().notNull(),
    address: text().notNull(),
    transitDays: integer().notNull(),
    instructions: text().notNull(),
  },
  (t) => [index().on(t.partyId)],
)
