// Reads what each test runner reports and comes down to two numbers. A runner that crashed, that ran nothing or that
// failed without naming a test counts as one failure, so nothing that went wrong can look like a pass.

/** Vitest's JSON report. A test file that could not be loaded has no tests in it and counts as one failure. */
export function countVitest(report, exitCode) {
  if (!report) return crashed
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(isFailed),
  )
  return settle(report.numPassedTests, report.numFailedTests + brokenFiles.length, exitCode)
}

const isFailed = (test) => test.status === 'failed'

/** Playwright's JSON report. A flaky test passed only when tried again: not a pass. */
export function countPlaywright(report, exitCode) {
  if (!report) return crashed
  const { expected, unexpected, flaky } = report.stats
  return settle(expected, unexpected + flaky, exitCode)
}

/** A check without single tests, such as the type check. */
export const countCheck = (exitCode) => (exitCode === 0 ? { passed: 1, failed: 0 } : crashed)

const crashed = { passed: 0, failed: 1 }

function settle(passed, failed, exitCode) {
  const silent = failed === 0 && (exitCode !== 0 || passed === 0)
  return { passed, failed: silent ? 1 : failed }
}
