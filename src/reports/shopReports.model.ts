import { scrapReasons } from '../shopfloor/time.model.ts'
import { testStatuses } from '../quality/test.model.ts'
import type { Report } from './report.model.ts'

const hidden = { kind: 'id', hidden: true } as const
const text = { kind: 'text', search: true } as const
const maybe = { kind: 'text', search: true, optional: true } as const
const total = true

export const shopReports: readonly Report[] = [
  {
    name: 'dispatch-list', group: 'floor', title: 'Dispatch list', question: 'What next at this work center?', needs: 'shopfloor.read', drill: '/jobs/{jobId}',
    columns: { id: hidden, jobId: hidden, workCenter: text, workOrder: text, operation: text, item: text, customer: maybe, ready: { kind: 'quantity' }, quantity: { kind: 'quantity' }, minutesLeft: { kind: 'minutes', total }, dueOn: { kind: 'day' }, priority: { kind: 'word', words: ['normal', 'rush'] }, running: maybe, state: { kind: 'word', words: ['running', 'ready', 'waiting', 'blocked'] } },
    sort: [{ column: 'workCenter', direction: 'ascending' }, { column: 'dueOn', direction: 'ascending' }], measures: { minutesLeft: 'Set-up not yet begun, and run time of the pieces neither good nor scrapped yet' },
  },
  {
    name: 'load-by-work-center', group: 'floor', title: 'Load by work center', question: 'Is there work ahead for each work center?', needs: 'planning.read',
    columns: { id: hidden, workCenter: text, operations: { kind: 'integer', total }, minutesReady: { kind: 'minutes', total }, minutesLeft: { kind: 'minutes', total }, minutesPerWeek: { kind: 'minutes', total }, weeks: { kind: 'quantity' } },
    sort: [{ column: 'weeks', direction: 'descending' }], chart: { label: 'workCenter', value: 'minutesLeft', unit: 'minutes' }, measures: { weeks: 'Minutes left ÷ minutes that its calendar, machines and efficiency give in a week' },
  },
  {
    name: 'time-by-job', group: 'floor', title: 'Time by job and operation', question: 'Where did hours go?', needs: 'shopfloor.read', drill: '/jobs/{jobId}',
    columns: { id: hidden, jobId: hidden, job: text, workOrder: text, operation: text, workCenter: text, person: text, day: { kind: 'day' }, setup: { kind: 'minutes', total }, run: { kind: 'minutes', total }, rework: { kind: 'minutes', total } },
    sort: [{ column: 'day', direction: 'descending' }],
  },
  {
    name: 'scrap', group: 'floor', title: 'Scrap by reason', question: 'What does bad work come from?', needs: 'shopfloor.read', drill: '/jobs/{jobId}',
    columns: { id: hidden, jobId: hidden, at: { kind: 'instant' }, job: text, workOrder: text, operation: text, item: text, quantity: { kind: 'quantity', total }, reason: { kind: 'word', words: scrapReasons, optional: true }, by: text },
    sort: [{ column: 'at', direction: 'descending' }],
  },
  {
    name: 'traveller-history', group: 'jobs', title: 'Traveller history', question: 'What happened to a work order?', needs: 'jobs.read', drill: '/jobs/{jobId}',
    columns: { id: hidden, jobId: hidden, at: { kind: 'instant' }, job: text, workOrder: text, event: text, what: text, quantity: { kind: 'quantity', optional: true }, by: text },
    sort: [{ column: 'at', direction: 'descending' }],
  },
  {
    name: 'shortage-list', group: 'buying', title: 'Shortage list', question: 'What is missing for which job?', needs: 'jobs.read', drill: '/jobs/{jobId}',
    columns: { id: hidden, jobId: hidden, item: text, name: text, job: text, workOrder: text, neededOn: { kind: 'day' }, required: { kind: 'quantity' }, issued: { kind: 'quantity' }, free: { kind: 'quantity' }, short: { kind: 'quantity' }, onOrder: { kind: 'quantity' }, expectedOn: { kind: 'day', optional: true }, supplier: maybe },
    sort: [{ column: 'neededOn', direction: 'ascending' }], measures: { short: 'Required − issued − reserved for it − free stock', onOrder: 'Still to come on purchase orders for the item' },
  },
  {
    name: 'late-purchases', group: 'buying', title: 'Late purchases and what they hurt', question: 'Which late line hurts which job?', needs: 'purchasing.read', drill: '/purchase-orders/{orderId}',
    columns: { id: hidden, orderId: hidden, order: text, supplier: text, item: text, openQuantity: { kind: 'quantity' }, dueOn: { kind: 'day' }, daysLate: { kind: 'integer' }, jobs: maybe },
    sort: [{ column: 'daysLate', direction: 'descending' }],
  },
  {
    name: 'at-vendors', group: 'buying', title: 'At vendors now', question: 'What is where, due when?', needs: 'outsourcing.read', drill: '/jobs/{jobId}',
    columns: { id: hidden, jobId: hidden, vendor: text, dispatch: text, workOrder: text, operation: text, item: text, quantity: { kind: 'quantity', total }, sentOn: { kind: 'day' }, dueOn: { kind: 'day' }, daysLate: { kind: 'integer' } },
    sort: [{ column: 'dueOn', direction: 'ascending' }],
  },
  {
    name: 'stock-on-hand', group: 'stock', title: 'Stock on hand and free', question: 'What do I have, what is free?', needs: 'inventory.read', drill: '/stock/items/{id}',
    columns: { id: hidden, item: text, name: text, family: maybe, unit: text, onHand: { kind: 'quantity' }, reserved: { kind: 'quantity' }, free: { kind: 'quantity' }, onOrder: { kind: 'quantity' }, reorderPoint: { kind: 'quantity' }, value: { kind: 'money', total } },
    sort: [{ column: 'item', direction: 'ascending' }], measures: { value: 'At the moving average of what lies in bins' },
  },
  {
    name: 'stock-ledger', group: 'stock', title: 'Stock ledger', question: 'Why is the balance so?', needs: 'inventory.read',
    columns: { id: hidden, at: { kind: 'instant' }, item: text, name: text, lot: maybe, from: text, to: text, quantity: { kind: 'quantity' }, value: { kind: 'money' }, document: text, number: text, by: text },
    sort: [{ column: 'at', direction: 'descending' }],
  },
  {
    name: 'valuation', group: 'stock', title: 'Stock valuation', question: 'What is stock worth?', needs: 'costing.read',
    columns: { id: hidden, family: text, items: { kind: 'integer', total }, value: { kind: 'money', total } },
    sort: [{ column: 'value', direction: 'descending' }], chart: { label: 'family', value: 'value', unit: 'money' },
  },
  {
    name: 'test-results', group: 'quality', title: 'Finished-goods test results', question: 'What passed, failed, waits?', needs: 'quality.read', drill: '/tests/{testId}',
    columns: { id: hidden, testId: hidden, test: text, item: text, lot: maybe, workOrder: maybe, status: { kind: 'word', words: testStatuses }, quantity: { kind: 'quantity' }, values: { kind: 'integer' }, failed: { kind: 'integer', total }, createdAt: { kind: 'instant' }, decidedAt: { kind: 'instant', optional: true }, decidedBy: maybe },
    sort: [{ column: 'createdAt', direction: 'descending' }],
  },
  {
    name: 'first-pass-yield', group: 'quality', title: 'First-pass yield', question: 'Right first time?', needs: 'quality.read',
    columns: { id: hidden, item: text, tests: { kind: 'integer', total }, passed: { kind: 'integer', total }, yieldPercent: { kind: 'percent' } },
    sort: [{ column: 'yieldPercent', direction: 'ascending' }], chart: { label: 'item', value: 'yieldPercent', unit: 'percent' }, measures: { yieldPercent: 'Tests released without a disposition ÷ tests decided' },
  },
]
