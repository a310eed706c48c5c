import { defineList } from '../core/list.model.ts'
import { dispatchStatuses, rejectedFates } from './dispatch.model.ts'

/** Money columns are empty for users who may not see costs. */
export const dispatchList = defineList({
  name: 'dispatches',
  columns: {
    id: { kind: 'id', hidden: true },
    number: { kind: 'text', search: true, link: '/dispatches/{id}' },
    status: { kind: 'word', words: dispatchStatuses },
    vendorId: { kind: 'id', hidden: true },
    vendor: { kind: 'text', search: true },
    sentAt: { kind: 'instant', optional: true },
    firstDueOn: { kind: 'day', hidden: true },
    dueOn: { kind: 'day' },
    daysLate: { kind: 'integer' },
    slips: { kind: 'integer' },
    lines: { kind: 'integer' },
    quantity: { kind: 'quantity' },
    atVendor: { kind: 'quantity' },
    workOrders: { kind: 'text', search: true },
    jobs: { kind: 'text', search: true },
  },
  sort: [{ column: 'id', direction: 'descending' }],
})

/** Outside operations whose pieces have come from the operation before and can go. */
export const readyToSendList = defineList({
  name: 'readyToSend',
  columns: {
    id: { kind: 'id', hidden: true },
    vendorId: { kind: 'id', optional: true, hidden: true },
    vendor: { kind: 'text', optional: true, search: true },
    workOrderId: { kind: 'id', hidden: true },
    workOrder: { kind: 'text', search: true },
    jobId: { kind: 'id', hidden: true },
    job: { kind: 'text', search: true, link: '/jobs/{jobId}' },
    item: { kind: 'text', search: true },
    process: { kind: 'text', search: true },
    ready: { kind: 'quantity' },
    atVendor: { kind: 'quantity' },
    approved: { kind: 'flag' },
    dueOn: { kind: 'day' },
    unitPrice: { kind: 'money', optional: true },
    minimumCharge: { kind: 'money', optional: true },
    leadDays: { kind: 'integer' },
    itemName: { kind: 'text', search: true, hidden: true },
    sequence: { kind: 'integer', hidden: true },
    inDraft: { kind: 'quantity', hidden: true },
    unit: { kind: 'text', hidden: true },
  },
  sort: [
    { column: 'vendor', direction: 'ascending' },
    { column: 'dueOn', direction: 'ascending' },
  ],
})

/** Part-finished work that is with vendors now, by dispatch line. */
export const atVendorsList = defineList({
  name: 'atVendors',
  columns: {
    id: { kind: 'id', hidden: true },
    vendorId: { kind: 'id', hidden: true },
    vendor: { kind: 'text', search: true },
    dispatchId: { kind: 'id', hidden: true },
    dispatch: { kind: 'text', search: true, link: '/dispatches/{dispatchId}' },
    workOrderId: { kind: 'id', hidden: true },
    workOrder: { kind: 'text', search: true },
    jobId: { kind: 'id', hidden: true },
    job: { kind: 'text', search: true, link: '/jobs/{jobId}' },
    item: { kind: 'text', search: true },
    process: { kind: 'text', search: true },
    atVendor: { kind: 'quantity', total: true },
    dueOn: { kind: 'day' },
    daysLate: { kind: 'integer' },
    daysOut: { kind: 'integer' },
    value: { kind: 'money', optional: true, total: true },
    slips: { kind: 'integer' },
    sentAt: { kind: 'instant' },
    itemName: { kind: 'text', search: true, hidden: true },
    sent: { kind: 'quantity', hidden: true },
    unit: { kind: 'text', hidden: true },
    slipReason: { kind: 'text', hidden: true },
    workOrderDueOn: { kind: 'day', hidden: true },
  },
  sort: [
    { column: 'daysLate', direction: 'descending' },
    { column: 'dueOn', direction: 'ascending' },
  ],
})

export const vendorReceiptList = defineList({
  name: 'vendorReceipts',
  columns: {
    id: { kind: 'id', hidden: true },
    number: { kind: 'text', search: true },
    receivedOn: { kind: 'day' },
    vendor: { kind: 'text', search: true },
    dispatchId: { kind: 'id', hidden: true },
    dispatch: { kind: 'text', search: true, link: '/dispatches/{dispatchId}' },
    workOrder: { kind: 'text', search: true },
    process: { kind: 'text', search: true },
    good: { kind: 'quantity' },
    rejected: { kind: 'quantity' },
    rejectedTo: { kind: 'word', words: rejectedFates },
    lost: { kind: 'quantity' },
    reason: { kind: 'text', search: true },
    deliveryNote: { kind: 'text', search: true },
    amount: { kind: 'money', optional: true, total: true },
    by: { kind: 'text', search: true },
  },
  sort: [{ column: 'id', direction: 'descending' }],
})

/** How vendors keep their word: measured on dispatches that are wholly back. */
export const vendorTurnList = defineList({
  name: 'vendorTurns',
  columns: {
    id: { kind: 'id', hidden: true },
    vendor: { kind: 'text', search: true, link: '/parties/{id}' },
    approvedProcesses: { kind: 'text', search: true },
    dispatches: { kind: 'integer' },
    onTimePercent: { kind: 'percent', optional: true },
    averageDaysOut: { kind: 'quantity', optional: true },
    averageDaysLate: { kind: 'quantity', optional: true },
    slips: { kind: 'integer' },
    sent: { kind: 'quantity' },
    rejectedPercent: { kind: 'percent', optional: true },
    lostPercent: { kind: 'percent', optional: true },
    atVendor: { kind: 'quantity' },
  },
  sort: [{ column: 'vendor', direction: 'ascending' }],
})
