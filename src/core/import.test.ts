import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import '../routes.ts'
import { type Ctx, inTransaction } from './ctx.ts'
import { runImport, undoImport } from './import.commands.ts'
import { ImportInput } from './import.model.ts'
import { prepareImport } from './import.queries.ts'
import { importTargets } from './import.routes.ts'
import { guessHeadingRow, guessMapping } from './importGuess.rules.ts'
import { importFieldsOf } from './importMaster.queries.ts'
import { createMaster } from './master.commands.ts'
import { registeredMasters } from './master.queries.ts'
import { testCtx } from './testDb.ts'

const target = (name: string) => importTargets().find((t) => t.name === name)!
const input = (name: string, text: string, more: Partial<ImportInput> = {}) =>
  ImportInput.parse({ target: name, source: { text }, fileName: `${name}.csv`, ...more })
const preview = async (ctx: Ctx, name: string, text: string, more: Partial<ImportInput> = {}) =>
  (await prepareImport(ctx, target(name), input(name, text, more))).preview
const run = (ctx: Ctx, name: string, text: string, more: Partial<ImportInput> = {}) =>
  runImport(ctx, target(name), input(name, text, more))
const undo = (ctx: Ctx, id: number) => undoImport(ctx, id, () => {})
const add = (ctx: Ctx, name: string, record: Record<string, unknown>) => {
  const { master, table } = registeredMasters().get(name)!
  return inTransaction(ctx, (tx) => createMaster(tx, master, table, record as never))
}
const partiesNow = async (ctx: Ctx) =>
  (await ctx.db.execute(sql`select code, name, payment_days, tax_percent from parties order by code`)).rows
const unit = { code: 'pc', name: 'piece', dimension: 'count', factor: 1, decimals: 0 }

describe('columns are guessed', () => {
  const fields = (name: string) => importFieldsOf(registeredMasters().get(name)!.master)
  test.each([
    [
      'items',
      ['Part No.', 'Description', 'UoM', 'Unit Price', 'Lead Time'],
      ['number', 'name', 'stockUnitId', 'standardCost', 'leadDays'],
    ],
    ['items', ['stockUnitId', 'MPN', 'Title', 'nonsense'], ['stockUnitId', 'number', 'name', null]],
    [
      'parties',
      ['Customer number', 'Company', 'E-Mail', 'VAT', 'Terms'],
      ['code', 'name', 'email', 'taxNumber', 'paymentDays'],
    ],
    ['workCenters', ['Work Center', 'Name', 'Calendar', 'Stations'], ['code', 'name', 'calendarId', 'machines']],
  ])('of %s from %j', (name, headings, expected) => {
    expect(guessMapping(headings, [], fields(name))).toEqual(expected)
  })
  test('with headings below a title', () => {
    expect(
      guessHeadingRow(
        [['Price list 2026'], [], ['Part number', 'Description', 'Price'], ['A', 'b', '1']],
        fields('items'),
      ),
    ).toBe(3)
  })
  test('with no headings at all', () => {
    expect(
      guessHeadingRow(
        [
          ['7731', 'Bolt', '1.5'],
          ['7732', 'Nut', '2'],
        ],
        fields('items'),
      ),
    ).toBe(0)
  })
})

