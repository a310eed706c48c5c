import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import type { PostgresPlace } from './postgresPlace.ts'

/** PostgreSQL's own way of ending before it was ready, in its own words. */
export class PostgresExit extends Error {}

export type PostgresProcess = {
  port: number
  /** Resolves when PostgreSQL has ended, however that came about. */
  ended: Promise<void>
  /** Rolls back open transactions, writes everything out and ends. */
  stop: () => Promise<void>
}

/** What PostgreSQL's programs see of our environment: nothing that could change what they do. */
export const postgresEnv = { PATH: process.env.PATH ?? '', LC_ALL: 'C', SystemRoot: process.env.SystemRoot ?? '' }

export const programOf = (place: PostgresPlace, name: 'initdb' | 'postgres' | 'pg_ctl') =>
  path.join(place.binaries, 'bin', process.platform === 'win32' ? `${name}.exe` : name)

/**
 * The shell stands between us and PostgreSQL and holds a pipe from us. However we end, kill -9 included, the pipe closes
 * and `read` returns; the shell then asks PostgreSQL for a fast shutdown.
 */
const watchdog = `
exec 3<&0
"$@" </dev/null 3<&- & postgres=$!
{ read -r line <&3; kill -INT $postgres; } 2>/dev/null & guard=$!
exec 3<&-
wait $postgres; code=$?
kill $guard 2>/dev/null
exit $code`

/** Starts PostgreSQL and resolves when it accepts connections; rejects with PostgresExit when it ends before that. */
export async function startPostgres(place: PostgresPlace, wantedPort?: number): Promise<PostgresProcess> {
  const port = wantedPort ?? (await freePort())
  const child = spawnPostgres(place, port)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const keep = logKeeper(`${place.dataDir}.log`)
  await new Promise<void>((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (bytes: Buffer) => {
      keep(bytes)
      // While it recovers from a crash, impatient clients make it say far more than this before it is ready.
      said = (said + bytes.toString()).slice(-20_000)
      if (said.includes('ready to accept connections')) resolve()
    })
    child.once('close', (code) => reject(new PostgresExit(said || `it ended with code ${code}`)))
    child.once('error', reject)
  })
  return { port, ended, stop: () => stopPostgres(place, child, ended) }
}

function spawnPostgres(place: PostgresPlace, port: number): ChildProcess {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'shared_buffers=256MB',
    'max_connections=100',
    'timezone=UTC',
    'log_timezone=UTC',
  ]
  const postgres = programOf(place, 'postgres')
  const args = ['-D', place.dataDir, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
  const options = { ...place.account, env: postgresEnv, cwd: place.dataDir }
  if (process.platform === 'win32') return spawn(postgres, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
  // In a session of its own, so that Ctrl-C in the terminal reaches only us.
  return spawn('/bin/sh', ['-c', watchdog, 'sh', postgres, ...args], {
    ...options,
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
}

async function stopPostgres(place: PostgresPlace, child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.stdin) child.stdin.end()
  else await askToStop(place)
  await ended
}

/** A fast shutdown of whatever PostgreSQL runs in the data folder, ours or one left over. */
export function askToStop(place: PostgresPlace): Promise<void> {
  const args = ['stop', '-D', place.dataDir, '-m', 'fast', '-s']
  const control = spawn(programOf(place, 'pg_ctl'), args, {
    ...place.account,
    env: postgresEnv,
    cwd: place.dataDir,
    stdio: 'ignore',
  })
  return new Promise((resolve) => {
    control.once('exit', () => resolve())
    control.once('error', () => resolve())
  })
}

const fullLogBytes = 10_000_000

/** Appends to the log file; a full one is set aside as `.1`, replacing the one before. */
function logKeeper(file: string): (bytes: Buffer) => void {
  let size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0
  return (bytes) => {
    try {
      if (size > fullLogBytes) {
        fs.renameSync(file, `${file}.1`)
        size = 0
      }
      fs.appendFileSync(file, bytes, { mode: 0o600 })
      size += bytes.length
    } catch {
      // A full disk must not end the program for the sake of its log.
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port')),
      )
    })
  })
}
