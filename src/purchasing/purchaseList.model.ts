import { supplies } from '../catalog/method.model.ts'
import { defineList } from '../core/list.model.ts'
import { currencies } from '../parties/party.model.ts'
import { purchaseOrderStatuses } from './purchase.model.ts'

/** Money columns are empty for users who may not see costs. */
export const purchaseOrderList = defineList({
  name: 'purchaseOrders',
  columns: {
    id: { kind: 'id', hidden: true },
    number: { kind: 'text', search: true, link: '/purchase-orders/{id}' },
    status: { kind: 'word', words: purchaseOrderStatuses },
    supplierId: { kind: 'id', hidden: true },
    supplier: { kind: 'text', search: true },
    orderedOn: { kind: 'day' },
    nextOn: { kind: 'day', optional: true },
    lines: { kind: 'integer' },
    openLines: { kind: 'integer' },
    late: { kind: 'flag' },
    items: { kind: 'text', search: true },
    jobs: { kind: 'text', search: true },
    currency: { kind: 'word', words: currencies },
    amount: { kind: 'money', optional: true, currency: 'currency' },
  },
  sort: [{ column: 'id', direction: 'descending' }],
})

/** Material that neither stock nor orders will bring to a work order. */
export const shortageList = defineList({
  name: 'shortages',
  columns: {
    id: { kind: 'id', hidden: true },
    itemId: { kind: 'id', hidden: true },
    item: { kind: 'text', search: true, link: '/stock/items/{itemId}' },
    name: { kind: 'text', search: true },
    short: { kind: 'quantity' },
    unit: { kind: 'text' },
    neededOn: { kind: 'day' },
    orderBy: { kind: 'day', optional: true },
    job: { kind: 'text', search: true, link: '/jobs/{jobId}' },
    workOrder: { kind: 'text', search: true },
    supplier: { kind: 'text', optional: true, search: true },
    free: { kind: 'quantity' },
    onOrder: { kind: 'quantity' },
    jobId: { kind: 'id', hidden: true },
    jobTitle: { kind: 'text', search: true, hidden: true },
    workOrderId: { kind: 'id', hidden: true },
    supply: { kind: 'word', words: supplies, hidden: true },
    required: { kind: 'quantity', hidden: true },
    issued: { kind: 'quantity', hidden: true },
    reserved: { kind: 'quantity', hidden: true },
    supplierId: { kind: 'id', optional: true, hidden: true },
    leadDays: { kind: 'integer', hidden: true },
  },
  sort: [
    { column: 'orderBy', direction: 'ascending' },
    { column: 'neededOn', direction: 'ascending' },
  ],
})

/** Items whose free stock and open orders together are below the reorder point. */
export const reorderList = defineList({
  name: 'reorderAlerts',
  columns: {
    id: { kind: 'id', hidden: true },
    item: { kind: 'text', search: true, link: '/stock/items/{id}' },
    name: { kind: 'text', search: true },
    unit: { kind: 'text' },
    onHand: { kind: 'quantity' },
    reserved: { kind: 'quantity' },
    free: { kind: 'quantity' },
    onOrder: { kind: 'quantity' },
    position: { kind: 'quantity' },
    reorderPoint: { kind: 'quantity' },
    suggested: { kind: 'quantity' },
    supplierId: { kind: 'id', optional: true, hidden: true },
    supplier: { kind: 'text', optional: true, search: true },
    leadDays: { kind: 'integer' },
  },
  sort: [{ column: 'item', direction: 'ascending' }],
})

/** Open purchase lines that are overdue, were moved, or come after the work that waits for them. */
export const latePurchaseList = defineList({
  name: 'latePurchases',
  columns: {
    id: { kind: 'id', hidden: true },
    purchaseOrderId: { kind: 'id', hidden: true },
    order: { kind: 'text', search: true, link: '/purchase-orders/{purchaseOrderId}' },
    line: { kind: 'integer' },
    supplier: { kind: 'text', search: true },
    itemId: { kind: 'id', hidden: true },
    item: { kind: 'text', search: true, link: '/stock/items/{itemId}' },
    name: { kind: 'text', search: true },
    open: { kind: 'quantity' },
    unit: { kind: 'text' },
    dueOn: { kind: 'day' },
    confirmedOn: { kind: 'day', optional: true },
    /** Days past the day it is expected. */
    overdueDays: { kind: 'integer' },
    /** Days by which the supplier moved his date. */
    slipDays: { kind: 'integer' },
    jobsHurt: { kind: 'integer' },
    jobs: { kind: 'text', search: true },
    worstDays: { kind: 'integer' },
    orderValue: { kind: 'money', optional: true, total: true },
  },
  sort: [
    { column: 'worstDays', direction: 'descending' },
    { column: 'overdueDays', direction: 'descending' },
  ],
})
