// All of `npm test`, one part after the other, each to its end. Runs on Node 24 with everything installed.
// The last line is always `N passed, N failed`.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { findNode24 } from './node24.mjs'
import { readIfThere, root, StopError, seconds } from './project.mjs'
import { countCheck, countPlaywright, countVitest } from './testCounts.mjs'
import { buildWeb } from './web.mjs'

const results = path.join(root, 'test-results')
const unitReport = path.join(results, 'unit.json')
const walksReport = path.join(results, 'walks.json')
const program = (...parts) => path.join(root, 'node_modules', ...parts)

const parts = [
  { name: 'Types', run: () => check([program('typescript', 'bin', 'tsc'), '--noEmit']) },
  { name: 'Lint and format', run: () => check([program('@biomejs', 'biome', 'bin', 'biome'), 'check']) },
  { name: 'Dead code', run: () => check([program('knip', 'bin', 'knip.js'), '--no-progress']) },
  { name: 'Unit, engine, API and story tests', run: unitTests },
  { name: 'Web page', run: buildPage },
  { name: 'Browser walks', run: browserWalks },
]

async function check(args) {
  return countCheck(await run(args))
}

async function unitTests() {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`]
  const code = await run([program('vitest', 'vitest.mjs'), 'run', ...reporters])
  return countVitest(readReport(unitReport), code)
}

async function buildPage() {
  buildWeb(findNode24(), console.log)
  return countCheck(0)
}

async function browserWalks() {
  const { findBrowser } = await import('./browser.mjs')
  const browser = await findBrowser()
  console.log(`Browser: ${browser.path} (from ${browser.from})`)
  const code = await run([program('@playwright', 'test', 'cli.js'), 'test'])
  return countPlaywright(readReport(walksReport), code)
}

let running

/** Resolves with the exit code, 1 when a signal ended it or it could not start. */
function run(args) {
  running = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  return new Promise((resolve) => {
    running.once('error', () => resolve(1))
    running.once('exit', (code) => resolve(code ?? 1))
  })
}

function readReport(file) {
  const text = readIfThere(file)
  return text === '' ? undefined : JSON.parse(text)
}

let stopped = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    stopped = true
    running?.kill(signal)
  })

fs.rmSync(results, { recursive: true, force: true })
fs.mkdirSync(results, { recursive: true })
const total = { passed: 0, failed: 0 }
for (const part of parts) {
  if (stopped) break
  console.log(`\n=== ${part.name}`)
  const start = performance.now()
  const { passed, failed } = await part.run().catch((error) => {
    console.error(error instanceof StopError ? error.message : error)
    return countCheck(1)
  })
  console.log(`--- ${part.name}: ${passed} passed, ${failed} failed, ${seconds(start)}`)
  total.passed += passed
  total.failed += failed
}
if (stopped) {
  console.log('Stopped before the end.')
  total.failed += 1
}
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1
