import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import '../routes.ts'
import type { Ctx } from '../core/ctx.ts'
import { runImport, undoImport } from '../core/import.commands.ts'
import { ImportInput } from '../core/import.model.ts'
import { prepareImport } from '../core/import.queries.ts'
import { testCtx } from '../core/testDb.ts'
import { bomTarget } from './bomImport.commands.ts'
import { derivedNumber, parentsOf, readDepths, readDesignators, totalAgrees } from './bomImport.rules.ts'
import { items } from './item.tables.ts'
import { getMethodTree, masterMethodId } from './method.queries.ts'

// Invented parts in the shapes that drawing and board programs export.
const board = `Ref,Part No,Description,Package,Qty
"C1, C2",CAP-18,Capacitor 18 pF,0805,2
"R1-R3, R7",RES-10K,Resistor 10k,0805,5
"JP1
JP2",JMP-0R,"Jumper, wire
bridge",0805,2
TBD,MEM-1G,Flash memory,SOIC,1
`
const symbols = `Row,Part,References,Value,Footprint,Quantity Per PCB,Distributor A
1,R,R1 R2,120,R_0805,2,A-77
2,R,R3,2.2k,R_0805,1,
3,R,R4,22k,R_0805,1,
4,LED,D1,red,LED_0805,1,
`
const machine = `Type,Item,Source,Quantity,Cost/Unit,Total Cost
OTS,Linear guide - 300 mm,Railworks,2,$8.50 ,$17.00 
OTS,M5 nut,Boltshop,31,$0.02 ,$0.56 
OTS,Belt 5 m,Railworks,1,"$1,008.99 ",$900.00 
3D Printed,Left leg,Drawing office,1,--,$0.00 

,,,,Total Unit Cost,$25.49 
`
const bench = `qty,part,dimensions_inches
11,shelf,width=20.6 depth=11.5
6,bracket,
2,shelf,width=20.6 depth=11.5
`
const leveled = `Level,Part Number,Description,Qty,UoM
0,BENCH,Bench,1,
1,FRAME,Frame,1,
2,TUBE,Tube 40x40,4,
2,PLATE,Foot plate,4,
1,TOP,Table top,1,
2,TUBE,Tube 40x40,1,
`

const input = (text: string, number: string, more: Partial<ImportInput> = {}) =>
  ImportInput.parse({ target: 'bom', source: { text }, fileName: 'bom.csv', newParent: { number, name: '' }, ...more })
const preview = async (ctx: Ctx, text: string, number: string, more: Partial<ImportInput> = {}) =>
  (await prepareImport(ctx, bomTarget, input(text, number, more))).preview
const run = (ctx: Ctx, text: string, number: string) => runImport(ctx, bomTarget, input(text, number))
const tree = async (ctx: Ctx, number: string) => {
  const [item] = await ctx.db.select().from(items).where(eq(items.number, number))
  return getMethodTree(ctx.db, (await masterMethodId(ctx.db, item?.id ?? 0)) ?? 0)
}
const count = async (ctx: Ctx, table: string) =>
  Number((await ctx.db.execute<{ n: string }>(sql`select count(*) as n from ${sql.identifier(table)}`)).rows[0]?.n)
const said = (faults: readonly { row: number; code: string }[]) =>
  faults.map((f) => `${f.row} ${f.code.replace('import.', '')}`)

describe('designators are counted', () => {
  test.each([
    ['C1, C3, C5', 3],
    ['A2 A3 A4', 3],
    ['R1-R4', 4],
    ['R1-4;R9', 5],
    ['U16A, U16B', 2],
    ['J_V1, RSense', 2],
    ['R8 – R10', 3],
  ])('%s', (text, n) => expect(readDesignators(text)).toHaveLength(n))
  test.each(['TBD', '', 'n/a', '--', 'DNP'])('but not in "%s"', (text) => expect(readDesignators(text)).toBeUndefined())
})

test('part numbers are made from words, and different values stay different', () => {
  expect(derivedNumber('NEMA 17 Stepper Motor')).toBe('NEMA-17-STEPPER-MOTOR')
  expect(derivedNumber('R', '2.2k')).not.toBe(derivedNumber('R', '22k'))
  expect(derivedNumber('Träger – größe 5')).toBe('TRAGER-GROSSE-5')
  expect(derivedNumber('x'.repeat(300)).length).toBeLessThanOrEqual(60)
})

test('levels are numbers, dots or outlines', () => {
  expect(readDepths(['0', '1', '..2'])).toEqual([{ depth: 0 }, { depth: 1 }, { depth: 2 }])
  expect(readDepths(['1', '1.1', '1.1.1', '2'])).toEqual([{ depth: 1 }, { depth: 2 }, { depth: 3 }, { depth: 1 }])
  expect(parentsOf([1, 2, 2, 1, 2, 3])).toEqual([-1, 0, 0, -1, 3, 4])
  expect(parentsOf([1, 3])[1]).toHaveProperty('fault')
})

test('a total agrees within the rounding of its printed price', () => {
  expect(totalAgrees(31, 0.02, 0.56)).toBe(true) // 0.56 / 31 is 0.018, printed as 0.02
  expect(totalAgrees(1, 1008.99, 900)).toBe(false)
})

