import { z } from 'zod'
import { RefusalShape } from '../core/endpoint.ts'
import { defineList } from '../core/list.model.ts'
import {
  Id,
  Instant,
  LongText,
  NonNegativeQuantity,
  PositiveQuantity,
  Quantity,
  RequiredText,
  Text,
} from '../core/shapes.ts'

export const characteristicKinds = ['measured', 'check', 'photo'] as const
export type CharacteristicKind = (typeof characteristicKinds)[number]

/** all: every piece. count: so many pieces. percent: that share of the pieces, rounded up. */
export const sampleKinds = ['all', 'count', 'percent'] as const
export type SampleKind = (typeof sampleKinds)[number]

export const testStatuses = ['waiting', 'passed', 'failed', 'released', 'rejected'] as const
export type TestStatus = (typeof testStatuses)[number]

/** What becomes of goods that failed their test. */
export const dispositions = ['rework', 'scrap', 'useAsIs'] as const
export type Disposition = (typeof dispositions)[number]

/** One thing to measure, check or photograph on every piece of the sample. */
export const CharacteristicInput = z.object({
  name: RequiredText(200),
  kind: z.enum(characteristicKinds),
  /** Of a measured value: mm, Ω, N. */
  unit: Text(20).default(''),
  /** The size on the drawing; of a fit it may lie outside its own limits (20 f7 is 19.959 to 19.980). */
  nominal: Quantity.nullable().default(null),
  /** The limits belong to what passes; null is no limit on that side. */
  lowerLimit: Quantity.nullable().default(null),
  upperLimit: Quantity.nullable().default(null),
  /** The gauge or tester to use. */
  instrument: Text(100).default(''),
  /** The very gauge; values are refused while it is overdue for calibration. */
  gaugeId: Id.nullable().default(null),
})
export type CharacteristicInput = z.infer<typeof CharacteristicInput>

export const TestPlanInput = z.object({
  itemId: Id,
  name: RequiredText(200),
  sample: z.enum(sampleKinds).default('all'),
  /** Pieces when sample is `count`, percent when `percent`; nothing when `all`. */
  sampleSize: NonNegativeQuantity.default(0),
  instructions: LongText.default(''),
  /** No delivery without a certificate of conformance. */
  certificateRequired: z.boolean().default(false),
  /** No delivery while a lot of material in the goods has no certificate on record. */
  materialCertificatesRequired: z.boolean().default(false),
  characteristics: z.array(CharacteristicInput).min(1, 'A test plan needs at least one characteristic.').max(300),
})
export type TestPlanInput = z.infer<typeof TestPlanInput>
export type NewTestPlan = z.input<typeof TestPlanInput>

export const Characteristic = CharacteristicInput.extend({
  id: Id,
  line: z.int(),
  gauge: z
    .object({ number: z.string(), name: z.string(), dueOn: z.string().nullable(), archived: z.boolean() })
    .nullable(),
})

export const TestPlan = TestPlanInput.extend({
  id: Id,
  revision: z.int().describe('One more with each change after a test was begun'),
  current: z.boolean(),
  itemNumber: z.string(),
  itemName: z.string(),
  tracking: z.string(),
  characteristics: z.array(Characteristic),
  tests: z.int().describe('Tests that used this revision'),
})
export type TestPlan = z.infer<typeof TestPlan>

export const ResultInput = z.object({
  characteristicId: Id,
  piece: z.int().positive().max(100_000),
  measured: Quantity.nullable().default(null),
  /** For checks and photos; a measured value is judged by its limits. */
  passed: z.boolean().default(false),
  fileHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
})
export const RecordedResult = ResultInput.extend({ by: z.string(), at: Instant })

export const DisposeInput = z.object({
  disposition: z.enum(dispositions),
  note: RequiredText(2000),
  /** Who allowed it, e.g. the customer's engineer for use as is; the inspector when left out. */
  approvedBy: Text(100).default(''),
})

