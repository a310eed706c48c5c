import { type CostElement, type Costs, costElements, costsPerPiece, totalOf } from '../engines/costing/elements.ts'
import {
  type RolledLevel,
  type RolledOperation,
  type RollUpLevel,
  type RollUpOperation,
  rollUp,
} from '../engines/costing/rollUp.ts'
import type { CostReason, Estimate, EstimatedLevel, EstimatedMaterial, EstimatedOperation } from './estimate.model.ts'
import type { MethodTree } from './method.model.ts'
import { childPath } from './method.rules.ts'
import { madeDecimals } from './unit.rules.ts'

/** What a roll-up needs to know of a work center: money per hour, and how overhead is charged. */
export type Rates = Pick<RollUpOperation, 'laborRatePerHour' | 'machineRatePerHour' | 'overheadDriver' | 'overheadRate'>
export type RatesById = ReadonlyMap<number, Rates>

const noRates: Rates = { laborRatePerHour: 0, machineRatePerHour: 0, overheadDriver: 'none', overheadRate: 0 }

type TreeLevel = { tree: MethodTree; path: string; depth: number }
type Line = MethodTree['materials'][number]
type Operation = MethodTree['operations'][number]

/** A tree's levels in a row, parents first, and the same as the roll-up's problem. */
function flatten(root: MethodTree, rates: RatesById): { levels: TreeLevel[]; problem: RollUpLevel[] } {
  const levels: TreeLevel[] = [{ tree: root, path: '', depth: 0 }]
  const problem: RollUpLevel[] = []
  for (let i = 0; i < levels.length; i++) {
    const { tree, path, depth } = levels[i] as TreeLevel
    const operationAt = new Map(tree.operations.map((o, k) => [o.sequence, k]))
    const materials = tree.materials.map((m) => {
      if (m.child) levels.push({ tree: m.child, path: childPath(path, m.id), depth: depth + 1 })
      return {
        id: m.id,
        quantityPer: m.quantityPer,
        fixedQuantity: m.fixedQuantity,
        scrapPercent: m.scrapPercent,
        operation: m.operationSequence === null ? null : (operationAt.get(m.operationSequence) ?? null),
        unitCost: m.unitCost,
        decimals: madeDecimals(m.supply, m.decimals),
        level: m.child ? levels.length - 1 : null,
      }
    })
    const operations = tree.operations.map((o) => ({ ...o, ...ratesFor(o, rates) }))
    problem.push({ operations, materials, decimals: tree.decimals })
  }
  return { levels, problem }
}

const ratesFor = (o: Operation, rates: RatesById): Rates =>
  (o.workCenterId === null ? undefined : rates.get(o.workCenterId)) ?? noRates

/** The work centers whose rates an estimate of the tree reads. */
export function workCentersOf(tree: MethodTree, found = new Set<number>()): Set<number> {
  for (const o of tree.operations) if (o.workCenterId !== null) found.add(o.workCenterId)
  for (const m of tree.materials) if (m.child) workCentersOf(m.child, found)
  return found
}

/** 38 → "38.00", 0.125 → "0.125": money as a reason shows it, at least two decimals. */
export const shownRate = (value: number): string =>
  Math.abs(value * 100 - Math.round(value * 100)) < 1e-9 ? value.toFixed(2) : String(value)
const shown = (value: number): string => String(Number(value.toPrecision(12)))

/** The sentence behind each amount of an operation. */
function operationReasons(o: Operation, rates: Rates, q: RolledOperation): CostReason[] {
  const { laborRatePerHour: labor, machineRatePerHour: machine, overheadRate } = rates
  const crew = o.crew === 1 ? '' : `${shown(o.crew)} people × `
  const attended = o.attendedPercent === 100 ? '' : ` × ${shown(o.attendedPercent)} % attended`
  const run = `${shown(q.inputQuantity)} × ${shown(o.runMinutes)} min`
  const people = o.crew === 1 ? shownRate(labor) : `${shown(o.crew)} × ${shownRate(labor)}`
  const hours = rates.overheadDriver === 'machineHours' ? q.setupMinutes + q.runMinutes : q.laborMinutes
  const price = `${shown(q.inputQuantity)} × ${shownRate(o.unitPrice)}`
  const words: Partial<Record<CostElement, string>> = {
    setup: `${shown(q.setupMinutes)} min × (${people} labor + ${shownRate(machine)} machine)/h`,
    labor: `${run} = ${shown(q.runMinutes)} min${attended} × ${crew}${shownRate(labor)}/h`,
    machine: `${run} = ${shown(q.runMinutes)} min × ${shownRate(machine)}/h`,
    overhead:
      rates.overheadDriver === 'laborCost'
        ? `${shown(overheadRate)} % of labor, set-up labor included`
        : `${shown(hours)} ${rates.overheadDriver === 'machineHours' ? 'machine' : 'labor'} min × ${shownRate(overheadRate)}/h, set-up included`,
    outside:
      (q.costs.outside ?? 0) > o.unitPrice * q.inputQuantity + 0.0001
        ? `minimum charge, more than ${price}`
        : `${price} each`,
    tooling: o.tooling === '' ? 'once per run' : `${o.tooling}, once per run`,
  }
  return reasonsFrom(q.costs, words)
}

const reasonsFrom = (costs: Costs, words: Partial<Record<CostElement, string>>): CostReason[] =>
  costElements.flatMap((element) => {
    const amount = costs[element]
    return amount ? [{ element, amount, reason: words[element] ?? '' }] : []
  })

