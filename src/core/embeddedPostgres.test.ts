import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isAlive } from './dataFolderLock.ts'
import { type EmbeddedPostgres, lastWords, startEmbeddedPostgres } from './embeddedPostgres.ts'

let folder: string
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fettle-postgres-'))
  fs.chmodSync(folder, 0o755)
})
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

const quiet = () => undefined
const inData = (file: string) => path.join(folder, 'data', file)

async function query(url: string, sql: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', quiet)
  await client.connect()
  try {
    const { rows } = await client.query<{ answer: string }>(sql)
    return String(rows[0]?.answer)
  } finally {
    await client.end()
  }
}

const postmaster = () => Number(fs.readFileSync(inData('postmaster.pid'), 'utf8').split('\n')[0])

async function until(met: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await met()) return
    await sleep(100)
  }
  throw new Error('It did not happen within 10 s.')
}

/** Another Fettle on the same folder, as a process of its own that can be killed. */
async function startOther(): Promise<{ process: ChildProcess; url: string }> {
  const module = JSON.stringify(path.join(import.meta.dirname, 'embeddedPostgres.ts'))
  const program = `const { startEmbeddedPostgres } = await import(${module})
    console.log((await startEmbeddedPostgres(${JSON.stringify(inData(''))}, () => {})).url)
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [bytes] = await once(child.stdout, 'data')
  return { process: child, url: String(bytes).trim() }
}

test('a new folder is set up privately, keeps its data and shuts down cleanly', async () => {
  const said: string[] = []
  const first = await startEmbeddedPostgres(inData(''), (line) => said.push(line))
  expect(said).toEqual([`Setting up the database in ${path.join(folder, 'data')}.`])
  expect(
    await query(first.url, "select current_setting('fsync') || current_setting('listen_addresses') as answer"),
  ).toBe('on127.0.0.1')
  await query(first.url, 'create table kept as select 7 as answer')
  expect(fs.statSync(`${path.join(folder, 'data')}.secret`).mode & 0o777).toBe(0o600)
  await first.stop()
  expect(fs.existsSync(inData('postmaster.pid'))).toBe(false)

  const second = await startEmbeddedPostgres(inData(''), quiet)
  expect(await query(second.url, 'select answer from kept')).toBe('7')
  await expect(startEmbeddedPostgres(inData(''), quiet)).rejects.toThrow(
    `already in use by another Fettle (process ${process.pid}).`,
  )
  await second.stop()
})

test('kill -9 takes PostgreSQL along, and the next start finds every commit', async () => {
  const other = await startOther()
  await query(other.url, 'create table survived as select 42 as answer')
  const killed = postmaster()
  other.process.kill('SIGKILL')
  await once(other.process, 'exit')
  const next = await startEmbeddedPostgres(inData(''), quiet)
  expect(isAlive(killed)).toBe(false)
  expect(await query(next.url, 'select answer from survived')).toBe('42')
  await next.stop()
})

test('a PostgreSQL that is killed comes back on the same port', async () => {
  const server: EmbeddedPostgres = await startEmbeddedPostgres(inData(''), quiet)
  const killed = postmaster()
  process.kill(killed, 'SIGKILL')
  await until(() =>
    query(server.url, 'select 1 as answer').then(
      (answer) => answer === '1' && postmaster() !== killed,
      () => false,
    ),
  )
  await server.stop()
  expect(fs.existsSync(inData('postmaster.pid'))).toBe(false)
})

test('a PostgreSQL that says a lot before it is ready, as one that recovers under load does, is heard all the same', async () => {
  const settings = fs.readFileSync(inData('postgresql.conf'), 'utf8')
  fs.appendFileSync(inData('postgresql.conf'), `\nlog_line_prefix = '${'.'.repeat(30_000)}'\n`)
  const server = await startEmbeddedPostgres(inData(''), quiet)
  await server.stop()
  const log = fs.readFileSync(`${path.join(folder, 'data')}.log`, 'utf8')
  expect(log.lastIndexOf('ready to accept connections') - log.indexOf('.....')).toBeGreaterThan(20_000)
  fs.writeFileSync(inData('postgresql.conf'), settings)
})

test('a lost password file is made anew', async () => {
  fs.rmSync(`${path.join(folder, 'data')}.secret`)
  const server = await startEmbeddedPostgres(inData(''), quiet)
  expect(await query(server.url, 'select answer from kept')).toBe('7')
  await server.stop()
})

test('a damaged folder is named, with the reason and the log', async () => {
  fs.writeFileSync(inData('PG_VERSION'), '17\n')
  const error = startEmbeddedPostgres(inData(''), quiet)
  await expect(error).rejects.toThrow(
    `PostgreSQL cannot open the data folder ${path.join(folder, 'data')}: database files are incompatible with server`,
  )
  await expect(startEmbeddedPostgres(inData(''), quiet)).rejects.toThrow('.log.')
})

test("a folder with someone's files is left alone", async () => {
  const theirs = path.join(folder, 'theirs')
  fs.mkdirSync(theirs)
  fs.writeFileSync(path.join(theirs, 'letter.txt'), 'Dear …')
  await expect(startEmbeddedPostgres(theirs, quiet)).rejects.toThrow(
    `The data folder ${theirs} holds other files, but no Fettle data.`,
  )
  expect(fs.readdirSync(theirs)).toEqual(['letter.txt'])
  await expect(startEmbeddedPostgres(path.join(theirs, 'letter.txt'), quiet)).rejects.toThrow(
    'a file of that name is in the way',
  )
})

test('what PostgreSQL said comes down to its last error and the detail', () => {
  const said = `2026-03-02 08:00:00.000 UTC [12] LOG:  starting PostgreSQL 18.4
2026-03-02 08:00:00.001 UTC [12] FATAL:  data directory "/d" has invalid permissions
2026-03-02 08:00:00.001 UTC [12] DETAIL:  Permissions should be u=rwx (0700).
`
  expect(lastWords(said)).toBe('data directory "/d" has invalid permissions (Permissions should be u=rwx (0700))')
  expect(lastWords('FATAL:  could not write: No space left on device\nPANIC:  cannot abort transaction 1\n')).toBe(
    'the disk is full',
  )
})
