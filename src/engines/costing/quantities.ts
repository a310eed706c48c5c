import { roundTo, roundUpTo } from './elements.ts'

/**
 * How many pieces a method starts with and takes. The estimate and the jobs ask the same functions, so that a quotation
 * shows the cost of what the job will really make. Quantities are in stock units, scrap in percent and less than 100.
 */
const quantityDecimals = 6

export function withScrap(output: number, scrapPercent: number, of: string): number {
  if (scrapPercent >= 100) throw new Error(`The scrap of ${of} is ${scrapPercent} %: nothing would ever be left.`)
  return scrapPercent === 0 ? output : (output * 100) / (100 - scrapPercent)
}

/**
 * What is made for a need: whole units of so many decimals, never fewer than come out without loss (`net`). An allowance for
 * scrap (`exact` has it) adds what rounds to a unit: one piece at 1 % stays one piece, a hundred become a hundred and one.
 */
export const madeQuantity = (net: number, exact: number, decimals: number | undefined): number =>
  decimals === undefined
    ? roundTo(exact, quantityDecimals)
    : // Six decimals first: what is left beyond them is binary noise.
      Math.max(roundUpTo(net, decimals), roundTo(roundTo(exact, quantityDecimals), decimals))

type Losing = { id?: number; scrapPercent: number }

/**
 * Pieces that enter each operation so that `quantity` leave the last one good. Only what enters is rounded, not what it is
 * computed from, so that a routing of many small scraps starts with no more than they lose together.
 */
export function enteringQuantities(
  quantity: number,
  operations: readonly Losing[],
  decimals: number | undefined,
): number[] {
  const entering = Array<number>(operations.length)
  let exact = quantity
  for (let i = operations.length - 1; i >= 0; i--) {
    const o = operations[i] as Losing
    exact = withScrap(exact, o.scrapPercent, `operation ${o.id ?? i + 1}`)
    entering[i] = madeQuantity(quantity, exact, decimals)
  }
  return entering
}

export type TakenLine = { id?: number; quantityPer: number; fixedQuantity: number; scrapPercent: number }

/** What a line takes for so many pieces that enter its operation, unrounded; without its own scrap when `net`. */
export const takenBy = (m: TakenLine, pieces: number, net = false): number =>
  withScrap(m.quantityPer * pieces, net ? 0 : m.scrapPercent, `material ${m.id ?? ''}`) + m.fixedQuantity
