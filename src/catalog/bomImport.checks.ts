import { fault, warning } from '../core/importRead.rules.ts'
import { readDesignators, totalAgrees } from './bomImport.rules.ts'
import type { BomPlan, Line } from './bomImport.types.ts'

/** Quantity against designators, total against price: what disagrees is said, and stays as the file has it. */
export function checkLine(
  line: Line,
  plan: BomPlan,
  at: (field: string) => { column: number | null; heading: string },
): void {
  const { row } = line
  if (plan.leftOut.has(row.row)) return
  const quantity = row.values.quantity as number | undefined
  const designators = readDesignators(line.text('designators'))
  if (quantity === undefined && designators && !row.faulty) {
    plan.faults.push(
      warning(
        row.row,
        'counted',
        `No quantity; its ${designators.length} designators are counted.`,
        at('quantity').column === null ? at('designators') : at('quantity'),
      ),
    )
    row.values.quantity = designators.length
  } else if (quantity === undefined && !row.faulty)
    plan.faults.push(
      fault(row.row, 'missing', `${at('quantity').heading || 'The quantity'} is missing.`, at('quantity')),
    )
  else if (quantity !== undefined && quantity < 0)
    plan.faults.push(fault(row.row, 'negative', 'A quantity must not be negative.', at('quantity')))
  else if (quantity === 0)
    plan.faults.push(
      warning(row.row, 'none-needed', 'The quantity is 0: the line is kept, and nothing is needed.', at('quantity')),
    )
  else if (quantity !== undefined && designators && designators.length !== quantity)
    plan.faults.push(
      warning(
        row.row,
        'designators',
        `The quantity is ${quantity}, but ${designators.length} designator${designators.length === 1 ? ' is' : 's are'} named. The quantity stays ${quantity}.`,
        at('quantity'),
      ),
    )
  const { cost, total } = row.values as { cost?: number; total?: number }
  if (quantity !== undefined && cost !== undefined && total !== undefined && !totalAgrees(quantity, cost, total))
    plan.faults.push(
      warning(row.row, 'total', `${quantity} × ${cost} is not ${total}. The price stays ${cost}.`, at('total')),
    )
  if (line.name.length > 200)
    plan.faults.push(fault(row.row, 'name-long', 'A description may have at most 200 characters.', at('name')))
  if (line.text('designators').length > 4000)
    plan.faults.push(
      fault(row.row, 'designators-long', 'The designators may have at most 4000 characters.', at('designators')),
    )
}

export function designatorsTwice(
  lines: readonly Line[],
  plan: BomPlan,
  at: (field: string) => { column: number | null; heading: string },
): void {
  const seen = new Map<string, number>()
  for (const line of lines)
    for (const name of readDesignators(line.text('designators')) ?? []) {
      const before = seen.get(`${line.parent}|${name}`)
      if (before !== undefined)
        plan.faults.push(
          warning(line.row.row, 'designator-twice', `${name} is named in row ${before} too.`, at('designators')),
        )
      else seen.set(`${line.parent}|${name}`, line.row.row)
    }
}
