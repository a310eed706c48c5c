import { multiply, roundQuantity } from '../core/decimal.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import { type CountMove, type CountStatus, countMoves } from './stock.model.ts'

export const whyNotMoveCount = (number: string, status: CountStatus, move: CountMove): Refusal[] => {
  const from: readonly CountStatus[] = countMoves[move].from
  return refuse(!from.includes(status), `count.cannot-${move}`, `${number} is ${status}.`)
}

export const whyNotEnterCount = (
  count: { number: string; status: CountStatus },
  line: { item: string; tracking: string; countedQuantity: number | null },
): Refusal[] => [
  ...refuse(count.status !== 'open', 'count.not-open', `${count.number} is ${count.status}.`),
  ...refuse(
    line.tracking === 'serial' &&
      line.countedQuantity !== null &&
      line.countedQuantity !== 0 &&
      line.countedQuantity !== 1,
    'count.serial',
    `A serial number of ${line.item} is there (1) or not (0).`,
  ),
]

export const whyNotPostCount = (
  count: { number: string; status: CountStatus },
  lines: readonly { countedQuantity: number | null }[],
): Refusal[] => [
  ...whyNotMoveCount(count.number, count.status, 'post'),
  ...refuse(
    lines.every((l) => l.countedQuantity === null),
    'count.nothing-counted',
    `Nothing of ${count.number} is counted yet.`,
  ),
]

/** What was found more (or less) than the book said when the line was counted; nothing while it is not counted. */
export const variance = (
  line: { bookQuantity: number; countedQuantity: number | null },
  unitCost: number,
): { quantity: number; value: number } => {
  const quantity = line.countedQuantity === null ? 0 : roundQuantity(line.countedQuantity - line.bookQuantity)
  return { quantity, value: multiply(4, quantity, unitCost) }
}
