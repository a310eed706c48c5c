import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createCompany } from '../core/company.commands.ts'
import { systemActor } from '../core/ctx.ts'
import { testDatabase } from '../core/testDb.ts'
import { runFettle } from '../stories/testProcess.ts'

const nowhere = 'postgres://nobody@127.0.0.1:1/none'
const sentences = /^\S.*[.]\n$/

async function shop() {
  const database = await testDatabase()
  await createCompany(
    { db: database.db, actor: systemActor, now: '2026-03-02T08:00:00.000Z' },
    { name: 'Works', currency: 'USD', timeZone: 'UTC', locale: 'en-US', sample: '' },
  )
  return database
}

function file(name: string, content: string | Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'fettle-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

// A start of the program takes seconds on a busy machine.
const patience = 180_000

describe('every command', () => {
  test('tells its help', { timeout: patience }, async () => {
    const all = await runFettle(['--help'], nowhere)
    expect(all.code).toBe(0)
    const names = [...all.out.matchAll(/^ {2}(\w+) /gm)].map((m) => m[1])
    expect(names).toEqual(['serve', 'worker', 'migrate', 'sample', 'import', 'user', 'bench'])
    for (const name of names) {
      const { code, out } = await runFettle([name ?? '', '--help'], nowhere)
      expect([code, out.startsWith(`Usage: fettle ${name}`)]).toEqual([0, true])
    }
  })

  test.each([
    [['fly'], 2],
    [['import', 'bom'], 2],
    [['import', 'unicorns', 'x.csv'], 2],
    [['import', 'bom', 'x.csv'], 2],
    [['import', 'items', 'nowhere.csv'], 1],
    [['sample', 'bakery'], 2],
    [['serve', '--port', 'abc'], 2],
    [['serve', '--colour', 'red'], 2],
    [['user', 'add', '--name', 'A'], 2],
    [['migrate'], 1],
    [['worker'], 1],
  ])('%j ends with one clear sentence', { timeout: patience }, async (args, code) => {
    const answer = await runFettle(args, nowhere)
    expect(answer.code).toBe(code)
    expect(answer.out).toBe('')
    expect(answer.err).toMatch(sentences)
    expect(answer.err.split('\n')).toHaveLength(2)
  })
})

test('fettle sample loads into an empty database, once', { timeout: patience }, async () => {
  const { url } = await testDatabase()
  const first = await runFettle(['sample', 'furniture', '--json'], url)
  expect([first.code, JSON.parse(first.out)]).toEqual([0, { sample: 'furniture' }])
  const second = await runFettle(['sample', 'tools'], url)
  expect(second.code).toBe(1)
  expect(second.err).toMatch('a sample goes into an empty one only.')
})

test('fettle user add adds a user, and not twice', { timeout: patience }, async () => {
  const { url, db } = await shop()
  const args = [
    'user',
    'add',
    '--name',
    'Ann',
    '--email',
    'ann@works.test',
    '--password',
    'long enough',
    '--role',
    'sales',
    '--json',
  ]
  const first = await runFettle(args, url)
  expect([first.code, JSON.parse(first.out).email]).toEqual([0, 'ann@works.test'])
  const second = await runFettle(args, url)
  expect([second.code, second.err]).toEqual([1, 'ann@works.test already has an account.\n'])
  expect((await db.execute(sql`select role from user_roles`)).rows).toEqual([{ role: 'sales' }])
})

describe('fettle import', () => {
  test('says with --dry-run what it would do, does it, and refuses faults by row', { timeout: patience }, async () => {
    const { url, db } = await shop()
    const parts = file(
      'parts.csv',
      'Ref,Part No,Description,Qty,Price\n"R1, R2",RES,Resistor,2,$0.10 \nC1,CAP,Capacitor,2,$0.20 \n',
    )
    const dry = await runFettle(['import', 'bom', parts, '--parent', 'BOARD', '--dry-run', '--json'], url)
    expect(dry.code).toBe(0)
    expect(JSON.parse(dry.out)).toMatchObject({ done: false, counts: { create: 4, faults: 0, warnings: 2 } })
    expect((await db.execute(sql`select count(*)::int as n from items`)).rows).toEqual([{ n: 0 }])
    const done = await runFettle(['import', 'bom', parts, '--parent', 'BOARD'], url)
    expect(done.code).toBe(0)
    expect(done.out).toMatch('warning row 3, Qty: The quantity is 2, but 1 designator is named. The quantity stays 2.')
    expect((await db.execute(sql`select number, standard_cost as cost from items order by number`)).rows).toEqual([
      { number: 'BOARD', cost: 0 },
      { number: 'CAP', cost: 0.2 },
      { number: 'RES', cost: 0.1 },
    ])

    const wrong = await runFettle(['import', 'customers', '-', '--json'], url, 'Code,Name,Terms\nC1,Alder,soon\n')
    expect(wrong.code).toBe(1)
    expect(JSON.parse(wrong.out).faults).toEqual([expect.objectContaining({ row: 2, heading: 'Terms', kind: 'fault' })])
    expect(wrong.err).toBe('Nothing was imported: 1 fault must be mended first.\n')
    const mapped = await runFettle(
      ['import', 'customers', '-', '--map', 'Terms=notes', '--set', 'currency=EUR', '--json'],
      url,
      'Code,Name,Terms\nC1,Alder,soon\n',
    )
    expect([mapped.code, JSON.parse(mapped.out)]).toEqual([
      0,
      expect.objectContaining({ done: true, target: 'customers' }),
    ])
    expect((await db.execute(sql`select code, currency, notes, customer from parties`)).rows).toEqual([
      { code: 'C1', currency: 'EUR', notes: 'soon', customer: true },
    ])
  })

  test.each([
    ['broken UTF-8', Buffer.concat([Buffer.from('Größe,ü\n'), Buffer.from([0xff, 0x0a])]), 'Line 2 is not valid UTF-8'],
    ['malformed CSV', Buffer.from('Code,Name\n"A,b\n'), 'A quoted cell is never closed'],
    ['nothing', Buffer.from(''), 'The file is empty.'],
  ])('refuses %s in one sentence', { timeout: patience }, async (_what, content, message) => {
    const { url } = await shop()
    const answer = await runFettle(['import', 'customers', file('bad.csv', content)], url)
    expect(answer.code).toBe(1)
    expect(answer.err).toMatch(message)
    expect(answer.err.split('\n')).toHaveLength(2)
  })
})
