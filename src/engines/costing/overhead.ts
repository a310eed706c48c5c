import { roundAmount, roundTo } from './elements.ts'

/**
 * Overhead: set beforehand as a rate, applied by what a job uses, and settled at the end of the period when the
 * two differ. All amounts in the company's currency, four decimals; rates six.
 */

/** Budgeted overhead for one unit of its base: an hour, a piece, or one of currency of labor. 0 when there is no base. */
export const predeterminedRate = (budget: number, base: number): number => (base === 0 ? 0 : roundTo(budget / base, 6))

export const appliedOverhead = (rate: number, used: number): number => roundAmount(rate * used)

export type OverheadRest = { kind: 'under' | 'over' | 'none'; amount: number }

/** Under-applied: more was spent than jobs bore. Over-applied: jobs bore more than was spent. */
export function overheadRest(actual: number, applied: number): OverheadRest {
  const rest = roundAmount(actual - applied)
  return { kind: rest > 0 ? 'under' : rest < 0 ? 'over' : 'none', amount: Math.abs(rest) }
}

/** Where a period's overhead lies at its end: the balance of each account, and how much applied overhead is in it. */
export type OverheadHolder<A extends string> = { account: A; balance: number; applied: number }
/** All to one account (usually cost of goods sold), or spread by the balances, or by the applied overhead in them. */
export type Disposal<A extends string> = { to: A } | { by: 'balance' | 'applied' }

/**
 * What each account takes of the rest: positive adds cost to it (under-applied), negative takes cost from it. The parts add up
 * to the rest exactly: the last unit of rounding goes to the account with the largest part.
 */
export function disposeOverhead<A extends string>(
  rest: OverheadRest,
  holders: readonly OverheadHolder<A>[],
  disposal: Disposal<A>,
): { account: A; change: number; after: number }[] {
  const amount = rest.kind === 'over' ? -rest.amount : rest.amount
  const weightOf = (h: OverheadHolder<A>) => ('to' in disposal ? Number(h.account === disposal.to) : h[disposal.by])
  const total = holders.reduce((sum, h) => sum + weightOf(h), 0)
  const changes = holders.map((h) => (total === 0 ? 0 : roundAmount((amount * weightOf(h)) / total)))
  const left = roundAmount((total === 0 ? 0 : amount) - changes.reduce((sum, c) => sum + c, 0))
  const largest = changes.reduce((best, c, i) => (Math.abs(c) > Math.abs(changes[best] ?? 0) ? i : best), 0)
  return holders.map((h, i) => {
    const change = roundAmount((changes[i] ?? 0) + (i === largest ? left : 0))
    return { account: h.account, change, after: roundAmount(h.balance + change) }
  })
}

/** A pool of overhead that follows one activity: set-ups, orders placed, inspections, machine hours. */
export type ActivityPool<P extends string> = { pool: P; cost: number; driver: number }

/** Overhead of each product by what it uses of each activity. Uses that name no pool cost nothing. */
export function activityOverhead<P extends string>(
  pools: readonly ActivityPool<P>[],
  products: readonly { units: number; uses: Readonly<Partial<Record<P, number>>> }[],
): { rates: Record<P, number>; overhead: { total: number; perUnit: number }[] } {
  const rates = Object.fromEntries(pools.map((p) => [p.pool, predeterminedRate(p.cost, p.driver)])) as Record<P, number>
  const overhead = products.map(({ units, uses }) => {
    const total = roundAmount(pools.reduce((sum, p) => sum + appliedOverhead(rates[p.pool], uses[p.pool] ?? 0), 0))
    return { total, perUnit: units === 0 ? 0 : roundAmount(total / units) }
  })
  return { rates, overhead }
}

/**
 * Whom spoiled pieces' cost, less what they still bring, is charged to: the job (`job`, its good pieces cost
 * more), all jobs through overhead (`common`, an expected kind of spoilage), or nobody (`abnormal`, a loss of the period).
 */
export type SpoilageKind = 'job' | 'common' | 'abnormal'
export type Spoilage = { kind: SpoilageKind; quantity: number; costPerPiece: number; disposalPerPiece: number }
export type SpoilageCost = {
  /** Into stock at what the pieces still bring. */
  material: number
  /** Out of the job's work in process. */
  leavesJob: number
  toOverhead: number
  toLoss: number
}

export function costOfSpoilage(s: Spoilage): SpoilageCost {
  const material = roundAmount(s.quantity * s.disposalPerPiece)
  const net = roundAmount(s.quantity * s.costPerPiece - material)
  return {
    material,
    leavesJob: s.kind === 'job' ? material : roundAmount(material + net),
    toOverhead: s.kind === 'common' ? net : 0,
    toLoss: s.kind === 'abnormal' ? net : 0,
  }
}
