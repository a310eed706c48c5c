import { jobStatuses } from '../jobs/job.model.ts'
import { quotationStatuses } from '../sales/sales.model.ts'
import type { Report } from './report.model.ts'

const hidden = { kind: 'id', hidden: true } as const
const text = { kind: 'text', search: true } as const
const maybe = { kind: 'text', search: true, optional: true } as const
const total = true

export const orderReports: readonly Report[] = [
  {
    name: 'open-order-book', group: 'sales', title: 'Open order book', question: 'What do we owe, to whom, when?', needs: 'sales.read', drill: '/sales-orders/{orderId}',
    columns: { id: hidden, orderId: hidden, order: text, customer: text, item: text, description: text, quantity: { kind: 'quantity' }, openQuantity: { kind: 'quantity', total }, openValue: { kind: 'money', total }, firstPromiseOn: { kind: 'day' }, currentPromiseOn: { kind: 'day' }, projectedOn: { kind: 'day', optional: true }, state: { kind: 'word', words: ['notStarted', 'planned', 'released', 'started', 'completed', 'partDelivered'] }, daysLate: { kind: 'integer' } },
    sort: [{ column: 'currentPromiseOn', direction: 'ascending' }],
    measures: { openValue: "Open quantity × unit price, in the company's currency", daysLate: 'Days from the current promise to the projected date, or to today when it has passed; 0 when on time' },
  },
  {
    name: 'on-time-delivery', group: 'delivery', title: 'On-time delivery to first promise', question: 'Do we keep our word?', needs: 'sales.read',
    columns: { id: hidden, month: text, lines: { kind: 'integer', total }, onTime: { kind: 'integer', total }, onTimePercent: { kind: 'percent' }, repromised: { kind: 'integer', total }, averageDaysLate: { kind: 'quantity' } },
    sort: [{ column: 'month', direction: 'ascending' }], chart: { label: 'month', value: 'onTimePercent', unit: 'percent' },
    measures: { onTimePercent: 'Lines whose last piece left on or before the first promise ÷ lines delivered in the month', averageDaysLate: 'Mean of the days after the first promise over the late lines' },
  },
  {
    name: 'late-orders', group: 'delivery', title: 'Late and going-late orders', question: 'What needs a call now?', needs: 'sales.read', drill: '/sales-orders/{orderId}',
    columns: { id: hidden, orderId: hidden, order: text, customer: text, item: text, promiseOn: { kind: 'day' }, projectedOn: { kind: 'day', optional: true }, daysLate: { kind: 'integer' }, openValue: { kind: 'money', total }, atStake: { kind: 'money', total }, job: maybe, waitsFor: maybe },
    sort: [{ column: 'atStake', direction: 'descending' }], measures: { atStake: 'Open value × days late: what to look at first' },
  },
  {
    name: 'quote-pipeline', group: 'sales', title: 'Quote pipeline', question: 'What is open, ageing, worth how much?', needs: 'sales.read', drill: '/quotations/{id}',
    columns: { id: hidden, number: text, customer: text, status: { kind: 'word', words: quotationStatuses }, quotedOn: { kind: 'day' }, ageDays: { kind: 'integer' }, validUntil: { kind: 'day' }, value: { kind: 'money', total }, item: maybe },
    sort: [{ column: 'ageDays', direction: 'descending' }], measures: { value: "First break's price of each line, in the company's currency" },
  },
  {
    name: 'win-rate', group: 'sales', title: 'Win rate', question: 'Where do we win?', needs: 'sales.read',
    columns: { id: hidden, customer: text, decided: { kind: 'integer', total }, won: { kind: 'integer', total }, lost: { kind: 'integer', total }, winPercent: { kind: 'percent' }, lostBy: maybe },
    sort: [{ column: 'decided', direction: 'descending' }], chart: { label: 'customer', value: 'winPercent', unit: 'percent' }, measures: { winPercent: 'Won ÷ (won + lost + expired)' },
  },
  {
    name: 'promise-drift', group: 'delivery', title: 'Promise drift', question: 'How often do we move dates?', needs: 'sales.read', drill: '/sales-orders/{orderId}',
    columns: { id: hidden, orderId: hidden, order: text, customer: text, at: { kind: 'instant' }, fromOn: { kind: 'day' }, toOn: { kind: 'day' }, days: { kind: 'integer', total }, cause: text, askedBy: maybe, by: text },
    sort: [{ column: 'at', direction: 'descending' }],
  },
  {
    name: 'job-status', group: 'jobs', title: 'Job status', question: 'Where is every job?', needs: 'jobs.read', drill: '/jobs/{id}',
    columns: { id: hidden, job: text, title: text, customers: maybe, status: { kind: 'word', words: jobStatuses }, holdReason: maybe, dueOn: { kind: 'day' }, donePercent: { kind: 'percent' }, operationNow: maybe, where: maybe, lastEventAt: { kind: 'instant', optional: true }, daysStill: { kind: 'integer', optional: true } },
    sort: [{ column: 'dueOn', direction: 'ascending' }], measures: { donePercent: 'Operations done or, while running, their good share, over all operations', daysStill: 'Days since anything was clocked, reported, issued, completed, or sent to or received from a vendor' },
  },
  {
    name: 'job-cost-recap', group: 'money', title: 'Job cost recap', question: 'What did it cost, by element?', needs: 'costing.read', drill: '/jobs/{id}',
    columns: { id: hidden, job: text, title: text, status: { kind: 'word', words: jobStatuses }, estimate: { kind: 'money', total }, material: { kind: 'money', total }, labor: { kind: 'money', total }, machine: { kind: 'money', total }, setup: { kind: 'money', total }, outside: { kind: 'money', total }, overhead: { kind: 'money', total }, other: { kind: 'money', total }, actual: { kind: 'money', total }, variance: { kind: 'money', total } },
    sort: [{ column: 'job', direction: 'descending' }], measures: { variance: 'Actual − estimate, over all work orders of the job; positive cost more', other: 'Tooling, freight, rework and scrap' },
  },
  {
    name: 'live-job-margin', group: 'money', title: 'Live job margin', question: 'Is this job making money now?', needs: 'costing.read', drill: '/jobs/{id}',
    columns: { id: hidden, job: text, title: text, customers: maybe, status: { kind: 'word', words: jobStatuses }, revenue: { kind: 'money', total }, estimate: { kind: 'money', total }, actual: { kind: 'money', total }, forecast: { kind: 'money', total }, margin: { kind: 'money', total }, marginPercent: { kind: 'percent', optional: true } },
    sort: [{ column: 'margin', direction: 'ascending' }], chart: { label: 'job', value: 'margin', unit: 'money' },
    measures: { forecast: 'Spent, and while the job runs at least the estimate', margin: 'Order value − forecast cost' },
  },
  {
    name: 'shipped-not-invoiced', group: 'money', title: 'Shipped, not invoiced', question: 'What did we forget to bill?', needs: 'delivery.read', drill: '/shipments/{shipmentId}',
    columns: { id: hidden, shipmentId: hidden, shipment: text, customer: text, order: text, item: text, quantity: { kind: 'quantity' }, shippedOn: { kind: 'day' }, days: { kind: 'integer' }, value: { kind: 'money', total } },
    sort: [{ column: 'days', direction: 'descending' }],
  },
]
