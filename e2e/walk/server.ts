import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..', '..')

/** A `serve` of its own with another sample company; resolves when it listens. */
export async function startSample(sample: string, port: number): Promise<ChildProcess> {
  const dataDir = path.join(root, '.data', `e2e-${sample}`)
  fs.rmSync(dataDir, { recursive: true, force: true })
  const args = ['src/main.ts', 'serve', '--port', String(port), '--data-dir', dataDir, '--sample', sample]
  const server = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise<void>((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`The server of the ${sample} sample ended with ${code}.`)))
    server.stdout.on('data', (text: Buffer) => {
      if (text.toString().includes('Fettle is ready')) resolve()
    })
  })
  return server
}

/** Stops it as Ctrl-C does, so that its database stops too. */
export const stopSample = (server: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    server.once('exit', () => resolve())
    server.kill('SIGTERM')
  })
