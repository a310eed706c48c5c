import { expect, test } from 'vitest'
import { countCheck, countPlaywright, countVitest } from './testCounts.mjs'

const unit = (passed, failed, files = []) => ({ numPassedTests: passed, numFailedTests: failed, testResults: files })
const walks = (expected, unexpected, flaky = 0) => ({ stats: { expected, unexpected, flaky, skipped: 0 } })

test('passed and failed tests are counted', () => {
  expect(countVitest(unit(5, 0), 0)).toEqual({ passed: 5, failed: 0 })
  expect(countVitest(unit(5, 2, [{ status: 'failed', assertionResults: [{ status: 'failed' }] }]), 1)).toEqual({
    passed: 5,
    failed: 2,
  })
  expect(countPlaywright(walks(3, 1, 1), 1)).toEqual({ passed: 3, failed: 2 })
  expect(countCheck(0)).toEqual({ passed: 1, failed: 0 })
  expect(countCheck(2)).toEqual({ passed: 0, failed: 1 })
})

test('a test file that could not be loaded is one failure', () => {
  expect(countVitest(unit(5, 0, [{ status: 'failed', assertionResults: [] }]), 1)).toEqual({ passed: 5, failed: 1 })
})

test('a crash, an empty run and an unexplained exit code are failures', () => {
  expect(countVitest(undefined, 1)).toEqual({ passed: 0, failed: 1 })
  expect(countVitest(unit(0, 0), 0)).toEqual({ passed: 0, failed: 1 })
  expect(countVitest(unit(5, 0), 1)).toEqual({ passed: 5, failed: 1 })
  expect(countPlaywright(undefined, 1)).toEqual({ passed: 0, failed: 1 })
  expect(countPlaywright(walks(0, 0), 1)).toEqual({ passed: 0, failed: 1 })
})
