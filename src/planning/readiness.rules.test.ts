import { expect, test } from 'vitest'
import { isClearToBuild, type ReadinessFacts, readinessOf } from './readiness.rules.ts'

const bare: ReadinessFacts = {
  today: '2026-03-02',
  dueOn: '2026-03-20',
  projectedOn: null,
  unplaced: [],
  usesMaterial: false,
  materials: [],
  notMade: [],
  tooling: [],
  toolingCharged: 0,
  drawings: [],
  outside: [],
  papers: [],
}
const of = (facts: Partial<ReadinessFacts>, light: string) =>
  readinessOf({ ...bare, ...facts }).find((l) => l.light === light)
const board = { item: 'BOARD', unit: 'pc', open: 8, short: 0, unreserved: 0, expected: [] }
const plating = {
  operation: 'WO-1/20',
  process: 'Nickel plating',
  vendor: 'Bright',
  approvedProcesses: '',
  leadDays: 5,
  done: false,
  atVendor: 0,
  backOn: null,
}
const plate = { item: 'PLATE', drawing: 'D-1', madeTo: 'B', current: 'B', filedRevisions: ['A', 'B'] }

test('a job that needs nothing is clear to build', () => {
  const lights = readinessOf(bare)
  expect(lights.map((l) => [l.light, l.state])).toEqual(
    ['material', 'tooling', 'drawing', 'capacity', 'outside', 'papers'].map((l) => [l, 'none']),
  )
  expect(isClearToBuild(lights)).toBe(true)
})

test('material is what is issued, reserved, free, on order or short', () => {
  expect(of({ usesMaterial: true }, 'material')).toMatchObject({ state: 'ready', reason: 'All material is issued.' })
  expect(of({ materials: [board], usesMaterial: true }, 'material')).toMatchObject({
    state: 'ready',
    reason: 'All that is not issued yet is reserved.',
  })
  expect(of({ materials: [{ ...board, unreserved: 3 }], usesMaterial: true }, 'material')?.reason).toBe(
    'In stock; not reserved: 3 pc of BOARD.',
  )
  const expected = [
    { order: 'PO-1', quantity: 4, on: '2026-03-09' },
    { order: 'PO-2', quantity: 4, on: '2026-03-05' },
  ]
  expect(of({ materials: [{ ...board, expected }], usesMaterial: true }, 'material')).toMatchObject({
    state: 'expected',
    expectedOn: '2026-03-09',
  })
  expect(of({ materials: [{ ...board, expected, short: 2 }], usesMaterial: true }, 'material')).toMatchObject({
    state: 'missing',
    reason: 'Short: 2 pc of BOARD.',
  })
  const notMade = [{ item: 'FRAME', unit: 'pc', short: 1, workOrders: 'WO-2' }]
  expect(of({ notMade, usesMaterial: true }, 'material')).toMatchObject({
    state: 'missing',
    reason: 'Short: 1 pc of FRAME, which WO-2 did not yield.',
  })
})

test('a drawing must be of the revision that is made, and that of today', () => {
  expect(of({ drawings: [plate] }, 'drawing')?.state).toBe('ready')
  expect(of({ drawings: [{ ...plate, filedRevisions: ['A'] }] }, 'drawing')).toMatchObject({
    state: 'missing',
    reason: 'PLATE (D-1): only the drawing of revision A is there, it is made to B.',
  })
  expect(of({ drawings: [{ ...plate, filedRevisions: [] }] }, 'drawing')).toMatchObject({
    state: 'ready',
    reason: 'PLATE revision B (D-1, not attached here).',
  })
  expect(of({ drawings: [{ ...plate, madeTo: 'A' }] }, 'drawing')?.reason).toContain(
    'made to revision A, but the item is at B',
  )
})

test('outside work wants an approved vendor, then it is waited for', () => {
  expect(of({ outside: [{ ...plating, vendor: null }] }, 'outside')?.state).toBe('missing')
  expect(of({ outside: [{ ...plating, approvedProcesses: 'anodizing' }] }, 'outside')).toMatchObject({
    state: 'missing',
    reason: 'Bright is not approved for Nickel plating (WO-1/20).',
  })
  expect(of({ outside: [{ ...plating, atVendor: 4, backOn: '2026-03-11' }] }, 'outside')).toMatchObject({
    state: 'expected',
    expectedOn: '2026-03-11',
  })
  expect(of({ outside: [{ ...plating, done: true }] }, 'outside')?.state).toBe('ready')
})

test('capacity is the plan against the day it is due; late work may still be started', () => {
  expect(of({ projectedOn: '2026-03-19' }, 'capacity')?.reason).toBe(
    'The plan ends on 2026-03-19, 1 day before it is due.',
  )
  expect(of({ projectedOn: '2026-03-23' }, 'capacity')).toMatchObject({ state: 'missing', expectedOn: '2026-03-23' })
  expect(of({ projectedOn: '2026-03-19', unplaced: ['WO-1/10 has no work center'] }, 'capacity')?.state).toBe('missing')
  expect(isClearToBuild(readinessOf({ ...bare, projectedOn: '2026-03-23' }))).toBe(true)
})

test('tooling that costs something is there when it was charged; lots need the certificates that the plan asks for', () => {
  const jig = { operation: 'WO-1/10', tooling: 'Drill jig', cost: 450 }
  expect(of({ tooling: [jig] }, 'tooling')?.state).toBe('missing')
  expect(of({ tooling: [jig], toolingCharged: 430 }, 'tooling')?.state).toBe('ready')
  expect(of({ tooling: [{ ...jig, cost: 0 }] }, 'tooling')?.state).toBe('ready')
  const paper = {
    item: 'PLATE',
    plan: 'Final',
    certificate: true,
    materialCertificates: true,
    lotsWithout: ['L-1 of STEEL'],
  }
  expect(of({ papers: [paper] }, 'papers')).toMatchObject({
    state: 'missing',
    reason: 'No certificate of L-1 of STEEL.',
  })
  expect(of({ papers: [{ ...paper, materialCertificates: false }] }, 'papers')?.state).toBe('ready')
})
