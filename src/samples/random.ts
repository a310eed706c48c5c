/** A small repeatable generator (Park and Miller's minimal standard), so that a sample is the same each time. */
export type Random = {
  next: () => number
  between: (low: number, high: number) => number
  pick: <T>(from: readonly T[]) => T
}

export function random(seed: number): Random {
  let state = seed % 2147483647 || 1
  const next = () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    pick: (from) => {
      const chosen = from[Math.floor(next() * from.length)]
      if (chosen === undefined) throw new Error('Nothing to pick from.')
      return chosen
    },
  }
}
