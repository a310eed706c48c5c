// The servers that the browser walks visit: every sample company, each in a data folder that starts empty every time.
// A company works half of its past on the processor and half in the database, so two are opened at a time.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { ports } from '../e2e/walk/ports.ts'
import { root } from './project.mjs'

const running = new Set()
let stopping = false

/** Resolves when the company's server listens or has ended; one that ends by itself ends them all. */
function open(sample, port) {
  const dataDir = path.join(root, '.data', `e2e-${sample}`)
  fs.rmSync(dataDir, { recursive: true, force: true })
  const args = ['src/main.ts', 'serve', '--port', String(port), '--data-dir', dataDir, '--sample', sample]
  const server = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  running.add(server)
  return new Promise((resolve) => {
    server.stdout.on('data', (text) => {
      if (text.toString().includes('Fettle is ready')) resolve()
    })
    server.once('exit', (code) => {
      running.delete(server)
      if (!stopping) {
        console.error(`The server of the ${sample} company ended with ${code}.`)
        process.exitCode = 1
        stop()
      }
      resolve()
    })
  })
}

/** Stops them as Ctrl-C does, so that their databases stop too. */
function stop() {
  stopping = true
  for (const server of running) server.kill('SIGTERM')
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)

const waiting = Object.entries(ports)
const openOneByOne = async () => {
  for (let next = waiting.shift(); next && !stopping; next = waiting.shift()) {
    await open(...next)
    console.log(`The ${next[0]} company is open at http://127.0.0.1:${next[1]}`)
  }
}
await Promise.all([openOneByOne(), openOneByOne()])
