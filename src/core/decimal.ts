import Big from 'big.js'

/**
 * Decimals. PostgreSQL keeps quantities and money as `numeric`; code carries them as numbers of at most
 * 15 significant digits, which a double holds exactly as printed. Every product, quotient or sum that is
 * stored or shown passes through here, so no binary fraction ever leaks. See docs/decisions/003-decimals.md.
 */
Big.RM = Big.roundHalfUp

export const quantityDecimals = 6
export const costDecimals = 4

/** Half away from zero, as invoices round. */
export const round = (value: number, decimals: number): number =>
  Number.isFinite(value) ? new Big(value).round(decimals, Big.roundHalfUp).toNumber() : value

export const roundQuantity = (value: number): number => round(value, quantityDecimals)
/** Up to whole units of so many decimals. What binary arithmetic leaves beyond six decimals is no unit more. */
export const roundUp = (value: number, decimals: number): number =>
  Number.isFinite(value) ? new Big(roundQuantity(value)).round(decimals, Big.roundUp).toNumber() : value
export const roundCost = (value: number): number => round(value, costDecimals)

/** The exact decimal product, rounded once. */
export const multiply = (decimals: number, ...factors: readonly number[]): number =>
  factors
    .reduce((product, f) => product.times(f), new Big(1))
    .round(decimals, Big.roundHalfUp)
    .toNumber()

/** The exact decimal sum. */
export const sum = (values: Iterable<number>): number => {
  let total = new Big(0)
  for (const v of values) total = total.plus(v)
  return total.toNumber()
}

/** a / b rounded; 0 when b is 0 (a rate over nothing is nothing). */
export const divide = (decimals: number, a: number, b: number): number =>
  b === 0 ? 0 : new Big(a).div(b).round(decimals, Big.roundHalfUp).toNumber()

/**
 * Splits an amount by weights so that the parts add up to it exactly: each part is rounded down, and the
 * remaining smallest units go to the largest remainders (Hamilton's method), ties to the earlier part.
 */
export function split(amount: number, weights: readonly number[], decimals: number): number[] {
  if (weights.length === 0) return []
  const total = sum(weights)
  const unit = new Big(10).pow(-decimals)
  const shares = weights.map((w) =>
    total === 0 ? new Big(amount).div(weights.length) : new Big(amount).times(w).div(total),
  )
  const parts = shares.map((s) => s.round(decimals, Big.roundDown))
  let left = parts
    .reduce((rest, p) => rest.minus(p), new Big(amount))
    .div(unit)
    .round(0)
    .toNumber()
  const order = shares
    .map((s, i) => ({
      i,
      rest: s
        .minus(parts[i] ?? 0)
        .abs()
        .toNumber(),
    }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i)
  for (let k = 0; left !== 0; k++, left -= Math.sign(left)) {
    const i = order[k % order.length]?.i ?? 0
    parts[i] = (parts[i] ?? new Big(0)).plus(unit.times(Math.sign(left)))
  }
  return parts.map((p) => p.toNumber())
}
