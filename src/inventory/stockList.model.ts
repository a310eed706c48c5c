import { itemKinds, trackings } from '../catalog/item.model.ts'
import { defineList } from '../core/list.model.ts'
import { countStatuses, demandKinds, moveDocuments, placeKinds } from './stock.model.ts'

/** Money columns are empty for users who may not see costs. */
export const stockOnHandList = defineList({
  name: 'stockOnHand',
  columns: {
    id: { kind: 'id', hidden: true },
    number: { kind: 'text', search: true, link: '/stock/items/{id}' },
    name: { kind: 'text', search: true },
    onHand: { kind: 'quantity' },
    reserved: { kind: 'quantity' },
    free: { kind: 'quantity' },
    unit: { kind: 'text' },
    awaitingTest: { kind: 'quantity' },
    averageCost: { kind: 'money', optional: true },
    value: { kind: 'money', optional: true, total: true },
    lastMoveAt: { kind: 'instant', optional: true },
    kind: { kind: 'word', words: itemKinds, hidden: true },
    family: { kind: 'text', search: true, hidden: true },
    tracking: { kind: 'word', words: trackings, hidden: true },
    /** Reserved beyond what is there. */
    overReserved: { kind: 'quantity', hidden: true },
    rejected: { kind: 'quantity', hidden: true },
    reorderPoint: { kind: 'quantity', hidden: true },
  },
  sort: [{ column: 'number', direction: 'ascending' }],
})

export const stockBalanceList = defineList({
  name: 'stockBalances',
  columns: {
    id: { kind: 'id', hidden: true },
    itemId: { kind: 'id', hidden: true },
    item: { kind: 'text', search: true, link: '/stock/items/{itemId}' },
    name: { kind: 'text', search: true },
    placeId: { kind: 'id', hidden: true },
    place: { kind: 'text', search: true },
    placeKind: { kind: 'word', words: placeKinds },
    lotId: { kind: 'id', optional: true, hidden: true },
    lot: { kind: 'text', optional: true, search: true, link: '/lots/{lotId}' },
    expiresOn: { kind: 'day', optional: true, hidden: true },
    quantity: { kind: 'quantity' },
    unit: { kind: 'text' },
    value: { kind: 'money', optional: true, total: true },
  },
  sort: [
    { column: 'item', direction: 'ascending' },
    { column: 'place', direction: 'ascending' },
  ],
})

/** One line per move; `change`, `balance` and `balanceValue` are seen from the item, place or lot that was asked for. */
export const stockLedgerList = defineList({
  name: 'stockLedger',
  columns: {
    id: { kind: 'id', hidden: true },
    at: { kind: 'instant' },
    itemId: { kind: 'id', hidden: true },
    item: { kind: 'text', search: true, link: '/stock/items/{itemId}' },
    lotId: { kind: 'id', optional: true, hidden: true },
    lot: { kind: 'text', optional: true, search: true, link: '/lots/{lotId}' },
    document: { kind: 'word', words: moveDocuments },
    documentNumber: { kind: 'text', search: true },
    fromPlace: { kind: 'text', search: true },
    toPlace: { kind: 'text', search: true },
    quantity: { kind: 'quantity', hidden: true },
    change: { kind: 'quantity' },
    balance: { kind: 'quantity', optional: true },
    unit: { kind: 'text' },
    value: { kind: 'money', optional: true },
    balanceValue: { kind: 'money', optional: true },
    by: { kind: 'text', search: true },
    reason: { kind: 'text', search: true },
    reversed: { kind: 'flag', hidden: true },
  },
  sort: [{ column: 'id', direction: 'descending' }],
})

const { item: _item, itemId: _itemId, ...withoutItem } = stockLedgerList.columns
const { lot: _lot, lotId: _lotId, ...withoutLot } = withoutItem

/** The same ledger on an item's and on a lot's own page, where the item (and the lot) is known. */
export const itemLedgerList = defineList({
  ...stockLedgerList,
  name: 'itemLedger',
  columns: { ...withoutItem, lotId: stockLedgerList.columns.lotId },
})
export const lotLedgerList = defineList({ ...stockLedgerList, name: 'lotLedger', columns: withoutLot })

export const lotList = defineList({
  name: 'lots',
  columns: {
    id: { kind: 'id', hidden: true },
    number: { kind: 'text', search: true, link: '/lots/{id}' },
    serial: { kind: 'flag' },
    itemId: { kind: 'id', hidden: true },
    item: { kind: 'text', search: true, link: '/stock/items/{itemId}' },
    name: { kind: 'text', search: true },
    onHand: { kind: 'quantity' },
    unit: { kind: 'text' },
    places: { kind: 'text' },
    supplierLot: { kind: 'text', search: true },
    certificate: { kind: 'text', search: true },
    expiresOn: { kind: 'day', optional: true },
    createdAt: { kind: 'instant' },
  },
  sort: [{ column: 'createdAt', direction: 'descending' }],
})

export const reservationList = defineList({
  name: 'reservations',
  columns: {
    id: { kind: 'id', hidden: true },
    itemId: { kind: 'id', hidden: true },
    item: { kind: 'text', search: true, link: '/stock/items/{itemId}' },
    name: { kind: 'text', search: true },
    quantity: { kind: 'quantity' },
    unit: { kind: 'text' },
    demand: { kind: 'word', words: demandKinds },
    demandNumber: { kind: 'text', search: true },
    place: { kind: 'text', optional: true },
    lot: { kind: 'text', optional: true },
  },
  sort: [{ column: 'item', direction: 'ascending' }],
})

export const countList = defineList({
  name: 'stockCounts',
  columns: {
    id: { kind: 'id', hidden: true },
    number: { kind: 'text', search: true, link: '/stock-counts/{id}' },
    status: { kind: 'word', words: countStatuses },
    place: { kind: 'text', optional: true, search: true },
    lines: { kind: 'integer' },
    counted: { kind: 'integer' },
    differences: { kind: 'integer' },
    createdAt: { kind: 'instant' },
    postedAt: { kind: 'instant', optional: true },
  },
  sort: [{ column: 'createdAt', direction: 'descending' }],
})