describe('a bill of materials is imported', () => {
  test('with its designators, and a quantity that disagrees is flagged and kept', async () => {
    const ctx = await testCtx()
    const dry = await preview(ctx, board, 'BOARD')
    expect(dry.columns.map((c) => c.field)).toEqual(['designators', 'number', 'name', 'package', 'quantity'])
    expect(said(dry.faults)).toEqual(['0 unit', '3 designators'])
    expect(dry.faults[1]?.message).toBe('The quantity is 5, but 4 designators are named. The quantity stays 5.')
    expect(await count(ctx, 'items')).toBe(0)
    await run(ctx, board, 'BOARD')
    const made = await tree(ctx, 'BOARD')
    expect(made.materials.map((m) => [m.itemNumber, m.itemName, m.quantityPer, m.designators, m.supply])).toEqual([
      ['CAP-18', 'Capacitor 18 pF', 2, 'C1, C2', 'stock'],
      ['RES-10K', 'Resistor 10k', 5, 'R1-R3, R7', 'stock'],
      ['JMP-0R', 'Jumper, wire bridge', 2, 'JP1 JP2', 'stock'],
      ['MEM-1G', 'Flash memory', 1, 'TBD', 'stock'],
    ])
  })

  test('where one symbol stands for several parts, each gets its own number', async () => {
    const ctx = await testCtx()
    await run(ctx, symbols, 'PCB')
    const made = await tree(ctx, 'PCB')
    expect(made.materials.map((m) => m.itemNumber)).toEqual(['R-120-R-0805', 'R-2.2K-R-0805', 'R-22K-R-0805', 'LED'])
    const again = await preview(ctx, symbols, 'PCB')
    expect(again.counts).toMatchObject({ create: 0, same: 4 })
  })

  test('with prices, and totals and blank lines left out', async () => {
    const ctx = await testCtx()
    const dry = await preview(ctx, machine, 'MACHINE')
    expect(dry.counts).toMatchObject({ rows: 5, blank: 1, skip: 1, faults: 0 })
    expect(said(dry.faults).filter((f) => !f.endsWith('derived-number') && !f.endsWith('supplier'))).toEqual([
      '0 unit',
      '4 total',
      '7 no-part',
    ])
    const done = await run(ctx, machine, 'MACHINE')
    const { rows } = await ctx.db.execute(sql`select number, kind, standard_cost as cost, notes from items order by id`)
    expect(rows.slice(0, 4)).toEqual([
      { number: 'LINEAR-GUIDE-300-MM', kind: 'bought', cost: 8.5, notes: 'Supplier: Railworks' },
      { number: 'M5-NUT', kind: 'bought', cost: 0.02, notes: 'Supplier: Boltshop' },
      { number: 'BELT-5-M', kind: 'bought', cost: 1008.99, notes: 'Supplier: Railworks' },
      { number: 'LEFT-LEG', kind: 'made', cost: 0, notes: 'Supplier: Drawing office' },
    ])
    await undoImport(ctx, done.id, () => {})
    expect([
      await count(ctx, 'items'),
      await count(ctx, 'methods'),
      await count(ctx, 'method_materials'),
      await count(ctx, 'units'),
    ]).toEqual([0, 0, 0, 0])
  })

  test('with the same part twice as one line, and that is said', async () => {
    const ctx = await testCtx()
    expect(said((await preview(ctx, bench, 'WB')).faults)).toContain('4 part-twice')
    await run(ctx, bench, 'WB')
    expect((await tree(ctx, 'WB')).materials.map((m) => [m.itemNumber, m.quantityPer, m.note])).toEqual([
      ['shelf', 13, 'width=20.6 depth=11.5'],
      ['bracket', 6, ''],
    ])
  })

  test('with all its levels, and replacing a method can be undone', async () => {
    const ctx = await testCtx()
    const first = await run(ctx, 'Part number,Qty\nOLD,1\n', 'BENCH')
    const before = await tree(ctx, 'BENCH')
    const second = await run(ctx, leveled, 'BENCH')
    const made = await tree(ctx, 'BENCH')
    expect(
      made.materials.map((m) => [
        m.itemNumber,
        m.supply,
        m.child?.materials.map((c) => `${c.quantityPer} ${c.itemNumber}`),
      ]),
    ).toEqual([
      ['FRAME', 'make', ['4 TUBE', '4 PLATE']],
      ['TOP', 'make', ['1 TUBE']],
    ])
    await expect(undoImport(ctx, first.id, () => {})).rejects.toThrow('Changed since the import')
    await undoImport(ctx, second.id, () => {})
    expect(await tree(ctx, 'BENCH')).toEqual(before)
    await undoImport(ctx, first.id, () => {})
    expect(await count(ctx, 'items')).toBe(0)
  })

  test.each([
    ['a part of itself', 'Part number,Qty\nX,1\n', 'X', '2 cycle'],
    ['a missing quantity', 'Part number,Qty\nA,\n', 'X', '2 missing'],
    ['a negative quantity', 'Part number,Qty\nA,-2\n', 'X', '2 negative'],
    ['a level left out', 'Level,Part number,Qty\n1,A,1\n3,B,1\n', 'X', '3 level'],
    ['an unknown unit', 'Part number,Qty,UoM\nA,1,furlong\n', 'X', '2 reference'],
  ])('never with %s', async (_why, text, number, fault) => {
    const ctx = await testCtx()
    expect(said((await preview(ctx, text, number)).faults)).toContain(fault)
    await expect(run(ctx, text, number)).rejects.toThrow()
    expect(await count(ctx, 'items')).toBe(0)
  })

  test('never as a circle through what is there', async () => {
    const ctx = await testCtx()
    await run(ctx, 'Part number,Qty,Type\nB,1,make\n', 'A')
    await expect(run(ctx, 'Part number,Qty\nA,1\n', 'B')).rejects.toThrow('cannot be part of itself')
  })
})
