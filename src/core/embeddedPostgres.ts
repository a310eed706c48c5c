import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type DataFolderLock, lockDataFolder } from './dataFolderLock.ts'
import { findPlace, type PostgresPlace } from './postgresPlace.ts'
import {
  askToStop,
  PostgresExit,
  type PostgresProcess,
  postgresEnv,
  programOf,
  startPostgres,
} from './postgresProcess.ts'
import { StartError } from './startError.ts'

export type EmbeddedPostgres = {
  /** With the password: for connecting, never for showing. */
  url: string
  /** Where the data really lies; another folder than asked for when the asked one cannot be used by PostgreSQL's account. */
  dataDir: string
  stop: () => Promise<void>
}

const user = 'fettle'
const database = 'fettle'

/**
 * Starts PostgreSQL 18 on a free port of 127.0.0.1, setting the data folder up when it is empty. `dataDir` belongs to
 * PostgreSQL alone; `.secret` (the password), `.lock` and `.log` lie beside it. Whatever ends this process ends PostgreSQL;
 * should PostgreSQL itself be killed, it is started again on the same port. Throws StartError.
 */
export async function startEmbeddedPostgres(dataDir: string, log: (line: string) => void): Promise<EmbeddedPostgres> {
  const wanted = path.resolve(dataDir)
  const { place, lock } = explainFolder(wanted, () => {
    const place = findPlace(wanted, log)
    return { place, lock: lockDataFolder(`${place.dataDir}.lock`) }
  })
  try {
    await setUp(place, log)
    const password = await readPassword(place)
    const running = await startPatiently(place, lock)
    const urlOf = (name: string) => `postgres://${user}:${password}@127.0.0.1:${running.port}/${name}`
    await createDatabase(urlOf('postgres'))
    const stop = superviseUntilStopped(place, running, log)
    return { url: urlOf(database), dataDir: place.dataDir, stop: () => stop().then(lock.release) }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** A folder that refuses us is the most common trouble of a first start; say which folder and why. */
function explainFolder<T>(folder: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOSPC' || code === 'EDQUOT')
      throw new StartError(`The disk is full: Fettle cannot write to the data folder ${folder}.`)
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOENT')
      throw new StartError(
        `Fettle cannot write to the data folder ${folder} (${code}). Run it as the owner of that folder, or name another with --data-dir.`,
      )
    if (code === 'ENOTDIR' || code === 'EEXIST')
      throw new StartError(`The data folder ${folder} cannot be made: a file of that name is in the way.`)
    throw error
  }
}

/**
 * Fills an empty data folder with initdb. It works in a folder beside and moves the result, so that a set-up that was cut
 * short leaves the data folder empty and is done again.
 */
async function setUp(place: PostgresPlace, log: (line: string) => void): Promise<void> {
  const { dataDir, account } = place
  const content = explainFolder(dataDir, () => fs.readdirSync(dataDir))
  if (content.includes('PG_VERSION')) return
  if (content.length > 0)
    throw new StartError(
      `The data folder ${dataDir} holds other files, but no Fettle data. Name an empty folder with --data-dir, or restore this one from a backup.`,
    )
  log(`Setting up the database in ${dataDir}.`)
  const password = randomBytes(24).toString('base64url')
  const workshop = explainFolder(dataDir, () => {
    removeUnfinished(dataDir)
    const folder = fs.mkdtempSync(`${dataDir}.setup-`)
    fs.writeFileSync(path.join(folder, 'password'), password, { mode: 0o600 })
    if (account)
      for (const file of [folder, path.join(folder, 'password')]) fs.chownSync(file, account.uid, account.gid)
    return folder
  })
  const options = ['--auth=scram-sha-256', '--data-checksums', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const files = ['-D', path.join(workshop, 'data'), `--pwfile=${path.join(workshop, 'password')}`]
  const result = await runProgram(place, 'initdb', [...files, '-U', user, '--locale=C', '--encoding=UTF8', ...options])
  if (result.code !== 0) {
    removeUnfinished(dataDir)
    throw new StartError(`The data folder ${dataDir} could not be set up: ${lastWords(result.said)}.`)
  }
  explainFolder(dataDir, () => {
    fs.writeFileSync(`${dataDir}.secret`, password, { mode: 0o600 })
    fs.rmdirSync(dataDir)
    fs.renameSync(path.join(workshop, 'data'), dataDir)
    fs.rmSync(workshop, { recursive: true })
  })
}

/** An initdb whose Fettle was killed may still be writing; what it leaves then is removed the next time. */
function removeUnfinished(dataDir: string): void {
  const parent = path.dirname(dataDir)
  for (const name of fs.readdirSync(parent)) {
    if (!name.startsWith(`${path.basename(dataDir)}.setup-`)) continue
    fs.rm(path.join(parent, name), { recursive: true, force: true, maxRetries: 5, retryDelay: 500 }, () => undefined)
  }
}

/** The password beside the data; when that file was lost, a new one is set while PostgreSQL is not running. */
async function readPassword(place: PostgresPlace): Promise<string> {
  const file = `${place.dataDir}.secret`
  if (fs.existsSync(file)) return explainFolder(file, () => fs.readFileSync(file, 'utf8').trim())
  const password = randomBytes(24).toString('base64url')
  const result = await runProgram(
    place,
    'postgres',
    ['--single', '-D', place.dataDir, 'postgres'],
    `alter role ${user} password '${password}'\n`,
  )
  if (result.code !== 0) throw damaged(place, result.said)
  explainFolder(file, () => fs.writeFileSync(file, password, { mode: 0o600 }))
  return password
}

function runProgram(
  place: PostgresPlace,
  name: 'initdb' | 'postgres',
  args: string[],
  input = '',
): Promise<{ code: number | null; said: string }> {
  const child = spawn(programOf(place, name), args, { ...place.account, env: postgresEnv, cwd: place.dataDir })
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout.resume()
    child.stderr.on('data', (bytes: Buffer) => {
      said += bytes.toString()
    })
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, said }))
    child.stdin.on('error', () => undefined) // The program may end without reading.
    child.stdin.end(input)
  })
}