/** How a line's quantity came about: "4 each × 25, ÷ 0.95 for 5 % scrap, + 1". */
export function quantityReason(
  m: Pick<Line, 'quantityPer' | 'fixedQuantity' | 'scrapPercent'>,
  pieces: number,
  taken: number,
): string {
  const scrap = m.scrapPercent === 0 ? '' : ` ÷ ${shown(1 - m.scrapPercent / 100)} for ${shown(m.scrapPercent)} % scrap`
  const fixed = m.fixedQuantity === 0 ? '' : ` + ${shown(m.fixedQuantity)} fixed`
  const exact = (m.quantityPer * pieces) / (1 - m.scrapPercent / 100) + m.fixedQuantity
  return `${shown(m.quantityPer)} × ${shown(pieces)}${scrap}${fixed}${Math.abs(taken - exact) > 1e-5 ? ', in whole units' : ''}`
}

/** An operation as estimated. */
const operationOf = (o: Operation, q: RolledOperation, rates: Rates): EstimatedOperation => ({
  operationId: o.id,
  sequence: o.sequence,
  name: o.name,
  kind: o.kind,
  workCenterId: o.workCenterId,
  workCenterName: o.workCenterName,
  ...q,
  total: totalOf(q.costs),
  reasons: operationReasons(o, rates, q),
})

type Made = { path: string; unitCost: number }

function materialOf(
  m: Line,
  rolled: RolledLevel['materials'][number],
  pieces: number,
  made: Made | undefined,
): EstimatedMaterial {
  const unitCost = made ? made.unitCost : m.unitCost
  const each = `${shown(rolled.quantity)} ${m.unit} × ${shownRate(unitCost)}`
  return {
    materialId: m.id,
    line: m.line,
    itemId: m.itemId,
    itemNumber: m.itemNumber,
    itemName: m.itemName,
    unit: m.unit,
    supply: m.supply,
    operationSequence: m.operationSequence,
    quantity: rolled.quantity,
    unitCost,
    costs: rolled.costs,
    total: totalOf(rolled.costs),
    level: made ? made.path : null,
    reasons: made
      ? reasonsFrom(
          rolled.costs,
          Object.fromEntries(
            costElements.map((e) => [e, `making ${shown(rolled.quantity)} ${m.unit} of ${m.itemNumber}`]),
          ),
        )
      : reasonsFrom(rolled.costs, { material: `${each} (${quantityReason(m, pieces, rolled.quantity)})` }),
  }
}

/** Everything that makes the estimate doubtful, each once. */
function warningsOf(levels: readonly TreeLevel[], rates: RatesById): string[] {
  const found = new Set<string>()
  for (const { tree } of levels) {
    if (tree.operations.length === 0) found.add(`${tree.itemNumber} has no operations.`)
    for (const o of tree.operations) {
      const where = `Operation ${o.sequence} ${o.name} of ${tree.itemNumber}`
      if (o.kind === 'inside' && o.workCenterId === null) found.add(`${where} has no work center.`)
      else if (o.kind === 'inside' && o.workCenterId !== null) {
        const r = rates.get(o.workCenterId)
        if (!r || (r.laborRatePerHour === 0 && r.machineRatePerHour === 0))
          found.add(`${o.workCenterName ?? where} has no rates.`)
      } else if (o.unitPrice === 0 && o.minimumCharge === 0) found.add(`${where} has no outside price.`)
    }
    for (const m of tree.materials) {
      if (m.child) continue
      if (m.supply === 'make') found.add(`${m.itemNumber} is to be made but has no method; its standard cost is used.`)
      if (m.unitCost === 0) found.add(`${m.itemNumber} has no cost.`)
    }
  }
  return [...found]
}

/** What making `quantity` of a method would cost, over all levels, with a reason for each number. Pure. */
export function estimateOf(root: MethodTree, rates: RatesById, quantity: number): Estimate {
  const { levels, problem } = flatten(root, rates)
  const rolled = rollUp({ quantity, levels: problem })
  const estimated = levels.map(({ tree, path, depth }, i): EstimatedLevel => {
    const r = rolled.levels[i] as RolledLevel
    return {
      path,
      depth,
      methodId: tree.id,
      itemId: tree.itemId,
      itemNumber: tree.itemNumber,
      itemName: tree.itemName,
      revision: tree.revision,
      quantity: r.quantity,
      startQuantity: r.startQuantity,
      operations: tree.operations.map((o, k) => operationOf(o, r.operations[k] as RolledOperation, ratesFor(o, rates))),
      materials: tree.materials.map((m, k) => {
        const { operation, level } = problem[i]?.materials[k] ?? { operation: null, level: null }
        const pieces = (operation === null ? undefined : r.operations[operation]?.inputQuantity) ?? r.startQuantity
        const made =
          level === null
            ? undefined
            : { path: levels[level]?.path ?? '', unitCost: rolled.levels[level]?.unitCost ?? 0 }
        return materialOf(m, r.materials[k] as RolledLevel['materials'][number], pieces, made)
      }),
      own: r.own,
      costs: r.costs,
      total: r.total,
      unitCost: r.unitCost,
    }
  })
  return {
    methodId: root.id,
    itemId: root.itemId,
    itemNumber: root.itemNumber,
    itemName: root.itemName,
    revision: root.revision,
    quantity,
    costs: rolled.costs,
    total: rolled.total,
    unitCost: rolled.unitCost,
    unitCosts: costsPerPiece(rolled.costs, quantity),
    levels: estimated,
    warnings: warningsOf(levels, rates),
  }
}
