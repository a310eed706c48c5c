import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Costs, costElements, roundTo } from './elements.ts'
import {
  explode,
  type RollUpLevel,
  type RollUpMaterial,
  type RollUpOperation,
  type RollUpProblem,
  rollUp,
} from './rollUp.ts'
import { rollUpFaults } from './rollUpCheck.ts'

const operation = (o: Partial<RollUpOperation>): RollUpOperation => ({
  id: 1,
  kind: 'inside',
  setupMinutes: 0,
  runMinutes: 0,
  crew: 1,
  attendedPercent: 100,
  scrapPercent: 0,
  laborRatePerHour: 0,
  machineRatePerHour: 0,
  overheadDriver: 'none',
  overheadRate: 0,
  unitPrice: 0,
  minimumCharge: 0,
  toolingCost: 0,
  ...o,
})
const material = (m: Partial<RollUpMaterial>): RollUpMaterial => ({
  id: 1,
  quantityPer: 1,
  fixedQuantity: 0,
  scrapPercent: 0,
  operation: null,
  unitCost: 0,
  level: null,
  ...m,
})

/**
 * Ten tables, worked by hand.
 * Assemble (last) yields 10, loses none: 10 enter. Plane loses 20 %: 10 / 0.8 = 12.5 enter.
 *   Plane: set-up 30 min × (38 + 12)/h = 25.00; run 12.5 × 6 = 75 min: labor 75/60 × 38 = 47.50, machine 75/60 × 12 = 15.00,
 *          overhead 105 machine minutes × 8/h = 14.00
 *   Assemble: 10 × 24 = 240 min, two people, half attended: labor 4 h × 0.5 × 2 × 30 = 120.00, overhead 50 % of it = 60.00
 *   Varnish outside: 10 × 7 = 70, less than the minimum 95.00. Jig 40.00 once.
 *   Board at Plane: 2.4 m² × 12.5 / (1 - 4 %) + 1 = 31.25 + 1 = 32.25 m² × 18.20 = 586.95
 *   Legs at Assemble, made: 4 × 10 = 40.
 * Legs (level 1), 40 pieces: turning set-up 15 min × (30 + 20)/h = 12.50; 40 × 3 = 120 min: labor at 25 % attended
 *   2 h × 0.25 × 30 = 15.00, machine 2 h × 20 = 40.00; blank 40 × 2.05 = 82.00. Sum 149.50, one leg 3.7375.
 */
const tables: RollUpProblem = {
  quantity: 10,
  levels: [
    {
      operations: [
        operation({
          id: 10,
          setupMinutes: 30,
          runMinutes: 6,
          scrapPercent: 20,
          laborRatePerHour: 38,
          machineRatePerHour: 12,
          overheadDriver: 'machineHours',
          overheadRate: 8,
        }),
        operation({
          id: 20,
          runMinutes: 24,
          crew: 2,
          attendedPercent: 50,
          laborRatePerHour: 30,
          overheadDriver: 'laborCost',
          overheadRate: 50,
          toolingCost: 40,
        }),
        operation({ id: 30, kind: 'outside', unitPrice: 7, minimumCharge: 95, setupMinutes: 99, laborRatePerHour: 99 }),
      ],
      materials: [
        material({ id: 1, quantityPer: 2.4, fixedQuantity: 1, scrapPercent: 4, operation: 0, unitCost: 18.2 }),
        material({ id: 2, quantityPer: 4, operation: 1, level: 1, unitCost: 999 }),
      ],
    },
    {
      operations: [
        operation({
          id: 40,
          setupMinutes: 15,
          runMinutes: 3,
          attendedPercent: 25,
          laborRatePerHour: 30,
          machineRatePerHour: 20,
        }),
      ],
      materials: [material({ id: 3, unitCost: 2.05 })],
    },
  ],
}

