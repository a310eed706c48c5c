import { roundQuantity } from '../core/decimal.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import type { JobStatus } from '../jobs/job.model.ts'
import type { CharacteristicKind, Disposition, SampleKind, TestStatus } from './test.model.ts'

export type Characteristic = {
  id: number
  line: number
  name: string
  kind: CharacteristicKind
  unit: string
  lowerLimit: number | null
  upperLimit: number | null
  gaugeId?: number | null
}
export type Result = {
  characteristicId: number
  piece: number
  measured: number | null
  passed: boolean
  fileHash?: string | null
}

/** How many pieces of a quantity are tested; at least one. */
export function sampleQuantity(sample: 'all' | 'count' | 'percent', size: number, quantity: number): number {
  const whole = Math.ceil(quantity)
  if (sample === 'all') return whole
  const asked = sample === 'count' ? size : Math.ceil(roundQuantity((whole * size) / 100))
  return Math.max(1, Math.min(whole, asked))
}

/** A measured value passes within its limits, which belong to them. */
export const withinLimits = (c: Pick<Characteristic, 'lowerLimit' | 'upperLimit'>, measured: number): boolean =>
  (c.lowerLimit === null || measured >= c.lowerLimit) && (c.upperLimit === null || measured <= c.upperLimit)

/** A measured characteristic is judged by its limits, never by hand; checks and photos by the inspector. */
export const judge = (c: Characteristic, result: Result): boolean =>
  c.kind === 'measured'
    ? result.measured !== null && withinLimits(c, result.measured)
    : c.kind === 'photo'
      ? result.passed && Boolean(result.fileHash)
      : result.passed

export type TestFacts = {
  status: TestStatus
  sampleQuantity: number
  characteristics: readonly Characteristic[]
  results: readonly Result[]
}

/** The values still to be recorded, piece by piece. */
export const missingResults = (test: TestFacts): { name: string; piece: number }[] => {
  const have = new Set(test.results.map((r) => `${r.characteristicId}:${r.piece}`))
  return Array.from({ length: test.sampleQuantity }, (_, i) => i + 1).flatMap((piece) =>
    test.characteristics.filter((c) => !have.has(`${c.id}:${piece}`)).map((c) => ({ name: c.name, piece })),
  )
}

export const whyNotRecord = (status: TestStatus): Refusal[] =>
  refuse(status === 'released' || status === 'rejected', 'test.decided', `The test is ${status} already.`)

export function whyNotDecide(test: TestFacts): Refusal[] {
  const missing = missingResults(test)
  return [
    ...whyNotRecord(test.status),
    ...refuse(
      missing.length > 0,
      'test.incomplete',
      `${missing.length} ${missing.length === 1 ? 'value is' : 'values are'} missing: ${missing
        .slice(0, 5)
        .map((m) => `${m.name} of piece ${m.piece}`)
        .join(', ')}${missing.length > 5 ? ', …' : ''}.`,
    ),
  ]
}

export const whyNotRelease = (test: TestFacts): Refusal[] => {
  const failed = test.results.filter((r) => !r.passed).length
  return [
    ...whyNotDecide(test),
    ...refuse(
      failed > 0,
      'test.failed',
      `${failed} ${failed === 1 ? 'value' : 'values'} failed: choose a disposition.`,
    ),
  ]
}

/** Rejected for rework, and not back in the work order yet. */
export const waitsForRework = (test: { disposition: Disposition | null; reworkedAt: string | null }): boolean =>
  test.disposition === 'rework' && test.reworkedAt === null

/** Failed goods get a disposition once; those that wait for rework may still be scrapped instead, or they would hold their job up for ever. */
export const whyNotDispose = (status: TestStatus, reworkWaits = false): Refusal[] => [
  ...(reworkWaits ? [] : whyNotRecord(status)),
  ...refuse(status === 'waiting' || status === 'passed', 'test.not-failed', 'Only a failed test needs a disposition.'),
]

