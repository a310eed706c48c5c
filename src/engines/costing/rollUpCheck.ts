import { costElements } from './elements.ts'
import type { RollUpAnswer, RollUpOperation, RollUpProblem } from './rollUp.ts'

/**
 * Everything wrong with an answer to a roll-up, in words; empty when it is right. Walks the tree from the top by
 * recursion in plain doubles, another way than the roll-up goes, and allows `tolerance` of money per line for rounding.
 * A level below is judged by the quantity that the line above it was given, and a line by the pieces that enter, which are judged themselves.
 */
export function rollUpFaults(problem: RollUpProblem, answer: RollUpAnswer, tolerance = 0.0002): string[] {
  const faults: string[] = []
  const near = (a: number, b: number, lines: number, what: string) => {
    if (Math.abs(a - b) > tolerance * lines + Math.abs(b) * 1e-6) faults.push(`${what} is ${a}, should be ${b}`)
  }
  let lines = 0
  const walk = (index: number, need: number): Map<string, number> => {
    const level = problem.levels[index]
    const rolled = answer.levels[index]
    const costs = new Map<string, number>()
    const add = (element: string, amount: number) => costs.set(element, (costs.get(element) ?? 0) + amount)
    if (!level || !rolled) return costs
    near(rolled.quantity, need, 1, `The quantity of level ${index}`)
    const yieldAfter = (k: number) =>
      level.operations.slice(k).reduce((share, o) => share * (1 - o.scrapPercent / 100), 1)
    const entering = (k: number) => whole(need, need / yieldAfter(k), level.decimals)
    near(rolled.startQuantity, entering(0), 1, `The start of level ${index}`)
    level.operations.forEach((o, k) => {
      lines++
      near(rolled.operations[k]?.inputQuantity ?? Number.NaN, entering(k), 1, `The input of operation ${o.id}`)
      for (const [element, amount] of operationAmounts(o, need > 0, entering(k))) add(element, amount)
    })
    const made = level.materials.map((m, k) => {
      lines++
      const pieces = rolled.operations[m.operation ?? 0]?.inputQuantity ?? rolled.startQuantity
      const bare = m.quantityPer * pieces
      const taken =
        need > 0 ? whole(bare + m.fixedQuantity, bare / (1 - m.scrapPercent / 100) + m.fixedQuantity, m.decimals) : 0
      near(rolled.materials[k]?.quantity ?? Number.NaN, taken, 1, `The quantity of material ${m.id}`)
      if (m.level === null) add('material', taken * m.unitCost)
      else for (const [element, amount] of walk(m.level, rolled.materials[k]?.quantity ?? taken)) add(element, amount)
      return taken
    })
    if (made.length !== rolled.materials.length) faults.push(`Level ${index} lost a line`)
    for (const element of costElements)
      near(rolled.costs[element] ?? 0, costs.get(element) ?? 0, lines, `The ${element} of level ${index}`)
    near(rolled.unitCost * rolled.quantity, rolled.total, 1 + need, `The unit cost of level ${index}`)
    return costs
  }
  const costs = walk(0, problem.quantity)
  near(
    answer.total,
    [...costs.values()].reduce((a, b) => a + b, 0),
    lines,
    'The total',
  )
  return faults
}

/** The least whole number of units that covers the need; then as many more as bring it within half a unit of what is lost, too. */
const whole = (net: number, exact: number, decimals: number | undefined) => {
  if (decimals === undefined) return exact
  const scale = 10 ** decimals
  let units = Math.floor(net * scale)
  // What is less than half of a sixth decimal is noise.
  if (net - units / scale > 5e-7) units++
  while (exact - units / scale > 0.5 / scale - 5e-7) units++
  return units / scale
}

function operationAmounts(o: RollUpOperation, made: boolean, input: number): [string, number][] {
  if (!made) return []
  const tooling: [string, number] = ['tooling', o.toolingCost]
  if (o.kind === 'outside') return [tooling, ['outside', Math.max(o.minimumCharge, input * o.unitPrice)]]
  const setupHours = o.setupMinutes / 60
  const runHours = (o.runMinutes * input) / 60
  const people = o.crew * o.laborRatePerHour
  const laborCost = (setupHours + (runHours * o.attendedPercent) / 100) * people
  const drivers = {
    machineHours: setupHours + runHours,
    laborHours: o.crew * (setupHours + (runHours * o.attendedPercent) / 100),
    laborCost: laborCost / 100,
    none: 0,
  }
  return [
    tooling,
    ['setup', setupHours * (people + o.machineRatePerHour)],
    ['labor', (runHours * people * o.attendedPercent) / 100],
    ['machine', runHours * o.machineRatePerHour],
    ['overhead', drivers[o.overheadDriver] * o.overheadRate],
  ]
}