describe('ten tables', () => {
  const answer = rollUp(tables)

  test('take what a hand calculation says', () => {
    const [table, leg] = answer.levels
    expect(table?.operations.map((o) => o.costs)).toEqual([
      { setup: 25, labor: 47.5, machine: 15, overhead: 14 },
      { labor: 120, overhead: 60, tooling: 40 },
      { outside: 95 },
    ])
    expect(table?.materials.map((m) => m.quantity)).toEqual([32.25, 40])
    expect(leg?.costs).toEqual({ setup: 12.5, labor: 15, machine: 40, material: 82 })
    expect(leg?.unitCost).toBe(3.7375)
    expect(answer.costs).toEqual({
      material: 668.95,
      labor: 182.5,
      machine: 55,
      setup: 37.5,
      outside: 95,
      overhead: 74,
      tooling: 40,
    })
    expect([answer.total, answer.unitCost]).toEqual([1152.95, 115.295])
  })

  test('show the made legs with every element below them', () => {
    expect(answer.levels[0]?.materials[1]?.costs).toEqual(answer.levels[1]?.costs)
    expect(answer.levels[0]?.own.material).toBe(586.95)
  })

  test('start with the pieces that the later operations lose', () => {
    const [table] = explode(tables)
    expect([table?.startQuantity, table?.quantity]).toEqual([12.5, 10])
    expect(table?.operations.map((o) => [o.inputQuantity, o.setupMinutes, o.runMinutes, o.laborMinutes])).toEqual([
      [12.5, 30, 75, 105],
      [10, 0, 240, 240],
      [10, 0, 0, 0],
    ])
  })
})

test('whole pieces are started and made: a loss of half a piece or more is one more, less and noise are none', () => {
  // Two operations lose 2 % each: 10 / 0.98 = 10.2 and 10 / 0.98 / 0.98 = 10.41 pieces enter, both 10 when whole.
  const operations = [operation({ id: 1, scrapPercent: 2 }), operation({ id: 2, scrapPercent: 2 })]
  const materials = [
    material({ id: 1, scrapPercent: 1, decimals: 0 }),
    material({ id: 2, quantityPer: 0.3, decimals: 1 }),
  ]
  const [level] = explode({ quantity: 10, levels: [{ operations, materials, decimals: 0 }] })
  expect(level?.operations.map((o) => o.inputQuantity)).toEqual([10, 10])
  expect(level?.materials).toEqual([10, 3]) // 10 / 0.99 = 10.1; 10 × 0.3
  // 0.1 × 3 / 0.05 is 6.000000000000001 in binary.
  expect(
    explode({
      quantity: 3,
      levels: [{ operations: [], materials: [material({ quantityPer: 0.1, scrapPercent: 95, decimals: 0 })] }],
    })[0]?.materials,
  ).toEqual([6])
})

test('one piece with an allowance for scrap stays one on every level below, and what is bought for it is divided', () => {
  const operations = [operation({ runMinutes: 1, laborRatePerHour: 60, scrapPercent: 1 })]
  const deep = (level: number | null): RollUpLevel => ({
    operations,
    materials: [
      material({ id: 1, scrapPercent: 1, decimals: 0, level, unitCost: 0 }),
      material({ id: 2, quantityPer: 0.2, unitCost: 10 }),
    ],
    decimals: 0,
  })
  const answer = rollUp({ quantity: 1, levels: [deep(1), deep(2), deep(null)] })
  expect(answer.levels.map((l) => [l.quantity, l.startQuantity])).toEqual([
    [1, 1],
    [1, 1],
    [1, 1],
  ])
  expect(answer.costs).toEqual({ labor: 3, material: 6 })
  const starts = [1, 10, 60, 100].map((quantity) => explode({ quantity, levels: [deep(null)] })[0]?.startQuantity)
  expect(starts).toEqual([1, 10, 61, 101])
})

test('what is not made costs nothing, not even its set-up, jig or minimum charge', () => {
  expect(rollUp({ ...tables, quantity: 0 })).toMatchObject({ total: 0, unitCost: 0, costs: {} })
})

test('overhead by labor hours counts every person, set-up included', () => {
  // (30 + 10 × 6 × 50 %) min × 2 people = 120 min × 15/h = 30
  const o = operation({
    setupMinutes: 30,
    runMinutes: 6,
    crew: 2,
    attendedPercent: 50,
    overheadDriver: 'laborHours',
    overheadRate: 15,
  })
  expect(rollUp({ quantity: 10, levels: [{ operations: [o], materials: [] }] }).costs).toEqual({ overhead: 30 })
})

test('a level that nothing uses, or that two lines use, is named', () => {
  const bare: RollUpLevel = { operations: [], materials: [] }
  expect(() => explode({ quantity: 1, levels: [bare, bare] })).toThrow('Level 1 supplies no line')
  const twice = [material({ id: 5, level: 1 }), material({ id: 6, level: 1 })]
  expect(() => explode({ quantity: 1, levels: [{ operations: [], materials: twice }, bare] })).toThrow(
    'Material 6 of level 0',
  )
  expect(() =>
    explode({ quantity: 1, levels: [{ operations: [], materials: [material({ id: 7, scrapPercent: 100 })] }] }),
  ).toThrow('material 7')
})

