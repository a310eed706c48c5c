import { sql } from 'drizzle-orm'
import { boolean, check, index, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { items } from '../catalog/item.tables.ts'
import { at, day, id, money, quantity, ref, word, wordCheck } from '../core/columns.ts'
import { parties } from '../parties/party.tables.ts'
import { countStatuses, demandKinds, moveDocuments, physicalPlaceKinds, placeKinds } from './stock.model.ts'

export const places = pgTable(
  'places',
  {
    id: id(),
    archived: boolean().notNull().default(false),
    code: text().notNull().unique(),
    name: text().notNull(),
    kind: word(placeKinds).notNull(),
    /** The vendor of a vendor place. */
    partyId: ref().references(() => parties.id),
    /** Follows from the kind; only physical places hold goods that we can touch. */
    physical: boolean()
      .notNull()
      .generatedAlwaysAs(sql.raw(`kind in (${physicalPlaceKinds.map((k) => `'${k}'`).join(', ')})`)),
  },
  (t) => [wordCheck('places_kind', t.kind, placeKinds)],
)

/** A lot, or one serial number. */
export const lots = pgTable(
  'lots',
  {
    id: id(),
    itemId: ref()
      .notNull()
      .references(() => items.id),
    number: text().notNull(),
    serial: boolean().notNull(),
    supplierLot: text().notNull(),
    certificate: text().notNull(),
    expiresOn: day(),
    createdAt: at().notNull(),
  },
  (t) => [unique().on(t.itemId, t.number)],
)

/** Appended, never edited: a wrong move is reversed by a counter-move. */
export const stockMoves = pgTable(
  'stock_moves',
  {
    id: id(),
    at: at().notNull(),
    by: text().notNull(),
    itemId: ref()
      .notNull()
      .references(() => items.id),
    lotId: ref().references(() => lots.id),
    fromPlaceId: ref()
      .notNull()
      .references(() => places.id),
    toPlaceId: ref()
      .notNull()
      .references(() => places.id),
    quantity: quantity().notNull(),
    value: money().notNull(),
    document: word(moveDocuments).notNull(),
    /** The document's number, which people can look up: WO-1003, PO-1007. */
    documentNumber: text().notNull(),
    reason: text().notNull(),
    reversesId: ref(),
    /** The demand that it was issued to, as in reservations. */
    demandId: ref(),
    /** What of the quantity came off the demand's reservations, and goes back to them when the move is reversed. */
    reservedQuantity: quantity().notNull().default(0),
  },
  (t) => [
    wordCheck('stock_moves_document', t.document, moveDocuments),
    check('stock_moves_quantity', sql`${t.quantity} > 0`),
    index().on(t.itemId, t.id), // the stock ledger
    index().on(t.fromPlaceId),
    index().on(t.toPlaceId),
    index().on(t.documentNumber),
    index().on(t.lotId), // genealogy
  ],
)

/** The sum of the moves, kept by the same transaction under row locks. */
export const stockBalances = pgTable(
  'stock_balances',
  {
    id: id(),
    itemId: ref()
      .notNull()
      .references(() => items.id),
    placeId: ref()
      .notNull()
      .references(() => places.id),
    lotId: ref().references(() => lots.id),
    quantity: quantity().notNull(),
    value: money().notNull(),
    /** False for virtual places and where the owner allows stock below zero. */
    guarded: boolean().notNull(),
  },
  (t) => [
    unique('stock_balances_key').on(t.itemId, t.placeId, t.lotId).nullsNotDistinct(),
    check('stock_never_below_zero', sql`not ${t.guarded} or ${t.quantity} >= 0`),
    index().on(t.placeId),
  ],
)

/** Stock promised to a demand; the later area that owns the demand knows what `demandId` is. */
export const reservations = pgTable(
  'reservations',
  {
    id: id(),
    itemId: ref()
      .notNull()
      .references(() => items.id),
    placeId: ref().references(() => places.id),
    lotId: ref().references(() => lots.id),
    quantity: quantity().notNull(),
    demand: word(demandKinds).notNull(),
    demandId: ref().notNull(),
    demandNumber: text().notNull(),
  },
  (t) => [
    index().on(t.itemId),
    unique().on(t.demand, t.demandId, t.itemId, t.placeId, t.lotId).nullsNotDistinct(),
    wordCheck('reservations_demand', t.demand, demandKinds),
  ],
)

export const stockCounts = pgTable(
  'stock_counts',
  {
    id: id(),
    number: text().notNull().unique(),
    status: word(countStatuses).notNull(),
    placeId: ref().references(() => places.id),
    family: text().notNull().default(''),
    note: text().notNull().default(''),
    createdBy: text().notNull().default(''),
    createdAt: at().notNull(),
    postedAt: at(),
    postedBy: text().notNull().default(''),
  },
  (t) => [wordCheck('stock_counts_status', t.status, countStatuses)],
)

export const stockCountLines = pgTable(
  'stock_count_lines',
  {
    id: id(),
    countId: ref()
      .notNull()
      .references(() => stockCounts.id, { onDelete: 'cascade' }),
    itemId: ref()
      .notNull()
      .references(() => items.id),
    placeId: ref()
      .notNull()
      .references(() => places.id),
    lotId: ref().references(() => lots.id),
    /** What the balance was when the line was counted (or put on the sheet): later moves do not disturb the difference. */
    bookQuantity: quantity().notNull(),
    countedQuantity: quantity(),
    countedAt: at(),
    countedBy: text().notNull().default(''),
    moveId: ref(),
  },
  (t) => [unique('one_count_line_per_balance').on(t.countId, t.itemId, t.placeId, t.lotId).nullsNotDistinct()],
)
