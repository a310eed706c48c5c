import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, migrateDatabase, openDatabase } from '../src/core/database.ts'
import { startEmbeddedPostgres } from '../src/core/embeddedPostgres.ts'

export type BenchDatabase = Database & { url: string; dataDir: string; end(): Promise<void> }

/** A PostgreSQL of the bench's own in a temporary folder, removed at the end. */
export async function benchDatabase(): Promise<BenchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'fettle-bench-'))
  const server = await startEmbeddedPostgres(join(folder, 'postgres'), () => {})
  const database = openDatabase(server.url, 40)
  await migrateDatabase(database)
  return {
    ...database,
    url: server.url,
    dataDir: server.dataDir,
    end: async () => {
      await database.close()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

export type Serving = { address: string; child: ChildProcess; ended: Promise<void> }

/** The real program on that database; resolves when it answers. */
export async function serving(url: string, port?: number): Promise<Serving> {
  const on = port ?? (await freePort())
  const main = join(import.meta.dirname, '..', 'src', 'main.ts')
  const child = spawn(process.execPath, [main, 'serve', '--port', String(on), '--sample', 'none', '--no-worker'], { env: { ...process.env, DATABASE_URL: url }, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (bytes: Buffer) => {
      said += bytes.toString()
      if (said.includes('Fettle is ready')) resolve()
    })
    child.once('close', () => reject(new Error(`The server ended: ${said}`)))
  })
  return { address: `http://127.0.0.1:${on}`, child, ended }
}