/** One test as its page shows it, with what each button would be refused for. */
export const Test = z.object({
  id: Id,
  number: z.string(),
  status: z.enum(testStatuses),
  plan: z.object({
    id: Id,
    name: z.string(),
    revision: z.int(),
    instructions: z.string(),
    certificateRequired: z.boolean(),
  }),
  itemId: Id,
  itemNumber: z.string(),
  itemName: z.string(),
  unit: z.string(),
  workOrderId: Id.nullable(),
  workOrderNumber: z.string().nullable(),
  jobId: Id.nullable(),
  jobNumber: z.string().nullable(),
  salesOrderId: Id.nullable(),
  orderNumber: z.string().nullable(),
  customer: z.string().nullable(),
  promisedOn: z.string().nullable(),
  lotId: Id.nullable(),
  lotNumber: z.string().nullable(),
  quantity: PositiveQuantity,
  sampleQuantity: z.number(),
  createdAt: Instant,
  decidedAt: Instant.nullable(),
  decidedBy: z.string(),
  disposition: z.enum(dispositions).nullable(),
  dispositionNote: z.string(),
  approvedBy: z.string(),
  reworkedAt: Instant.nullable(),
  reworkOperation: z.string().nullable(),
  retestOf: z.object({ id: Id, number: z.string() }).nullable(),
  retests: z.array(z.object({ id: Id, number: z.string() })),
  splitFrom: z.object({ id: Id, number: z.string() }).nullable(),
  characteristics: z.array(Characteristic),
  results: z.array(RecordedResult),
  missing: z.int().describe('Values still to be recorded'),
  /** Where rework may begin. */
  operations: z.array(z.object({ id: Id, sequence: z.int(), name: z.string() })),
  whyNot: z.object({
    record: z.array(RefusalShape),
    release: z.array(RefusalShape),
    dispose: z.array(RefusalShape),
    rework: z.array(RefusalShape),
    testAll: z.array(RefusalShape),
    split: z.array(RefusalShape),
  }),
})
export type Test = z.infer<typeof Test>

/** The inspection queue and the list of all tests. */
export const testList = defineList({
  name: 'tests',
  columns: {
    id: { kind: 'id', hidden: true },
    number: { kind: 'text', search: true, link: '/tests/{id}' },
    status: { kind: 'word', words: testStatuses },
    promisedOn: { kind: 'day', optional: true },
    item: { kind: 'text', search: true },
    itemName: { kind: 'text', search: true },
    quantity: { kind: 'quantity' },
    sampleQuantity: { kind: 'quantity', hidden: true },
    lot: { kind: 'text', search: true, optional: true },
    recorded: { kind: 'integer' },
    expected: { kind: 'integer', hidden: true },
    failed: { kind: 'integer', hidden: true },
    /** Hours since the goods were completed, or until they were decided. */
    ageHours: { kind: 'quantity' },
    workOrderId: { kind: 'id', optional: true, hidden: true },
    workOrder: { kind: 'text', search: true, optional: true },
    salesOrderId: { kind: 'id', optional: true, hidden: true },
    order: { kind: 'text', search: true, optional: true },
    customer: { kind: 'text', search: true, optional: true },
    createdAt: { kind: 'instant', hidden: true },
    decidedAt: { kind: 'instant', optional: true },
    decidedBy: { kind: 'text', search: true, hidden: true },
    disposition: { kind: 'word', words: dispositions, optional: true },
  },
  sort: [
    { column: 'promisedOn', direction: 'ascending' },
    { column: 'createdAt', direction: 'ascending' },
  ],
})

/** Every recorded value of every finished-goods test. */
export const testResultList = defineList({
  name: 'testResults',
  columns: {
    id: { kind: 'id', hidden: true },
    testId: { kind: 'id', hidden: true },
    test: { kind: 'text', search: true, link: '/tests/{testId}' },
    item: { kind: 'text', search: true },
    lot: { kind: 'text', search: true, optional: true },
    workOrder: { kind: 'text', search: true, optional: true },
    characteristic: { kind: 'text', search: true },
    kind: { kind: 'word', words: characteristicKinds },
    piece: { kind: 'integer' },
    measured: { kind: 'quantity', optional: true },
    unit: { kind: 'text' },
    nominal: { kind: 'quantity', optional: true, hidden: true },
    lowerLimit: { kind: 'quantity', optional: true },
    upperLimit: { kind: 'quantity', optional: true },
    passed: { kind: 'flag' },
    instrument: { kind: 'text', hidden: true },
    by: { kind: 'text', search: true },
    at: { kind: 'instant' },
  },
  sort: [{ column: 'at', direction: 'descending' }],
})

export const testPlanList = defineList({
  name: 'testPlans',
  columns: {
    id: { kind: 'id', hidden: true },
    itemId: { kind: 'id', hidden: true },
    item: { kind: 'text', search: true, link: '/test-plans/{id}' },
    itemName: { kind: 'text', search: true },
    name: { kind: 'text', search: true },
    revision: { kind: 'integer' },
    current: { kind: 'flag', hidden: true },
    sample: { kind: 'word', words: sampleKinds },
    sampleSize: { kind: 'quantity' },
    characteristics: { kind: 'integer' },
    certificateRequired: { kind: 'flag' },
    tests: { kind: 'integer' },
  },
  sort: [{ column: 'item', direction: 'ascending' }],
})
