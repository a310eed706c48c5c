import { defineMaster } from '../core/master.model.ts'

/** A supplier's price for an item from a quantity on, in the supplier's currency, per stock unit. */
export const supplierPriceMaster = defineMaster({
  name: 'supplierPrices',
  table: 'supplier_prices',
  path: '/supplier-prices',
  needs: { read: 'costing.read', write: 'purchasing.write' },
  label: ['supplierPartNumber'],
  fields: {
    supplierId: { kind: 'reference', to: 'parties', required: true, listed: true, alsoCalled: ['supplier', 'vendor'] },
    itemId: { kind: 'reference', to: 'items', required: true, listed: true, alsoCalled: ['item', 'part number'] },
    fromQuantity: { kind: 'quantity', initial: 0, listed: true, alsoCalled: ['minimum quantity', 'moq', 'break'] },
    unitPrice: { kind: 'money', required: true, listed: true, alsoCalled: ['price', 'cost'] },
    leadDays: { kind: 'integer', initial: 7, max: 730, listed: true, alsoCalled: ['lead time'] },
    supplierPartNumber: { kind: 'text', max: 100, listed: true, alsoCalled: ['supplier part', 'order code'] },
  },
})
