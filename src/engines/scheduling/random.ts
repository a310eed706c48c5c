/** A small seeded generator of pseudo-random numbers (mulberry32): the same seed gives the same numbers everywhere. */
export type Random = { next: () => number; below: (n: number) => number; chance: (p: number) => boolean }

export function seeded(seed: number): Random {
  let a = seed >>> 0
  const next = () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = a
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return { next, below: (n) => Math.floor(next() * n), chance: (p) => next() < p }
}
