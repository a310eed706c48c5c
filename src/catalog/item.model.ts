import { defineMaster } from '../core/master.model.ts'

/** How an item comes to be. A phantom is a level of the structure that is never stocked; a service is bought work. */
export const itemKinds = ['bought', 'made', 'phantom', 'service'] as const
export type ItemKind = (typeof itemKinds)[number]

export const trackings = ['none', 'lot', 'serial'] as const
export type Tracking = (typeof trackings)[number]

/** issue: by hand, scan or pick list. backflush: taken when the consuming operation reports good quantity. */
export const issueMethods = ['issue', 'backflush'] as const
export type IssueMethod = (typeof issueMethods)[number]

export const unitDimensions = ['count', 'length', 'area', 'volume', 'mass', 'time', 'other'] as const

const needs = { read: 'catalog.read', write: 'catalog.write' } as const

/** One unit is `factor` of its dimension's base unit (piece, m, m², l, kg, h). */
export const unitMaster = defineMaster({
  name: 'units',
  table: 'units',
  path: '/units',
  needs,
  label: ['code'],
  fields: {
    code: { kind: 'text', required: true, unique: true, max: 12, listed: true },
    name: { kind: 'text', required: true, listed: true },
    dimension: { kind: 'word', words: unitDimensions, required: true, listed: true },
    factor: { kind: 'quantity', required: true, initial: 1, listed: true },
    /** Decimals a quantity in this unit is shown and entered with. */
    decimals: { kind: 'integer', initial: 0, max: 6, listed: true },
  },
})

export const itemMaster = defineMaster({
  name: 'items',
  table: 'items',
  path: '/items',
  needs,
  label: ['number', 'name'],
  fields: {
    number: {
      kind: 'text',
      required: true,
      unique: true,
      max: 60,
      listed: true,
      alsoCalled: ['part number', 'part no', 'item', 'item number', 'mpn', 'sku', 'part'],
    },
    name: { kind: 'text', required: true, listed: true, alsoCalled: ['description', 'title', 'value'] },
    kind: { kind: 'word', words: itemKinds, required: true, initial: 'bought', listed: true, alsoCalled: ['type'] },
    family: { kind: 'text', max: 60, listed: true, alsoCalled: ['category', 'group', 'product family'] },
    stockUnitId: {
      kind: 'reference',
      to: 'units',
      required: true,
      listed: true,
      alsoCalled: ['unit', 'uom', 'unit of measure'],
    },
    tracking: { kind: 'word', words: trackings, required: true, initial: 'none', listed: true },
    revision: { kind: 'text', max: 20, listed: true, alsoCalled: ['rev', 'version'] },
    /** Per stock unit: what estimates use while no receipt has priced it. */
    standardCost: {
      kind: 'money',
      initial: 0,
      listed: true,
      alsoCalled: ['cost', 'unit cost', 'cost/unit', 'price', 'unit price'],
    },
    salesPrice: { kind: 'money', initial: 0 },
    issueMethod: { kind: 'word', words: issueMethods, required: true, initial: 'issue' },
    purchaseUnitId: { kind: 'reference', to: 'units', group: 'supply' },
    /** Stock units in one purchase unit. */
    purchaseFactor: { kind: 'quantity', initial: 1, group: 'supply' },
    supplierId: { kind: 'reference', to: 'parties', group: 'supply', alsoCalled: ['vendor', 'source', 'supplier'] },
    leadDays: { kind: 'integer', initial: 7, max: 1000, group: 'supply', alsoCalled: ['lead time'] },
    reorderPoint: { kind: 'quantity', initial: 0, group: 'supply', alsoCalled: ['min', 'minimum'] },
    reorderQuantity: { kind: 'quantity', initial: 0, group: 'supply' },
    weightKg: { kind: 'quantity', initial: 0, group: 'physical', alsoCalled: ['weight', 'mass'] },
    areaM2: { kind: 'quantity', initial: 0, group: 'physical' },
    drawing: { kind: 'text', max: 100, group: 'physical', alsoCalled: ['drawing number'] },
    notes: { kind: 'longText' },
  },
})

export const customerPartNumberMaster = defineMaster({
  name: 'customerPartNumbers',
  table: 'customer_part_numbers',
  path: '/customer-part-numbers',
  needs,
  label: ['partNumber'],
  fields: {
    partyId: { kind: 'reference', to: 'parties', required: true, listed: true, alsoCalled: ['customer'] },
    itemId: { kind: 'reference', to: 'items', required: true, listed: true },
    partNumber: { kind: 'text', required: true, max: 100, listed: true },
  },
})

/** One `unitId` of the item is `factor` of its stock unit, where the general conversion does not hold (kg per sheet, m per bar). */
export const itemUnitMaster = defineMaster({
  name: 'itemUnits',
  table: 'item_units',
  path: '/item-units',
  needs,
  label: ['factor'],
  fields: {
    itemId: { kind: 'reference', to: 'items', required: true, listed: true },
    unitId: { kind: 'reference', to: 'units', required: true, listed: true },
    factor: { kind: 'quantity', required: true, listed: true },
  },
})
