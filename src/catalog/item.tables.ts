import { index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { money, quantity, ref, word, wordCheck } from '../core/columns.ts'
import { masterColumns } from '../core/master.tables.ts'
import { parties } from '../parties/party.tables.ts'
import { issueMethods, itemKinds, trackings, unitDimensions } from './item.model.ts'

export const units = pgTable(
  'units',
  {
    ...masterColumns(),
    code: text().notNull().unique(),
    name: text().notNull(),
    dimension: word(unitDimensions).notNull(),
    factor: quantity().notNull(),
    decimals: integer().notNull(),
  },
  (t) => [wordCheck('units_dimension', t.dimension, unitDimensions)],
)

export const items = pgTable(
  'items',
  {
    ...masterColumns(),
    number: text().notNull().unique(),
    name: text().notNull(),
    kind: word(itemKinds).notNull(),
    family: text().notNull(),
    stockUnitId: ref()
      .notNull()
      .references(() => units.id),
    tracking: word(trackings).notNull(),
    /** The revision now made; older ones stay in item_revisions. */
    revision: text().notNull(),
    standardCost: money().notNull(),
    salesPrice: money().notNull(),
    issueMethod: word(issueMethods).notNull(),
    purchaseUnitId: ref().references(() => units.id),
    purchaseFactor: quantity().notNull(),
    supplierId: ref().references(() => parties.id),
    leadDays: integer().notNull(),
    reorderPoint: quantity().notNull(),
    reorderQuantity: quantity().notNull(),
    weightKg: quantity().notNull(),
    areaM2: quantity().notNull(),
    drawing: text().notNull(),
    notes: text().notNull(),
  },
  (t) => [
    wordCheck('items_kind', t.kind, itemKinds),
    wordCheck('items_tracking', t.tracking, trackings),
    wordCheck('items_issue_method', t.issueMethod, issueMethods),
  ],
)

export const customerPartNumbers = pgTable(
  'customer_part_numbers',
  {
    ...masterColumns(),
    partyId: ref()
      .notNull()
      .references(() => parties.id),
    itemId: ref()
      .notNull()
      .references(() => items.id),
    partNumber: text().notNull(),
  },
  (t) => [unique().on(t.partyId, t.partNumber), index().on(t.itemId)],
)

export const itemUnits = pgTable(
  'item_units',
  {
    ...masterColumns(),
    itemId: ref()
      .notNull()
      .references(() => items.id),
    unitId: ref()
      .notNull()
      .references(() => units.id),
    factor: quantity().notNull(),
  },
  (t) => [unique().on(t.itemId, t.unitId)],
)