describe('a master is imported', () => {
  const file = 'Code;Name;Net days;Tax rate;Country\nC1;Alder Interiors;14;19,5;DE\n\nC2;Birch & Sons;;7;DE\n'

  test('after a dry run that writes nothing', async () => {
    const ctx = await testCtx()
    const dry = await preview(ctx, 'parties', file)
    expect(dry.counts).toMatchObject({ rows: 2, blank: 1, create: 2, faults: 0 })
    expect(dry.decimalMark).toBe('comma')
    expect(await partiesNow(ctx)).toEqual([])
  })

  test('and the same file again changes nothing, and another one what differs', async () => {
    const ctx = await testCtx()
    const first = await run(ctx, 'parties', file)
    expect(first.counts).toMatchObject({ create: 2 })
    const made = [
      { code: 'C1', name: 'Alder Interiors', payment_days: 14, tax_percent: 19.5 },
      { code: 'C2', name: 'Birch & Sons', payment_days: 30, tax_percent: 7 },
    ]
    expect(await partiesNow(ctx)).toEqual(made)
    await expect(run(ctx, 'parties', file)).rejects.toThrow('here already')
    const second = await run(ctx, 'parties', 'Code,Name,Net days\nC2,Birch and Sons,21\nC3,Cedar,\n')
    expect(second.counts).toMatchObject({ create: 1, change: 1 })
    await expect(undo(ctx, first.id)).rejects.toThrow('Changed since the import in parties: C2')
    await undo(ctx, second.id)
    expect(await partiesNow(ctx)).toEqual(made)
    await expect(undo(ctx, second.id)).rejects.toThrow('undone already')
    await undo(ctx, first.id)
    expect(await partiesNow(ctx)).toEqual([])
  })

  test('never when any row has a fault, each named by row and column', async () => {
    const ctx = await testCtx()
    const bad =
      'Code,Name,Net days,E-mail,Currency\nA,,x,not-mail,USD\nB,Beech,5,b@beech.test,XXX\nB,Beech again,400,,USD\n'
    const { faults, counts } = await preview(ctx, 'parties', bad)
    expect(faults.map((f) => `${f.row}:${f.heading} ${f.code}`)).toEqual([
      '2:Net days import.not-integer',
      '3:Currency import.not-word',
      '4:Code import.twice',
      '4:Net days import.invalid',
    ])
    expect(counts.faults).toBe(4)
    await expect(run(ctx, 'parties', bad)).rejects.toThrow('Row 4, Code: Row 3 has the same code B.')
    expect(await partiesNow(ctx)).toEqual([])
  })

  test('with references by code or name, undone only while nothing uses it', async () => {
    const ctx = await testCtx()
    await add(ctx, 'units', unit)
    const wrong = await preview(ctx, 'items', 'Part number,Description,Unit\nP1,Plate,furlong\nP2,,pc\n')
    expect(wrong.faults.map((f) => [f.row, f.heading, f.message])).toEqual([
      [2, 'Unit', 'There is nothing in units called "furlong".'],
      [3, 'Description', 'Description is missing.'],
    ])
    const items = await run(
      ctx,
      'items',
      'Part number,Description,Unit,Cost\nP1,Plate,PC,"$1,008.50 "\nP2,Pin,Piece,--\n',
    )
    const { rows } = await ctx.db.execute(sql`select number, standard_cost from items order by number`)
    expect(rows).toEqual([
      { number: 'P1', standard_cost: 1008.5 },
      { number: 'P2', standard_cost: 0 },
    ])
    const customer = await run(ctx, 'parties', 'Code,Name\nZ,Zelkova\n')
    await run(ctx, 'customerPartNumbers', 'Customer,Item,Part number\nZelkova,P1,Z-77\n')
    await expect(undo(ctx, items.id)).rejects.toThrow('Used in customer part numbers: P1')
    await expect(undo(ctx, customer.id)).rejects.toThrow('Used in customer part numbers: Z')
  })

  test('with corrected columns and values for every row', async () => {
    const ctx = await testCtx()
    await add(ctx, 'units', unit)
    const dry = await preview(ctx, 'items', 'X\tY\nP9\tPeg\n', {
      mapping: ['number', 'name'],
      constants: { stockUnitId: 'pc', kind: 'made' },
      headingRow: 1,
    })
    expect(dry.counts).toMatchObject({ create: 1, faults: 0 })
    const twice = await preview(ctx, 'items', 'X\tY\nP9\tPeg\n', { mapping: ['number', 'number'] })
    expect(twice.faults.map((f) => f.code)).toContain('import.field-twice')
  })
})

test('20,000 customers go in and out at once', async () => {
  const ctx = await testCtx()
  const text = `Code,Name,City\n${Array.from({ length: 20_000 }, (_, i) => `K${i},Customer ${i},Town ${i % 50}`).join('\n')}\n`
  const done = await run(ctx, 'parties', text)
  expect(done.counts.create).toBe(20_000)
  await undo(ctx, done.id)
  expect(await partiesNow(ctx)).toEqual([])
})
