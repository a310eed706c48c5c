import { index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { items } from '../catalog/item.tables.ts'
import { methodMaterials } from '../catalog/method.tables.ts'
import { at, day, id, money, percent, quantity, ref, word, wordCheck } from '../core/columns.ts'
import { masterColumns } from '../core/master.tables.ts'
import { lots, places, stockMoves } from '../inventory/stock.tables.ts'
import { workOrders } from '../jobs/job.tables.ts'
import { currencies } from '../parties/party.model.ts'
import { parties } from '../parties/party.tables.ts'
import { purchaseOrderStatuses } from './purchase.model.ts'

/** A supplier's price for an item from a quantity on. */
export const supplierPrices = pgTable(
  'supplier_prices',
  {
    ...masterColumns(),
    supplierId: ref()
      .notNull()
      .references(() => parties.id),
    itemId: ref()
      .notNull()
      .references(() => items.id),
    fromQuantity: quantity().notNull(),
    unitPrice: money().notNull(),
    leadDays: integer().notNull(),
    supplierPartNumber: text().notNull(),
  },
  (t) => [unique().on(t.supplierId, t.itemId, t.fromQuantity)],
)

export const purchaseOrders = pgTable(
  'purchase_orders',
  {
    id: id(),
    number: text().notNull().unique(),
    status: word(purchaseOrderStatuses).notNull(),
    supplierId: ref()
      .notNull()
      .references(() => parties.id),
    currency: word(currencies).notNull(),
    exchangeRate: quantity().notNull(),
    orderedOn: day().notNull(),
    sentAt: at(),
    notes: text().notNull(),
    canceledReason: text().notNull().default(''),
  },
  (t) => [wordCheck('purchase_orders_status', t.status, purchaseOrderStatuses), index().on(t.supplierId)],
)

export const purchaseOrderLines = pgTable(
  'purchase_order_lines',
  {
    id: id(),
    purchaseOrderId: ref()
      .notNull()
      .references(() => purchaseOrders.id, { onDelete: 'cascade' }),
    line: integer().notNull(),
    itemId: ref()
      .notNull()
      .references(() => items.id),
    description: text().notNull(),
    /** In the stock unit, as is the price. */
    quantity: quantity().notNull(),
    unitPrice: money().notNull(),
    taxPercent: percent().notNull(),
    dueOn: day().notNull(),
    /** What the supplier last confirmed. */
    confirmedOn: day(),
    /** What the supplier said when he confirmed or moved the date. */
    dateNote: text().notNull().default(''),
    /** How much more than ordered may be received, in percent of the line. */
    overPercent: percent().notNull().default(5),
    receivedQuantity: quantity().notNull().default(0),
    /** Why no more is expected, when the line was closed short. */
    closedReason: text().notNull().default(''),
  },
  (t) => [unique().on(t.purchaseOrderId, t.line), index().on(t.itemId)],
)

/** Which work order's material a purchase line is bought for. */
export const purchasePegs = pgTable(
  'purchase_pegs',
  {
    id: id(),
    purchaseOrderLineId: ref()
      .notNull()
      .references(() => purchaseOrderLines.id, { onDelete: 'cascade' }),
    workOrderId: ref()
      .notNull()
      .references(() => workOrders.id),
    materialId: ref().references(() => methodMaterials.id),
    quantity: quantity().notNull(),
    receivedQuantity: quantity().notNull().default(0),
  },
  (t) => [index().on(t.purchaseOrderLineId), index().on(t.workOrderId), index().on(t.materialId)],
)

export const receipts = pgTable('receipts', {
  id: id(),
  number: text().notNull().unique(),
  purchaseOrderId: ref()
    .notNull()
    .references(() => purchaseOrders.id),
  receivedOn: day().notNull(),
  deliveryNote: text().notNull(),
  by: text().notNull(),
  at: at().notNull(),
  reversedReason: text().notNull().default(''),
})

export const receiptLines = pgTable(
  'receipt_lines',
  {
    id: id(),
    receiptId: ref()
      .notNull()
      .references(() => receipts.id, { onDelete: 'cascade' }),
    purchaseOrderLineId: ref()
      .notNull()
      .references(() => purchaseOrderLines.id),
    quantity: quantity().notNull(),
    /** Per stock unit in the company's currency. */
    unitCost: money().notNull(),
    lotId: ref().references(() => lots.id),
    /** A service goes to no place and moves no stock; its cost goes straight to the work orders it was bought for. */
    placeId: ref().references(() => places.id),
    moveId: ref().references(() => stockMoves.id),
  },
  (t) => [index().on(t.receiptId), index().on(t.purchaseOrderLineId)],
)
