import { addCosts, type Costs, roundAmount, roundTo, totalOf } from './elements.ts'
import { enteringQuantities, madeQuantity, takenBy } from './quantities.ts'

/**
 * Cost roll-up by element over all levels of a method, and the explosion of its quantities that comes before it.
 * Pure and deterministic. Minutes are minutes, rates are money per hour, quantities are in stock units.
 */
export type RollUpOperation = {
  id: number
  kind: 'inside' | 'outside'
  /** Once per level, whatever the quantity. */
  setupMinutes: number
  /** For one piece that enters the operation. */
  runMinutes: number
  crew: number
  /** Share of the run time that needs the crew, in percent. */
  attendedPercent: number
  /** Share of what enters that is lost here, in percent, less than 100. */
  scrapPercent: number
  laborRatePerHour: number
  machineRatePerHour: number
  overheadDriver: 'machineHours' | 'laborHours' | 'laborCost' | 'none'
  /** Money per driver hour; percent of labor cost when the driver is laborCost. */
  overheadRate: number
  /** Outside work: money for one piece, at least `minimumCharge`. */
  unitPrice: number
  minimumCharge: number
  /** Once per level. */
  toolingCost: number
}

export type RollUpMaterial = {
  id: number
  /** For one piece that enters the consuming operation. */
  quantityPer: number
  /** Once, however many are made. */
  fixedQuantity: number
  scrapPercent: number
  /** Index of the consuming operation in its level; null means the first. */
  operation: number | null
  /** Of one stock unit; not read when `level` says how it is made. */
  unitCost: number
  /** Made in whole units of so many decimals; left out, as for what is bought, it is divided as finely as stock is kept. */
  decimals?: number | undefined
  /** Index of the level that makes it, or null when it is bought or taken from stock. */
  level: number | null
}

export type RollUpLevel = {
  operations: readonly RollUpOperation[]
  materials: readonly RollUpMaterial[]
  /** Pieces that enter an operation are whole units of so many decimals; left out, they are divided. */
  decimals?: number | undefined
}

/** `levels[0]` is what is made. Every other level supplies exactly one material line of a level before it. */
export type RollUpProblem = { quantity: number; levels: readonly RollUpLevel[] }

export type OperationQuantities = {
  /** Pieces that enter and that leave good. */
  inputQuantity: number
  outputQuantity: number
  setupMinutes: number
  runMinutes: number
  /** Minutes of people: set-up and attended run times crew. */
  laborMinutes: number
}
export type LevelQuantities = {
  /** Good pieces that the level must yield. */
  quantity: number
  /** Pieces that must be started for it. */
  startQuantity: number
  operations: OperationQuantities[]
  /** What each material line takes, scrap and fixed quantity included. */
  materials: number[]
}

const minuteDecimals = 4

/** Quantities of every level, line and operation, and the times of the operations. Linear in the number of lines. */
export function explode({ quantity, levels }: RollUpProblem): LevelQuantities[] {
  const needs = Array<number | undefined>(levels.length).fill(undefined)
  needs[0] = quantity
  return levels.map((level, index) => {
    const need = needs[index]
    if (need === undefined) throw new Error(`Level ${index} supplies no line of a level before it.`)
    const operations = operationQuantities(level, need)
    const startQuantity = operations[0]?.inputQuantity ?? madeQuantity(need, need, level.decimals)
    const materials = level.materials.map((m) => {
      const pieces = (m.operation === null ? undefined : operations[m.operation]?.inputQuantity) ?? startQuantity
      const taken = need === 0 ? 0 : madeQuantity(takenBy(m, pieces, true), takenBy(m, pieces), m.decimals)
      if (m.level !== null) {
        if (m.level <= index || m.level >= levels.length || needs[m.level] !== undefined)
          throw new Error(
            `Material ${m.id} of level ${index} names level ${m.level}, which is not its own later level.`,
          )
        needs[m.level] = taken
      }
      return taken
    })
    return { quantity: need, startQuantity, operations, materials }
  })
}