/** Rejected goods go back into their work order once, while its job is open. */
export const whyNotRework = (test: {
  status: TestStatus
  disposition: Disposition | null
  reworked: boolean
  jobStatus: JobStatus | null
}): Refusal[] => [
  ...refuse(
    test.status !== 'rejected' || test.disposition !== 'rework',
    'test.no-rework',
    'Only goods that were rejected for rework can be reworked.',
  ),
  ...refuse(test.reworked, 'test.reworked', 'The goods are back in their work order already.'),
  ...refuse(test.jobStatus === null, 'test.no-work-order', 'The goods come from no work order.'),
  ...refuse(
    test.jobStatus === 'closed' || test.jobStatus === 'canceled',
    'test.job-over',
    `The job is ${test.jobStatus}.`,
  ),
]

/** A sample that failed says nothing about single pieces; testing all of them does. */
export const whyNotTestAll = (test: { status: TestStatus; quantity: number; sampleQuantity: number }): Refusal[] => [
  ...whyNotRecord(test.status),
  ...refuse(
    test.sampleQuantity >= Math.ceil(test.quantity),
    'test.all-tested',
    'Every piece is in the sample already.',
  ),
]

export const whyNotSplit = (
  test: { status: TestStatus; quantity: number; sampleQuantity: number },
  pieces?: readonly number[],
): Refusal[] => [
  ...whyNotRecord(test.status),
  ...refuse(test.quantity <= 1 || !Number.isInteger(test.quantity), 'test.one-piece', 'There is nothing to split.'),
  ...refuse(
    test.sampleQuantity < test.quantity,
    'test.sample-only',
    'Only a sample is tested. Test every piece first.',
  ),
  ...(pieces === undefined
    ? []
    : [
        ...refuse(
          pieces.some((p) => p > test.quantity),
          'test.no-piece',
          `There are only ${test.quantity} pieces.`,
        ),
        ...refuse(new Set(pieces).size >= test.quantity, 'test.split-all', 'Leave at least one piece in this test.'),
      ]),
]

/** A plan whose limits contradict themselves would fail every piece, or pass any. */
export const whyNotPlan = (plan: {
  sample: SampleKind
  sampleSize: number
  characteristics: readonly {
    name: string
    kind: CharacteristicKind
    nominal: number | null
    lowerLimit: number | null
    upperLimit: number | null
  }[]
}): Refusal[] => [
  ...refuse(
    plan.sample === 'count' && (plan.sampleSize < 1 || !Number.isInteger(plan.sampleSize)),
    'plan.count',
    'Say how many pieces are tested.',
  ),
  ...refuse(
    plan.sample === 'percent' && (plan.sampleSize <= 0 || plan.sampleSize > 100),
    'plan.percent',
    'The share to test is more than 0 and at most 100 %.',
  ),
  ...plan.characteristics.flatMap((c, i) => [
    ...refuse(
      plan.characteristics.findIndex((o) => o.name === c.name) < i,
      'plan.name-twice',
      `${c.name} is there twice.`,
    ),
    ...refuse(
      c.kind === 'measured' && c.lowerLimit === null && c.upperLimit === null,
      'plan.no-limit',
      `${c.name} needs a lower or an upper limit.`,
    ),
    ...refuse(
      c.lowerLimit !== null && c.upperLimit !== null && c.lowerLimit > c.upperLimit,
      'plan.limits-crossed',
      `${c.name}: the lower limit is above the upper one.`,
    ),
  ]),
]

type AwaitingGoods = { workOrder: string; item: string; tests: string; quantity: number; rework?: boolean }

/** Goods whose test nobody has decided, or that were rejected for a rework that nobody has begun; `tests` are its numbers. */
export const whyNotTested = (goods: AwaitingGoods): Refusal[] => [
  ...refuse(
    goods.quantity > 0 && goods.rework === true,
    'test.rework-waits',
    `${goods.quantity} of ${goods.item}, made by ${goods.workOrder}, ${goods.quantity === 1 ? 'waits' : 'wait'} for rework after test ${goods.tests}: rework or scrap ${goods.quantity === 1 ? 'it' : 'them'} there.`,
  ),
  ...refuse(
    goods.quantity > 0 && goods.rework !== true,
    'test.undecided',
    `${goods.quantity} of ${goods.item}, made by ${goods.workOrder}, ${goods.quantity === 1 ? 'awaits its test' : 'await their test'} ${goods.tests}: decide it first.`,
  ),
]