const patienceMs = 20_000

/**
 * Right after a kill -9 the PostgreSQL of the dead process is still on its way out, so a refusal for that reason is waited
 * for. One that does not go by itself and whose Fettle is gone is asked to stop.
 */
async function startPatiently(place: PostgresPlace, lock: DataFolderLock): Promise<PostgresProcess> {
  const until = performance.now() + patienceMs
  let askAt = lock.tookOver ? performance.now() + patienceMs / 2 : Number.POSITIVE_INFINITY
  for (;;) {
    try {
      return await startPostgres(place)
    } catch (error) {
      if (!(error instanceof PostgresExit)) throw error
      if (
        !/lock file "postmaster.pid" already exists|pre-existing shared memory|Address already in use/.test(
          error.message,
        )
      )
        throw damaged(place, error.message)
      if (performance.now() > until)
        throw new StartError(
          `Another PostgreSQL is at work in the data folder ${place.dataDir}: ${lastWords(error.message)}.`,
        )
      if (performance.now() > askAt) {
        askAt = Number.POSITIVE_INFINITY
        await askToStop(place)
      }
      await sleep(300)
    }
  }
}

const damaged = ({ dataDir }: PostgresPlace, said: string) =>
  new StartError(`PostgreSQL cannot open the data folder ${dataDir}: ${lastWords(said)}. Its log is ${dataDir}.log.`)

/** What PostgreSQL's messages come down to: its last error and the detail to it, without time and process number. */
export function lastWords(said: string): string {
  const lines = said.split('\n').map((line) => line.replace(/^\d{4}-\d\d-\d\d .*?\[\d+\] /, '').trim())
  const last = (pattern: RegExp) =>
    lines
      .findLast((line) => pattern.test(line))
      ?.replace(pattern, '')
      .trim()
  if (said.includes('No space left on device')) return 'the disk is full'
  const error =
    last(/^.*?\b(FATAL|PANIC|error|ERROR):/) ??
    lines.findLast((line) => line !== '')?.replace(/^but /, '') ??
    'no reason given'
  const detail = last(/^DETAIL:/)
  return (detail ? `${error} (${detail})` : error).replace(/[.\s]+(\)?)$/, '$1')
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [database])
    if (found.rows.length === 0) await client.query(`create database ${database}`)
  } finally {
    await client.end()
  }
}

const restartsAllowed = 5
const quietMs = 60_000

/** Starts a PostgreSQL that ended by itself again, on its port; gives up when it keeps ending. Returns how to stop it. */
function superviseUntilStopped(
  place: PostgresPlace,
  first: PostgresProcess,
  log: (line: string) => void,
): () => Promise<void> {
  let stopping = false
  let running: PostgresProcess | undefined = first
  const supervise = async () => {
    for (let restarts = 0; running && restarts <= restartsAllowed; restarts++) {
      const since = performance.now()
      await running.ended
      running = undefined
      if (stopping) return
      if (performance.now() - since > quietMs) restarts = 0
      log('PostgreSQL has ended unexpectedly; starting it again.')
      running = await startAgain(place, first.port, () => stopping)
      if (stopping) await running?.stop()
    }
    if (!stopping) log(`PostgreSQL keeps ending; see ${place.dataDir}.log. Restart Fettle when that is mended.`)
  }
  const supervised = supervise()
  return async () => {
    stopping = true
    await running?.stop()
    await supervised
  }
}

async function startAgain(
  place: PostgresPlace,
  port: number,
  givenUp: () => boolean,
): Promise<PostgresProcess | undefined> {
  const until = performance.now() + patienceMs
  while (!givenUp() && performance.now() < until) {
    const started = await startPostgres(place, port).catch(() => undefined)
    if (started) return started
    await sleep(300)
  }
  return undefined
}