/** From the last operation back to the first: what enters one is what the one before must yield. */
function operationQuantities(
  { operations, decimals }: Pick<RollUpLevel, 'operations' | 'decimals'>,
  quantity: number,
): OperationQuantities[] {
  const entering = enteringQuantities(quantity, operations, decimals)
  return operations.map((o, i) => {
    const input = entering[i] ?? quantity
    const inside = o.kind === 'inside'
    const setupMinutes = inside && quantity > 0 ? o.setupMinutes : 0
    const runMinutes = inside ? roundTo(o.runMinutes * input, minuteDecimals) : 0
    const laborMinutes = roundTo(o.crew * (setupMinutes + (runMinutes * o.attendedPercent) / 100), minuteDecimals)
    return { inputQuantity: input, outputQuantity: entering[i + 1] ?? quantity, setupMinutes, runMinutes, laborMinutes }
  })
}

/** What one operation costs, from its quantities and rates alone. */
export function operationCosts(o: RollUpOperation, q: OperationQuantities): Costs {
  const costs: Costs = {}
  const put = (element: keyof Costs, amount: number) => {
    const rounded = roundAmount(amount)
    if (rounded !== 0) costs[element] = rounded
  }
  if (q.outputQuantity > 0) put('tooling', o.toolingCost)
  if (o.kind === 'outside') {
    if (q.outputQuantity > 0) put('outside', Math.max(o.minimumCharge, o.unitPrice * q.inputQuantity))
    return costs
  }
  const setupLabor = (q.setupMinutes * o.crew * o.laborRatePerHour) / 60
  const labor = (q.runMinutes * o.attendedPercent * o.crew * o.laborRatePerHour) / 6000
  put('setup', setupLabor + (q.setupMinutes * o.machineRatePerHour) / 60)
  put('labor', labor)
  put('machine', (q.runMinutes * o.machineRatePerHour) / 60)
  if (o.overheadDriver === 'machineHours') put('overhead', ((q.setupMinutes + q.runMinutes) * o.overheadRate) / 60)
  if (o.overheadDriver === 'laborHours') put('overhead', (q.laborMinutes * o.overheadRate) / 60)
  if (o.overheadDriver === 'laborCost') put('overhead', ((setupLabor + labor) * o.overheadRate) / 100)
  return costs
}

export type RolledOperation = OperationQuantities & { costs: Costs }
/** `costs` of a line that a level makes are those of that level and all below it, element by element. */
export type RolledMaterial = { quantity: number; costs: Costs }
export type RolledLevel = {
  quantity: number
  startQuantity: number
  operations: RolledOperation[]
  materials: RolledMaterial[]
  /** Of this level alone: its operations and what it buys or takes from stock. */
  own: Costs
  /** With every level below. */
  costs: Costs
  total: number
  /** `total` for one good piece. */
  unitCost: number
}
export type RollUpAnswer = { levels: RolledLevel[]; costs: Costs; total: number; unitCost: number }

/** Rolls the costs up from the deepest level. Every amount is rounded once; sums are of rounded amounts, so they add up on paper. */
export function rollUp(problem: RollUpProblem): RollUpAnswer {
  const quantities = explode(problem)
  const levels = Array<RolledLevel>(problem.levels.length)
  for (let i = problem.levels.length - 1; i >= 0; i--) {
    const level = problem.levels[i] as RollUpLevel
    const q = quantities[i] as LevelQuantities
    const own: Costs = {}
    const operations = level.operations.map((o, k): RolledOperation => {
      const times = q.operations[k] as OperationQuantities
      const costs = operationCosts(o, times)
      addCosts(own, costs)
      return { ...times, costs }
    })
    const below: Costs = {}
    const materials = level.materials.map((m, k): RolledMaterial => {
      const quantity = q.materials[k] ?? 0
      const made = m.level === null ? undefined : levels[m.level]
      if (made) addCosts(below, made.costs)
      const material = made ? 0 : roundAmount(quantity * m.unitCost)
      if (material !== 0) addCosts(own, { material })
      return { quantity, costs: made ? made.costs : material === 0 ? {} : { material } }
    })
    const costs = addCosts({ ...own }, below)
    const total = totalOf(costs)
    const unitCost = q.quantity > 0 ? roundAmount(total / q.quantity) : 0
    levels[i] = {
      quantity: q.quantity,
      startQuantity: q.startQuantity,
      operations,
      materials,
      own,
      costs,
      total,
      unitCost,
    }
  }
  const { costs, total, unitCost } = levels[0] ?? { costs: {}, total: 0, unitCost: 0 }
  return { levels, costs, total, unitCost }
}
