import { describe, expect, test } from 'vitest'
import {
  judge,
  missingResults,
  sampleQuantity,
  whyNotDispose,
  whyNotPlan,
  whyNotRecord,
  whyNotRelease,
  whyNotRework,
  whyNotSplit,
  whyNotTestAll,
} from './test.rules.ts'

const codes = (refusals: { code: string }[]) => refusals.map((r) => r.code)
const bore = {
  id: 1,
  line: 1,
  name: 'Bore',
  kind: 'measured' as const,
  unit: 'mm',
  lowerLimit: 9.98,
  upperLimit: 10.02,
}
const finish = {
  id: 2,
  line: 2,
  name: 'Finish',
  kind: 'check' as const,
  unit: '',
  lowerLimit: null,
  upperLimit: null,
}
const photo = { ...finish, id: 3, line: 3, name: 'Label', kind: 'photo' as const }

test.each([
  ['all', 0, 12, 12],
  ['count', 3, 12, 3],
  ['count', 20, 12, 12],
  ['percent', 10, 12, 2], // 1.2, rounded up
  ['percent', 1, 12, 1],
  ['all', 0, 2.5, 3],
] as const)('a sample of %s %d from %d pieces is %d', (kind, size, quantity, expected) => {
  expect(sampleQuantity(kind, size, quantity)).toBe(expected)
})

describe('a value is judged', () => {
  test.each([
    [9.98, true],
    [10.02, true],
    [9.9799, false],
    [10.0201, false],
  ])('by limits that belong to what passes: %d', (measured, passed) => {
    expect(judge(bore, { characteristicId: 1, piece: 1, measured, passed: !passed })).toBe(passed)
  })
  test('a measured one without a value fails', () => {
    expect(judge(bore, { characteristicId: 1, piece: 1, measured: null, passed: true })).toBe(false)
  })
  test('a photo needs its file', () => {
    expect(judge(photo, { characteristicId: 3, piece: 1, measured: null, passed: true })).toBe(false)
    expect(judge(photo, { characteristicId: 3, piece: 1, measured: null, passed: true, fileHash: 'f' })).toBe(true)
  })
})

const result = (characteristicId: number, piece: number, passed = true) => ({
  characteristicId,
  piece,
  measured: 10,
  passed,
})
const facts = { status: 'waiting' as const, sampleQuantity: 2, characteristics: [bore, finish], results: [] }

describe('goods are released', () => {
  const all = [result(1, 1), result(2, 1), result(1, 2), result(2, 2)]
  test('when every value of every piece is there and passed', () => {
    expect(whyNotRelease({ ...facts, results: all })).toEqual([])
  })
  test.each([
    ['values are missing', { ...facts, results: all.slice(1) }, ['test.incomplete']],
    ['a value failed', { ...facts, results: [...all.slice(1), result(1, 1, false)] }, ['test.failed']],
    [
      'both',
      { ...facts, results: [result(1, 1, false)], status: 'failed' as const },
      ['test.incomplete', 'test.failed'],
    ],
    ['they are decided', { ...facts, results: all, status: 'released' as const }, ['test.decided']],
  ])('never when %s', (_why, given, expected) => {
    expect(codes(whyNotRelease(given))).toEqual(expected)
  })
  test('what is missing is named by piece', () => {
    expect(missingResults({ ...facts, results: all.slice(0, 3) })).toEqual([{ name: 'Finish', piece: 2 }])
  })
})

test('only a failed test needs a disposition', () => {
  const statuses = ['waiting', 'passed', 'failed', 'released', 'rejected'] as const
  expect(statuses.filter((s) => whyNotDispose(s).length === 0)).toEqual(['failed'])
  expect(statuses.filter((s) => whyNotRecord(s).length === 0)).toEqual(['waiting', 'passed', 'failed'])
})

describe('rejected goods are reworked', () => {
  const rejected = {
    status: 'rejected' as const,
    disposition: 'rework' as const,
    reworked: false,
    jobStatus: 'completed' as const,
  }
  test('when that was their disposition', () => expect(whyNotRework(rejected)).toEqual([]))
  test.each([
    ['they were scrapped', { ...rejected, disposition: 'scrap' as const }, ['test.no-rework']],
    ['they are back already', { ...rejected, reworked: true }, ['test.reworked']],
    ['their job is closed', { ...rejected, jobStatus: 'closed' as const }, ['test.job-over']],
    ['no work order made them', { ...rejected, jobStatus: null }, ['test.no-work-order']],
  ])('never when %s', (_why, given, expected) => expect(codes(whyNotRework(given))).toEqual(expected))
})

describe('pieces are taken out of a test', () => {
  const ten = { status: 'failed' as const, quantity: 10, sampleQuantity: 10 }
  test('when each was tested', () => expect(whyNotSplit(ten, [3, 7])).toEqual([]))
  test.each([
    ['only a sample was tested', { ...ten, sampleQuantity: 3 }, [3], ['test.sample-only']],
    ['there is no such piece', ten, [11], ['test.no-piece']],
    ['none would be left', ten, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], ['test.split-all']],
    ['there is one piece', { ...ten, quantity: 1, sampleQuantity: 1 }, undefined, ['test.one-piece']],
  ])('never when %s', (_why, given, pieces, expected) => expect(codes(whyNotSplit(given, pieces))).toEqual(expected))
  test('a sample can become all pieces once', () => {
    expect(whyNotTestAll({ ...ten, sampleQuantity: 3 })).toEqual([])
    expect(codes(whyNotTestAll(ten))).toEqual(['test.all-tested'])
  })
})

test('a fit has its nominal size outside its limits', () => {
  const shaft = { ...bore, nominal: 20, lowerLimit: 19.959, upperLimit: 19.98 }
  expect(whyNotPlan({ sample: 'all', sampleSize: 0, characteristics: [shaft] })).toEqual([])
})

test('a plan that contradicts itself is refused with everything that is wrong', () => {
  const plan = { sample: 'all' as const, sampleSize: 0, characteristics: [{ ...bore, nominal: 10 }] }
  expect(whyNotPlan(plan)).toEqual([])
  const wrong = [
    { ...bore, nominal: 10.5 },
    { ...bore, nominal: null, lowerLimit: 11 },
    { ...bore, name: 'Depth', nominal: null, lowerLimit: null, upperLimit: null },
  ]
  expect(codes(whyNotPlan({ sample: 'percent', sampleSize: 0, characteristics: wrong }))).toEqual([
    'plan.percent',
    'plan.name-twice',
    'plan.limits-crossed',
    'plan.no-limit',
  ])
})
