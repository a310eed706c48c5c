import { sql } from 'drizzle-orm'
import { type AnyPgColumn, index, integer, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core'
import { at, id, minutes, money, percent, quantity, ref, word, wordCheck } from '../core/columns.ts'
import { parties } from '../parties/party.tables.ts'
import { workCenters } from '../plant/plant.tables.ts'
import { items } from './item.tables.ts'
import { methodOwners, operationKinds, supplies } from './method.model.ts'

/**
 * One structure, many owners. The item's own method is the master; a quotation line and a work order own copies.
 * A master's `make` lines lead to the child item's master method; a copy's lead to its own copied child method.
 */
export const methods = pgTable(
  'methods',
  {
    id: id(),
    itemId: ref()
      .notNull()
      .references(() => items.id),
    owner: word(methodOwners).notNull(),
    revision: text().notNull(),
    /** The method this one was copied from. */
    copiedFromId: ref().references((): AnyPgColumn => methods.id, { onDelete: 'set null' }),
    changedAt: at().notNull(),
    /** In a copy: the master, as it was at this instant, is where it comes from, also by way of other copies. */
    copiedAt: at(),
  },
  (t) => [
    wordCheck('methods_owner', t.owner, methodOwners),
    uniqueIndex('one_master_method_per_item').on(t.itemId).where(sql`${t.owner} = 'item'`),
    index().on(t.itemId, t.owner),
  ],
)

export const methodOperations = pgTable(
  'method_operations',
  {
    id: id(),
    methodId: ref()
      .notNull()
      .references(() => methods.id, { onDelete: 'cascade' }),
    sequence: integer().notNull(),
    name: text().notNull(),
    kind: word(operationKinds).notNull(),
    workCenterId: ref().references(() => workCenters.id),
    setupMinutes: minutes().notNull(),
    runMinutes: minutes().notNull(),
    crew: quantity().notNull(),
    attendedPercent: percent().notNull(),
    scrapPercent: percent().notNull(),
    overlapQuantity: quantity().notNull(),
    supplierId: ref().references(() => parties.id),
    unitPrice: money().notNull(),
    minimumCharge: money().notNull(),
    leadDays: integer().notNull(),
    tooling: text().notNull(),
    toolingCost: money().notNull(),
    setupFamily: text().notNull().default(''),
    instructions: text().notNull(),
  },
  (t) => [unique().on(t.methodId, t.sequence), wordCheck('method_operations_kind', t.kind, operationKinds)],
)

export const operationAlternates = pgTable(
  'operation_alternates',
  {
    id: id(),
    operationId: ref()
      .notNull()
      .references(() => methodOperations.id, { onDelete: 'cascade' }),
    workCenterId: ref()
      .notNull()
      .references(() => workCenters.id),
  },
  (t) => [unique().on(t.operationId, t.workCenterId)],
)

export const methodMaterials = pgTable(
  'method_materials',
  {
    id: id(),
    methodId: ref()
      .notNull()
      .references(() => methods.id, { onDelete: 'cascade' }),
    line: integer().notNull(),
    itemId: ref()
      .notNull()
      .references(() => items.id),
    quantityPer: quantity().notNull(),
    fixedQuantity: quantity().notNull(),
    scrapPercent: percent().notNull(),
    supply: word(supplies).notNull(),
    operationSequence: integer(),
    /** In a copy: the copied method of a `make` line. Null in a master, which looks the child's master up by item. */
    childMethodId: ref().references(() => methods.id),
    designators: text().notNull(),
    note: text().notNull(),
  },
  (t) => [
    unique().on(t.methodId, t.line),
    index().on(t.itemId), // where-used
    wordCheck('method_materials_supply', t.supply, supplies),
  ],
)

export const materialAlternates = pgTable(
  'material_alternates',
  {
    id: id(),
    materialId: ref()
      .notNull()
      .references(() => methodMaterials.id, { onDelete: 'cascade' }),
    itemId: ref()
      .notNull()
      .references(() => items.id),
    preference: integer().notNull(),
  },
  (t) => [unique().on(t.materialId, t.itemId)],
)