test('halves are rounded away from zero as printed', () => {
  expect([1.00005, 2.675, -1.00005, 0.5, 1e-9].map((v) => roundTo(v, 4))).toEqual([1.0001, 2.675, -1.0001, 0.5, 0])
  expect([roundTo(2.675, 2), roundTo(1.005, 2), roundTo(-0.004, 2)]).toEqual([2.68, 1.01, 0])
})

const decimal = (max: number, places: number) =>
  fc.integer({ min: 0, max: max * 10 ** places }).map((v) => v / 10 ** places)
const anyOperation: fc.Arbitrary<RollUpOperation> = fc.record({
  id: fc.nat(999),
  kind: fc.constantFrom('inside' as const, 'outside' as const),
  setupMinutes: decimal(200, 1),
  runMinutes: decimal(90, 2),
  crew: decimal(4, 1),
  attendedPercent: fc.constantFrom(0, 25, 100),
  scrapPercent: fc.constantFrom(0, 0, 2.5, 30),
  laborRatePerHour: decimal(90, 2),
  machineRatePerHour: decimal(120, 2),
  overheadDriver: fc.constantFrom(
    'machineHours' as const,
    'laborHours' as const,
    'laborCost' as const,
    'none' as const,
  ),
  overheadRate: decimal(150, 1),
  unitPrice: decimal(50, 2),
  minimumCharge: decimal(300, 2),
  toolingCost: decimal(500, 0),
})
const anyDecimals = fc.constantFrom(undefined, undefined, 0, 3)
const anyMaterial = fc.record({
  id: fc.nat(999),
  quantityPer: decimal(3, 3),
  fixedQuantity: decimal(5, 1),
  scrapPercent: fc.constantFrom(0, 0, 5, 50),
  operation: fc.constantFrom(null, 0, 1),
  unitCost: decimal(300, 4),
  made: fc.boolean(),
  decimals: anyDecimals,
})
/** Trees of up to 12 levels: a made line takes the next level that nobody supplies yet. */
const anyProblem: fc.Arbitrary<RollUpProblem> = fc
  .record({
    quantity: fc.constantFrom(1, 7, 12.5, 250),
    levels: fc.array(
      fc.record({
        operations: fc.array(anyOperation, { maxLength: 3 }),
        materials: fc.array(anyMaterial, { maxLength: 4 }),
        decimals: anyDecimals,
      }),
      { minLength: 1, maxLength: 12 },
    ),
  })
  .map(({ quantity, levels }) => {
    let next = 1
    const linked = levels.map((l, i): RollUpLevel | undefined =>
      i >= next
        ? undefined
        : {
            operations: l.operations,
            decimals: l.decimals,
            materials: l.materials.map(({ made, ...m }) => ({
              ...m,
              operation: m.operation !== null && m.operation < l.operations.length ? m.operation : null,
              level: made && next < levels.length ? next++ : null,
            })),
          },
    )
    return { quantity, levels: linked.filter((l) => l !== undefined) }
  })

const sumOf = (costs: Costs) => costElements.reduce((sum, e) => sum + (costs[e] ?? 0), 0)

describe('for any method', () => {
  test('a check that goes another way finds no fault', () => {
    fc.assert(
      fc.property(anyProblem, (p) => {
        expect(rollUpFaults(p, rollUp(p))).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  test('the check does find a cost that was lost', () => {
    const answer = rollUp(tables)
    expect(rollUpFaults(tables, { ...answer, total: answer.total - 1 })).toHaveLength(1)
  })

  test('the total is the sum of what each level alone costs: nothing is lost or counted twice', () => {
    fc.assert(
      fc.property(anyProblem, (p) => {
        const answer = rollUp(p)
        const alone = answer.levels.reduce((sum, l) => sum + sumOf(l.own), 0)
        expect(Math.abs(alone - answer.total)).toBeLessThanOrEqual(1e-4 + answer.total * 1e-13)
      }),
      { numRuns: 500 },
    )
  })

  test('more pieces never cost less in all', () => {
    fc.assert(
      fc.property(anyProblem, (p) => {
        expect(rollUp({ ...p, quantity: p.quantity * 3 }).total).toBeGreaterThanOrEqual(rollUp(p).total)
      }),
      { numRuns: 300 },
    )
  })
})
