import { defineConfig, devices } from '@playwright/test'
import { ports } from './e2e/walk/ports.ts'
import { browserArgs, findBrowser } from './scripts/browser.mjs'

const baseURL = `http://127.0.0.1:${ports.furniture}`
const browser = await findBrowser()

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/walks',
  fullyParallel: true,
  workers: 2,
  timeout: 120_000,
  // Shared machines are slow at times; a walk asks whether a page comes right, not how fast.
  expect: { timeout: 20_000, toPass: { timeout: 60_000 } },
  forbidOnly: !!process.env.CI,
  reporter: [['list'], ['json', { outputFile: 'test-results/walks.json' }]],
  use: {
    ...devices['Desktop Chrome'],
    baseURL,
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: browser.path,
      args: browserArgs(),
      env: { ...process.env, ...browser.env },
    },
  },
  webServer: {
    command: `"${process.execPath}" scripts/browserServer.mjs`,
    url: baseURL,
    timeout: 300_000,
    // WALK_SERVERS=running walks the companies that `node scripts/browserServer.mjs` has opened and keeps open.
    reuseExistingServer: process.env.WALK_SERVERS === 'running',
    stdout: 'ignore',
    stderr: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
})
